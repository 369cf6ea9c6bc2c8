#include "kernel/http/server.hpp"

#include <spdlog/spdlog.h>
#include <unistd.h>

#include <atomic>
#include <boost/asio.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/beast.hpp>
#include <chrono>
#include <deque>
#include <mutex>
#include <thread>

#include "kernel/http/files.hpp"
#include "kernel/http/hub.hpp"
#include "kernel/http/wire.hpp"

namespace boai::http {

namespace asio = boost::asio;
namespace beast = boost::beast;
using asio::ip::tcp;
using Stream = beast::tcp_stream;
using std::chrono::steady_clock;

namespace {

constexpr auto idle = std::chrono::seconds(60);
constexpr auto header_wait = std::chrono::seconds(15);

// What stands before the last comma is the sender's own claim; the last one our proxy has seen.
std::string last_hop(const std::string& forwarded) {
  std::size_t from = forwarded.find_last_of(", ");
  return from == std::string::npos ? forwarded : forwarded.substr(from + 1);
}

}  // namespace

struct Server::State {
  Options options;
  Router router;
  asio::io_context io;
  asio::thread_pool workers;
  tcp::acceptor acceptor{io};
  std::vector<std::thread> threads;
  Hub hub;
  Bucket bucket;
  std::atomic<bool> stopping{false};
  std::atomic<std::int64_t> uploads{0};

  State(Options given, Router routes)
      : options(std::move(given)),
        router(std::move(routes)),
        io(options.threads),
        workers(static_cast<std::size_t>(options.workers)) {}

  asio::awaitable<void> accept() {
    while (!stopping) {
      auto [fault, socket] = co_await acceptor.async_accept(asio::make_strand(io),
                                                            asio::as_tuple(asio::use_awaitable));
      if (fault) {
        if (stopping) co_return;
        asio::steady_timer pause(io, std::chrono::milliseconds(50));  // out of descriptors
        co_await pause.async_wait(asio::as_tuple(asio::use_awaitable));
        continue;
      }
      socket.set_option(tcp::no_delay(true));
      auto strand = socket.get_executor();
      asio::co_spawn(strand, talk(Stream(std::move(socket))), [](std::exception_ptr fault_inside) {
        --counts.open;
        try {
          if (fault_inside) std::rethrow_exception(fault_inside);
        } catch (const std::exception&) {
          // The other side went away in the middle: nothing of ours is half done.
        }
      });
      ++counts.open;
    }
  }

  // An upload goes with its request, also when the line breaks in the middle.
  struct Leftover {
    const Request& request;
    ~Leftover() {
      if (!request.body_file.empty()) ::unlink(request.body_file.c_str());
    }
  };

  asio::awaitable<void> talk(Stream stream) {
    beast::flat_buffer buffer;
    std::string remote = stream.socket().remote_endpoint().address().to_string();
    for (bool keep = true; keep && !stopping;) {
      wire::request_parser<wire::empty_body> head;
      head.header_limit(16 * 1024);
      head.body_limit(static_cast<std::uint64_t>(options.upload_max));
      stream.expires_after(buffer.size() > 0 ? header_wait : idle);
      auto [fault, got] = co_await wire::async_read_header(stream, buffer, head,
                                                           asio::as_tuple(asio::use_awaitable));
      static_cast<void>(got);
      if (fault) {
        co_await refuse(stream, fault);
        break;
      }
      Request request;
      Leftover leftover{request};
      request.remote = remote;
      take_head(head.get(), request);
      if (options.address == "127.0.0.1" && !request.header("x-forwarded-for").empty()) {
        // Only a proxy on this machine can reach a loopback listener.
        request.remote = last_hop(request.header("x-forwarded-for"));
      }
      keep = head.get().keep_alive();
      if (head.get()[wire::field::expect] == "100-continue") {
        wire::response<wire::empty_body> go_on{wire::status::continue_, 11};
        co_await wire::async_write(stream, go_on, asio::use_awaitable);
      }
      Response response;
      bool read = co_await read_body(stream, buffer, head, request, response);
      if (read) response = co_await answer(request);
      keep = keep && read;
      if (response.events) {
        co_await follow(stream, response);
        break;
      }
      co_await send(stream, request, std::move(response), keep);
    }
    beast::error_code ignored;
    stream.socket().shutdown(tcp::socket::shutdown_send, ignored);
  }

  static asio::awaitable<void> refuse(Stream& stream, beast::error_code fault) {
    bool gone = fault == wire::error::end_of_stream || fault == beast::error::timeout ||
                fault == asio::error::eof || fault == asio::error::connection_reset;
    if (gone) co_return;
    ++counts.refused;
    bool large = fault == wire::error::header_limit || fault == wire::error::body_limit;
    wire::response<wire::string_body> message{
        large ? wire::status::request_header_fields_too_large : wire::status::bad_request, 11};
    Response response = problem(invalid(large ? "http.too_large" : "http.bad_request"));
    response.status = large ? 431 : 400;
    dress(message, response);
    message.body() = response.body;
    message.keep_alive(false);
    message.prepare_payload();
    co_await wire::async_write(stream, message, asio::as_tuple(asio::use_awaitable));
  }

  // False when the body is refused; the answer is ready then.
  asio::awaitable<bool> read_body(Stream& stream, beast::flat_buffer& buffer,
                                  wire::request_parser<wire::empty_body>& head, Request& request,
                                  Response& response) {
    bool upload =
        request.method == "POST" &&
        (request.path.starts_with("/api/imports/") || request.path.starts_with("/api/papers/") ||
         request.path == "/api/briefs/templates") &&
        (!options.may_upload || options.may_upload(request));
    stream.expires_after(upload ? std::chrono::minutes(30) : header_wait);
    beast::error_code fault;
    if (upload) {
      wire::request_parser<wire::file_body> parser(std::move(head));
      request.body_file = options.upload_folder + "/upload-" + std::to_string(::getpid()) + "-" +
                          std::to_string(++uploads);
      parser.body_limit(static_cast<std::uint64_t>(options.upload_max));
      parser.get().body().open(request.body_file.c_str(), beast::file_mode::write, fault);
      if (!fault) {
        std::tie(fault, std::ignore) =
            co_await wire::async_read(stream, buffer, parser, asio::as_tuple(asio::use_awaitable));
      }
      parser.get().body().close();
    } else {
      wire::request_parser<wire::string_body> parser(std::move(head));
      parser.body_limit(options.body_max);
      std::tie(fault, std::ignore) =
          co_await wire::async_read(stream, buffer, parser, asio::as_tuple(asio::use_awaitable));
      request.body = std::move(parser.get().body());
    }
    if (!fault) co_return true;
    ++counts.refused;
    bool large = fault == wire::error::body_limit;
    response = problem(invalid(large ? "http.too_large" : "http.bad_request"));
    if (!large) response.status = 400;
    co_return false;
  }

  asio::awaitable<Response> answer(const Request& given) {
    ++counts.requests;
    if (!bucket.take(given.remote, options.requests_a_second)) {
      co_return problem(unavailable("http.rate"));
    }
    Router::Match match = router.match(given.method, given.path);
    if (match.route == nullptr) {
      bool page = !given.path.starts_with("/api") && !match.path_known;
      bool reading = given.method == "GET" || given.method == "HEAD";
      if (page && reading && !options.static_folder.empty()) {
        co_return static_file(options.static_folder, given);
      }
      if (match.path_known) co_return problem(invalid("http.method"));
      co_return problem(not_found("http.not_found"));
    }
    Request request = given;
    request.parts = std::move(match.parts);
    auto started = steady_clock::now();
    Response response = co_await handled(*match.route, std::move(request));
    std::chrono::duration<double, std::milli> spent = steady_clock::now() - started;
    if (response.status >= 500) ++counts.errors;
    // The pattern, never the path or the query: they could name a person.
    spdlog::debug("{} {} {} {:.1f}ms {}", given.method, match.route->pattern, response.status,
                  spent.count(), response.body.size());
    co_return response;
  }

  // What a handler answers into, from whatever thread; the timer only wakes the coroutine. (g++ 12
  // destroys captures of a lambda inside a co_await expression twice, hence the plain struct.)
  struct Waiting {
    explicit Waiting(asio::any_io_executor executor) : wake(executor) {
      wake.expires_at(steady_clock::time_point::max());
    }
    asio::steady_timer wake;
    std::optional<Response> response;
  };

  void act(const Route& route, const Request& request, const std::shared_ptr<Waiting>& waiting) {
    Respond respond = [waiting](Response response) {
      auto given = std::make_shared<Response>(std::move(response));
      asio::post(waiting->wake.get_executor(), [waiting, given] {
        waiting->response = std::move(*given);
        waiting->wake.cancel();
      });
    };
    try {
      route.handler(request, respond);
    } catch (const std::exception& fault) {
      spdlog::error("{} {}", route.pattern, fault.what());
      respond(problem(internal("http.handler")));
    }
  }

  asio::awaitable<Response> handled(const Route& route, Request request) {
    asio::any_io_executor executor = co_await asio::this_coro::executor;
    auto waiting = std::make_shared<Waiting>(executor);
    auto shared = std::make_shared<Request>(std::move(request));
    if (route.where == Where::worker) {
      asio::post(workers, [this, &route, shared, waiting] { act(route, *shared, waiting); });
    } else {
      act(route, *shared, waiting);
    }
    while (!waiting->response) {
      co_await waiting->wake.async_wait(asio::as_tuple(asio::use_awaitable));
    }
    co_return std::move(*waiting->response);
  }

  asio::awaitable<void> send(Stream& stream, const Request& request, Response response, bool keep) {
    stream.expires_after(idle);
    if (response.stream) {
      co_await send_stream(stream, std::move(response), keep);
      co_return;
    }
    wire::response<wire::string_body> message{wire::status::ok, 11};
    dress(message, response);
    message.keep_alive(keep);
    bool accepts = request.header("accept-encoding").find("gzip") != std::string::npos;
    std::string packed = accepts && worth_packing(response) ? gzipped(response.body) : "";
    if (!packed.empty()) {
      message.set(wire::field::content_encoding, "gzip");
      message.set(wire::field::vary, "Accept-Encoding");
      response.body = std::move(packed);
    }
    message.content_length(response.body.size());
    if (request.method != "HEAD" && response.status != 304)
      message.body() = std::move(response.body);
    co_await wire::async_write(stream, message, asio::use_awaitable);
  }

  static asio::awaitable<void> send_stream(Stream& stream, Response response, bool keep) {
    wire::response<wire::empty_body> head{wire::status::ok, 11};
    dress(head, response);
    head.chunked(true);
    head.keep_alive(keep);
    wire::response_serializer<wire::empty_body> serializer{head};
    co_await wire::async_write_header(stream, serializer, asio::use_awaitable);
    for (std::string piece = response.stream(); !piece.empty(); piece = response.stream()) {
      stream.expires_after(idle);
      co_await asio::async_write(stream, wire::make_chunk(asio::buffer(piece)),
                                 asio::use_awaitable);
    }
    co_await asio::async_write(stream, wire::make_chunk_last(), asio::use_awaitable);
  }

  asio::awaitable<void> follow(Stream& stream, const Response& response) {
    wire::response<wire::empty_body> head{wire::status::ok, 11};
    dress(head, response);
    head.set(wire::field::content_type, "text/event-stream");
    head.set("X-Accel-Buffering", "no");
    head.keep_alive(false);
    wire::response_serializer<wire::empty_body> serializer{head};
    co_await wire::async_write_header(stream, serializer, asio::use_awaitable);
    ++counts.events;
    std::int64_t seen = hub.last();
    asio::steady_timer timer(co_await asio::this_coro::executor);
    std::string text = "retry: 2000\n\n";
    for (int quiet = 0; !stopping; ++quiet) {
      if (!text.empty()) {
        stream.expires_after(std::chrono::seconds(20));
        auto [fault, sent] = co_await asio::async_write(stream, asio::buffer(text),
                                                        asio::as_tuple(asio::use_awaitable));
        static_cast<void>(sent);
        if (fault) break;
        quiet = 0;
      }
      timer.expires_after(std::chrono::milliseconds(250));
      co_await timer.async_wait(asio::use_awaitable);
      text = hub.since(seen, response.audience);
      if (text.empty() && quiet >= 60) text = ": still here\n\n";
    }
    --counts.events;
  }
};

Server::Server(std::unique_ptr<State> state) : state_(std::move(state)) {}

Server::~Server() {
  stop();
  wait();
}

Result<std::unique_ptr<Server>> Server::start(Options options, Router router) {
  auto state = std::make_unique<State>(std::move(options), std::move(router));
  beast::error_code fault;
  tcp::endpoint endpoint(asio::ip::make_address(state->options.address, fault),
                         static_cast<unsigned short>(state->options.port));
  if (!fault) state->acceptor.open(endpoint.protocol(), fault);
  if (!fault) state->acceptor.set_option(asio::socket_base::reuse_address(true), fault);
  if (!fault) state->acceptor.bind(endpoint, fault);
  if (!fault) state->acceptor.listen(asio::socket_base::max_listen_connections, fault);
  if (fault) {
    return unavailable(
        "http.listen",
        state->options.address + ":" + std::to_string(state->options.port) + " " + fault.message());
  }
  asio::co_spawn(state->io, state->accept(), asio::detached);
  for (int number = 0; number < state->options.threads; ++number) {
    state->threads.emplace_back([inside = state.get()] { inside->io.run(); });
  }
  return std::unique_ptr<Server>(new Server(std::move(state)));
}

int Server::port() const { return state_->acceptor.local_endpoint().port(); }

void Server::stop() {
  if (state_->stopping.exchange(true)) return;
  asio::post(state_->io, [this] {
    beast::error_code ignored;
    state_->acceptor.close(ignored);
  });
  // Answers under way get two seconds; idle lines are cut then.
  std::thread([this] {
    for (int wait_ms = 0; wait_ms < 2000 && counts.open > 0; wait_ms += 50) {
      std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
    state_->io.stop();
  }).join();
}

void Server::wait() {
  for (std::thread& thread : state_->threads) {
    if (thread.joinable()) thread.join();
  }
  state_->workers.join();
}

void Server::publish(const std::string& event, const std::string& json,
                     const std::string& audience) {
  state_->hub.publish(event, json, audience);
}

}  // namespace boai::http

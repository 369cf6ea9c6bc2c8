// Routes of the browser. Each one says which right it needs; `public_route` needs none, `anybody`
// a session. The lists stand in routes_of(), which is a golden file.
#include <spdlog/spdlog.h>
#include <unistd.h>

#include <atomic>
#include <boost/json.hpp>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <mutex>
#include <set>
#include <thread>

#include "app/api.hpp"
#include "app/briefing.hpp"
#include "app/certificate_publisher.hpp"
#include "app/collecting.hpp"
#include "app/daily.hpp"
#include "app/dictionary.hpp"
#include "app/disclosing.hpp"
#include "app/import_job.hpp"
#include "app/messaging.hpp"
#include "app/signals.hpp"

namespace boai::app {

namespace json = boost::json;
using http::Request;
using http::Respond;
using http::Response;

namespace {

// Learns of every process's commits from the journal and tells the open pages.
class Watcher {
 public:
  Watcher(App& app, http::Server& server) : app_(app), server_(server) {
    thread_ = std::thread([this] { loop(); });
  }
  ~Watcher() {
    stopping_ = true;
    thread_.join();
  }

 private:
  void loop() {
    while (!stopping_) {
      std::this_thread::sleep_for(std::chrono::milliseconds(250));
      static_cast<void>(look().ok());
    }
  }

  Outcome look() {
    auto reader = TRY(app_.readers->borrow());
    auto head = TRY(journal::read_head(*reader));
    if (seen_ < 0) seen_ = head.count;
    if (head.count == seen_) return Done{};
    json::array types, measures;
    store::Value values[] = {seen_, head.count};
    std::set<std::string> names;
    // A long import moves the same types; the newest rows tell which.
    values[0] = std::max<std::int64_t>(seen_, head.count - 2000);
    TRY(reader->each("SELECT DISTINCT type FROM journal WHERE seq > ? AND seq <= ?", values,
                     [&](const store::RowView& row) {
                       names.insert(std::string(row.text(0)));
                       return true;
                     }));
    for (const std::string& name : names) types.push_back(json::value(name));
    for (const auto& measure : app_.house->measures.measures) {
      if (names.contains(std::string(measure.type->name))) {
        measures.push_back(json::value(measure.code));
      }
    }
    seen_ = head.count;
    server_.publish("commit", json::serialize(json::object{{"seq", seen_},
                                                           {"types", std::move(types)},
                                                           {"measures", std::move(measures)}}));
    return Done{};
  }

  App& app_;
  http::Server& server_;
  std::atomic<bool> stopping_{false};
  std::int64_t seen_ = -1;
  std::thread thread_;
};

}  // namespace

void print_routes(App& app) {
  Api api(app);
  http::Router router = api.router();
  for (const http::Route& route : router.routes()) {
    std::cout << route.method << " " << route.pattern << " " << route.right << "\n";
  }
}

int serve(App& app, int port) {
  spdlog::set_pattern("%Y-%m-%dT%H:%M:%S.%e %l %v");
  Api api(app);
  http::Options options;
  options.port = port;
  options.static_folder = app.settings.home + "/web/dist";
  options.upload_folder = app.settings.data;
  options.may_upload = [&](const http::Request& request) { return api.may_upload(request); };
  if (const char* rate = std::getenv("BOAI_RATE")) options.requests_a_second = std::atoi(rate);
  auto server = http::Server::start(std::move(options), api.router());
  if (!server.ok()) {
    std::cerr << "boai: " << server.error().code << ": " << server.error().detail << "\n";
    return 3;
  }
  auto disclosing = Disclosing::start(app);
  if (!disclosing.ok()) {
    spdlog::error("disclosure {} {}", disclosing.error().code, disclosing.error().detail);
  }
  static_cast<void>(sweep_jobs(app).ok());
  Outcome templates = bring_shipped(app);
  if (!templates.ok()) {
    spdlog::error("briefs {} {}", templates.error().code, templates.error().detail);
  }
  app.desk->announce([&](const jobs::Job& job) {
    json::object news{
        {"id", job.id}, {"state", job.state}, {"done", job.done}, {"total", job.total}};
    (*server)->publish("job", json::serialize(news), job.account);
  });
  listen_for_stop();
  std::cout << "boai: http://127.0.0.1:" << (*server)->port() << std::endl;
  {
    Watcher watcher(app, **server);
    Publishing publishing(app);
    Daily daily(app);
    Collecting collecting(app);
    Messenger messenger(app);
    while (!asked_to_stop()) {
      daily.tick();
      collecting.tick();
      messenger.tick();
      std::this_thread::sleep_for(std::chrono::milliseconds(100));
    }
  }
  (*server)->stop();
  (*server)->wait();
  app.desk->announce([](const jobs::Job&) {});
  return 0;
}

}  // namespace boai::app

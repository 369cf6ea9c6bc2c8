// Imports and the jobs they run as. An upload has no name on the disk: it goes with its job, or,
// after a preview, a quarter of an hour later, so that what was looked at need not be sent again.
#include <boost/json.hpp>
#include <filesystem>

#include "app/api.hpp"
#include "app/import_job.hpp"
#include "base/crypto/digest.hpp"
#include "kernel/exchange/refused.hpp"
#include "kernel/lists/lists.hpp"

namespace boai::app {

namespace json = boost::json;
using http::Request;
using http::Respond;
using http::Response;

namespace {

constexpr auto kept_after_a_look = std::chrono::minutes(15);
constexpr std::size_t uploads_max = 8;
constexpr auto patience = std::chrono::seconds(10);  // before a running import is only promised

// The answer to who began an import, given once: its end, or after a while its job.
class Reply {
 public:
  Reply(Respond respond, std::string job) : respond_(std::move(respond)), job_(std::move(job)) {}

  void promise() { give(http::json(json::object{{"job", job_}, {"state", "running"}}, 202)); }
  void end(const jobs::Ended& ended, const std::optional<Error>& fault) {
    if (fault) {
      give(http::problem(*fault));
      return;
    }
    json::object result = ended.result;
    result["job"] = job_;
    give(http::json(result));
  }
  void promise_when_late() {
    if (std::chrono::steady_clock::now() - begun_ > patience) promise();
  }

 private:
  void give(Response response) {
    std::lock_guard guard(lock_);
    if (given_) return;
    given_ = true;
    respond_(std::move(response));
  }
  std::mutex lock_;
  Respond respond_;
  std::string job_;
  bool given_ = false;
  std::chrono::steady_clock::time_point begun_ = std::chrono::steady_clock::now();
};

}  // namespace

Result<Api::Upload> Api::upload_of(const Asker& who, const Request& request) {
  std::lock_guard guard(lock_);
  auto now = std::chrono::steady_clock::now();
  std::erase_if(uploads_, [&](const auto& each) { return each.second.until < now; });
  std::string from = request.argument("from");
  if (!from.empty()) {
    auto found = uploads_.find(from);
    bool mine = found != uploads_.end() && found->second.account == who.session.name;
    if (!mine) return not_found("import.upload_gone", "from");
    return found->second;
  }
  if (request.body_file.empty()) return invalid("sheet.empty", "file");
  return Upload{.file = TRY(exchange::UnnamedFile::take(request.body_file)),
                .name = request.argument("name", "upload"),
                .account = who.session.name,
                .until = now};
}

void Api::keep_upload(const std::string& job, Upload upload) {
  std::lock_guard guard(lock_);
  upload.until = std::chrono::steady_clock::now() + kept_after_a_look;
  uploads_[job] = std::move(upload);
  while (uploads_.size() > uploads_max) {
    uploads_.erase(
        std::ranges::min_element(uploads_, {}, [](const auto& each) { return each.second.until; }));
  }
}

Result<std::pair<exchange::Order, Api::Upload>> Api::import_order(const Request& request) {
  auto connection = TRY(app_.readers->borrow());
  Asker who = TRY(asker(*connection, request));
  TRY(check_csrf(who, request));
  const record::Type* type = TRY(type_named(app_, request));
  if (type->import_command.empty()) return invalid("import.type", "type");
  if (rights::reach_of(app_.house->roles, who.who, "exchange.import").none()) {
    return forbidden("rights.not_held", {}, "exchange.import");
  }
  std::string chunk = request.argument("chunk", "5000");
  auto rows = chunk == "file" ? std::optional<std::int64_t>(0) : parse_id_number(chunk);
  if (!rows) return invalid("import.chunk", "chunk", chunk);
  Upload upload = TRY(upload_of(who, request));
  exchange::Order order{.type = type,
                        .command = app_.commands.find(type->import_command),
                        .path = upload.file->path(),
                        .name = upload.name.substr(0, 200),
                        .account = who.session.name,
                        .os_user = {},
                        .batch = {},
                        .refused_path = {},
                        .mapping = request.argument("mapping"),
                        .reading = {.encoding = request.argument("encoding", "auto"),
                                    .sheet = request.argument("sheet")},
                        .chunk = *rows,
                        .preview = request.argument("preview") == "1"};
  return std::pair{std::move(order), std::move(upload)};
}

void Api::begin_import(const Request& request, Respond respond) {
  auto prepared = import_order(request);
  if (!prepared.ok()) {
    respond(http::problem(prepared.error()));
    return;
  }
  auto& [order, upload] = *prepared;
  jobs::Job job = import_job(app_, order);
  auto reply = std::make_shared<Reply>(std::move(respond), job.id);
  order.progress = [reply](std::int64_t, std::int64_t) { reply->promise_when_late(); };
  auto work = [this, order = order, upload = upload, reply](jobs::Running& running) {
    std::optional<Error> fault;
    jobs::Ended ended = work_on_import(app_, order, running, fault);
    if (order.preview && !fault) keep_upload(order.batch, upload);
    reply->end(ended, fault);
    return ended;
  };
  bool at_once = request.argument("wait") == "0" ||
                 request.header("prefer").find("respond-async") != std::string::npos;
  Outcome begun = app_.desk->begin(job, std::move(work));
  if (!begun.ok()) {
    reply->end({}, begun.error());
  } else if (at_once) {
    reply->promise();
  }
}

Result<Response> Api::errors_of(const Asker&, const std::string& job) {
  Response response;
  response.type = "text/csv; charset=utf-8";
  response.headers = {{"Content-Disposition", "attachment; filename=\"errors.csv\""}};
  response.stream = TRY(exchange::open_refused(refused_path(app_, job), app_.house->keys));
  return response;
}

void Api::add_import_routes(http::Router& router) {
  router.add({"POST", "/api/imports/{type}",
              [this](const Request& request, Respond respond) {
                begin_import(request, std::move(respond));
              },
              http::Where::worker, "exchange.import"});
  router.add(reading(
      "/api/imports", "exchange.import",
      [this](auto& connection, const Asker& who, const Request& request) -> Result<Response> {
        const record::Type& type = exchange::Import::type();
        return http::json_text(
            TRY(lists::list(connection, *app_.house, type, who.who, request.query)));
      }));
  // The import as its branch sees it; what its sender alone may do with it is told to her alone.
  auto import_of = [this](store::Connection& connection, const Asker& who,
                          const Request& request) -> Result<json::object> {
    auto id = parse_id_number(request.parts.at("id"));
    if (!id) return not_found("record.not_found");
    return lists::one(connection, *app_.house, exchange::Import::type(), who.who, *id);
  };
  router.add(reading("/api/imports/{id}", "exchange.import",
                     [this, import_of](auto& connection, const Asker& who,
                                       const Request& request) -> Result<Response> {
                       json::object object = TRY(import_of(connection, who, request));
                       std::string job(object.at("batch").as_string());
                       std::string sender(object.at("account").as_string());
                       bool mine = sender == who.session.name;
                       object["mine"] = mine;
                       object["job"] = mine ? json::value(job) : json::value(nullptr);
                       object["errors_file"] =
                           mine && std::filesystem::exists(refused_path(app_, job));
                       return http::json(object);
                     }));
  router.add(reading("/api/imports/{id}/errors.csv", "exchange.import",
                     [this, import_of](auto& connection, const Asker& who,
                                       const Request& request) -> Result<Response> {
                       json::object object = TRY(import_of(connection, who, request));
                       std::string sender(object.at("account").as_string());
                       if (sender != who.session.name) return forbidden("rights.not_yours");
                       return errors_of(who, std::string(object.at("batch").as_string()));
                     }));
}

void Api::add_job_routes(http::Router& router) {
  router.add(
      reading("/api/jobs", "", [this](auto&, const Asker& who, const Request&) -> Result<Response> {
        json::array jobs;
        for (const jobs::Job& job : TRY(app_.desk->list(who.session.name))) {
          jobs.push_back(jobs::to_json(job));
        }
        return http::json(json::object{{"items", std::move(jobs)}});
      }));
  router.add(reading("/api/jobs/{id}", "",
                     [this](auto&, const Asker& who, const Request& request) -> Result<Response> {
                       auto job = TRY(app_.desk->find(who.session.name, request.parts.at("id")));
                       return http::json(jobs::to_json(job));
                     }));
  router.add(reading("/api/jobs/{id}/errors.csv", "",
                     [this](auto&, const Asker& who, const Request& request) -> Result<Response> {
                       auto job = TRY(app_.desk->find(who.session.name, request.parts.at("id")));
                       return errors_of(who, job.id);
                     }));
  router.add({"POST", "/api/jobs/{id}/cancel",
              [this](const Request& request, Respond respond) {
                auto act = [&]() -> Result<Response> {
                  auto connection = TRY(app_.readers->borrow());
                  Asker who = TRY(asker(*connection, request));
                  TRY(check_csrf(who, request));
                  TRY(app_.desk->cancel(who.session.name, request.parts.at("id")));
                  return http::json(json::object{{"cancelled", true}});
                };
                auto answer = act();
                respond(answer.ok() ? std::move(*answer) : http::problem(answer.error()));
              },
              http::Where::worker, "session"});
}

bool Api::may_upload(const Request& request) {
  auto look = [&]() -> Result<bool> {
    auto connection = TRY(app_.readers->borrow());
    Asker who = TRY(asker(*connection, request));
    TRY(check_csrf(who, request));
    bool paper = request.path.starts_with("/api/papers/");
    bool brief = request.path.starts_with("/api/briefs/");
    const char* right = paper ? "papers.attach" : brief ? "briefs.template" : "exchange.import";
    return !rights::reach_of(app_.house->roles, who.who, right).none();
  };
  auto answer = look();
  return answer.ok() && *answer;
}

}  // namespace boai::app

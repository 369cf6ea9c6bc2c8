// Imports, jobs and exports.
#include <boost/json.hpp>
#include <filesystem>
#include <thread>

#include "app/api.hpp"
#include "base/crypto/digest.hpp"
#include "kernel/exchange/export.hpp"
#include "kernel/exchange/refused.hpp"
#include "kernel/exchange/template.hpp"
#include "kernel/lists/lists.hpp"

namespace boai::app {

namespace json = boost::json;
using http::Request;
using http::Respond;
using http::Response;

Result<const record::Type*> type_named(const App& app, const Request& request) {
  const record::Type* type = app.house->types.find(request.parts.at("type"));
  if (type == nullptr) return not_found("record.unknown_type", "type");
  return type;
}

// Reading a list needs the type's right somewhere; the list itself is scoped by it.
Result<const record::Type*> readable(const App& app, const Api::Asker& who,
                                     const Request& request) {
  const record::Type* type = TRY(type_named(app, request));
  auto reach = rights::reach_of(app.house->roles, who.who, type->right);
  if (reach.none()) return forbidden("rights.not_held", {}, std::string(type->right));
  return type;
}

json::object Api::job_json(const Job& job) const {
  return {{"id", job.id},
          {"kind", job.kind},
          {"state", job.state},
          {"done", job.done},
          {"total", job.total},
          {"started", to_text(job.started)},
          {"result", job.result ? json::value(*job.result) : json::value(nullptr)}};
}

Response Api::begin_import(const Request& request) {
  auto prepare = [&]() -> Result<std::pair<exchange::Order, std::string>> {
    auto connection = TRY(app_.readers->borrow());
    Asker who = TRY(asker(*connection, request));
    TRY(check_csrf(who, request));
    const record::Type* type = TRY(type_named(app_, request));
    if (type->import_command.empty()) return invalid("import.type", "type");
    if (rights::reach_of(app_.house->roles, who.who, "exchange.import").none()) {
      return forbidden("rights.not_held", {}, "exchange.import");
    }
    std::string id = crypto::uuid4();
    std::string kept = app_.settings.data + "/import-" + id;
    std::error_code fault;
    std::filesystem::rename(request.body_file, kept, fault);
    if (fault) return invalid("sheet.empty", "file");
    exchange::Order order{.type = type,
                          .command = app_.commands.find(type->import_command),
                          .path = kept,
                          .name = request.argument("name", "upload"),
                          .account = who.session.name,
                          .os_user = {},
                          .batch = id,
                          .refused_path = app_.settings.data + "/refused-" + id + ".csv",
                          .mapping = request.argument("mapping"),
                          .reading = {.encoding = request.argument("encoding", "auto"),
                                      .sheet = request.argument("sheet")},
                          .preview = request.argument("preview") == "1"};
    return std::pair{std::move(order), id};
  };
  auto prepared = prepare();
  if (!prepared.ok()) return http::problem(prepared.error());
  auto job = std::make_shared<Job>();
  job->id = prepared->second;
  job->kind = prepared->first.preview ? "preview" : "import";
  job->account = prepared->first.account;
  job->started = app_.clock->now();
  std::lock_guard guard(lock_);
  jobs_[job->id] = job;
  threads_.emplace_back([this, job, order = std::move(prepared->first)]() mutable {
    order.cancel = &job->cancel;
    order.progress = [this, job](std::int64_t done, std::int64_t total) {
      std::lock_guard inside(lock_);
      job->done = done;
      job->total = total;
      publish_("job",
               json::serialize(json::object{
                   {"id", job->id}, {"state", job->state}, {"done", done}, {"total", total}}));
    };
    auto report = exchange::run_import(app_.exchange_place(), order);
    std::filesystem::remove(order.path);
    std::lock_guard inside(lock_);
    job->state = report.ok() ? "done" : job->cancel ? "cancelled" : "failed";
    json::object result = report.ok() ? exchange::to_json(*report, true)
                                      : json::object{{"code", report.error().code},
                                                     {"field", report.error().field},
                                                     {"detail", report.error().detail}};
    job->result = new json::object(std::move(result));
    publish_(
        "job",
        json::serialize(json::object{
            {"id", job->id}, {"state", job->state}, {"done", job->total}, {"total", job->total}}));
  });
  return http::json(json::object{{"job", job->id}}, 202);
}

namespace {

Response download(const std::shared_ptr<exchange::UnnamedFile>& file, const std::string& format,
                  const std::string& name) {
  Response response;
  response.type = format == "xlsx"
                      ? "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
                      : "text/csv; charset=utf-8";
  response.headers = {
      {"Content-Disposition", "attachment; filename=\"" + name + "." + format + "\""}};
  response.stream = [file] { return file->piece(); };
  return response;
}

}  // namespace

Result<Response> Api::export_rows(store::Connection& connection, const Asker& who,
                                  const Request& request) {
  const record::Type* type = TRY(readable(app_, who, request));
  // A file is written in one go: two at a time leave the other workers to everybody else.
  constexpr int at_once = 2;
  if (exports_++ >= at_once) {
    --exports_;
    return unavailable("export.busy");
  }
  std::string format = request.argument("format", "csv");
  bool labels = request.argument("labels", format == "xlsx" ? "1" : "0") == "1";
  auto exported = exchange::run_export(*app_.writer, connection, *app_.house,
                                       {.type = type,
                                        .filters = request.query,
                                        .format = format,
                                        .labels = labels,
                                        .marked = true,
                                        .who = who.who,
                                        .folder = app_.settings.data});
  --exports_;
  auto done = TRY(std::move(exported));
  return download(done.file, format, type->table());
}

void Api::add_exchange_routes(http::Router& router) {
  router.add({"POST", "/api/imports/{type}",
              [this](const Request& request, Respond respond) { respond(begin_import(request)); },
              http::Where::worker, "exchange.import"});
  router.add(reading(
      "/api/imports/{type}/template", "exchange.import",
      [this](auto&, const Asker&, const Request& request) -> Result<Response> {
        const record::Type* type = TRY(type_named(app_, request));
        if (type->import_command.empty()) return invalid("import.type", "type");
        std::string format = request.argument("format", "csv");
        auto file = TRY(exchange::UnnamedFile::create(app_.settings.data));
        TRY(exchange::write_template(*app_.commands.find(type->import_command), *app_.house, format,
                                     file->path()));
        return download(file, format, type->table() + "-template");
      },
      http::Where::worker));
  auto job_of = [this](const Asker& who, const Request& request) -> Result<std::shared_ptr<Job>> {
    std::lock_guard guard(lock_);
    auto found = jobs_.find(request.parts.at("id"));
    bool mine = found != jobs_.end() && found->second->account == who.session.name;
    if (!mine) return not_found("job.not_found");
    return found->second;
  };
  router.add(
      reading("/api/jobs/{id}", "",
              [this, job_of](auto&, const Asker& who, const Request& request) -> Result<Response> {
                auto job = TRY(job_of(who, request));
                std::lock_guard guard(lock_);
                return http::json(job_json(*job));
              }));
  router.add(
      reading("/api/jobs/{id}/errors.csv", "",
              [this, job_of](auto&, const Asker& who, const Request& request) -> Result<Response> {
                auto job = TRY(job_of(who, request));
                Response response;
                response.type = "text/csv; charset=utf-8";
                response.headers = {{"Content-Disposition", "attachment; filename=\"errors.csv\""}};
                response.stream = TRY(exchange::open_refused(
                    app_.settings.data + "/refused-" + job->id + ".csv", app_.house->keys));
                return response;
              }));
  router.add({"POST", "/api/jobs/{id}/cancel",
              [this, job_of](const Request& request, Respond respond) {
                auto act = [&]() -> Result<Response> {
                  auto connection = TRY(app_.readers->borrow());
                  Asker who = TRY(asker(*connection, request));
                  TRY(check_csrf(who, request));
                  auto job = TRY(job_of(who, request));
                  job->cancel = true;
                  return http::json(json::object{{"cancelled", true}});
                };
                auto answer = act();
                respond(answer.ok() ? std::move(*answer) : http::problem(answer.error()));
              },
              http::Where::here, "session"});
  router.add(reading(
      "/api/exports/{type}", "exchange.export",
      [this](auto& connection, const Asker& who, const Request& request) {
        return export_rows(connection, who, request);
      },
      http::Where::worker));
}

}  // namespace boai::app

// Exports and templates.
#include "app/api.hpp"
#include "kernel/exchange/export.hpp"
#include "kernel/exchange/template.hpp"
#include "kernel/lists/lists.hpp"

namespace boai::app {

using http::Request;
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
  router.add(reading(
      "/api/exports/{type}", "exchange.export",
      [this](auto& connection, const Asker& who, const Request& request) {
        return export_rows(connection, who, request);
      },
      http::Where::worker));
  add_import_routes(router);
  add_job_routes(router);
}

}  // namespace boai::app

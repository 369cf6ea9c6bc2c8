// Briefs: what the generic routes do not do. Changes go by commands; documents and templates are
// files, so they have routes of their own.
#include <boost/json.hpp>
#include <fstream>
#include <sstream>

#include "app/api.hpp"
#include "app/briefing.hpp"
#include "base/crypto/digest.hpp"
#include "domains/briefs/records.hpp"
#include "kernel/documents/package.hpp"
#include "kernel/lists/lists.hpp"

namespace boai::app {

namespace json = boost::json;
using http::Request;
using http::Respond;
using http::Response;

namespace {

Result<std::int64_t> brief_in(const Request& request) {
  auto id = parse_id_number(request.parts.at("id"));
  if (!id) return not_found("record.not_found");
  return *id;
}

Result<std::string> upload_in(const Request& request) {
  std::ifstream file(request.body_file, std::ios::binary);
  std::string bytes(documents::file_bytes_max + 1, '\0');
  file.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  bytes.resize(static_cast<std::size_t>(file.gcount()));
  if (bytes.size() > documents::file_bytes_max) return invalid("document.too_large", "file");
  if (bytes.empty()) return invalid("document.empty", "file");
  return bytes;
}

}  // namespace

Result<Response> Api::make_documents(const Request& request) {
  Asker who;
  std::int64_t brief = TRY(brief_in(request));
  {
    auto connection = TRY(app_.readers->borrow());
    who = TRY(asker(*connection, request));
    TRY(check_csrf(who, request));
    TRY(lists::one(*connection, *app_.house, briefs::Brief::type(), who.who, brief));
  }
  std::string address =
      public_address(request.header("host"), request.header("x-forwarded-proto") == "https");
  auto press = TRY(press_brief(app_, who.who, brief, address));
  json::array documents;
  for (const briefs::Made& each : press.documents) {
    documents.push_back(json::object{
        {"name", each.name}, {"kind", each.kind}, {"bytes", each.bytes}, {"sha256", each.sha256}});
  }
  return http::json(json::object{{"documents", std::move(documents)}});
}

// ?code=…&name=…&branch=…; with check=1 it is only looked at.
Result<Response> Api::bring_template(const Request& request) {
  auto connection = TRY(app_.readers->borrow());
  Asker who = TRY(asker(*connection, request));
  TRY(check_csrf(who, request));
  if (rights::reach_of(app_.house->roles, who.who, "briefs.template").none()) {
    return forbidden("rights.not_held", {}, "briefs.template");
  }
  std::string bytes = TRY(upload_in(request));
  json::object looked = TRY(briefs::check_template(*app_.house, bytes));
  if (request.argument("check") == "1") return http::json(std::move(looked));
  auto branch = parse_id_number(request.argument("branch"));
  if (!branch) return invalid("field.required", "branch");
  briefs::Brought brought{.code = request.argument("code"),
                          .name = request.argument("name"),
                          .name_en = request.argument("en"),
                          .bytes = std::move(bytes),
                          .branch = *branch};
  Id<briefs::Template> id;
  TRY(app_.writer->run([&](unit::Batch& batch) -> Outcome {
    unit::Context context(batch, who.who);
    TRY(context.require("briefs.template", brought.branch));
    id = TRY(briefs::bring_template(context, brought));
    return batch.accept(context.changes(), who.who, crypto::uuid4(), "briefs.bring_template");
  }));
  looked["id"] = to_text(id);
  return http::json(std::move(looked));
}

void Api::add_brief_routes(http::Router& router) {
  auto posting = [](auto act) {
    return [act](const Request& request, Respond respond) {
      auto answer = act(request);
      respond(answer.ok() ? std::move(*answer) : http::problem(answer.error()));
    };
  };
  router.add(
      reading("/api/briefs/templates", "briefs.read",
              [this](auto& connection, const Asker& who, const Request&) -> Result<Response> {
                return http::json(TRY(briefs::templates_for(connection, *app_.house, who.who)));
              }));
  router.add({"POST", "/api/briefs/templates",
              posting([this](const Request& request) { return bring_template(request); }),
              http::Where::worker, "briefs.template"});
  router.add(reading(
      "/api/briefs/{id}", "briefs.read",
      [this](auto& connection, const Asker& who, const Request& request) -> Result<Response> {
        std::int64_t id = TRY(brief_in(request));
        return http::json(TRY(briefs::one(connection, *app_.house, who.who, {id})));
      }));
  router.add({"POST", "/api/briefs/{id}/documents",
              posting([this](const Request& request) { return make_documents(request); }),
              http::Where::worker, "briefs.write"});
  router.add(reading(
      "/api/briefs/{id}/preview", "briefs.read",
      [this](auto& connection, const Asker& who, const Request& request) -> Result<Response> {
        std::int64_t id = TRY(brief_in(request));
        auto shown = parse_id_number(request.argument("template", "0"));
        return http::json(
            TRY(briefs::preview(connection, *app_.house, who.who, {id}, {shown.value_or(0)})));
      },
      http::Where::worker));
  router.add(reading(
      "/api/briefs/{id}/differences", "briefs.read",
      [this](auto& connection, const Asker& who, const Request& request) -> Result<Response> {
        std::int64_t id = TRY(brief_in(request));
        return http::json(
            TRY(briefs::compare(connection, *app_.house, who.who, {id}, app_.today())));
      },
      http::Where::worker));
  router.add(reading(
      "/api/n/{code}", "briefs.read",
      [this](auto& connection, const Asker& who, const Request& request) -> Result<Response> {
        return http::json(
            TRY(briefs::figure_behind(connection, *app_.house, who.who, request.parts.at("code"))));
      }));
}

}  // namespace boai::app

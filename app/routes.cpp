// Records, plans, imports and exports, and the system's own pages.
#include <boost/json.hpp>
#include <filesystem>
#include <fstream>
#include <thread>

#include "app/api.hpp"
#include "app/dictionary.hpp"
#include "base/crypto/digest.hpp"
#include "domains/people/port.hpp"
#include "domains/plan/port.hpp"
#include "kernel/http/files.hpp"
#include "kernel/lists/lists.hpp"

namespace boai::app {

namespace json = boost::json;
using http::Request;
using http::Respond;
using http::Response;

Result<std::int64_t> id_in(const Request& request, const char* part) {
  auto id = parse_id_number(request.parts.at(part));
  if (!id) return not_found("record.not_found");
  return *id;
}

namespace {

// The province's divisions are no secret: whoever looks for a class sees them too.
Result<Response> regions(App& app) {
  json::array list;
  auto connection = TRY(app.readers->borrow());
  store::Value today[] = {std::int64_t{app.today().number()}};
  TRY(connection->each(
      "SELECT r.code, r.name, r.level, r.kind, r.parent, r.in_coverage, s.id, r.name_en FROM "
      "network_region r LEFT JOIN network_society s ON s.code = r.code "
      "WHERE (r.until IS NULL OR r.until >= ?) ORDER BY r.code",
      today, [&](const store::RowView& row) {
        list.push_back(json::object{
            {"code", row.text(0)},
            {"name", row.text(1)},
            {"en", row.text(7)},
            {"level", row.text(2)},
            {"kind", row.text(3)},
            {"parent", row.null(4) ? json::value(nullptr) : json::value(row.text(4))},
            {"in_coverage", row.number(5) == 1},
            {"branch", row.null(6) ? json::value(nullptr) : json::value(row.text(6))}});
        return true;
      }));
  return http::json(json::object{{"regions", std::move(list)}});
}

Result<int> whole_number(const Request& request, const char* name) {
  std::string text = request.argument(name);
  if (text.empty()) return 0;
  auto number = parse_id_number(text);
  if (!number || *number > 9999) return invalid("plan.year", name, text);
  return static_cast<int>(*number);
}

}  // namespace

// Written down first, shown after: a look that was not recorded did not happen.
Result<Response> Api::disclose(const Request& request) {
  auto connection = TRY(app_.readers->borrow());
  Asker who = TRY(asker(*connection, request));
  TRY(check_csrf(who, request));
  const record::Type* type = TRY(readable(app_, who, request));
  std::int64_t id = TRY(id_in(request, "id"));
  auto body = TRY(http::parse_json(request.body));
  auto* given = body.is_object() ? body.get_object().if_contains("purpose") : nullptr;
  if (given == nullptr || !given->is_string()) return invalid("field.required", "purpose");
  std::string purpose(given->get_string());
  auto shown = TRY(lists::one_disclosed(*connection, *app_.house, *type, who.who, id));
  TRY(app_.writer->run([&](unit::Batch& batch) -> Outcome {
    unit::Context context(batch, who.who);
    TRY(people::disclose(context, type->name, id, purpose));
    return batch.accept(context.changes(), who.who, crypto::uuid4(), "people.disclose");
  }));
  return http::json(std::move(shown));
}

void Api::add_record_routes(http::Router& router) {
  router.add(reading(
      "/api/records/{type}", "",
      [this](auto& connection, const Asker& who, const Request& request) -> Result<Response> {
        const record::Type* type = TRY(readable(app_, who, request));
        return http::json_text(
            TRY(lists::list(connection, *app_.house, *type, who.who, request.query)));
      }));
  router.add(reading(
      "/api/records/{type}/{id}", "",
      [this](auto& connection, const Asker& who, const Request& request) -> Result<Response> {
        const record::Type* type = TRY(readable(app_, who, request));
        std::int64_t id = TRY(id_in(request, "id"));
        return http::json(TRY(lists::one(connection, *app_.house, *type, who.who, id)));
      }));
  router.add({"POST", "/api/records/{type}/{id}/disclosure",
              [this](const Request& request, Respond respond) {
                auto answer = disclose(request);
                respond(answer.ok() ? std::move(*answer) : http::problem(answer.error()));
              },
              http::Where::worker, "session"});
  router.add(reading(
      "/api/records/{type}/{id}/journal", "journal.read",
      [this](auto& connection, const Asker& who, const Request& request) -> Result<Response> {
        const record::Type* type = TRY(readable(app_, who, request));
        std::int64_t id = TRY(id_in(request, "id"));
        return http::json(TRY(lists::history(connection, *app_.house, *type, who.who, id)));
      }));
}

void Api::add_plan_routes(http::Router& router) {
  router.add(reading("/api/plans", "plan.read",
                     [this](auto&, const Asker&, const Request&) -> Result<Response> {
                       return http::json(plan::plans_of(*app_.house));
                     }));
  auto ask_of = [this](const Request& request) -> Result<plan::Ask> {
    plan::Ask ask{.plan = request.parts.at("plan"),
                  .region = request.argument("region", "32"),
                  .year = TRY(whole_number(request, "year")),
                  .month = TRY(whole_number(request, "month")),
                  .as_of = {},
                  .today = app_.today()};
    std::string as_of = request.argument("as_of");
    if (as_of.empty()) return ask;
    auto day = Day::parse(as_of);
    if (!day) return invalid("plan.as_of", "as_of", as_of);
    ask.as_of = *day;
    return ask;
  };
  router.add(reading("/api/plans/{plan}/indicators", "plan.read",
                     [this, ask_of](auto& connection, const Asker& who,
                                    const Request& request) -> Result<Response> {
                       plan::Ask ask = TRY(ask_of(request));
                       json::object shown = TRY(plan::board(connection, *app_.house, ask));
                       TRY(add_slips(connection, who, shown));
                       return http::json(std::move(shown));
                     }));
  router.add(reading(
      "/api/plans/{plan}/indicators/{id}", "plan.read",
      [this, ask_of](auto& connection, const Asker& who,
                     const Request& request) -> Result<Response> {
        plan::Drill drill{.ask = TRY(ask_of(request)),
                          .indicator = request.parts.at("id"),
                          .regions = request.argument("regions", "children"),
                          .by_month = request.argument("grain") == "month"};
        json::object shown = TRY(plan::drill(connection, *app_.house, who.who, drill));
        TRY(add_slips(connection, who, shown));
        return http::json(std::move(shown));
      },
      http::Where::worker));
}

void Api::add_recount_routes(http::Router& router) {
  router.add({"POST", "/api/plans/{plan}/indicators/{id}/recount",
              [this](const Request& request, Respond respond) {
                auto act = [&]() -> Result<Response> {
                  auto connection = TRY(app_.readers->borrow());
                  Asker who = TRY(asker(*connection, request));
                  TRY(check_csrf(who, request));
                  if (rights::reach_of(app_.house->roles, who.who, "measures.recount").none()) {
                    return forbidden("rights.not_held", {}, "measures.recount");
                  }
                  std::string code = TRY(plan::measure_of(*app_.house, request.parts.at("plan"),
                                                          request.parts.at("id")));
                  TRY(connection->begin_read());
                  auto counted = measures::recount(*connection, app_.house->measures, code);
                  TRY(connection->commit());
                  auto found = TRY(std::move(counted));
                  return http::json(json::object{{"measures", found.measures},
                                                 {"cells", found.cells},
                                                 {"records", found.records},
                                                 {"difference", found.difference},
                                                 {"seconds", found.seconds}});
                };
                auto answer = act();
                respond(answer.ok() ? std::move(*answer) : http::problem(answer.error()));
              },
              http::Where::worker, "measures.recount"});
  auto open = [this](std::string pattern, auto read) -> http::Route {
    return {"GET", std::move(pattern),
            [this, read](const Request& request, Respond respond) {
              Result<Response> answer = read(request);
              respond(answer.ok() ? std::move(*answer) : http::problem(answer.error()));
            },
            http::Where::here, "public"};
  };
  router.add(open("/api/regions", [this](const Request&) { return regions(app_); }));
  router.add(open("/api/map/{file}", [this](const Request& request) -> Result<Response> {
    Request file = request;
    file.path = "/" + request.parts.at("file");
    return http::static_file(app_.pack() + "/map", file);
  }));
}

void Api::add_system_routes(http::Router& router) {
  router.add({"GET", "/api/health",
              [this](const Request&, Respond respond) {
                auto look = [&]() -> Result<Response> {
                  auto connection = TRY(app_.readers->borrow());
                  auto head = TRY(journal::read_head(*connection));
                  return http::json(json::object{{"status", "ok"}, {"seq", head.count}});
                };
                auto answer = look();
                respond(answer.ok() ? std::move(*answer) : http::problem(answer.error()));
              },
              http::Where::here, "public"});
  router.add({"GET", "/metrics",
              [](const Request&, Respond respond) {
                Response response;
                response.type = "text/plain; version=0.0.4";
                response.body = http::metrics_text();
                respond(std::move(response));
              },
              http::Where::here, "public"});
  router.add(
      reading("/api/events", "", [](auto&, const Asker& who, const Request&) -> Result<Response> {
        Response response;
        response.events = true;
        response.audience = who.session.name;
        return response;
      }));
  router.add(reading("/api/dictionary", "",
                     [this](auto&, const Asker&, const Request&) -> Result<Response> {
                       return http::json(dictionary_of(app_));
                     }));
  router.add(reading("/api/openapi.json", "",
                     [this](auto&, const Asker&, const Request&) -> Result<Response> {
                       return http::json(openapi_of(app_));
                     }));
}

void Api::add_rights_routes(http::Router& router) {
  router.add(
      reading("/api/accounts", "identity.read",
              [this](auto& connection, const Asker& who, const Request&) -> Result<Response> {
                std::vector<store::Value> values;
                auto reach = rights::reach_of(app_.house->roles, who.who, "identity.read");
                std::string scope = reach.condition("a.branch", values);
                json::array accounts;
                TRY(
                    connection.each("SELECT a.id, a.version, a.account, a.name, a.state, a.totp, "
                                    "s.name FROM identity_account a "
                                    "JOIN network_society s ON s.id = a.branch WHERE " +
                                        scope + " ORDER BY a.account LIMIT 500",
                                    values, [&](const store::RowView& row) {
                                      bool second = !row.null(5) && !row.text(5).empty() &&
                                                    !row.text(5).starts_with("pending:");
                                      accounts.push_back(json::object{{"id", row.text(0)},
                                                                      {"version", row.number(1)},
                                                                      {"account", row.text(2)},
                                                                      {"name", row.text(3)},
                                                                      {"state", row.text(4)},
                                                                      {"second_factor", second},
                                                                      {"branch_name", row.text(6)},
                                                                      {"roles", json::array{}}});
                                      return true;
                                    }));
                for (auto& account : accounts) {
                  auto& object = account.as_object();
                  auto holder = rights::principal_of(
                      connection, std::string(object["account"].as_string()), app_.today());
                  if (!holder.ok()) continue;
                  for (const auto& grant : holder->grants) {
                    const rights::Role* role = app_.house->roles.find(grant.role);
                    object["roles"].as_array().push_back(
                        json::object{{"id", std::to_string(grant.id)},
                                     {"role", grant.role},
                                     {"role_name", role ? role->name : grant.role},
                                     {"branch_name", grant.branch_name},
                                     {"since", to_text(grant.since)}});
                  }
                }
                return http::json(json::object{{"accounts", std::move(accounts)}});
              }));
  router.add(reading(
      "/api/why", "",
      [this](auto& connection, const Asker& who, const Request& request) -> Result<Response> {
        rights::Principal about = who.who;
        std::string account = request.argument("account");
        if (!account.empty() && account != who.session.name) {
          if (rights::reach_of(app_.house->roles, who.who, "identity.read").none()) {
            return forbidden("rights.not_held", {}, "identity.read");
          }
          about = TRY(rights::principal_of(connection, account, app_.today()));
        }
        auto branch = parse_id_number(request.argument("branch", "0")).value_or(0);
        std::string path;
        store::Value values[] = {branch};
        TRY(connection.each("SELECT path FROM network_society WHERE id = ?", values,
                            [&](const store::RowView& row) {
                              path = std::string(row.text(0));
                              return false;
                            }));
        auto why = rights::why(app_.house->roles, about, request.argument("right"), branch, path);
        json::array reasons, missing;
        for (const auto& grant : why.because) {
          reasons.push_back(json::object{{"role", grant.role},
                                         {"branch", std::to_string(grant.branch)},
                                         {"branch_name", grant.branch_name},
                                         {"since", to_text(grant.since)}});
        }
        for (const auto& role : why.missing) missing.push_back(json::value(role));
        return http::json(json::object{{"allowed", why.allowed},
                                       {"reasons", std::move(reasons)},
                                       {"missing", std::move(missing)}});
      }));
}

}  // namespace boai::app

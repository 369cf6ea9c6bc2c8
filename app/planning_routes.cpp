// The planning office beside the board: how far figures are, what slips, evaluations, forms for
// superiors, and what the public sees.
#include <boost/json.hpp>

#include "app/api.hpp"
#include "domains/evaluation/port.hpp"
#include "domains/forms/port.hpp"
#include "domains/plan/port.hpp"
#include "domains/work/port.hpp"
#include "kernel/exchange/unnamed.hpp"

namespace boai::app {

namespace json = boost::json;
using http::Request;
using http::Respond;
using http::Response;

// What is disputed, and how many steps, milestones and projects behind each row are late; the rows
// themselves for one.
Outcome Api::add_slips(store::Connection& connection, const Asker& who, json::object& shown) {
  TRY(plan::add_disputes(connection, *app_.house, who.who, shown, app_.today()));
  json::object slips = TRY(work::slips(connection, *app_.house, who.who,
                                       {.plan = std::string(shown.at("plan").as_string()),
                                        .region = std::string(shown.at("region").as_string()),
                                        .year = static_cast<int>(shown.at("year").as_int64()),
                                        .today = app_.today()}));
  auto* rows = shown.if_contains("indicators");
  if (rows == nullptr) {
    auto* own = slips.if_contains(shown.at("id").as_string());
    shown["slips"] = own == nullptr ? json::array{} : own->as_array();
    return Done{};
  }
  for (auto& value : rows->as_array()) {
    json::object& row = value.as_object();
    auto* own = slips.if_contains(row.at("id").as_string());
    row["slips"] = own == nullptr ? std::size_t{0} : own->as_array().size();
  }
  return Done{};
}

Result<Response> Api::form_workbook(store::Connection& connection, const Asker& who,
                                    const Request& request) {
  std::int64_t id = TRY(id_in(request, "id"));
  auto file = TRY(exchange::UnnamedFile::create(app_.settings.data));
  TRY(forms::write_sheet(connection, *app_.house, who.who, id, file->path()));
  Response response;
  response.type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
  response.headers = {
      {"Content-Disposition", "attachment; filename=\"return-" + std::to_string(id) + ".xlsx\""}};
  response.stream = [kept = std::shared_ptr(std::move(file))] { return kept->piece(); };
  return response;
}

void Api::add_planning_routes(http::Router& router) {
  router.add(reading(
      "/api/plans/{plan}/progress", "plan.read",
      [this](auto& connection, const Asker& who, const Request& request) -> Result<Response> {
        return http::json(TRY(plan::progress(connection, *app_.house, who.who,
                                             {.plan = request.parts.at("plan"),
                                              .period = request.argument("period"),
                                              .region = request.argument("region", "32"),
                                              .indicator = request.argument("indicator")})));
      }));
  router.add(reading(
      "/api/evaluations/{id}", "evaluation.read",
      [this](auto& connection, const Asker& who, const Request& request) -> Result<Response> {
        std::int64_t id = TRY(id_in(request, "id"));
        return http::json(TRY(evaluation::report(connection, *app_.house, who.who, id)));
      }));
  router.add(reading("/api/forms", "forms.read",
                     [this](auto&, const Asker&, const Request&) -> Result<Response> {
                       return http::json(forms::forms_known(*app_.house, app_.today()));
                     }));
  router.add(reading(
      "/api/forms/burden", "forms.read",
      [this](auto& connection, const Asker& who, const Request& request) -> Result<Response> {
        auto year = parse_id_number(request.argument("year"));
        int asked = year && *year <= 9999 ? static_cast<int>(*year) : app_.today().year();
        return http::json(TRY(forms::burden(connection, *app_.house, who.who, asked)));
      }));
  router.add(reading(
      "/api/forms/returns/{id}", "forms.read",
      [this](auto& connection, const Asker& who, const Request& request) -> Result<Response> {
        std::int64_t id = TRY(id_in(request, "id"));
        return http::json(TRY(forms::sheet_of(connection, *app_.house, who.who, id)));
      }));
  router.add(reading(
      "/api/forms/returns/{id}/workbook", "forms.read",
      [this](auto& connection, const Asker& who, const Request& request) {
        return form_workbook(connection, who, request);
      },
      http::Where::worker));
  router.add({"GET", "/api/public/progress",
              [this](const Request&, Respond respond) {
                auto look = [&]() -> Result<Response> {
                  auto connection = TRY(app_.readers->borrow());
                  return http::json(TRY(plan::public_progress(*connection, *app_.house)));
                };
                auto answer = look();
                respond(answer.ok() ? std::move(*answer) : http::problem(answer.error()));
              },
              http::Where::here, "public"});
}

}  // namespace boai::app

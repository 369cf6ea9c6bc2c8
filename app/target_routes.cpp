// The target desk and the forecast of one indicator.
#include <boost/json.hpp>

#include "app/api.hpp"
#include "domains/plan/queries/outlook.hpp"

namespace boai::app {

using http::Request;
using http::Response;

namespace {

plan::SplitTarget wish_in(const Request& request) {
  return {.plan = request.parts.at("plan"),
          .indicator = request.parts.at("id"),
          .axes = request.argument("axes", "years+regions"),
          .depth = request.argument("depth", "cities"),
          .method = request.argument("method", "population"),
          .curve = request.argument("curve", "linear"),
          .total = request.argument("total"),
          .reserve = request.argument("reserve"),
          .reserve_name = request.argument("reserve_name"),
          .weights = request.argument("weights"),
          .departments = request.argument("departments")};
}

}  // namespace

void Api::add_target_routes(http::Router& router) {
  auto ask_of = [this](const Request& request) -> plan::TargetAsk {
    auto id = request.parts.find("id");
    return {request.parts.at("plan"), id == request.parts.end() ? "" : id->second,
            request.argument("region", "32"), app_.today()};
  };
  router.add(reading(
      "/api/plans/{plan}/targets", "plan.read",
      [this, ask_of](auto& connection, const Asker&, const Request& request) -> Result<Response> {
        return http::json(TRY(plan::targets(connection, *app_.house, ask_of(request))));
      },
      http::Where::worker));
  router.add(reading(
      "/api/plans/{plan}/targets/{id}", "plan.read",
      [this, ask_of](auto& connection, const Asker&, const Request& request) -> Result<Response> {
        return http::json(TRY(plan::target(connection, *app_.house, ask_of(request))));
      },
      http::Where::worker));
  router.add(reading(
      "/api/plans/{plan}/targets/{id}/proposal", "plan.read",
      [this, ask_of](auto& connection, const Asker&, const Request& request) -> Result<Response> {
        return http::json(
            TRY(plan::proposal(connection, *app_.house, ask_of(request), wish_in(request))));
      },
      http::Where::worker));
  router.add(reading(
      "/api/plans/{plan}/indicators/{id}/forecast", "plan.read",
      [this](auto& connection, const Asker&, const Request& request) -> Result<Response> {
        std::string text = request.argument("year");
        auto year = text.empty() ? std::optional<std::int64_t>(0) : parse_id_number(text);
        if (!year || *year > 9999) return invalid("plan.year", "year", text);
        plan::Ask ask{.plan = request.parts.at("plan"),
                      .region = request.argument("region", "32"),
                      .year = static_cast<int>(*year),
                      .as_of = {},
                      .today = app_.today()};
        return http::json(TRY(plan::outlook(connection, *app_.house, ask, request.parts.at("id"))));
      },
      http::Where::worker));
}

}  // namespace boai::app

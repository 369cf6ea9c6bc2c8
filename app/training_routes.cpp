// The training desk: what waits today, one class as half days × trainees, one certificate with
// its state and history.
#include <boost/json.hpp>

#include "app/api.hpp"
#include "domains/training/port.hpp"

namespace boai::app {

using http::Request;
using http::Respond;
using http::Response;

namespace {

// Number and name come in the body: a name has no place in an address.
Result<Response> checked_publicly(App& app, const Request& request) {
  auto body = TRY(http::parse_json(request.body));
  auto word = [&](const char* field) -> Result<std::string> {
    auto* given = body.is_object() ? body.get_object().if_contains(field) : nullptr;
    if (given == nullptr || !given->is_string()) return invalid("field.required", field);
    constexpr std::size_t longest = 200;
    if (given->get_string().size() > longest) return invalid("field.too_long", field);
    return std::string(given->get_string());
  };
  training::PublicAsk ask{TRY(word("number")), TRY(word("name")), app.today()};
  auto connection = TRY(app.readers->borrow());
  return http::json(TRY(training::public_check(*connection, *app.house, ask)));
}

}  // namespace

void Api::add_training_routes(http::Router& router) {
  router.add({"POST", "/api/public/certificates/check",
              [this](const Request& request, Respond respond) {
                auto answer = checked_publicly(app_, request);
                respond(answer.ok() ? std::move(*answer) : http::problem(answer.error()));
              },
              http::Where::here, "public"});
  router.add(
      reading("/api/training/today", "people.self",
              [this](auto& connection, const Asker& who, const Request&) -> Result<Response> {
                training::TodayAsk ask{app_.today(), app_.clock->now()};
                return http::json(TRY(training::today_of(connection, *app_.house, who.who, ask)));
              }));
  router.add(reading(
      "/api/training/classes/{id}", "training.read",
      [this](auto& connection, const Asker& who, const Request& request) -> Result<Response> {
        training::Asked asked{TRY(id_in(request, "id")), app_.today()};
        return http::json(TRY(training::class_sheet(connection, *app_.house, who.who, asked)));
      }));
  router.add(reading(
      "/api/training/certificates/{id}", "training.read",
      [this](auto& connection, const Asker& who, const Request& request) -> Result<Response> {
        training::Asked asked{TRY(id_in(request, "id")), app_.today()};
        return http::json(
            TRY(training::certificate_sheet(connection, *app_.house, who.who, asked)));
      }));
}

}  // namespace boai::app

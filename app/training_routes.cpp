// The training desk: one class as half days × trainees, one certificate with its state and history.
#include <boost/json.hpp>

#include "app/api.hpp"
#include "domains/training/port.hpp"

namespace boai::app {

using http::Request;
using http::Response;

namespace {

Result<training::Asked> training_asked(const Request& request, Day today) {
  auto id = parse_id_number(request.parts.at("id"));
  if (!id) return not_found("record.not_found");
  return training::Asked{*id, today};
}

}  // namespace

void Api::add_training_routes(http::Router& router) {
  router.add(reading(
      "/api/training/classes/{id}", "training.read",
      [this](auto& connection, const Asker& who, const Request& request) -> Result<Response> {
        auto asked = TRY(training_asked(request, app_.today()));
        return http::json(TRY(training::class_sheet(connection, *app_.house, who.who, asked)));
      }));
  router.add(reading(
      "/api/training/certificates/{id}", "training.read",
      [this](auto& connection, const Asker& who, const Request& request) -> Result<Response> {
        auto asked = TRY(training_asked(request, app_.today()));
        return http::json(
            TRY(training::certificate_sheet(connection, *app_.house, who.who, asked)));
      }));
}

}  // namespace boai::app

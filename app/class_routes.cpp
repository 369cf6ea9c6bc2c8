// Classes on the phone: found by anybody, one's own, and what the instructor takes into the room.
#include <boost/json.hpp>

#include "app/api.hpp"
#include "base/crypto/digest.hpp"
#include "domains/people/port.hpp"
#include "domains/training/port.hpp"

namespace boai::app {

using http::Request;
using http::Respond;
using http::Response;

namespace {

std::string asked_for(const Request& request, std::string_view name) {
  for (const auto& [key, value] : request.query) {
    if (key == name) return value;
  }
  return {};
}

Result<Response> classes_found(App& app, const Request& request) {
  training::OpenAsk ask{asked_for(request, "region"), asked_for(request, "course"), app.today()};
  auto connection = TRY(app.readers->borrow());
  return http::json(TRY(training::open_classes(*connection, *app.house, ask)));
}

}  // namespace

// By POST: a roster is taken, and each look at a name is written down before it is given.
Result<Response> Api::class_roster(const Request& request) {
  auto connection = TRY(app_.readers->borrow());
  Asker who = TRY(asker(*connection, request));
  TRY(check_csrf(who, request));
  training::Asked asked{TRY(id_in(request, "id")), app_.today()};
  auto roster = TRY(training::class_roster(*connection, *app_.house, who.who, asked));
  TRY(app_.writer->run([&](unit::Batch& batch) -> Outcome {
    unit::Context context(batch, who.who);
    for (std::int64_t person : roster.persons) {
      TRY(people::disclose(context, "people.person", person, "roll"));
    }
    return batch.accept(context.changes(), who.who, crypto::uuid4(), "people.disclose");
  }));
  return http::json_text(std::move(roster.sheet));
}

void Api::add_class_routes(http::Router& router) {
  router.add({"GET", "/api/public/classes",
              [this](const Request& request, Respond respond) {
                auto answer = classes_found(app_, request);
                respond(answer.ok() ? std::move(*answer) : http::problem(answer.error()));
              },
              http::Where::worker, "public"});
  router.add(
      reading("/api/my/classes", "people.self",
              [this](auto& connection, const Asker& who, const Request&) -> Result<Response> {
                return http::json(TRY(training::own_classes(connection, who.who)));
              }));
  router.add({"POST", "/api/training/classes/{id}/roster",
              [this](const Request& request, Respond respond) {
                auto answer = class_roster(request);
                respond(answer.ok() ? std::move(*answer) : http::problem(answer.error()));
              },
              http::Where::worker, "training.sign_in"});
}

}  // namespace boai::app

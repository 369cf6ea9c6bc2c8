// A person's card for staff, her own page, and what she takes along.
#include <boost/json.hpp>

#include "app/api.hpp"
#include "base/crypto/digest.hpp"
#include "domains/people/port.hpp"

namespace boai::app {

using http::Request;
using http::Respond;
using http::Response;

namespace {

Response taken_along(std::string text) {
  Response response = http::json_text(std::move(text));
  response.headers.push_back({"Content-Disposition", "attachment; filename=\"person.json\""});
  return response;
}

}  // namespace

// A file for the person herself, made by staff: the look is written down first.
Result<Response> Api::person_file(const Request& request) {
  auto connection = TRY(app_.readers->borrow());
  Asker who = TRY(asker(*connection, request));
  TRY(check_csrf(who, request));
  std::int64_t id = TRY(id_in(request, "id"));
  std::string text = TRY(people::subject_file(*connection, *app_.house, who.who, id));
  TRY(app_.writer->run([&](unit::Batch& batch) -> Outcome {
    unit::Context context(batch, who.who);
    TRY(people::disclose(context, "people.person", id, "service"));
    return batch.accept(context.changes(), who.who, crypto::uuid4(), "people.disclose");
  }));
  return taken_along(std::move(text));
}

void Api::add_people_routes(http::Router& router) {
  router.add(reading(
      "/api/people/me", "people.self",
      [this](auto& connection, const Asker& who, const Request&) -> Result<Response> {
        return http::json(TRY(people::own(connection, *app_.house, who.who)));
      },
      http::Where::worker));
  router.add(reading(
      "/api/people/me/file", "people.self",
      [this](auto& connection, const Asker& who, const Request&) -> Result<Response> {
        return taken_along(TRY(people::subject_file(connection, *app_.house, who.who, 0)));
      },
      http::Where::worker));
  router.add(reading(
      "/api/people/{id}", "people.read",
      [this](auto& connection, const Asker& who, const Request& request) -> Result<Response> {
        std::int64_t id = TRY(id_in(request, "id"));
        return http::json(TRY(people::card(connection, *app_.house, who.who, id)));
      },
      http::Where::worker));
  router.add({"POST", "/api/people/{id}/file",
              [this](const Request& request, Respond respond) {
                auto answer = person_file(request);
                respond(answer.ok() ? std::move(*answer) : http::problem(answer.error()));
              },
              http::Where::worker, "people.record"});
}

}  // namespace boai::app

// Instructors: the list (asked by POST, for a name stands in no address), one file, candidates for
// a class, and an instructor's own page.
#include <boost/json.hpp>

#include "app/api.hpp"
#include "domains/training/queries/instructors.hpp"
#include "domains/training/queries/messages.hpp"

namespace boai::app {

using http::Request;
using http::Respond;
using http::Response;

namespace {

Result<Day> day_asked(const Request& request, const char* name, Day otherwise) {
  std::string text = request.argument(name);
  if (text.empty()) return otherwise;
  auto day = Day::parse(text);
  if (!day) return invalid("list.value", name);
  return *day;
}

}  // namespace

void Api::add_instructor_routes(http::Router& router) {
  router.add(asking(
      "/api/training/instructors", "training.read",
      [this](auto& connection, const Asker& who, const auto& body) -> Result<Response> {
        training::InstructorsAsked asked{.name = TRY(text_asked(body, "name")),
                                         .state = TRY(text_asked(body, "state")),
                                         .level = TRY(text_asked(body, "level")),
                                         .today = app_.today()};
        asked.after = parse_id_number(TRY(text_asked(body, "after"))).value_or(0);
        return http::json(TRY(training::instructor_list(connection, *app_.house, who.who, asked)));
      }));
  router.add(reading(
      "/api/training/instructors/{id}", "training.read",
      [this](auto& connection, const Asker& who, const Request& request) -> Result<Response> {
        training::InstructorAsked asked{.id = TRY(id_in(request, "id")), .today = app_.today()};
        asked.on = TRY(day_asked(request, "on", asked.today));
        asked.known = TRY(day_asked(request, "known", {}));
        return http::json(TRY(training::instructor_sheet(connection, *app_.house, who.who, asked)));
      }));
  router.add(reading(
      "/api/training/classes/{id}/candidates", "training.plan",
      [this](auto& connection, const Asker& who, const Request& request) -> Result<Response> {
        training::Asked asked{TRY(id_in(request, "id")), app_.today()};
        return http::json(TRY(training::class_candidates(connection, *app_.house, who.who, asked)));
      },
      http::Where::worker));
  router.add(reading(
      "/api/training/messages", "training.read",
      [this](auto& connection, const Asker& who, const Request&) -> Result<Response> {
        return http::json(
            TRY(training::message_desk(connection, *app_.house, who.who, app_.today())));
      },
      http::Where::worker));
  router.add(
      reading("/api/training/mine", "people.self",
              [this](auto& connection, const Asker& who, const Request&) -> Result<Response> {
                return http::json(
                    TRY(training::own_teaching(connection, *app_.house, who.who, app_.today())));
              }));
}

}  // namespace boai::app

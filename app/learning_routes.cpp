// Learning and exams: a trainee's own pages, the signs of life they give, and the desks of who
// teaches and examines.
#include <boost/json.hpp>
#include <filesystem>

#include "app/api.hpp"
#include "base/crypto/digest.hpp"
#include "domains/training/queries/learning.hpp"
#include "kernel/http/files.hpp"

namespace boai::app {

using http::Request;
using http::Respond;
using http::Response;

namespace {

Result<std::string> word_of(const boost::json::value& body, const char* field) {
  auto* given = body.is_object() ? body.get_object().if_contains(field) : nullptr;
  if (given == nullptr || !given->is_string()) return invalid("field.required", field);
  constexpr std::size_t longest = 100;
  if (given->get_string().size() > longest) return invalid("field.too_long", field);
  return std::string(given->get_string());
}

// A file beside the lessons of the pack, or one the society has put into its own folder.
std::string media_folder(const App& app, const std::string& file) {
  std::string own = app.settings.data + "/learning";
  bool there = std::filesystem::exists(own + "/" + file);
  return there ? own : app.pack() + "/training/lessons";
}

}  // namespace

// A sign of life is no command: it leaves no row but for what follows from it.
Result<Response> Api::tell_life(const Request& request, const Noting& note, const Showing& show) {
  auto connection = TRY(app_.readers->borrow());
  Asker who = TRY(asker(*connection, request));
  TRY(check_csrf(who, request));
  TRY(app_.writer->run([&](unit::Batch& batch) -> Outcome {
    unit::Context context(batch, who.who);
    TRY(note(context));
    TRY(batch.accept(context.changes(), who.who, crypto::uuid4(), "training.sign_of_life"));
    for (const auto& deed : context.deeds()) TRY(deed(batch.connection()));
    return Done{};
  }));
  return show(*connection, who);
}

Result<Response> Api::read_on(const Request& request) {
  auto body = TRY(http::parse_json(request.body));
  training::Reading reading{TRY(word_of(body, "course")), TRY(word_of(body, "lesson"))};
  return tell_life(
      request, [&](unit::Context& context) { return training::note_reading(context, reading); },
      [&](store::Connection& connection, const Asker& who) -> Result<Response> {
        auto shown = TRY(training::own_lesson(connection, *app_.house, who.who, reading));
        return http::json(shown.at("lesson"));
      });
}

Result<Response> Api::sit_on(const Request& request) {
  std::int64_t id = TRY(id_in(request, "id"));
  return tell_life(
      request, [&](unit::Context& context) { return training::note_sitting(context, id); },
      [&](store::Connection& connection, const Asker& who) -> Result<Response> {
        training::AskedAt asked{.id = id, .now = app_.clock->now(), .brief = true};
        return http::json(
            TRY(training::own_sitting_sheet(connection, *app_.house, who.who, asked)));
      });
}

void Api::add_learning_routes(http::Router& router) {
  router.add(reading(
      "/api/learn", "people.self",
      [this](auto& connection, const Asker& who, const Request&) -> Result<Response> {
        return http::json(
            TRY(training::own_learning(connection, *app_.house, who.who, app_.clock->now())));
      }));
  router.add(reading(
      "/api/learn/lessons/{course}/{lesson}", "people.self",
      [this](auto& connection, const Asker& who, const Request& request) -> Result<Response> {
        training::Reading wanted{request.parts.at("course"), request.parts.at("lesson")};
        return http::json(TRY(training::own_lesson(connection, *app_.house, who.who, wanted)));
      }));
  router.add(reading(
      "/api/learn/media/{file}", "people.self",
      [this](auto& connection, const Asker& who, const Request& request) -> Result<Response> {
        const std::string& file = request.parts.at("file");
        TRY(training::check_media(connection, *app_.house, who.who, file));
        return http::part_of_file(media_folder(app_, file) + "/" + file, request);
      },
      http::Where::worker));
  router.add(reading(
      "/api/learn/sittings/{id}", "people.self",
      [this](auto& connection, const Asker& who, const Request& request) -> Result<Response> {
        training::AskedAt asked{TRY(id_in(request, "id")), app_.clock->now()};
        return http::json(
            TRY(training::own_sitting_sheet(connection, *app_.house, who.who, asked)));
      }));
  auto telling = [this](Result<Response> (Api::*act)(const Request&)) {
    return [this, act](const Request& request, Respond respond) {
      auto answer = (this->*act)(request);
      respond(answer.ok() ? std::move(*answer) : http::problem(answer.error()));
    };
  };
  router.add(
      {"POST", "/api/learn/reading", telling(&Api::read_on), http::Where::worker, "people.self"});
  router.add({"POST", "/api/learn/sittings/{id}/life", telling(&Api::sit_on), http::Where::worker,
              "people.self"});
  add_exam_desk_routes(router);
}

void Api::add_exam_desk_routes(http::Router& router) {
  router.add(reading(
      "/api/training/classes/{id}/exam", "training.read",
      [this](auto& connection, const Asker& who, const Request& request) -> Result<Response> {
        training::AskedAt asked{TRY(id_in(request, "id")), app_.clock->now()};
        return http::json(TRY(training::exam_desk(connection, *app_.house, who.who, asked)));
      }));
  router.add(reading(
      "/api/training/questions", "training.questions",
      [this](auto& connection, const Asker& who, const Request&) -> Result<Response> {
        return http::json(TRY(training::bank_sheet(connection, *app_.house, who.who)));
      },
      http::Where::worker));
  router.add(reading(
      "/api/training/questions/{id}", "training.questions",
      [this](auto& connection, const Asker& who, const Request& request) -> Result<Response> {
        std::int64_t id = TRY(id_in(request, "id"));
        return http::json(TRY(training::question_sheet(connection, *app_.house, who.who, id)));
      },
      http::Where::worker));
  router.add(reading(
      "/api/training/sittings/{id}", "training.read",
      [this](auto& connection, const Asker& who, const Request& request) -> Result<Response> {
        std::int64_t id = TRY(id_in(request, "id"));
        return http::json(TRY(training::sitting_sheet(connection, *app_.house, who.who, id)));
      },
      http::Where::worker));
}

}  // namespace boai::app

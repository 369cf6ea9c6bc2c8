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

Result<Response> Api::hunt_duplicates(const Request& request) {
  auto connection = TRY(app_.readers->borrow());
  Asker who = TRY(asker(*connection, request));
  TRY(check_csrf(who, request));
  TRY(require_anywhere(app_, who, "people.merge"));
  jobs::Job job{.id = crypto::uuid4(),
                .kind = "duplicates",
                .type = "people.pair",
                .account = who.session.name,
                .process = {},
                .result = {}};
  TRY(app_.desk->begin(job, [this, viewer = who.who](jobs::Running& running) -> jobs::Ended {
    people::Hunt hunt{.below = {}, .progress = {}, .cancel = &running.cancel};
    hunt.progress = [&running](std::int64_t done, std::int64_t total) {
      running.done = done;
      running.total = total;
    };
    auto found = people::find_duplicates(*app_.readers, *app_.writer, *app_.house, viewer, hunt);
    if (found.ok()) return {"done", std::move(*found)};
    bool cancelled = found.error().code == "job.cancelled";
    return {cancelled ? "cancelled" : "failed", boost::json::object{{"code", found.error().code}}};
  }));
  return http::json(boost::json::object{{"job", job.id}, {"state", "running"}}, 202);
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
      "/api/people/pairs", "people.merge",
      [this](auto& connection, const Asker& who, const Request&) -> Result<Response> {
        return http::json(TRY(people::open_pairs(connection, *app_.house, who.who)));
      },
      http::Where::worker));
  auto posting = [this](Result<Response> (Api::*act)(const Request&)) {
    return [this, act](const Request& request, Respond respond) {
      auto answer = (this->*act)(request);
      respond(answer.ok() ? std::move(*answer) : http::problem(answer.error()));
    };
  };
  router.add(asking(
      "/api/people/candidates", "people.record",
      [this](auto& connection, const Asker& who, const auto& body) -> Result<Response> {
        people::Papers typed{TRY(text_asked(body, "name")), TRY(text_asked(body, "document_kind")),
                             TRY(text_asked(body, "document_number")),
                             TRY(text_asked(body, "phone"))};
        Id<branch::Branch> branch{parse_id_number(TRY(text_asked(body, "branch"))).value_or(0)};
        return http::json(
            TRY(people::candidates(connection, *app_.house, who.who, {typed, branch})));
      }));
  router.add(asking(
      "/api/people", "people.read",
      [this](auto& connection, const Asker& who, const auto& body) -> Result<Response> {
        std::string text = TRY(text_asked(body, "text"));
        return http::json(
            TRY(people::persons_found(connection, *app_.house, who.who, text, app_.today())));
      }));
  router.add({"POST", "/api/people/duplicates", posting(&Api::hunt_duplicates), http::Where::worker,
              "people.merge"});
  router.add(reading(
      "/api/people/{id}", "people.read",
      [this](auto& connection, const Asker& who, const Request& request) -> Result<Response> {
        std::int64_t id = TRY(id_in(request, "id"));
        return http::json(TRY(people::card(connection, *app_.house, who.who, id)));
      },
      http::Where::worker));
  router.add({"POST", "/api/people/{id}/file", posting(&Api::person_file), http::Where::worker,
              "people.record"});
}

}  // namespace boai::app

// Sessions, commands, home.
#include "app/api.hpp"

#include <boost/json.hpp>
#include <set>
#include <thread>

#include "base/crypto/digest.hpp"
#include "base/crypto/totp.hpp"

namespace boai::app {

namespace json = boost::json;
using http::Request;
using http::Respond;
using http::Response;

Api::Api(App& app) : app_(app) {}

namespace {

// With a password somebody else chose one may only choose a better one, or leave.
bool open_to_newcomers(const Request& request) {
  return request.path == "/api/session" || request.path == "/api/dictionary" ||
         request.path == "/api/commands/identity.change_password";
}

}  // namespace

namespace {

Outcome admit(const std::optional<identity::Session>& session, const Request& request) {
  if (!session) return forbidden("session.required");
  if (session->must_change && !open_to_newcomers(request)) return forbidden("session.must_change");
  return Done{};
}

Outcome same_csrf(const identity::Session& session, const std::string& csrf) {
  if (crypto::equal_in_constant_time(session.csrf, csrf)) return Done{};
  return forbidden("session.csrf");
}

bool worth_noting(const identity::Session& session, Instant now) {
  return now.milliseconds - session.seen.milliseconds > identity::session_note_ms;
}

}  // namespace

Result<Api::Asker> Api::asker(store::Connection& connection, const Request& request) {
  Instant now = app_.clock->now();
  auto session = TRY(identity::find_session(connection, request.cookie("boai_session"), now));
  TRY(admit(session, request));
  if (worth_noting(*session, now)) {
    app_.writer->submit(
        [session = *session, now](unit::Batch& batch) {
          return identity::note_session(batch.connection(), session, now);
        },
        [](const Outcome&) {});
  }
  Asker asker{*session, TRY(rights::principal_of(connection, session->name, app_.today()))};
  return asker;
}

Outcome Api::check_csrf(const Asker& asker, const Request& request) {
  return same_csrf(asker.session, request.header("x-csrf-token"));
}

Outcome require_anywhere(const App& app, const Api::Asker& who, std::string_view right) {
  if (!rights::reach_of(app.house->roles, who.who, right).none()) return Done{};
  return forbidden("rights.not_held", {}, std::string(right));
}

http::Route Api::reading(std::string pattern, std::string right, Reading read, http::Where where) {
  auto act = [this, right, read](const Request& request) -> Result<Response> {
    auto connection = TRY(app_.readers->borrow());
    Asker who = TRY(asker(*connection, request));
    if (!right.empty()) TRY(require_anywhere(app_, who, right));
    return read(*connection, who, request);
  };
  return {"GET", std::move(pattern),
          [act](const Request& request, Respond respond) {
            auto answer = act(request);
            respond(answer.ok() ? std::move(*answer) : http::problem(answer.error()));
          },
          where, right.empty() ? "session" : right};
}

http::Route Api::asking(std::string pattern, std::string right, Asking ask) {
  auto act = [this, right, ask](const Request& request) -> Result<Response> {
    auto connection = TRY(app_.readers->borrow());
    Asker who = TRY(asker(*connection, request));
    TRY(check_csrf(who, request));
    TRY(require_anywhere(app_, who, right));
    boost::json::value body = TRY(http::parse_json(request.body));
    if (!body.is_object()) return invalid("http.bad_json", "body");
    return ask(*connection, who, body.get_object());
  };
  return {"POST", std::move(pattern),
          [act](const Request& request, Respond respond) {
            auto answer = act(request);
            respond(answer.ok() ? std::move(*answer) : http::problem(answer.error()));
          },
          http::Where::worker, right};
}

Result<std::string> text_asked(const boost::json::object& body, std::string_view field) {
  const auto* given = body.if_contains(field);
  if (given == nullptr || given->is_null()) return std::string();
  constexpr std::size_t longest = 200;
  bool good = given->is_string() && given->get_string().size() <= longest;
  if (!good) return invalid("field.too_long", std::string(field));
  return std::string(given->get_string());
}

http::Router Api::router() {
  http::Router router;
  add_session_routes(router);
  add_record_routes(router);
  add_plan_routes(router);
  add_planning_routes(router);
  add_training_routes(router);
  add_certificate_routes(router);
  add_learning_routes(router);
  add_instructor_routes(router);
  add_class_routes(router);
  add_recount_routes(router);
  add_exchange_routes(router);
  add_system_routes(router);
  add_paper_routes(router);
  add_target_routes(router);
  add_brief_routes(router);
  add_people_routes(router);
  add_rights_routes(router);
  return router;
}

Response Api::log_in(const Request& request) {
  auto body = http::parse_json(request.body);
  if (!body.ok()) return http::problem(body.error());
  auto text = [&](const char* key) -> std::string {
    if (!body->is_object()) return {};
    auto* value = body->get_object().if_contains(key);
    return value && value->is_string() ? std::string(value->get_string()) : std::string();
  };
  std::string account = text("account");
  Instant now = app_.clock->now();
  auto attempt = [&]() -> Result<identity::Login> {
    auto connection = TRY(app_.readers->borrow());
    if (TRY(identity::locked(*connection, account, now))) return forbidden("session.locked");
    auto found = TRY(identity::check_login(*connection, account, text("password"), text("code"),
                                           now, *app_.house->keys));
    identity::Login login;
    TRY(app_.writer->run([&](unit::Batch& batch) -> Outcome {
      login = TRY(identity::open_session(batch, found));
      return Done{};
    }));
    return login;
  };
  auto login = attempt();
  if (!login.ok() && login.error().code == "session.wrong") {
    auto noted = app_.writer->run(
        [&](unit::Batch& batch) { return identity::note_wrong(batch.connection(), account, now); });
    if (!noted.ok()) return http::problem(noted.error());
  }
  if (!login.ok()) return http::problem(login.error());
  Response response =
      http::json(json::object{{"account", login->session.name}, {"csrf", login->session.csrf}});
  bool behind_tls = request.header("x-forwarded-proto") == "https";
  response.headers.emplace_back("Set-Cookie",
                                "boai_session=" + login->token +
                                    "; Path=/; HttpOnly; SameSite=Strict; Max-Age=43200" +
                                    (behind_tls ? "; Secure" : ""));
  return response;
}

Result<Response> Api::who_am_i(store::Connection& connection, const Asker& asker) {
  json::array roles;
  std::set<std::string> words;
  std::string region = "32";
  for (const rights::Grant& grant : asker.who.grants) {
    store::Value values[] = {grant.branch};
    std::string code;
    TRY(connection.each("SELECT code FROM network_society WHERE id = ?", values,
                        [&](const store::RowView& row) {
                          code = std::string(row.text(0));
                          return false;
                        }));
    if (roles.empty()) region = code;
    const rights::Role* role = app_.house->roles.find(grant.role);
    if (role) {
      for (const auto& [right, span] : role->rights) words.insert(right);
    }
    roles.push_back(json::object{{"role", grant.role},
                                 {"role_name", role ? role->name : grant.role},
                                 {"branch", std::to_string(grant.branch)},
                                 {"branch_name", grant.branch_name},
                                 {"region", code},
                                 {"since", to_text(grant.since)}});
  }
  json::array rights;
  for (const std::string& word : words) rights.push_back(json::value(word));
  std::string name, must_change;
  bool second = false;
  store::Value values[] = {asker.session.account};
  TRY(connection.each("SELECT name, must_change, totp FROM identity_account WHERE id = ?", values,
                      [&](const store::RowView& row) {
                        name = std::string(row.text(0));
                        must_change = std::string(row.text(1));
                        second = !row.null(2) && !row.text(2).empty() &&
                                 !row.text(2).starts_with("pending:");
                        return false;
                      }));
  std::int64_t demo = TRY(connection.number("SELECT count(*) FROM setting WHERE name = 'demo'"));
  return http::json(json::object{{"account", asker.session.name},
                                 {"id", std::to_string(asker.session.account)},
                                 {"name", name},
                                 {"csrf", asker.session.csrf},
                                 {"demo", demo > 0},
                                 {"today", to_text(app_.today())},
                                 {"must_change", must_change == "1"},
                                 {"second_factor", second},
                                 {"roles", std::move(roles)},
                                 {"rights", std::move(rights)},
                                 {"region", region}});
}

namespace {

// A command as it came, and who says to send it: looked up inside the transaction, for all the
// commands of a batch at once.
struct Sent {
  Request request;  // without its body
  std::string token;
  command::Parsed parsed;
  bool dry_run = false;

  Result<identity::Session> session(unit::Batch& batch) const {
    auto found = TRY(identity::find_session(batch, token));
    TRY(admit(found, request));
    TRY(same_csrf(*found, request.header("x-csrf-token")));
    return *found;
  }
};

Response told(const Outcome& outcome, const command::Done& done) {
  if (!outcome.ok()) return http::problem(outcome.error());
  return http::json(json::object{{"id", done.id},
                                 {"seq", done.seq},
                                 {"subject", std::to_string(done.subject)},
                                 {"version", done.version}});
}

}  // namespace

// Never waits: the answer is given on the writer's thread after the commit.
void Api::change(const Request& request, Respond respond) {
  auto body = http::parse_json(request.body);
  auto parsed = body.ok()
                    ? command::parse(app_.commands, *app_.house, request.parts.at("name"), *body)
                    : body.error();
  std::string token = request.cookie("boai_session");
  if (!parsed.ok() || token.empty()) {
    // Who is not let in learns nothing of the form.
    auto refused = [&]() -> Outcome {
      auto connection = TRY(app_.readers->borrow());
      Asker who = TRY(asker(*connection, request));
      TRY(check_csrf(who, request));
      return parsed.error();
    }();
    respond(http::problem(refused.error()));
    return;
  }
  auto sent = std::make_shared<Sent>(Sent{.request = request,
                                          .token = std::move(token),
                                          .parsed = std::move(*parsed),
                                          .dry_run = request.argument("dry_run") == "1"});
  sent->request.body.clear();
  auto done = std::make_shared<command::Done>();
  auto job = [sent, done](unit::Batch& batch) -> Outcome {
    identity::Session session = TRY(sent->session(batch));
    if (worth_noting(session, batch.now())) {
      TRY(identity::note_session(batch.connection(), session, batch.now()));
    }
    *done = TRY(command::execute(batch, sent->parsed, {session.name, session.kept}, sent->dry_run));
    return Done{};
  };
  auto trial = [sent](unit::Batch& batch) {
    auto session = sent->session(batch);
    if (session.ok()) command::try_out(batch, sent->parsed, {session->name, session->kept});
  };
  auto after = [respond, done](const Outcome& outcome) { respond(told(outcome, *done)); };
  app_.writer->submit(std::move(job), after, std::move(trial));
}

void Api::add_session_routes(http::Router& router) {
  router.add({"POST", "/api/session",
              [this](const Request& request, Respond respond) { respond(log_in(request)); },
              http::Where::worker, "public"});
  router.add(
      reading("/api/session", "", [this](auto& connection, const Asker& who, const Request&) {
        return who_am_i(connection, who);
      }));
  auto end = [this](const Request& request, bool all) -> Result<Response> {
    auto connection = TRY(app_.readers->borrow());
    Asker who = TRY(asker(*connection, request));
    TRY(check_csrf(who, request));
    std::string token = request.cookie("boai_session");
    TRY(app_.writer->run([&](unit::Batch& batch) {
      return all ? identity::end_all_sessions(batch.connection(), who.session.account)
                 : identity::end_session(batch.connection(), token);
    }));
    Response response = http::json(json::object{{"ended", true}});
    response.headers.emplace_back("Set-Cookie",
                                  "boai_session=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0");
    return response;
  };
  auto ending = [end](bool all) {
    return [end, all](const Request& request, Respond respond) {
      auto answer = end(request, all);
      respond(answer.ok() ? std::move(*answer) : http::problem(answer.error()));
    };
  };
  router.add({"DELETE", "/api/session", ending(false), http::Where::worker, "session"});
  router.add({"POST", "/api/session/end-all", ending(true), http::Where::worker, "session"});
  // The secret is made here and comes back by the command, so that the journal holds its
  // commitment.
  router.add({"POST", "/api/session/second-factor/begin",
              [this](const Request& request, Respond respond) {
                auto act = [&]() -> Result<Response> {
                  auto connection = TRY(app_.readers->borrow());
                  Asker who = TRY(asker(*connection, request));
                  TRY(check_csrf(who, request));
                  std::string secret = crypto::totp_secret();
                  TRY(run(app_, {who.session.name}, "identity.begin_second_factor",
                          {{"account", std::to_string(who.session.account)}, {"secret", secret}}));
                  std::string uri = "otpauth://totp/boai:" + who.session.name +
                                    "?secret=" + secret + "&issuer=boai";
                  return http::json(json::object{{"secret", secret}, {"uri", uri}});
                };
                auto answer = act();
                respond(answer.ok() ? std::move(*answer) : http::problem(answer.error()));
              },
              http::Where::worker, "session"});
  router.add(
      {"POST", "/api/commands/{name}",
       [this](const Request& request, Respond respond) { change(request, std::move(respond)); },
       http::Where::here, "command"});
  router.add(reading("/api/home", "", [this](auto& connection, const Asker& who, const Request&) {
    return home(connection, who);
  }));
}

}  // namespace boai::app

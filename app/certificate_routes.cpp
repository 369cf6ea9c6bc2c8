// Certificates for the desk, for their holders and for everybody: found, printed, shown on a
// phone; and the two lists and the page with which anybody checks them without us.
#include <boost/json.hpp>
#include <fstream>

#include "app/api.hpp"
#include "app/certificate_paper.hpp"
#include "app/certificate_publisher.hpp"
#include "base/crypto/digest.hpp"
#include "domains/people/port.hpp"
#include "domains/training/port.hpp"
#include "kernel/http/files.hpp"
#include "kernel/lists/lists.hpp"

namespace boai::app {

namespace json = boost::json;
using http::Request;
using http::Respond;
using http::Response;

namespace {

constexpr std::string_view look_purpose = "training";

Result<std::string> words_of(const App& app) {
  std::string path = app.pack() + "/training/certificate.yaml";
  std::ifstream file(path, std::ios::binary);
  if (!file) return unavailable("certificate.words", path);
  return std::string{std::istreambuf_iterator<char>(file), {}};
}

Result<std::vector<documents::CertificatePaper>> papers(App& app, store::Connection& connection,
                                                        const std::vector<json::object>& rows) {
  std::string yaml = TRY(words_of(app));
  bool demo = TRY(connection.number("SELECT count(*) FROM setting WHERE name = 'demo'")) > 0;
  std::vector<documents::CertificatePaper> papers;
  for (const json::object& row : rows) papers.push_back(TRY(paper_of(row, yaml, demo)));
  return papers;
}

Response document(std::string bytes, const char* type, const char* name) {
  Response response;
  response.type = type;
  response.body = std::move(bytes);
  response.headers.emplace_back("Content-Disposition",
                                std::string("inline; filename=\"") + name + "\"");
  return response;
}

Result<Response> sheets(App& app, store::Connection& connection,
                        const std::vector<json::object>& rows) {
  return document(TRY(documents::sheets_of(TRY(papers(app, connection, rows)))), "application/pdf",
                  "certificates.pdf");
}

Result<Response> card(App& app, store::Connection& connection,
                      const std::vector<json::object>& rows) {
  return document(TRY(documents::card_of(TRY(papers(app, connection, rows)).front())), "image/png",
                  "certificate.png");
}

Result<training::DeskAsk> desk_ask(const App& app, const json::object& body) {
  training::DeskAsk ask{.text = TRY(text_asked(body, "text")),
                        .state = TRY(text_asked(body, "state")),
                        .branch = TRY(text_asked(body, "branch")),
                        .cursor = TRY(text_asked(body, "cursor")),
                        .today = app.today()};
  std::string limit = TRY(text_asked(body, "limit"));
  auto number = limit.empty() ? std::optional<std::int64_t>(50) : parse_id_number(limit);
  if (!number || *number > lists::limit_max) return invalid("list.limit", "limit", "1 … 200");
  ask.limit = *number;
  return ask;
}

// A list as it lies on the disk; a phone that has it already is told so.
Response list_file(const App& app, const Request& request, const char* name) {
  std::ifstream file(lists_folder(app) + "/" + name, std::ios::binary);
  if (!file) return http::problem(not_found("certificate.no_lists"));
  Response response;
  response.body = std::string{std::istreambuf_iterator<char>(file), {}};
  response.type = "text/plain; charset=utf-8";
  std::string tag = "\"" + crypto::hex(crypto::sha256(response.body)).substr(0, 24) + "\"";
  response.headers = {{"ETag", tag}, {"Cache-Control", "public, max-age=60"}};
  if (request.header("if-none-match") == tag) {
    response.status = 304;
    response.body.clear();
  }
  return response;
}

}  // namespace

// Whole names and comparison codes go on paper: the look at each is written down first.
Result<Response> Api::print_certificates(const Request& request, bool of_class) {
  auto connection = TRY(app_.readers->borrow());
  Asker who = TRY(asker(*connection, request));
  TRY(check_csrf(who, request));
  std::int64_t id = TRY(id_in(request, "id"));
  auto rows =
      TRY(training::papers_of(*connection, *app_.house, who.who, {.id = id, .of_class = of_class}));
  Response made = TRY(sheets(app_, *connection, rows));
  TRY(app_.writer->run([&](unit::Batch& batch) -> Outcome {
    unit::Context context(batch, who.who);
    for (const json::object& row : rows) {
      auto one = parse_id_number(std::string(row.at("id").as_string()));
      TRY(people::disclose(context, "training.certificate", one.value_or(0),
                           std::string(look_purpose)));
    }
    return batch.accept(context.changes(), who.who, crypto::uuid4(), "training.print");
  }));
  return made;
}

void Api::add_certificate_routes(http::Router& router) {
  auto printing = [this](bool of_class) {
    return [this, of_class](const Request& request, Respond respond) {
      auto answer = print_certificates(request, of_class);
      respond(answer.ok() ? std::move(*answer) : http::problem(answer.error()));
    };
  };
  router.add({"POST", "/api/training/certificates/{id}/sheet.pdf", printing(false),
              http::Where::worker, "training.certify"});
  router.add({"POST", "/api/training/classes/{id}/certificates.pdf", printing(true),
              http::Where::worker, "training.certify"});
  router.add(asking(
      "/api/training/certificates", "training.read",
      [this](auto& connection, const Asker& who, const auto& body) -> Result<Response> {
        auto ask = TRY(desk_ask(app_, body));
        return http::json(TRY(training::certificates_found(connection, *app_.house, who.who, ask)));
      }));
  router.add(reading(
      "/api/training/certificates/{id}/card.png", "training.read",
      [this](auto& connection, const Asker& who, const Request& request) -> Result<Response> {
        std::int64_t id = TRY(id_in(request, "id"));
        return card(
            app_, connection,
            TRY(training::papers_of(connection, *app_.house, who.who, {.id = id, .masked = true})));
      },
      http::Where::worker));
  router.add(reading(
      "/api/training/decree-reach", "training.decree",
      [this](auto& connection, const Asker& who, const Request& request) -> Result<Response> {
        auto from = Day::parse(request.argument("ends_from"));
        auto until = Day::parse(request.argument("ends_until"));
        auto branch = parse_id_number(request.argument("branch"));
        if (!branch || !from || !until) return invalid("field.required", "ends_from");
        training::DecreeAsk ask{*branch, request.argument("courses"), *from, *until};
        return http::json(TRY(training::decree_reach(connection, *app_.house, who.who, ask)));
      },
      http::Where::worker));
  add_own_certificate_routes(router);
  for (const char* name : {"keys", "revoked"}) {
    router.add({"GET", std::string("/certificate/") + name,
                [this, name](const Request& request, Respond respond) {
                  respond(list_file(app_, request, name));
                },
                http::Where::worker, "public"});
  }
  // A code's address ends in #, so that opening it tells us nothing of the certificate.
  router.add({"GET", "/certificate",
              [this](Request request, Respond respond) {
                request.path = "/certificate.html";
                respond(http::static_file(app_.settings.home + "/web/dist", request));
              },
              http::Where::worker, "public"});
}

void Api::add_own_certificate_routes(http::Router& router) {
  router.add(reading(
      "/api/my/certificates", "people.self",
      [this](auto& connection, const Asker& who, const Request&) -> Result<Response> {
        auto items =
            TRY(training::own_certificates(connection, *app_.house, who.who, app_.today()));
        return http::json(json::object{{"items", std::move(items)}});
      },
      http::Where::worker));
  auto mine = [this](const char* pattern, bool as_card) {
    return reading(
        pattern, "people.self",
        [this, as_card](auto& connection, const Asker& who,
                        const Request& request) -> Result<Response> {
          training::PaperAsk ask{.id = TRY(id_in(request, "id")), .own = true, .masked = as_card};
          auto rows = TRY(training::papers_of(connection, *app_.house, who.who, ask));
          return as_card ? card(app_, connection, rows) : sheets(app_, connection, rows);
        },
        http::Where::worker);
  };
  router.add(mine("/api/my/certificates/{id}/sheet.pdf", false));
  router.add(mine("/api/my/certificates/{id}/card.png", true));
}

}  // namespace boai::app

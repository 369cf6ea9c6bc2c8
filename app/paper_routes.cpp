// Papers attached to a record: who may see the record may see its papers.
#include <boost/json.hpp>
#include <fstream>

#include "app/api.hpp"
#include "base/crypto/digest.hpp"
#include "kernel/lists/lists.hpp"
#include "kernel/papers/papers.hpp"

namespace boai::app {

namespace json = boost::json;
using http::Request;
using http::Respond;
using http::Response;

namespace {

std::string folder_of(const App& app) { return app.settings.data + "/papers"; }

std::string media_of(std::string_view kind) {
  if (kind == "pdf") return "application/pdf";
  if (kind == "png" || kind == "jpeg") return "image/" + std::string(kind);
  return "application/octet-stream";
}

// A name goes into a header: nothing but what cannot break out of it.
std::string disposition(const std::string& name) {
  constexpr char digits[] = "0123456789ABCDEF";
  std::string encoded;
  for (char letter : name) {
    auto byte = static_cast<unsigned char>(letter);
    bool plain = std::isalnum(byte) || letter == '.' || letter == '-' || letter == '_';
    if (plain) {
      encoded += letter;
    } else {
      encoded += {'%', digits[byte >> 4], digits[byte & 15]};
    }
  }
  return "attachment; filename*=UTF-8''" + encoded;
}

}  // namespace

Result<Response> Api::attach(const Request& request) {
  auto connection = TRY(app_.readers->borrow());
  Asker who = TRY(asker(*connection, request));
  TRY(check_csrf(who, request));
  const record::Type* type = TRY(readable(app_, who, request));
  auto id = parse_id_number(request.parts.at("id"));
  if (!id) return not_found("record.not_found");
  TRY(lists::one(*connection, *app_.house, *type, who.who, *id));
  auto kept =
      TRY(papers::keep(*app_.house, folder_of(app_), request.body_file, request.argument("name")));
  papers::Paper file{.branch = {},
                     .record_type = std::string(type->name),
                     .subject = *id,
                     .name = request.argument("name"),
                     .kind = kept.kind,
                     .bytes = kept.bytes,
                     .sha256 = kept.sha256,
                     .account = who.session.name,
                     .at = app_.clock->now()};
  for (const record::Field& field : papers::Paper::type().fields) {
    TRY(record::check(field, field.get(&file)));
  }
  TRY(app_.writer->run([&](unit::Batch& batch) -> Outcome {
    unit::Context context(batch, who.who);
    record::Row row = TRY(context.load_row(*type, *id));
    TRY(command::permit(context, "papers.attach", *type, row, {}));
    file.branch = {command::branch_of(*type, row)};
    TRY(context.save(file));
    return batch.accept(context.changes(), who.who, crypto::uuid4(), "papers.attach");
  }));
  return http::json(json::object{{"id", to_text(file.id)},
                                 {"sha256", file.sha256},
                                 {"kind", file.kind},
                                 {"bytes", file.bytes}});
}

Result<Response> Api::attached(store::Connection& connection, const Asker& who,
                               const Request& request) {
  const record::Type* type = TRY(readable(app_, who, request));
  auto id = parse_id_number(request.parts.at("id"));
  if (!id) return not_found("record.not_found");
  TRY(lists::one(connection, *app_.house, *type, who.who, *id));
  json::array items;
  store::Value values[] = {*id, std::string(type->name)};
  TRY(connection.each(
      "SELECT id, name, kind, bytes, sha256, account, at FROM papers_paper WHERE subject = ? AND "
      "record_type = ? ORDER BY id LIMIT 200",
      values, [&](const store::RowView& row) {
        items.push_back(json::object{{"id", std::to_string(row.number(0))},
                                     {"name", row.text(1)},
                                     {"kind", row.text(2)},
                                     {"bytes", row.number(3)},
                                     {"sha256", row.text(4)},
                                     {"account", row.text(5)},
                                     {"at", to_text(Instant{row.number(6)})}});
        return true;
      }));
  return http::json(json::object{{"items", std::move(items)}});
}

Result<Response> Api::content(store::Connection& connection, const Asker& who,
                              const Request& request) {
  auto id = parse_id_number(request.parts.at("file"));
  if (!id) return not_found("record.not_found");
  std::string record_type, name, kind, sha256;
  std::int64_t subject = 0;
  store::Value values[] = {*id};
  TRY(connection.each(
      "SELECT record_type, subject, name, kind, sha256 FROM papers_paper WHERE id = ?", values,
      [&](const store::RowView& row) {
        record_type = std::string(row.text(0));
        subject = row.number(1);
        name = std::string(row.text(2));
        kind = std::string(row.text(3));
        sha256 = std::string(row.text(4));
        return false;
      }));
  const record::Type* type = app_.house->types.find(record_type);
  if (type == nullptr) return not_found("record.not_found");
  TRY(lists::one(connection, *app_.house, *type, who.who, subject));
  auto file = std::make_shared<std::ifstream>(folder_of(app_) + "/" + papers::place_of(sha256),
                                              std::ios::binary);
  if (!*file) return unavailable("papers.missing", sha256);
  Response response;
  response.type = media_of(kind);
  response.headers = {{"Content-Disposition", disposition(name)}};
  response.stream = [file] {
    std::string piece(64 * 1024, '\0');
    file->read(piece.data(), static_cast<std::streamsize>(piece.size()));
    piece.resize(static_cast<std::size_t>(file->gcount()));
    return piece;
  };
  return response;
}

void Api::add_paper_routes(http::Router& router) {
  router.add({"POST", "/api/papers/{type}/{id}",
              [this](const Request& request, Respond respond) {
                auto answer = attach(request);
                respond(answer.ok() ? std::move(*answer) : http::problem(answer.error()));
              },
              http::Where::worker, "papers.attach"});
  router.add(reading("/api/papers/{type}/{id}", "",
                     [this](auto& connection, const Asker& who, const Request& request) {
                       return attached(connection, who, request);
                     }));
  router.add(reading(
      "/api/papers/{file}", "",
      [this](auto& connection, const Asker& who, const Request& request) {
        return content(connection, who, request);
      },
      http::Where::worker));
}

}  // namespace boai::app

// Templates come in: looked at first, kept as the next edition of their code.
#include <algorithm>
#include <fstream>
#include <sstream>

#include "base/crypto/digest.hpp"
#include "domains/briefs/queries.hpp"
#include "kernel/documents/fill.hpp"
#include "kernel/papers/papers.hpp"

namespace boai::briefs {

namespace json = boost::json;
using store::Value;

namespace {

// Walks a template without figures: every word is checked, what it asks for is noted.
class Scout : public documents::Answers {
 public:
  explicit Scout(Known known) : known_(std::move(known)) {}

  Result<documents::Piece> piece(const PlaceHolder& asked, const documents::Turn* turn) override {
    TRY(understand(asked, known_, turn != nullptr, needs));
    bool drawn = asked.word(0) == "chart" || asked.word(0) == "map";
    numbers = numbers || drawn || is_indicator(asked.word(0)) || asked.word(0).starts_with('.');
    documents::Piece piece;
    if (drawn) {
      piece.picture = documents::Picture{"\x89PNG", 20, 20, asked.text};
    } else {
      piece.texts.push_back({"0", false, {}});
    }
    return piece;
  }
  Result<std::size_t> rows(const PlaceHolder& asked) override {
    TRY(understand_rows(asked, known_, needs));
    notes = notes || asked.word(1) == "notes";
    return std::size_t{1};
  }

  Needs needs;
  bool notes = false, numbers = false;

 private:
  Known known_;
};

struct Looked {
  documents::Format format;
  Needs needs;
};

Result<Looked> look_at(const unit::House& house, std::string_view bytes) {
  auto package = TRY(documents::Package::read(bytes));
  Scout scout(known_to(house));
  TRY(documents::fill(package, scout));
  // A number that nobody can follow is what this is all against.
  if (scout.numbers && !scout.notes) {
    return invalid("briefs.no_notes", std::string(package.main_part()));
  }
  if (!scout.numbers && !scout.notes) {
    return invalid("briefs.no_place_holders", std::string(package.main_part()));
  }
  return Looked{package.format(), std::move(scout.needs)};
}

Result<std::string> bytes_in(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::stringstream bytes;
  bytes << file.rdbuf();
  if (!file) return unavailable("briefs.template_gone", path);
  return bytes.str();
}

}  // namespace

Result<json::object> check_template(const unit::House& house, std::string_view bytes) {
  Looked looked = TRY(look_at(house, bytes));
  return json::object{{"format", documents::name_of(looked.format)},
                      {"needs", to_text(looked.needs)}};
}

Result<Id<Template>> bring_template(unit::Context& context, const Brought& brought) {
  Looked looked = TRY(look_at(context.house(), brought.bytes));
  std::string sha256 = crypto::hex(crypto::sha256(brought.bytes));
  std::vector<Template> editions;
  for (Template& each : TRY(context.find<Template>("code", brought.code))) {
    if (each.branch.number == brought.branch) editions.push_back(std::move(each));
  }
  std::int64_t last = 0;
  for (const Template& each : editions) {
    bool same = each.sha256 == sha256 && each.state == "current";
    if (same) return each.id;
    last = std::max(last, each.edition);
  }
  TRY(papers::keep_bytes(book_of(context.house()).papers, brought.bytes));
  for (Template& each : editions) {
    if (each.state == "retired") continue;
    each.state = "retired";
    TRY(context.save(each));
  }
  Template made{.branch = {brought.branch},
                .code = brought.code,
                .name = brought.name,
                .name_en = brought.name_en,
                .format = std::string(documents::name_of(looked.format)),
                .edition = last + 1,
                .sha256 = sha256,
                .bytes = static_cast<std::int64_t>(brought.bytes.size()),
                .needs = to_text(looked.needs),
                .state = "current",
                .account = context.who().name,
                .at = context.now()};
  for (const record::Field& field : Template::type().fields) {
    TRY(record::check(field, field.get(&made)));
  }
  TRY(context.save(made));
  return made.id;
}

Result<std::vector<Missing>> missing_templates(store::Connection& connection,
                                               const unit::House& house) {
  const Book& book = book_of(house);
  std::vector<Missing> missing;
  for (const Shipped& each : book.shipped) {
    std::string path = book.folder + "/" + each.file;
    std::string sha256 = crypto::hex(crypto::sha256(TRY(bytes_in(path))));
    Value values[] = {each.code, sha256};
    bool known =
        TRY(connection.number("SELECT count(*) FROM briefs_template WHERE code = ? AND sha256 = ?",
                              values)) > 0;
    if (!known) missing.push_back({each.code, each.name, each.name_en, path});
  }
  return missing;
}

}  // namespace boai::briefs

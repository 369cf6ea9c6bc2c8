#include "domains/people/queries/linking.hpp"

#include <boost/json.hpp>
#include <fstream>
#include <iterator>

#include "base/crypto/seal.hpp"
#include "domains/people/rules.hpp"

namespace boai::people {

namespace json = boost::json;
using store::Value;

namespace {

Result<std::string> bytes_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return unavailable("pack.people", path);
  return std::string(std::istreambuf_iterator<char>(file), {});
}

// Digit 17 of a resident identity number is odd for men (GB 11643).
linkage::Sex sex_in(std::string_view number) {
  constexpr std::size_t place = 16;
  if (number.size() != 18 || number[place] < '0' || number[place] > '9') {
    return linkage::Sex::unknown;
  }
  return (number[place] - '0') % 2 == 1 ? linkage::Sex::male : linkage::Sex::female;
}

Outcome read_papers(const crypto::KeyRing& keys, const std::string& document,
                    const std::string& phone, linkage::Row& row) {
  row.document_number = TRY(keys.open(document, document_place));
  if (!phone.empty()) row.phone = TRY(keys.open(phone, phone_place));
  Day told = birthday_in(row.document_kind, row.document_number);
  if (told) row.birthday = told;
  if (row.document_kind == "resident_id") row.sex = sex_in(row.document_number);
  return Done{};
}

}  // namespace

Result<linkage::Linkage> Tables::linkage() {
  std::lock_guard guard(lock_);
  if (!read_) {
    std::string sounds = TRY(bytes_of(folder_ + "/sounds.txt"));
    std::string settings = TRY(bytes_of(folder_ + "/linkage.yaml"));
    read_ = TRY(linkage::Linkage::create(sounds, settings));
  }
  return *read_;
}

Result<linkage::Linkage> linkage_of(const unit::House& house) {
  return std::any_cast<const std::shared_ptr<Tables>&>(house.from_pack.at("people.linkage"))
      ->linkage();
}

Result<std::vector<linkage::Row>> rows_to_compare(store::Connection& connection,
                                                  const unit::House& house,
                                                  const rights::Reach& reach, const Who& who,
                                                  std::int64_t limit) {
  // Where else she is known is nobody's business: only the relations in reach tell a county.
  std::vector<Value> values;
  auto reached = [&] {
    return who.few ? reach.condition_of_each("r.branch", values)
                   : reach.condition("r.branch", values);
  };
  std::string sql =
      "SELECT p.id, p.name, p.document_kind, p.document, p.phone, p.birthday, (SELECT "
      "min(s.region) FROM people_relation r JOIN network_society s ON s.id = r.branch WHERE "
      "r.person = p.id AND " +
      reached() + ") FROM people_person p WHERE (p.state IS NULL OR p.state = 'active') AND " +
      (who.few ? "EXISTS (SELECT 1 FROM people_relation r WHERE r.person = p.id AND "
               : "p.id IN (SELECT r.person FROM people_relation r WHERE ") +
      reached() + ") AND " + who.condition;
  // The sign keeps a planner from walking everybody from the newest on.
  sql += who.few ? " ORDER BY +p.id DESC LIMIT ?" : " ORDER BY p.id DESC LIMIT ?";
  values.insert(values.end(), who.values.begin(), who.values.end());
  values.emplace_back(limit);
  std::vector<linkage::Row> rows;
  Outcome opened = Done{};
  TRY(connection.each(sql, values, [&](const store::RowView& view) {
    linkage::Row row{.id = view.number(0),
                     .name = std::string(view.text(1)),
                     .birthday = Day::from_number(view.number(5)).value_or(Day{}),
                     .document_kind = std::string(view.text(2)),
                     .document_number = {},
                     .phone = {},
                     .county = {}};
    constexpr std::size_t county_digits = 6;
    if (view.text(6).size() == county_digits) row.county = std::string(view.text(6));
    opened = read_papers(*house.keys, std::string(view.text(3)), std::string(view.text(4)), row);
    rows.push_back(std::move(row));
    return opened.ok();
  }));
  TRY(std::move(opened));
  return rows;
}

std::string words_of(const linkage::Comparison& comparison) {
  std::string words;
  for (std::size_t at = 0; at < linkage::fields; ++at) {
    linkage::Finding finding = comparison.reasons[at].finding;
    if (finding == linkage::Finding::missing) continue;
    words += words.empty() ? "" : " ";
    words += name_of(static_cast<linkage::Field>(at));
    words += ".";
    words += name_of(finding);
  }
  return words;
}

json::array words_in(std::string_view reasons) {
  json::array words;
  while (!reasons.empty()) {
    std::size_t end = std::min(reasons.find(' '), reasons.size());
    std::string_view word = reasons.substr(0, end);
    std::size_t dot = word.find('.');
    words.push_back(
        json::object{{"field", word.substr(0, dot)}, {"finding", word.substr(dot + 1)}});
    reasons.remove_prefix(std::min(end + 1, reasons.size()));
  }
  return words;
}

}  // namespace boai::people

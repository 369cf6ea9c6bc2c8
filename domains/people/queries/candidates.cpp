// Who may be the person that a clerk is just typing. A warning, never a refusal: two people may
// well share a name and a phone.
#include <algorithm>
#include <boost/json.hpp>
#include <limits>
#include <set>

#include "base/crypto/seal.hpp"
#include "domains/people/port.hpp"
#include "domains/people/queries/linking.hpp"
#include "domains/people/queries/papers.hpp"
#include "domains/people/rules.hpp"

namespace boai::people {

namespace json = boost::json;
using store::Value;

namespace {

constexpr std::size_t names_alike = 1'500;
constexpr std::int64_t names_counted = 10'000;
constexpr std::int64_t same_read = 2'000;  // of one way of finding; the newest

// Those whom an index finds: of a name that is, sounds or looks the same, of the same number, of
// the same phone.
Result<std::vector<linkage::Row>> found_by_index(store::Connection& connection,
                                                 const unit::House& house,
                                                 const rights::Reach& reach, const Papers& typed) {
  const crypto::KeyRing& keys = *house.keys;
  std::vector<linkage::Row> rows;
  std::set<std::int64_t> known;
  auto add = [&](Who who) -> Outcome {
    auto more = TRY(rows_to_compare(connection, house, reach, who, same_read));
    for (linkage::Row& row : more) {
      if (known.insert(row.id).second) rows.push_back(std::move(row));
    }
    return Done{};
  };
  Who called{"p.name IN (", {}, true};
  for (std::string& name : TRY(linkage_of(house)).reader().alike(typed.name, names_alike)) {
    called.condition += called.values.empty() ? "?" : ", ?";
    called.values.emplace_back(std::move(name));
  }
  called.condition += ")";
  TRY(add(std::move(called)));
  if (!typed.document_number.empty()) {
    std::string text = typed.document_kind + ":" + typed.document_number;
    TRY(add({"p.document_hash = ?", {keys.lookup_hash(text, document_place)}, true}));
  }
  auto phone = check_phone(typed.phone);
  if (phone.ok()) TRY(add({"p.phone_hash = ?", {keys.lookup_hash(*phone, phone_place)}, true}));
  return rows;
}

// The county tells little, but two of one rare name in one county are often one.
Result<std::string> county_of(store::Connection& connection, const rights::Reach& reach,
                              Id<Branch> branch) {
  std::string region, path;
  Value values[] = {branch.number};
  TRY(connection.each("SELECT region, path FROM network_society WHERE id = ?", values,
                      [&](const store::RowView& row) {
                        region = std::string(row.text(0));
                        path = std::string(row.text(1));
                        return false;
                      }));
  constexpr std::size_t county_digits = 6;
  bool tells = region.size() == county_digits && reach.covers(branch.number, path);
  return tells ? region : std::string();
}

Result<bool> is_small(store::Connection& connection, const rights::Reach& reach,
                      std::int64_t all_read) {
  std::vector<Value> values;
  std::string known = "SELECT 1 FROM people_relation r WHERE " +
                      reach.condition("r.branch", values) + " LIMIT " +
                      std::to_string(all_read + 1);
  return TRY(connection.number("SELECT count(*) FROM (" + known + ") AS known", values)) <=
         all_read;
}

// How common names are, the newest of the whole house tell: those found by a name would make any
// name common.
Result<linkage::Frequencies> frequencies_in(store::Connection& connection,
                                            const linkage::Linkage& linkage) {
  linkage::Frequencies frequencies;
  Value newest[] = {names_counted};
  TRY(connection.each("SELECT name FROM people_person ORDER BY id DESC LIMIT ?", newest,
                      [&](const store::RowView& row) {
                        auto person =
                            linkage.read(linkage::Row{.id = 1, .name = std::string(row.text(0))});
                        if (person.ok()) frequencies.add(person->name);
                        return true;
                      }));
  return frequencies;
}

struct Likely {
  std::int64_t person = 0;
  linkage::Comparison comparison;
};
// The surest first, of the same sureness the newest.
Result<std::vector<Likely>> likely_among(const linkage::Linkage& linkage, const linkage::Row& typed,
                                         const std::vector<linkage::Row>& rows,
                                         const linkage::Frequencies& frequencies) {
  auto person = TRY(linkage.read(typed));
  std::vector<Likely> found;
  for (const linkage::Row& row : rows) {
    auto other = linkage.read(row);
    if (!other.ok()) continue;  // an old list's name that nobody can read
    auto comparison = linkage.compare(person, *other, frequencies);
    if (comparison.verdict != linkage::Verdict::unlikely) found.push_back({row.id, comparison});
  }
  std::ranges::sort(found, [](const Likely& left, const Likely& right) {
    return std::pair(left.comparison.score, left.person) >
           std::pair(right.comparison.score, right.person);
  });
  return found;
}

}  // namespace

Result<json::object> candidates(store::Connection& connection, const unit::House& house,
                                const rights::Principal& viewer, const Typing& typing) {
  const Papers& typed = typing.papers;
  if (!check_name(typed.name).ok()) {
    return json::object{{"items", json::array()}, {"looked_at", 0}, {"all", true}};
  }
  auto reach = rights::reach_of(house.roles, viewer, "people.record");
  auto linkage = TRY(linkage_of(house));
  bool all = TRY(is_small(connection, reach, typing.all_read));
  auto rows = all ? TRY(rows_to_compare(connection, house, reach, {}, typing.all_read))
                  : TRY(found_by_index(connection, house, reach, typed));
  auto frequencies = TRY(frequencies_in(connection, linkage));
  linkage::Row row{.id = std::numeric_limits<std::int64_t>::max(),
                   .name = typed.name,
                   .birthday = birthday_in(typed.document_kind, typed.document_number),
                   .document_kind = typed.document_kind,
                   .document_number = typed.document_number,
                   .phone = typed.phone,
                   .county = TRY(county_of(connection, reach, typing.branch))};
  json::array items;
  for (const Likely& each : TRY(likely_among(linkage, row, rows, frequencies))) {
    if (items.size() == candidates_shown) break;
    json::object shown = TRY(side_of(connection, house, viewer, each.person));
    shown["verdict"] = name_of(each.comparison.verdict);
    shown["reasons"] = words_in(words_of(each.comparison));
    items.push_back(std::move(shown));
  }
  return json::object{{"items", std::move(items)}, {"looked_at", rows.size()}, {"all", all}};
}

}  // namespace boai::people

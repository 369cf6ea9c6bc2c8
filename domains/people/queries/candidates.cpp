// Who may be the person that a clerk is just typing. A warning, never a refusal: two people may
// well share a name and a phone.
#include <algorithm>
#include <boost/json.hpp>
#include <limits>

#include "base/crypto/seal.hpp"
#include "domains/people/port.hpp"
#include "domains/people/queries/linking.hpp"
#include "domains/people/queries/papers.hpp"
#include "domains/people/rules.hpp"

namespace boai::people {

namespace json = boost::json;
using store::Value;

namespace {

// Same number or same phone among those too old to be read.
Outcome add_same_papers(store::Connection& connection, const unit::House& house,
                        const rights::Reach& reach, const Papers& typed,
                        std::vector<linkage::Row>& rows) {
  const crypto::KeyRing& keys = *house.keys;
  constexpr std::int64_t same_read = 50;
  Value oldest = rows.back().id;
  auto add = [&](const char* condition, const std::string& hash) -> Outcome {
    Who who{std::string(condition) + " AND p.id < ?", {hash, oldest}};
    auto more = TRY(rows_to_compare(connection, house, reach, who, same_read));
    for (linkage::Row& row : more) {
      bool known = std::ranges::find(rows, row.id, &linkage::Row::id) != rows.end();
      if (!known) rows.push_back(std::move(row));
    }
    return Done{};
  };
  if (!typed.document_number.empty()) {
    std::string text = typed.document_kind + ":" + typed.document_number;
    TRY(add("p.document_hash = ?", keys.lookup_hash(text, document_place)));
  }
  auto phone = check_phone(typed.phone);
  if (phone.ok()) TRY(add("p.phone_hash = ?", keys.lookup_hash(*phone, phone_place)));
  return Done{};
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

}  // namespace

Result<json::object> candidates(store::Connection& connection, const unit::House& house,
                                const rights::Principal& viewer, const Papers& typed,
                                Id<Branch> branch) {
  if (!check_name(typed.name).ok()) {
    return json::object{{"items", json::array()}, {"looked_at", 0}, {"all", true}};
  }
  auto reach = rights::reach_of(house.roles, viewer, "people.record");
  auto rows = TRY(rows_to_compare(connection, house, reach, {}, candidates_read));
  bool all = static_cast<std::int64_t>(rows.size()) < candidates_read;
  if (!all) TRY(add_same_papers(connection, house, reach, typed, rows));
  auto index = linkage::Index::build(TRY(linkage_of(house)), rows);
  linkage::Row row{.id = std::numeric_limits<std::int64_t>::max(),
                   .name = typed.name,
                   .birthday = birthday_in(typed.document_kind, typed.document_number),
                   .document_kind = typed.document_kind,
                   .document_number = typed.document_number,
                   .phone = typed.phone,
                   .county = TRY(county_of(connection, reach, branch))};
  json::array items;
  for (const linkage::Pair& each : TRY(index.candidates(row))) {
    if (items.size() == candidates_shown) break;
    json::object shown = TRY(side_of(connection, house, viewer, std::min(each.left, each.right)));
    shown["verdict"] = name_of(each.comparison.verdict);
    shown["reasons"] = words_in(words_of(each.comparison));
    items.push_back(std::move(shown));
  }
  return json::object{{"items", std::move(items)}, {"looked_at", rows.size()}, {"all", all}};
}

}  // namespace boai::people

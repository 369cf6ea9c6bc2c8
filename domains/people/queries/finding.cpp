// A person whom a clerk has before her: found by the document in her hand, by her phone, or by how
// her name begins; among those whom the clerk's society knows, and masked like any list.
#include <algorithm>
#include <boost/json.hpp>
#include <map>
#include <ranges>

#include "base/crypto/seal.hpp"
#include "domains/people/port.hpp"
#include "domains/people/queries/papers.hpp"
#include "domains/people/rules.hpp"
#include "kernel/lists/lists.hpp"

namespace boai::people {

namespace json = boost::json;
using store::Value;

namespace {

constexpr const char* last_character = "\xf4\x8f\xbf\xbf";

bool is_digit(char each) { return each >= '0' && each <= '9'; }
bool is_space(char each) { return each == ' '; }

std::string without_spaces_around(std::string_view text) {
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return std::string(text);
}

// What a number may be: a document of any kind it has the form of, and a phone. As hashes, because
// in the clear neither stands anywhere.
struct Hashes {
  std::vector<Value> documents;
  std::string phone;
};

// Seventeen digits and a check digit: a card of this country, whatever else would take the form.
bool is_of_a_card(const std::string& number) {
  constexpr std::size_t card_size = 18;
  auto bare = number | std::views::filter([](char each) { return each != ' '; });
  auto size = static_cast<std::size_t>(std::ranges::distance(bare));
  return size == card_size && std::ranges::all_of(bare | std::views::take(card_size - 1), is_digit);
}

Result<Hashes> hashes_of(const unit::House& house, const std::string& number, Day today) {
  const crypto::KeyRing& keys = *house.keys;
  bool card = is_of_a_card(number);
  Hashes hashes;
  for (const auto& kind : house.codes.at("document_kind")) {
    auto known = check_document(kind.code, number, today);
    if (!known.ok() || (card && kind.code == "passport")) continue;
    hashes.documents.emplace_back(keys.lookup_hash(kind.code + ":" + *known, document_place));
  }
  auto phone = check_phone(number);
  if (phone.ok()) hashes.phone = keys.lookup_hash(*phone, phone_place);
  if (phone.ok() || !hashes.documents.empty()) return hashes;
  if (card) TRY(check_document("resident_id", number, today));  // says what is wrong with it
  return invalid("people.no_number", "text");
}

void append(std::vector<Value>& values, const std::vector<Value>& more) {
  values.insert(values.end(), more.begin(), more.end());
}

std::string marks(std::size_t count) {
  std::string text = "?";
  while (--count > 0) text += ", ?";
  return text;
}

// Whose document it is; of a merged person the kept record, over any number of merges.
Result<std::vector<Value>> holders_of(store::Connection& connection, std::vector<Value> asked) {
  std::vector<Value> holders;
  for (const char* column = "document_hash"; !asked.empty(); column = "id") {
    std::vector<Value> merged;
    TRY(connection.each("SELECT id, merged_into FROM people_person WHERE " + std::string(column) +
                            " IN (" + marks(asked.size()) + ")",
                        asked, [&](const store::RowView& row) {
                          bool gone = row.number(1) != 0;
                          (gone ? merged : holders).emplace_back(row.number(gone ? 1 : 0));
                          return true;
                        }));
    asked = std::move(merged);
  }
  return holders;
}

constexpr const char* living = "(state IS NULL OR state = 'active')";

// The few with that number are met one by one, and of each is asked who knows her.
lists::Question numbered(const lists::Page& page, const std::vector<Value>& holders,
                         const std::string& phone) {
  lists::Page each = page;
  each.branches = page.each_branch;
  std::string ids = marks(holders.size() + 1);
  append(each.rest.values, holders);
  append(each.rest.values, {std::int64_t{0}});
  // Whoever gave no phone has no hash of one, and is not asked for by it.
  if (!phone.empty()) {
    ids = "SELECT id FROM people_person WHERE id IN (" + ids +
          ") UNION ALL SELECT id FROM people_person WHERE phone_hash = ?";
    append(each.rest.values, {phone});
  }
  each.rest.add("id IN (" + ids + ")");
  each.rest.add(living);
  lists::Question question = lists::all_of(each);
  question.sql += " LIMIT ?";
  question.values.emplace_back(page.limit + 1);
  return question;
}

// Names are walked in their order, and of each is asked whether a branch in reach knows her: the
// index of names and that of (branch, person) tell both, so that no row is fetched in vain.
Result<lists::Question> called(store::Connection& connection, const unit::House& house,
                               const rights::Principal& viewer, const lists::Page& page,
                               const std::string& name) {
  std::vector<Value> values{name, name + last_character};
  std::string known;
  lists::Page relations = TRY(lists::page_of(house, Relation::type(), viewer, {}));
  if (auto branches = TRY(lists::branches_of(connection, relations))) {
    known = "branch IN (" + marks(branches->size()) + ")";
    values.insert(values.end(), branches->begin(), branches->end());
  } else if (!relations.each_branch.none()) {
    known = relations.each_branch.sql;
    append(values, relations.each_branch.values);
  }
  if (!known.empty())
    known = " AND EXISTS (SELECT 1 FROM people_relation WHERE person = p.id AND " + known + ")";
  // Who was merged away has a name, but no society that knows her; the whole house sees her.
  values.insert(values.end(), {Value(2 * page.limit), Value(page.limit + 1)});
  return lists::Question{page.select() +
                             " WHERE id IN (SELECT p.id FROM people_person p WHERE p.name >= ? "
                             "AND p.name < ?" +
                             known + " ORDER BY p.name, p.id LIMIT ?) AND " + living +
                             page.order() + " LIMIT ?",
                         std::move(values)};
}

// Which societies within the viewer's reach know them, and for what.
Result<std::map<std::int64_t, json::array>> relations_of(store::Connection& connection,
                                                         const unit::House& house,
                                                         const rights::Principal& viewer,
                                                         const std::vector<record::Row>& rows) {
  std::map<std::int64_t, json::array> relations;
  if (rows.empty()) return relations;
  std::vector<Value> values;
  std::string sql =
      "SELECT r.person, r.purpose, s.name FROM people_relation r JOIN network_society s ON s.id = "
      "r.branch WHERE r.person IN (" +
      marks(rows.size()) + ") AND ";
  for (const record::Row& row : rows) values.emplace_back(row.id);
  auto reach = rights::reach_of(house.roles, viewer, Relation::type().right);
  sql += reach.condition("r.branch", values) + " ORDER BY r.id";
  TRY(connection.each(sql, values, [&](const store::RowView& row) {
    relations[row.number(0)].push_back(
        json::object{{"purpose", row.text(1)}, {"society", row.text(2)}});
    return true;
  }));
  return relations;
}

}  // namespace

Result<json::object> persons_found(store::Connection& connection, const unit::House& house,
                                   const rights::Principal& viewer, std::string_view text,
                                   Day today) {
  std::string asked = without_spaces_around(text);
  if (asked.empty()) return invalid("field.required", "text");
  bool number = std::ranges::any_of(asked, is_digit);
  auto page = TRY(
      lists::page_of(house, Person::type(), viewer, {{"limit", std::to_string(persons_shown)}}));
  page.sort = Person::type().find("name");
  page.descending = false;
  lists::Question question;
  if (number) {
    Hashes hashes = TRY(hashes_of(house, asked, today));
    question = numbered(page, TRY(holders_of(connection, hashes.documents)), hashes.phone);
  } else {
    question = TRY(called(connection, house, viewer, page, asked));
  }
  auto found = TRY(lists::found_in_time(connection, house, page, question));
  auto relations = TRY(relations_of(connection, house, viewer, found.rows));
  json::array items;
  for (const record::Row& row : found.rows) {
    json::object one = TRY(papers_of(house, record::from_row<Person>(row), false));
    one["relations"] = std::move(relations[row.id]);
    items.push_back(std::move(one));
  }
  return json::object{{"items", std::move(items)},
                      {"by", number ? "number" : "name"},
                      {"more", found.more},
                      {"stopped", found.stopped}};
}

}  // namespace boai::people

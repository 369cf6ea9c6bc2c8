// What is kept of one person: for staff as far as their reach goes, for herself all of it.
#include <algorithm>
#include <boost/json.hpp>

#include "base/crypto/seal.hpp"
#include "domains/people/port.hpp"
#include "domains/people/queries/papers.hpp"
#include "domains/people/records.hpp"
#include "domains/people/rules.hpp"
#include "kernel/lists/lists.hpp"

namespace boai::people {

namespace json = boost::json;
using store::Value;

namespace {

constexpr std::int64_t looks_shown = 200;

// Who asks: staff see what their rights reach, the person herself everything of hers.
struct Sight {
  const unit::House& house;
  const rights::Principal& viewer;
  bool herself = false;

  bool sees(const record::Type& type) const {
    return herself || !rights::reach_of(house.roles, viewer, type.right).none();
  }
  std::string condition(const record::Type& type, std::vector<Value>& values) const {
    return herself ? "1 = 1" : lists::scope_condition(house, type, viewer, values);
  }
};

// The rows of a type whose field names her, oldest first.
Result<std::vector<record::Row>> rows_of(store::Connection& connection, const Sight& sight,
                                         const record::Type& type, std::string_view field,
                                         std::int64_t person) {
  std::vector<Value> values{person};
  std::string sql = "SELECT " + columns_of(type) + " FROM " + type.table() + " WHERE " +
                    std::string(field) + " = ? AND " + sight.condition(type, values) +
                    " ORDER BY id";
  std::vector<record::Row> rows;
  TRY(connection.each(sql, values, [&](const store::RowView& view) {
    rows.push_back(record::read_row(type, view));
    return true;
  }));
  return rows;
}

Result<record::Row> person_row(store::Connection& connection, const Sight& sight,
                               std::int64_t person) {
  const record::Type& type = Person::type();
  auto rows = TRY(rows_of(connection, sight, type, "id", person));
  if (rows.empty()) return not_found("people.person.not_found");
  return rows[0];
}

json::object plain(const record::Type& type, const record::Row& row) {
  json::object object{{"id", std::to_string(row.id)}};
  for (std::size_t at = 0; at < type.fields.size(); ++at) {
    const record::Field& field = type.fields[at];
    if (field.traits.secret) continue;
    object[field.name] = record::to_json(field, row.values[at]);
  }
  return object;
}

Result<json::array> plain_rows(store::Connection& connection, const Sight& sight,
                               const record::Type& type, std::string_view field,
                               std::int64_t person) {
  json::array array;
  if (!sight.sees(type)) return array;
  for (const auto& row : TRY(rows_of(connection, sight, type, field, person))) {
    array.push_back(plain(type, row));
  }
  return array;
}

// Persons merged into her, over any number of merges.
Result<std::vector<Person>> absorbed_by(store::Connection& connection, std::int64_t person) {
  std::vector<Person> all;
  std::vector<std::int64_t> ask{person};
  const record::Type& type = Person::type();
  while (!ask.empty()) {
    Value values[] = {ask.back()};
    ask.pop_back();
    TRY(connection.each(
        "SELECT " + columns_of(type) + " FROM people_person WHERE merged_into = ? ORDER BY id",
        values, [&](const store::RowView& view) {
          all.push_back(record::from_row<Person>(record::read_row(type, view)));
          ask.push_back(all.back().id.number);
          return true;
        }));
  }
  return all;
}

// Looks at her own record and at those that name her: who, from where, what for, when.
Result<json::array> looks_at(store::Connection& connection, const Sight& sight,
                             const std::vector<std::int64_t>& persons) {
  const unit::House& house = sight.house;
  std::string sql;
  std::vector<Value> values;
  auto add = [&](const record::Type& type, std::string_view field, std::int64_t person) {
    sql += (sql.empty() ? "" : " UNION ALL ") +
           std::string(
               "SELECT d.at AS at, d.account AS account, d.purpose AS purpose, "
               "d.record_type AS type FROM (SELECT * FROM people_disclosure WHERE ") +
           sight.condition(Disclosure::type(), values) + ") d JOIN " + type.table() +
           " r ON r.id = d.subject WHERE d.record_type = ? AND r." + std::string(field) + " = ?";
    values.emplace_back(std::string(type.name));
    values.emplace_back(person);
  };
  for (std::int64_t person : persons) {
    add(Person::type(), "id", person);
    for (const record::Type* type : house.types.all()) {
      if (type == &Person::type()) continue;
      for (const auto& field : type->fields) {
        if (field.traits.target == Person::type().name) add(*type, field.name, person);
      }
    }
  }
  sql = "SELECT l.at, coalesce(a.name, l.account), coalesce(s.name, ''), l.purpose, l.type FROM (" +
        sql +
        ") AS l LEFT JOIN identity_account a ON a.account = l.account LEFT JOIN "
        "network_society s ON s.id = a.branch ORDER BY l.at DESC LIMIT " +
        std::to_string(looks_shown);
  json::array looks;
  TRY(connection.each(sql, values, [&](const store::RowView& row) {
    looks.push_back(json::object{{"at", to_text(Instant{row.number(0)})},
                                 {"who", row.text(1)},
                                 {"society", row.text(2)},
                                 {"purpose", row.text(3)},
                                 {"type", row.text(4)}});
    return true;
  }));
  return looks;
}

Result<json::array> relations_of(store::Connection& connection, const Sight& sight,
                                 std::int64_t person) {
  std::vector<Value> values{person};
  std::string condition = sight.condition(Relation::type(), values);
  json::array array;
  TRY(connection.each(
      "SELECT r.purpose, r.since, r.until, s.name, s.code FROM (SELECT * FROM people_relation "
      "WHERE person = ? AND " +
          condition + ") AS r JOIN network_society s ON s.id = r.branch ORDER BY r.since, r.id",
      values, [&](const store::RowView& row) {
        Day until = Day::from_number(row.number(2)).value_or(Day{});
        array.push_back(
            json::object{{"purpose", row.text(0)},
                         {"since", to_text(Day::from_number(row.number(1)).value_or(Day{}))},
                         {"until", until ? json::value(to_text(until)) : json::value()},
                         {"society", row.text(3)},
                         {"code", row.text(4)}});
        return true;
      }));
  return array;
}

// Record types other than ours whose rows name persons, with the rows of this one.
Result<json::object> records_of(store::Connection& connection, const Sight& sight,
                                std::int64_t person) {
  json::object records;
  for (const record::Type* type : sight.house.types.all()) {
    if (type->name.starts_with("people.")) continue;
    for (const auto& field : type->fields) {
      if (field.traits.target != Person::type().name) continue;
      json::array rows = TRY(plain_rows(connection, sight, *type, field.name, person));
      if (!rows.empty()) records[type->name] = std::move(rows);
    }
  }
  return records;
}

Result<json::object> whole(store::Connection& connection, const Sight& sight, std::int64_t id) {
  Person person = record::from_row<Person>(TRY(person_row(connection, sight, id)));
  std::vector<std::int64_t> ids{id};
  json::array absorbed;
  for (const Person& each : TRY(absorbed_by(connection, id))) {
    ids.push_back(each.id.number);
    absorbed.push_back(TRY(papers_of(sight.house, each, false)));
  }
  json::object card{{"person", TRY(papers_of(sight.house, person, false))},
                    {"also", std::move(absorbed)},
                    {"relations", TRY(relations_of(connection, sight, id))},
                    {"consents", TRY(plain_rows(connection, sight, Consent::type(), "person", id))},
                    {"records", TRY(records_of(connection, sight, id))},
                    {"merges", TRY(plain_rows(connection, sight, Merge::type(), "kept", id))}};
  card["version"] = person.version;
  card["linked"] = static_cast<bool>(person.account);
  bool audits = sight.herself || sight.sees(Disclosure::type());
  card["looks"] = audits ? json::value(TRY(looks_at(connection, sight, ids))) : json::value();
  for (auto& consent : card["consents"].as_array()) {
    auto& guardian = consent.as_object()["guardian"];
    if (guardian.is_string()) guardian = lists::masked(std::string_view(guardian.as_string()));
  }
  return card;
}

}  // namespace

Result<std::int64_t> own_person(store::Connection& connection, const rights::Principal& viewer) {
  std::int64_t id = 0;
  Value values[] = {viewer.account};
  TRY(connection.each("SELECT id FROM people_person WHERE account = ?", values,
                      [&](const store::RowView& row) {
                        id = row.number(0);
                        return false;
                      }));
  if (id == 0) return not_found("people.no_person");
  return id;
}

Result<json::object> card(store::Connection& connection, const unit::House& house,
                          const rights::Principal& viewer, std::int64_t person) {
  return whole(connection, {house, viewer}, person);
}

Result<json::object> own(store::Connection& connection, const unit::House& house,
                         const rights::Principal& viewer) {
  return whole(connection, {house, viewer, true}, TRY(own_person(connection, viewer)));
}

Result<std::string> subject_file(store::Connection& connection, const unit::House& house,
                                 const rights::Principal& viewer, std::int64_t id) {
  bool herself = id == 0;
  if (herself) id = TRY(own_person(connection, viewer));
  Sight sight{house, viewer, herself};
  Person person = record::from_row<Person>(TRY(person_row(connection, sight, id)));
  json::array absorbed;
  for (const Person& each : TRY(absorbed_by(connection, id))) {
    absorbed.push_back(TRY(papers_of(house, each, true)));
  }
  json::object file{{"person", TRY(papers_of(house, person, true))},
                    {"also", std::move(absorbed)},
                    {"relations", TRY(relations_of(connection, sight, id))},
                    {"consents", TRY(plain_rows(connection, sight, Consent::type(), "person", id))},
                    {"records", TRY(records_of(connection, sight, id))}};
  return json::serialize(file) + "\n";
}

}  // namespace boai::people

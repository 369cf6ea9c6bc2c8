#include "domains/training/queries/instructors.hpp"

#include <algorithm>

#include "domains/training/queries/files.hpp"

namespace boai::training {

namespace json = boost::json;
using store::Value;

namespace {

std::string beginning_with(std::string_view text) {
  std::string pattern;
  for (char letter : text) {
    if (letter == '%' || letter == '_' || letter == '\\') pattern += '\\';
    pattern += letter;
  }
  return pattern + "%";
}

std::vector<std::int64_t> persons_of(const std::vector<File>& files) {
  std::vector<std::int64_t> persons;
  for (const File& file : files) persons.push_back(file.record.person.number);
  return persons;
}

bool wanted(const InstructorsAsked& asked, const qualification::Standing& standing) {
  bool state = asked.state.empty() || qualification::name_of(standing.state) == asked.state;
  return state && (asked.level.empty() || standing.level == asked.level);
}

}  // namespace

Result<json::object> instructor_list(store::Connection& connection, const unit::House& house,
                                     const rights::Principal& viewer,
                                     const InstructorsAsked& asked) {
  const auto& rules = instructor_rules(house).qualification;
  Sight sight = TRY(sight_of(connection, house, viewer));
  FileWhere where{"i.id > ?", {asked.after}};
  where.condition += " AND " + sight_condition(sight, where.values);
  if (!asked.name.empty()) {
    where.condition += " AND p.name LIKE ? ESCAPE '\\'";
    where.values.emplace_back(beginning_with(asked.name));
  }
  auto files = TRY(files_where(connection, where, instructors_read + 1));
  bool read_all = static_cast<std::int64_t>(files.size()) <= instructors_read;
  if (!read_all) files.pop_back();
  auto facts = TRY(facts_by_person(connection, persons_of(files)));
  json::array items;
  json::value next = read_all ? json::value() : json::value(to_text(files.back().record.id));
  for (const File& file : files) {
    auto standing = qualification::standing_of(rules, facts_of(facts[file.record.person.number]),
                                               {asked.today, {}});
    bool shown = sees(sight, file, standing) && wanted(asked, standing);
    if (!shown) continue;
    if (static_cast<std::int64_t>(items.size()) == instructors_shown) {
      next = items.back().at("id");
      break;
    }
    items.push_back(json::object{{"id", to_text(file.record.id)},
                                 {"name", lists::masked(file.name)},
                                 {"society", file.society},
                                 {"standing", standing_json(standing)}});
  }
  return json::object{
      {"items", std::move(items)}, {"next", std::move(next)}, {"read_all", read_all}};
}

namespace {

json::array facts_json(const std::vector<InstructorFact>& facts) {
  std::map<std::int64_t, const InstructorFact*> struck;
  for (const InstructorFact& fact : facts) {
    if (fact.struck) struck[fact.struck.number] = &fact;
  }
  std::vector<const InstructorFact*> ordered;
  for (const InstructorFact& fact : facts) {
    if (!fact.struck) ordered.push_back(&fact);
  }
  std::ranges::sort(ordered, [](const auto* one, const auto* other) {
    return std::pair(one->day, one->id.number) > std::pair(other->day, other->id.number);
  });
  json::array shown;
  for (const InstructorFact* fact : ordered) {
    json::object row{{"id", to_text(fact->id)},
                     {"day", day_json(fact->day)},
                     {"what", fact->what},
                     {"amount", fact->amount},
                     {"level", fact->level},
                     {"region", fact->region},
                     {"until", day_json(fact->until)},
                     {"way", fact->way},
                     {"source", fact->source},
                     {"recorded", day_json(fact->recorded)},
                     {"struck", struck.contains(fact->id.number)}};
    if (fact->of_class) row["class"] = to_text(fact->of_class);
    if (struck.contains(fact->id.number)) row["reason"] = struck.at(fact->id.number)->source;
    shown.push_back(std::move(row));
  }
  return shown;
}

json::array absences_json(const std::vector<Unavailability>& absences, Day today) {
  json::array shown;
  for (const Unavailability& absence : absences) {
    bool coming = absence.state == "standing" && absence.until >= today;
    if (!coming) continue;
    shown.push_back(json::object{{"id", to_text(absence.id)},
                                 {"since", day_json(absence.since)},
                                 {"until", day_json(absence.until)},
                                 {"half", absence.half}});
  }
  return shown;
}

// A file by what was known of her; facts in full only for who keeps it, or for herself.
Result<json::object> sheet_of(store::Connection& connection, const unit::House& house,
                              const File& file, const InstructorAsked& asked, bool in_full) {
  const auto& rules = instructor_rules(house).qualification;
  std::int64_t persons[] = {file.record.person.number};
  auto by_person = TRY(facts_by_person(connection, persons));
  auto absences = TRY(absences_by_person(connection, persons));
  auto& records = by_person[persons[0]];
  if (asked.known) {
    std::erase_if(records, [&](const InstructorFact& fact) { return fact.recorded > asked.known; });
  }
  auto facts = facts_of(records);
  json::array years;
  for (const YearHours& year : hours_a_year(rules, facts, asked.on)) {
    years.push_back(
        json::object{{"year", year.year}, {"taught", year.taught}, {"asked", year.asked}});
  }
  return json::object{{"id", to_text(file.record.id)},
                      {"name", lists::masked(file.name)},
                      {"society", file.society},
                      {"branch", to_text(file.record.branch)},
                      {"person", to_text(file.record.person)},
                      {"own", in_full},
                      {"placed", !file.record.longitude.empty()},
                      {"on", day_json(asked.on)},
                      {"known", day_json(asked.known)},
                      {"standing", standing_json(qualification::standing_of(
                                       rules, facts, {asked.on, asked.known}))},
                      {"facts", in_full ? facts_json(records) : json::array()},
                      {"years", std::move(years)},
                      {"absences", absences_json(absences[persons[0]], asked.today)}};
}

}  // namespace

Result<json::object> instructor_sheet(store::Connection& connection, const unit::House& house,
                                      const rights::Principal& viewer,
                                      const InstructorAsked& asked) {
  Sight sight = TRY(sight_of(connection, house, viewer));
  FileWhere where{"i.id = ?", {asked.id}};
  where.condition += " AND " + sight_condition(sight, where.values);
  auto files = TRY(files_where(connection, where, 1));
  if (files.empty()) return not_found("record.not_found");
  const File& file = files.front();
  std::int64_t persons[] = {file.record.person.number};
  auto facts = TRY(facts_by_person(connection, persons));
  auto standing = qualification::standing_of(instructor_rules(house).qualification,
                                             facts_of(facts[persons[0]]), {asked.today, {}});
  if (!sees(sight, file, standing)) return not_found("record.not_found");
  return sheet_of(connection, house, file, asked, keeps(sight, file));
}

namespace {

constexpr const char* sql_own_person =
    "SELECT id FROM people_person WHERE account = ? AND merged_into IS NULL";
constexpr const char* sql_duty_classes =
    "SELECT c.id, c.title, c.course, c.place, c.start, c.exam_on, c.state, s.name, d.role, "
    "c.finish FROM training_duty d JOIN training_class c ON c.id = d.class "
    "JOIN network_society s ON s.id = c.branch "
    "WHERE d.person = ? AND d.state = 'standing' AND c.state <> 'cancelled' "
    "ORDER BY c.start DESC, c.id DESC, d.role DESC LIMIT 400";

json::value day_json_at(const store::RowView& row, int column) {
  return day_json(Day::from_number(row.number(column)).value_or(Day{}));
}

struct DutyClasses {
  json::array coming, past;
};
Result<DutyClasses> duty_classes(store::Connection& connection, std::int64_t person, Day today) {
  std::vector<json::object> classes;
  Value values[] = {person};
  TRY(connection.each(sql_duty_classes, values, [&](const store::RowView& row) {
    std::string id = std::to_string(row.number(0));
    if (!classes.empty() && classes.back().at("id") == json::value(id)) {
      auto& roles = classes.back()["roles"].as_array();
      json::value role(row.text(8));
      if (std::ranges::find(roles, role) == roles.end()) roles.push_back(std::move(role));
      return true;
    }
    classes.push_back({{"id", id},
                       {"title", row.text(1)},
                       {"course", row.text(2)},
                       {"place", row.text(3)},
                       {"start", day_json_at(row, 4)},
                       {"exam_on", day_json_at(row, 5)},
                       {"state", row.text(6)},
                       {"society", row.text(7)},
                       {"roles", json::array{json::value(row.text(8))}},
                       {"over", row.number(5) < today.number()}});
    return true;
  }));
  DutyClasses own;
  for (json::object& each : classes) {
    bool over = each.at("over").as_bool();
    (over ? own.past : own.coming).push_back(std::move(each));
  }
  std::ranges::reverse(own.coming);
  return own;
}

}  // namespace

Result<json::object> own_teaching(store::Connection& connection, const unit::House& house,
                                  const rights::Principal& viewer, Day today) {
  Value values[] = {viewer.account};
  std::int64_t person = TRY(connection.number(sql_own_person, values));
  if (person == 0 || viewer.account == 0) return not_found("people.no_person");
  auto files = TRY(files_where(connection, {"i.person = ?", {person}}, 1));
  json::value sheet;
  if (!files.empty()) {
    InstructorAsked asked{.id = files[0].record.id.number, .today = today, .on = today};
    sheet = TRY(sheet_of(connection, house, files[0], asked, true));
  }
  DutyClasses own = TRY(duty_classes(connection, person, today));
  return json::object{{"instructor", std::move(sheet)},
                      {"coming", std::move(own.coming)},
                      {"past", std::move(own.past)}};
}

}  // namespace boai::training

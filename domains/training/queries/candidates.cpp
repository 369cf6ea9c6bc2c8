// Who may be put before a class: every file in sight, judged by the rules and ranked.
#include <algorithm>
#include <cmath>
#include <set>

#include "domains/training/queries/files.hpp"
#include "domains/training/queries/instructors.hpp"

namespace boai::training {

namespace json = boost::json;
using store::Value;

namespace {

constexpr const char* sql_class =
    "SELECT c.course, c.start, coalesce(nullif(s.region, ''), s.code) "
    "FROM training_class c JOIN network_society s ON s.id = c.branch WHERE c.id = ? AND ";
constexpr const char* sql_sessions =
    "SELECT day, half FROM training_session WHERE class = ? ORDER BY ordinal";
// Half days on which somebody teaches elsewhere; where is nobody's business.
constexpr const char* sql_busy =
    "SELECT DISTINCT d.person, e.day, e.half FROM training_session e "
    "JOIN training_duty d ON d.class = e.class AND (d.session IS NULL OR d.session = e.id) "
    "JOIN training_class c ON c.id = e.class WHERE e.day >= ? AND e.day <= ? AND e.class <> ? "
    "AND d.role = 'instructor' AND d.state = 'standing' AND c.state <> 'cancelled'";
constexpr const char* sql_classes_of_year =
    "SELECT d.person, count(DISTINCT d.class) FROM training_duty d "
    "JOIN training_class c ON c.id = d.class WHERE c.start >= ? AND c.start <= ? "
    "AND d.role = 'instructor' AND d.state = 'standing' AND c.state <> 'cancelled' "
    "GROUP BY d.person";
constexpr const char* sql_centre =
    "SELECT longitude, latitude FROM network_region WHERE code = ? AND longitude <> '' "
    "ORDER BY since DESC LIMIT 1";

struct Planned {
  std::int64_t id = 0;
  Post post;
  Day start;
};

Result<Planned> planned_class(store::Connection& connection, const unit::House& house,
                              const rights::Principal& viewer, std::int64_t id) {
  std::vector<Value> values{id};
  std::string reach =
      rights::reach_of(house.roles, viewer, Class::type().right).condition("c.branch", values);
  Planned planned;
  TRY(connection.each(sql_class + reach, values, [&](const store::RowView& row) {
    constexpr std::size_t county = 6;
    planned.id = id;
    planned.post.course = row.text(0);
    planned.start = Day::from_number(row.number(1)).value_or(Day{});
    planned.post.region = row.text(2).substr(0, county);
    return false;
  }));
  if (planned.id == 0) return not_found("record.not_found");
  Value of_class[] = {id};
  TRY(connection.each(sql_sessions, of_class, [&](const store::RowView& session) {
    planned.post.half_days.push_back(
        {Day::from_number(session.number(0)).value_or(Day{}), std::string(session.text(1))});
    return true;
  }));
  if (planned.post.half_days.empty()) return not_found("record.not_found");
  return planned;
}

Result<std::set<std::int64_t>> busy_persons(store::Connection& connection, const Planned& planned) {
  std::set<std::int64_t> busy;
  const auto& half_days = planned.post.half_days;
  Value values[] = {std::int64_t{half_days.front().day.number()},
                    std::int64_t{half_days.back().day.number()}, planned.id};
  TRY(connection.each(sql_busy, values, [&](const store::RowView& row) {
    HalfDay taken{Day::from_number(row.number(1)).value_or(Day{}), std::string(row.text(2))};
    if (clash(half_days, std::span(&taken, 1))) busy.insert(row.number(0));
    return true;
  }));
  return busy;
}

Result<std::map<std::int64_t, std::int64_t>> classes_of_year(store::Connection& connection,
                                                             int year) {
  std::map<std::int64_t, std::int64_t> classes;
  Value values[] = {std::int64_t{Day::of(year, 1, 1)->number()},
                    std::int64_t{Day::of(year, 12, 31)->number()}};
  TRY(connection.each(sql_classes_of_year, values, [&](const store::RowView& row) {
    classes[row.number(0)] = row.number(1);
    return true;
  }));
  return classes;
}

// Centres of regions, read once each: the county's, else its city's.
class Centres {
 public:
  explicit Centres(store::Connection& connection) : connection_(connection) {}

  Result<std::optional<geo::Place>> of(const std::string& region) {
    if (auto known = places_.find(region); known != places_.end()) return known->second;
    std::optional<geo::Place> place;
    for (std::size_t digits : {region.size(), std::size_t{4}}) {
      Value values[] = {region.substr(0, digits)};
      auto row = TRY(connection_.first(sql_centre, values));
      if (!place && !row.empty()) {
        place = geo::place_of(store::text_of(row[0]), store::text_of(row[1]));
      }
    }
    return places_[region] = place;
  }

 private:
  store::Connection& connection_;
  std::map<std::string, std::optional<geo::Place>> places_;
};

struct Asking {
  const InstructorRules& rules;
  const Planned& planned;
  std::set<std::int64_t> busy;
  std::map<std::int64_t, std::int64_t> classes;
  std::optional<geo::Place> there;
};

struct Shown {
  Candidate candidate;
  json::object row;
};

Result<Shown> shown_of(const Asking& asking, Centres& centres, const File& file,
                       const Teacher& teacher) {
  Shown shown{.candidate = {.instructor = file.record.id.number}, .row = {}};
  auto checked = check_teacher(asking.rules, teacher, asking.planned.post);
  std::string detail;
  if (!checked.ok()) {
    shown.candidate.fault = checked.error().code;
    detail = checked.error().detail;
  } else if (asking.busy.contains(file.record.person.number)) {
    shown.candidate.fault = "training.instructor_busy";
  }
  auto from = geo::place_of(file.record.longitude, file.record.latitude);
  bool from_centre = !from.has_value();
  if (from_centre) from = TRY(centres.of(file.region));
  if (from && asking.there) {
    constexpr double metres = 1000;
    shown.candidate.distance_km = std::llround(geo::distance_m(*from, *asking.there) / metres);
  }
  auto taught = asking.classes.find(file.record.person.number);
  if (taught != asking.classes.end()) shown.candidate.classes_this_year = taught->second;
  auto standing = qualification::standing_of(asking.rules.qualification, teacher.facts,
                                             {asking.planned.start, {}});
  const auto& distance = shown.candidate.distance_km;
  shown.row = {{"instructor", to_text(file.record.id)},
               {"name", lists::masked(file.name)},
               {"society", file.society},
               {"state", qualification::name_of(standing.state)},
               {"level", standing.level},
               {"until", day_json(standing.until)},
               {"fault", shown.candidate.fault},
               {"detail", detail},
               {"distance_km", distance ? json::value(*distance) : json::value()},
               {"from_centre", from_centre},
               {"classes_this_year", shown.candidate.classes_this_year}};
  return shown;
}

}  // namespace

Result<json::object> class_candidates(store::Connection& connection, const unit::House& house,
                                      const rights::Principal& viewer, const Asked& asked) {
  Planned planned = TRY(planned_class(connection, house, viewer, asked.id));
  const InstructorRules& rules = instructor_rules(house);
  Centres centres(connection);
  Asking asking{.rules = rules,
                .planned = planned,
                .busy = TRY(busy_persons(connection, planned)),
                .classes = TRY(classes_of_year(connection, planned.start.year())),
                .there = TRY(centres.of(planned.post.region))};
  Sight sight = TRY(sight_of(connection, house, viewer));
  FileWhere where;
  where.condition = sight_condition(sight, where.values);
  auto files = TRY(files_where(connection, where, instructors_read + 1));
  bool read_all = static_cast<std::int64_t>(files.size()) <= instructors_read;
  std::vector<std::int64_t> persons;
  for (const File& file : files) persons.push_back(file.record.person.number);
  auto facts = TRY(facts_by_person(connection, persons));
  auto absences = TRY(absences_by_person(connection, persons));
  std::vector<Candidate> candidates;
  std::map<std::int64_t, json::object> rows;
  for (const File& file : files) {
    std::int64_t person = file.record.person.number;
    Teacher teacher{facts_of(facts[person]), absences[person]};
    auto standing =
        qualification::standing_of(rules.qualification, teacher.facts, {planned.start, {}});
    if (!sees(sight, file, standing)) continue;
    Shown shown = TRY(shown_of(asking, centres, file, teacher));
    candidates.push_back(shown.candidate);
    rows[shown.candidate.instructor] = std::move(shown.row);
  }
  rank(candidates);
  if (candidates.size() > candidates_ranked) candidates.resize(candidates_ranked);
  json::array items;
  for (const Candidate& each : candidates) items.push_back(std::move(rows[each.instructor]));
  const AssignmentEdition& edition = rules.on(planned.start);
  return json::object{
      {"course", planned.post.course}, {"level", edition.level_for(planned.post.course)},
      {"near_km", edition.near_km},    {"far_km", edition.far_km},
      {"items", std::move(items)},     {"read_all", read_all}};
}

}  // namespace boai::training

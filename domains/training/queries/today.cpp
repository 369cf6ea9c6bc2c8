#include "domains/training/queries/today.hpp"

#include "domains/people/port.hpp"
#include "domains/training/queries/instructors.hpp"
#include "domains/training/queries/parts.hpp"
#include "domains/training/records/class.hpp"

namespace boai::training {

using store::Value;

namespace {

constexpr const char* sql_class =
    "SELECT c.id, c.title, c.course, s.name, c.place, c.start, c.exam_on, c.state";
constexpr const char* sql_of_society =
    " FROM training_class c JOIN network_society s ON s.id = c.branch ";
constexpr const char* sql_going = "c.state IN ('published', 'enrolling', 'running')";

json::object class_json(const store::RowView& row) {
  auto day = [&](int at) { return day_json(Day::from_number(row.number(at)).value_or(Day{})); };
  return {{"id", std::to_string(row.number(0))},
          {"title", row.text(1)},
          {"course", row.text(2)},
          {"society", row.text(3)},
          {"place", row.text(4)},
          {"start", day(5)},
          {"exam_on", day(6)},
          {"state", row.text(7)}};
}

struct Classes {
  std::int64_t count = 0;
  json::array named;
};

// Classes of the condition within the viewer's reach of the right, the earliest exam first.
class Desk {
 public:
  Desk(store::Connection& connection, const unit::House& house, const rights::Principal& viewer)
      : connection_(connection), house_(house), viewer_(viewer) {}

  Result<Classes> classes(std::string_view right, const std::string& condition,
                          std::vector<Value> values = {}) {
    Classes found;
    auto reach = rights::reach_of(house_.roles, viewer_, right);
    if (reach.none()) return found;
    std::string sql = std::string(sql_class) + sql_of_society + "WHERE " + condition;
    sql += " AND " + reach.condition("c.branch", values) + " ORDER BY c.exam_on, c.id";
    TRY(connection_.each(sql, values, [&](const store::RowView& row) {
      if (++found.count <= static_cast<std::int64_t>(classes_named)) {
        found.named.push_back(class_json(row));
      }
      return true;
    }));
    return found;
  }

 private:
  store::Connection& connection_;
  const unit::House& house_;
  const rights::Principal& viewer_;
};

// Only courses that end with a certificate have one to issue.
std::string certified_courses(const unit::House& house, std::vector<Value>& values) {
  std::string sql = "c.course IN (''";
  for (const Course& course : courses_of(house).courses) {
    if (!course.certificate) continue;
    sql += ", ?";
    values.emplace_back(course.code);
  }
  return sql + ")";
}

Result<json::array> waits_of(Desk& desk, const unit::House& house, Day today) {
  json::array waits;
  auto take = [&](std::string_view what, Classes found) {
    if (found.count == 0) return;
    waits.push_back(
        json::object{{"what", what}, {"count", found.count}, {"classes", std::move(found.named)}});
  };
  take("to_publish", TRY(desk.classes(PublishClass::right, "c.state = 'approved'")));
  take("to_close",
       TRY(desk.classes(CloseMarks::right, sql_going + std::string(" AND c.exam_on < ?"),
                        {std::int64_t{today.number()}})));
  std::vector<Value> values;
  std::string condition = "c.state = 'examined' AND c.passed > 0 AND ";
  condition += certified_courses(house, values);
  take("to_issue", TRY(desk.classes(IssueClass::right, condition, std::move(values))));
  return waits;
}

Result<std::int64_t> tellings_in(store::Connection& connection, const unit::House& house,
                                 const rights::Principal& viewer) {
  auto reach = rights::reach_of(house.roles, viewer, PublishClass::right);
  if (reach.none()) return std::int64_t{0};
  std::vector<Value> values;
  std::string reached = reach.condition("branch", values);
  return connection.number(
      "SELECT count(*) FROM training_telling WHERE state = 'open' AND " + reached, values);
}

constexpr const char* sql_seats =
    ", e.state, EXISTS (SELECT 1 FROM training_exam x WHERE x.class = c.id AND x.state = 'open' "
    "AND x.opens_at <= ? AND x.closes_at >= ? AND NOT EXISTS (SELECT 1 FROM training_sitting t "
    "WHERE t.exam = x.id AND t.enrolment = e.id AND t.state <> 'writing')) FROM "
    "training_enrolment e JOIN training_class c ON c.id = e.class JOIN network_society s ON s.id "
    "= c.branch WHERE e.person = ? AND e.state IN ('enrolled', 'confirmed', 'waiting') AND "
    "c.exam_on >= ? AND ";

Result<json::array> seats_of(store::Connection& connection, std::int64_t person,
                             const TodayAsk& ask) {
  json::array seats;
  Value values[] = {ask.now.milliseconds, ask.now.milliseconds, person,
                    std::int64_t{ask.today.number()}};
  std::string sql = std::string(sql_class) + sql_seats + sql_going + " ORDER BY c.start, c.id";
  TRY(connection.each(sql, values, [&](const store::RowView& row) {
    json::object seat = class_json(row);
    seat["enrolment_state"] = row.text(8);
    seat["exam_open"] = row.number(9) != 0;
    seats.push_back(std::move(seat));
    return seats.size() < classes_named;
  }));
  return seats;
}

Result<json::array> ending_certificates(store::Connection& connection, const unit::House& house,
                                        std::int64_t person, Day today) {
  json::array ending;
  for (const auto& one : TRY(all_where<Certificate>(connection, "person = ?", person))) {
    const Course* course = TRY(course_of(house, one.course));
    auto state = state_of(one, *course, today);
    if (state != "due" && state != "grace") continue;
    ending.push_back(json::object{{"id", to_text(one.id)},
                                  {"course", one.course},
                                  {"valid_until", day_json(one.valid_until)},
                                  {"state", state}});
  }
  return ending;
}

}  // namespace

Result<json::object> today_of(store::Connection& connection, const unit::House& house,
                              const rights::Principal& viewer, const TodayAsk& ask) {
  Desk desk(connection, house, viewer);
  std::string today = std::string(sql_going) +
                      " AND EXISTS (SELECT 1 FROM training_session n WHERE n.class = c.id AND "
                      "n.day = ?)";
  Classes here = TRY(desk.classes(PublishClass::right, today, {std::int64_t{ask.today.number()}}));
  json::object found{{"today", std::move(here.named)},
                     {"waits", TRY(waits_of(desk, house, ask.today))},
                     {"tellings", TRY(tellings_in(connection, house, viewer))},
                     {"teaching", json::array{}},
                     {"own", json::array{}},
                     {"certificates", json::array{}}};
  auto person = people::own_person(connection, viewer);
  if (!person.ok() && person.error().code == "people.no_person") return found;
  if (!person.ok()) return std::move(person).error();
  auto teaching = TRY(own_teaching(connection, house, viewer, ask.today));
  json::array& coming = teaching.at("coming").as_array();
  if (coming.size() > classes_named) coming.resize(classes_named);
  found["teaching"] = std::move(coming);
  found["own"] = TRY(seats_of(connection, *person, ask));
  found["certificates"] = TRY(ending_certificates(connection, house, *person, ask.today));
  return found;
}

}  // namespace boai::training

// Classes as anybody finds them, and as a trainee sees her own.
#include "domains/people/port.hpp"
#include "domains/training/queries/parts.hpp"

namespace boai::training {

using store::Value;

Result<json::object> open_classes(store::Connection& connection, const unit::House& house,
                                  const OpenAsk& ask) {
  std::vector<Value> values{std::int64_t{ask.today.number()}, std::int64_t{ask.today.number()}};
  std::string sql =
      "SELECT c.id, c.title, c.course, s.name, s.region, c.place, c.start, c.exam_on, "
      "c.enrol_until, c.seats - c.taken, c.waiting FROM training_class c JOIN network_society s "
      "ON s.id = c.branch WHERE c.state IN ('published', 'enrolling') AND c.enrol_from <= ? AND "
      "c.enrol_until >= ?";
  if (!ask.region.empty()) {
    sql += " AND s.region >= ? AND s.region < ?";
    values.insert(values.end(), {ask.region, ask.region + ":"});  // ":" follows the digits
  }
  if (!ask.course.empty()) {
    sql += " AND c.course = ?";
    values.push_back(ask.course);
  }
  sql += " ORDER BY c.start, c.id LIMIT " + std::to_string(open_classes_shown + 1);
  json::array classes;
  TRY(connection.each(sql, values, [&](const store::RowView& row) {
    auto day = [&](int at) { return day_json(Day::from_number(row.number(at)).value_or(Day{})); };
    const Course* course = courses_of(house).find(row.text(2));
    classes.push_back(json::object{{"id", std::to_string(row.number(0))},
                                   {"title", row.text(1)},
                                   {"course", row.text(2)},
                                   {"course_name", course != nullptr ? course->name : ""},
                                   {"course_en", course != nullptr ? course->en : ""},
                                   {"society", row.text(3)},
                                   {"region", row.text(4)},
                                   {"place", row.text(5)},
                                   {"start", day(6)},
                                   {"exam_on", day(7)},
                                   {"until", day(8)},
                                   {"left", std::max<std::int64_t>(0, row.number(9))},
                                   {"waiting", row.number(10)}});
    return true;
  }));
  bool more = classes.size() > static_cast<std::size_t>(open_classes_shown);
  if (more) classes.pop_back();
  return json::object{{"classes", std::move(classes)}, {"more", more}};
}

namespace {

Result<json::object> own_class(store::Connection& connection, const Enrolment& enrolment) {
  auto classes = TRY(all_where<Class>(connection, "id = ?", enrolment.of_class.number));
  if (classes.empty()) return not_found("record.not_found");
  const Class& of_class = classes.front();
  Attended attended = TRY(attended_in(connection, of_class.id));
  auto said = TRY(all_where<Evaluation>(connection, "enrolment = ?", enrolment.id.number));
  return json::object{{"id", to_text(enrolment.id)},
                      {"class", to_text(of_class.id)},
                      {"title", of_class.title},
                      {"course", of_class.course},
                      {"place", of_class.place},
                      {"start", day_json(of_class.start)},
                      {"exam_on", day_json(of_class.exam_on)},
                      {"class_state", of_class.state},
                      {"state", enrolment.state},
                      {"queue", enrolment.queue},
                      {"sessions", sessions_json(attended.sessions)},
                      {"half_days", attended.row(enrolment.id)},
                      {"result", enrolment.result},
                      {"result_reason", enrolment.result_reason},
                      {"evaluated", !said.empty()},
                      {"code", attendance_code(enrolment.id)}};
}

}  // namespace

Result<json::object> own_classes(store::Connection& connection, const rights::Principal& viewer) {
  std::int64_t person = TRY(people::own_person(connection, viewer));
  json::array classes;
  for (const auto& enrolment :
       TRY(all_where<Enrolment>(connection, "person = ? ORDER BY id DESC", person))) {
    classes.push_back(TRY(own_class(connection, enrolment)));
  }
  return json::object{{"classes", std::move(classes)}};
}

}  // namespace boai::training

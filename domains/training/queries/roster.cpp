// The class as the phone and the paper sheet take it into the room.
#include <map>

#include "domains/training/queries/parts.hpp"

namespace boai::training {

using store::Value;

namespace {

// What becomes of the mark's person is said by her enrolment; here only who is called what.
Result<std::map<std::int64_t, std::string>> names_in_clear(store::Connection& connection,
                                                           std::string_view from,
                                                           Id<Class> of_class) {
  std::map<std::int64_t, std::string> names;
  Value values[] = {of_class.number};
  std::string sql = "SELECT id, name FROM people_person WHERE id IN (SELECT person FROM " +
                    std::string(from) + " WHERE class = ?)";
  TRY(connection.each(sql, values, [&](const store::RowView& row) {
    names[row.number(0)] = std::string(row.text(1));
    return true;
  }));
  return names;
}

json::array stations_json(const Syllabus& syllabus) {
  json::array stations;
  for (const Station& station : syllabus.stations) {
    json::array steps;
    for (const CheckStep& step : station.steps) {
      steps.push_back(json::object{{"name", step.name}, {"en", step.en}, {"must", step.must}});
    }
    stations.push_back(json::object{{"code", station.code},
                                    {"name", station.name},
                                    {"en", station.en},
                                    {"steps", std::move(steps)}});
  }
  return stations;
}

Result<json::array> examiners_of(store::Connection& connection, Id<Class> of_class,
                                 std::vector<std::int64_t>& persons) {
  auto names = TRY(names_in_clear(connection, Duty::type().table(), of_class));
  json::array examiners;
  for (const auto& duty :
       TRY(all_where<Duty>(connection, "class = ? ORDER BY id", of_class.number))) {
    if (duty.role != "examiner" || duty.state != "standing") continue;
    persons.push_back(duty.person.number);
    examiners.push_back(
        json::object{{"id", to_text(duty.id)}, {"name", names[duty.person.number]}});
  }
  return examiners;
}

Result<json::array> marks_of(store::Connection& connection, Id<Class> of_class) {
  json::array marks;
  for (const auto& mark :
       TRY(all_where<Mark>(connection, "class = ? ORDER BY id", of_class.number))) {
    marks.push_back(json::object{{"id", to_text(mark.id)},
                                 {"enrolment", to_text(mark.enrolment)},
                                 {"kind", mark.kind},
                                 {"item", mark.item},
                                 {"attempt", mark.attempt},
                                 {"score", mark.score},
                                 {"passed", mark.passed},
                                 {"missed", mark.missed}});
  }
  return marks;
}

}  // namespace

std::string attendance_code(Id<Enrolment> enrolment) { return "boai:e:" + to_text(enrolment); }

Result<Roster> class_roster(store::Connection& connection, const unit::House& house,
                            const rights::Principal& viewer, const Asked& asked) {
  auto reach = rights::reach_of(house.roles, viewer, "training.sign_in");
  auto of_class = TRY(seen<Class>(connection, reach, asked.id));
  Roster roster;
  json::object sheet = TRY(class_sheet(connection, house, viewer, asked));
  auto names = TRY(names_in_clear(connection, Enrolment::type().table(), of_class.id));
  std::map<std::string, std::int64_t> person_of;
  for (const auto& enrolment :
       TRY(all_where<Enrolment>(connection, "class = ?", of_class.id.number))) {
    person_of[to_text(enrolment.id)] = enrolment.person.number;
  }
  for (json::value& each : sheet.at("trainees").as_array()) {
    json::object& trainee = each.as_object();
    std::string id(trainee.at("id").as_string());
    std::int64_t person = person_of[id];
    trainee["name"] = names[person];
    trainee["code"] = attendance_code({std::stoll(id)});
    roster.persons.push_back(person);
  }
  const Course* course = TRY(course_of(house, of_class.course));
  const Syllabus* syllabus = course->version(of_class.syllabus);
  sheet["theory_pass"] = course->theory_pass;
  sheet["theory_attempts"] = course->theory_attempts;
  sheet["station_attempts"] = course->station_attempts;
  sheet["stations"] = syllabus != nullptr ? stations_json(*syllabus) : json::array();
  sheet["examiners"] = TRY(examiners_of(connection, of_class.id, roster.persons));
  sheet["marks"] = TRY(marks_of(connection, of_class.id));
  roster.sheet = json::serialize(sheet);
  return roster;
}

}  // namespace boai::training

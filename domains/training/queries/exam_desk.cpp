// The exam desk: who is let in, who writes, who is silent, who has what score.
#include <algorithm>
#include <boost/json.hpp>
#include <map>

#include "domains/training/commands/learning.hpp"
#include "domains/training/queries/learning.hpp"
#include "domains/training/queries/parts.hpp"
#include "domains/training/rules/class.hpp"

namespace boai::training {

namespace {

// How a sitting stands at the desk: submitted, writing, or silent since when.
Result<json::object> at_desk(store::Connection& connection, const Fairness& fairness,
                             const Sitting& sitting, Instant now) {
  Presence presence = TRY(presence_of(connection, "sitting", sitting.id.number));
  Instant seen = presence.seen_at ? presence.seen_at : sitting.started_at;
  bool silent = sitting.state == "writing" && lost(fairness, seen, now);
  std::int64_t answered = 0, asked = 0;
  for (const auto& answer : TRY(all_where<Answer>(connection, "sitting = ?", sitting.id.number))) {
    ++asked;
    if (!answer.chosen.empty()) ++answered;
  }
  return json::object{{"id", to_text(sitting.id)},
                      {"exam", to_text(sitting.exam)},
                      {"attempt", sitting.attempt},
                      {"state", silent ? "offline" : sitting.state},
                      {"seen_at", instant_json(seen)},
                      {"started_at", instant_json(sitting.started_at)},
                      {"ends_at", instant_json(ends_at(sitting))},
                      {"granted_s", sitting.granted_s},
                      {"extended_s", sitting.extended_s},
                      {"answered", answered},
                      {"asked", asked},
                      {"submitted_at", instant_json(sitting.submitted_at)},
                      {"ended_by", sitting.ended_by},
                      {"score", sitting.score},
                      {"passed", sitting.passed}};
}

struct Desk {
  store::Connection& connection;
  const unit::House& house;
  Class of_class;
  Instant now;
};

Result<json::value> standing_at(const Desk& desk, const Enrolment& enrolment) {
  auto progress = TRY(all_where<Progress>(desk.connection, "person = ?", enrolment.person.number));
  std::erase_if(progress,
                [&](const Progress& each) { return each.course != desk.of_class.course; });
  const Curriculum& curriculum = curriculum_of(desk.house);
  const LessonBook* book =
      curriculum.book_on(desk.of_class.course, desk.of_class.syllabus, desk.of_class.start);
  const Online* online = curriculum.online_on(desk.of_class.course, desk.of_class.start);
  auto admissions =
      TRY(all_where<Admission>(desk.connection, "enrolment = ?", enrolment.id.number));
  return json::value(standing_json(standing_of(online, learned_from(book, progress)), admissions));
}

Result<json::object> trainee_at(const Desk& desk, const Enrolment& enrolment,
                                const std::string& name) {
  json::array sittings, marks;
  for (const auto& each :
       TRY(all_where<Sitting>(desk.connection, "enrolment = ? ORDER BY id", enrolment.id.number))) {
    sittings.push_back(
        TRY(at_desk(desk.connection, curriculum_of(desk.house).fairness, each, desk.now)));
  }
  for (const auto& mark :
       TRY(all_where<Mark>(desk.connection, "enrolment = ? ORDER BY id", enrolment.id.number))) {
    if (mark.kind != "theory") continue;
    marks.push_back(
        json::object{{"attempt", mark.attempt}, {"score", mark.score}, {"passed", mark.passed}});
  }
  return json::object{
      {"id", to_text(enrolment.id)},     {"name", name},
      {"state", enrolment.state},        {"standing", TRY(standing_at(desk, enrolment))},
      {"sittings", std::move(sittings)}, {"marks", std::move(marks)}};
}

Result<json::array> trainees_at(const Desk& desk) {
  auto enrolments = TRY(all_where<Enrolment>(desk.connection, "class = ? ORDER BY queue, id",
                                             desk.of_class.id.number));
  std::erase_if(enrolments, [](const Enrolment& each) { return !holds_seat(each); });
  auto names = TRY(names_in<Enrolment>(desk.connection, desk.house, enrolments));
  json::array trainees;
  for (const Enrolment& each : enrolments) {
    trainees.push_back(TRY(trainee_at(desk, each, names[each.id.number])));
  }
  return trainees;
}

Result<json::array> examiners_at(const Desk& desk) {
  auto duties =
      TRY(all_where<Duty>(desk.connection, "class = ? ORDER BY id", desk.of_class.id.number));
  std::erase_if(duties, [](const Duty& each) { return each.state != "standing"; });
  auto names = TRY(names_in<Duty>(desk.connection, desk.house, duties));
  json::array examiners;
  for (const Duty& each : duties) {
    examiners.push_back(json::object{
        {"id", to_text(each.id)}, {"name", names[each.id.number]}, {"role", each.role}});
  }
  return examiners;
}

}  // namespace

Result<json::object> exam_desk(store::Connection& connection, const unit::House& house,
                               const rights::Principal& viewer, const AskedAt& asked) {
  Desk desk{connection, house, TRY(seen<Class>(connection, house, viewer, asked.id)), asked.now};
  json::array exams;
  for (const auto& exam :
       TRY(all_where<Exam>(connection, "class = ? ORDER BY id DESC", desk.of_class.id.number))) {
    exams.push_back(json::object{{"id", to_text(exam.id)},
                                 {"state", exam.state},
                                 {"opens_at", instant_json(exam.opens_at)},
                                 {"closes_at", instant_json(exam.closes_at)},
                                 {"blueprint", exam.blueprint},
                                 {"bank_state", exam.bank_state},
                                 {"reason", exam.reason}});
  }
  const Course* course = TRY(course_of(house, desk.of_class.course));
  const Blueprint* blueprint =
      curriculum_of(house).blueprint_on(desk.of_class.course, desk.of_class.exam_on);
  return json::object{{"class", json::object{{"id", to_text(desk.of_class.id)},
                                             {"title", desk.of_class.title},
                                             {"course", desk.of_class.course},
                                             {"state", desk.of_class.state},
                                             {"exam_on", to_text(desk.of_class.exam_on)},
                                             {"pass", course->theory_pass},
                                             {"attempts", course->theory_attempts},
                                             {"minutes", blueprint ? blueprint->minutes : 0}}},
                      {"now", instant_json(asked.now)},
                      {"exams", std::move(exams)},
                      {"trainees", TRY(trainees_at(desk))},
                      {"examiners", TRY(examiners_at(desk))}};
}

namespace {

constexpr const char* sql_silent =
    "SELECT s.id FROM training_sitting s LEFT JOIN training_presence p ON p.kind = 'sitting' AND "
    "p.subject = s.id WHERE s.state = 'writing' AND coalesce(p.seen_at, s.started_at) < ? AND "
    "s.started_at + 1000 * (s.minutes * 60 + s.extended_s + ? + ?) < ? ORDER BY s.id LIMIT 100";

}  // namespace

// The most that may be given back counts as given, so that nobody is asked for too early; which of
// them is over, the command says.
Result<std::vector<std::int64_t>> sittings_to_collect(store::Connection& connection,
                                                      const unit::House& house, Instant now) {
  const Fairness& fairness = curriculum_of(house).fairness;
  store::Value values[] = {now.milliseconds - fairness.lost_after_s * 1000, fairness.grant_s_max,
                           fairness.late_s, now.milliseconds};
  std::vector<std::int64_t> found;
  TRY(connection.each(sql_silent, values, [&](const store::RowView& row) {
    found.push_back(row.number(0));
    return true;
  }));
  return found;
}

}  // namespace boai::training

// The exam desk: who is let in, who writes, who is silent, who has what score; and one sitting with
// everything that gives its paper again.
#include <algorithm>
#include <boost/json.hpp>
#include <map>

#include "domains/training/commands/learning.hpp"
#include "domains/training/queries/learning.hpp"
#include "domains/training/queries/parts.hpp"
#include "domains/training/rules/class.hpp"
#include "kernel/lists/names.hpp"

namespace boai::training {

namespace {

json::value moment(Instant instant) {
  return instant ? json::value(to_text(instant)) : json::value();
}

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
                      {"seen_at", moment(seen)},
                      {"started_at", moment(sitting.started_at)},
                      {"ends_at", moment(ends_at(sitting))},
                      {"granted_s", sitting.granted_s},
                      {"extended_s", sitting.extended_s},
                      {"answered", answered},
                      {"asked", asked},
                      {"submitted_at", moment(sitting.submitted_at)},
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

template <typename T>
Result<std::map<std::int64_t, std::string>> names_in(const Desk& desk,
                                                     const std::vector<T>& records) {
  std::vector<record::Row> rows;
  for (const T& each : records) rows.push_back(record::to_row(each));
  lists::Names names = TRY(lists::names_of(desk.connection, desk.house, T::type(), rows));
  std::map<std::int64_t, std::string> called;
  const auto* by_person = names.by_field[static_cast<std::size_t>(T::type().index_of("person"))];
  for (const T& each : records) {
    bool known = by_person != nullptr && by_person->contains(each.person.number);
    called[each.id.number] = known ? by_person->at(each.person.number) : "";
  }
  return called;
}

Result<json::array> trainees_at(const Desk& desk) {
  auto enrolments = TRY(all_where<Enrolment>(desk.connection, "class = ? ORDER BY queue, id",
                                             desk.of_class.id.number));
  std::erase_if(enrolments, [](const Enrolment& each) { return !holds_seat(each); });
  auto names = TRY(names_in(desk, enrolments));
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
  auto names = TRY(names_in(desk, duties));
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
                                 {"opens_at", moment(exam.opens_at)},
                                 {"closes_at", moment(exam.closes_at)},
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
                      {"now", moment(asked.now)},
                      {"exams", std::move(exams)},
                      {"trainees", TRY(trainees_at(desk))},
                      {"examiners", TRY(examiners_at(desk))}};
}

namespace {

// The paper drawn once more, from what the sitting and the exam say alone.
Result<bool> drawn_again(store::Connection& connection, const unit::House& house,
                         const Sitting& sitting, const std::vector<Answer>& answers) {
  auto exams = TRY(all_where<Exam>(connection, "id = ?", sitting.exam.number));
  auto classes = TRY(all_where<Class>(connection, "id = ?", sitting.of_class.number));
  if (exams.empty() || classes.empty()) return false;
  const Exam& exam = exams.front();
  const Blueprint* blueprint =
      curriculum_of(house).blueprint(classes.front().course, exam.blueprint);
  if (blueprint == nullptr) return false;
  std::map<std::int64_t, std::string> codes;
  for (const auto& each : TRY(all_where<Question>(connection, "branch = ?", exam.bank.number))) {
    codes[each.id.number] = each.code;
  }
  std::vector<Drawable> candidates;
  for (const auto& each :
       TRY(all_where<QuestionEdition>(connection, "branch = ?", exam.bank.number))) {
    if (!each.in_bank(exam.bank_state)) continue;
    candidates.push_back(drawable_of(each, codes[each.question.number]));
  }
  Drawing drawing{.parts = blueprint->parts, .seed = seed_of(sitting.seed), .avoided = {}};
  for (const auto& each :
       TRY(all_where<Answer>(connection, "sitting = ?", sitting.earlier.number))) {
    drawing.avoided.insert(each.edition.number);
  }
  auto paper = TRY(draw(drawing, std::move(candidates)));
  bool same = paper.size() == answers.size();
  for (std::size_t at = 0; same && at < paper.size(); ++at) {
    const Answer& answer = answers[at];
    same = paper[at] == Drawn{answer.edition.number, answer.points, answer.shown};
  }
  return same;
}

}  // namespace

Result<json::object> sitting_sheet(store::Connection& connection, const unit::House& house,
                                   const rights::Principal& viewer, std::int64_t id) {
  auto sitting = TRY(seen<Sitting>(connection, house, viewer, id));
  auto answers = TRY(all_where<Answer>(connection, "sitting = ? ORDER BY ordinal", id));
  json::array given, silences;
  for (const Answer& each : answers) {
    given.push_back(json::object{{"ordinal", each.ordinal},
                                 {"edition", to_text(each.edition)},
                                 {"points", each.points},
                                 {"answered", !each.chosen.empty()},
                                 {"at", moment(each.at)}});
  }
  for (const auto& each : TRY(all_where<Interruption>(connection, "sitting = ? ORDER BY id", id))) {
    silences.push_back(json::object{
        {"from", moment(each.from)}, {"until", moment(each.until)}, {"granted_s", each.granted_s}});
  }
  return json::object{{"id", to_text(sitting.id)},
                      {"state", sitting.state},
                      {"seed", sitting.seed},
                      {"answers", std::move(given)},
                      {"interruptions", std::move(silences)},
                      {"same_paper", TRY(drawn_again(connection, house, sitting, answers))}};
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

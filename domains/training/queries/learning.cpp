// What a trainee sees of her own: her courses and lessons, her exam as it stands on the screen.
#include "domains/training/queries/learning.hpp"

#include <algorithm>
#include <boost/json.hpp>

#include "domains/training/commands/learning.hpp"
#include "domains/training/queries/parts.hpp"
#include "domains/training/rules/class.hpp"

namespace boai::training {

namespace {

bool learns(const Enrolment& enrolment) {
  return holds_seat(enrolment) || enrolment.state == "waiting";
}

// One of her courses: the seat, the class it is in, and the lessons that class is taught by.
struct Hers {
  Enrolment enrolment;
  Class of_class;
  const LessonBook* book = nullptr;
};
Result<std::vector<Hers>> courses_of_person(store::Connection& connection, const unit::House& house,
                                            Id<people::Person> person) {
  std::vector<Hers> hers;
  for (auto& enrolment :
       TRY(all_where<Enrolment>(connection, "person = ? ORDER BY id DESC", person.number))) {
    if (!learns(enrolment)) continue;
    for (auto& of_class : TRY(all_where<Class>(connection, "id = ?", enrolment.of_class.number))) {
      hers.push_back(
          {enrolment, of_class,
           curriculum_of(house).book_on(of_class.course, of_class.syllabus, of_class.start)});
    }
  }
  return hers;
}

Result<std::vector<Progress>> progress_in(store::Connection& connection, const Hers& hers) {
  auto progress = TRY(all_where<Progress>(connection, "person = ?", hers.enrolment.person.number));
  std::erase_if(progress,
                [&](const Progress& each) { return each.course != hers.of_class.course; });
  return progress;
}

// What is gathered in front of a page and not written down yet counts for her eyes too.
Outcome add_pending(store::Connection& connection, std::int64_t person,
                    std::vector<Progress>& progress) {
  Presence presence = TRY(presence_of(connection, "reader", person));
  for (Progress& each : progress) {
    if (each.id.number == presence.page) each.seconds += presence.pending_s;
  }
  return Done{};
}

json::array lessons_json(std::span<const Learned> learned) {
  json::array lessons;
  for (const Learned& each : learned) {
    lessons.push_back(json::object{{"code", each.lesson->code},
                                   {"title", each.lesson->title},
                                   {"en", each.lesson->en},
                                   {"minutes", each.lesson->minutes},
                                   {"seconds", seconds_counted(*each.lesson, each.seconds)},
                                   {"quiz", !each.lesson->quiz.empty()},
                                   {"quiz_passed", each.quiz_passed},
                                   {"done", lesson_done(each)}});
  }
  return lessons;
}

json::object sitting_json(const Sitting& sitting) {
  json::object shown{{"id", to_text(sitting.id)},
                     {"attempt", sitting.attempt},
                     {"state", sitting.state},
                     {"started_at", instant_json(sitting.started_at)},
                     {"ends_at", instant_json(ends_at(sitting))},
                     {"granted_s", sitting.granted_s},
                     {"extended_s", sitting.extended_s},
                     {"ended_by", sitting.ended_by}};
  if (sitting.state == "submitted") {
    shown["submitted_at"] = instant_json(sitting.submitted_at);
    shown["score"] = sitting.score;
    shown["passed"] = sitting.passed;
  }
  return shown;
}

Result<json::array> exams_json(store::Connection& connection, const Hers& hers) {
  json::array exams;
  for (const auto& exam :
       TRY(all_where<Exam>(connection, "class = ? ORDER BY id DESC", hers.of_class.id.number))) {
    json::array sittings;
    for (const auto& each :
         TRY(all_where<Sitting>(connection, "exam = ? ORDER BY id", exam.id.number))) {
      if (each.enrolment == hers.enrolment.id) sittings.push_back(sitting_json(each));
    }
    exams.push_back(json::object{{"id", to_text(exam.id)},
                                 {"state", exam.state},
                                 {"opens_at", instant_json(exam.opens_at)},
                                 {"closes_at", instant_json(exam.closes_at)},
                                 {"sittings", std::move(sittings)}});
  }
  return exams;
}

}  // namespace

json::object standing_json(const Standing& standing, const std::vector<Admission>& admissions) {
  bool excused = !admissions.empty();
  return {{"required", standing.required},
          {"admitted", standing.admitted || excused},
          {"excused", excused},
          {"reason", excused ? admissions.front().reason : ""},
          {"seconds", standing.seconds},
          {"seconds_needed", standing.seconds_needed},
          {"quizzes", standing.quizzes},
          {"quizzes_needed", standing.quizzes_needed}};
}

Result<json::object> own_learning(store::Connection& connection, const unit::House& house,
                                  const rights::Principal& viewer, Instant now) {
  Id<people::Person> person{TRY(people::own_person(connection, viewer))};
  json::array courses;
  for (const Hers& each : TRY(courses_of_person(connection, house, person))) {
    auto progress = TRY(progress_in(connection, each));
    TRY(add_pending(connection, person.number, progress));
    auto learned = learned_from(each.book, progress);
    const Online* online =
        curriculum_of(house).online_on(each.of_class.course, each.of_class.start);
    auto admissions =
        TRY(all_where<Admission>(connection, "enrolment = ?", each.enrolment.id.number));
    courses.push_back(
        json::object{{"enrolment", to_text(each.enrolment.id)},
                     {"title", each.of_class.title},
                     {"course", each.of_class.course},
                     {"place", each.of_class.place},
                     {"start", to_text(each.of_class.start)},
                     {"exam_on", to_text(each.of_class.exam_on)},
                     {"class_state", each.of_class.state},
                     {"state", each.enrolment.state},
                     {"result", each.enrolment.result},
                     {"standing", standing_json(standing_of(online, learned), admissions)},
                     {"lessons", lessons_json(learned)},
                     {"exams", TRY(exams_json(connection, each))}});
  }
  return json::object{{"now", instant_json(now)}, {"courses", std::move(courses)}};
}

namespace {

json::array quiz_json(const Lesson& lesson) {
  json::array quiz;
  for (const QuizQuestion& each : lesson.quiz) {
    json::array options;
    for (const std::string& option : each.options) options.push_back(json::value(option));
    quiz.push_back(
        json::object{{"kind", each.kind}, {"stem", each.stem}, {"options", std::move(options)}});
  }
  return quiz;
}

json::array texts_json(const std::vector<std::string>& texts) {
  json::array array;
  for (const std::string& text : texts) array.push_back(json::value(text));
  return array;
}

}  // namespace

Result<json::object> own_lesson(store::Connection& connection, const unit::House& house,
                                const rights::Principal& viewer, const Reading& reading) {
  Id<people::Person> person{TRY(people::own_person(connection, viewer))};
  for (const Hers& each : TRY(courses_of_person(connection, house, person))) {
    bool taught = each.of_class.course == reading.course && each.book != nullptr;
    const Lesson* lesson = taught ? each.book->find(reading.lesson) : nullptr;
    if (lesson == nullptr) continue;
    auto progress = TRY(progress_in(connection, each));
    TRY(add_pending(connection, person.number, progress));
    auto learned = learned_from(each.book, progress);
    auto at = std::ranges::find(learned, lesson, &Learned::lesson) - learned.begin();
    return json::object{{"lesson", lessons_json(learned)[static_cast<std::size_t>(at)]},
                        {"lessons", lessons_json(learned)},
                        {"text", texts_json(lesson->text)},
                        {"video", lesson->video},
                        {"picture", lesson->picture},
                        {"sources", texts_json(lesson->sources)},
                        {"quiz", quiz_json(*lesson)},
                        {"beat_s", curriculum_of(house).study.beat_s}};
  }
  return not_found("training.no_lesson", "lesson");
}

Outcome check_media(store::Connection& connection, const unit::House& house,
                    const rights::Principal& viewer, const std::string& file) {
  auto shows = [&](const Lesson& lesson) { return lesson.video == file || lesson.picture == file; };
  if (!rights::reach_of(house.roles, viewer, "training.read").none()) {
    for (const LessonBook& book : curriculum_of(house).books) {
      if (std::ranges::any_of(book.lessons, shows)) return Done{};
    }
    return not_found("training.no_lesson", "file");
  }
  Id<people::Person> person{TRY(people::own_person(connection, viewer))};
  for (const Hers& each : TRY(courses_of_person(connection, house, person))) {
    if (each.book != nullptr && std::ranges::any_of(each.book->lessons, shows)) return Done{};
  }
  return not_found("training.no_lesson", "file");
}

Result<json::object> own_sitting_sheet(store::Connection& connection, const unit::House& house,
                                       const rights::Principal& viewer, const AskedAt& asked) {
  Id<people::Person> person{TRY(people::own_person(connection, viewer))};
  auto sittings = TRY(all_where<Sitting>(connection, "id = ?", asked.id));
  if (sittings.empty()) return not_found("training.sitting.not_found");
  const Sitting& sitting = sittings.front();
  auto enrolments = TRY(all_where<Enrolment>(connection, "id = ?", sitting.enrolment.number));
  bool hers = !enrolments.empty() && enrolments.front().person == person;
  if (!hers) return not_found("training.sitting.not_found");
  json::object sheet = sitting_json(sitting);
  sheet["now"] = instant_json(asked.now);
  sheet["beat_s"] = curriculum_of(house).fairness.beat_s;
  sheet["grant_s_max"] = curriculum_of(house).fairness.grant_s_max;
  if (sitting.state != "writing" || asked.brief) return sheet;
  json::array questions;
  for (const auto& answer :
       TRY(all_where<Answer>(connection, "sitting = ? ORDER BY ordinal", sitting.id.number))) {
    questions.push_back(asked_json(TRY(edition_of(connection, answer)), answer));
  }
  sheet["questions"] = std::move(questions);
  return sheet;
}

}  // namespace boai::training

#include "domains/training/rules/course.hpp"

#include <algorithm>

namespace boai::training {

std::vector<std::string> words_of(std::string_view list) {
  std::vector<std::string> words;
  std::string word;
  for (char each : std::string(list) + ",") {
    if (each == ' ') continue;
    if (each != ',') {
      word += each;
    } else if (!word.empty()) {
      words.push_back(std::exchange(word, {}));
    }
  }
  return words;
}

const Station* Syllabus::station(std::string_view code) const {
  auto found = std::ranges::find(stations, code, &Station::code);
  return found == stations.end() ? nullptr : &*found;
}

const Syllabus* Course::on(Day day) const {
  for (const Syllabus& each : syllabuses) {
    if (each.from <= day && (!each.until || day <= each.until)) return &each;
  }
  return nullptr;
}

const Syllabus* Course::version(std::string_view wanted) const {
  auto found = std::ranges::find(syllabuses, wanted, &Syllabus::version);
  return found == syllabuses.end() ? nullptr : &*found;
}

const Course* Courses::find(std::string_view code) const {
  auto found = std::ranges::find(courses, code, &Course::code);
  return found == courses.end() ? nullptr : &*found;
}

const certificate::NumberForm& Courses::number_on(Day day) const {
  const DatedForm* standing = &forms.front();
  for (const DatedForm& form : forms) {
    if (form.since <= day) standing = &form;
  }
  return standing->form;
}

namespace {

Outcome check_syllabuses(const Course& course) {
  if (course.syllabuses.empty()) return invalid("pack.courses", course.code, "no syllabus");
  for (std::size_t one = 0; one < course.syllabuses.size(); ++one) {
    const Syllabus& earlier = course.syllabuses[one];
    if (earlier.half_days <= 0) return invalid("pack.courses", course.code, "half_days");
    if (one + 1 == course.syllabuses.size()) continue;
    bool apart = earlier.until && earlier.until < course.syllabuses[one + 1].from;
    if (!apart) return invalid("pack.courses", course.code, "syllabuses overlap");
  }
  return Done{};
}

Outcome check_course(const Courses& courses, const Course& course) {
  if (course.number.size() != 2) return invalid("pack.courses", course.code, "number");
  if (course.class_size <= 0) return invalid("pack.courses", course.code, "class_size");
  if (course.certificate && course.validity_months <= 0) {
    return invalid("pack.courses", course.code, "validity_months");
  }
  if (course.theory_pass < 0 || course.theory_pass > 100) {
    return invalid("pack.courses", course.code, "theory_pass");
  }
  for (const std::string& renewed : course.renews) {
    const Course* found = courses.find(renewed);
    bool good = found != nullptr && found->certificate && found->renews.empty();
    if (!good) return invalid("pack.courses", course.code, "renews " + renewed);
  }
  auto same = std::ranges::count(courses.courses, course.number, &Course::number);
  if (same > 1) return invalid("pack.courses", course.code, "number stands twice");
  return check_syllabuses(course);
}

}  // namespace

Outcome check(const Courses& courses) {
  if (courses.forms.empty()) return invalid("pack.courses", "forms");
  std::int64_t before = 0;
  for (const Rung& rung : courses.escalation) {
    bool known = rung.to == "own" || rung.to == "above" || rung.to == "top";
    if (!known || rung.days <= before) return invalid("pack.courses", "escalation", rung.to);
    before = rung.days;
  }
  for (const Course& course : courses.courses) TRY(check_course(courses, course));
  return Done{};
}

const Courses& courses_of(const unit::House& house) {
  return *std::any_cast<const std::shared_ptr<const Courses>&>(house.from_pack.at("training"));
}

Result<const Course*> course_of(const unit::House& house, std::string_view code) {
  const Course* course = courses_of(house).find(code);
  if (course == nullptr) return invalid("field.unknown_code", "course");
  return course;
}

Result<Day> last_day(const Course& course, Day day) {
  if (course.validity_months <= 0) return invalid("training.no_validity", "valid_until");
  return day.plus_months(static_cast<int>(course.validity_months)).plus_days(-1);
}

Outcome check_seats(const Course& course, std::int64_t seats) {
  if (seats > course.class_size) {
    return invalid("training.too_many_seats", "seats", std::to_string(course.class_size));
  }
  return Done{};
}

std::int64_t instructors_needed(const Course& course, std::int64_t seats) {
  if (course.practice_ratio <= 0) return 1;
  return std::max<std::int64_t>(1, (seats + course.practice_ratio - 1) / course.practice_ratio);
}

Outcome check_age(const Course& course, Day birthday, Day on) {
  if (course.minimum_age <= 0) return Done{};
  if (!birthday) return invalid("training.birthday_needed", "birthday");
  if (birthday.plus_months(static_cast<int>(course.minimum_age) * 12) > on) {
    return conflict("training.too_young", "birthday", std::to_string(course.minimum_age));
  }
  return Done{};
}

Outcome check_steps(const Station& station, std::string_view missed, bool passed) {
  for (const std::string& word : words_of(missed)) {
    auto number = parse_id_number(word);
    bool known =
        number && *number > 0 && *number <= static_cast<std::int64_t>(station.steps.size());
    if (!known) return invalid("training.no_step", "missed", word);
    const CheckStep& step = station.steps[static_cast<std::size_t>(*number - 1)];
    if (passed && step.must) return conflict("training.must_step", "missed", step.name);
  }
  return Done{};
}

std::int64_t rungs_reached(const Courses& courses, Day exam_on, Day today) {
  return std::ranges::count_if(
      courses.escalation, [&](const Rung& rung) { return exam_on.plus_days(rung.days) < today; });
}

}  // namespace boai::training

// What is taught, as the pack's training/courses.yaml says it, and the rules that follow from one
// course alone. Pure. Numbers: domain-rules §7, most of them CFG.
#pragma once

#include <memory>
#include <vector>

#include "engines/certificate/number.hpp"
#include "kernel/unit/unit.hpp"

namespace boai::training {

// One thing to be seen at a station; without a `must` nobody passes.
struct CheckStep {
  std::string name, en;
  bool must = false;
};
struct Station {
  std::string code, name, en;
  std::vector<CheckStep> steps = {};
};

// What is taught between two days; a class keeps the version it was planned with.
struct Syllabus {
  std::string version;
  Day from, until;  // until: the last day, or none
  std::int64_t hours_theory = 0, hours_practice = 0, half_days = 0;
  std::vector<std::string> items;
  std::vector<Station> stations;

  const Station* station(std::string_view code) const;
};

struct Course {
  std::string code, name, en;
  std::string number;  // two digits in a certificate's number
  bool certificate = false;
  std::int64_t validity_months = 0;
  std::int64_t renewal_days = 0;    // before the last day: due
  std::int64_t grace_days = 0;      // after it: may still be renewed
  std::int64_t minimum_age = 0;     // years on the first day of the class
  std::int64_t class_size = 0;      // seats at most
  std::int64_t practice_ratio = 0;  // trainees to an instructor; 0: any
  std::int64_t theory_pass = 0;     // 0: no theory exam
  std::int64_t theory_attempts = 1, station_attempts = 1;
  std::int64_t missed_half_days = 0, excused_half_days = 0;  // at most
  std::vector<std::string> renews;                           // courses a refresher renews
  std::vector<Syllabus> syllabuses;

  const Syllabus* on(Day day) const;
  const Syllabus* version(std::string_view version) const;
};

struct Rung {
  std::int64_t days = 0;  // after the exam
  std::string to;         // own, above, top
};

// What a certificate's number is made of, from a day on.
struct DatedForm {
  Day since;
  certificate::NumberForm form;
};

struct Courses {
  std::vector<DatedForm> forms;  // by their days
  std::int64_t clock_skew_s_max = 0;
  std::vector<Rung> escalation;
  std::vector<Course> courses;

  const Course* find(std::string_view code) const;
  // The form of that day, or the first one's before any.
  const certificate::NumberForm& number_on(Day day) const;
};

std::vector<std::string> words_of(std::string_view list);  // "a, b" → {a, b}

// From courses.yaml and certificate.yaml of the folder. Codes: pack.courses.
Result<Courses> read_courses(const std::string& folder);
Outcome check(const Courses& courses);

const Courses& courses_of(const unit::House& house);
// Codes: field.unknown_code.
Result<const Course*> course_of(const unit::House& house, std::string_view code);

// The last day of a certificate of that day. Codes: training.no_validity.
Result<Day> last_day(const Course& course, Day day);

// Seats and instructors a class needs. Codes: training.too_many_seats.
Outcome check_seats(const Course& course, std::int64_t seats);
std::int64_t instructors_needed(const Course& course, std::int64_t seats);

// Codes: training.birthday_needed, training.too_young.
Outcome check_age(const Course& course, Day birthday, Day on);

// Steps missed, as "2, 5" counted from 1. Codes: training.no_step; training.must_step, for a pass
// without one that must be seen.
Outcome check_steps(const Station& station, std::string_view missed, bool passed);

// How many rungs of the ladder are reached by today.
std::int64_t rungs_reached(const Courses& courses, Day exam_on, Day today);

}  // namespace boai::training

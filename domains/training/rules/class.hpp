// How a class goes from plan to archive, its half days, and what clashes. Pure.
#pragma once

#include <optional>
#include <span>

#include "domains/training/records/mark.hpp"
#include "domains/training/rules/course.hpp"

namespace boai::training {

// What is done to a class; each step knows from which states it may be taken.
enum class Step {
  plan,
  submit,
  publish,
  enrol,
  enrol_late,
  teach,
  move,
  cancel,
  close,
  reopen,
  issue,
  archive
};
// Codes: training.under_approval, training.not_approved, training.class_state.
Outcome may(Step step, std::string_view state);

struct HalfDay {
  Day day;
  std::string half;  // am, pm, evening

  auto operator<=>(const HalfDay&) const = default;
};
// What was typed, or morning after afternoon from the first day. In order of time.
// Codes: training.sessions, training.sessions_count, training.sessions_twice,
// training.before_start.
struct Timetable {
  std::string typed;
  Day start;
  std::int64_t half_days = 0;
};
Result<std::vector<HalfDay>> half_days_of(const Timetable& timetable);
bool clash(std::span<const HalfDay> one, std::span<const HalfDay> other);

// Enrolment is open from one day to another; beyond them only with a reason.
// Codes: training.enrolment_not_open, training.enrolment_closed.
Outcome check_enrolment_days(const Class& of_class, Day today, const std::string& reason);

bool holds_seat(const Enrolment& enrolment);  // enrolled or confirmed

// When a sign-in took place, from three clocks.
struct Clocks {
  Instant scanned, sent;  // by the device; none: now
  Instant received;       // here
};
struct Seen {
  Instant at;  // put right by how the device's clock is off
  std::int64_t skew_s = 0;
  std::string flag;  // sign_in_flag: clock_skew, other_day
};
// Codes: training.device_clock.
Result<Seen> seen_at(const Clocks& clocks, Day session, std::int64_t skew_s_max);

// What one trainee has to show at the end.
struct Showing {
  std::int64_t present = 0, excused = 0;
  std::vector<Mark> marks;
  bool passed_elsewhere = false;  // another class at the same time
};
struct Verdict {
  std::string result;  // enrolment_result: passed, failed, absent
  std::string reason;  // result_reason: attendance, theory, station, overlap
};
Verdict verdict(const Course& course, const Syllabus& syllabus, const Showing& showing);

// Two examiners of this class who differ, and neither is the trainee.
// Codes: training.not_examiner, training.same_examiner, training.own_exam.
struct Examining {
  Id<Class> of_class;
  Id<people::Person> trainee;
};
Outcome check_examiner(const Examining& examining, const Duty& examiner);
Outcome check_examiners(const Examining& examining, const Duty& one, const Duty& other);

// Codes: training.no_attempt_left, training.passed_already.
Outcome check_attempt(std::span<const Mark> earlier, std::int64_t attempts_max);

}  // namespace boai::training

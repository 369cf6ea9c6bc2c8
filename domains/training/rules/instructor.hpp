// An instructor's records as the engine reads them, the hours a class gives, and who is put before
// a class: qualified, authorised there, free, near. Pure.
#pragma once

#include <optional>

#include "domains/training/records/instructor.hpp"
#include "domains/training/rules/class.hpp"
#include "engines/geo/distance.hpp"
#include "engines/qualification/qualification.hpp"

namespace boai::training {

// Which level a course asks for, from a day on (training/assignment.yaml).
struct AssignmentEdition {
  Day since;
  std::vector<std::pair<std::string, std::string>> levels;  // course → level
  std::int64_t near_km = 0, far_km = 0;

  std::string_view level_for(std::string_view course) const;  // "" for none
};
struct InstructorRules {
  qualification::Rules qualification;
  std::vector<AssignmentEdition> assignment;  // by since

  const AssignmentEdition& on(Day day) const;
};
// From instructors.yaml and assignment.yaml of the pack; also makes the code table
// instructor_level. Codes: pack.instructors, qualification.rules.
Outcome settle_instructors(unit::House& house, const std::string& folder);
Result<std::vector<AssignmentEdition>> read_assignment(std::string_view yaml);
const InstructorRules& instructor_rules(const unit::House& house);

std::vector<qualification::Fact> facts_of(std::span<const InstructorFact> records);

// What each kind of fact has to say. Codes: field.required, training.fact_amount,
// training.day_in_future, training.fact_until, field.unknown_code, training.region_code.
Outcome check_fact(const RecordFact& fact, const qualification::Rules& rules, Day today);

// The hours of a class's days, by the syllabus: its hours lie evenly on its half days, whole hours
// each day, and together they are all of them.
struct DayHours {
  Day day;
  std::int64_t hours = 0;

  bool operator==(const DayHours&) const = default;
};
std::vector<DayHours> hours_given(const Syllabus& syllabus, std::span<const HalfDay> whole,
                                  std::span<const HalfDay> taught);

// Hours taught a year, and what the rule of that year asks.
struct YearHours {
  int year = 0;
  int taught = 0, asked = 0;

  bool operator==(const YearHours&) const = default;
};
std::vector<YearHours> hours_a_year(const qualification::Rules& rules,
                                    const std::vector<qualification::Fact>& facts, Day today);

bool away(std::span<const Unavailability> absences, const HalfDay& half_day);

// Everything that is asked of who shall teach these half days.
struct Teacher {
  std::vector<qualification::Fact> facts;
  std::vector<Unavailability> absences;
};
struct Post {
  std::string course, region;  // region: six digits
  std::vector<HalfDay> half_days;
};
// Codes, the weightiest first: training.not_qualified, training.level_too_low,
// training.not_authorised, training.unavailable; the detail names the day.
Outcome check_teacher(const InstructorRules& rules, const Teacher& teacher, const Post& post);

// A candidate as the desk sees her. `fault` is what check_teacher or busyness says, "" for none.
struct Candidate {
  std::int64_t instructor = 0;
  std::string fault;
  std::optional<std::int64_t> distance_km;
  std::int64_t classes_this_year = 0;
};
// Who may comes first; then the nearer, an unknown distance last; then who has taught less.
void rank(std::vector<Candidate>& candidates);

}  // namespace boai::training

// What the handlers of learning and of exams ask of each other.
#pragma once

#include "domains/training/records/exam.hpp"
#include "domains/training/records/study.hpp"
#include "domains/training/rules/study.hpp"

namespace boai::training {

// When something last showed a sign of life. Not a record: it changes every few seconds and says
// nothing once it is over. What follows from it, minutes learned or time given back, is one.
struct Presence {
  std::string kind;  // "sitting", or "reader" for a person in front of a lesson
  std::int64_t subject = 0;
  Instant seen_at;
  std::int64_t page = 0;       // of a reader: her progress
  std::int64_t pending_s = 0;  // of a reader: earned and not written down yet
};
Result<Presence> presence_of(store::Connection& connection, std::string_view kind,
                             std::int64_t subject);
void keep(unit::Context& context, const Presence& presence);

// Codes: training.not_admitted.
Outcome check_admitted(unit::Context& context, const Class& of_class, const Enrolment& enrolment);

// Writes the theory mark by the rules of every theory mark. Codes: those of training.mark_theory.
struct TheoryResult {
  std::int64_t score = 0;
  Id<Duty> examiner;
};
Result<Mark> record_theory(unit::Context& context, const Enrolment& enrolment,
                           const TheoryResult& result);

// Marks what is there, and ends the sitting.
Outcome finish(unit::Context& context, Sitting& sitting, std::string_view ended_by);
Result<std::vector<Sitting>> still_writing(unit::Context& context, Id<Exam> exam);

// Every edition that stood in the bank in that state.
Result<std::vector<Drawable>> bank_at(unit::Context& context, Id<Branch> bank, std::int64_t state);

}  // namespace boai::training

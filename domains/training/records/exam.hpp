// The theory exam on the phone: a window for a class, one sitting a trainee and attempt, one answer
// a question, and the time given back for a lost connection.
#pragma once

#include "domains/training/records/mark.hpp"
#include "domains/training/records/question.hpp"
#include "kernel/identity/identity.hpp"

namespace boai::training {

struct Sitting;

struct Exam {
  Id<Exam> id;
  std::int64_t version = 0;
  Id<Class> of_class;
  Id<Branch> branch;
  Id<Duty> examiner;  // in whose name the marks stand
  Instant opens_at, closes_at;
  std::string blueprint;  // its version in exams.yaml
  Id<Branch> bank;        // the society whose bank it draws from
  std::int64_t bank_state = 0;
  std::string state;  // exam_state: open, closed
  std::string account;
  std::string reason;  // of a closing while somebody wrote

  static const record::Type& type();
};

// One attempt of one trainee. Seed, bank and its state, blueprint and the sitting before give her
// paper again, whatever becomes of the bank (rules/paper.hpp).
struct Sitting {
  Id<Sitting> id;
  std::int64_t version = 0;
  Id<Exam> exam;
  Id<Class> of_class;
  Id<Branch> branch;
  Id<Enrolment> enrolment;
  std::int64_t attempt = 0;
  std::string seed;     // 16 hexadecimal digits
  Id<Sitting> earlier;  // whose questions this paper avoids as far as it can
  std::string state;    // sitting_state: writing, submitted
  Instant started_at;
  std::int64_t minutes = 0;     // by the blueprint
  std::int64_t granted_s = 0;   // given back for lost connections
  std::int64_t extended_s = 0;  // by the examiner
  Instant submitted_at;
  std::string ended_by;  // sitting_end: herself, time, examiner
  std::int64_t score = 0;
  bool passed = false;
  Id<Mark> mark;
  std::string reason;  // of the last extension

  static const record::Type& type();
};

// One question of her paper, and what she chose: in the letters of the edition, not of the screen.
// All of them are written at the start, so that the paper need not be drawn for every answer.
struct Answer {
  Id<Answer> id;
  std::int64_t version = 0;
  Id<Sitting> sitting;
  Id<Branch> branch;
  Id<QuestionEdition> edition;
  std::int64_t ordinal = 0;  // its place in her paper, from 1
  std::int64_t points = 0;
  std::string shown;          // the edition's letters in the order of the screen
  std::string chosen;         // "" : none
  std::int64_t sequence = 0;  // by the phone: the last word counts, however late an earlier comes
  Instant at;
  bool marked = false;  // after submission
  bool correct = false;

  static const record::Type& type();
};

// Silence between two signs of life, and the time given back for it.
struct Interruption {
  Id<Interruption> id;
  std::int64_t version = 0;
  Id<Sitting> sitting;
  Id<Branch> branch;
  Instant from, until;
  std::int64_t granted_s = 0;

  static const record::Type& type();
};

struct OpenExam {
  static constexpr std::string_view right = "training.examine";
  Id<Class> of_class;
  Id<Duty> examiner;
  Instant opens_at;        // now, when not given
  std::int64_t hours = 0;  // how long one may begin; by the blueprint when not given
  static constexpr auto subject = &OpenExam::of_class;
  static std::span<const record::Field> fields();
};
struct CloseExam {
  static constexpr std::string_view right = "training.examine";
  Id<Exam> exam;
  std::string reason;  // needed while somebody writes; what is there is taken in
  static constexpr auto subject = &CloseExam::exam;
  static std::span<const record::Field> fields();
};
struct ExtendSitting {
  static constexpr std::string_view right = "training.examine";
  Id<Sitting> sitting;
  std::int64_t minutes = 0;
  std::string reason;
  static constexpr auto subject = &ExtendSitting::sitting;
  static std::span<const record::Field> fields();
};
// A trainee's own: the account says who she is.
struct StartSitting {
  static constexpr std::string_view right = "self";
  Id<identity::Account> account;
  Id<Exam> exam;
  static constexpr auto subject = &StartSitting::account;
  static std::span<const record::Field> fields();
};
struct GiveAnswer {
  static constexpr std::string_view right = "self";
  Id<identity::Account> account;
  Id<Sitting> sitting;
  std::int64_t ordinal = 0;
  std::string chosen;  // letters as they stand on the screen
  std::int64_t sequence = 0;
  static constexpr auto subject = &GiveAnswer::account;
  static std::span<const record::Field> fields();
};
struct SubmitSitting {
  static constexpr std::string_view right = "self";
  Id<identity::Account> account;
  Id<Sitting> sitting;
  static constexpr auto subject = &SubmitSitting::account;
  static std::span<const record::Field> fields();
};
// Takes in what is there of a sitting whose time is over; refused before.
struct CollectSitting {
  static constexpr std::string_view right = "training.escalate";
  Id<Sitting> sitting;
  static constexpr auto subject = &CollectSitting::sitting;
  static std::span<const record::Field> fields();
};

Result<Exam> handle(unit::Context&, Class, const OpenExam&);
Result<Exam> handle(unit::Context&, Exam, const CloseExam&);
Result<Sitting> handle(unit::Context&, Sitting, const ExtendSitting&);
Result<Sitting> handle(unit::Context&, identity::Account, const StartSitting&);
Result<Answer> handle(unit::Context&, identity::Account, const GiveAnswer&);
Result<Sitting> handle(unit::Context&, identity::Account, const SubmitSitting&);
Result<Sitting> handle(unit::Context&, Sitting, const CollectSitting&);

}  // namespace boai::training

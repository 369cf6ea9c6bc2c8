// Learning online: how far a trainee is in each lesson, and who is let in to the exam without it.
#pragma once

#include "domains/training/records/enrolment.hpp"
#include "kernel/identity/identity.hpp"

namespace boai::training {

// Of a person, a course's lesson and the version of its text. It belongs to the society of the
// class for which she began it, and counts for every later class of the course.
struct Progress {
  Id<Progress> id;
  std::int64_t version = 0;
  Id<people::Person> person;
  Id<Branch> branch;
  Id<Enrolment> enrolment;
  std::string course, lesson, edition;
  std::int64_t seconds = 0;  // by our own clock, as last written down
  std::int64_t quiz_tries = 0;
  Instant quiz_passed_at;
  Instant done_at;  // minutes reached and quiz passed

  static const record::Type& type();
};

// Let in without having learned online: somebody who learned on paper.
struct Admission {
  Id<Admission> id;
  std::int64_t version = 0;
  Id<Class> of_class;
  Id<Branch> branch;
  Id<Enrolment> enrolment;
  std::string reason;
  std::string account;
  Instant at;

  static const record::Type& type();
};

struct AnswerQuiz {
  static constexpr std::string_view right = "self";
  Id<identity::Account> account;
  std::string course, lesson;
  std::string answers;  // one group of letters a question: "A,BC,A"
  static constexpr auto subject = &AnswerQuiz::account;
  static std::span<const record::Field> fields();
};
struct Admit {
  static constexpr std::string_view right = "training.enrol";
  Id<Enrolment> enrolment;
  std::string reason;
  static constexpr auto subject = &Admit::enrolment;
  static std::span<const record::Field> fields();
};

Result<Progress> handle(unit::Context&, identity::Account, const AnswerQuiz&);
Result<Admission> handle(unit::Context&, Enrolment, const Admit&);

}  // namespace boai::training

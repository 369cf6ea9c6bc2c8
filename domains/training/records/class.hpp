// A class: planned, approved by another, published, enrolled, taught, examined, certified,
// archived; its half days, and who teaches and examines.
#pragma once

#include "domains/people/port.hpp"
#include "kernel/matters/matters.hpp"

namespace boai::training {

using branch::Branch;

struct Instructor;

struct Class {
  Id<Class> id;
  std::int64_t version = 0;
  Id<Branch> branch;
  std::string title, course, syllabus, setting, place;
  Day start, finish, exam_on;  // finish: the last half day's
  Day enrol_from, enrol_until;
  std::int64_t seats = 0, taken = 0, waiting = 0;
  std::string state;         // class_state
  std::string account;       // who planned it last
  std::string submitted_by;  // who asked for approval
  std::string approved_by;
  std::string reason;  // of the last return, move, cancelling or reopening
  Day published_on, closed_on, certified_on, archived_on;
  std::int64_t passed = 0;     // trainees
  std::int64_t escalated = 0;  // rungs of the ladder

  static const record::Type& type();
};

struct Session {
  Id<Session> id;
  std::int64_t version = 0;
  Id<Class> of_class;
  Id<Branch> branch;
  std::int64_t ordinal = 0;  // 1 …
  Day day;
  std::string half;  // half_day
  std::string place;

  static const record::Type& type();
};

// Who teaches or examines a class, or one half day of it.
struct Duty {
  Id<Duty> id;
  std::int64_t version = 0;
  Id<Class> of_class;
  Id<Branch> branch;
  Id<Session> session;  // none: the whole class
  Id<people::Person> person;
  std::string role;             // duty_role
  std::string state;            // duty_state
  std::string override_reason;  // why she may, although a rule says she may not

  static const record::Type& type();
};

// Again with the same society and title: the plan changes, as long as nobody approves it yet.
struct PlanClass {
  static constexpr std::string_view right = "training.plan";
  Id<Branch> branch;
  std::string title, course, setting, place;
  Day start;
  std::string sessions;  // "2026-12-01 am, 2026-12-01 pm"; else one after the other from start
  Day exam_on;           // else the last half day's
  Day enrol_from, enrol_until;  // else today, and the eve of the first day
  std::int64_t seats = 0;
  static constexpr auto subject = &PlanClass::branch;
  static std::span<const record::Field> fields();
};
struct SubmitClass {
  static constexpr std::string_view right = "training.plan";
  Id<Class> of_class;
  static constexpr auto subject = &SubmitClass::of_class;
  static std::span<const record::Field> fields();
};
struct PublishClass {
  static constexpr std::string_view right = "training.plan";
  Id<Class> of_class;
  static constexpr auto subject = &PublishClass::of_class;
  static std::span<const record::Field> fields();
};
struct MoveClass {
  static constexpr std::string_view right = "training.plan";
  Id<Class> of_class;
  Day start;
  std::string sessions, place;
  Day exam_on;
  std::string reason;
  static constexpr auto subject = &MoveClass::of_class;
  static std::span<const record::Field> fields();
};
struct CancelClass {
  static constexpr std::string_view right = "training.plan";
  Id<Class> of_class;
  std::string reason;
  static constexpr auto subject = &CancelClass::of_class;
  static std::span<const record::Field> fields();
};
struct ArchiveClass {
  static constexpr std::string_view right = "training.plan";
  Id<Class> of_class;
  static constexpr auto subject = &ArchiveClass::of_class;
  static std::span<const record::Field> fields();
};
struct AssignDuty {
  static constexpr std::string_view right = "training.plan";
  Id<Class> of_class;
  Id<Session> session;
  std::string role;
  Id<Instructor> instructor;  // known to us, or else by her papers
  std::string name, document_kind = "resident_id", document_number;
  std::string override_reason;
  static constexpr auto subject = &AssignDuty::of_class;
  static std::span<const record::Field> fields();
};
struct ReleaseDuty {
  static constexpr std::string_view right = "training.plan";
  Id<Duty> duty;
  static constexpr auto subject = &ReleaseDuty::duty;
  static std::span<const record::Field> fields();
};
// Puts what is late before the next post; run every day for the province, harmless when repeated.
struct Escalate {
  static constexpr std::string_view right = "training.escalate";
  Id<Branch> branch;
  static constexpr auto subject = &Escalate::branch;
  static std::span<const record::Field> fields();
};

Result<Class> handle(unit::Context&, Branch, const PlanClass&);
Result<Class> handle(unit::Context&, Class, const SubmitClass&);
Result<Class> handle(unit::Context&, Class, const PublishClass&);
Result<Class> handle(unit::Context&, Class, const MoveClass&);
Result<Class> handle(unit::Context&, Class, const CancelClass&);
Result<Class> handle(unit::Context&, Class, const ArchiveClass&);
Result<Duty> handle(unit::Context&, Class, const AssignDuty&);
Result<Duty> handle(unit::Context&, Duty, const ReleaseDuty&);
Result<Branch> handle(unit::Context&, Branch, const Escalate&);

Outcome class_decided(unit::Context& context, std::int64_t matter);
Outcome lateness_asked(unit::Context& context, std::int64_t matter);

}  // namespace boai::training

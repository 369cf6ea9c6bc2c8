// Marks of the theory exam and the practical stations, each with its author and moment; and what
// becomes of a class by them.
#pragma once

#include "domains/training/records/enrolment.hpp"

namespace boai::training {

struct Mark {
  Id<Mark> id;
  std::int64_t version = 0;
  Id<Class> of_class;
  Id<Branch> branch;
  Id<Enrolment> enrolment;
  std::string kind;  // mark_kind: theory, station
  std::string item;  // the station's code
  std::int64_t attempt = 0;
  std::int64_t score = 0;  // of theory
  bool passed = false;
  std::string missed;  // steps of the station not seen: "2, 5"
  Id<Duty> examiner, second_examiner;
  std::string account;
  Instant at;
  std::string reason;  // of a correction

  static const record::Type& type();
};

struct MarkTheory {
  static constexpr std::string_view right = "training.examine";
  Id<Enrolment> enrolment;
  std::int64_t score = 0;
  Id<Duty> examiner;
  static constexpr auto subject = &MarkTheory::enrolment;
  static std::span<const record::Field> fields();
};
struct MarkStation {
  static constexpr std::string_view right = "training.examine";
  Id<Enrolment> enrolment;
  std::string station;
  bool passed = false;
  std::string missed;
  Id<Duty> examiner, second_examiner;
  static constexpr auto subject = &MarkStation::enrolment;
  static std::span<const record::Field> fields();
};
// A mark typed wrongly, before the marks are closed.
struct CorrectMark {
  static constexpr std::string_view right = "training.examine";
  Id<Mark> mark;
  std::int64_t score = 0;
  bool passed = false;
  std::string reason;
  static constexpr auto subject = &CorrectMark::mark;
  static std::span<const record::Field> fields();
};
// Every trainee gets her result; who was there counts as trained.
struct CloseMarks {
  static constexpr std::string_view right = "training.record";
  Id<Class> of_class;
  static constexpr auto subject = &CloseMarks::of_class;
  static std::span<const record::Field> fields();
};
// Closed too early, or with a mistake in it: the class runs again, and its marks can be put right.
// Results, who counts as trained and the hours taught are taken back until it is closed again.
struct ReopenMarks {
  static constexpr std::string_view right = "training.record";
  Id<Class> of_class;
  std::string reason;
  static constexpr auto subject = &ReopenMarks::of_class;
  static std::span<const record::Field> fields();
};
// A certificate for each who passed.
struct IssueClass {
  static constexpr std::string_view right = "training.certify";
  Id<Class> of_class;
  static constexpr auto subject = &IssueClass::of_class;
  static std::span<const record::Field> fields();
};

Result<Mark> handle(unit::Context&, Enrolment, const MarkTheory&);
Result<Mark> handle(unit::Context&, Enrolment, const MarkStation&);
Result<Mark> handle(unit::Context&, Mark, const CorrectMark&);
Result<Class> handle(unit::Context&, Class, const CloseMarks&);
Result<Class> handle(unit::Context&, Class, const ReopenMarks&);
Result<Class> handle(unit::Context&, Class, const IssueClass&);

}  // namespace boai::training

// Instructors 师资: who they are, dated facts about them, when they cannot come. May she teach on a
// day? follows from the facts alone (engines/qualification); no state is kept.
#pragma once

#include "domains/training/records/class.hpp"
#include "kernel/identity/identity.hpp"

namespace boai::training {

struct Instructor {
  Id<Instructor> id;
  std::int64_t version = 0;
  Id<Branch> branch;  // of registration
  Id<people::Person> person;
  std::string longitude, latitude;  // where she sets out from, WGS-84; "" for not known
  std::string account;              // who registered her

  static const record::Type& type();
};

// Never changed but for `voided`: one that was wrong is struck by another.
struct InstructorFact {
  Id<InstructorFact> id;
  std::int64_t version = 0;
  Id<Instructor> instructor;
  Id<Branch> branch;
  Day day;           // when it happened
  std::string what;  // instructor_fact
  std::int64_t amount = 0;
  std::string level, region;
  Day until;
  Id<InstructorFact> struck;  // the one this strikes
  bool voided = false;        // struck itself
  std::string way;            // fact_way: hand, class, outside
  Id<Class> of_class;
  std::string source;  // the document, or the reason
  Day recorded;
  std::string account;

  static const record::Type& type();
};

// From a day to a day she cannot come, or only not in one half of them.
struct Unavailability {
  Id<Unavailability> id;
  std::int64_t version = 0;
  Id<Instructor> instructor;
  Id<Branch> branch;
  Day since, until;
  std::string half;   // half_day, "" for the whole day
  std::string state;  // unavailability_state: standing, withdrawn
  std::string account;

  static const record::Type& type();
};

// Again for the same person and society: only where she sets out from is changed.
struct RegisterInstructor {
  static constexpr std::string_view right = "training.instructors";
  Id<Branch> branch;
  std::string name, document_kind = "resident_id", document_number, phone;
  std::string longitude, latitude;
  static constexpr auto subject = &RegisterInstructor::branch;
  static std::span<const record::Field> fields();
};
// Some facts ask for more than the right to keep the file: instructor_fact names it.
struct RecordFact {
  static constexpr std::string_view right = "training.instructors";
  Id<Instructor> instructor;
  Day day;
  std::string what;
  std::int64_t amount = 0;  // hours trained or taught, days retrained
  std::string level, region;
  Day until;
  std::string way = "hand";
  std::string source;
  static constexpr auto subject = &RecordFact::instructor;
  static std::span<const record::Field> fields();
};
struct StrikeFact {
  static constexpr std::string_view right = "training.instructors";
  Id<InstructorFact> fact;
  std::string reason;
  static constexpr auto subject = &StrikeFact::fact;
  static std::span<const record::Field> fields();
};
struct SetUnavailable {
  static constexpr std::string_view right = "training.instructors";
  Id<Instructor> instructor;
  Day since, until;
  std::string half;
  static constexpr auto subject = &SetUnavailable::instructor;
  static std::span<const record::Field> fields();
};
struct WithdrawUnavailability {
  static constexpr std::string_view right = "training.instructors";
  Id<Unavailability> unavailability;
  static constexpr auto subject = &WithdrawUnavailability::unavailability;
  static std::span<const record::Field> fields();
};
// By herself, from her own account.
struct SetOwnUnavailable {
  static constexpr std::string_view right = "self";
  Id<identity::Account> account;
  Day since, until;
  std::string half;
  static constexpr auto subject = &SetOwnUnavailable::account;
  static std::span<const record::Field> fields();
};
struct WithdrawOwnUnavailability {
  static constexpr std::string_view right = "self";
  Id<identity::Account> account;
  Id<Unavailability> unavailability;
  static constexpr auto subject = &WithdrawOwnUnavailability::account;
  static std::span<const record::Field> fields();
};

Result<Instructor> handle(unit::Context&, Branch, const RegisterInstructor&);
Result<InstructorFact> handle(unit::Context&, Instructor, const RecordFact&);
Result<InstructorFact> handle(unit::Context&, InstructorFact, const StrikeFact&);
Result<Unavailability> handle(unit::Context&, Instructor, const SetUnavailable&);
Result<Unavailability> handle(unit::Context&, Unavailability, const WithdrawUnavailability&);
Result<Unavailability> handle(unit::Context&, identity::Account, const SetOwnUnavailable&);
Result<Unavailability> handle(unit::Context&, identity::Account, const WithdrawOwnUnavailability&);

}  // namespace boai::training

// Attendances and certificates, holding only the person's id: what is counted. Classes stand in
// records/.
#pragma once

#include "domains/people/port.hpp"

namespace boai::training {

using branch::Branch;

struct Class;
struct Decree;

struct Attendance {
  Id<Attendance> id;
  std::int64_t version = 0;
  Id<Branch> branch;
  Id<people::Person> person;
  std::string course;
  std::string setting;  // one of the five settings
  std::string occupation;
  Day day;
  bool passed = true;

  static const record::Type& type();
};

struct Certificate {
  Id<Certificate> id;
  std::int64_t version = 0;
  Id<Branch> branch;
  Id<people::Person> person;
  std::string number;
  std::string course;
  std::string setting;
  std::string occupation;
  Day day;           // of issue, which is the day of the exam
  Day valid_until;   // the last day as it stands: valid_until_of(…) in rules/certificate.hpp
  Day issued_until;  // as issued, once something has changed it
  Day extended_until;
  Id<Decree> decree;  // that extended it last
  Day ended_on;       // the first day it no longer holds: renewed, else revoked
  Id<Certificate> renews, renewed_by;
  std::optional<std::int64_t> edition;  // how often it was reissued
  Id<Class> of_class;
  Day signed_on;          // of the code that stands on the paper; none: recorded from a list
  std::string signed_by;  // the key's id
  std::string code;       // the text of its QR code, without the address

  static const record::Type& type();
};

struct Attend {
  static constexpr std::string_view right = "training.record";
  Id<Branch> branch;
  std::string name, document_kind = "resident_id", document_number;
  std::string course, setting, occupation;
  Day day;
  bool passed = true;
  static constexpr auto subject = &Attend::branch;
  static std::span<const record::Field> fields();
};
struct Certify {
  static constexpr std::string_view right = "training.certify";
  Id<Branch> branch;
  std::string number;
  std::string name, document_kind = "resident_id", document_number;
  std::string course, setting, occupation;
  Day day;
  Day valid_until;  // by the course's validity when not given
  static constexpr auto subject = &Certify::branch;
  static std::span<const record::Field> fields();
};

Result<Attendance> handle(unit::Context&, Branch, const Attend&);
Result<Certificate> handle(unit::Context&, Branch, const Certify&);

// Nobody is trained tomorrow, and a certificate does not end before it begins.
Outcome check_days(Day day, Day valid_until, Day today);

}  // namespace boai::training

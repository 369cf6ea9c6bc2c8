// Who wants a seat, has one, waits for one; who was there each half day; who must still be told.
#pragma once

#include "domains/training/records/class.hpp"

namespace boai::training {

struct Certificate;

struct Enrolment {
  Id<Enrolment> id;
  std::int64_t version = 0;
  Id<Class> of_class;
  Id<Branch> branch;
  Id<people::Person> person;
  std::string state;  // enrolment_state
  std::string way;    // enrolment_way
  std::string occupation;
  std::int64_t queue = 0;  // place in the order of asking
  Instant at;
  std::string account;    // who enrolled her
  Id<Class> other_class;  // moved to, or moved from
  std::string reason;
  std::int64_t present = 0, excused = 0;  // half days
  std::string result;                     // enrolment_result
  std::string result_reason;              // result_reason
  Id<Certificate> certificate;

  static const record::Type& type();
};

// One half day of one trainee: present, or excused with a reason. Absent is who has none.
struct SignIn {
  Id<SignIn> id;
  std::int64_t version = 0;
  Id<Session> session;
  Id<Class> of_class;
  Id<Branch> branch;
  Id<Enrolment> enrolment;
  std::string kind;  // attendance_kind
  std::string way;   // sign_in_way
  std::string device;
  Instant at;               // by the device, put right by its skew
  Instant device_at;        // as the device said
  Instant received_at;      // here
  std::int64_t skew_s = 0;  // the device behind us
  std::string flag;         // sign_in_flag
  std::string reason;
  std::string account;

  static const record::Type& type();
};

// Somebody without an account who has to be told: a name on the clerk's list, ticked when done.
struct Telling {
  Id<Telling> id;
  std::int64_t version = 0;
  Id<Class> of_class;
  Id<Branch> branch;
  Id<Enrolment> enrolment;
  std::string news;   // telling_news
  std::string about;  // reason, new dates
  std::string state;  // telling_state
  std::string way;    // telling_way
  std::string account;
  Instant at;

  static const record::Type& type();
};

// What a trainee thought of it. Who she is stays here and is shown to nobody.
struct Evaluation {
  Id<Evaluation> id;
  std::int64_t version = 0;
  Id<Class> of_class;
  Id<Branch> branch;
  Id<Enrolment> enrolment;
  std::int64_t content = 0, teaching = 0, organisation = 0;  // 1 … 5
  std::string comment;

  static const record::Type& type();
};

struct Enrol {
  static constexpr std::string_view right = "training.enrol";
  Id<Class> of_class;
  std::string name, document_kind = "resident_id", document_number, occupation;
  std::string way = "staff";
  Day birthday;        // for documents that do not say it
  std::string reason;  // outside the days of enrolment
  static constexpr auto subject = &Enrol::of_class;
  static std::span<const record::Field> fields();
};
struct Confirm {
  static constexpr std::string_view right = "training.enrol";
  Id<Enrolment> enrolment;
  static constexpr auto subject = &Confirm::enrolment;
  static std::span<const record::Field> fields();
};
struct WithdrawEnrolment {
  static constexpr std::string_view right = "training.enrol";
  Id<Enrolment> enrolment;
  std::string reason;
  static constexpr auto subject = &WithdrawEnrolment::enrolment;
  static std::span<const record::Field> fields();
};
struct MoveEnrolment {
  static constexpr std::string_view right = "training.enrol";
  Id<Enrolment> enrolment;
  Id<Class> to_class;
  std::string reason;
  static constexpr auto subject = &MoveEnrolment::enrolment;
  static std::span<const record::Field> fields();
};
struct Tell {
  static constexpr std::string_view right = "training.enrol";
  Id<Telling> telling;
  std::string way;
  static constexpr auto subject = &Tell::telling;
  static std::span<const record::Field> fields();
};
// The same half day of the same trainee counts once, whoever sends it how often.
struct SignInTrainee {
  static constexpr std::string_view right = "training.sign_in";
  Id<Session> session;
  Id<Enrolment> enrolment;
  std::string way = "qr", device;
  Instant device_at;       // when it was scanned, by the device; none: now
  Instant device_sent_at;  // when it is sent, by the device: tells how its clock is off
  static constexpr auto subject = &SignInTrainee::session;
  static std::span<const record::Field> fields();
};
struct Excuse {
  static constexpr std::string_view right = "training.sign_in";
  Id<Session> session;
  Id<Enrolment> enrolment;
  std::string reason;
  static constexpr auto subject = &Excuse::session;
  static std::span<const record::Field> fields();
};
struct Evaluate {
  static constexpr std::string_view right = "training.enrol";
  Id<Enrolment> enrolment;
  std::int64_t content = 0, teaching = 0, organisation = 0;
  std::string comment;
  static constexpr auto subject = &Evaluate::enrolment;
  static std::span<const record::Field> fields();
};

Result<Enrolment> handle(unit::Context&, Class, const Enrol&);
Result<Enrolment> handle(unit::Context&, Enrolment, const Confirm&);
Result<Enrolment> handle(unit::Context&, Enrolment, const WithdrawEnrolment&);
Result<Enrolment> handle(unit::Context&, Enrolment, const MoveEnrolment&);
Result<Telling> handle(unit::Context&, Telling, const Tell&);
Result<SignIn> handle(unit::Context&, Session, const SignInTrainee&);
Result<SignIn> handle(unit::Context&, Session, const Excuse&);
Result<Evaluation> handle(unit::Context&, Enrolment, const Evaluate&);

// A class's people hear of it: accounts by notice, the others through the list of whom to tell.
struct News {
  std::string code;   // telling_news
  std::string about;  // a reason, the new dates
};
Outcome tell_everyone(unit::Context& context, const Class& of_class, const News& news);
Outcome tell_trainee(unit::Context& context, const Enrolment& enrolment, const News& news);

}  // namespace boai::training

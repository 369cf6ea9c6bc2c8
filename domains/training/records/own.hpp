// What a trainee does herself, from her own account: takes a seat, gives it back, says what she
// thought of the class. Right "self": the account is her own, and so must the person be.
#pragma once

#include "domains/training/records/enrolment.hpp"
#include "kernel/identity/identity.hpp"

namespace boai::training {

struct EnrolOwn {
  static constexpr std::string_view right = "self";
  Id<identity::Account> account;
  Id<Class> of_class;
  std::string occupation;
  static constexpr auto subject = &EnrolOwn::account;
  static std::span<const record::Field> fields();
};
struct WithdrawOwn {
  static constexpr std::string_view right = "self";
  Id<identity::Account> account;
  Id<Enrolment> enrolment;
  static constexpr auto subject = &WithdrawOwn::account;
  static std::span<const record::Field> fields();
};
struct EvaluateOwn {
  static constexpr std::string_view right = "self";
  Id<identity::Account> account;
  Id<Enrolment> enrolment;
  std::int64_t content = 0, teaching = 0, organisation = 0;
  std::string comment;
  static constexpr auto subject = &EvaluateOwn::account;
  static std::span<const record::Field> fields();
};

// Codes: record.not_found for a class that is not published and for another's enrolment alike;
// people.no_person.
Result<Enrolment> handle(unit::Context&, identity::Account, const EnrolOwn&);
Result<Enrolment> handle(unit::Context&, identity::Account, const WithdrawOwn&);
Result<Evaluation> handle(unit::Context&, identity::Account, const EvaluateOwn&);

}  // namespace boai::training

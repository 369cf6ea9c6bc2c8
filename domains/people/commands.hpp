// What can be done with a person's record.
#pragma once

#include "domains/people/records.hpp"

namespace boai::people {

struct RecordPerson {
  static constexpr std::string_view right = "people.record";
  Id<Branch> branch;
  std::string purpose;
  std::string name;
  std::string document_kind;
  std::string document_number;
  std::string phone;
  static constexpr auto subject = &RecordPerson::branch;
  static std::span<const record::Field> fields();
};
// What is left empty stays as it is.
struct CorrectPerson {
  static constexpr std::string_view right = "people.record";
  Id<Person> person;
  std::string name;
  std::string document_kind;
  std::string document_number;
  std::string phone;
  Day birthday;
  std::string reason;
  static constexpr auto subject = &CorrectPerson::person;
  static std::span<const record::Field> fields();
};
// From then on this account sees what is kept of her and who looked at it.
struct LinkAccount {
  static constexpr std::string_view right = "people.record";
  Id<Person> person;
  std::string account;
  static constexpr auto subject = &LinkAccount::person;
  static std::span<const record::Field> fields();
};
struct GiveConsent {
  static constexpr std::string_view right = "people.record";
  Id<Branch> branch;
  Id<Person> person;
  std::string use;
  std::int64_t text = 0;
  std::string channel;
  Day given;
  std::string guardian;
  static constexpr auto subject = &GiveConsent::branch;
  static std::span<const record::Field> fields();
};
struct WithdrawConsent {
  static constexpr std::string_view right = "people.record";
  Id<Consent> consent;
  std::string channel;
  static constexpr auto subject = &WithdrawConsent::consent;
  static std::span<const record::Field> fields();
};
// Needs the right at every society that knows either of the two.
struct MergePeople {
  static constexpr std::string_view right = "people.merge";
  Id<Person> person;  // stays
  Id<Person> other;
  std::string reason;
  static constexpr auto subject = &MergePeople::person;
  static std::span<const record::Field> fields();
};
struct UndoMerge {
  static constexpr std::string_view right = "people.merge";
  Id<Merge> merge;
  std::string reason;
  static constexpr auto subject = &UndoMerge::merge;
  static std::span<const record::Field> fields();
};
// Name, number and phone are destroyed, also in the journal; what was counted stays counted.
struct Minimise {
  static constexpr std::string_view right = "people.erase";
  Id<Person> person;
  std::string ground;  // expired, request
  static constexpr auto subject = &Minimise::person;
  static std::span<const record::Field> fields();
};

// Only her own, from her own account.
struct WithdrawOwnConsent {
  static constexpr std::string_view right = "people.self";
  Id<Person> person;
  Id<Consent> consent;
  static constexpr auto subject = &WithdrawOwnConsent::person;
  static std::span<const record::Field> fields();
};
// Two persons, and never asked again.
struct JudgePair {
  static constexpr std::string_view right = "people.merge";
  Id<Pair> pair;
  std::string reason;
  static constexpr auto subject = &JudgePair::pair;
  static std::span<const record::Field> fields();
};

Result<Person> handle(unit::Context&, Branch, const RecordPerson&);
Result<Person> handle(unit::Context&, Person, const CorrectPerson&);
Result<Person> handle(unit::Context&, Person, const LinkAccount&);
Result<Consent> handle(unit::Context&, Branch, const GiveConsent&);
Result<Consent> handle(unit::Context&, Consent, const WithdrawConsent&);
Result<Merge> handle(unit::Context&, Person, const MergePeople&);
Result<Merge> handle(unit::Context&, Merge, const UndoMerge&);
Result<Person> handle(unit::Context&, Person, const Minimise&);
Result<Consent> handle(unit::Context&, Person, const WithdrawOwnConsent&);
Result<Pair> handle(unit::Context&, Pair, const JudgePair&);

// The right at one society at least that knows her; at every one.
Outcome require_some(unit::Context& context, std::string_view right, Id<Person> person);
Outcome require_all(unit::Context& context, std::string_view right, Id<Person> person);

// Rows recorded from now on in this command that name `kept` were meant for `absorbed`.
void lead_over(unit::Context& context, const Person& absorbed, Id<Person> kept);

// The pairs of a person who is merged (by `merge`) or minimised (null) wait for nobody any longer.
Outcome close_pairs(unit::Context& context, Id<Person> gone, const Merge* merge);
// Those that this merge closed stand again as they did before.
Outcome reopen_pairs(unit::Context& context, Id<Merge> merge);

}  // namespace boai::people

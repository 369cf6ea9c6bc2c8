// Rescues 施救: help that trained people gave at the scene. Who was helped is not written down.
#pragma once

#include "domains/training/records.hpp"
#include "kernel/identity/identity.hpp"

namespace boai::training {

struct Rescue {
  Id<Rescue> id;
  std::int64_t version = 0;
  Id<Branch> branch;
  Id<people::Person> person;    // who helped
  Id<Certificate> certificate;  // her newest then, or none: trained without one
  Day trained_on;               // the training that counts
  Day day;
  std::string place;
  std::string help;     // rescue_help: the weightiest
  std::string outcome;  // rescue_outcome
  bool aed_used = false;
  std::string story;
  std::string state;    // rescue_state: reported, verified, struck
  std::string account;  // who reported
  std::string verified_by;
  Day verified_on;
  std::string witness;  // how it was verified
  std::string reason;   // of the last correction, or of striking

  static const record::Type& type();
};

// By the number of her certificate, or by her papers.
struct RegisterRescue {
  static constexpr std::string_view right = "training.record";
  Id<Branch> branch;
  std::string certificate_number;
  std::string name, document_kind = "resident_id", document_number;
  Day day;
  std::string place, help, outcome;
  bool aed_used = false;
  std::string story;
  static constexpr auto subject = &RegisterRescue::branch;
  static std::span<const record::Field> fields();
};
// Her own, from her own account; it belongs to the society that trained her last.
struct ReportOwnRescue {
  static constexpr std::string_view right = "self";
  Id<identity::Account> account;
  Day day;
  std::string place, help, outcome;
  bool aed_used = false;
  std::string story;
  static constexpr auto subject = &ReportOwnRescue::account;
  static std::span<const record::Field> fields();
};
// By somebody else than who reported it; from then on it is counted.
struct VerifyRescue {
  static constexpr std::string_view right = "training.verify_rescue";
  Id<Rescue> rescue;
  std::string witness;
  static constexpr auto subject = &VerifyRescue::rescue;
  static std::span<const record::Field> fields();
};
// What is left empty stays; a verified one has to be verified again.
struct CorrectRescue {
  static constexpr std::string_view right = "training.record";
  Id<Rescue> rescue;
  Day day;
  std::string place, help, outcome, story;
  std::string reason;
  static constexpr auto subject = &CorrectRescue::rescue;
  static std::span<const record::Field> fields();
};
struct StrikeRescue {
  static constexpr std::string_view right = "training.verify_rescue";
  Id<Rescue> rescue;
  std::string reason;
  static constexpr auto subject = &StrikeRescue::rescue;
  static std::span<const record::Field> fields();
};

Result<Rescue> handle(unit::Context&, Branch, const RegisterRescue&);
Result<Rescue> handle(unit::Context&, identity::Account, const ReportOwnRescue&);
Result<Rescue> handle(unit::Context&, Rescue, const VerifyRescue&);
Result<Rescue> handle(unit::Context&, Rescue, const CorrectRescue&);
Result<Rescue> handle(unit::Context&, Rescue, const StrikeRescue&);

}  // namespace boai::training

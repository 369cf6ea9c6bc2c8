// What happens to certificates after their issue: revoked, reissued, renewed, extended by decree.
#pragma once

#include "domains/training/records.hpp"
#include "domains/training/records/class.hpp"

namespace boai::training {

struct Decree;

// Appended, never changed: a certificate's last day follows from its issue and these.
struct CertificateEvent {
  Id<CertificateEvent> id;
  std::int64_t version = 0;
  Id<Certificate> certificate;
  Id<Branch> branch;
  std::string kind;  // certificate_event
  Day day;
  Id<Decree> decree;
  Day until;  // extended to
  std::string reason;
  std::string account;
  Instant at;

  static const record::Type& type();
};

// One reviewed act over a set of certificates: these courses, ending between two days, issued at
// a society and below.
struct Decree {
  Id<Decree> id;
  std::int64_t version = 0;
  Id<Branch> branch;
  std::string title, document;
  std::string courses;  // "first_aider,cpr_aed"
  Day ends_from, ends_until;
  Day extend_to;            // either this last day for all
  std::int64_t months = 0;  // or so many months more for each
  std::string state;        // decree_state
  std::string account, reason;
  std::int64_t cursor = 0;  // the last certificate gone through
  std::int64_t affected = 0;

  static const record::Type& type();
};

// How many numbers of a series are given out; the next number is one more, without gap.
struct Series {
  Id<Series> id;
  std::int64_t version = 0;
  Id<Branch> branch;
  std::string series;
  std::int64_t last = 0;

  static const record::Type& type();
};

struct Revoke {
  static constexpr std::string_view right = "training.revoke";
  Id<Certificate> certificate;
  Day day;
  std::string cause = "error";  // revocation_cause; strangers read it offline
  std::string reason;
  static constexpr auto subject = &Revoke::certificate;
  static std::span<const record::Field> fields();
};
// The same certificate on new paper: a name put right, a card lost. Its number stays, its edition
// is one more, and the paper before it is superseded. With a name the person's own is put right
// too.
struct Reissue {
  static constexpr std::string_view right = "training.certify";
  Id<Certificate> certificate;
  std::string cause, name, reason;
  static constexpr auto subject = &Reissue::certificate;
  static std::span<const record::Field> fields();
};
struct ProposeDecree {
  static constexpr std::string_view right = "training.decree";
  Id<Branch> branch;
  std::string title, document, courses;
  Day ends_from, ends_until, extend_to;
  std::int64_t months = 0;
  static constexpr auto subject = &ProposeDecree::branch;
  static std::span<const record::Field> fields();
};
// Goes on with an approved decree or its reversal, some thousand certificates a time.
struct ApplyDecree {
  static constexpr std::string_view right = "training.decree";
  Id<Decree> decree;
  static constexpr auto subject = &ApplyDecree::decree;
  static std::span<const record::Field> fields();
};
struct ReverseDecree {
  static constexpr std::string_view right = "training.decree";
  Id<Decree> decree;
  std::string reason;
  static constexpr auto subject = &ReverseDecree::decree;
  static std::span<const record::Field> fields();
};

Result<Certificate> handle(unit::Context&, Certificate, const Revoke&);
Result<Certificate> handle(unit::Context&, Certificate, const Reissue&);
Result<Decree> handle(unit::Context&, Branch, const ProposeDecree&);
Result<Decree> handle(unit::Context&, Decree, const ApplyDecree&);
Result<Decree> handle(unit::Context&, Decree, const ReverseDecree&);

Outcome decree_decided(unit::Context& context, std::int64_t matter);
Outcome reversal_decided(unit::Context& context, std::int64_t matter);

// Applies decrees that stand to a certificate recorded after them.
Outcome apply_standing(unit::Context& context, Certificate& certificate);
// Renews: the old one ends on the eve, where it would have lasted longer.
struct Renewal {
  Id<Certificate> by;
  Day day;
};
Outcome end_by_renewal(unit::Context& context, Certificate old, const Renewal& renewal);
Result<std::string> next_number(unit::Context& context, const Branch& branch,
                                std::string_view course_number, Day day);

}  // namespace boai::training

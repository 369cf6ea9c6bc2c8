// What the public may read of a plan: values frozen as of a day, released by a second person. A
// release is never changed; a newer one of the same plan, region and year takes its place.
#pragma once

#include "kernel/matters/matters.hpp"

namespace boai::plan {

using branch::Branch;

struct Release {
  Id<Release> id;
  std::int64_t version = 0;
  std::string plan;
  Id<Branch> branch;
  std::int64_t year = 0;
  Day as_of;
  std::string title;
  std::string summary;
  std::string indicators;  // "main", "all" or ids separated by commas
  std::string frozen;      // {"indicators":[…]} as the board had them
  std::string account;
  Day published_on;
  std::string state;   // release_state: submitted, published, returned, superseded, withdrawn
  std::string reason;  // of the return or the withdrawal

  static const record::Type& type();
};

struct ProposeRelease {
  static constexpr std::string_view right = "plan.propose_release";
  Id<Branch> branch;
  std::string plan;
  std::int64_t year = 0;
  Day as_of;
  std::string title, summary, indicators;
  static constexpr auto subject = &ProposeRelease::branch;
  static std::span<const record::Field> fields();
};
struct WithdrawRelease {
  static constexpr std::string_view right = "plan.approve_release";
  Id<Release> release;
  std::string reason;
  static constexpr auto subject = &WithdrawRelease::release;
  static std::span<const record::Field> fields();
};

Result<Release> handle(unit::Context&, Branch, const ProposeRelease&);
Result<Release> handle(unit::Context&, Release, const WithdrawRelease&);

Outcome release_decided(unit::Context& context, std::int64_t matter);

}  // namespace boai::plan

// What a society says against a number shown of it: an objection asks for another number and waits
// for an answer; an explanation stands beside it. Until it is settled both numbers are shown.
// domain-rules §19: no superior changes a figure without a trace.
#pragma once

#include "kernel/matters/matters.hpp"

namespace boai::plan {

using branch::Branch;

struct Objection {
  Id<Objection> id;
  std::int64_t version = 0;
  std::string plan;
  std::string indicator;
  Id<Branch> branch;  // whose number it is
  std::string period;
  std::string kind;     // objection_kind: objection, explanation
  std::string shown;    // what stood there when it was written, "" for nothing
  std::string claimed;  // decimal text, "" for an explanation
  std::optional<std::int64_t> numerator;
  std::optional<std::int64_t> denominator;
  std::string text;
  std::string document;
  std::string account;
  Day day;
  Day deadline;       // of the answer; none for an explanation
  std::string state;  // objection_state: open, accepted, declined, withdrawn, noted
  std::string answer;

  static const record::Type& type();
};

struct Object {
  static constexpr std::string_view right = "plan.object";
  Id<Branch> branch;
  std::string plan, indicator, period, kind, claimed;
  std::optional<std::int64_t> numerator, denominator;
  std::string text, document;
  static constexpr auto subject = &Object::branch;
  static std::span<const record::Field> fields();
};
struct WithdrawObjection {
  static constexpr std::string_view right = "plan.object";
  Id<Objection> objection;
  static constexpr auto subject = &WithdrawObjection::objection;
  static std::span<const record::Field> fields();
};

Result<Objection> handle(unit::Context&, Branch, const Object&);
Result<Objection> handle(unit::Context&, Objection, const WithdrawObjection&);

// What an answered matter does to its objection, and an accepted one to the figure.
Outcome objection_decided(unit::Context& context, std::int64_t matter);

}  // namespace boai::plan

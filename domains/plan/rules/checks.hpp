// What a reported value is held against before it is taken. Pure.
#pragma once

#include <functional>

#include "domains/plan/rules.hpp"

namespace boai::plan {

// Codes: pack.checks.
Result<std::vector<Check>> read_checks(const std::string& file);

struct Entry {
  const Indicator& indicator;
  Micro value = 0;
  std::optional<std::int64_t> numerator, denominator;
  Day day;  // when it is reported: which checks are in force
};
struct Known {
  std::optional<Micro> year_before;
  std::function<std::optional<Micro>(const std::string& indicator)> beside;
};
// Every broken check as a fault of its field, the check's code as its detail; empty when the value
// may be taken. Codes: plan.check_change, plan.check_range, plan.check_compare, plan.check_parts.
std::vector<FieldFault> broken_checks(const std::vector<Check>& checks, const Entry& entry,
                                      const Known& known, bool reason_given);

}  // namespace boai::plan

// The pack's formulas; no other domain includes this.
#pragma once

#include "domains/evaluation/port.hpp"
#include "domains/evaluation/rules.hpp"

namespace boai::evaluation {

const std::vector<Formula>& formulas_of(const unit::House& house);
// Codes: evaluation.no_formula.
Result<const Formula*> formula_named(const unit::House& house, const std::string& code);

}  // namespace boai::evaluation

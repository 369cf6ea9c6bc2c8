// What the rest of the house may see of evaluations.
#pragma once

#include <boost/json/fwd.hpp>

#include "kernel/house/domain.hpp"

namespace boai::evaluation {

Domain domain();
// Reads the pack's scoring.yaml and says what decided matters do.
Outcome settle_in(unit::House& house, const std::string& pack);

// The whole report of one evaluation: its head, its rows with remarks, totals by tier, signatures
// and findings. not_found for one the viewer may not read.
Result<boost::json::object> report(store::Connection& connection, const unit::House& house,
                                   const rights::Principal& viewer, std::int64_t evaluation);

}  // namespace boai::evaluation

// What may become of a society.
#pragma once

#include "domains/network/records.hpp"

namespace boai::network {

// Province over city over county over grass-roots; a grass-roots society may also lie under a
// city or the province (universities, provincial hospitals).
Result<Branch> open(const Branch& parent, const OpenSociety& command);

// Nothing closes before it was opened, and nothing closes while something stands below it.
Result<Branch> close(Branch society, const CloseSociety& command, std::int64_t open_below);

// Only under a parent of the same level as before, never under itself or what lies below it.
Outcome may_move(const Branch& society, const Branch& old_parent, const Branch& new_parent,
                 Day since);

}  // namespace boai::network

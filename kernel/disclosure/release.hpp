// Publishing through the gate: totals as they stood are read, compared, and kept for the next time,
// all inside the caller's transaction.
#pragma once

#include "base/instant.hpp"
#include "kernel/disclosure/gate.hpp"
#include "kernel/store/store.hpp"

namespace boai::disclosure {

// `known.published` is filled here from what was published last. Codes: those of the gate.
Outcome publish(store::Connection& connection, const Release& release, Known known, Instant now);

}  // namespace boai::disclosure

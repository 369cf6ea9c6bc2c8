// What the ledger tells the public log: one leaf a lot that came in, one a lot and entry that went
// out, corrections for what was taken back. Written in the ledger's own transaction.
#pragma once

#include <functional>

#include "engines/ledger/ledger.hpp"
#include "kernel/unit/unit.hpp"

namespace boai::ledger {

// The outbox row of each new edge, in their order; `last` is the outbox's last row before.
Result<std::vector<std::int64_t>> tell(unit::Batch& batch, Draft& draft, const Profiles& profiles,
                                       std::int64_t last);

// The same for a batch without outflows, while `beside` uses the connection.
Outcome tell_beside(unit::Batch& batch, Draft& draft, const Profiles& profiles, std::int64_t last,
                    const std::function<Outcome()>& beside);

// A word of ours as a code of the log: itself when it is one, else letters made of its hash.
std::string code_of(std::string_view word);

}  // namespace boai::ledger

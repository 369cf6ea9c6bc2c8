// What the ledger tells the public log: one leaf a lot that came in, one a lot and entry that went
// out, corrections for what was taken back. Written in the ledger's own transaction.
#pragma once

#include <functional>
#include <map>

#include "engines/ledger/ledger.hpp"
#include "kernel/unit/unit.hpp"

namespace boai::ledger {

// The outbox row of each new edge, in their order; `last` is the outbox's last row before.
Result<std::vector<std::int64_t>> tell(unit::Batch& batch, Draft& draft, const Profiles& profiles,
                                       std::int64_t last);

// The same for a batch without outflows, while `beside` uses the connection.
Outcome tell_beside(unit::Batch& batch, Draft& draft, const Profiles& profiles, std::int64_t last,
                    const std::function<Outcome()>& beside);

// What a book's accounts say its funds hold, in the log's words; nothing for a book not kept here.
// The other side of what the leaves add up to: no lot and no leaf is asked.
Result<std::optional<std::map<std::pair<std::string, std::string>, std::int64_t>>> held_by(
    store::Connection& connection, const std::string& book);

// A word of ours as a code of the log: itself when it is one, else letters made of its hash.
std::string code_of(std::string_view word);

}  // namespace boai::ledger

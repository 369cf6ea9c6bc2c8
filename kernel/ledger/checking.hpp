// The full pass over a store: I1 to I9 of anchors/trust.md 4.1, by questions to the tables and by a
// replay of every kept input, not by what the engine remembered.
#pragma once

#include "engines/ledger/ledger.hpp"
#include "kernel/store/store.hpp"

namespace boai::ledger {

struct Break {
  std::string which;  // "I3"
  std::string book;   // "" when it is nobody's alone
  std::string what;
};

struct Checked {
  std::int64_t entries = 0, lots = 0, edges = 0;
  bool replayed = false;
  std::vector<Break> breaks;  // the first of each kind, bounded
};

// Reads one snapshot; the caller begins it. `replayed` says whether I9 is checked too, which needs
// memory for every lot.
Result<Checked> check(store::Connection& connection, const Profiles& profiles, bool replayed);

// Stops the books that have a break, and lets those go on that have none any more.
Outcome stop_or_go(store::Connection& connection, const Checked& checked);

}  // namespace boai::ledger

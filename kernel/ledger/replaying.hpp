// I9: every kept input once more, each at its own time, comes to the rows that stand in the store;
// none more, none less, none different.
#pragma once

#include <functional>

#include "engines/ledger/ledger.hpp"
#include "kernel/store/store.hpp"

namespace boai::ledger {

// Tells `found` each difference, by book ("" when it is nobody's alone). Needs memory for every
// row.
Outcome check_replay(store::Connection& connection, const Profiles& profiles,
                     const std::function<void(std::string book, std::string what)>& found);

}  // namespace boai::ledger

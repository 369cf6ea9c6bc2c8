// The chart of accounts and the policies as a pack's ledger/*.yaml has them.
#pragma once

#include "engines/ledger/profile.hpp"

namespace boai::ledger {

// Every profile of every file of the folder. Codes: pack.ledger (field: the file).
Result<Profiles> read_charts(const std::string& folder);

}  // namespace boai::ledger

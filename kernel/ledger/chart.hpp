// Chart of accounts and policies of the gift ledger as the pack holds them (packs/*/ledger).
#pragma once

#include "engines/ledger/profile.hpp"

namespace boai::ledger {

// Every profile of a file, checked. Code: pack.ledger (field: the file, detail: what and where).
Result<Profiles> read_charts(const std::string& path);

}  // namespace boai::ledger

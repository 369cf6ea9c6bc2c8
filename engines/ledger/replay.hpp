// Scenarios of events as JSON, replayed: what black-box tests and auditors feed the ledger.
#pragma once

#include <string>
#include <string_view>

#include "base/result.hpp"

namespace boai::ledger {

// {"scenarios":[{"name","events":[{"op",…}]}]} → {"scenarios":[{"name","results","edges",
// "remaining"}]}. Codes: ledger.not_json, ledger.form (field: the place, e.g.
// scenarios[0].events[3]).
Result<std::string> replay(std::string_view text);

}  // namespace boai::ledger

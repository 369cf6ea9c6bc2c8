// Numbered schema steps, one file for both databases, applied in order and never edited once
// merged. The next step is written from what the records say and the steps so far lack.
#pragma once

#include <limits>
#include <string>

#include "kernel/record/record.hpp"

namespace boai::schema {

struct State {
  int applied = -1;  // the last step in the database, -1 when it is empty
  int newest = -1;   // the last step this program knows
};

Result<State> state_of(store::Connection& connection, const std::string& folder);

// Applies what is missing; a database newer than the program is refused with schema.newer.
// `last` stops earlier, for a copy of a store that stands there.
Result<State> migrate(store::Connection& connection, const std::string& folder, Instant now,
                      int last = std::numeric_limits<int>::max());

// Every row of a store into an empty one, in one transaction; either may be of either database.
// schema.not_empty when the other holds anything.
Outcome copy(store::Connection& from, store::Connection& to, const std::string& folder,
             Instant now);

// SQL that brings the steps' tables to what the records say; "" when nothing is missing.
Result<std::string> missing_step(const record::Registry& types, const std::string& folder);

}  // namespace boai::schema

// The journal: one row a record changed by a command, each row carrying the hash of the one before.
// Personal values enter the chain as salted commitments; value and salt stand in a side table that
// erasure empties, and verification then says "erased", not "broken".
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "kernel/record/record.hpp"

namespace boai::journal {

struct Head {
  std::int64_t count = 0;
  std::string hash;  // "sha256:…" of the last row, "" before the first
};

struct Entry {
  std::int64_t seq = 0;
  Instant at;
  std::string command_id;
  std::string command;
  std::string account;
  std::string os_user;
  std::string type;
  std::int64_t record = 0;
  std::int64_t branch = 0;
  std::string changes;  // JSON {field: [before, after]}; personal values as commitments
  std::string previous;
  std::string hash;
};

// What changed between two stored forms, split into the public part that is hashed and the
// personal part that can be erased.
struct Changes {
  std::string open;      // JSON
  std::string personal;  // JSON {"salt":…, "values":{field:[before, after]}}, or ""
};
Changes changes_between(const record::Type& type, const record::Row* before,
                        const record::Row* after);

std::string hash_of(const Entry& entry);

Result<Head> read_head(store::Connection& connection);

// Rows of `entries` and their personal sides, then the head; the caller commits.
Outcome append(store::Connection& connection, std::vector<Entry> entries,
               std::vector<std::string> personal, const Head& head);

// The head outside the table, so that a removed tail is found.
Outcome keep_head(const std::string& path, const Head& head);
std::optional<Head> kept_head(const std::string& path);

struct Broken {
  std::int64_t seq = 0;
  std::string why;
};
struct Verdict {
  std::int64_t rows = 0;
  std::int64_t erased = 0;
  std::string head;
  std::optional<Broken> broken;
};
Result<Verdict> verify(store::Connection& connection, const std::optional<Head>& outside);

}  // namespace boai::journal

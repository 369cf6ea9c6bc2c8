// The entry as a record of the house: journalled, measured, listed, in the dictionary. Only this
// folder makes them; there is no command for one.
#pragma once

#include "engines/ledger/model.hpp"
#include "kernel/branch/branch.hpp"
#include "kernel/measures/measures.hpp"

namespace boai::ledger {

struct EntryRecord {
  Id<EntryRecord> id;
  std::int64_t version = 0;
  std::int64_t seq = 0;
  Id<branch::Branch> branch;
  std::string book, number, kind;
  Day day;
  Instant at;
  std::string unit;
  std::int64_t amount = 0;
  std::string tags, fund, place, purpose, channel, campaign, agreement, payer;
  std::int64_t lot = 0, lots = 0, subject = 0, reverses = 0;
  std::string reason, second;
  bool imported = false;
  std::string hash, input;

  static const record::Type& type();
};

void register_in(record::Registry& types, measures::Book& book);

// As the table and the journal have it; what is empty is nothing.
record::Row row_of(const Entry& entry, std::int64_t id, std::int64_t branch);
// From "SELECT seq, …" as `entry_columns` names them.
extern const char* const entry_columns;
Entry entry_from(const store::RowView& row, int column = 0);

}  // namespace boai::ledger

// The ledger in the store: what an event changes goes into the batch and is written with it, in one
// transaction with journal, measures and the log's outbox. No truth stays in the process.
#pragma once

#include "engines/ledger/ledger.hpp"
#include "kernel/ledger/sql_state.hpp"
#include "kernel/unit/unit.hpp"

namespace boai::ledger {

struct Posted {
  std::int64_t seq = 0;
  bool again = false;  // known with the same input: nothing changed, this is the first answer
};

// One batch's ledger; made on first use and written at the batch's end.
class Books : public unit::Batch::Part {
 public:
  static Books& of(unit::Batch& batch, const Profiles& profiles);

  // Codes: those of the ledger; ledger.id_reused for a known id with another input.
  Result<Posted> post(const Event& event, const rights::Principal& who);
  Outcome foresee(const std::string& book, std::span<const std::string> ids);
  // In a trial of the writer: the name will be looked up with all others of the batch.
  void want(const std::string& book, const std::string& id) { stored_.want(book, id); }
  Draft& draft() { return draft_; }

  Outcome flush(unit::Batch& batch) override;

 private:
  Books(unit::Batch& batch, const Profiles& profiles);
  Outcome accept(std::int64_t seq, const rights::Principal& who);
  Result<std::int64_t> branch_of(const std::string& book);

  unit::Batch& batch_;
  const Profiles& profiles_;
  Ledger ledger_;
  SqlState stored_;
  Draft draft_;
  Now now_;
  std::map<std::string, std::int64_t> branches_;
};

// Everything a draft changed, into the tables; `leaves` are the outbox rows of its edges.
Outcome write(store::Connection& connection, Draft& draft, const std::vector<std::int64_t>& leaves);

std::string hash_of(std::string_view input);

}  // namespace boai::ledger

// Restricted gifts and their uses, followed lot by lot, in double entry (anchors/trust.md 4.1).
// Pure: events in, entries, lots, edges and postings out. A refused event leaves no trace.
//
// Which gift pays for a use is a declared convention, one rule without a clerk's choice:
//   a  specific identification where the agreement names beneficiary, batch or asset
//   b  else every lot of the same unit whose restrictions are all among the use's tags and that is
//      not past its expiry on the day of the use
//   c  more restrictions first, then earlier expiry, then older receipt
//   d  covered whole or refused; another choice needs a reason and a second person
#pragma once

#include "engines/ledger/event.hpp"
#include "engines/ledger/profile.hpp"
#include "engines/ledger/state.hpp"

namespace boai::ledger {

struct Now {
  Instant at;
  Day today;
};

// What the caller knows of the event's text, kept with the entry.
struct Source {
  std::string input, hash;
};

// Codes: ledger.insufficient (detail: the shortfall; fields: lots that would have covered it and
// why they may not), ledger.duplicate (detail: hash of the known entry), ledger.exceeds_refundable,
// ledger.unknown, ledger.closed, ledger.bound, ledger.cap, ledger.override, ledger.reason,
// ledger.expired, ledger.receipt, ledger.unit, ledger.overflow, ledger.stopped, ledger.word,
// ledger.invariant.
class Ledger {
 public:
  explicit Ledger(const Profiles& profiles) : profiles_(profiles) {}

  // Into `books` when accepted: the number of the entry, of the last one of a chain.
  Result<std::int64_t> apply(Draft& books, const Event& event, const Now& now,
                             const Source& source = {}) const;

 private:
  const Profiles& profiles_;
};

// The lot a name means in a book, 0 when there is none.
Result<std::int64_t> lot_number(State& state, const std::string& book, const std::string& id);

// The whole ledger in memory: replay, simulation, the check of a store's replay.
class Memory {
 public:
  explicit Memory(const Profiles& profiles) : ledger_(profiles) {}

  // The day moves with the events: a ledger without a clock knows no other.
  Result<std::int64_t> apply(const Event& event);
  Result<std::int64_t> apply(const Event& event, const Now& now, const Source& source = {});
  Draft& books() { return books_; }

 private:
  Ledger ledger_;
  Draft books_;
  Now now_;
};

}  // namespace boai::ledger

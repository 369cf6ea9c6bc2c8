// I1-I6 and I8 over what one event changed, before it is taken over. The full pass over a store is
// another code path (kernel/ledger); so is the auditor of the tests.
#include <algorithm>
#include <map>

#include "engines/ledger/work.hpp"

namespace boai::ledger {

namespace {

Error broken(const char* which, const std::string& what) {
  return internal("ledger.invariant", std::string(which) + ": " + what);
}

struct Sums {
  std::map<std::pair<std::string, std::string>, std::int64_t> units;  // book, unit
  std::map<std::string, std::int64_t> funds, places;
};

std::string named(const Account& account, const std::string& last) {
  return account.book + "\n" + account.unit + "\n" + last;
}

// I1, and what the postings say of funds and places.
Outcome sum_postings(Draft& draft, Sums& sums) {
  for (const Posting& posting : draft.new_postings()) {
    const Account& account = draft.changed_accounts().at(posting.account);
    sums.units[{account.book, account.unit}] += posting.amount;
    if (!account.fund.empty()) sums.funds[named(account, account.fund)] += posting.amount;
    if (!account.place.empty()) sums.places[named(account, account.place)] -= posting.amount;
  }
  for (const auto& [unit, sum] : sums.units) {
    if (sum != 0) return broken("I1", unit.first + " " + unit.second);
  }
  return Done{};
}

// I3, and what the lots say of funds and places; it must cancel against the postings (I6, I8).
Outcome sum_lots(Draft& draft, Sums& sums) {
  std::map<std::int64_t, std::int64_t> taken;
  for (const Edge& edge : draft.new_edges()) taken[edge.lot] += edge.taken();
  for (const auto& [number, lot] : draft.lots()) {
    auto before = TRY(draft.below()->lot(number));
    std::int64_t amount_before = before ? before->amount : 0;
    std::int64_t left_before = before ? before->remaining : 0;
    std::int64_t moved = (lot.amount - amount_before) - (lot.remaining - left_before);
    bool whole = lot.held >= 0 && lot.held <= lot.remaining && lot.remaining <= lot.amount;
    if (!whole || moved != taken[number]) return broken("I3", lot.id);
    auto shelf = TRY(draft.shelf(lot.shelf));
    std::int64_t change = lot.remaining - left_before;
    std::string unit = shelf->book + "\n" + shelf->unit + "\n";
    sums.funds[unit + shelf->fund] += change;
    if (!shelf->place.empty()) sums.places[unit + shelf->place] += change;
    if (lot.value < 0) continue;
    std::string worth = shelf->book + "\nVALUE:CNY\n";
    std::int64_t value = lot.value_left(lot.remaining);
    if (before) value -= before->value_left(before->remaining);
    sums.funds[worth + shelf->fund] += value;
  }
  for (const auto& [fund, sum] : sums.funds) {
    if (sum != 0) return broken("I6", fund);
  }
  for (const auto& [place, sum] : sums.places) {
    if (sum != 0 && place.find("\nVALUE:CNY\n") == std::string::npos) return broken("I8", place);
  }
  return Done{};
}

Outcome check_uses(Draft& draft, const Entry& entry) {
  std::int64_t backed = 0;
  for (const Edge& edge : draft.new_edges()) {
    if (!edge.backs()) continue;
    bool own = edge.ref == entry.seq;
    auto about = TRY(draft.entry(edge.ref));
    const Entry& use = own ? entry : about.value();
    if (own) backed += edge.amount;
    if (edge.kind == EdgeKind::unback) continue;
    auto lot = TRY(draft.lot(edge.lot));
    auto shelf = TRY(draft.shelf(lot.value().shelf));
    if (!std::ranges::includes(use.tags, shelf->tags)) return broken("I5", use.id);
  }
  bool is_use = entry.kind == Kind::use || (entry.kind == Kind::posting && entry.lots == 0);
  if (is_use && backed != entry.amount) return broken("I4", entry.id);
  // A use backed anew is backed as much as before, or not at all.
  std::map<std::int64_t, std::int64_t> changed;
  for (const Edge& edge : draft.new_edges()) {
    if (edge.backs() && edge.ref != entry.seq) changed[edge.ref] += edge.taken();
  }
  for (const auto& [ref, change] : changed) {
    bool reversed = entry.kind == Kind::reversal && entry.reverses == ref;
    bool good = reversed ? change == -entry.amount : change == 0;
    if (!good) return broken("I4", std::to_string(ref));
  }
  return Done{};
}

}  // namespace

Outcome check_invariants(Draft& draft, const Entry& entry) {
  Sums sums;
  TRY(sum_postings(draft, sums));
  TRY(sum_lots(draft, sums));
  return check_uses(draft, entry);
}

}  // namespace boai::ledger

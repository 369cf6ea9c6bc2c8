#include "engines/ledger/ledger.hpp"

#include <algorithm>

#include "base/must.hpp"

namespace boai::ledger {

std::string_view name_of(Kind kind) {
  constexpr std::string_view names[] = {"use", "fee", "refund", "unback", "reback", "redesignate"};
  return names[static_cast<std::size_t>(kind)];
}

Outcome Ledger::check_new(const std::string& id, std::int64_t amount) const {
  if (ids_.contains(id)) return conflict("ledger.duplicate", "id", id);
  if (amount <= 0) return invalid("ledger.amount", "amt");
  return Done{};
}

Result<std::size_t> Ledger::lot_of(const std::string& id) const {
  auto found = lot_index_.find(id);
  if (found == lot_index_.end()) return not_found("ledger.unknown", "lot", id);
  return found->second;
}

Ledger::Order Ledger::order_of(const Lot& lot, std::size_t index) {
  constexpr std::int64_t never = 99999999;
  return {-static_cast<std::int64_t>(lot.restrict.size()), lot.expiry ? lot.expiry.number() : never,
          lot.age, index};
}

void Ledger::add_lot(Lot lot) {
  std::size_t index = lots_.size();
  lot_index_[lot.id] = index;
  if (lot.remaining > 0) open_[{lot.unit, lot.restrict}].insert(order_of(lot, index));
  lots_.push_back(std::move(lot));
}

// Takes (or, for unback, gives back) and writes the edge.
void Ledger::take(std::size_t index, std::int64_t amount, Kind kind, const std::string& ref) {
  Lot& lot = lots_[index];
  lot.remaining += kind == Kind::unback ? amount : -amount;
  must(lot.remaining >= 0 && lot.remaining <= lot.amount);
  auto& open = open_[{lot.unit, lot.restrict}];
  if (lot.remaining == 0) {
    open.erase(order_of(lot, index));
  } else {
    open.insert(order_of(lot, index));
  }
  edges_.push_back({kind, lot.id, ref, amount});
}

Result<std::vector<Ledger::Taking>> Ledger::takings(const Spend& use, std::int64_t amount,
                                                    std::optional<std::size_t> without) const {
  // One ordered walk over the sets the use may touch, each already in order.
  using Walk = std::pair<std::set<Order>::const_iterator, std::set<Order>::const_iterator>;
  std::vector<Walk> walks;
  auto at = open_.lower_bound({use.unit, Tags{}});
  for (; at != open_.end() && at->first.first == use.unit; ++at) {
    bool fits = std::ranges::includes(use.tags, at->first.second);
    if (fits && !at->second.empty()) walks.emplace_back(at->second.begin(), at->second.end());
  }
  std::vector<Taking> takings;
  while (amount > 0) {
    Walk* next = nullptr;
    for (Walk& walk : walks) {
      if (walk.first == walk.second) continue;
      if (next == nullptr || *walk.first < *next->first) next = &walk;
    }
    if (next == nullptr) {
      return conflict("ledger.insufficient", "amt", std::to_string(amount));
    }
    std::size_t index = next->first->lot;
    ++next->first;
    const Lot& lot = lots_[index];
    bool expired = lot.expiry && lot.expiry < use.date;
    if (expired || index == without) continue;
    std::int64_t part = std::min(lot.remaining, amount);
    takings.push_back({index, part});
    amount -= part;
  }
  return takings;
}

std::vector<std::string> Ledger::eligible(const Spend& use) const {
  std::vector<std::pair<Order, std::string>> found;
  for (std::size_t index = 0; index < lots_.size(); ++index) {
    const Lot& lot = lots_[index];
    bool fits = lot.unit == use.unit && lot.remaining > 0 &&
                std::ranges::includes(use.tags, lot.restrict) &&
                !(lot.expiry && lot.expiry < use.date);
    if (fits) found.emplace_back(order_of(lot, index), lot.id);
  }
  std::ranges::sort(found);
  std::vector<std::string> ids;
  for (auto& [order, id] : found) ids.push_back(std::move(id));
  return ids;
}

Outcome Ledger::apply(const Donate& event) {
  TRY(check_new(event.id, event.amount));
  ids_.insert(event.id);
  add_lot({event.id, event.amount, event.amount, event.restrict, event.expiry, event.unit,
           ++receipts_});
  return Done{};
}

Outcome Ledger::apply(const Spend& event) {
  TRY(check_new(event.id, event.amount));
  auto paid = TRY(takings(event, event.amount, std::nullopt));
  ids_.insert(event.id);
  Use use{.event = event, .reversed = false, .backing = {}};
  for (const Taking& taking : paid) {
    take(taking.lot, taking.amount, Kind::use, event.id);
    use.backing[taking.lot] += taking.amount;
  }
  use_index_[event.id] = uses_.size();
  uses_.push_back(std::move(use));
  return Done{};
}

Outcome Ledger::apply(const Fee& event) {
  TRY(check_new(event.id, event.amount));
  std::size_t gift = TRY(lot_of(event.donation));
  std::vector<Taking> paid;
  if (event.from_pool) {
    Spend pool{.id = event.id,
               .amount = event.amount,
               .tags = {},
               .date = event.date,
               .unit = lots_[gift].unit};
    paid = TRY(takings(pool, event.amount, std::nullopt));
  } else {
    std::int64_t shortfall = event.amount - lots_[gift].remaining;
    if (shortfall > 0) return conflict("ledger.insufficient", "amt", std::to_string(shortfall));
    paid = {{gift, event.amount}};
  }
  ids_.insert(event.id);
  for (const Taking& taking : paid) take(taking.lot, taking.amount, Kind::fee, event.id);
  return Done{};
}

Outcome Ledger::apply(const ReverseUse& event) {
  auto found = use_index_.find(event.spend);
  if (found == use_index_.end()) return not_found("ledger.unknown", "spend", event.spend);
  Use& use = uses_[found->second];
  if (use.reversed) return conflict("ledger.closed", "spend", event.spend);
  use.reversed = true;
  for (const auto& [lot, amount] : use.backing) take(lot, amount, Kind::unback, event.spend);
  use.backing.clear();
  return Done{};
}

Outcome Ledger::apply(const Redesignate& event) {
  TRY(check_new(event.id, event.amount));
  std::size_t index = TRY(lot_of(event.lot));
  std::int64_t shortfall = event.amount - lots_[index].remaining;
  if (shortfall > 0) return conflict("ledger.insufficient", "amt", std::to_string(shortfall));
  ids_.insert(event.id);
  take(index, event.amount, Kind::redesignate, event.id);
  const Lot& parent = lots_[index];
  add_lot({event.id, event.amount, event.amount, event.restrict, parent.expiry, parent.unit,
           parent.age});
  return Done{};
}

std::map<std::string, std::int64_t> Ledger::remaining() const {
  std::map<std::string, std::int64_t> remaining;
  for (const Lot& lot : lots_) remaining[lot.id] = lot.remaining;
  return remaining;
}

}  // namespace boai::ledger

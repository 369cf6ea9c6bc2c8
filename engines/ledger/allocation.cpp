// Which lots pay: the four steps of anchors/trust.md 4.1, and what a refusal tells.
#include <algorithm>

#include "base/must.hpp"
#include "engines/ledger/work.hpp"

namespace boai::ledger {

std::int64_t least(std::int64_t one, std::int64_t other) { return std::min(one, other); }

namespace {

// One shelf read page by page.
class Walk {
 public:
  Walk(Draft& draft, const Shelf& shelf) : draft_(draft), shelf_(shelf) {}

  // The next lot, or nothing at the end.
  Result<const Lot*> peek() {
    if (at_ < page_.size()) return &page_[at_];
    if (ended_) return nullptr;
    page_ = TRY(draft_.open(shelf_.number, last_, size_));
    at_ = 0;
    ended_ = page_.empty();
    size_ = std::min<std::size_t>(size_ * 4, 1024);
    if (ended_) return nullptr;
    last_ = page_.back().order();
    return &page_[0];
  }
  void step() { ++at_; }
  std::size_t restrictions() const { return shelf_.tags.size(); }

 private:
  Draft& draft_;
  Shelf shelf_;
  std::vector<Lot> page_;
  std::size_t at_ = 0, size_ = 8;
  Order last_;
  bool ended_ = false;
};

// The walk whose next lot comes first: more restrictions, then the order within a shelf.
Result<Walk*> first_of(std::vector<Walk>& walks) {
  Walk* best = nullptr;
  const Lot* lot = nullptr;
  for (Walk& walk : walks) {
    if (best != nullptr && walk.restrictions() < best->restrictions()) continue;
    const Lot* next = TRY(walk.peek());
    if (next == nullptr) continue;
    bool first = best == nullptr || walk.restrictions() > best->restrictions() ||
                 next->order() < lot->order();
    if (first) best = &walk;
    if (first) lot = next;
  }
  return best;
}

bool usable(const Lot& lot, Day day) { return !day || lot.expires >= day.number(); }

bool fits(const Shelf& shelf, const Want& want) {
  bool there = want.place.empty() || shelf.place == want.place;
  return there && !shelf.named && std::ranges::includes(want.tags, shelf.tags);
}

}  // namespace

Result<Takings> Work::takings(const Want& want) {
  std::vector<Walk> walks;
  for (const Shelf& shelf : TRY(draft.shelves(want.book, want.unit))) {
    if (fits(shelf, want)) walks.emplace_back(draft, shelf);
  }
  Takings takings;
  std::int64_t left = want.amount;
  while (left > 0) {
    Walk* walk = TRY(first_of(walks));
    if (walk == nullptr) {
      Error error = conflict("ledger.insufficient", "amt", std::to_string(left));
      error.fields = TRY(would_have_covered(want, left));
      return error;
    }
    Lot lot = *TRY(walk->peek());
    walk->step();
    if (!usable(lot, want.day) || lot.number == want.without) continue;
    std::int64_t part = std::min(lot.available(), left);
    left -= part;
    takings.push_back({std::move(lot), part});
  }
  return takings;
}

Result<std::vector<FieldFault>> Work::would_have_covered(const Want& want, std::int64_t shortfall) {
  std::vector<FieldFault> told;
  constexpr std::size_t told_max = 20;
  std::int64_t left = shortfall;
  for (const Shelf& shelf : TRY(draft.shelves(want.book, want.unit))) {
    Walk walk(draft, shelf);
    while (left > 0 && told.size() < told_max) {
      const Lot* lot = TRY(walk.peek());
      if (lot == nullptr) break;
      walk.step();
      const char* why = nullptr;
      if (shelf.named) why = "ledger.lot_named";
      if (!std::ranges::includes(want.tags, shelf.tags)) why = "ledger.lot_restricted";
      if (!usable(*lot, want.day)) why = "ledger.lot_expired";
      if (!want.place.empty() && shelf.place != want.place) why = "ledger.lot_elsewhere";
      if (why == nullptr || lot->number == want.without) continue;
      told.push_back({lot->id, why, std::to_string(lot->available())});
      left -= lot->available();
    }
  }
  return told;
}

Result<Takings> Work::named_lots(const Want& want) {
  Takings takings;
  std::int64_t left = want.amount;
  bool all_named = true;
  for (const std::string& id : event.lots) {
    Lot lot = TRY(lot_of(id));
    Shelf shelf = TRY(shelf_of(lot.shelf));
    if (shelf.unit != want.unit) return conflict("ledger.unit", "lots", id);
    all_named = all_named && shelf.named;
    // A second person may change the order, never what the donor allowed.
    bool allowed = std::ranges::includes(want.tags, shelf.tags) && usable(lot, want.day);
    bool twice = std::ranges::find(takings, lot.number, [](const Taking& taking) {
                   return taking.lot.number;
                 }) != takings.end();
    std::int64_t part = allowed && !twice ? std::min(lot.available(), left) : 0;
    if (part == 0) continue;
    left -= part;
    takings.push_back({std::move(lot), part});
  }
  if (left > 0) return conflict("ledger.insufficient", "amt", std::to_string(left));
  if (!all_named && !check_pair_of_eyes().ok()) return invalid("ledger.override", "reason");
  return takings;
}

Result<Takings> Work::for_use() {
  Want want{entry.book, event.unit, event.amount, event.tags, event.date, {}};
  if (profile.class_of_unit(event.unit) == UnitClass::goods) want.place = event.place;
  if (!event.lots.empty()) return named_lots(want);
  return takings(want);
}

Outcome Work::check_pair_of_eyes() const {
  if (event.reason.empty()) return invalid("ledger.reason", "reason");
  if (event.second.empty()) return invalid("ledger.reason", "second");
  return Done{};
}

}  // namespace boai::ledger

// A gift given back: first what lies unspent, then what was spent, newest use first, each such use
// backed anew by other lots it might have been paid from. All of it, or nothing.
#include <algorithm>

#include "base/must.hpp"
#include "engines/ledger/ledger.hpp"

namespace boai::ledger {

Outcome Ledger::apply(const Refund& event) {
  TRY(check_new(event.id, event.amount));
  std::size_t gift = TRY(lot_of(event.donation));
  std::int64_t spent = 0;
  for (const Use& use : uses_) {
    auto backed = use.backing.find(gift);
    if (backed != use.backing.end()) spent += backed->second;
  }
  // What fees, refunds and redesignations took is gone; fees others bore never count here.
  std::int64_t refundable = lots_[gift].remaining + spent;
  if (event.amount > refundable) {
    return conflict("ledger.exceeds_refundable", "amt", std::to_string(event.amount - refundable));
  }
  std::int64_t to_free = std::max<std::int64_t>(0, event.amount - lots_[gift].remaining);
  Ledger tried = *this;
  for (auto use = tried.uses_.rbegin(); to_free > 0 && use != tried.uses_.rend(); ++use) {
    auto backed = use->backing.find(gift);
    if (backed == use->backing.end()) continue;
    std::int64_t part = std::min(backed->second, to_free);
    auto others = tried.takings(use->event, part, gift);
    if (!others.ok()) {
      // Say how much is missing in all, so that the office knows what to find.
      std::int64_t missing = std::atoll(others.error().detail.c_str());
      return conflict("ledger.insufficient", "amt", std::to_string(missing));
    }
    tried.take(gift, part, Kind::unback, use->event.id);
    backed->second -= part;
    if (backed->second == 0) use->backing.erase(backed);
    for (const Taking& taking : *others) {
      tried.take(taking.lot, taking.amount, Kind::reback, use->event.id);
      use->backing[taking.lot] += taking.amount;
    }
    to_free -= part;
  }
  must(to_free == 0);
  tried.ids_.insert(event.id);
  tried.take(gift, event.amount, Kind::refund, event.id);
  *this = std::move(tried);
  return Done{};
}

}  // namespace boai::ledger

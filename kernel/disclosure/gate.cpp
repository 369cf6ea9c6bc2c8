#include "kernel/disclosure/gate.hpp"

#include <algorithm>

namespace boai::disclosure {

namespace {

class Faults {
 public:
  void add(const std::string& place, std::string code, std::string detail = {}) {
    error_.fields.push_back({place, "disclosure." + std::move(code), std::move(detail)});
  }
  Outcome outcome() && {
    if (error_.fields.empty()) return Done{};
    return std::move(error_);
  }

 private:
  Error error_ = conflict("disclosure.refused");
};

void check(const Balance& balance, Faults& faults) {
  std::int64_t used = 0;
  bool below = balance.inbound < 0 || balance.outbound < 0 || balance.stock < 0;
  bool over = __builtin_add_overflow(balance.outbound, balance.stock, &used);
  if (below) faults.add(balance.name, "below_zero");
  if (over || used != balance.inbound) {
    faults.add(balance.name, "does_not_add_up",
               std::to_string(balance.inbound) + " in, " + std::to_string(balance.outbound) +
                   " out, " + std::to_string(balance.stock) + " there");
  }
}

void check(const Dated& dated, const Known& known, Faults& faults) {
  auto found = known.campaigns.find(dated.campaign);
  if (found == known.campaigns.end()) return faults.add(dated.name, "no_campaign", dated.campaign);
  const Campaign& campaign = found->second;
  bool inside = dated.day >= campaign.since && (!campaign.until || dated.day <= *campaign.until);
  if (!inside) faults.add(dated.name, "outside_campaign", to_text(dated.day));
}

// What stood on a page moves by its corrections and by nothing else; a running total also grows.
void check(const Total& total, const Known& known, Faults& faults) {
  auto before = known.published.find(total.name);
  if (before == known.published.end()) return;
  auto moved = known.corrected.find(total.name);
  std::int64_t by = moved == known.corrected.end() ? 0 : moved->second;
  std::int64_t expected = before->second + by;
  bool runs = std::ranges::find(known.running, total.name) != known.running.end();
  bool good = runs ? total.value >= expected : total.value == expected;
  if (!good) {
    faults.add(
        total.name, "moved_without_correction",
        std::to_string(before->second) + " was published, now " + std::to_string(total.value));
  }
}

}  // namespace

Outcome gate(const Release& release, const Known& known) {
  Faults faults;
  for (const Balance& balance : release.balances) check(balance, faults);
  for (const Dated& dated : release.dated) check(dated, known, faults);
  for (const std::string& receiver : release.receivers) {
    bool there = std::ranges::find(known.receivers, receiver) != known.receivers.end();
    if (!there) faults.add(receiver, "no_receiver");
  }
  for (const Total& total : release.totals) check(total, known, faults);
  return std::move(faults).outcome();
}

}  // namespace boai::disclosure

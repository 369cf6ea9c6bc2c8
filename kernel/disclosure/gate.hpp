// What may be published: figures that add up. Pure; says every fault at once, by code and place.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/day.hpp"
#include "base/result.hpp"

namespace boai::disclosure {

// One lot, or one fund as a whole, in one unit.
struct Balance {
  std::string name;  // "lot:7", "fund:flood-2026"
  std::string unit;
  std::int64_t inbound = 0;
  std::int64_t outbound = 0;
  std::int64_t stock = 0;
};

struct Dated {
  std::string name;
  std::string campaign;
  Day day;
};

struct Campaign {
  Day since;
  std::optional<Day> until;  // nothing: still open
};

// A total that stood on a page before, or a new one.
struct Total {
  std::string name;
  std::int64_t value = 0;
};

struct Release {
  std::vector<Balance> balances;
  std::vector<Dated> dated;
  std::vector<std::string> receivers;  // named in the release
  std::vector<Total> totals;
};

struct Known {
  std::map<std::string, Campaign> campaigns;
  std::vector<std::string> receivers;
  std::map<std::string, std::int64_t> published;  // totals as they were last published
  // What the corrections recorded since then move a total by.
  std::map<std::string, std::int64_t> corrected;
  // Totals that may grow by themselves, for the period still runs.
  std::vector<std::string> running;
};

// Error code disclosure.refused; its faults: disclosure.does_not_add_up, disclosure.below_zero,
// disclosure.no_campaign, disclosure.outside_campaign, disclosure.no_receiver,
// disclosure.moved_without_correction.
Outcome gate(const Release& release, const Known& known);

}  // namespace boai::disclosure

// Targets divided, and what stands of them: for the target desk and the command line.
#pragma once

#include <boost/json.hpp>

#include "domains/plan/queries.hpp"
#include "domains/plan/records/split.hpp"
#include "domains/plan/rules/split.hpp"

namespace boai::plan {

// targets.yaml of the pack: curves over years, and what deserves an alert.
struct Ways {
  std::map<std::string, forecast::Curve> curves;
  double chance_below = 0.5;  // of reaching the target
  double jump_above = 5;      // robust deviations
  std::int64_t silent_days_min = 14;
  std::int64_t silent_times = 2;  // the usual gap
  std::vector<std::string> silent_series;
};
Outcome settle_ways(unit::House& house, const std::string& pack);
const Ways& ways_of(const unit::House& house);

// What stands at a society when somebody divides: the split before, its shares, the locked years.
struct Standing {
  std::optional<Split> split;
  std::vector<Share> shares;
  int locked_through = 0;
  std::string basis() const;  // changes when any of it does
};

// A society that a target is divided among, in the order of codes, cities before their counties.
struct PlaceBelow {
  Region region;
  std::string parent;  // code of the city, "" straight below
  std::string kind;    // of its region: district, county, county_city
};
Result<std::vector<PlaceBelow>> places_below(store::Connection& connection, const Region& region,
                                             bool counties, Day today);

struct Dividing {
  const unit::House& house;
  const Region& region;
  const Standing& standing;
  Day today;
};
struct Divided {
  SplitAnswer answer;
  Micro total = 0, reserve = 0;
  std::map<std::string, std::int64_t> branches;  // by code
};
// The proposal for a command, not saved. Refuses as rules/split.hpp does, and:
// plan.unknown, plan.no_indicator, plan.no_target, plan.split_axes, plan.split_method,
// plan.reserve_name, plan.no_weight, plan.split_cells.
Result<Divided> divide(store::Connection& connection, const Dividing& dividing,
                       const SplitTarget& wish);

// What stands in the store; the handler finds it in its transaction instead.
Result<Standing> standing_at(store::Connection& connection, const std::string& plan,
                             const std::string& indicator, const Region& region);

struct TargetAsk {
  std::string plan, indicator, region = "32";
  Day today;
};
// Every indicator: its target, whether and how it is divided, how many gaps.
Result<boost::json::object> targets(store::Connection& connection, const unit::House& house,
                                    const TargetAsk& ask);
// One indicator: the split that stands with its shares, lineage, own targets below, gaps.
Result<boost::json::object> target(store::Connection& connection, const unit::House& house,
                                   const TargetAsk& ask);
// What a split would give.
Result<boost::json::object> proposal(store::Connection& connection, const unit::House& house,
                                     const TargetAsk& ask, const SplitTarget& wish);

std::string short_decimal(Micro value);  // "120", "12.5"

}  // namespace boai::plan

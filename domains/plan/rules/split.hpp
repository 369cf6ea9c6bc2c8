// How a target is divided over years, regions and departments. Pure: numbers in, rows out.
//
// Over years, by kind: stock, ratio and coverage stand on a line from the baseline to the target
// (a level at each year's end), cumulative is cut into parts, annual and maintain are the same
// every year, binary falls due in the last year. Over regions: what is summed is divided by
// weights; coverage by counting units; a ratio, and what is asked of each unit, is asked of all
// alike. Sums are exact (engines/forecast/apportion.hpp), ties go to the lower code.
#pragma once

#include <map>

#include "domains/plan/rules.hpp"
#include "engines/forecast/curve.hpp"

namespace boai::plan {

using forecast::Parts;

enum class YearShape { flat, parts, line, end };
enum class RegionShape { divided, alike, counted };
YearShape year_shape(const Indicator& indicator);
RegionShape region_shape(const Indicator& indicator);

struct SplitPlace {
  std::string code;
  std::string parent;       // code of the city above; "" for one straight below the splitter
  std::int64_t weight = 0;  // by the method chosen; people for a ratio
  std::int64_t units = 0;   // of the indicator's level, for coverage
  std::optional<Micro> standing_at;  // where it stands in the base year (method base)
};

struct Department {
  std::string code;
  std::int64_t weight = 1;
};

struct ShareRow {
  std::string kind;        // year, region, department, reserve
  std::string place;       // region code; of the splitter for years and the reserve
  std::string department;  // "" for the whole society
  int year = 0;            // 0: the plan as a whole
  Micro value = 0;
  bool locked = false;
};
using ShareKey = std::tuple<std::string, int, std::string>;  // place, year, department
using Shares = std::map<ShareKey, Micro>;

struct SplitTask {
  const Indicator* indicator = nullptr;
  std::string code;  // of the splitter's region
  Micro total = 0;
  Micro reserve = 0;       // above nought: handed out beyond the total; below: kept in hand
  std::vector<int> years;  // empty: the plan as a whole
  forecast::Curve curve;
  bool by_hand = false;            // cells say it all
  Shares cells;                    // by hand
  bool rise_together = false;      // a ratio: everybody rises by as many points (method base)
  std::vector<SplitPlace> places;  // in the order of codes, cities before their counties
  std::vector<Department> departments;
  int locked_through = 0;  // the last locked year
  Shares standing;         // what the split before gave
};

struct SplitAnswer {
  std::vector<ShareRow> rows;
  Micro quantum = micro;
};

// Refuses, with every place at fault in Error::fields:
//   plan.split_over, plan.split_short   a year's parts are more or less than the whole
//   plan.split_circular                 a region is given a part of itself or of what is below it
//   plan.split_outside                  a region that is not below, or not divided here
//   plan.year_locked, plan.below_locked, plan.all_locked
//   plan.ratio_short                    Σ weight · ratio does not reach the ratio asked
//   plan.split_kind                     there is nothing to divide
Result<SplitAnswer> split(const SplitTask& task);

// "3201/2026=120, 3202/2026/fundraising=80": place, year and department of each cell; the year may
// be left out. Refuses plan.split_cells with the piece at fault.
Result<Shares> parse_cells(std::string_view text);
// "3201=5,3202=3" → place → weight, up to six decimals.
Result<std::map<std::string, std::int64_t>> parse_weights(std::string_view text);

// The target that a region's shares make for a year, and what it should have reached by a part of
// the way through that year (0 to 1). `start` is where it stood before the plan's first year.
using YearShares = std::map<int, Micro>;
std::optional<Micro> target_of_shares(const Indicator& indicator, const YearShares& shares,
                                      int year);
struct WayPoint {
  int year = 0;
  double part = 1;
  Micro start = 0;
};
std::optional<Micro> expected_of_shares(const Indicator& indicator, const YearShares& shares,
                                        const WayPoint& at);

}  // namespace boai::plan

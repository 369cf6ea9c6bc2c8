// Plans as data, and what a value says about its target. Pure.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/day.hpp"
#include "base/decimal.hpp"
#include "base/result.hpp"

namespace boai::plan {

using boai::decimal_text;
using boai::Micro;
using boai::micro;
using boai::parse_decimal;

struct Indicator {
  std::string id, name, en, goal, tier, kind, unit, per, level, direction, strength, rule;
  std::string measure, denominator_measure;
  bool manual = false;
  // What the measures count stands until it ends: read from the beginning, not from the plan's.
  bool standing = false, denominator_standing = false;
  std::vector<std::string> scope, derives;
  std::optional<Micro> target;  // "done" counts as 1
  int target_year = 0;
  std::optional<Micro> baseline;
  std::string numerator_text, denominator_text, note, source, origin;
  std::string numerator_en, denominator_en, note_en;

  bool is_ratio() const { return rule == "ratio" || rule == "coverage"; }
  bool is_stock() const;  // a level that stands until it changes
  bool yearly() const { return kind == "annual" || measure.ends_with("#year"); }
  int digits() const { return unit == "比" ? 6 : 2; }  // 1:50 is 0.020000
  int whole() const { return unit == "%" ? 100 : 1; }  // what a ratio of one to one is shown as
};

struct Goal {
  std::string code, name, en;
};

struct Plan {
  std::string code, name, en;
  int from = 0, to = 0;
  int on_track = 95, at_risk = 80;  // per cent of the expected value
  int history_from = 0;             // the first year of the first plan; before it stand lump sums
  std::vector<Goal> goals;
  std::map<std::string, int> units;  // level → how many units it has
  std::vector<Indicator> indicators;

  const Indicator* find(std::string_view id) const;
};

// A row of the pack's checks.yaml, valid for a time: it refuses a reported value or asks for a
// reason (rules/checks.hpp).
struct Check {
  std::string code;
  std::string kind;       // change, range, compare, parts
  std::string indicator;  // "" for every indicator that unit and rule let through
  std::string unit, rule;
  std::string other;  // compare: the indicator that must not be smaller
  std::optional<Micro> min, max;
  int percent = 0;  // change: from this on against the year before
  bool needs_reason = false;
  Day from, until;
};

struct Book {
  std::vector<Plan> plans;
  std::vector<Check> checks;
  const Plan* find(std::string_view code) const;
};
Result<Book> read_book(const std::string& folder);

// "2025" or "2025-06", inside the plan.
Outcome check_period(const Plan& plan, std::string_view period);

// Does a region of this level carry the indicator itself, add it up, or neither?
enum class Place { unit, above, below };
Place place_of(const Indicator& indicator, std::string_view region_level);

// Days gone and days in all: of the plan, or of the year for yearly indicators.
struct Way {
  std::int64_t gone = 0, whole = 1;
};
Way way_gone(const Plan& plan, const Indicator& indicator, int year, Day day);

std::optional<Micro> expected(const Plan& plan, const Indicator& indicator,
                              std::optional<Micro> target, int year, Day day);

// on_track | at_risk | behind | met | missed | no_data | not_applicable
std::string status_of(const Plan& plan, const Indicator& indicator, std::optional<Micro> value,
                      std::optional<Micro> target, std::optional<Micro> expected, bool over);

}  // namespace boai::plan

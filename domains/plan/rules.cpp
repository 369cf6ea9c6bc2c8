#include "domains/plan/rules.hpp"

#include <algorithm>
#include <charconv>

namespace boai::plan {

bool Indicator::is_stock() const {
  return kind == "stock" || kind == "coverage" || kind == "maintain" || kind == "ratio" ||
         kind == "binary" || kind == "milestone";
}

const Indicator* Plan::find(std::string_view id) const {
  auto found = std::ranges::find(indicators, id, &Indicator::id);
  return found == indicators.end() ? nullptr : &*found;
}

const Plan* Book::find(std::string_view code) const {
  auto found = std::ranges::find(plans, code, &Plan::code);
  return found == plans.end() ? nullptr : &*found;
}

Outcome check_period(const Plan& plan, std::string_view period) {
  bool month = period.size() == 7 && period[4] == '-';
  if (!month && period.size() != 4) return invalid("plan.period", "period");
  auto day = Day::parse(std::string(period) + (month ? "-01" : "-01-01"));
  if (!day) return invalid("plan.period", "period");
  if (day->year() < plan.from || day->year() > plan.to) return invalid("plan.period", "period");
  return Done{};
}

namespace {

int depth_of(std::string_view level) {
  if (level == "province") return 0;
  if (level == "city") return 1;
  return level == "county" ? 2 : 3;
}

// The deepest level at which an indicator's units stand.
int unit_depth(std::string_view level) {
  if (level == "province") return 0;
  if (level == "city" || level == "province_and_city") return 1;
  bool county = level.starts_with("county") || level.starts_with("city_and") || level == "district";
  return county ? 2 : 3;
}

bool province_is_unit(std::string_view level) {
  return level == "province" || level == "province_and_city" || level == "county_up";
}

bool city_is_unit(std::string_view level) {
  return level == "city" || level == "province_and_city" || level == "county_up" ||
         level == "city_and_county_all" || level == "city_and_countycity";
}

}  // namespace

Place place_of(const Indicator& indicator, std::string_view region_level) {
  int here = depth_of(region_level);
  int unit = unit_depth(indicator.level);
  if (here > unit) return Place::below;
  if (here == unit) return Place::unit;
  bool both = here == 0 ? province_is_unit(indicator.level) : city_is_unit(indicator.level);
  return both && indicator.per == "unit" ? Place::unit : Place::above;
}

Way way_gone(const Plan& plan, const Indicator& indicator, int year, Day day) {
  bool yearly = indicator.kind == "annual";
  int first_year = yearly ? year : plan.from;
  int last_year = yearly ? year : (indicator.target_year ? indicator.target_year : plan.to);
  auto start = Day::of(first_year, 1, 1);
  auto end = Day::of(last_year, 12, 31);
  std::int64_t gone = day.serial() - start->serial() + 1;
  std::int64_t whole = end->serial() - start->serial() + 1;
  return {std::clamp<std::int64_t>(gone, 0, whole), whole};
}

std::optional<Micro> expected(const Plan& plan, const Indicator& indicator,
                              std::optional<Micro> target, int year, Day day) {
  if (!target) return std::nullopt;
  if (indicator.kind == "maintain") return target;
  Micro start = indicator.is_stock() ? indicator.baseline.value_or(0) : 0;
  Way way = way_gone(plan, indicator, year, day);
  __int128 rise = static_cast<__int128>(*target - start) * way.gone / way.whole;
  return start + static_cast<Micro>(rise);
}

std::string status_of(const Plan& plan, const Indicator& indicator, std::optional<Micro> value,
                      std::optional<Micro> target, std::optional<Micro> expected_now, bool over) {
  if (!value) return "no_data";
  if (!target) return "not_applicable";
  bool down = indicator.direction == "down";
  bool met = down ? *value <= *target : *value >= *target;
  if (met) return "met";
  if (over) return "missed";
  if (!expected_now || *expected_now <= 0) return "on_track";
  // Where less is better, the expected is measured by the value instead of the other way round.
  __int128 reached = down ? *expected_now : *value;
  __int128 asked = down ? *value : *expected_now;
  if (reached * 100 >= asked * plan.on_track) return "on_track";
  return reached * 100 >= asked * plan.at_risk ? "at_risk" : "behind";
}

}  // namespace boai::plan

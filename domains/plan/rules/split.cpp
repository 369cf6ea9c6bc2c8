#include "domains/plan/rules/split.hpp"

#include <algorithm>
#include <numeric>

#include "domains/plan/rules/splitting.hpp"

namespace boai::plan {

YearShape year_shape(const Indicator& indicator) {
  const std::string& kind = indicator.kind;
  if (kind == "annual" || kind == "maintain" || kind == "periodic") return YearShape::flat;
  if (kind == "cumulative") return YearShape::parts;
  bool due = kind == "binary" || (kind == "milestone" && indicator.rule == "done");
  return due ? YearShape::end : YearShape::line;
}

RegionShape region_shape(const Indicator& indicator) {
  if (indicator.per == "unit" || indicator.rule == "ratio") return RegionShape::alike;
  return indicator.rule == "coverage" ? RegionShape::counted : RegionShape::divided;
}

std::int64_t total_of(const Parts& parts) {
  return std::accumulate(parts.begin(), parts.end(), std::int64_t{0});
}

Micro rounded_up(Micro value, Micro step) { return (value + step - 1) / step * step; }

namespace {

// The coarsest step that holds all the numbers: whole units, tenths, …
Micro step_of(std::initializer_list<Micro> values) {
  Micro step = micro;
  for (Micro value : values) {
    while (value % step != 0) step /= 10;
  }
  return step;
}

}  // namespace

Result<SplitAnswer> split(const SplitTask& task) { return Splitting(task).run(); }

Result<SplitAnswer> Splitting::run() {
  TRY(check());
  quantum_ = indicator_.unit == "比" ? 100 : micro / 100;
  if (over_regions_ == RegionShape::divided) {
    quantum_ = step_of({task_.total, task_.reserve, indicator_.baseline.value_or(0)});
    for (const auto& [key, value] : task_.standing) quantum_ = std::min(quantum_, step_of({value}));
  }
  TRY(years());
  TRY(regions());
  TRY(departments());
  return SplitAnswer{std::move(rows_), quantum_};
}

Outcome Splitting::check() const {
  if (task_.total < 0) return invalid("plan.value", "total");
  bool all_locked = !task_.years.empty() && locked(task_.years.back());
  if (all_locked) return conflict("plan.all_locked", "plan");
  // Something that is done once, by one, has no regions.
  bool once = over_years_ == YearShape::end ||
              (over_regions_ == RegionShape::counted && indicator_.level == "province");
  if (!task_.places.empty() && once) return conflict("plan.split_kind", "axes", indicator_.kind);
  return Done{};
}

std::size_t Splitting::open_from() const {
  std::size_t at = 0;
  while (at < years_.size() && locked(years_[at])) ++at;
  return at;
}

// What the whole has to reach in each year, in micro.
Outcome Splitting::years() {
  std::size_t open = open_from(), count = years_.size() - open;
  Micro locked_sum = 0, level = indicator_.baseline.value_or(0);
  for (std::size_t at = 0; at < open; ++at) {
    Micro value = kept(task_.code, years_[at]).value_or(0);
    whole_.push_back(value);
    locked_sum += value;
    level = value;
  }
  if (years_ == std::vector<int>{0}) {
    whole_.push_back(task_.total);
  } else if (over_years_ == YearShape::flat) {
    whole_.insert(whole_.end(), count, task_.total);
  } else if (over_years_ == YearShape::end) {
    whole_.insert(whole_.end(), count - 1, 0);
    whole_.push_back(task_.total);
  } else {
    TRY(curve(over_years_ == YearShape::parts ? locked_sum : level, count));
  }
  TRY(typed_years());
  if (task_.years.empty()) return Done{};
  for (std::size_t at = 0; at < years_.size(); ++at) {
    put("year", task_.code, years_[at], whole_[at]);
  }
  return Done{};
}

// From `before` to the total along the curve: parts, or levels at the end of each year.
Outcome Splitting::curve(Micro before, std::size_t count) {
  Micro way = task_.total - before;
  bool parts = over_years_ == YearShape::parts;
  if (way < 0 && parts) {
    return conflict("plan.below_locked", "total", decimal_text(before, 2));
  }
  Parts weights = TRY(forecast::weights_of(task_.curve, static_cast<int>(count)));
  Micro step = step_of({way, quantum_});
  Parts steps = TRY(forecast::apportion(std::abs(way) / step, weights));
  Micro level = before;
  for (std::size_t at = 0; at < count; ++at) {
    Micro rise = steps[at] * step * (way < 0 ? -1 : 1);
    level += rise;
    Micro target = over_regions_ == RegionShape::divided ? level : rounded_up(level, quantum_);
    whole_.push_back(parts ? rise : std::min(target, std::max(task_.total, before)));
  }
  return Done{};
}

// A year typed by hand; the rest is left as the curve says, and the sum must still be the total.
Outcome Splitting::typed_years() {
  if (!task_.by_hand || task_.years.empty()) return Done{};
  bool any = false;
  Micro sum = 0;
  for (std::size_t at = 0; at < years_.size(); ++at) {
    auto value = typed(task_.code, years_[at]);
    if (value && locked(years_[at]) && *value != whole_[at])
      fault(task_.code, years_[at], "plan.year_locked");
    if (value && !locked(years_[at])) {
      any = true;
      whole_[at] = *value;
    }
    sum += whole_[at];
  }
  if (any && over_years_ == YearShape::parts) compare(task_.code, 0, sum, task_.total);
  if (any && over_years_ != YearShape::parts && over_years_ != YearShape::flat) {
    compare(task_.code, years_.back(), whole_.back(), task_.total);
  }
  return refuse();
}

Outcome Splitting::departments() {
  if (task_.departments.empty()) return Done{};
  std::map<std::string, std::vector<Micro>> wholes = {{task_.code, whole_}};
  for (const ShareRow& row : rows_) {
    if (row.kind == "region") wholes[row.place].push_back(row.value);
  }
  for (const auto& [place, whole] : wholes) TRY(departments_of(place, whole));
  return refuse();
}

// The departments of one society: its years divided, or asked of each alike.
Outcome Splitting::departments_of(const std::string& place, const std::vector<Micro>& whole) {
  bool divided = over_regions_ == RegionShape::divided && over_years_ != YearShape::end;
  std::size_t count = task_.departments.size();
  auto typed_here = [&](const Department& department) {
    return std::ranges::any_of(
        years_, [&](int year) { return typed(place, year, department.code).has_value(); });
  };
  bool by_hand = task_.by_hand && divided;
  if (by_hand && std::ranges::none_of(task_.departments, typed_here)) return Done{};
  StepTable table;
  if (divided && !by_hand) {
    Parts weights, years;
    for (const Department& department : task_.departments) weights.push_back(department.weight);
    for (Micro value : whole) years.push_back(std::max<Micro>(0, value) / quantum_);
    table = over_years_ == YearShape::parts ? TRY(split_parts(weights, Parts(count, 0), years))
                                            : TRY(split_each_year(weights, years));
  }
  std::vector<Micro> sums(whole.size(), 0);
  for (std::size_t row = 0; row < count; ++row) {
    const std::string& code = task_.departments[row].code;
    for (std::size_t at = 0; at < whole.size(); ++at) {
      Micro value = by_hand   ? typed(place, years_[at], code).value_or(0)
                    : divided ? table[row][at] * quantum_
                              : whole[at];
      if (locked(years_[at])) value = kept(place, years_[at], code).value_or(value);
      sums[at] += value;
      put("department", place, years_[at], value, code);
    }
  }
  for (std::size_t at = 0; by_hand && at < whole.size(); ++at) {
    compare(place, years_[at], sums[at], whole[at]);
  }
  return Done{};
}

}  // namespace boai::plan

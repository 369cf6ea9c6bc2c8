// Regions by rule: divided, asked of all alike, or counted in units.
#include <algorithm>

#include "domains/plan/rules/splitting.hpp"

namespace boai::plan {

Result<StepTable> split_each_year(const Parts& weights, const Parts& years) {
  StepTable table(weights.size());
  for (std::int64_t year : years) {
    Parts parts = TRY(forecast::apportion(year, weights));
    for (std::size_t row = 0; row < parts.size(); ++row) table[row].push_back(parts[row]);
  }
  return table;
}

Result<StepTable> split_parts(const Parts& weights, const Parts& spent, const Parts& years) {
  std::int64_t open = total_of(years);
  Parts rows = TRY(forecast::apportion(open + total_of(spent), weights));
  for (std::size_t row = 0; row < rows.size(); ++row) {
    rows[row] = std::max<std::int64_t>(0, rows[row] - spent[row]);
  }
  if (total_of(rows) != open)
    rows = TRY(forecast::apportion(open, total_of(rows) ? rows : weights));
  return forecast::apportion_table(rows, years);
}

Result<StepTable> split_levels(const Parts& weights, Parts before, const Parts& years) {
  Parts ends = TRY(forecast::apportion(years.back(), weights));
  Parts rises;
  std::int64_t level = total_of(before);
  for (std::size_t row = 0; row < ends.size(); ++row) {
    if (ends[row] < before[row]) return split_each_year(weights, years);
    rises.push_back(ends[row] - before[row]);
  }
  Parts columns;
  for (std::int64_t year : years) {
    if (year < level) return split_each_year(weights, years);
    columns.push_back(year - level);
    level = year;
  }
  StepTable table = TRY(forecast::apportion_table(rises, columns));
  for (std::size_t row = 0; row < table.size(); ++row) {
    for (std::int64_t& step : table[row]) step = before[row] += step;
  }
  return table;
}

namespace {

// Where the places stand before the first year: their share of the baseline, never above the end.
Result<Parts> start_of(const Parts& weights, std::int64_t level, std::int64_t end) {
  Parts ends = TRY(forecast::apportion(end, weights));
  return forecast::apportion(std::min(level, end), end == 0 ? weights : ends);
}

}  // namespace

// The places straight below `parent`, in order.
Splitting::Places Splitting::below(const std::string& parent) const {
  Places found;
  for (const SplitPlace& place : task_.places) {
    if (place.parent == parent) found.push_back(&place);
  }
  return found;
}

Outcome Splitting::regions() {
  if (task_.places.empty()) return Done{};
  if (task_.by_hand) return regions_by_hand();
  TRY(reserve_rows());
  std::vector<Micro> handed_out = whole_;
  for (std::size_t at = 0; at < handed_out.size(); ++at) handed_out[at] += reserved_[at];
  TRY(divide(task_.code, "", handed_out));
  return Done{};
}

// The reserve follows the whole: parts of it with parts, all of it where the target stands.
Outcome Splitting::reserve_rows() {
  reserved_.assign(years_.size(), 0);
  if (task_.reserve == 0 || over_regions_ != RegionShape::divided) return Done{};
  std::size_t open = open_from();
  bool parts = over_years_ == YearShape::parts && !task_.years.empty();
  Micro left = task_.reserve;
  Parts weights;
  for (std::size_t at = 0; at < years_.size(); ++at) {
    if (at < open) reserved_[at] = kept("", years_[at]).value_or(0);
    if (at < open && parts) left -= reserved_[at];
    if (at >= open) weights.push_back(std::max<Micro>(whole_[at], 0));
  }
  if (total_of(weights) == 0) weights.assign(weights.size(), 1);
  if (parts) {
    Parts steps = TRY(forecast::apportion(std::abs(left) / quantum_, weights));
    for (std::size_t at = open; at < years_.size(); ++at) {
      reserved_[at] = steps[at - open] * quantum_ * (left < 0 ? -1 : 1);
    }
  } else {
    for (std::size_t at = open; at < years_.size(); ++at) {
      __int128 share = static_cast<__int128>(left) * whole_[at] / std::max<Micro>(task_.total, 1);
      bool last = at + 1 == years_.size() || over_years_ == YearShape::flat;
      reserved_[at] = last ? left : static_cast<Micro>(share) / quantum_ * quantum_;
    }
  }
  for (std::size_t at = 0; at < years_.size(); ++at) {
    put("reserve", task_.code, years_[at], reserved_[at]);
  }
  return Done{};
}

// One level of the tree, then the next.
Outcome Splitting::divide(const std::string& above, const std::string& parent,
                          const std::vector<Micro>& whole) {
  auto places = below(parent);
  if (places.empty()) return Done{};
  Values table;
  if (over_regions_ == RegionShape::alike) {
    table = alike(places, whole);
  } else if (over_regions_ == RegionShape::counted) {
    table = TRY(counted(places, whole));
  } else {
    auto divided = divided_among(places, whole);
    if (!divided.ok() && divided.error().code == "forecast.no_weight") {
      return invalid("plan.no_weight", "weights", above);
    }
    table = TRY(std::move(divided));
  }
  for (std::size_t row = 0; row < places.size(); ++row) {
    for (std::size_t at = 0; at < years_.size(); ++at) {
      put("region", places[row]->code, years_[at], table[row][at]);
    }
    TRY(divide(places[row]->code, places[row]->code, table[row]));
  }
  return Done{};
}

Result<Splitting::Values> Splitting::divided_among(const Places& places,
                                                   const std::vector<Micro>& whole) {
  std::size_t open = open_from();
  Parts weights, before(places.size(), 0), spent(places.size(), 0);
  for (const SplitPlace* place : places) weights.push_back(place->weight);
  Values table(places.size());
  for (std::size_t row = 0; row < places.size(); ++row) {
    for (std::size_t at = 0; at < open; ++at) {
      Micro value = kept(places[row]->code, years_[at]).value_or(0);
      table[row].push_back(value);
      spent[row] += value / quantum_;
      before[row] = value / quantum_;
    }
  }
  Parts open_years;
  for (std::size_t at = open; at < whole.size(); ++at) open_years.push_back(whole[at] / quantum_);
  StepTable steps;
  if (over_years_ == YearShape::parts) {
    steps = TRY(split_parts(weights, spent, open_years));
  } else if (over_years_ == YearShape::line && years_.size() > 1) {
    Micro level = open > 0 ? whole[open - 1] : indicator_.baseline.value_or(0);
    if (open == 0) before = TRY(start_of(weights, level / quantum_, open_years.back()));
    steps = TRY(split_levels(weights, before, open_years));
  } else {
    steps = TRY(split_each_year(weights, open_years));
  }
  for (std::size_t row = 0; row < places.size(); ++row) {
    for (std::int64_t step : steps[row]) table[row].push_back(step * quantum_);
  }
  return table;
}

// A ratio is asked of all alike; or everybody rises by as many points from where he stands.
Splitting::Values Splitting::alike(const Places& places, const std::vector<Micro>& whole) const {
  Values table;
  __int128 weight = 0, standing = 0;
  for (const SplitPlace* place : places) {
    weight += place->weight;
    standing += static_cast<__int128>(place->weight) * place->standing_at.value_or(0);
  }
  bool together = task_.rise_together && weight > 0;
  for (const SplitPlace* place : places) {
    std::vector<Micro> row;
    for (std::size_t at = 0; at < whole.size(); ++at) {
      __int128 lacking = static_cast<__int128>(whole[at]) * weight - standing;
      auto points = together ? static_cast<Micro>((lacking + weight - 1) / weight) : 0;
      Micro value = together ? place->standing_at.value_or(0) + points : whole[at];
      if (together) value = std::max<Micro>(0, rounded_up(value, quantum_));
      row.push_back(locked(years_[at]) ? kept(place->code, years_[at]).value_or(value) : value);
    }
    table.push_back(std::move(row));
  }
  return table;
}

// So many of the units below as the share asks for, rounded up to whole units.
Result<Splitting::Values> Splitting::counted(const Places& places,
                                             const std::vector<Micro>& whole) const {
  Parts units, columns;
  for (const SplitPlace* place : places) units.push_back(place->units);
  std::int64_t all = total_of(units);
  if (all == 0) return invalid("plan.no_units", "axes", indicator_.level);
  for (Micro year : whole) {
    __int128 wanted = static_cast<__int128>(year) * all;
    columns.push_back(
        std::min(all, static_cast<std::int64_t>((wanted + 100 * micro - 1) / (100 * micro))));
  }
  StepTable steps = TRY(split_levels(units, Parts(units.size(), 0), columns));
  Values table;
  for (std::size_t row = 0; row < places.size(); ++row) {
    std::vector<Micro> line;
    for (std::size_t at = 0; at < whole.size(); ++at) {
      Micro value = units[row] == 0 ? 0 : steps[row][at] * 100 * micro / units[row];
      line.push_back(locked(years_[at]) ? kept(places[row]->code, years_[at]).value_or(value)
                                        : value);
    }
    table.push_back(std::move(line));
  }
  return table;
}

}  // namespace boai::plan

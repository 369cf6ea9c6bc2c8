// Regions by hand: whoever typed the cells is told every place that does not add up.
#include <algorithm>

#include "domains/plan/rules/splitting.hpp"

namespace boai::plan {

Outcome Splitting::regions_by_hand() {
  std::map<std::string, const SplitPlace*> known;
  for (const SplitPlace& place : task_.places) known[place.code] = &place;
  for (const auto& [key, value] : task_.cells) {
    const auto& [place, year, department] = key;
    bool above = task_.code.starts_with(place);  // itself, or what it is a part of
    bool of_the_whole = place == task_.code && (!task_.years.empty() || !department.empty());
    if (of_the_whole) continue;
    if (above) fault(place, year, "plan.split_circular");
    if (!above && !known.contains(place)) fault(place, year, "plan.split_outside");
    if (value < 0) fault(place, year, "plan.value");
  }
  TRY(refuse());
  TRY(sums_by_hand(task_.code, "", whole_));
  return refuse();
}

Outcome Splitting::sums_by_hand(const std::string& above, const std::string& parent,
                                const std::vector<Micro>& whole) {
  auto places = below(parent);
  if (places.empty()) return Done{};
  std::vector<Micro> sums(years_.size(), 0);
  Values table;
  for (const SplitPlace* place : places) {
    std::vector<Micro> row;
    for (std::size_t at = 0; at < years_.size(); ++at) {
      auto before = kept(place->code, years_[at]);
      auto value = typed(place->code, years_[at]);
      if (locked(years_[at])) {
        if (value && value != before) fault(place->code, years_[at], "plan.year_locked");
        value = before.value_or(0);
      }
      row.push_back(value.value_or(0));
      sums[at] += row.back();
    }
    table.push_back(std::move(row));
  }
  if (over_regions_ == RegionShape::divided) {
    check_sums(above, parent.empty(), whole, sums);
  } else if (indicator_.rule == "ratio") {
    check_weighted(above, places, table, whole);
  }
  for (std::size_t row = 0; row < places.size(); ++row) {
    for (std::size_t at = 0; at < years_.size(); ++at) {
      put("region", places[row]->code, years_[at], table[row][at]);
    }
    TRY(sums_by_hand(places[row]->code, places[row]->code, table[row]));
  }
  return Done{};
}

// At the top the reserve is what is handed out beyond each year, and as much as was said.
void Splitting::check_sums(const std::string& above, bool top, const std::vector<Micro>& whole,
                           const std::vector<Micro>& sums) {
  Micro over = 0;
  for (std::size_t at = 0; at < years_.size(); ++at) {
    Micro reserve = top ? sums[at] - whole[at] : 0;
    bool with = task_.reserve > 0 ? reserve >= 0 : task_.reserve < 0 ? reserve <= 0 : reserve == 0;
    if (!with || !top) compare(above, years_[at], sums[at], whole[at]);
    bool counts = over_years_ == YearShape::parts || at + 1 == years_.size();
    if (counts) over += reserve;
    if (top && task_.reserve != 0) put("reserve", task_.code, years_[at], reserve);
  }
  if (top && task_.reserve != 0) compare("", 0, over, task_.reserve);
}

// Σ weight · ratio ≥ Σ weight · what is asked.
void Splitting::check_weighted(const std::string& above, const Places& places, const Values& table,
                               const std::vector<Micro>& whole) {
  for (std::size_t at = 0; at < years_.size(); ++at) {
    __int128 weight = 0, reached = 0;
    for (std::size_t row = 0; row < places.size(); ++row) {
      weight += places[row]->weight;
      reached += static_cast<__int128>(places[row]->weight) * table[row][at];
    }
    if (reached >= weight * whole[at] || locked(years_[at])) continue;
    auto mean = static_cast<Micro>(weight == 0 ? 0 : reached / weight);
    fault(above, years_[at], "plan.ratio_short", decimal_text(mean, 4));
  }
}

void Splitting::compare(const std::string& place, int year, Micro sum, Micro whole) {
  if (sum == whole) return;
  Micro apart = sum > whole ? sum - whole : whole - sum;
  int digits = apart % micro == 0 ? 0 : 6;
  fault(place, year, sum > whole ? "plan.split_over" : "plan.split_short",
        decimal_text(apart, digits));
}

void Splitting::fault(const std::string& place, int year, std::string code, std::string detail) {
  std::string where = "cells." + (place.empty() ? task_.code : place);
  if (year != 0) where += "/" + std::to_string(year);
  faults_.push_back({std::move(where), std::move(code), std::move(detail)});
}

Outcome Splitting::refuse() {
  if (faults_.empty()) return Done{};
  Error error = conflict(faults_[0].code, faults_[0].field, faults_[0].detail);
  constexpr std::size_t faults_max = 50;
  faults_.resize(std::min(faults_.size(), faults_max));
  error.fields = std::move(faults_);
  return error;
}

}  // namespace boai::plan

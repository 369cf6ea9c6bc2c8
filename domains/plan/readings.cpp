// What the cells of a board or a drill-down have in common, read once for all its regions.
#include <algorithm>

#include "domains/plan/queries.hpp"

namespace boai::plan {

using store::Value;

Readings::Readings(store::Connection& connection, const Plan& plan,
                   const std::vector<Region>& regions, std::string indicator)
    : connection_(connection), plan_(plan), indicator_(std::move(indicator)) {
  for (const Region& region : regions) {
    branches_.push_back(region.branch);
    codes_.push_back(region.code);
  }
}

Result<std::int64_t> Readings::value(const measures::Question& question, std::int64_t branch) {
  auto found = values_.find(question);
  if (found == values_.end()) {
    auto values = TRY(measures::values_of(connection_, question, branches_));
    found = values_.emplace(question, std::move(values)).first;
  }
  auto at = found->second.find(branch);
  return at == found->second.end() ? 0 : at->second;
}

// A few regions by the index, many by one walk over the table.
Outcome Readings::read_people() {
  constexpr std::size_t few = 3;
  people_read_ = true;
  std::vector<std::string> wanted = codes_;
  wanted.emplace_back("32");
  auto take = [&](const store::RowView& row) {
    people_[{std::string(row.text(0)), std::string(row.text(1))}][static_cast<int>(row.number(2))] =
        row.number(3);
    return true;
  };
  std::string sql = "SELECT region, series, year, persons FROM network_population";
  if (wanted.size() > few) return connection_.each(sql, {}, take);
  for (const std::string& region : wanted) {
    Value values[] = {region};
    TRY(connection_.each(sql + " WHERE region = ?", values, take));
  }
  return Done{};
}

Result<Readings::People> Readings::people(const std::string& region, const std::string& series,
                                          int year) {
  if (!people_read_) TRY(read_people());
  auto found = people_.find({region, series});
  if (found == people_.end()) return People{};
  auto after = found->second.upper_bound(year);
  if (after == found->second.begin()) return People{};
  --after;
  return People{after->second, after->first};
}

Outcome Readings::read_targets() {
  targets_read_ = true;
  std::string sql = "SELECT indicator, branch, year, value FROM plan_target WHERE plan = ? AND ";
  bool one = !indicator_.empty();
  std::vector<Value> last = {indicator_};
  if (!one) last = {branches_.begin(), branches_.end()};
  for (const Value& each : last) {
    Value values[] = {plan_.code, each};
    TRY(connection_.each(sql + (one ? "indicator = ?" : "branch = ?") + " ORDER BY id", values,
                         [&](const store::RowView& row) {
                           auto value = parse_decimal(row.text(3));
                           auto& years = targets_[{std::string(row.text(0)), row.number(1)}];
                           if (value) years[static_cast<int>(row.number(2))] = *value;
                           return true;
                         }));
  }
  return Done{};
}

Result<std::optional<Micro>> Readings::target(const std::string& indicator, std::int64_t branch,
                                              int year) {
  if (!targets_read_) TRY(read_targets());
  auto found = targets_.find({indicator, branch});
  if (found == targets_.end()) return std::optional<Micro>();
  auto after = found->second.upper_bound(year);
  if (after == found->second.begin()) return std::optional<Micro>();
  return std::optional(std::prev(after)->second);
}

// The splitter's own years first, then what was given from above; the nearest above comes last and
// stands. A society that is not named again has what it had.
Outcome Readings::read_shares() {
  shares_read_ = true;
  for (std::int64_t branch : branches_) {
    Value values[] = {branch, plan_.code};
    TRY(connection_.each(
        "SELECT a.indicator, a.year, a.value, a.split FROM plan_share a JOIN plan_split s ON s.id "
        "= "
        "a.split JOIN network_society n ON n.id = s.branch WHERE a.branch = ? AND a.plan = ? AND "
        "a.kind IN ('year', 'region') AND s.state = 'standing' ORDER BY a.kind DESC, "
        "length(n.path), a.split, a.year",
        values, [&](const store::RowView& row) {
          auto value = parse_decimal(row.text(2));
          auto& years = shares_[{std::string(row.text(0)), branch}];
          // The whole plan's share says nothing of years; where there are years they say it all.
          if (value) years[static_cast<int>(row.number(1))] = *value;
          return true;
        }));
  }
  return Done{};
}

Result<YearShares> Readings::shares(const std::string& indicator, std::int64_t branch) {
  if (!shares_read_) TRY(read_shares());
  auto found = shares_.find({indicator, branch});
  return found == shares_.end() ? YearShares() : found->second;
}

Outcome Readings::read_months(const std::string& series) {
  int from = plan_.history_from * 100 + 1;
  std::vector<std::string> names = {series, series + "@opening"};
  // What counts anew in every plan ran on in the plan before.
  if (series.ends_with("#plan")) {
    names[0] += std::to_string(plan_.from);
    names.push_back(series + std::to_string(2 * plan_.from - plan_.to - 1));
  }
  std::map<std::int64_t, std::map<int, double>> cells;
  for (const std::string& name : names) {
    for (const auto& cell : TRY(measures::months_of(connection_, name, "", branches_))) {
      if (cell.month < from || cell.value == 0) continue;
      int number = forecast::Monthly::number(cell.month / 100, cell.month % 100);
      cells[cell.branch][number] += static_cast<double>(cell.value);
    }
  }
  auto& all = months_[series];
  for (const auto& [branch, months] : cells) {
    forecast::Monthly& monthly = all[branch];
    monthly.first = months.begin()->first;
    monthly.values.assign(static_cast<std::size_t>(months.rbegin()->first - monthly.first + 1), 0);
    for (const auto& [number, value] : months) {
      monthly.values[static_cast<std::size_t>(number - monthly.first)] = value;
    }
  }
  return Done{};
}

Result<forecast::Monthly> Readings::months(const std::string& series, std::int64_t branch) {
  if (!months_.contains(series)) TRY(read_months(series));
  auto& all = months_[series];
  auto found = all.find(branch);
  return found == all.end() ? forecast::Monthly() : found->second;
}

}  // namespace boai::plan

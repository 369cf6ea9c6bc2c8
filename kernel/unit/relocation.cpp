// A society that moves takes its figures along: what it counts leaves the branches it no longer
// lies under and joins those it now lies under, for every day. The tree of today carries the
// past; where a society lay on a day is the network domain's placement record.
#include <algorithm>

#include "kernel/unit/unit.hpp"

namespace boai::unit {

using record::Row;
using record::Value;

namespace {

struct Above {
  std::vector<std::int64_t> left, joined;
};

Above above_of(const std::string& before, const std::string& after) {
  Above above;
  auto old_ones = branch::ancestors_of(before);
  auto new_ones = branch::ancestors_of(after);
  for (std::int64_t branch : old_ones) {
    if (std::ranges::find(new_ones, branch) == new_ones.end()) above.left.push_back(branch);
  }
  for (std::int64_t branch : new_ones) {
    if (std::ranges::find(old_ones, branch) == old_ones.end()) above.joined.push_back(branch);
  }
  return above;
}

}  // namespace

// Series by unit are worked out from its records; all others add up, so a branch's days can be
// carried from one parent to another.
Outcome Batch::carry_days(std::int64_t society, const std::string& before,
                          const std::string& after) {
  measures::DayRows days;
  for (const auto& [series, dimension] : TRY(measures::stored_series(connection_))) {
    const measures::Measure* measure = house_.measures.find(series.substr(0, series.find('#')));
    if (measure != nullptr && measure->by_unit()) continue;
    Value values[] = {series, dimension, society};
    TRY(connection_.each(
        "SELECT day, recorded, value FROM measure_day WHERE series = ? AND dimension = ? AND "
        "branch = ?",
        values, [&](const store::RowView& row) {
          measures::DayRow key{series, dimension, society, static_cast<int>(row.number(0)),
                               static_cast<int>(row.number(1))};
          days[key] += row.number(2);
          return true;
        }));
  }
  for (const auto& [key, value] : carried_) {
    if (key.branch == society) days[key] += value;
  }
  Above above = above_of(before, after);
  for (const auto& [key, value] : days) {
    measures::DayRow other = key;
    for (std::int64_t branch : above.left) {
      other.branch = branch;
      carried_[other] -= value;
    }
    for (std::int64_t branch : above.joined) {
      other.branch = branch;
      carried_[other] += value;
    }
  }
  return Done{};
}

Result<std::vector<Value>> Batch::units_at(const measures::Measure& measure, std::int64_t branch) {
  std::vector<Value> units;
  Value values[] = {branch};
  std::string unit(measure.unit), place(measure.branch);
  TRY(connection_.each(
      "SELECT DISTINCT " + unit + " FROM " + measure.type->table() + " WHERE " + place + " = ?",
      values, [&](const store::RowView& row) {
        units.emplace_back(row.number(0));
        return true;
      }));
  for (const auto& [id, staged] : staged_[measure.type]) {
    if (staged.row.number(*measure.type, place) == branch) {
      units.push_back(staged.row.at(*measure.type, unit));
    }
  }
  return units;
}

Outcome Batch::recount_units(const measures::Measure& measure,
                             const std::map<std::int64_t, std::string>& moved) {
  auto emit = [&](const measures::Delta& delta) { sums_.add(delta); };
  auto before = [&](std::int64_t branch) { return path_of(branch); };
  auto after = [&](std::int64_t branch) -> Result<std::string> {
    auto found = moved.find(branch);
    if (found != moved.end()) return found->second;
    return path_of(branch);
  };
  std::vector<Value> units;
  for (const auto& [branch, path] : moved) {
    for (Value& unit : TRY(units_at(measure, branch))) units.push_back(std::move(unit));
  }
  std::ranges::sort(units);
  units.erase(std::unique(units.begin(), units.end()), units.end());
  for (const Value& unit : units) {
    std::vector<Row> rows = TRY(find(*measure.type, measure.unit, unit));
    TRY(measures::contribute_unit(measure, house_.measures.plans, rows, -1, before, emit));
    TRY(measures::contribute_unit(measure, house_.measures.plans, rows, 1, after, emit));
  }
  return Done{};
}

Outcome Batch::relocate(const std::vector<Change>& changes) {
  const record::Type& type = branch::Branch::type();
  std::map<std::int64_t, std::string> moved;
  for (const Change& change : changes) {
    if (change.type != &type || !change.before) continue;
    const std::string& path = change.after.text(type, "path");
    const std::string& before = change.before->text(type, "path");
    // A society being opened gets its path in two steps; nothing is counted there yet.
    if (path == before || !before.ends_with(to_text(Id<branch::Branch>{change.after.id}) + "/"))
      continue;
    moved[change.after.id] = path;
    bool root = change.after.number(type, "parent") != change.before->number(type, "parent");
    if (root) TRY(carry_days(change.after.id, before, path));
  }
  if (moved.empty()) return Done{};
  for (const measures::Measure& measure : house_.measures.measures) {
    if (measure.by_unit()) TRY(recount_units(measure, moved));
  }
  for (const auto& [branch, path] : moved) paths_[branch] = path;
  return Done{};
}

}  // namespace boai::unit

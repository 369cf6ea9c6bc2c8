// Cells written and read.
#include <algorithm>

#include "kernel/branch/branch.hpp"
#include "kernel/measures/measures.hpp"

namespace boai::measures {

using store::Value;

namespace {

store::Rows day_table() {
  return {.table = "measure_day",
          .columns = {"series", "dimension", "branch", "day", "recorded", "value"},
          .keys = {"series", "dimension", "branch", "day", "recorded"},
          .added = {"value"},
          .kinds = "ttnnnn",
          .rows = {}};
}

store::Rows month_table() {
  return {.table = "measure_cell",
          .columns = {"series", "dimension", "branch", "month", "value"},
          .keys = {"series", "dimension", "branch", "month"},
          .added = {"value"},
          .kinds = "ttnnn",
          .rows = {}};
}

// In key order, which B-trees like and which keeps two runs of the same batch alike; rows of one
// key follow each other then and become one.
Outcome write_in_order(store::Connection& connection, store::Rows& table) {
  std::ranges::sort(table.rows);
  std::vector<std::vector<Value>> merged;
  for (auto& row : table.rows) {
    bool same = !merged.empty() && std::equal(row.begin(), row.end() - 1, merged.back().begin());
    if (!same) {
      merged.push_back(std::move(row));
      continue;
    }
    Value& sum = merged.back().back();
    sum = store::number_of(sum) + store::number_of(row.back());
  }
  std::erase_if(merged, [](const auto& row) { return store::number_of(row.back()) == 0; });
  table.rows = std::move(merged);
  return connection.write(table);
}

}  // namespace

Outcome write_days(store::Connection& connection, const DayRows& rows) {
  store::Rows days = day_table(), months = month_table();
  for (const auto& [key, amount] : rows) {
    if (amount == 0) continue;
    days.rows.push_back({key.series, key.dimension, key.branch, std::int64_t{key.day},
                         std::int64_t{key.recorded}, amount});
    months.rows.push_back(
        {key.series, key.dimension, key.branch, std::int64_t{key.day / 100}, amount});
  }
  TRY(write_in_order(connection, days));
  return write_in_order(connection, months);
}

Outcome write_sums(store::Connection& connection, const Sums& sums, int recorded_day,
                   const PathOf& path_of) {
  DayRows rows;
  for (const auto& [key, amount] : sums.days()) {
    if (amount == 0) continue;
    DayRow row{key.series, key.dimension, key.branch, key.day, recorded_day};
    if (!key.up) {
      rows[row] += amount;
      continue;
    }
    for (std::int64_t above : branch::ancestors_of(TRY(path_of(key.branch)))) {
      row.branch = above;
      rows[row] += amount;
    }
  }
  return write_days(connection, rows);
}

namespace {

// Statements are kept by their text, so that lists of branches come in three lengths only.
constexpr std::size_t lengths[] = {1, 16, 128};

// One statement for each part of the list; the last branch fills up the length.
Outcome each_part(store::Connection& connection, const std::string& before,
                  const std::string& after, std::vector<Value> values,
                  const std::vector<std::int64_t>& branches, const store::Sink& sink) {
  std::size_t fixed = values.size();
  for (std::size_t from = 0; from < branches.size();) {
    std::size_t left = branches.size() - from;
    std::size_t length = *std::ranges::find_if(
        lengths, [&](std::size_t each) { return each >= left || each == lengths[2]; });
    std::size_t taken = std::min(left, length);
    std::string sql = before + "?";
    values.resize(fixed);
    for (std::size_t at = 0; at < length; ++at) {
      if (at > 0) sql += ",?";
      values.emplace_back(branches[from + std::min(at, taken - 1)]);
    }
    TRY(connection.each(sql + after, values, sink));
    from += taken;
  }
  return Done{};
}

constexpr const char* sum_of_months =
    "SELECT branch, sum(value) FROM measure_cell WHERE series = ? AND dimension = ? "
    "AND month >= ? AND month <= ? AND branch IN (";

constexpr const char* sum_of_days =
    "SELECT branch, sum(value) FROM measure_day WHERE series = ? AND dimension = ? "
    "AND day >= ? AND day <= ? AND recorded <= ? AND branch IN (";

Outcome add_days(store::Connection& connection, const Question& question, std::int64_t from,
                 std::int64_t to, const std::vector<std::int64_t>& branches,
                 const store::Sink& add) {
  constexpr std::int64_t for_ever = 99991231;
  std::int64_t recorded = question.as_of == 0 ? for_ever : question.as_of;
  return each_part(connection, sum_of_days, ") GROUP BY branch",
                   {question.series, question.dimension, from, to, recorded}, branches, add);
}

}  // namespace

Result<Values> values_of(store::Connection& connection, const Question& question,
                         const std::vector<std::int64_t>& branches) {
  Values sums;
  store::Sink add = [&](const store::RowView& row) {
    sums[row.number(0)] += row.number(1);
    return true;
  };
  std::int64_t from = question.from;
  std::int64_t to = question.to;
  if (question.as_of != 0 || from % 100 > 1) {
    TRY(add_days(connection, question, from, to, branches, add));
    return sums;
  }
  // Whole months from the cells; a month ended in the middle from its days.
  auto last = Day::from_number(to);
  bool whole_end = !last || last->last_of_month() == *last;
  std::int64_t last_month = whole_end ? to / 100 : last->plus_months(-1).year_month();
  TRY(each_part(connection, sum_of_months, ") GROUP BY branch",
                {question.series, question.dimension, from / 100, last_month}, branches, add));
  if (whole_end) return sums;
  std::int64_t rest_from = std::max<std::int64_t>(from, to / 100 * 100 + 1);
  TRY(add_days(connection, question, rest_from, to, branches, add));
  return sums;
}

Result<std::int64_t> value_of(store::Connection& connection, const Question& question,
                              std::int64_t branch) {
  Values sums = TRY(values_of(connection, question, {branch}));
  return sums[branch];
}

Result<std::vector<MonthCell>> months_of(store::Connection& connection, const std::string& series,
                                         const std::string& dimension,
                                         const std::vector<std::int64_t>& branches) {
  std::vector<MonthCell> cells;
  TRY(each_part(connection,
                "SELECT branch, month, value FROM measure_cell WHERE series = ? AND dimension = ? "
                "AND branch IN (",
                ") ORDER BY branch, month", {series, dimension}, branches,
                [&](const store::RowView& row) {
                  cells.push_back({row.number(0), static_cast<int>(row.number(1)), row.number(2)});
                  return true;
                }));
  return cells;
}

Result<std::vector<Stored>> stored_series(store::Connection& connection) {
  std::vector<Stored> all;
  for (const char* table : {"measure_day", "measure_cell"}) {
    // From key to key: a step down the index each, however many rows a series has.
    std::string next = std::string("SELECT series, dimension FROM ") + table +
                       " WHERE (series, dimension) > (?, ?) ORDER BY series, dimension LIMIT 1";
    Stored at;
    for (bool more = true; more;) {
      more = false;
      Value values[] = {at.series, at.dimension};
      TRY(connection.each(next, values, [&](const store::RowView& row) {
        at = {std::string(row.text(0)), std::string(row.text(1))};
        more = true;
        return false;
      }));
      if (more) all.push_back(at);
    }
  }
  std::ranges::sort(all);
  all.erase(std::unique(all.begin(), all.end()), all.end());
  return all;
}

}  // namespace boai::measures

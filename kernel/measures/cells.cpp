// Cells written and read.
#include <algorithm>

#include "kernel/branch/branch.hpp"
#include "kernel/measures/measures.hpp"

namespace boai::measures {

using store::Value;

Outcome write_sums(store::Connection& connection, const Sums& sums, int recorded_day,
                   const PathOf& path_of) {
  store::Rows days{.table = "measure_day",
                   .columns = {"series", "dimension", "branch", "day", "recorded", "value"},
                   .keys = {"series", "dimension", "branch", "day", "recorded"},
                   .added = {"value"},
                   .kinds = "ttnnnn",
                   .rows = {}};
  Sums months;
  for (const auto& [key, amount] : sums.days()) {
    if (amount == 0) continue;
    days.rows.push_back({key.series, key.dimension, key.branch, std::int64_t{key.day},
                         std::int64_t{recorded_day}, amount});
    Delta delta{key.series, key.dimension, key.branch, key.day / 100, amount, key.up};
    if (!key.up) {
      months.add(delta);
      continue;
    }
    for (std::int64_t above : branch::ancestors_of(TRY(path_of(key.branch)))) {
      delta.branch = above;
      months.add(delta);
    }
  }
  store::Rows cells{.table = "measure_cell",
                    .columns = {"series", "dimension", "branch", "month", "value"},
                    .keys = {"series", "dimension", "branch", "month"},
                    .added = {"value"},
                    .kinds = "ttnnn",
                    .rows = {}};
  for (const auto& [key, amount] : months.days()) {
    if (amount == 0) continue;
    cells.rows.push_back({key.series, key.dimension, key.branch, std::int64_t{key.day}, amount});
  }
  // In key order, which B-trees like and which keeps two runs of the same batch alike.
  std::ranges::sort(days.rows);
  std::ranges::sort(cells.rows);
  TRY(connection.write(days));
  return connection.write(cells);
}

namespace {

constexpr std::string_view sum_of_months =
    "SELECT sum(value) FROM measure_cell WHERE series = ? AND dimension = ? AND branch = ? "
    "AND month >= ? AND month <= ?";

constexpr std::string_view sum_of_days_at_branch =
    "SELECT sum(value) FROM measure_day WHERE series = ? AND dimension = ? AND branch = ? "
    "AND day >= ? AND day <= ? AND recorded <= ?";

constexpr std::string_view sum_of_days_below =
    "SELECT sum(value) FROM measure_day WHERE series = ? AND dimension = ? "
    "AND branch IN (SELECT id FROM network_society WHERE path >= ? AND path < ?) "
    "AND day >= ? AND day <= ? AND recorded <= ?";

// '0' follows '/', so that path + … covers exactly what lies below.
std::string path_end(std::string path) {
  path.back() = '0';
  return path;
}

Result<std::int64_t> sum_of_days(store::Connection& connection, const Question& question,
                                 std::int64_t from, std::int64_t to) {
  constexpr std::int64_t for_ever = 99991231;
  std::int64_t recorded = question.as_of == 0 ? for_ever : question.as_of;
  if (question.distinct) {
    Value values[] = {question.series, question.dimension, question.branch, from, to, recorded};
    return connection.number(sum_of_days_at_branch, values);
  }
  Value values[] = {
      question.series, question.dimension, question.path, path_end(question.path), from, to,
      recorded};
  return connection.number(sum_of_days_below, values);
}

}  // namespace

Result<std::int64_t> value_of(store::Connection& connection, const Question& question) {
  std::int64_t from = question.from;
  std::int64_t to = question.to;
  if (question.as_of != 0) return sum_of_days(connection, question, from, to);
  // Whole months from the cells; a month begun or ended in the middle from its days.
  bool whole_start = from % 100 <= 1;
  auto last = Day::from_number(to);
  bool whole_end = !last || last->last_of_month() == *last;
  if (!whole_start) return sum_of_days(connection, question, from, to);
  std::int64_t last_month = whole_end ? to / 100 : last->plus_months(-1).year_month();
  Value values[] = {question.series, question.dimension, question.branch, from / 100, last_month};
  std::int64_t total = TRY(connection.number(sum_of_months, values));
  if (whole_end) return total;
  std::int64_t rest_from = std::max<std::int64_t>(from, to / 100 * 100 + 1);
  return total + TRY(sum_of_days(connection, question, rest_from, to));
}

Result<std::vector<MonthCell>> months_of(store::Connection& connection, const std::string& series,
                                         const std::string& dimension,
                                         const std::vector<std::int64_t>& branches) {
  std::vector<MonthCell> cells;
  auto take = [&](const store::RowView& row) {
    cells.push_back({row.number(0), static_cast<int>(row.number(1)), row.number(2)});
    return true;
  };
  // Bound one by one: an index seek each, the same statement every time.
  for (std::int64_t branch : branches) {
    Value values[] = {series, dimension, branch};
    TRY(
        connection.each("SELECT branch, month, value FROM measure_cell WHERE series = ? AND "
                        "dimension = ? AND branch = ? ORDER BY month",
                        values, take));
  }
  return cells;
}

}  // namespace boai::measures

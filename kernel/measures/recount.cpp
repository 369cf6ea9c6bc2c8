// The second way to every figure: all records stepped once, cells built in memory and compared
// with the stored ones. Shares only the measure's definition with the first way.
#include <algorithm>
#include <chrono>
#include <set>

#include "kernel/branch/branch.hpp"
#include "kernel/measures/measures.hpp"

namespace boai::measures {

namespace {

using Months = std::map<std::pair<std::int64_t, int>, std::int64_t>;  // branch, month

struct Tree {
  std::unordered_map<std::int64_t, std::vector<std::int64_t>> above;
};

Result<Tree> read_tree(store::Connection& connection) {
  Tree tree;
  TRY(connection.each("SELECT id, path FROM network_society", {}, [&](const store::RowView& row) {
    tree.above[row.number(0)] = branch::ancestors_of(row.text(1));
    return true;
  }));
  return tree;
}

// Dense counters: (branch number × month) in one array per series and dimension.
class Counter {
 public:
  static constexpr int first_year = 1990;
  static constexpr int months = 12 * 80;

  void add(std::int64_t branch, int day, std::int64_t amount) {
    int month = (day / 10000 - first_year) * 12 + day / 100 % 100 - 1;
    if (month < 0 || month >= months) {
      odd_[{branch, day / 100}] += amount;
      return;
    }
    auto& row = rows_[branch];
    if (row.empty()) row.resize(months);
    row[static_cast<std::size_t>(month)] += amount;
  }

  Months climbed(const Tree& tree, bool up) const {
    Months cells = up ? Months{} : odd_;
    auto place = [&](std::int64_t branch, int month, std::int64_t amount) {
      if (amount == 0) return;
      if (!up) cells[{branch, month}] += amount;
      auto found = tree.above.find(branch);
      if (!up || found == tree.above.end()) return;
      for (std::int64_t above : found->second) cells[{above, month}] += amount;
    };
    for (const auto& [branch, row] : rows_) {
      for (int month = 0; month < months; ++month) {
        int number = (first_year + month / 12) * 100 + month % 12 + 1;
        place(branch, number, row[static_cast<std::size_t>(month)]);
      }
    }
    if (up) {
      for (const auto& [key, amount] : odd_) place(key.first, key.second, amount);
    }
    return cells;
  }

 private:
  std::unordered_map<std::int64_t, std::vector<std::int64_t>> rows_;
  Months odd_;
};

struct Columns {
  std::string sql;
  int branch = 0, day = 1, until = -1, amount = -1, unit = -1, code = -1;
  std::vector<int> dimensions;
};

Columns columns_of(const Measure& measure) {
  Columns columns;
  columns.sql = "SELECT " + std::string(measure.branch) + ", " + std::string(measure.day);
  int next = 2;
  auto take = [&](std::string_view field) {
    columns.sql += ", " + std::string(field);
    return next++;
  };
  if (!measure.until.empty()) columns.until = take(measure.until);
  if (!measure.amount.empty()) columns.amount = take(measure.amount);
  if (!measure.unit.empty()) columns.unit = take(measure.unit);
  if (!measure.code_from.empty()) columns.code = take(measure.code_from);
  for (std::string_view dimension : measure.dimensions)
    columns.dimensions.push_back(take(dimension));
  columns.sql +=
      " FROM " + measure.type->table() + " WHERE " + std::string(measure.day) + " IS NOT NULL";
  for (const Condition& condition : measure.where) {
    const record::Field* field = measure.type->find(condition.field);
    bool text = field->kind == record::Kind::text;
    std::string literal =
        text ? "'" + std::string(condition.equals) + "'" : (condition.equals == "true" ? "1" : "0");
    columns.sql += " AND " + std::string(condition.field) + " = " + literal;
  }
  return columns;
}

using Series = std::map<std::pair<std::string, std::string>, Counter>;  // series, dimension

int day_after(std::int64_t number) {
  auto day = Day::from_number(number);
  return day ? day->plus_days(1).number() : 0;
}

Result<std::int64_t> count_rows(store::Connection& connection, const Measure& measure,
                                Series& series) {
  Columns columns = columns_of(measure);
  std::int64_t records = 0;
  std::string code(measure.code);
  // One counter per distinct dimension text, found once and kept.
  std::vector<std::unordered_map<std::string, Counter*>> kept(measure.dimensions.size());
  Counter* total = columns.code < 0 ? &series[{code, ""}] : nullptr;
  auto record_row = [&](const store::RowView& row, Counter& counter, std::int64_t amount) {
    counter.add(row.number(0), static_cast<int>(row.number(1)), amount);
    if (columns.until < 0 || row.null(columns.until)) return;
    counter.add(row.number(0), day_after(row.number(columns.until)), -amount);
  };
  TRY(connection.each(columns.sql, {}, [&](const store::RowView& row) {
    ++records;
    std::int64_t amount = columns.amount < 0 ? 1 : row.number(columns.amount);
    if (columns.code >= 0) {
      std::string name(row.text(columns.code));
      std::size_t split = name.find('|');
      std::string dimension = split == std::string::npos ? "" : name.substr(split + 1);
      record_row(row, series[{name.substr(0, split) + "@opening", dimension}], amount);
      return true;
    }
    record_row(row, *total, amount);
    for (std::size_t index = 0; index < kept.size(); ++index) {
      std::string value(row.text(columns.dimensions[index]));
      if (value.empty()) continue;
      Counter*& counter = kept[index][value];
      if (counter == nullptr) {
        counter = &series[{code, std::string(measure.dimensions[index]) + "=" + value}];
      }
      record_row(row, *counter, amount);
    }
    return true;
  }));
  return records;
}

struct Seen {
  std::int64_t unit;
  std::int64_t branch;
  int day;
  bool operator<(const Seen& other) const {
    if (unit != other.unit) return unit < other.unit;
    return day < other.day;
  }
};

// One unit's records in the order of days: the first in each scope and branch counts.
void count_unit(std::span<const Seen> records, const Book& book, const Tree& tree,
                const std::string& code, Series& series,
                std::map<std::string, Counter*>& counters) {
  std::set<std::pair<std::string, std::int64_t>> met;
  auto once = [&](const std::string& scope, const std::string& key, std::int64_t branch, int day) {
    if (!met.insert({key, branch}).second) return;
    Counter*& counter = counters[scope];
    if (counter == nullptr) counter = &series[{code + "#" + scope, ""}];
    counter->add(branch, day, 1);
  };
  for (const Seen& seen : records) {
    int year = seen.day / 10000;
    auto above = tree.above.find(seen.branch);
    if (above == tree.above.end()) continue;
    std::string plan = plan_scope(book.plans, year);
    std::string year_key = "y" + std::to_string(year);
    for (std::int64_t branch : above->second) {
      once("ever", "ever", branch, seen.day);
      once("year", year_key, branch, seen.day);
      if (!plan.empty()) once(plan, plan, branch, seen.day);
    }
  }
}

Result<std::int64_t> count_units(store::Connection& connection, const Book& book,
                                 const Measure& measure, const Tree& tree, Series& series) {
  Columns columns = columns_of(measure);
  std::vector<Seen> seen;
  TRY(connection.each(columns.sql, {}, [&](const store::RowView& row) {
    seen.push_back({row.number(columns.unit), row.number(0), static_cast<int>(row.number(1))});
    return true;
  }));
  std::ranges::sort(seen, std::less{});
  std::map<std::string, Counter*> counters;
  std::string code(measure.code);
  for (std::size_t from = 0; from < seen.size();) {
    std::size_t to = from + 1;
    while (to < seen.size() && seen[to].unit == seen[from].unit) ++to;
    count_unit(std::span(seen).subspan(from, to - from), book, tree, code, series, counters);
    from = to;
  }
  return static_cast<std::int64_t>(seen.size());
}

Outcome compare(store::Connection& connection, const std::string& series,
                const std::string& dimension, Months expected, Recount& recount) {
  store::Value values[] = {series, dimension};
  auto differs = [&](std::int64_t branch, int month, std::int64_t stored, std::int64_t counted) {
    ++recount.difference;
    constexpr std::size_t examples_max = 20;
    if (recount.examples.size() >= examples_max) return;
    recount.examples.push_back(series + " " + dimension + " branch " + std::to_string(branch) +
                               " month " + std::to_string(month) + ": stored " +
                               std::to_string(stored) + ", counted " + std::to_string(counted));
  };
  TRY(connection.each(
      "SELECT branch, month, value FROM measure_cell WHERE series = ? AND dimension = ?", values,
      [&](const store::RowView& row) {
        ++recount.cells;
        auto found = expected.find({row.number(0), static_cast<int>(row.number(1))});
        std::int64_t counted = found == expected.end() ? 0 : found->second;
        if (counted != row.number(2)) {
          differs(row.number(0), static_cast<int>(row.number(1)), row.number(2), counted);
        }
        if (found != expected.end()) expected.erase(found);
        return true;
      }));
  for (const auto& [key, counted] : expected) {
    if (counted != 0) differs(key.first, key.second, 0, counted);
  }
  return Done{};
}

// The days must add up to the months of the same branch, for leaf series and distinct alike.
constexpr std::string_view days_against_months =
    "SELECT count(*) FROM (SELECT sum(value) AS total FROM measure_day WHERE series = ? AND "
    "dimension = ?) d, (SELECT sum(c.value) AS total FROM measure_cell c JOIN network_society s "
    "ON s.id = c.branch WHERE c.series = ? AND c.dimension = ? AND s.parent IS NULL) m "
    "WHERE coalesce(d.total, 0) <> coalesce(m.total, 0)";

}  // namespace

Result<Recount> recount(store::Connection& connection, const Book& book, std::string_view only) {
  auto started = std::chrono::steady_clock::now();
  Recount recount;
  Tree tree = TRY(read_tree(connection));
  for (const Measure& measure : book.measures) {
    if (!only.empty() && measure.code != only) continue;
    ++recount.measures;
    Series series;
    bool distinct = measure.kind == Kind::distinct;
    recount.records += distinct ? TRY(count_units(connection, book, measure, tree, series))
                                : TRY(count_rows(connection, measure, series));
    if (measure.code_from.empty()) {
      for (const std::string& name : book.series_of(measure)) series[{name, ""}];
    }
    for (const auto& [name, counter] : series) {
      Months cells = counter.climbed(tree, !distinct);
      TRY(compare(connection, name.first, name.second, std::move(cells), recount));
      if (distinct) continue;
      store::Value values[] = {name.first, name.second, name.first, name.second};
      recount.difference += TRY(connection.number(days_against_months, values));
    }
  }
  recount.seconds =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count();
  return recount;
}

}  // namespace boai::measures

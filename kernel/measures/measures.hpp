// Measures: what is counted over one record type. Cells change in the same transaction as the
// record; recount rebuilds them by another code path and the difference must be zero.
//
//   flow      count (or sum of a field) on a day
//   stock     +1 on the first day, -1 on the day after the last, also in the future
//   held      a stock of units: each counts once per branch while any of its rows there holds
//   distinct  each unit once per scope (year, plan, ever) and per branch of the tree, on its first
//             day there; derived from all records of the unit, so no reference counts are stored
//
// Stored at every branch of the path: `measure_day` (with the day of recording, for questions as of
// a day) and `measure_cell` (by month). docs/decisions/0020.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "kernel/record/record.hpp"

namespace boai::measures {

enum class Kind { flow, stock, held, distinct };

struct Condition {
  std::string_view field;
  std::string_view equals;  // text compared with the stored text: "teacher", or one of "a|b"

  bool operator==(const Condition&) const = default;
};

struct Measure {
  std::string_view code;   // "training.certificates"
  std::string_view label;  // 发证数
  Kind kind = Kind::flow;
  const record::Type* type = nullptr;
  std::string_view branch = "branch";  // field of the branch; "id" for branches themselves
  std::string_view day;                // the day, or the first day of a stock
  std::string_view until = {};         // stock, held: the last day it counts; none = still counting
  std::string_view unit = {};          // distinct, held: the indexed field that names the unit
  std::string_view amount = {};        // flow: the field summed instead of counting
  std::string_view code_from = {};     // opening figures: the code stands in this field
  std::vector<Condition> where = {};
  std::vector<std::string_view> dimensions = {};
  // Which measures a code_from row may name; the series written are "<code>@opening".

  // Counts what stands from a day to a day, not what happens on one.
  bool stands() const { return kind == Kind::stock || kind == Kind::held; }
  // Worked out from all records of a unit, branch by branch; the other kinds add up.
  bool by_unit() const { return kind == Kind::held || kind == Kind::distinct; }
};

// The values a condition allows, parted; and whether a value is one of them.
std::vector<std::string_view> allowed(const Condition& condition);
bool allows(const Condition& condition, std::string_view value);

// A plan's span, for the distinct scope "plan".
struct Span {
  int from = 0;  // year
  int to = 0;
};

struct Book {
  std::vector<Measure> measures;
  std::vector<Span> plans;

  const Measure* find(std::string_view code) const;
  // Distinct has one series per scope; the others have one, their code.
  std::vector<std::string> series_of(const Measure& measure) const;
};

// A change of one series on one day at one branch. `up` says that every branch of the path gets it;
// series by unit name each branch themselves, because a unit counts once in each.
struct Delta {
  std::string series;     // "training.holders#year", "training.certificates@opening"
  std::string dimension;  // "" or "setting=school"
  std::int64_t branch = 0;
  int day = 0;  // yyyymmdd
  std::int64_t amount = 0;
  bool up = true;
};

using Emit = std::function<void(const Delta&)>;
// Every record of the unit as the store holds it in this transaction, before or after the change.
using Siblings =
    std::function<Result<std::vector<record::Row>>(const Measure&, const record::Value&)>;
using PathOf = std::function<Result<std::string>(std::int64_t branch)>;

bool counts(const Measure& measure, const record::Row& row);

// What one row contributes to a flow or stock measure, times `sign`.
void contribute(const Measure& measure, const record::Row& row, std::int64_t sign,
                const Emit& emit);

// What all rows of one unit contribute to a measure by unit, times `sign`.
Outcome contribute_unit(const Measure& measure, const std::vector<Span>& plans,
                        const std::vector<record::Row>& rows, std::int64_t sign,
                        const PathOf& path_of, const Emit& emit);

// The scope "plan" of a day: "plan2021", or "" outside every plan.
std::string plan_scope(const std::vector<Span>& plans, int year);

// Deltas of one batch, added up, so that a hot cell costs one row a batch.
class Sums {
 public:
  void add(const Delta& delta) { days_[key_of(delta)] += delta.amount; }
  bool empty() const { return days_.empty(); }
  void merge(const Sums& other);
  std::vector<std::string> touched() const;  // series names

  struct Key {
    std::string series;
    std::string dimension;
    std::int64_t branch;
    int day;
    bool up;
    bool operator==(const Key&) const = default;
  };
  struct Hash {
    std::size_t operator()(const Key& key) const;
  };
  const std::unordered_map<Key, std::int64_t, Hash>& days() const { return days_; }

 private:
  static Key key_of(const Delta& delta) {
    return {delta.series, delta.dimension, delta.branch, delta.day, delta.up};
  }
  std::unordered_map<Key, std::int64_t, Hash> days_;
};

// Writes the sums into both tables.
Outcome write_sums(store::Connection& connection, const Sums& sums, int recorded_day,
                   const PathOf& path_of);

// Questions. All by series; a branch is any branch of the tree.
struct Question {
  std::string series;
  std::string dimension = {};
  int from = 0;   // first day, 0 = from the beginning
  int to = 0;     // last day
  int as_of = 0;  // recorded by the end of this day, 0 = now

  auto operator<=>(const Question&) const = default;
};
using Values = std::unordered_map<std::int64_t, std::int64_t>;  // branch →; none is nought
// For all the branches in two statements.
Result<Values> values_of(store::Connection& connection, const Question& question,
                         const std::vector<std::int64_t>& branches);
Result<std::int64_t> value_of(store::Connection& connection, const Question& question,
                              std::int64_t branch);

// By month over all branches named, in the order of branch and month.
struct MonthCell {
  std::int64_t branch;
  int month;
  std::int64_t value;
};
Result<std::vector<MonthCell>> months_of(store::Connection& connection, const std::string& series,
                                         const std::string& dimension,
                                         const std::vector<std::int64_t>& branches);

struct Recount {
  std::int64_t measures = 0;
  std::int64_t cells = 0;
  std::int64_t records = 0;
  std::int64_t difference = 0;
  std::vector<std::string> examples;  // first cells that differ
  double seconds = 0;
};
// Every series and dimension that has a row in either table.
struct Stored {
  std::string series, dimension;
  auto operator<=>(const Stored&) const = default;
};
Result<std::vector<Stored>> stored_series(store::Connection& connection);

// Day rows to be added as they are, and their months with them: what a moved society takes along.
struct DayRow {
  std::string series, dimension;
  std::int64_t branch = 0;
  int day = 0, recorded = 0;
  auto operator<=>(const DayRow&) const = default;
};
using DayRows = std::map<DayRow, std::int64_t>;
Outcome write_days(store::Connection& connection, const DayRows& rows);

// Rebuilds every day and cell from the records; one measure only when named. Reads one snapshot.
// A row stored for a series, dimension or branch that no record accounts for is a difference too.
Result<Recount> recount(store::Connection& connection, const Book& book,
                        std::string_view only = {});

}  // namespace boai::measures

// The second way to every figure: all records stepped once, a type at a time, counted in memory of
// a bounded size and compared with what is stored, day by day and month by month. Shares only the
// measure's definition with the first way. docs/decisions/0021.
#include <algorithm>
#include <chrono>
#include <map>
#include <set>

#include "kernel/branch/branch.hpp"
#include "kernel/measures/comparison.hpp"
#include "kernel/measures/measures.hpp"
#include "kernel/measures/tally.hpp"

namespace boai::measures {

namespace {

Result<Tree> read_tree(store::Connection& connection) {
  Tree tree;
  std::vector<std::string> paths;
  TRY(connection.each("SELECT id, path FROM network_society ORDER BY id", {},
                      [&](const store::RowView& row) {
                        tree.places[row.number(0)] = static_cast<int>(tree.ids.size());
                        tree.ids.push_back(row.number(0));
                        paths.emplace_back(row.text(1));
                        return true;
                      }));
  for (const std::string& path : paths) {
    auto& above = tree.above.emplace_back();
    for (std::int64_t id : branch::ancestors_of(path)) {
      int place = tree.place_of(id);
      if (place >= 0) above.push_back(place);
    }
  }
  return tree;
}

// The columns one statement over a type's table reads, by name.
class Columns {
 public:
  int of(std::string_view name) {
    if (name.empty()) return -1;
    auto found = std::ranges::find(names_, name);
    if (found == names_.end()) found = names_.insert(names_.end(), name);
    return static_cast<int>(found - names_.begin());
  }
  std::string select_from(const std::string& table) const {
    std::string sql;
    for (std::string_view name : names_)
      sql += (sql.empty() ? "SELECT " : ", ") + std::string(name);
    return sql + " FROM " + table;
  }

 private:
  std::vector<std::string_view> names_;
};

// Names and numbers of what is counted.
class Slots {
 public:
  explicit Slots(Tally& tally) : tally_(tally) {}
  int of(const std::string& series, const std::string& dimension, bool climbs) {
    auto [at, added] = numbers_.try_emplace({series, dimension}, 0);
    if (added) at->second = tally_.add_slot(climbs);
    return at->second;
  }
  int nameless() { return tally_.add_slot(true); }
  const std::map<Stored, int>& all() const { return numbers_; }

 private:
  Tally& tally_;
  std::map<Stored, int> numbers_;
};

struct Test {
  int column;
  bool text;
  std::vector<std::string_view> allowed;
};

int day_after(std::int64_t number) {
  auto day = Day::from_number(number);
  return day ? day->plus_days(1).number() : 0;
}

// One measure over the rows of its type.
class Count {
 public:
  Count(const Measure& measure, const Book& book, const Tree& tree, Tally& tally, Slots& slots,
        Columns& columns)
      : measure_(measure), book_(book), tree_(tree), tally_(tally), slots_(slots) {
    branch_ = columns.of(measure.branch);
    day_ = columns.of(measure.day);
    until_ = columns.of(measure.until);
    amount_ = columns.of(measure.amount);
    unit_ = columns.of(measure.unit);
    code_ = columns.of(measure.code_from);
    for (std::string_view dimension : measure.dimensions) {
      dimensions_.push_back({columns.of(dimension), std::string(dimension) + "=", {}});
    }
    for (const Condition& condition : measure.where) {
      bool text = measure.type->find(condition.field)->kind == record::Kind::text;
      tests_.push_back({columns.of(condition.field), text, allowed(condition)});
    }
    std::string code(measure.code);
    if (measure.kind == Kind::distinct) {
      distinct_slots(code);
    } else if (measure.kind == Kind::held) {
      single_ = slots.nameless();
      held_ = slots.of(code, "", false);
      tally.stands_for(single_, held_, 0, last_year);
    } else if (code_ < 0) {
      total_ = slots.of(code, "", true);
    }
  }

  Outcome row(const store::RowView& row) {
    std::int64_t day = row.number(day_);
    if (day == 0 || !holds(row)) return Done{};
    std::int64_t id = row.number(branch_);
    if (id != last_id_) {
      last_id_ = id;
      last_place_ = tree_.place_of(id);
    }
    if (last_place_ < 0) return Done{};
    int end = until_ < 0 || row.null(until_) ? 0 : end_of(row.number(until_));
    if (measure_.by_unit()) {
      if (end != 0 && end <= day) return Done{};
      return units_.add({row.number(unit_), last_place_, static_cast<std::int32_t>(day), end});
    }
    std::int64_t amount = amount_ < 0 ? 1 : row.number(amount_);
    if (code_ >= 0)
      return tally_.add(opening(row.text(code_)), last_place_, static_cast<int>(day), amount);
    TRY(give(total_, static_cast<int>(day), end, amount));
    for (Dimension& dimension : dimensions_) {
      std::string_view value = row.text(dimension.column);
      if (!value.empty())
        TRY(give(dimension_slot(dimension, value), static_cast<int>(day), end, amount));
    }
    return Done{};
  }

  // Units are known only when all rows are read.
  Outcome finish() {
    if (!measure_.by_unit()) return Done{};
    std::size_t scopes = 2 + plans_.size();
    met_.assign(tree_.ids.size() * scopes, 0);
    return units_.each([&](std::span<const Seen> records) {
      return measure_.kind == Kind::held ? unit_held(records) : unit(records);
    });
  }

 private:
  struct Dimension {
    int column;
    std::string name;
    std::vector<std::pair<std::string, int>> slots;
  };

  static constexpr int last_year = 9999;

  void distinct_slots(const std::string& code) {
    single_ = slots_.nameless();
    ever_ = slots_.of(code + "#ever", "", false);
    year_ = slots_.of(code + "#year", "", false);
    tally_.stands_for(single_, ever_, 0, last_year);
    tally_.stands_for(single_, year_, 0, last_year);
    for (const Span& plan : book_.plans) {
      plans_.push_back(slots_.of(code + "#plan" + std::to_string(plan.from), "", false));
      tally_.stands_for(single_, plans_.back(), plan.from, plan.to);
    }
  }

  bool holds(const store::RowView& row) const {
    return std::ranges::all_of(tests_, [&](const Test& test) {
      if (!test.text && row.null(test.column)) return false;
      std::string_view is = test.text                 ? row.text(test.column)
                            : row.number(test.column) ? "true"
                                                      : "false";
      return std::ranges::find(test.allowed, is) != test.allowed.end();
    });
  }

  int end_of(std::int64_t until) {
    if (until != last_until_) {
      last_until_ = until;
      last_end_ = day_after(until);
    }
    return last_end_;
  }

  Outcome give(int slot, int day, int end, std::int64_t amount) {
    TRY(tally_.add(slot, last_place_, day, amount));
    return end == 0 ? Outcome(Done{}) : tally_.add(slot, last_place_, end, -amount);
  }

  int dimension_slot(Dimension& dimension, std::string_view value) {
    for (const auto& [known, slot] : dimension.slots) {
      if (known == value) return slot;
    }
    std::string text(value);
    int slot = slots_.of(std::string(measure_.code), dimension.name + text, true);
    dimension.slots.emplace_back(text, slot);
    return slot;
  }

  // "code|setting=school" names a dimension as well.
  int opening(std::string_view name) {
    std::size_t split = name.find('|');
    std::string dimension(split == std::string_view::npos ? "" : name.substr(split + 1));
    return slots_.of(std::string(name.substr(0, split)) + "@opening", dimension, true);
  }

  // One unit's records in the order of days: the first in each scope and branch counts.
  Outcome unit(std::span<const Seen> records) {
    if (records.size() == 1) return tally_.add(single_, records[0].place, records[0].day, 1);
    ++serial_;
    std::size_t scopes = 2 + plans_.size();
    for (const Seen& seen : records) {
      int year = seen.day / 10000;
      for (int place : tree_.above[static_cast<std::size_t>(seen.place)]) {
        std::int64_t* met = met_.data() + static_cast<std::size_t>(place) * scopes;
        TRY(once(met[0], serial_ * 10000, ever_, place, seen.day));
        TRY(once(met[1], serial_ * 10000 + year, year_, place, seen.day));
        for (std::size_t at = 0; at < plans_.size(); ++at) {
          const Span& plan = book_.plans[at];
          if (year < plan.from || year > plan.to) continue;
          TRY(once(met[2 + at], serial_ * 10000, plans_[at], place, seen.day));
          break;
        }
      }
    }
    return Done{};
  }

  // One unit's records in the order of days: at each branch it holds from the first of them until
  // the end of the last that touches the one before.
  Outcome unit_held(std::span<const Seen> records) {
    if (records.size() == 1) {
      const Seen& only = records[0];
      TRY(tally_.add(single_, only.place, only.day, 1));
      return only.end == 0 ? Outcome(Done{}) : tally_.add(single_, only.place, only.end, -1);
    }
    std::map<int, int> ends;  // place → the first day after what holds there, 0 for none
    for (const Seen& seen : records) {
      for (int place : tree_.above[static_cast<std::size_t>(seen.place)]) {
        auto [at, first] = ends.try_emplace(place, seen.end);
        bool touches = !first && (at->second == 0 || seen.day <= at->second);
        if (touches) {
          at->second = at->second == 0 || seen.end == 0 ? 0 : std::max(at->second, int{seen.end});
          continue;
        }
        if (!first) TRY(tally_.add(held_, place, at->second, -1));
        TRY(tally_.add(held_, place, seen.day, 1));
        at->second = seen.end;
      }
    }
    for (const auto& [place, end] : ends) {
      if (end != 0) TRY(tally_.add(held_, place, end, -1));
    }
    return Done{};
  }

  Outcome once(std::int64_t& met, std::int64_t mark, int slot, int place, int day) {
    if (met == mark) return Done{};
    met = mark;
    return tally_.add(slot, place, day, 1);
  }

  const Measure& measure_;
  const Book& book_;
  const Tree& tree_;
  Tally& tally_;
  Slots& slots_;
  int branch_, day_, until_, amount_, unit_, code_;
  std::vector<Dimension> dimensions_;
  std::vector<Test> tests_;
  int total_ = -1, single_ = -1, ever_ = -1, year_ = -1, held_ = -1;
  std::vector<int> plans_;
  std::int64_t last_id_ = -1, last_until_ = -1, serial_ = 0;
  int last_place_ = -1, last_end_ = 0;
  Units units_;
  std::vector<std::int64_t> met_;  // by place and scope: the last unit counted there
};

Result<std::int64_t> count_type(store::Connection& connection, const record::Type& type,
                                std::vector<Count>& counts, const Columns& columns) {
  std::int64_t records = 0;
  Outcome inside = Done{};
  TRY(connection.each(columns.select_from(type.table()), {}, [&](const store::RowView& row) {
    ++records;
    for (Count& count : counts) {
      inside = count.row(row);
      if (!inside.ok()) return false;
    }
    return true;
  }));
  TRY(std::move(inside));
  for (Count& count : counts) TRY(count.finish());
  return records;
}

// Does a stored series belong to the one measure that is recounted?
bool belongs(const std::string& series, const Measure& measure) {
  bool opening = series.ends_with("@opening");
  if (!measure.code_from.empty()) return opening;
  if (opening) return false;
  return series == measure.code || series.starts_with(std::string(measure.code) + "#");
}

}  // namespace

Result<Recount> recount(store::Connection& connection, const Book& book, std::string_view only) {
  auto started = std::chrono::steady_clock::now();
  Recount recount;
  Tree tree = TRY(read_tree(connection));
  Tally tally(tree);
  Slots slots(tally);
  auto wanted = [&](const Measure& measure) { return only.empty() || measure.code == only; };
  std::set<const record::Type*> done;
  for (const Measure& first : book.measures) {
    if (!wanted(first) || !done.insert(first.type).second) continue;
    Columns columns;
    std::vector<Count> counts;
    for (const Measure& measure : book.measures) {
      if (measure.type != first.type || !wanted(measure)) continue;
      counts.emplace_back(measure, book, tree, tally, slots, columns);
      ++recount.measures;
    }
    recount.records += TRY(count_type(connection, *first.type, counts, columns));
  }
  TRY(tally.finish());
  auto stored = TRY(stored_series(connection));
  Comparison comparison(connection, tree, tally, recount);
  // In the order of slots, which is the order the tally gives its pages in.
  std::map<int, Stored> in_order;
  for (const auto& [name, slot] : slots.all()) in_order.emplace(slot, name);
  for (const auto& [slot, name] : in_order) TRY(comparison.series(name, slot));
  for (const Stored& name : stored) {
    bool mine = std::ranges::any_of(book.measures, [&](const Measure& measure) {
      return wanted(measure) && belongs(name.series, measure);
    });
    if (slots.all().contains(name) || (!mine && !only.empty())) continue;
    TRY(comparison.series(name, -1));
  }
  recount.seconds =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count();
  return recount;
}

}  // namespace boai::measures

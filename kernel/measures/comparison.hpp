// The recount's second half: what was counted beside what is stored. Only recount.cpp includes it.
#pragma once

#include "kernel/measures/measures.hpp"
#include "kernel/measures/tally.hpp"

namespace boai::measures {

// Walks what was counted beside what is stored, one series and dimension after the other.
class Comparison {
 public:
  Comparison(store::Connection& connection, const Tree& tree, Tally& tally, Recount& recount)
      : connection_(connection), tree_(tree), tally_(tally), recount_(recount) {}

  // `slot` -1: nothing was counted under this name.
  Outcome series(const Stored& name, int slot) {
    name_ = &name;
    slot_ = slot;
    expected_.clear();
    TRY(days());
    return months();
  }

 private:
  struct Cell {
    std::int64_t branch;
    int time;
    std::int64_t value;
  };

  static bool before(const Cell& left, std::int64_t branch, int time) {
    return left.branch != branch ? left.branch < branch : left.time < time;
  }

  // The next page of this slot as its days; its sum is kept for the months.
  Outcome refill() {
    waiting_.clear();
    waiting_at_ = 0;
    while (waiting_.empty() && slot_ >= 0 && tally_.peek() && tally_.peek()->slot == slot_) {
      const PageKey key = *tally_.peek();
      std::int64_t branch = tree_.ids[static_cast<std::size_t>(key.place)], sum = 0;
      const Month& page = tally_.page();
      for (std::size_t day = 0; day < page.size(); ++day) {
        if (page[day] == 0) continue;
        waiting_.push_back({branch, key.month * 100 + static_cast<int>(day) + 1, page[day]});
        sum += page[day];
      }
      if (sum != 0) expected_.push_back({branch, key.month, sum});
      TRY(tally_.next());
    }
    return Done{};
  }

  Outcome days() {
    TRY(refill());
    store::Value values[] = {name_->series, name_->dimension};
    Outcome inside = Done{};
    TRY(connection_.each(
        "SELECT branch, day, sum(value) FROM measure_day WHERE series = ? AND "
        "dimension = ? GROUP BY branch, day ORDER BY branch, day",
        values, [&](const store::RowView& row) {
          inside = stored_day(row.number(0), static_cast<int>(row.number(1)), row.number(2));
          return inside.ok();
        }));
    TRY(std::move(inside));
    while (!waiting_.empty()) TRY(missing_day());
    return Done{};
  }

  Outcome step() { return ++waiting_at_ < waiting_.size() ? Outcome(Done{}) : refill(); }

  Outcome missing_day() {
    const Cell& cell = waiting_[waiting_at_];
    differs("day", cell.branch, cell.time, 0, cell.value);
    return step();
  }

  Outcome stored_day(std::int64_t branch, int day, std::int64_t value) {
    ++recount_.cells;
    while (!waiting_.empty() && before(waiting_[waiting_at_], branch, day)) TRY(missing_day());
    bool known = !waiting_.empty() && waiting_[waiting_at_].branch == branch &&
                 waiting_[waiting_at_].time == day;
    std::int64_t counted = known ? waiting_[waiting_at_].value : 0;
    if (counted != value) differs("day", branch, day, value, counted);
    return known ? step() : Outcome(Done{});
  }

  Outcome months() {
    auto expected = expected_.begin();
    auto missing = [&] {
      differs("month", expected->branch, expected->time, 0, expected->value);
      ++expected;
    };
    store::Value values[] = {name_->series, name_->dimension};
    TRY(connection_.each(
        "SELECT branch, month, value FROM measure_cell WHERE series = ? AND "
        "dimension = ? ORDER BY branch, month",
        values, [&](const store::RowView& row) {
          ++recount_.cells;
          std::int64_t branch = row.number(0), value = row.number(2);
          int month = static_cast<int>(row.number(1));
          while (expected != expected_.end() && before(*expected, branch, month)) missing();
          bool known =
              expected != expected_.end() && expected->branch == branch && expected->time == month;
          std::int64_t counted = known ? (expected++)->value : 0;
          if (counted != value) differs("month", branch, month, value, counted);
          return true;
        }));
    while (expected != expected_.end()) missing();
    return Done{};
  }

  void differs(const char* what, std::int64_t branch, int time, std::int64_t stored,
               std::int64_t counted) {
    ++recount_.difference;
    constexpr std::size_t examples_max = 20;
    if (recount_.examples.size() >= examples_max) return;
    recount_.examples.push_back(name_->series + " " + name_->dimension + " branch " +
                                std::to_string(branch) + " " + what + " " + std::to_string(time) +
                                ": stored " + std::to_string(stored) + ", counted " +
                                std::to_string(counted));
  }

  store::Connection& connection_;
  const Tree& tree_;
  Tally& tally_;
  Recount& recount_;
  const Stored* name_ = nullptr;
  int slot_ = -1;
  std::vector<Cell> waiting_;  // days of one page
  std::size_t waiting_at_ = 0;
  std::vector<Cell> expected_;  // months of one series
};

}  // namespace boai::measures

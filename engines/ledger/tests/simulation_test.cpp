// Random events of every kind against the auditor: the same answer to each, the same rows after
// each. 100,000 events; 10,000,000 with BOAI_LONG. A failure names its seed; BOAI_SEED replays it.
#include <gtest/gtest.h>

#include <cstdlib>
#include <iostream>

#include "engines/ledger/tests/auditor.hpp"
#include "engines/ledger/tests/chart.hpp"
#include "engines/ledger/tests/society.hpp"

namespace boai::ledger {

namespace {

// One society's year, told step by step.
class Round {
 public:
  explicit Round(std::uint64_t seed) : seed_(seed), society_(seed) {}

  void run(int steps) {
    for (int step = 0; step < steps; ++step) {
      Now now = society_.moment();
      Event event = society_.next(step);
      std::string wanted = auditor_.judge(event, now.today, now.at);
      auto done = memory_.apply(event, now);
      std::string got = answer_of(done);
      if (got != "ok") got = got.substr(got.find('.') + 1);
      ASSERT_EQ(got, wanted) << place(step) << text_of(event)
                             << (done.ok() ? "" : done.error().field);
      compare(step);
      if (testing::Test::HasFatalFailure()) return;
      if (!done.ok()) continue;
      society_.remember(event);
      accepted_.emplace_back(event, now);
    }
    balance();
    again();
  }

 private:
  std::string place(int step) const {
    return "BOAI_SEED=" + std::to_string(seed_) + " step " + std::to_string(step) + " ";
  }
  void compare(int step) {
    Draft& books = memory_.books();
    ASSERT_EQ(books.new_edges().size(), auditor_.rows.size()) << place(step);
    for (; seen_ < auditor_.rows.size(); ++seen_) {
      const Edge& edge = books.new_edges()[seen_];
      Auditor::Row row{std::string(name_of(edge.kind)), books.lot(edge.lot)->value().id,
                       books.entry(edge.ref)->value().id, edge.amount};
      const Auditor::Row& wanted = auditor_.rows[seen_];
      ASSERT_TRUE(row == wanted) << place(step) << row.kind << " " << row.lot << " " << row.ref
                                 << " " << row.amount << " wanted " << wanted.kind << " "
                                 << wanted.lot << " " << wanted.ref << " " << wanted.amount;
    }
    ASSERT_EQ(books.lots().size(), auditor_.gifts.size()) << place(step);
    std::int64_t number = 0;
    for (const Auditor::Gift& gift : auditor_.gifts) {
      const Lot& lot = books.lots().at(++number);
      ASSERT_EQ(lot.id, gift.name) << place(step);
      ASSERT_EQ(lot.remaining, gift.left) << place(step) << gift.name;
      ASSERT_EQ(lot.held, gift.held) << place(step) << gift.name;
    }
  }

  // Funds and depots as the books have them against what the auditor's rows add up to.
  void balance() {
    std::map<std::string, std::int64_t> sums;
    for (const Auditor::Gift& gift : auditor_.gifts) {
      sums["fund " + gift.book + " " + gift.unit + " " + gift.fund] += gift.left;
      if (gift.unit.starts_with("SKU")) {
        sums["place " + gift.book + " " + gift.unit + " " + gift.place] -= gift.left;
      }
    }
    std::map<std::string, std::int64_t> units;
    for (const auto& [number, account] : memory_.books().changed_accounts()) {
      units[account.book + " " + account.unit] += account.posted;
      if (account.unit == "VALUE:CNY") continue;
      std::string unit = account.book + " " + account.unit + " ";
      if (!account.fund.empty()) sums["fund " + unit + account.fund] += account.posted;
      if (!account.place.empty()) sums["place " + unit + account.place] += account.posted;
      if (account.path.starts_with("due/")) units["due " + account.unit] += account.posted;
    }
    for (const auto& [name, sum] : sums) ASSERT_EQ(sum, 0) << place(0) << name;
    for (const auto& [name, sum] : units) ASSERT_EQ(sum, 0) << place(0) << name;
  }

  // I9: the accepted events once more, from their kept texts, come to the same bytes.
  void again() {
    Memory other(charts());
    for (const auto& [event, now] : accepted_) {
      auto same = event_of_text(text_of(event));
      ASSERT_TRUE(same.ok()) << text_of(event);
      ASSERT_TRUE(other.apply(*same, now).ok()) << place(0) << text_of(event);
    }
    Draft &mine = memory_.books(), &theirs = other.books();
    ASSERT_TRUE(*mine.head() == *theirs.head()) << place(0);
    for (const auto& [number, account] : mine.changed_accounts()) {
      ASSERT_EQ(account.posted, theirs.changed_accounts().at(number).posted) << place(0);
      ASSERT_EQ(account.path, theirs.changed_accounts().at(number).path) << place(0);
    }
    for (const auto& [number, lot] : mine.lots()) {
      ASSERT_EQ(lot.remaining, theirs.lots().at(number).remaining) << place(0);
    }
  }

  std::uint64_t seed_;
  Society society_;
  Memory memory_{charts()};
  Auditor auditor_;
  std::size_t seen_ = 0;
  std::vector<std::pair<Event, Now>> accepted_;
};

std::uint64_t number_in(const char* name, std::uint64_t otherwise) {
  const char* value = std::getenv(name);
  return value && *value ? std::strtoull(value, nullptr, 10) : otherwise;
}

}  // namespace

TEST(RandomEvents, AreAnsweredAsTheAuditorAnswersThem) {
  constexpr int steps = 250;
  std::uint64_t events = number_in("BOAI_LONG", 0) != 0 ? 10'000'000 : 100'000;
  std::uint64_t first = number_in("BOAI_SEED", 20261123);
  std::uint64_t rounds = std::getenv("BOAI_SEED") ? 1 : events / steps;
  std::cout << "seeds " << first << " to " << first + rounds - 1 << ", " << rounds * steps
            << " events\n";
  for (std::uint64_t round = 0; round < rounds; ++round) {
    Round(first + round).run(steps);
    if (testing::Test::HasFatalFailure()) return;
  }
}

}  // namespace boai::ledger

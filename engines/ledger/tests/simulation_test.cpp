// Random events of every kind against the auditor: the same answer to each, the same rows after
// each. 100,000 events; 10,000,000 with BOAI_LONG. A failure names its seed; BOAI_SEED replays it.
#include <gtest/gtest.h>

#include <cstdlib>
#include <iostream>
#include <random>

#include "engines/ledger/tests/auditor.hpp"
#include "engines/ledger/tests/chart.hpp"

namespace boai::ledger {

namespace {

Day day(std::int64_t number) { return Day::of(2026, 1, 1)->plus_days(number); }

class Dice {
 public:
  explicit Dice(std::uint64_t seed) : random_(seed) {}
  std::int64_t below(std::int64_t limit) {
    return static_cast<std::int64_t>(random_() % static_cast<std::uint64_t>(limit));
  }
  bool once_in(std::int64_t times) { return below(times) == 0; }
  Tags tags() {
    Tags tags;
    for (const char* word : {"flood", "aid", "epidemic", "school"}) {
      if (once_in(3)) tags.insert(word);
    }
    return tags;
  }
  std::string unit() {
    constexpr const char* units[] = {"SKU:mask", "SKU:soap", "HOUR"};
    return once_in(3) ? units[below(3)] : "CNY";
  }

 private:
  std::mt19937_64 random_;
};

// One society's year, told step by step.
class Round {
 public:
  explicit Round(std::uint64_t seed) : seed_(seed), dice_(seed) {}

  void run(int steps) {
    for (int step = 0; step < steps; ++step) {
      if (dice_.once_in(4)) ++today_;
      if (today_ > 0 && dice_.once_in(200)) --today_;  // a clock that was set back
      Now now{end_of_day_in_shanghai(day(today_)), day(today_)};
      Event event = next(step);
      std::string wanted = auditor_.judge(event, now.today, now.at);
      auto done = memory_.apply(event, now);
      std::string got = answer_of(done);
      if (got != "ok") got = got.substr(got.find('.') + 1);
      ASSERT_EQ(got, wanted) << place(step) << text_of(event)
                             << (done.ok() ? "" : done.error().field);
      compare(step);
      if (testing::Test::HasFatalFailure()) return;
      if (done.ok()) remember(event, now);
    }
    balance();
    again();
  }

 private:
  std::string place(int step) const {
    return "BOAI_SEED=" + std::to_string(seed_) + " step " + std::to_string(step) + " ";
  }
  std::string one_of(const std::vector<std::string>& names) {
    if (names.empty() || dice_.once_in(20)) return "nobody";
    return names[static_cast<std::size_t>(dice_.below(static_cast<std::int64_t>(names.size())))];
  }

  Event next(int step) {
    Event e;
    e.id = dice_.once_in(40) ? one_of(known_) : "e" + std::to_string(step);
    e.book = dice_.once_in(4) ? "city" : "province";
    e.amount = 1 + dice_.below(100);
    e.tags = dice_.tags();
    e.unit = dice_.unit();
    e.date = day(std::max<std::int64_t>(0, today_ - dice_.below(4)));
    constexpr Op ops[] = {Op::donate,  Op::donate, Op::donate,      Op::donate,   Op::spend,
                          Op::spend,   Op::spend,  Op::fee,         Op::refund,   Op::reverse_use,
                          Op::reserve, Op::post,   Op::redesignate, Op::transfer, Op::loss,
                          Op::kit,     Op::pledge, Op::post,        Op::void_,    Op::expire,
                          Op::close,   Op::settle};
    e.op = ops[dice_.below(std::size(ops))];
    finish(e);
    return e;
  }

  void finish(Event& e) {
    switch (e.op) {
      case Op::donate:
        e.amount *= 3;
        if (dice_.once_in(3)) e.expiry = day(today_ + dice_.below(40));
        e.named = dice_.once_in(12);
        if (dice_.once_in(3)) e.place = "north";
        if (e.unit.starts_with("SKU") && dice_.once_in(2)) e.value = dice_.below(10'000);
        break;
      case Op::spend:
        if (dice_.once_in(4)) e.place = "north";
        if (dice_.once_in(6)) e.lots = {one_of(lots_), one_of(lots_)};
        if (dice_.once_in(2)) e.reason = e.second = "x";
        break;
      case Op::reserve:
      case Op::pledge:
        e.until = end_of_day_in_shanghai(day(today_ + dice_.below(6)));
        break;
      case Op::fee:
        e.about = one_of(lots_);
        e.payer = dice_.once_in(2) ? "lot" : dice_.once_in(5) ? "channel" : "pool";
        break;
      case Op::post:
        e.amount = dice_.once_in(2) ? 0 : e.amount;
        [[fallthrough]];
      case Op::void_:
      case Op::expire:
        e.about = one_of(waits_);
        break;
      case Op::reverse_use:
        e.about = one_of(uses_);
        if (dice_.once_in(2)) e.id.clear();
        break;
      case Op::kit:
        e.into = "SKU:kit";
        e.amount = 1 + e.amount / 20;
        e.parts = {{"SKU:mask", 2}, {"SKU:soap", 1}};
        break;
      case Op::settle:
        [[fallthrough]];
      case Op::transfer:
        e.to = e.book == "city" ? "province" : "city";
        break;
      case Op::loss:
        e.reason = e.second = "x";
        [[fallthrough]];
      case Op::refund:
      case Op::redesignate:
        e.about = one_of(lots_);
        break;
      case Op::close:
        e.date = day(std::max<std::int64_t>(0, today_ - 25));
        if (!dice_.once_in(4)) e.op = Op::donate;
        e.carry = dice_.once_in(2);
        break;
      default:
        break;
    }
  }

  void remember(const Event& event, const Now& now) {
    if (!event.id.empty()) known_.push_back(event.id);
    accepted_.emplace_back(event, now);
    bool lot = event.op == Op::donate || event.op == Op::redesignate || event.op == Op::kit ||
               event.op == Op::post;
    if (lot) lots_.push_back(event.id);
    if (event.op == Op::transfer) lots_.push_back(event.id + "@" + event.book);
    if (event.op == Op::spend || event.op == Op::post) uses_.push_back(event.id);
    if (event.op == Op::pledge || event.op == Op::reserve) waits_.push_back(event.id);
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
  Dice dice_;
  Memory memory_{charts()};
  Auditor auditor_;
  std::int64_t today_ = 0;
  std::size_t seen_ = 0;
  std::vector<std::string> known_, lots_, uses_, waits_;
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

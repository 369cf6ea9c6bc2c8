// Random societies: events of every kind that now and then make sense, from a seed.
#pragma once

#include <random>

#include "engines/ledger/ledger.hpp"

namespace boai::ledger {

inline Day day(std::int64_t number) { return Day::of(2026, 1, 1)->plus_days(number); }

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

class Society {
 public:
  explicit Society(std::uint64_t seed) : dice_(seed) {}

  // Time goes on, and now and then the clock is set back.
  Now moment() {
    if (dice_.once_in(4)) ++today_;
    if (today_ > 0 && dice_.once_in(200)) --today_;
    return {end_of_day_in_shanghai(day(today_)), day(today_)};
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

  void remember(const Event& event) {
    if (!event.id.empty()) known_.push_back(event.id);
    bool lot = event.op == Op::donate || event.op == Op::redesignate || event.op == Op::kit ||
               event.op == Op::post;
    if (lot) lots_.push_back(event.id);
    if (event.op == Op::transfer) lots_.push_back(event.id + "@" + event.book);
    if (event.op == Op::spend || event.op == Op::post) uses_.push_back(event.id);
    if (event.op == Op::pledge || event.op == Op::reserve) waits_.push_back(event.id);
  }

 private:
  Dice dice_;
  std::int64_t today_ = 0;
  std::vector<std::string> known_, lots_, uses_, waits_;
};

}  // namespace boai::ledger

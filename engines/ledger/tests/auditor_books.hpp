// The auditor's books: plain rows of gifts, uses and what waits, looked through from end to end.
// Shares no code with the ledger but the event's struct.
#pragma once

#include <algorithm>
#include <list>
#include <map>
#include <string>
#include <vector>

#include "engines/ledger/event.hpp"

namespace boai::ledger {

class AuditorBooks {
 public:
  struct Gift {
    std::string name, book, unit, fund, place;
    std::set<std::string> bound;
    std::int64_t amount = 0, left = 0, held = 0;
    int dies = 0;
    int day = 0;
    std::int64_t order = 0;
    bool apart = false;
  };
  struct Row {
    std::string kind, lot, ref;
    std::int64_t amount = 0;
    bool operator==(const Row&) const = default;
  };
  std::list<Gift> gifts;
  std::vector<Row> rows;

 protected:
  struct Use {
    std::string book, name, unit, place;
    std::set<std::string> tags;
    int day = 0;
    std::int64_t amount = 0;
    std::vector<std::pair<Gift*, std::int64_t>> paid;  // standing, in the order lots first came
    bool undone = false;
  };
  struct Wait {
    std::string book, name;
    bool outflow = false;
    Event asked;
    std::int64_t amount = 0;
    Instant until;
    std::vector<std::pair<Gift*, std::int64_t>> holds;
    bool over = false;
  };
  using Saved = std::vector<std::tuple<Gift*, std::int64_t, std::int64_t>>;

  static std::string name_of(const Event& e) { return e.id.empty() ? "reverse/" + e.about : e.id; }
  Saved gifts_kept() {
    Saved saved;
    for (Gift& gift : gifts) saved.emplace_back(&gift, gift.left, gift.held);
    return saved;
  }
  void restore(const Saved& saved, std::size_t count) {
    while (gifts.size() > saved.size()) gifts.pop_back();
    for (auto [gift, left, held] : saved) {
      gift->left = left;
      gift->held = held;
    }
    rows.resize(count);
  }
  std::int64_t can_pay(const std::string& book) {
    std::int64_t left = cash_[book];
    for (Gift& gift : gifts) left -= gift.book == book && gift.unit == "CNY" ? gift.held : 0;
    return left;
  }
  void cash(const Gift& gift, std::int64_t amount) {
    if (gift.unit == "CNY") cash_[gift.book] += amount;
  }
  static std::string place_of(const Event& e) {
    return e.unit.substr(0, 3) == "SKU" ? e.place : std::string();
  }
  int day_of(const Event& e) const { return e.date ? e.date.number() : today_.number(); }

  static std::string fund_name(const Event& e, const std::set<std::string>& bound) {
    if (!e.fund.empty()) return e.fund;
    std::string all;
    for (const std::string& word : bound) all += (all.empty() ? "" : ".") + word;
    return all.empty() ? "unrestricted" : all;
  }

  std::string give(const Event& e, std::int64_t amount, const std::string& name) {
    Gift gift;
    gift.name = name;
    gift.book = e.book;
    gift.unit = e.unit;
    gift.bound.insert(e.tags.begin(), e.tags.end());
    gift.fund = fund_name(e, gift.bound);
    bool goods = e.unit.substr(0, 3) == "SKU";
    if (goods) gift.place = e.place.empty() ? "depot" : e.place;
    gift.amount = gift.left = amount;
    gift.dies = e.expiry ? e.expiry.number() : 0;
    gift.day = day_of(e);
    gift.order = clock_ + 1;
    gift.apart = e.named;
    gifts.push_back(gift);
    cash(gift, amount);
    return "ok";
  }

  Gift* find(const std::string& book, const std::string& name) {
    for (Gift& gift : gifts) {
      if (gift.book == book && gift.name == name) return &gift;
    }
    return nullptr;
  }

  static bool alive(const Gift& gift, int day) {
    return gift.dies == 0 || day == 0 || gift.dies >= day;
  }
  static bool allowed(const Gift& gift, const std::set<std::string>& tags) {
    for (const std::string& word : gift.bound) {
      if (tags.count(word) == 0) return false;
    }
    return true;
  }

  using Parts = std::vector<std::pair<Gift*, std::int64_t>>;
  // Takes nothing yet; what is missing is the second.
  std::pair<Parts, std::int64_t> choose(const std::string& book, const std::string& unit,
                                        std::int64_t amount, const std::set<std::string>& tags,
                                        int day, const std::string& place, Gift* but) {
    std::vector<Gift*> fit;
    for (Gift& gift : gifts) {
      bool good = gift.book == book && gift.unit == unit && gift.left > gift.held && !gift.apart &&
                  &gift != but && alive(gift, day) && allowed(gift, tags) &&
                  (place.empty() || gift.place == place);
      if (good) fit.push_back(&gift);
    }
    std::stable_sort(fit.begin(), fit.end(), [](const Gift* a, const Gift* b) {
      if (a->bound.size() != b->bound.size()) return a->bound.size() > b->bound.size();
      int one = a->dies ? a->dies : 1 << 30, other = b->dies ? b->dies : 1 << 30;
      if (one != other) return one < other;
      if (a->day != b->day) return a->day < b->day;
      return a->order < b->order;
    });
    Parts parts;
    for (Gift* gift : fit) {
      if (amount == 0) break;
      std::int64_t part = std::min(amount, gift->left - gift->held);
      parts.emplace_back(gift, part);
      amount -= part;
    }
    return {parts, amount};
  }
  void pay(const Parts& parts, const char* kind, const std::string& ref) {
    for (auto [gift, part] : parts) {
      gift->left -= part;
      bool leaves = std::string(kind) != "redesignate" && std::string(kind) != "transfer";
      if (leaves) cash(*gift, -part);
      rows.push_back({kind, gift->name, ref, part});
    }
  }

  std::pair<Parts, std::string> chosen(const Event& e) {
    std::set<std::string> tags(e.tags.begin(), e.tags.end());
    if (e.lots.empty()) {
      std::string there = place_of(e);
      auto [parts, missing] = choose(e.book, e.unit, e.amount, tags, day_of(e), there, nullptr);
      return {parts, missing ? "insufficient" : "ok"};
    }
    Parts parts;
    std::int64_t amount = e.amount;
    bool all_apart = true;
    for (const std::string& name : e.lots) {
      Gift* gift = find(e.book, name);
      if (gift == nullptr) return {parts, "unknown"};
      if (gift->unit != e.unit) return {parts, "unit"};
      all_apart = all_apart && gift->apart;
      bool again = false;
      for (auto& part : parts) again = again || part.first == gift;
      if (again || !allowed(*gift, tags) || !alive(*gift, day_of(e))) continue;
      std::int64_t part = std::min(amount, gift->left - gift->held);
      if (part > 0) parts.emplace_back(gift, part);
      amount -= part;
    }
    if (amount > 0) return {parts, "insufficient"};
    if (!all_apart && (e.reason.empty() || e.second.empty())) return {parts, "override"};
    return {parts, "ok"};
  }

  Day today_;
  Instant now_;
  std::int64_t clock_ = 0;
  std::map<std::string, std::int64_t> known_;
  std::map<std::string, int> closed_;
  std::map<std::string, std::int64_t> cash_;
  std::vector<Use> uses_;
  std::vector<Wait> waits_;
};

}  // namespace boai::ledger

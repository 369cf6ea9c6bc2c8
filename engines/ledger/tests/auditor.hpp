// The auditor: knows events only, keeps plain rows, and works every reply out again by looking at
// all of them. Shares no code with the ledger but the event's struct.
#pragma once

#include <algorithm>
#include <list>
#include <map>
#include <string>
#include <vector>

#include "engines/ledger/event.hpp"

namespace boai::ledger {

class Auditor {
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

  // "ok" or the code without its domain.
  std::string judge(const Event& e, Day today, Instant now) {
    today_ = today;
    now_ = now;
    auto keep = std::make_tuple(gifts_kept(), rows.size());
    auto cash = cash_;
    auto uses = uses_;
    auto waits = waits_;
    auto closed = closed_;
    std::map<std::string, std::int64_t> before;
    for (const char* book : {"province", "city"}) before[book] = can_pay(book);
    std::string said = told(e);
    // A bank account is never overdrawn, what is reserved counted as gone.
    for (const auto& [book, had] : before) {
      std::int64_t has = can_pay(book);
      if (said == "ok" && has < 0 && has < had) said = "bound";
    }
    if (said != "ok") {
      cash_ = cash;
      uses_ = uses;
      waits_ = waits;
      closed_ = closed;
    }
    if (said != "ok") restore(std::get<0>(keep), std::get<1>(keep));
    if (said == "ok") ++clock_;
    if (said == "ok") known_[e.book + "|" + name_of(e)] = clock_;
    return said;
  }

 private:
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

  std::string told(const Event& e) {
    if (!e.id.empty() && known_.contains(e.book + "|" + e.id)) return "duplicate";
    bool period = e.op == Op::close || e.op == Op::reopen;
    if (!period && closed_.contains(e.book) && day_of(e) <= closed_[e.book]) return "closed";
    switch (e.op) {
      case Op::donate:
        return give(e, e.amount, name_of(e));
      case Op::spend:
        return spend(e);
      case Op::fee:
        return fee(e);
      case Op::refund:
        return refund(e);
      case Op::reverse_use:
        return undo(e);
      case Op::redesignate:
        return rename(e);
      case Op::transfer:
        return send(e);
      case Op::settle:
        if (e.unit != "CNY") return "unit";
        cash_[e.book] -= e.amount;
        cash_[e.to] += e.amount;
        return "ok";
      case Op::loss:
        return lose(e);
      case Op::kit:
        return pack(e);
      case Op::pledge:
      case Op::reserve:
        return wait(e);
      case Op::post:
        return post(e);
      case Op::void_:
        return drop(e, false);
      case Op::expire:
        return drop(e, true);
      case Op::close:
        if (closed_.contains(e.book) && e.date.number() <= closed_[e.book]) return "closed";
        closed_[e.book] = e.date.number();
        return "ok";
      default:
        return "?";
    }
  }

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

  std::string spend(const Event& e) {
    auto [parts, said] = chosen(e);
    if (said != "ok") return said;
    pay(parts, "use", e.id);
    uses_.push_back({e.book,
                     e.id,
                     e.unit,
                     place_of(e),
                     {e.tags.begin(), e.tags.end()},
                     day_of(e),
                     e.amount,
                     parts,
                     false});
    return "ok";
  }

  std::string fee(const Event& e) {
    Gift* gift = find(e.book, e.about);
    if (gift == nullptr) return "unknown";
    if (e.payer == "channel") return "ok";
    if (e.payer == "pool") {
      auto [parts, missing] = choose(e.book, gift->unit, e.amount, {}, day_of(e), "", nullptr);
      if (missing) return "insufficient";
      pay(parts, "fee", e.id);
      return "ok";
    }
    if (gift->left - gift->held < e.amount) return "insufficient";
    pay({{gift, e.amount}}, "fee", e.id);
    return "ok";
  }

  std::string refund(const Event& e) {
    Gift* gift = find(e.book, e.about);
    if (gift == nullptr) return "unknown";
    std::int64_t spent = 0;
    for (Use& use : uses_) {
      for (auto [lot, part] : use.paid) spent += lot == gift ? part : 0;
    }
    std::int64_t free = gift->left - gift->held;
    if (e.amount > free + spent) return "exceeds_refundable";
    std::int64_t need = std::max<std::int64_t>(0, e.amount - free);
    auto uses_before = uses_;
    for (std::size_t at = uses_.size(); at-- > 0 && need > 0;) {
      Use& use = uses_[at];
      for (std::size_t which = 0; which < use.paid.size(); ++which) {
        if (use.paid[which].first != gift || use.paid[which].second == 0) continue;
        std::int64_t part = std::min(need, use.paid[which].second);
        auto [parts, missing] =
            choose(use.book, use.unit, part, use.tags, use.day, use.place, gift);
        if (missing) {
          uses_ = uses_before;
          return "insufficient";
        }
        need -= part;
        use.paid[which].second -= part;
        gift->left += part;
        cash(*gift, part);
        rows.push_back({"unback", gift->name, use.name, part});
        pay(parts, "reback", use.name);
        for (auto& [lot, more] : parts) {
          bool there = false;
          for (auto& mine : use.paid) {
            if (mine.first != lot) continue;
            mine.second += more;
            there = true;
          }
          if (!there) use.paid.emplace_back(lot, more);
        }
        break;
      }
    }
    pay({{gift, e.amount}}, "refund", e.id);
    return "ok";
  }

  std::string undo(const Event& e) {
    for (Use& use : uses_) {
      if (use.book != e.book || use.name != e.about) continue;
      if (use.undone) return "closed";
      use.undone = true;
      for (auto [gift, part] : use.paid) {
        if (part == 0) continue;
        gift->left += part;
        cash(*gift, part);
        rows.push_back({"unback", gift->name, use.name, part});
      }
      use.paid.clear();
      return "ok";
    }
    return "unknown";
  }

  std::string rename(const Event& e) {
    Gift* gift = find(e.book, e.about);
    if (gift == nullptr) return "unknown";
    if (gift->left - gift->held < e.amount) return "insufficient";
    pay({{gift, e.amount}}, "redesignate", e.id);
    Gift child = *gift;
    child.name = e.id;
    child.bound = {e.tags.begin(), e.tags.end()};
    child.fund = fund_name(e, child.bound);
    child.amount = child.left = e.amount;
    child.held = 0;
    gifts.push_back(child);
    return "ok";
  }

  std::string send(const Event& e) {
    if (closed_.contains(e.to) && day_of(e) <= closed_[e.to]) return "closed";
    auto [parts, missing] =
        choose(e.book, e.unit, e.amount, {e.tags.begin(), e.tags.end()}, day_of(e), "", nullptr);
    if (missing) return "insufficient";
    int number = 0;
    for (auto [gift, part] : parts) {
      pay({{gift, part}}, "transfer", e.id);
      Gift child = *gift;
      child.book = e.to;
      child.name = e.id + (++number == 1 ? "" : "#" + std::to_string(number)) + "@" + e.book;
      child.amount = child.left = part;
      child.held = 0;
      gifts.push_back(child);
    }
    return "ok";
  }

  std::string lose(const Event& e) {
    Gift* gift = find(e.book, e.about);
    if (gift == nullptr) return "unknown";
    if (gift->unit.substr(0, 3) != "SKU") return "unit";
    if (gift->left - gift->held < e.amount) return "insufficient";
    pay({{gift, e.amount}}, "loss", e.id);
    return "ok";
  }

  std::string pack(const Event& e) {
    Gift kit;
    kit.name = e.id;
    kit.book = e.book;
    kit.unit = e.into;
    kit.place = e.place.empty() ? "depot" : e.place;
    kit.amount = kit.left = e.amount;
    kit.day = 1 << 30;
    for (const Component& part : e.parts) {
      auto [parts, missing] = choose(e.book, part.unit, part.per * e.amount,
                                     {e.tags.begin(), e.tags.end()}, day_of(e), kit.place, nullptr);
      if (missing) return "insufficient";
      for (auto [gift, taken] : parts) {
        kit.bound.insert(gift->bound.begin(), gift->bound.end());
        if (gift->dies && (kit.dies == 0 || gift->dies < kit.dies)) kit.dies = gift->dies;
        bool older = gift->day < kit.day || (gift->day == kit.day && gift->order < kit.order);
        if (older) kit.day = gift->day;
        if (older) kit.order = gift->order;
      }
      pay(parts, "kit", e.id);
    }
    kit.fund = fund_name(e, kit.bound);
    gifts.push_back(kit);
    return "ok";
  }

  std::string wait(const Event& e) {
    Wait made{e.book, e.id, e.op == Op::reserve, e, e.amount, e.until, {}, false};
    if (made.outflow) {
      auto [parts, said] = chosen(e);
      if (said != "ok") return said;
      made.holds = parts;
    }
    if (e.until <= now_) return "expired";
    for (auto [gift, part] : made.holds) gift->held += part;
    waits_.push_back(made);
    return "ok";
  }

  Wait* waiting(const Event& e) {
    for (Wait& wait : waits_) {
      if (wait.book == e.book && wait.name == e.about) return &wait;
    }
    return nullptr;
  }

  std::string post(const Event& e) {
    Wait* wait = waiting(e);
    if (wait == nullptr) return "unknown";
    if (wait->over) return "closed";
    if (wait->until <= now_) return "expired";
    std::int64_t amount = e.amount ? e.amount : wait->amount;
    if (amount > wait->amount) return "insufficient";
    wait->over = true;
    if (!wait->outflow) {
      Event given = wait->asked;
      given.date = e.date;
      return give(given, amount, e.id);
    }
    Parts paid;
    std::int64_t left = amount;
    for (auto [gift, part] : wait->holds) {
      gift->held -= part;
      std::int64_t taken = std::min(part, left);
      left -= taken;
      if (taken > 0) paid.emplace_back(gift, taken);
    }
    pay(paid, "use", e.id);
    const Event& asked = wait->asked;
    uses_.push_back({e.book,
                     e.id,
                     asked.unit,
                     "",
                     {asked.tags.begin(), asked.tags.end()},
                     day_of(e),
                     amount,
                     paid,
                     false});
    return "ok";
  }

  std::string drop(const Event& e, bool by_clock) {
    Wait* wait = waiting(e);
    if (wait == nullptr) return "unknown";
    if (wait->over) return "closed";
    if (by_clock && now_ < wait->until) return "not_expired";
    wait->over = true;
    for (auto [gift, part] : wait->holds) gift->held -= part;
    return "ok";
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

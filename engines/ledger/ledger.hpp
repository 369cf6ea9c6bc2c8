// Restricted gifts and their uses, followed lot by lot (anchors/trust.md 4.1). Pure: events in,
// edges out, integers in the smallest unit only. A refused event leaves no trace.
//
// Which gift pays for a use is a declared convention, one rule without a clerk's choice:
//   eligible   same unit, every restriction of the lot among the use's tags, not past its expiry
//   day order      more restrictions first, then earlier expiry, then older receipt covered whole
//   or refused
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/day.hpp"
#include "base/result.hpp"

namespace boai::ledger {

using Tags = std::set<std::string>;

struct Donate {
  std::string id;
  std::int64_t amount = 0;
  Tags restrict;
  Day expiry;  // usable through this day; none: for ever
  std::string unit = "CNY";
};
struct Spend {
  std::string id;
  std::int64_t amount = 0;
  Tags tags;
  Day date;
  std::string unit = "CNY";
};
// `from_pool`: paid by unrestricted lots in the order of uses; else by the gift itself.
struct Fee {
  std::string id, donation;
  std::int64_t amount = 0;
  bool from_pool = false;
  Day date;
};
struct Refund {
  std::string id, donation;
  std::int64_t amount = 0;
};
struct ReverseUse {
  std::string spend;
};
// Moves what is left of a lot into a new one with other restrictions, which keeps the age.
struct Redesignate {
  std::string id, lot;
  std::int64_t amount = 0;
  Tags restrict;
};

enum class Kind { use, fee, refund, unback, reback, redesignate };
std::string_view name_of(Kind kind);

// Amounts are positive; `unback` gives back to its lot, every other kind takes from it.
struct Edge {
  Kind kind;
  std::string lot;
  std::string
      ref;  // the use, fee or refund; unback and reback carry the use, redesignate the new lot
  std::int64_t amount = 0;
  bool operator==(const Edge&) const = default;
};

// Codes: ledger.insufficient (detail: the shortfall), ledger.duplicate, ledger.exceeds_refundable,
// ledger.unknown, ledger.closed, ledger.amount, ledger.expiry.
class Ledger {
 public:
  Outcome apply(const Donate& event);
  Outcome apply(const Spend& event);
  Outcome apply(const Fee& event);
  Outcome apply(const Refund& event);
  Outcome apply(const ReverseUse& event);
  Outcome apply(const Redesignate& event);

  const std::vector<Edge>& edges() const { return edges_; }
  std::map<std::string, std::int64_t> remaining() const;

  // What a use may yet take: the lots it would be paid from, in order.
  std::vector<std::string> eligible(const Spend& use) const;

 private:
  struct Lot {
    std::string id;
    std::int64_t amount = 0, remaining = 0;
    Tags restrict;
    Day expiry;
    std::string unit;
    std::int64_t age = 0;  // the receipt's number; a redesignated lot keeps its parent's
  };
  struct Use {
    Spend event;
    bool reversed = false;
    std::map<std::size_t, std::int64_t> backing;  // lot → amount that stands
  };
  // Fewer compares first: more restrictions, earlier expiry, older receipt, older lot.
  struct Order {
    std::int64_t restrictions;
    std::int64_t expiry;
    std::int64_t age;
    std::size_t lot;
    auto operator<=>(const Order&) const = default;
  };
  struct Taking {
    std::size_t lot;
    std::int64_t amount;
  };

  Outcome check_new(const std::string& id, std::int64_t amount) const;
  Result<std::size_t> lot_of(const std::string& id) const;
  void add_lot(Lot lot);
  Result<std::vector<Taking>> takings(const Spend& use, std::int64_t amount,
                                      std::optional<std::size_t> without) const;
  void take(std::size_t lot, std::int64_t amount, Kind kind, const std::string& ref);
  static Order order_of(const Lot& lot, std::size_t index);

  std::vector<Lot> lots_;
  std::unordered_map<std::string, std::size_t> lot_index_;
  std::vector<Use> uses_;  // in the order they came
  std::unordered_map<std::string, std::size_t> use_index_;
  std::set<std::string> ids_;
  // Lots that hold something, by unit and restriction set: a use walks only sets it may touch.
  std::map<std::pair<std::string, Tags>, std::set<Order>> open_;
  std::vector<Edge> edges_;
  std::int64_t receipts_ = 0;
};

}  // namespace boai::ledger

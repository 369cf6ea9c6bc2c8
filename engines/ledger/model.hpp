// What the ledger remembers. Amounts are integers in the smallest unit: fen, pieces, grams, hours;
// the unit is part of the account and of the lot, so two units never meet in one sum.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/day.hpp"
#include "base/instant.hpp"

namespace boai::ledger {

using Tags = std::set<std::string>;
std::string joined(const Tags& tags, char between = '\n');
Tags parted(std::string_view text);  // by '\n', as the store keeps them

// What an entry does. An entry is never changed; what was wrong is answered by another entry.
enum class Kind {
  gift,
  micro,  // a small gift inside the batch lot of its hour
  batch,  // that lot
  use,
  fee,
  refund,
  reversal,
  redesignation,
  transfer,
  settlement,
  kitting,
  loss,
  pledge,       // an inflow that waits for the channel's word
  reservation,  // an outflow that holds its lots
  posting,      // of a pledge or reservation, whole or in part
  voiding,
  expiry,
  closing,
  reopening,
};
std::string_view name_of(Kind kind);
std::optional<Kind> kind_of(std::string_view name);

struct Entry {
  std::int64_t seq = 0;  // without gaps from 1
  std::string id;        // the client's, one name space a book
  std::string book;
  Kind kind = Kind::gift;
  Day day;     // when it happened
  Instant at;  // when it was recorded
  std::string unit;
  std::int64_t amount = 0;
  Tags tags;  // of a use: what it is for
  std::string fund, place, purpose, channel, campaign, agreement, payer;
  std::int64_t lot = 0, lots = 0;  // first lot it made, and how many
  std::int64_t subject = 0;        // the lot it is about
  std::int64_t reverses = 0;       // the entry it takes back, posts or voids
  std::string reason, second;      // second: the other person who agreed
  bool imported = false;           // history from before the records
  std::string input, hash;         // canonical text of the event and its hash, by the caller
};

// Lots of one book, unit, fund, place and restriction set. `named` lots belong to one beneficiary,
// batch or asset and are only taken by specific identification (anchors 4.1 a); `agency` lots are
// 受托代理: a liability, never income.
struct Shelf {
  std::int64_t number = 0;
  std::string book, unit, fund, place;
  Tags tags;
  bool named = false, agency = false;

  bool same_as(const Shelf& other) const {
    return book == other.book && unit == other.unit && fund == other.fund && place == other.place &&
           tags == other.tags && named == other.named && agency == other.agency;
  }
};

constexpr int never = 99999999;  // as a day's number: sorts after every day

// Within one restriction set: earlier expiry, older receipt, older lot.
struct Order {
  int expires = 0;
  int day = 0;
  std::int64_t age = 0;
  std::int64_t lot = 0;
  auto operator<=>(const Order&) const = default;
};

struct Lot {
  std::int64_t number = 0, entry = 0, shelf = 0;
  std::string id;
  std::int64_t amount = 0, remaining = 0;
  std::int64_t held = 0;  // by reservations; counted as gone by every bound
  int expires = never;    // usable through this day
  int age_day = 0;        // of the receipt; a child keeps its parent's
  std::int64_t age = 0;
  std::int64_t parent = 0;
  std::int64_t value = -1;  // fen, of all of it; -1: goods without a proven value

  std::int64_t available() const { return remaining - held; }
  Order order() const { return {expires, age_day, age, number}; }
  // The value of what is left: a function of the quantity, so it never drifts.
  std::int64_t value_left(std::int64_t quantity) const;
};

enum class EdgeKind { use, fee, refund, unback, reback, redesignate, transfer, kit, loss };
std::string_view name_of(EdgeKind kind);
std::optional<EdgeKind> edge_kind_of(std::string_view name);

// Amounts are positive; `unback` gives back to its lot, every other kind takes from it.
struct Edge {
  std::int64_t seq = 0;
  EdgeKind kind = EdgeKind::use;
  std::int64_t lot = 0;
  std::int64_t ref = 0;    // the entry it is about; unback and reback carry the use
  std::int64_t entry = 0;  // the entry that made it
  std::int64_t amount = 0;

  std::int64_t taken() const { return kind == EdgeKind::unback ? -amount : amount; }
  bool backs() const {
    return kind == EdgeKind::use || kind == EdgeKind::reback || kind == EdgeKind::unback;
  }
};

enum class Class { asset, liability, net, income, expense, memo };
std::string_view name_of(Class kind);
std::optional<Class> class_of(std::string_view name);
// `debit`: never in credit, what is pending against it counted; `credit` the other way round.
enum class Bound { none, debit, credit };

struct Account {
  std::int64_t number = 0;
  std::string book, path, unit;
  std::string code;  // of the chart
  Class kind = Class::asset;
  Bound bound = Bound::none;
  std::string fund, place;  // "" when the path names none
  std::int64_t posted = 0;  // debits less credits
  std::int64_t pending_debit = 0, pending_credit = 0;
};

struct Posting {
  std::int64_t entry = 0, account = 0, amount = 0;  // debit positive
};

enum class PendingState { open, posted, voided, expired };
struct Hold {
  std::int64_t lot = 0, amount = 0;
  bool operator==(const Hold&) const = default;
};
struct Pending {
  std::int64_t entry = 0;
  PendingState state = PendingState::open;
  std::int64_t amount = 0;
  Instant until;
  std::vector<Hold> holds;  // of a reservation, in the order of allocation
};

struct BookState {
  std::string book;
  int closed_through = 0;    // day number; nothing is entered on or before it
  std::int64_t carried = 0;  // the closing entry whose carry stands
  bool stopped = false;      // an invariant was found broken
};

// Sums a cap is measured against: by agreement and by campaign.
struct Tally {
  std::string scope;
  std::int64_t gross = 0, fees = 0;
  std::int64_t cap = -1;  // permille of gross; -1: none
};

struct Head {
  std::int64_t entries = 0, lots = 0, edges = 0, shelves = 0, accounts = 0;
  bool operator==(const Head&) const = default;
};

}  // namespace boai::ledger

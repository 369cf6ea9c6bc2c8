// Lots that become other lots: redesignation of what is left, transfers between books, kits.
#include <algorithm>

#include "base/must.hpp"
#include "engines/ledger/work.hpp"

namespace boai::ledger {

namespace {

Lot child_of(const Lot& parent, std::int64_t amount, std::int64_t value) {
  Lot child;
  child.amount = child.remaining = amount;
  child.expires = parent.expires;
  child.age_day = parent.age_day;
  child.age = parent.age;
  child.parent = parent.number;
  if (parent.value >= 0) child.value = value;
  return child;
}

}  // namespace

// 结余处理: the child keeps the age, and the entry starts the clock of disclosure (three months).
Outcome Work::redesignate() {
  TRY(check_words(event.tags));
  Lot lot = TRY(lot_of(event.about));
  Shelf shelf = TRY(shelf_of(lot.shelf));
  std::int64_t shortfall = event.amount - lot.available();
  if (shortfall > 0) return conflict("ledger.insufficient", "amt", std::to_string(shortfall));
  Shelf other = shelf;
  other.tags = event.tags;
  other.fund = event.fund.empty() ? (event.tags.empty() ? "unrestricted" : joined(event.tags, '.'))
                                  : event.fund;
  bool goods = profile.class_of_unit(shelf.unit) == UnitClass::goods;
  if (goods && !event.place.empty()) other.place = event.place;
  entry.subject = lot.number;
  entry.unit = shelf.unit;
  entry.tags = event.tags;
  entry.fund = other.fund;
  std::int64_t value = TRY(take(lot.number, event.amount, EdgeKind::redesignate, entry.seq));
  TRY(poster.add({.kind = "redesignate", .shelf = &shelf, .amount = event.amount, .value = value}));
  TRY(poster.add(
      {.kind = "redesignate", .shelf = &other, .amount = -event.amount, .value = -value}));
  TRY(make_lot(child_of(lot, event.amount, value), other));
  return Done{};
}

// One entry over two books: what one owes is what the other may ask for, at every moment.
Outcome Work::transfer() {
  if (event.to == entry.book) return conflict("ledger.same_book", "to");
  BookState there = TRY(draft.book(event.to));
  if (day() && day().number() <= there.closed_through) return conflict("ledger.closed", "date");
  if (there.stopped) return conflict("ledger.stopped", "to");
  Want want{entry.book, event.unit, event.amount, event.tags, event.date, {}};
  Takings taken = TRY(takings(want));
  entry.tags = event.tags;
  for (const Taking& taking : taken) {
    Shelf shelf = TRY(shelf_of(taking.lot.shelf));
    Shelf other = shelf;
    other.book = event.to;
    if (!event.fund.empty()) other.fund = event.fund;
    bool goods = profile.class_of_unit(shelf.unit) == UnitClass::goods;
    if (goods && !event.place.empty()) other.place = event.place;
    std::int64_t value = TRY(take(taking.lot.number, taking.amount, EdgeKind::transfer, entry.seq));
    TRY(poster.add({.kind = "transfer_out",
                    .shelf = &shelf,
                    .amount = taking.amount,
                    .value = value,
                    .other = event.to}));
    TRY(poster.add({.kind = "transfer_in",
                    .shelf = &other,
                    .amount = taking.amount,
                    .value = value,
                    .other = entry.book}));
    TRY(make_lot(child_of(taking.lot, taking.amount, value), other));
  }
  return Done{};
}

// Cash follows: from a channel's clearing account to the bank, or against what two books owe.
Outcome Work::settle() {
  Shelf here;
  here.book = entry.book;
  here.unit = event.unit;
  if (!event.channel.empty()) {
    return poster.add(
        {.kind = "settle", .shelf = &here, .amount = event.amount, .channel = event.channel});
  }
  Shelf there = here;
  there.book = event.to;
  TRY(poster.add(
      {.kind = "settle_out", .shelf = &here, .amount = event.amount, .other = event.to}));
  return poster.add(
      {.kind = "settle_in", .shelf = &there, .amount = event.amount, .other = entry.book});
}

// n kits take exactly n × per of each part: no more, no less, or nothing at all.
Outcome Work::kit() {
  Shelf made;
  made.book = entry.book;
  made.unit = event.into;
  made.place = event.place.empty() ? "depot" : event.place;
  Lot kit;
  kit.amount = kit.remaining = event.amount;
  kit.age_day = never;
  std::int64_t value = 0;
  bool valued = true;
  for (const Component& part : event.parts) {
    std::int64_t quantity = 0;
    bool over = __builtin_mul_overflow(part.per, event.amount, &quantity);
    if (over) return invalid("ledger.overflow", "amt");
    if (part.unit == event.into) return conflict("ledger.unit", "into");
    Takings taken =
        TRY(takings({entry.book, part.unit, quantity, event.tags, event.date, made.place}));
    for (const Taking& taking : taken) {
      const Lot& lot = taking.lot;
      Shelf shelf = TRY(shelf_of(lot.shelf));
      if (profile.class_of_unit(shelf.unit) != UnitClass::goods) {
        return conflict("ledger.unit", "parts", shelf.unit);
      }
      // The kit is bound as its most bound part, and dies with its first.
      made.tags.insert(shelf.tags.begin(), shelf.tags.end());
      kit.expires = std::min(kit.expires, lot.expires);
      bool older = std::pair(lot.age_day, lot.age) < std::pair(kit.age_day, kit.age);
      if (older) kit.age = lot.age;
      if (older) kit.age_day = lot.age_day;
      valued = valued && lot.value >= 0;
      std::int64_t moved = TRY(take(lot.number, taking.amount, EdgeKind::kit, entry.seq));
      value += moved;
      TRY(poster.add({.kind = "kit", .shelf = &shelf, .amount = taking.amount, .value = moved}));
    }
  }
  made.fund = event.fund.empty() ? (made.tags.empty() ? "unrestricted" : joined(made.tags, '.'))
                                 : event.fund;
  entry.unit = event.into;
  entry.tags = made.tags;
  entry.fund = made.fund;
  entry.place = made.place;
  // Value a part had is not lost in a kit with parts of unknown value: it is written off.
  if (valued) kit.value = value;
  TRY(poster.add(
      {.kind = "kit", .shelf = &made, .amount = -event.amount, .value = valued ? -value : 0}));
  TRY(make_lot(kit, made));
  return Done{};
}

}  // namespace boai::ledger

// What comes in: gifts, pledges on their way, small gifts in the batch lot of their hour.
#include "base/must.hpp"
#include "engines/ledger/work.hpp"

namespace boai::ledger {

namespace {

std::string fund_of(const Event& event) {
  if (!event.fund.empty()) return event.fund;
  return event.tags.empty() ? "unrestricted" : joined(event.tags, '.');
}

Shelf shelf_for(const Event& event, const std::string& book, UnitClass kind) {
  // Only goods lie somewhere; money and hours do not.
  std::string place;
  if (kind == UnitClass::goods) place = event.place.empty() ? "depot" : event.place;
  return {.book = book,
          .unit = event.unit,
          .fund = fund_of(event),
          .place = std::move(place),
          .tags = event.tags,
          .named = event.named || event.agency,
          .agency = event.agency};
}

}  // namespace

// The gross is booked; what a channel or the society keeps of it is an entry of its own.
Outcome Work::give(const Event& given, std::int64_t amount) {
  UnitClass kind = profile.class_of_unit(given.unit);
  Shelf shelf = shelf_for(given, entry.book, kind);
  entry.fund = shelf.fund;
  entry.place = shelf.place;
  Lot lot;
  lot.amount = lot.remaining = amount;
  lot.expires = given.expiry ? given.expiry.number() : never;
  lot.age_day = entry.day.number();
  lot.age = entry.seq;
  if (kind == UnitClass::goods) lot.value = given.value;
  std::int64_t value = lot.value > 0 ? lot.value : 0;
  TRY(make_lot(std::move(lot), shelf));
  for (const std::string& scope : {given.agreement, given.campaign}) {
    if (scope.empty()) continue;
    Tally tally = TRY(draft.tally(entry.book + "\n" + scope));
    bool over = __builtin_add_overflow(tally.gross, amount, &tally.gross);
    if (over) return invalid("ledger.overflow", "amt");
    bool tighter = given.cap >= 0 && (tally.cap < 0 || given.cap < tally.cap);
    if (tighter && scope == given.agreement) tally.cap = given.cap;
    auto capped = profile.campaign_caps.find(scope);
    if (capped != profile.campaign_caps.end() && scope == given.campaign) {
      tally.cap = capped->second;
    }
    draft.put(std::move(tally));
  }
  return poster.add({.kind = "gift",
                     .shelf = &shelf,
                     .amount = amount,
                     .value = value,
                     .channel = given.channel});
}

Outcome Work::gift(bool pledged) {
  TRY(check_words(event.tags));
  UnitClass kind = profile.class_of_unit(event.unit);
  if (event.value >= 0 && kind != UnitClass::goods) return invalid("ledger.unit", "value");
  if (event.imported && now.today && event.date > now.today) {
    return invalid("ledger.imported_future", "date");
  }
  entry.tags = event.tags;
  if (!pledged) return give(event, event.amount);
  if (event.until <= now.at) return conflict("ledger.expired", "until");
  Shelf shelf = shelf_for(event, entry.book, kind);
  entry.fund = shelf.fund;
  entry.place = shelf.place;
  draft.put(Pending{entry.seq, PendingState::open, event.amount, event.until, {}});
  return poster.add({.kind = "gift",
                     .shelf = &shelf,
                     .amount = event.amount,
                     .channel = event.channel,
                     .pending = true});
}

// Micro gifts set the volume (99公益日: tens of millions in three days), so they share one lot per
// campaign, channel and hour; each keeps an entry of its own, by which its donor is found.
Outcome Work::micro() {
  TRY(check_words(event.tags));
  if (event.amount >= profile.micro_below) return conflict("ledger.not_micro", "amt");
  std::string id = "micro/" + event.campaign + "/" + event.channel + "/" + event.hour + "/" +
                   joined(event.tags, '.');
  auto batch = TRY(draft.entry(entry.book, id));
  if (batch && batch->kind != Kind::batch) return conflict("ledger.duplicate", "id", batch->hash);
  Shelf shelf = shelf_for(event, entry.book, UnitClass::money);
  if (!batch) {
    Entry small = entry;
    entry.id = id;
    entry.kind = Kind::batch;
    entry.amount = 0;
    entry.input.clear();
    entry.hash.clear();
    Lot lot;
    lot.age_day = entry.day.number();
    lot.age = entry.seq;
    TRY(make_lot(std::move(lot), shelf));
    batch = entry;
    draft.put(std::move(entry));
    entry = std::move(small);
    ++entry.seq;
  }
  Lot lot = TRY(lot_at(batch->lot));
  shelf = TRY(shelf_of(lot.shelf));
  entry.subject = lot.number;
  entry.fund = shelf.fund;
  lot.amount += event.amount;
  lot.remaining += event.amount;
  draft.put(std::move(lot));
  return poster.add(
      {.kind = "gift", .shelf = &shelf, .amount = event.amount, .channel = event.channel});
}

Outcome Work::post_gift(Pending pending, const Entry& waiting) {
  Event given = TRY(event_of_text(waiting.input));
  Shelf shelf = shelf_for(given, entry.book, profile.class_of_unit(given.unit));
  std::int64_t amount = event.amount > 0 ? event.amount : pending.amount;
  if (amount > pending.amount) {
    return conflict("ledger.insufficient", "amt", std::to_string(amount - pending.amount));
  }
  TRY(poster.add({.kind = "gift",
                  .shelf = &shelf,
                  .amount = -pending.amount,
                  .channel = given.channel,
                  .pending = true}));
  pending.state = PendingState::posted;
  draft.put(std::move(pending));
  entry.unit = given.unit;
  entry.amount = amount;
  entry.tags = given.tags;
  entry.channel = given.channel;
  entry.campaign = given.campaign;
  return give(given, amount);
}

}  // namespace boai::ledger

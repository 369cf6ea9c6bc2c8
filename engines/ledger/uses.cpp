// What goes out: uses and their reservations, fees, losses, and what of them is taken back.
#include <algorithm>

#include "base/must.hpp"
#include "engines/ledger/work.hpp"

namespace boai::ledger {

Outcome Work::use(bool reserved) {
  entry.tags = event.tags;
  bool goods = profile.class_of_unit(event.unit) == UnitClass::goods;
  if (goods) entry.place = event.place;
  entry.purpose = event.purpose;
  Takings paid = TRY(for_use());
  if (reserved) return hold(paid);
  return take_and_post(paid, EdgeKind::use,
                       {.kind = "use", .purpose = event.purpose, .channel = event.channel});
}

Outcome Work::hold(const Takings& takings) {
  if (event.until <= now.at) return conflict("ledger.expired", "until");
  Pending pending{entry.seq, PendingState::open, event.amount, event.until, {}};
  for (const Taking& taking : takings) {
    Lot lot = TRY(lot_at(taking.lot.number));
    Shelf shelf = TRY(shelf_of(lot.shelf));
    lot.held += taking.amount;
    pending.holds.push_back({lot.number, taking.amount});
    draft.put(std::move(lot));
    TRY(poster.add({.kind = "use",
                    .shelf = &shelf,
                    .amount = taking.amount,
                    .purpose = event.purpose,
                    .pending = true}));
  }
  draft.put(std::move(pending));
  return Done{};
}

Outcome Work::let_go(const Hold& hold, const Entry& waiting) {
  Lot lot = TRY(lot_at(hold.lot));
  Shelf shelf = TRY(shelf_of(lot.shelf));
  lot.held -= hold.amount;
  draft.put(std::move(lot));
  return poster.add({.kind = "use",
                     .shelf = &shelf,
                     .amount = -hold.amount,
                     .purpose = waiting.purpose,
                     .pending = true});
}

// A part is taken in the order the lots were held; the rest is free again.
Outcome Work::post_use(Pending pending, const Entry& waiting) {
  std::int64_t left = event.amount > 0 ? event.amount : pending.amount;
  if (left > pending.amount) {
    return conflict("ledger.insufficient", "amt", std::to_string(left - pending.amount));
  }
  entry.kind = Kind::posting;
  entry.unit = waiting.unit;
  entry.amount = left;
  entry.tags = waiting.tags;
  entry.purpose = waiting.purpose;
  for (const Hold& hold : pending.holds) {
    TRY(let_go(hold, waiting));
    std::int64_t part = std::min(left, hold.amount);
    left -= part;
    if (part == 0) continue;
    Takings one = {{TRY(lot_at(hold.lot)), part}};
    TRY(take_and_post(one, EdgeKind::use, {.kind = "use", .purpose = waiting.purpose}));
  }
  pending.state = PendingState::posted;
  draft.put(std::move(pending));
  return Done{};
}

namespace {

Result<Entry> waiting_of(Draft& draft, const std::string& book, const std::string& id) {
  auto found = TRY(draft.entry(book, id));
  bool waits = found && (found->kind == Kind::pledge || found->kind == Kind::reservation);
  if (!waits) return not_found("ledger.unknown", "pending", id);
  return *found;
}

}  // namespace

Outcome Work::post() {
  Entry waiting = TRY(waiting_of(draft, entry.book, event.about));
  Pending pending = *TRY(draft.pending(waiting.seq));
  if (pending.state != PendingState::open) return conflict("ledger.closed", "pending");
  if (pending.until <= now.at) return conflict("ledger.expired", "pending");
  entry.reverses = waiting.seq;
  if (waiting.kind == Kind::reservation) return post_use(std::move(pending), waiting);
  return post_gift(std::move(pending), waiting);
}

// Voided by word, or expired by the clock; either way the rest is free again.
Outcome Work::release(PendingState state) {
  Entry waiting = TRY(waiting_of(draft, entry.book, event.about));
  Pending pending = *TRY(draft.pending(waiting.seq));
  if (pending.state != PendingState::open) return conflict("ledger.closed", "pending");
  bool early = state == PendingState::expired && now.at < pending.until;
  if (early) return conflict("ledger.not_expired", "pending");
  entry.reverses = waiting.seq;
  entry.unit = waiting.unit;
  entry.amount = pending.amount;
  for (const Hold& hold : pending.holds) TRY(let_go(hold, waiting));
  if (waiting.kind == Kind::pledge) {
    Event given = TRY(event_of_text(waiting.input));
    Shelf shelf;
    shelf.book = entry.book;
    shelf.unit = given.unit;
    shelf.fund = waiting.fund;
    shelf.place = waiting.place;
    shelf.tags = waiting.tags;
    shelf.agency = given.agency;
    TRY(poster.add({.kind = "gift",
                    .shelf = &shelf,
                    .amount = -pending.amount,
                    .channel = given.channel,
                    .pending = true}));
  }
  pending.state = state;
  draft.put(std::move(pending));
  return Done{};
}

namespace {

// 财务: a fee is borne within the share the agreement or campaign allows of its gross.
Outcome charge(Draft& draft, const std::string& scope, std::int64_t amount) {
  Tally tally = TRY(draft.tally(scope));
  if (__builtin_add_overflow(tally.fees, amount, &tally.fees)) {
    return invalid("ledger.overflow", "amt");
  }
  __extension__ using Wide = __int128;
  bool over = tally.cap >= 0 && amount > 0 &&
              static_cast<Wide>(tally.fees) * 1000 > static_cast<Wide>(tally.gross) * tally.cap;
  if (over) return conflict("ledger.cap", "amt", scope.substr(scope.find('\n') + 1));
  draft.put(std::move(tally));
  return Done{};
}

}  // namespace

Outcome Work::fee() {
  Lot gift = TRY(lot_of(event.about));
  Shelf shelf = TRY(shelf_of(gift.shelf));
  Entry given = TRY(entry_at(gift.entry));
  entry.subject = gift.number;
  entry.unit = shelf.unit;
  entry.payer = event.payer;
  for (const std::string& scope : {given.agreement, given.campaign}) {
    bool borne = !scope.empty() && event.payer != "channel";
    if (borne) TRY(charge(draft, entry.book + "\n" + scope, event.amount));
  }
  // A fee the channel waives is told to the donor and moves nothing.
  if (event.payer == "channel") return Done{};
  Takings paid;
  if (event.payer == "pool") {
    paid = TRY(takings({entry.book, shelf.unit, event.amount, {}, event.date, {}}));
  } else {
    std::int64_t shortfall = event.amount - gift.available();
    if (shortfall > 0) return conflict("ledger.insufficient", "amt", std::to_string(shortfall));
    paid = {{gift, event.amount}};
  }
  return take_and_post(paid, EdgeKind::fee, {.kind = "fee", .channel = event.channel});
}

Outcome Work::loss() {
  TRY(check_pair_of_eyes());
  Lot lot = TRY(lot_of(event.about));
  Shelf shelf = TRY(shelf_of(lot.shelf));
  if (profile.class_of_unit(shelf.unit) != UnitClass::goods) return conflict("ledger.unit", "lot");
  std::int64_t shortfall = event.amount - lot.available();
  if (shortfall > 0) return conflict("ledger.insufficient", "amt", std::to_string(shortfall));
  entry.subject = lot.number;
  entry.unit = shelf.unit;
  return take_and_post({{lot, event.amount}}, EdgeKind::loss, {.kind = "loss"});
}

// A failed payout returns to its lots; a fee paid back by the channel too.
Outcome Work::reverse(Kind kind) {
  auto found = TRY(draft.entry(entry.book, event.about));
  bool of_kind = found && (found->kind == kind ||
                           (kind == Kind::use && found->kind == Kind::posting && found->lots == 0));
  if (!of_kind) return not_found("ledger.unknown", std::string(name_of(kind)), event.about);
  if (TRY(draft.reversal_of(found->seq)) != 0) {
    return conflict("ledger.closed", std::string(name_of(kind)), event.about);
  }
  entry.reverses = found->seq;
  entry.unit = found->unit;
  entry.amount = found->amount;
  std::vector<Hold> standing;  // in the order the lots first came
  for (const Edge& edge : TRY(draft.edges_of_ref(found->seq))) {
    auto at = std::ranges::find(standing, edge.lot, &Hold::lot);
    if (at == standing.end()) at = standing.insert(at, {edge.lot, 0});
    at->amount += edge.taken();
  }
  std::string rule(kind == Kind::use ? "use" : "fee");
  for (const Hold& back : standing) {
    if (back.amount == 0) continue;
    Shelf shelf = TRY(shelf_of(TRY(lot_at(back.lot)).shelf));
    std::int64_t value = TRY(take(back.lot, back.amount, EdgeKind::unback, found->seq));
    TRY(poster.add({.kind = rule,
                    .shelf = &shelf,
                    .amount = -back.amount,
                    .value = value,
                    .purpose = found->purpose,
                    .channel = kind == Kind::fee ? found->channel : ""}));
  }
  if (kind != Kind::fee || found->payer == "channel") return Done{};
  Entry given = TRY(entry_at(TRY(lot_at(found->subject)).entry));
  for (const std::string& scope : {given.agreement, given.campaign}) {
    if (!scope.empty()) TRY(charge(draft, entry.book + "\n" + scope, -found->amount));
  }
  return Done{};
}

}  // namespace boai::ledger

// A gift given back: first what lies unspent, then what was spent, newest use first, each such use
// backed anew by other lots it might have been paid from, on its own day. All of it, or nothing.
#include <algorithm>

#include "base/must.hpp"
#include "engines/ledger/work.hpp"

namespace boai::ledger {

namespace {

struct Backed {
  std::int64_t use = 0, amount = 0;
};

// What the gift still backs, newest use first.
Result<std::vector<Backed>> backed_by(Draft& draft, std::int64_t lot) {
  std::vector<Backed> found;
  for (const Edge& edge : TRY(draft.edges_of_lot(lot))) {
    if (!edge.backs()) continue;
    auto at = std::ranges::find(found, edge.ref, &Backed::use);
    if (at == found.end()) at = found.insert(at, {edge.ref, 0});
    at->amount += edge.taken();
  }
  std::erase_if(found, [](const Backed& backed) { return backed.amount == 0; });
  std::ranges::sort(found, std::greater{}, &Backed::use);
  return found;
}

}  // namespace

Outcome Work::refund() {
  // The receipt must be 冲红 before money goes back (财综〔2024〕1号).
  if (event.receipt_open) return conflict("ledger.receipt", "receipt_open");
  auto given = TRY(draft.entry(entry.book, event.about));
  if (given && given->kind == Kind::micro) return refund_micro(*given);
  Lot gift = TRY(lot_of(event.about));
  Shelf shelf = TRY(shelf_of(gift.shelf));
  entry.subject = gift.number;
  entry.unit = shelf.unit;
  std::int64_t spent = 0;
  for (const Edge& edge : TRY(draft.edges_of_lot(gift.number))) {
    if (edge.backs()) spent += edge.taken();
  }
  // What fees, refunds and redesignations took is gone; fees others bore never count here.
  std::int64_t refundable = gift.available() + spent;
  // A fee given back stands as unback of the fee and is no use.
  for (const Edge& edge : TRY(draft.edges_of_lot(gift.number))) {
    bool of_fee = edge.kind == EdgeKind::unback && TRY(draft.entry(edge.ref))->kind == Kind::fee;
    if (of_fee) refundable += edge.amount;
  }
  if (event.amount > refundable) {
    return conflict("ledger.exceeds_refundable", "amt", std::to_string(event.amount - refundable));
  }
  TRY(reback(gift, event.amount - gift.available()));
  return take_and_post({{gift, event.amount}}, EdgeKind::refund, {.kind = "refund"});
}

Outcome Work::reback(Lot& gift, std::int64_t to_free) {
  Shelf shelf = TRY(shelf_of(gift.shelf));
  std::int64_t missing = 0;
  Error first;
  if (to_free <= 0) return Done{};
  for (const Backed& backed : TRY(backed_by(draft, gift.number))) {
    if (to_free <= 0) break;
    Entry use = TRY(entry_at(backed.use));
    if (use.kind == Kind::fee) continue;
    std::int64_t part = std::min(backed.amount, to_free);
    to_free -= part;
    Want want{entry.book, shelf.unit, part, use.tags, use.day, use.place, gift.number};
    auto others = takings(want);
    if (!others.ok() && others.error().code == "ledger.insufficient") {
      // Go on with what can be had, so that the refusal tells the whole shortfall.
      std::int64_t shortfall = std::stoll(others.error().detail);
      if (missing == 0) first = others.error();
      missing += shortfall;
      want.amount -= shortfall;
      others = takings(want);
    }
    Takings found = TRY(std::move(others));
    std::int64_t value = TRY(take(gift.number, part, EdgeKind::unback, use.seq));
    TRY(poster.add(
        {.kind = "use", .shelf = &shelf, .amount = -part, .value = value, .purpose = use.purpose}));
    for (const Taking& taking : found) {
      Shelf other = TRY(shelf_of(taking.lot.shelf));
      value = TRY(take(taking.lot.number, taking.amount, EdgeKind::reback, use.seq));
      TRY(poster.add({.kind = "use",
                      .shelf = &other,
                      .amount = taking.amount,
                      .value = value,
                      .purpose = use.purpose}));
    }
  }
  if (missing > 0) {
    first.detail = std::to_string(missing);
    return first;
  }
  must(to_free <= 0);
  return Done{};
}

// A small gift goes back whole, out of the batch lot it lies in.
Outcome Work::refund_micro(const Entry& given) {
  bool back = TRY(draft.reversal_of(given.seq)) != 0;
  std::int64_t over = event.amount - (back ? 0 : given.amount);
  if (over > 0) return conflict("ledger.exceeds_refundable", "amt", std::to_string(over));
  if (over < 0) return conflict("ledger.micro_whole", "amt", std::to_string(given.amount));
  Lot lot = TRY(lot_at(given.subject));
  entry.subject = lot.number;
  entry.unit = given.unit;
  entry.reverses = given.seq;
  TRY(reback(lot, event.amount - lot.available()));
  return take_and_post({{lot, event.amount}}, EdgeKind::refund, {.kind = "refund"});
}

}  // namespace boai::ledger

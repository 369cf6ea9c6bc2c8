// Lots: found by their names, made, taken from, given back to.
#include <algorithm>
#include <charconv>

#include "base/must.hpp"
#include "engines/ledger/work.hpp"

namespace boai::ledger {

Result<std::int64_t> lot_number(State& state, const std::string& book, const std::string& id) {
  auto made = TRY(state.entry(book, id));
  if (made) return made->lots > 0 ? made->lot : 0;
  if (std::size_t at = id.rfind('@'); at != std::string::npos) {
    std::string from = id.substr(at + 1);
    if (from != book) return lot_number(state, from, id.substr(0, at));
  }
  std::size_t mark = id.rfind('#');
  if (mark == std::string::npos) return std::int64_t{0};
  made = TRY(state.entry(book, id.substr(0, mark)));
  std::int64_t which = 0;
  std::from_chars(id.data() + mark + 1, id.data() + id.size(), which);
  bool there = made && which >= 2 && which <= made->lots;
  return there ? made->lot + which - 1 : 0;
}

// A lot bears the name of the entry that made it; of several, "NAME#2" is the second; one that
// came from another book, "NAME@BOOK".
Result<Lot> Work::lot_of(const std::string& id) {
  std::int64_t number = TRY(lot_number(draft, entry.book, id));
  if (number == 0) return not_found("ledger.unknown", "lot", id);
  Lot lot = TRY(lot_at(number));
  Shelf shelf = TRY(shelf_of(lot.shelf));
  if (shelf.book != entry.book) return not_found("ledger.unknown", "lot", id);
  return lot;
}

Result<Lot> Work::lot_at(std::int64_t number) {
  auto lot = TRY(draft.lot(number));
  must(lot.has_value());
  return std::move(lot).value();
}

Result<Entry> Work::entry_at(std::int64_t seq) {
  auto found = TRY(draft.entry(seq));
  must(found.has_value());
  return std::move(found).value();
}

Result<Shelf> Work::shelf_of(std::int64_t number) {
  auto shelf = TRY(draft.shelf(number));
  must(shelf.has_value());
  return *shelf;
}

Result<std::int64_t> Work::shelf_like(const Shelf& wanted) {
  std::int64_t known = TRY(draft.shelf_like(wanted));
  if (known != 0) return known;
  Shelf shelf = wanted;
  shelf.number = TRY(draft.head()).shelves + 1;
  std::int64_t number = shelf.number;
  draft.put(std::move(shelf));
  return number;
}

Outcome Work::check_words(const Tags& tags) const {
  if (profile.vocabulary.empty()) return Done{};
  for (const std::string& tag : tags) {
    if (std::ranges::find(profile.vocabulary, tag) == profile.vocabulary.end()) {
      return invalid("ledger.word", "restrict", tag);
    }
  }
  return Done{};
}

Result<std::int64_t> Work::make_lot(Lot lot, const Shelf& shelf) {
  lot.shelf = TRY(shelf_like(shelf));
  lot.entry = entry.seq;
  lot.number = TRY(draft.head()).lots + 1;
  if (entry.lots == 0) entry.lot = lot.number;
  ++entry.lots;
  lot.id = entry.lots == 1 ? entry.id : entry.id + "#" + std::to_string(entry.lots);
  if (shelf.book != entry.book) lot.id += "@" + entry.book;
  std::int64_t number = lot.number;
  draft.put(std::move(lot));
  return number;
}

Result<std::int64_t> Work::take(std::int64_t number, std::int64_t amount, EdgeKind kind,
                                std::int64_t ref) {
  Lot lot = TRY(lot_at(number));
  std::int64_t before = lot.value_left(lot.remaining);
  lot.remaining += kind == EdgeKind::unback ? amount : -amount;
  must(amount > 0 && lot.held <= lot.remaining && lot.remaining <= lot.amount);
  std::int64_t moved = before - lot.value_left(lot.remaining);
  draft.put(Edge{TRY(draft.head()).edges + 1, kind, number, ref, entry.seq, amount});
  draft.put(std::move(lot));
  return moved;
}

Outcome Work::take_and_post(const Takings& takings, EdgeKind kind, Poster::Move move) {
  for (const Taking& taking : takings) {
    Shelf shelf = TRY(shelf_of(taking.lot.shelf));
    move.shelf = &shelf;
    move.amount = taking.amount;
    move.value = TRY(take(taking.lot.number, taking.amount, kind, entry.seq));
    TRY(poster.add(move));
  }
  return Done{};
}

}  // namespace boai::ledger

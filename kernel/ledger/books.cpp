#include "kernel/ledger/books.hpp"

#include <algorithm>

#include "base/crypto/digest.hpp"
#include "kernel/branch/branch.hpp"
#include "kernel/ledger/records.hpp"
#include "kernel/ledger/telling.hpp"

namespace boai::ledger {

std::string hash_of(std::string_view input) {
  return "sha256:" + crypto::hex(crypto::sha256(input));
}

Books::Books(unit::Batch& batch, const Profiles& profiles)
    : batch_(batch),
      profiles_(profiles),
      ledger_(profiles),
      stored_(batch.connection()),
      draft_(&stored_),
      now_{batch.now(), day_in_shanghai(batch.now())} {}

Books& Books::of(unit::Batch& batch, const Profiles& profiles) {
  constexpr std::string_view name = "ledger";
  if (batch.part(name) == nullptr) {
    batch.keep(std::string(name), std::unique_ptr<Books>(new Books(batch, profiles)));
  }
  return *static_cast<Books*>(batch.part(name));
}

Outcome Books::foresee(const std::string& book, std::span<const std::string> ids) {
  return stored_.foresee(book, ids);
}

Result<Posted> Books::post(const Event& event, const rights::Principal& who) {
  Source source;
  source.input = text_of(event);
  source.hash = hash_of(source.input);
  std::int64_t before = TRY(draft_.head()).entries;
  auto done = ledger_.apply(draft_, event, now_, source);
  if (!done.ok() && done.error().code == "ledger.duplicate") {
    // A chain that was taken is known by its first link.
    const Event& first = event.op == Op::linked ? event.linked.front() : event;
    std::string hash = event.op == Op::linked ? hash_of(text_of(first)) : source.hash;
    if (done.error().detail != hash) return conflict("ledger.id_reused", "id", first.id);
    auto known = TRY(draft_.entry(first.book, first.id));
    return Posted{known.value().seq, true};
  }
  std::int64_t seq = TRY(std::move(done));
  for (std::int64_t made = before + 1; made <= TRY(draft_.head()).entries; ++made) {
    TRY(accept(made, who));
  }
  return Posted{seq, false};
}

Outcome Books::accept(std::int64_t seq, const rights::Principal& who) {
  if (draft_.new_entries().at(seq).hash.empty()) {
    Entry named = draft_.new_entries().at(seq);
    if (!named.input.empty()) named.hash = hash_of(named.input);
    draft_.put(std::move(named));
  }
  const Entry& entry = draft_.new_entries().at(seq);
  record::Row row = row_of(entry, batch_.next_id(), TRY(branch_of(entry.book)));
  std::vector<unit::Change> changes(1);
  changes[0].type = &EntryRecord::type();
  changes[0].after = std::move(row);
  return batch_.accept(std::move(changes), who, entry.book + "/" + entry.id,
                       "ledger." + std::string(name_of(entry.kind)));
}

// A book is a society's; one that is not yet in the tree counts nowhere until it is.
Result<std::int64_t> Books::branch_of(const std::string& book) {
  auto [at, added] = branches_.try_emplace(book, 0);
  if (!added) return at->second;
  auto found = TRY(batch_.find(branch::Branch::type(), "code", book));
  if (!found.empty()) at->second = found.front().id;
  return at->second;
}

Outcome Books::flush(unit::Batch& batch) {
  if (draft_.new_entries().empty()) return Done{};
  constexpr std::size_t worth_a_thread = 500;
  bool only_in = draft_.new_edges().empty() && draft_.new_entries().size() >= worth_a_thread;
  if (only_in) {
    return tell_beside(batch, draft_, profiles_, TRY(stored_.last_leaf()),
                       [&] { return write(batch.connection(), draft_, {}); });
  }
  auto leaves = TRY(tell(batch, draft_, profiles_, TRY(stored_.last_leaf())));
  return write(batch.connection(), draft_, leaves);
}

namespace {

store::Rows table(const char* name, std::vector<std::string> columns, const char* kinds,
                  std::vector<std::string> keys = {}) {
  return {.table = name,
          .columns = std::move(columns),
          .keys = std::move(keys),
          .added = {},
          .kinds = kinds,
          .rows = {}};
}

std::int64_t flag(bool set) { return set ? 1 : 0; }

store::Rows lot_rows(const Draft& draft) {
  store::Rows rows = table("ledger_lot",
                           {"number", "entry", "name", "shelf", "amount", "remaining", "held",
                            "expires", "age_day", "age", "parent", "value"},
                           "nntnnnnnnnnn", {"number"});
  std::vector<const Lot*> in_order;
  for (const auto& [number, lot] : draft.lots()) in_order.push_back(&lot);
  std::ranges::sort(in_order, {}, [](const Lot* lot) { return lot->number; });
  for (const Lot* lot : in_order) {
    // A lot bears its entry's name unless it is one of several or lies in another book.
    bool own_name = lot->id.find_first_of("#@") != std::string::npos;
    rows.rows.push_back({lot->number, lot->entry, own_name ? store::Value(lot->id) : store::Value(),
                         lot->shelf, lot->amount, lot->remaining, lot->held,
                         std::int64_t{lot->expires}, std::int64_t{lot->age_day}, lot->age,
                         lot->parent, lot->value < 0 ? store::Value() : store::Value(lot->value)});
  }
  return rows;
}

store::Rows shelf_rows(const Draft& draft) {
  store::Rows rows =
      table("ledger_shelf", {"number", "book", "unit", "fund", "place", "tags", "named", "agency"},
            "ntttttnn");
  for (const auto& [number, shelf] : draft.new_shelves()) {
    rows.rows.push_back({number, shelf.book, shelf.unit, shelf.fund, shelf.place,
                         joined(shelf.tags), flag(shelf.named), flag(shelf.agency)});
  }
  return rows;
}

store::Rows account_rows(const Draft& draft) {
  store::Rows rows = table("ledger_account",
                           {"number", "book", "path", "unit", "code", "kind", "bound", "fund",
                            "place", "posted", "pending_debit", "pending_credit"},
                           "ntttttnttnnn", {"number"});
  for (const auto& [number, account] : draft.changed_accounts()) {
    rows.rows.push_back({number, account.book, account.path, account.unit, account.code,
                         std::string(name_of(account.kind)),
                         static_cast<std::int64_t>(account.bound), account.fund, account.place,
                         account.posted, account.pending_debit, account.pending_credit});
  }
  return rows;
}

store::Rows posting_rows(const Draft& draft) {
  store::Rows rows = table("ledger_posting", {"number", "entry", "account", "amount"}, "nnnn");
  std::int64_t place = 0, entry = 0;
  for (const Posting& posting : draft.new_postings()) {
    place = posting.entry == entry ? place + 1 : 0;
    entry = posting.entry;
    must(place < (1 << 20));
    rows.rows.push_back({(entry << 20) + place, entry, posting.account, posting.amount});
  }
  return rows;
}

store::Rows pending_rows(const Draft& draft) {
  store::Rows rows =
      table("ledger_pending", {"entry", "state", "amount", "until", "holds"}, "nnnnt", {"entry"});
  for (const auto& [entry, pending] : draft.pendings()) {
    std::string holds;
    for (const Hold& hold : pending.holds) {
      holds += std::to_string(hold.lot) + ":" + std::to_string(hold.amount) + " ";
    }
    rows.rows.push_back({entry, static_cast<std::int64_t>(pending.state), pending.amount,
                         pending.until.milliseconds, std::move(holds)});
  }
  return rows;
}

}  // namespace

Outcome write(store::Connection& connection, Draft& draft,
              const std::vector<std::int64_t>& leaves) {
  TRY(connection.write(shelf_rows(draft)));
  TRY(connection.write(account_rows(draft)));
  TRY(connection.write(lot_rows(draft)));
  TRY(connection.write(posting_rows(draft)));
  store::Rows edges =
      table("ledger_edge", {"seq", "kind", "lot", "ref", "entry", "amount", "leaf"}, "ntnnnnn");
  for (std::size_t at = 0; at < draft.new_edges().size(); ++at) {
    const Edge& edge = draft.new_edges()[at];
    edges.rows.push_back({edge.seq, std::string(name_of(edge.kind)), edge.lot, edge.ref, edge.entry,
                          edge.amount, leaves[at]});
  }
  TRY(connection.write(edges));
  TRY(connection.write(pending_rows(draft)));
  store::Rows books =
      table("ledger_book", {"book", "closed_through", "carried", "stopped"}, "tnnn", {"book"});
  for (const auto& [name, book] : draft.books()) {
    books.rows.push_back(
        {name, std::int64_t{book.closed_through}, book.carried, flag(book.stopped)});
  }
  TRY(connection.write(books));
  store::Rows tallies = table("ledger_tally", {"scope", "gross", "fees", "cap"}, "tnnn", {"scope"});
  for (const auto& [scope, tally] : draft.tallies()) {
    tallies.rows.push_back({scope, tally.gross, tally.fees, tally.cap});
  }
  TRY(connection.write(tallies));
  Head head = TRY(draft.head());
  store::Value values[] = {head.entries, head.lots, head.edges, head.shelves, head.accounts};
  return connection.run(
      "UPDATE ledger_head SET entries = ?, lots = ?, edges = ?, shelves = ?, accounts = ?", values);
}

}  // namespace boai::ledger

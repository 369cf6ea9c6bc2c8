#include "kernel/ledger/replaying.hpp"

#include "kernel/ledger/books.hpp"
#include "kernel/ledger/records.hpp"
#include "kernel/ledger/sql_state.hpp"

namespace boai::ledger {

using store::RowView;

namespace {

using Found = std::function<void(std::string book, std::string what)>;

class Again {
 public:
  Again(store::Connection& connection, const Profiles& profiles, const Found& found)
      : connection_(connection), stored_(connection), memory_(profiles), found_(found) {}

  Outcome run() {
    TRY(replay());
    TRY(compare_counts());
    TRY(compare_entries());
    TRY(compare_shelves());
    TRY(compare_lots());
    TRY(compare_edges());
    TRY(compare_accounts());
    TRY(compare_postings());
    TRY(compare_pendings());
    return compare_books();
  }

 private:
  Draft& books() { return memory_.books(); }

  Outcome replay() {
    std::string sql =
        std::string("SELECT ") + entry_columns + " FROM ledger_entry e ORDER BY e.seq";
    return connection_.each(sql, {}, [&](const RowView& row) {
      Entry entry = entry_from(row);
      if (entry.kind == Kind::batch) return true;  // its small gift makes it
      if (entry.hash != hash_of(entry.input)) found_(entry.book, entry.id + " hash");
      auto event = event_of_text(entry.input);
      if (!event.ok()) {
        found_(entry.book, entry.id + " " + event.error().code + " " + event.error().field);
        return false;
      }
      auto done =
          memory_.apply(*event, {entry.at, day_in_shanghai(entry.at)}, {entry.input, entry.hash});
      bool same = done.ok() && *done == entry.seq;
      if (!same) found_(entry.book, entry.id + " " + (done.ok() ? "seq" : done.error().code));
      return same;
    });
  }

  Outcome count(const char* table, std::size_t wanted) {
    std::int64_t there = TRY(connection_.number(std::string("SELECT count(*) FROM ") + table));
    if (there == static_cast<std::int64_t>(wanted)) return Done{};
    found_("", std::string(table) + ": " + std::to_string(there) + " rows, " +
                   std::to_string(wanted) + " by the inputs");
    return Done{};
  }

  Outcome compare_counts() {
    TRY(count("ledger_entry", books().new_entries().size()));
    TRY(count("ledger_lot", books().lots().size()));
    TRY(count("ledger_edge", books().new_edges().size()));
    TRY(count("ledger_shelf", books().new_shelves().size()));
    TRY(count("ledger_account", books().changed_accounts().size()));
    TRY(count("ledger_posting", books().new_postings().size()));
    TRY(count("ledger_pending", books().pendings().size()));
    return count("ledger_tally", books().tallies().size());
  }

  // The name of the first field that differs, "" when none does.
  static std::string_view differing(const Entry& stored, const Entry& made) {
    record::Row one = row_of(stored, 0, 0), other = row_of(made, 0, 0);
    for (std::size_t at = 0; at < one.values.size(); ++at) {
      if (one.values[at] != other.values[at]) return EntryRecord::type().fields[at].name;
    }
    return {};
  }

  Outcome compare_entries() {
    const auto& entries = books().new_entries();
    return connection_.each(
        std::string("SELECT ") + entry_columns + " FROM ledger_entry e", {},
        [&](const RowView& row) {
          Entry entry = entry_from(row);
          auto at = entries.find(entry.seq);
          std::string_view field = at == entries.end() ? "seq" : differing(entry, at->second);
          if (field.empty()) return true;
          found_(entry.book, "entry " + std::to_string(entry.seq) + " " + std::string(field));
          return true;
        });
  }

  Outcome compare_shelves() {
    for (const auto& [number, shelf] : books().new_shelves()) {
      Shelf stored = TRY(stored_.shelf(number)).value_or(Shelf{});
      bool same = stored.number == number && stored.same_as(shelf);
      if (!same) found_(shelf.book, "shelf " + std::to_string(number));
    }
    return Done{};
  }

  Outcome compare_lots() {
    const auto& lots = books().lots();
    return connection_.each(
        "SELECT number, entry, shelf, amount, remaining, held, expires, age_day, age, parent, "
        "value, name FROM ledger_lot",
        {}, [&](const RowView& row) {
          auto at = lots.find(row.number(0));
          Lot lot = at == lots.end() ? Lot{} : at->second;
          bool same = at != lots.end() && lot.entry == row.number(1) &&
                      lot.shelf == row.number(2) && lot.amount == row.number(3) &&
                      lot.remaining == row.number(4) && lot.held == row.number(5) &&
                      lot.expires == row.number(6) && lot.age_day == row.number(7) &&
                      lot.age == row.number(8) && lot.parent == row.number(9) &&
                      lot.value == (row.null(10) ? -1 : row.number(10)) &&
                      (row.null(11) || lot.id == row.text(11));
          if (!same) found_("", "lot " + std::to_string(row.number(0)));
          return true;
        });
  }

  Outcome compare_edges() {
    const auto& edges = books().new_edges();
    return connection_.each(
        "SELECT seq, kind, lot, ref, entry, amount FROM ledger_edge", {}, [&](const RowView& row) {
          auto at = static_cast<std::size_t>(row.number(0) - 1);
          Edge edge = at < edges.size() ? edges[at] : Edge{};
          bool same = name_of(edge.kind) == row.text(1) && edge.lot == row.number(2) &&
                      edge.ref == row.number(3) && edge.entry == row.number(4) &&
                      edge.amount == row.number(5);
          if (!same) found_("", "edge " + std::to_string(row.number(0)));
          return true;
        });
  }

  Outcome compare_accounts() {
    const auto& accounts = books().changed_accounts();
    return connection_.each(
        "SELECT number, book, path, unit, posted, pending_debit, pending_credit, bound, fund, "
        "place FROM ledger_account",
        {}, [&](const RowView& row) {
          auto at = accounts.find(row.number(0));
          Account account = at == accounts.end() ? Account{} : at->second;
          bool same = account.book == row.text(1) && account.path == row.text(2) &&
                      account.unit == row.text(3) && account.posted == row.number(4) &&
                      account.pending_debit == row.number(5) &&
                      account.pending_credit == row.number(6) &&
                      static_cast<std::int64_t>(account.bound) == row.number(7) &&
                      account.fund == row.text(8) && account.place == row.text(9);
          if (!same) found_(std::string(row.text(1)), std::string(row.text(2)));
          return true;
        });
  }

  // Row by row in their order: the first that differs says enough.
  Outcome compare_postings() {
    const auto& postings = books().new_postings();
    std::size_t at = 0;
    return connection_.each("SELECT entry, account, amount FROM ledger_posting ORDER BY number", {},
                            [&](const RowView& row) {
                              Posting posting = at < postings.size() ? postings[at] : Posting{};
                              ++at;
                              bool same = posting.entry == row.number(0) &&
                                          posting.account == row.number(1) &&
                                          posting.amount == row.number(2);
                              if (!same)
                                found_("", "postings of entry " + std::to_string(row.number(0)));
                              return same;
                            });
  }

  Outcome compare_pendings() {
    for (const auto& [entry, pending] : books().pendings()) {
      Pending stored = TRY(stored_.pending(entry)).value_or(Pending{});
      bool same = stored.entry == entry && stored.state == pending.state &&
                  stored.amount == pending.amount && stored.until == pending.until &&
                  stored.holds == pending.holds;
      if (!same) found_("", "pending " + std::to_string(entry));
    }
    for (const auto& [scope, tally] : books().tallies()) {
      Tally stored = TRY(stored_.tally(scope));
      bool same =
          stored.gross == tally.gross && stored.fees == tally.fees && stored.cap == tally.cap;
      if (!same) found_(scope.substr(0, scope.find('\n')), "sums of an agreement or campaign");
    }
    return Done{};
  }

  // A book that was stopped has a row of its own; what is closed must follow from the inputs.
  Outcome compare_books() {
    return connection_.each(
        "SELECT book, closed_through, carried FROM ledger_book", {}, [&](const RowView& row) {
          std::string name(row.text(0));
          auto at = books().books().find(name);
          BookState state = at == books().books().end() ? BookState{} : at->second;
          bool same = state.closed_through == row.number(1) && state.carried == row.number(2);
          if (!same) found_(name, "closed periods");
          return true;
        });
  }

  store::Connection& connection_;
  SqlState stored_;
  Memory memory_;
  const Found& found_;
};

}  // namespace

Outcome check_replay(store::Connection& connection, const Profiles& profiles, const Found& found) {
  return Again(connection, profiles, found).run();
}

}  // namespace boai::ledger

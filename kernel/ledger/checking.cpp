#include "kernel/ledger/checking.hpp"

#include <algorithm>
#include <set>

#include "kernel/ledger/replaying.hpp"
#include "kernel/ledger/sql_state.hpp"

namespace boai::ledger {

using store::RowView;

namespace {

constexpr std::ptrdiff_t told_max = 20;

// A question that has an answer only when something is wrong: book, what.
struct Question {
  const char* which;
  const char* sql;
};
constexpr Question questions[] = {
    {"I1",
     "SELECT a.book, 'entry ' || p.entry || ' ' || a.unit FROM ledger_posting p JOIN "
     "ledger_account a ON a.number = p.account GROUP BY p.entry, a.book, a.unit "
     "HAVING sum(p.amount) <> 0 LIMIT 20"},
    {"I1",
     "SELECT a.book, a.path || ' ' || a.unit FROM ledger_account a LEFT JOIN (SELECT account, "
     "sum(amount) AS total FROM ledger_posting GROUP BY account) p ON p.account = a.number "
     "WHERE a.posted <> coalesce(p.total, 0) LIMIT 20"},
    {"I2",
     "SELECT book, path || ' ' || unit FROM ledger_account WHERE (bound = 1 AND posted - "
     "pending_credit < 0) OR (bound = 2 AND posted + pending_debit > 0) OR pending_debit < 0 OR "
     "pending_credit < 0 LIMIT 20"},
    {"I3",
     "SELECT s.book, 'lot ' || l.number FROM ledger_lot l JOIN ledger_shelf s ON s.number = "
     "l.shelf LEFT JOIN (SELECT lot, sum(CASE WHEN kind = 'unback' THEN -amount ELSE amount END) "
     "AS taken FROM ledger_edge GROUP BY lot) e ON e.lot = l.number WHERE l.amount <> l.remaining "
     "+ coalesce(e.taken, 0) OR l.remaining < 0 OR l.remaining > l.amount OR l.held < 0 OR "
     "l.held > l.remaining LIMIT 20"},
    {"I4",
     "SELECT u.book, 'use ' || u.seq FROM ledger_entry u LEFT JOIN (SELECT ref, sum(CASE WHEN "
     "kind = 'unback' THEN -amount ELSE amount END) AS backed FROM ledger_edge WHERE kind IN "
     "('use', 'reback', 'unback') GROUP BY ref) e ON e.ref = u.seq LEFT JOIN ledger_entry r ON "
     "r.reverses = u.seq AND r.reverses > 0 AND r.kind = 'reversal' WHERE (u.kind = 'use' OR "
     "(u.kind = 'posting' AND u.lots IS NULL)) AND coalesce(e.backed, 0) <> CASE WHEN r.seq IS "
     "NULL THEN u.amount ELSE 0 END LIMIT 20"},
    {"I6",
     "SELECT book, fund || ' ' || unit FROM (SELECT s.book, s.fund, s.unit, sum(l.remaining) AS "
     "total FROM ledger_lot l JOIN ledger_shelf s ON s.number = l.shelf GROUP BY s.book, s.fund, "
     "s.unit UNION ALL SELECT book, fund, unit, sum(posted) FROM ledger_account WHERE fund <> '' "
     "AND unit <> 'VALUE:CNY' GROUP BY book, fund, unit) x GROUP BY book, fund, unit "
     "HAVING sum(total) <> 0 LIMIT 20"},
    {"I8",
     "SELECT book, place || ' ' || unit FROM (SELECT s.book, s.place, s.unit, sum(l.remaining) AS "
     "total FROM ledger_lot l JOIN ledger_shelf s ON s.number = l.shelf WHERE s.place <> '' GROUP "
     "BY s.book, s.place, s.unit UNION ALL SELECT book, place, unit, -sum(posted) FROM "
     "ledger_account WHERE place <> '' AND unit <> 'VALUE:CNY' GROUP BY book, place, unit) x "
     "GROUP BY book, place, unit HAVING sum(total) <> 0 LIMIT 20"},
    {"seq",
     "SELECT '', 'entries' FROM ledger_head h WHERE h.entries <> (SELECT count(*) FROM "
     "ledger_entry) OR h.entries <> (SELECT coalesce(max(seq), 0) FROM ledger_entry) OR h.edges "
     "<> (SELECT count(*) FROM ledger_edge) OR h.lots <> (SELECT count(*) FROM ledger_lot)"},
};

class Pass {
 public:
  Pass(store::Connection& connection, const Profiles& profiles)
      : connection_(connection), profiles_(profiles), stored_(connection) {}

  Result<Checked> run(bool replayed) {
    Head head = TRY(stored_.head());
    checked_.entries = head.entries;
    checked_.lots = head.lots;
    checked_.edges = head.edges;
    for (const Question& question : questions) {
      TRY(connection_.each(question.sql, {}, [&](const RowView& row) {
        found(question.which, std::string(row.text(0)), std::string(row.text(1)));
        return true;
      }));
    }
    TRY(restrictions());
    TRY(immutability());
    checked_.replayed = replayed;
    if (replayed) {
      TRY(check_replay(connection_, profiles_, [&](std::string book, std::string what) {
        found("I9", std::move(book), std::move(what));
      }));
    }
    return checked_;
  }

 private:
  void found(const char* which, std::string book, std::string what) {
    auto same = std::ranges::count(checked_.breaks, which, &Break::which);
    if (same < told_max) checked_.breaks.push_back({which, std::move(book), std::move(what)});
  }

  // I5: each pair of restrictions and tags once, however many edges share it.
  Outcome restrictions() {
    return connection_.each(
        "SELECT DISTINCT u.book, s.tags, u.tags FROM ledger_edge e JOIN ledger_lot l ON l.number = "
        "e.lot JOIN ledger_shelf s ON s.number = l.shelf JOIN ledger_entry u ON u.seq = e.ref "
        "WHERE e.kind IN ('use', 'reback') AND s.tags <> ''",
        {}, [&](const RowView& row) {
          bool inside = std::ranges::includes(parted(row.text(2)), parted(row.text(1)));
          if (!inside) found("I5", std::string(row.text(0)), std::string(row.text(1)));
          return true;
        });
  }

  // I7: what forbids change is still in place.
  Outcome immutability() {
    bool sqlite = connection_.dialect() == store::Dialect::sqlite;
    std::int64_t guards = TRY(connection_.number(
        sqlite
            ? "SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'ledger_%'"
            : "SELECT count(*) FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D' AND "
              "tgrelid IN ('ledger_entry'::regclass, 'ledger_posting'::regclass, "
              "'ledger_edge'::regclass)"));
    if (guards != 6) found("I7", "", "a trigger that forbids changes is missing");
    return Done{};
  }

  store::Connection& connection_;
  const Profiles& profiles_;
  SqlState stored_;
  Checked checked_;
};

}  // namespace

Result<Checked> check(store::Connection& connection, const Profiles& profiles, bool replayed) {
  return Pass(connection, profiles).run(replayed);
}

Outcome stop_or_go(store::Connection& connection, const Checked& checked) {
  // Only the whole pass lets a book go on: what stopped it may be what a quick one never asks.
  if (checked.breaks.empty() && !checked.replayed) return Done{};
  if (checked.breaks.empty()) return connection.run("UPDATE ledger_book SET stopped = 0");
  std::set<std::string> books;
  for (const Break& each : checked.breaks) {
    if (!each.book.empty()) books.insert(each.book);
  }
  bool all = std::ranges::any_of(checked.breaks, &std::string::empty, &Break::book);
  if (all) {
    TRY(connection.each("SELECT DISTINCT book FROM ledger_account", {}, [&](const RowView& row) {
      books.emplace(row.text(0));
      return true;
    }));
  }
  for (const std::string& book : books) {
    store::Value values[] = {book};
    TRY(
        connection.run("INSERT INTO ledger_book (book, closed_through, carried, stopped) VALUES "
                       "(?, 0, 0, 1) ON CONFLICT (book) DO UPDATE SET stopped = 1",
                       values));
  }
  return Done{};
}

}  // namespace boai::ledger

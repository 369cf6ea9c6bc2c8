#include "kernel/ledger/sql_state.hpp"

#include <charconv>

#include "kernel/ledger/records.hpp"

namespace boai::ledger {

using store::RowView;
using store::Value;

Result<Head> SqlState::head() {
  if (head_) return *head_;
  Head head;
  TRY(connection_.each(
      "SELECT entries, lots, edges, shelves, accounts, (SELECT max(seq) FROM disclosure_outbox) "
      "FROM ledger_head",
      {}, [&](const RowView& row) {
        last_leaf_ = row.null(5) ? 0 : row.number(5);
        head = {row.number(0), row.number(1), row.number(2), row.number(3), row.number(4)};
        return false;
      }));
  head_ = head;
  return head;
}

Result<std::int64_t> SqlState::last_leaf() {
  TRY(head());
  return last_leaf_;
}

Result<std::optional<Entry>> SqlState::entry(const std::string& book, const std::string& id) {
  std::optional<Entry> found;
  while (!wanted_.empty()) {
    auto names = wanted_.extract(wanted_.begin());
    TRY(foresee(names.key(), names.mapped()));
  }
  if (new_.contains(book + "\n" + id)) return found;
  static const std::string sql = std::string("SELECT ") + entry_columns +
                                 " FROM ledger_entry e WHERE e.book = ? AND e.number = ?";
  Value values[] = {book, id};
  TRY(connection_.each(sql, values, [&](const RowView& row) {
    found = entry_from(row);
    return false;
  }));
  return found;
}

namespace {

// PostgreSQL keeps the plan a statement got while the table was small, and for a list of names that
// is a walk over the whole table; for one name it is the index, whatever the table's size.
struct Names {
  std::size_t at_once = 0;
  std::string sql;
};

Names names_in(store::Dialect dialect) {
  bool listed = dialect == store::Dialect::sqlite;
  const std::string one = "SELECT number FROM ledger_entry WHERE book = ? AND number ";
  Names names{listed ? 100U : 16U, {}};
  if (listed) names.sql = one + "IN (";
  for (std::size_t at = 0; at < names.at_once; ++at) {
    if (listed) names.sql += at == 0 ? "?" : ", ?";
    if (!listed) names.sql += (at == 0 ? "" : " UNION ALL ") + one + "= ?";
  }
  if (listed) names.sql += ")";
  return names;
}

}  // namespace

Outcome SqlState::foresee(const std::string& book, std::span<const std::string> ids) {
  static const Names of_sqlite = names_in(store::Dialect::sqlite);
  static const Names of_postgresql = names_in(store::Dialect::postgresql);
  bool listed = connection_.dialect() == store::Dialect::sqlite;
  const Names& names = listed ? of_sqlite : of_postgresql;
  for (std::size_t from = 0; from < ids.size(); from += names.at_once) {
    std::vector<Value> values;
    for (std::size_t at = from; at < from + names.at_once; ++at) {
      bool there = at < ids.size();
      if (at == from || !listed) values.emplace_back(book);
      values.emplace_back(there ? Value(ids[at]) : Value());
      if (there) new_.insert(book + "\n" + ids[at]);
    }
    TRY(connection_.each(names.sql, values, [&](const RowView& row) {
      new_.erase(book + "\n" + std::string(row.text(0)));
      return true;
    }));
  }
  return Done{};
}

// What is numbered past the head is only in the draft above.
Result<std::optional<Entry>> SqlState::entry(std::int64_t seq) {
  if (seq > TRY(head()).entries) return std::optional<Entry>();
  static const std::string sql =
      std::string("SELECT ") + entry_columns + " FROM ledger_entry e WHERE e.seq = ?";
  std::optional<Entry> found;
  Value values[] = {seq};
  TRY(connection_.each(sql, values, [&](const RowView& row) {
    found = entry_from(row);
    return false;
  }));
  return found;
}

Result<std::int64_t> SqlState::reversal_of(std::int64_t seq) {
  if (seq > TRY(head()).entries) return std::int64_t{0};
  Value values[] = {seq};
  return connection_.number("SELECT seq FROM ledger_entry WHERE reverses = ? AND reverses > 0",
                            values);
}

Result<std::vector<Lot>> SqlState::lots(const std::string& where, std::span<const Value> values) {
  std::vector<Lot> found;
  TRY(connection_.each(
      "SELECT l.number, l.entry, coalesce(l.name, e.number), l.shelf, l.amount, l.remaining, "
      "l.held, l.expires, l.age_day, l.age, l.parent, l.value FROM ledger_lot l "
      "JOIN ledger_entry e ON e.seq = l.entry WHERE " +
          where,
      values, [&](const RowView& row) {
        Lot lot;
        lot.number = row.number(0);
        lot.entry = row.number(1);
        lot.id = std::string(row.text(2));
        lot.shelf = row.number(3);
        lot.amount = row.number(4);
        lot.remaining = row.number(5);
        lot.held = row.number(6);
        lot.expires = static_cast<int>(row.number(7));
        lot.age_day = static_cast<int>(row.number(8));
        lot.age = row.number(9);
        lot.parent = row.number(10);
        lot.value = row.null(11) ? -1 : row.number(11);
        found.push_back(std::move(lot));
        return true;
      }));
  return found;
}

Result<std::optional<Lot>> SqlState::lot(std::int64_t number) {
  if (number > TRY(head()).lots) return std::optional<Lot>();
  Value values[] = {number};
  auto found = TRY(lots("l.number = ?", values));
  return found.empty() ? std::optional<Lot>() : std::optional(std::move(found.front()));
}

Result<std::vector<Lot>> SqlState::open(std::int64_t shelf, const Order& after, std::size_t limit) {
  Value values[] = {shelf,     std::int64_t{after.expires},     std::int64_t{after.day}, after.age,
                    after.lot, static_cast<std::int64_t>(limit)};
  return lots(
      "l.shelf = ? AND l.remaining > l.held AND "
      "(l.expires, l.age_day, l.age, l.number) > (?, ?, ?, ?) "
      "ORDER BY l.expires, l.age_day, l.age, l.number LIMIT ?",
      values);
}

Result<std::vector<Shelf>> SqlState::read_shelves(const char* where,
                                                  std::span<const Value> values) {
  std::vector<Shelf> found;
  TRY(connection_.each(std::string("SELECT number, book, unit, fund, place, tags, named, agency "
                                   "FROM ledger_shelf WHERE ") +
                           where,
                       values, [&](const RowView& row) {
                         found.push_back({.number = row.number(0),
                                          .book = std::string(row.text(1)),
                                          .unit = std::string(row.text(2)),
                                          .fund = std::string(row.text(3)),
                                          .place = std::string(row.text(4)),
                                          .tags = parted(row.text(5)),
                                          .named = row.number(6) != 0,
                                          .agency = row.number(7) != 0});
                         return true;
                       }));
  return found;
}

Result<std::optional<Shelf>> SqlState::shelf(std::int64_t number) {
  for (const auto& [key, shelves] : shelves_) {
    for (const Shelf& shelf : shelves) {
      if (shelf.number == number) return std::optional(shelf);
    }
  }
  Value values[] = {number};
  auto found = TRY(read_shelves("number = ?", values));
  return found.empty() ? std::optional<Shelf>() : std::optional(std::move(found.front()));
}

Result<const std::vector<Shelf>*> SqlState::kept_shelves(const std::string& book,
                                                         const std::string& unit) {
  auto [at, added] = shelves_.try_emplace({book, unit});
  if (added) {
    Value values[] = {book, unit};
    at->second = TRY(read_shelves("book = ? AND unit = ? ORDER BY number", values));
  }
  return &at->second;
}

Result<std::vector<Shelf>> SqlState::shelves(const std::string& book, const std::string& unit) {
  return *TRY(kept_shelves(book, unit));
}

Result<std::int64_t> SqlState::shelf_like(const Shelf& wanted) {
  for (const Shelf& shelf : *TRY(kept_shelves(wanted.book, wanted.unit))) {
    if (shelf.same_as(wanted)) return shelf.number;
  }
  return std::int64_t{0};
}

Result<std::vector<Edge>> SqlState::edges(const char* sql, std::int64_t key) {
  std::vector<Edge> found;
  Value values[] = {key};
  TRY(connection_.each(sql, values, [&](const RowView& row) {
    found.push_back({row.number(0), edge_kind_of(row.text(1)).value_or(EdgeKind::use),
                     row.number(2), row.number(3), row.number(4), row.number(5)});
    return true;
  }));
  return found;
}

Result<std::vector<Edge>> SqlState::edges_of_ref(std::int64_t ref) {
  if (ref > TRY(head()).entries) return std::vector<Edge>();
  return edges(
      "SELECT seq, kind, lot, ref, entry, amount FROM ledger_edge WHERE ref = ? ORDER BY seq", ref);
}

Result<std::vector<Edge>> SqlState::edges_of_lot(std::int64_t lot) {
  if (lot > TRY(head()).lots) return std::vector<Edge>();
  return edges(
      "SELECT seq, kind, lot, ref, entry, amount FROM ledger_edge WHERE lot = ? ORDER BY seq", lot);
}

Result<std::vector<Account>> SqlState::read_accounts(const char* where,
                                                     std::span<const Value> values) {
  std::vector<Account> found;
  TRY(connection_.each(
      std::string("SELECT number, book, path, unit, code, kind, bound, fund, place, posted, "
                  "pending_debit, pending_credit FROM ledger_account WHERE ") +
          where,
      values, [&](const RowView& row) {
        Account account;
        account.number = row.number(0);
        account.book = std::string(row.text(1));
        account.path = std::string(row.text(2));
        account.unit = std::string(row.text(3));
        account.code = std::string(row.text(4));
        account.kind = class_of(row.text(5)).value_or(Class::memo);
        account.bound = static_cast<Bound>(row.number(6));
        account.fund = std::string(row.text(7));
        account.place = std::string(row.text(8));
        account.posted = row.number(9);
        account.pending_debit = row.number(10);
        account.pending_credit = row.number(11);
        found.push_back(std::move(account));
        return true;
      }));
  return found;
}

// A book's first accounts come in one question: most batches touch several of them.
Result<std::optional<Account>> SqlState::account(const std::string& book, const std::string& path,
                                                 const std::string& unit) {
  constexpr std::size_t few = 100;
  auto [at, added] = accounts_.try_emplace(book);
  if (added) {
    Value values[] = {book, static_cast<std::int64_t>(few)};
    at->second = TRY(read_accounts("book = ? ORDER BY number LIMIT ?", values));
  }
  for (const Account& account : at->second) {
    if (account.path == path && account.unit == unit) return std::optional(account);
  }
  if (at->second.size() < few) return std::optional<Account>();
  Value values[] = {book, path, unit};
  auto found = TRY(read_accounts("book = ? AND path = ? AND unit = ?", values));
  return found.empty() ? std::optional<Account>() : std::optional(std::move(found.front()));
}

Result<std::vector<Account>> SqlState::accounts(const std::string& book) {
  Value values[] = {book};
  return read_accounts("book = ? ORDER BY number", values);
}

Result<std::vector<Posting>> SqlState::postings(std::int64_t entry) {
  std::vector<Posting> found;
  Value values[] = {entry << 20, (entry + 1) << 20};
  TRY(
      connection_.each("SELECT entry, account, amount FROM ledger_posting WHERE number >= ? AND "
                       "number < ? ORDER BY number",
                       values, [&](const RowView& row) {
                         found.push_back({row.number(0), row.number(1), row.number(2)});
                         return true;
                       }));
  return found;
}

Result<std::optional<Pending>> SqlState::pending(std::int64_t entry) {
  std::optional<Pending> found;
  Value values[] = {entry};
  TRY(
      connection_.each("SELECT entry, state, amount, until, holds FROM ledger_pending WHERE "
                       "entry = ?",
                       values, [&](const RowView& row) {
                         Pending pending;
                         pending.entry = row.number(0);
                         pending.state = static_cast<PendingState>(row.number(1));
                         pending.amount = row.number(2);
                         pending.until.milliseconds = row.number(3);
                         std::string_view holds = row.text(4);
                         const char* at = holds.data();
                         const char* end = at + holds.size();
                         while (at < end) {
                           Hold hold;
                           at = std::from_chars(at, end, hold.lot).ptr + 1;
                           at = std::from_chars(at, end, hold.amount).ptr + 1;
                           pending.holds.push_back(hold);
                         }
                         found = std::move(pending);
                         return false;
                       }));
  return found;
}

Result<BookState> SqlState::book(const std::string& book) {
  auto [at, added] = books_.try_emplace(book);
  if (!added) return at->second;
  at->second.book = book;
  Value values[] = {book};
  TRY(connection_.each("SELECT closed_through, carried, stopped FROM ledger_book WHERE book = ?",
                       values, [&](const RowView& row) {
                         at->second.closed_through = static_cast<int>(row.number(0));
                         at->second.carried = row.number(1);
                         at->second.stopped = row.number(2) != 0;
                         return false;
                       }));
  return at->second;
}

Result<Tally> SqlState::tally(const std::string& scope) {
  Tally tally;
  tally.scope = scope;
  Value values[] = {scope};
  TRY(connection_.each("SELECT gross, fees, cap FROM ledger_tally WHERE scope = ?", values,
                       [&](const RowView& row) {
                         tally.gross = row.number(0);
                         tally.fees = row.number(1);
                         tally.cap = row.number(2);
                         return false;
                       }));
  return tally;
}

}  // namespace boai::ledger

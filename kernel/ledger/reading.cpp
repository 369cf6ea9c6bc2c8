#include "kernel/ledger/reading.hpp"

#include <algorithm>
#include <boost/json.hpp>

#include "engines/ledger/ledger.hpp"
#include "kernel/ledger/records.hpp"
#include "kernel/ledger/sql_state.hpp"

namespace boai::ledger {

namespace json = boost::json;
using store::RowView;
using store::Value;

namespace {

json::value day_or_null(Day day) { return day ? json::value(to_text(day)) : json::value(nullptr); }

// " AND book = ? AND fund = ?" as asked, and the values.
std::string narrowed(const BalanceQuestion& asked, std::vector<Value>& values,
                     const std::string& prefix) {
  std::string sql;
  if (!asked.book.empty()) {
    sql += " AND " + prefix + "book = ?";
    values.emplace_back(asked.book);
  }
  if (!asked.fund.empty()) {
    sql += " AND " + prefix + "fund = ?";
    values.emplace_back(asked.fund);
  }
  return sql;
}

}  // namespace

Result<json::object> balances(store::Connection& connection, const BalanceQuestion& asked) {
  std::vector<Value> values;
  std::string posted = "a.posted", pending = "a.pending_debit, a.pending_credit", from;
  if (asked.on) {
    posted = "coalesce(p.total, 0)";
    pending = "0, 0";
    from =
        " LEFT JOIN (SELECT p.account, sum(p.amount) AS total FROM ledger_posting p JOIN "
        "ledger_entry e ON e.seq = p.entry WHERE e.day <= ? GROUP BY p.account) p ON p.account = "
        "a.number";
    values.emplace_back(std::int64_t{asked.on.number()});
  }
  std::string sql = "SELECT a.book, a.path, a.code, a.kind, a.fund, a.unit, " + posted + ", " +
                    pending + " FROM ledger_account a" + from + " WHERE 1 = 1" +
                    narrowed(asked, values, "a.") + " ORDER BY a.book, a.path, a.unit";
  json::array accounts;
  std::map<std::array<std::string, 3>, std::int64_t> funds;
  TRY(connection.each(sql, values, [&](const RowView& row) {
    std::string book(row.text(0)), fund(row.text(4)), unit(row.text(5));
    if (!fund.empty()) funds[{book, fund, unit}] -= row.number(6);
    accounts.push_back(json::object{{"book", book},
                                    {"path", row.text(1)},
                                    {"code", row.text(2)},
                                    {"class", row.text(3)},
                                    {"fund", fund},
                                    {"unit", unit},
                                    {"balance", row.number(6)},
                                    {"pending_debit", row.number(7)},
                                    {"pending_credit", row.number(8)}});
    return true;
  }));
  json::array totals;
  for (const auto& [key, remaining] : funds) {
    totals.push_back(json::object{
        {"book", key[0]}, {"fund", key[1]}, {"unit", key[2]}, {"remaining", remaining}});
  }
  return json::object{{"on", day_or_null(asked.on)},
                      {"balances", std::move(accounts)},
                      {"funds", std::move(totals)}};
}

namespace {

class Tracer {
 public:
  Tracer(store::Connection& connection, const TraceQuestion& asked)
      : connection_(connection), asked_(asked), stored_(connection) {}

  Result<json::object> gift() {
    std::string book = TRY(book_of());
    auto entry = TRY(stored_.entry(book, asked_.name));
    if (entry && entry->kind == Kind::micro) {
      auto lot = TRY(stored_.lot(entry->subject));
      json::object told = TRY(lot_told(lot.value(), 0));
      told["member"] = json::object{{"gift", entry->id}, {"amount", entry->amount}};
      return told;
    }
    auto lot = TRY(lot_in(book));
    if (!lot) return not_found("ledger.unknown", "gift", asked_.name);
    return lot_told(*lot, 0);
  }

  Result<json::object> use() {
    std::string book = TRY(book_of());
    auto entry = TRY(stored_.entry(book, asked_.name));
    if (!entry || !takes(*entry)) return not_found("ledger.unknown", "use", asked_.name);
    json::object told = about(*entry);
    json::array tags(entry->tags.begin(), entry->tags.end());
    told["tags"] = std::move(tags);
    told["reversed"] = TRY(stored_.reversal_of(entry->seq)) != 0;
    json::array gifts;
    std::int64_t more = -asked_.most;
    Value values[] = {entry->seq};
    TRY(connection_.each(
        "SELECT coalesce(l.name, e.number), s.book, s.fund, x.amount, o.number, o.book, o.day FROM "
        "(SELECT lot, sum(CASE WHEN kind = 'unback' THEN -amount ELSE amount END) AS amount, "
        "min(seq) AS first FROM ledger_edge WHERE ref = ? GROUP BY lot) x JOIN ledger_lot l ON "
        "l.number = x.lot JOIN ledger_entry e ON e.seq = l.entry JOIN ledger_shelf s ON s.number = "
        "l.shelf JOIN ledger_entry o ON o.seq = l.age WHERE x.amount <> 0 ORDER BY x.first",
        values, [&](const RowView& row) {
          if (++more > 0) return true;
          gifts.push_back(json::object{{"lot", row.text(0)},
                                       {"book", row.text(1)},
                                       {"fund", row.text(2)},
                                       {"amount", row.number(3)},
                                       {"gift", row.text(4)},
                                       {"gift_book", row.text(5)},
                                       {"day", day_of(row, 6)}});
          return true;
        }));
    return json::object{{"use", std::move(told)},
                        {"gifts", std::move(gifts)},
                        {"more", std::max<std::int64_t>(0, more)}};
  }

 private:
  static bool takes(const Entry& entry) {
    if (entry.kind == Kind::posting) return entry.lots == 0;  // of a reservation, not of a pledge
    constexpr Kind kinds[] = {Kind::use,      Kind::fee,     Kind::refund, Kind::redesignation,
                              Kind::transfer, Kind::kitting, Kind::loss};
    return std::ranges::find(kinds, entry.kind) != std::end(kinds);
  }

  // A lot of that book and no other: whoever may read one book is not shown the next by its name.
  Result<std::optional<Lot>> lot_in(const std::string& book) {
    std::size_t at = asked_.name.rfind('@');
    bool sent = asked_.book.empty() && at != std::string::npos;
    std::int64_t number =
        sent ? TRY(lot_number(stored_, asked_.name.substr(at + 1), asked_.name.substr(0, at))) : 0;
    if (number == 0) number = TRY(lot_number(stored_, book, asked_.name));
    if (number == 0) return std::optional<Lot>();
    auto lot = TRY(stored_.lot(number));
    if (!lot || asked_.book.empty()) return lot;
    auto shelf = TRY(stored_.shelf(lot.value().shelf));
    return shelf.value().book == book ? lot : std::optional<Lot>();
  }

  static json::value day_of(const RowView& row, int column) {
    auto day = Day::from_number(row.number(column));
    return day_or_null(day.value_or(Day{}));
  }

  Result<std::string> book_of() {
    if (!asked_.book.empty()) return asked_.book;
    std::string found;
    std::int64_t books = 0;
    std::string name = asked_.name.substr(0, asked_.name.find_first_of("#@"));
    for (const std::string& each : {asked_.name, name}) {
      Value values[] = {each};
      TRY(
          connection_.each("SELECT b.book FROM (SELECT DISTINCT book FROM ledger_account) b WHERE "
                           "EXISTS (SELECT 1 FROM ledger_entry e WHERE e.book = b.book AND "
                           "e.number = ?)",
                           values, [&](const RowView& row) {
                             found = std::string(row.text(0));
                             ++books;
                             return true;
                           }));
      if (books > 0) break;
    }
    if (books > 1) return conflict("ledger.which_book", "book", "--book");
    return found;
  }

  static json::object about(const Entry& entry) {
    return {{"id", entry.id},
            {"book", entry.book},
            {"kind", name_of(entry.kind)},
            {"day", day_or_null(entry.day)},
            {"unit", entry.unit},
            {"amount", entry.amount},
            {"purpose", entry.purpose}};
  }

  // What went out of a lot, by use with what stands of it; the others one by one.
  Outcome outflows(const Lot& lot, json::object& told) {
    json::array uses, fees, refunds, moved;
    std::int64_t more = -asked_.most;
    Value values[] = {lot.number};
    TRY(connection_.each(
        "SELECT x.kind, x.amount, e.number, e.book, e.day, e.purpose, e.payer, e.tags, e.kind "
        "FROM (SELECT ref, CASE WHEN kind IN ('use', 'reback', 'unback') THEN 'use' ELSE kind END "
        "AS kind, sum(CASE WHEN kind = 'unback' THEN -amount ELSE amount END) AS amount, min(seq) "
        "AS first FROM ledger_edge WHERE lot = ? GROUP BY 1, 2) x JOIN ledger_entry e ON e.seq = "
        "x.ref WHERE x.amount <> 0 ORDER BY x.first",
        values, [&](const RowView& row) {
          if (++more > 0) return true;
          std::string_view kind = row.text(0);
          json::object out{{"id", row.text(2)},
                           {"book", row.text(3)},
                           {"day", day_of(row, 4)},
                           {"amount", row.number(1)}};
          if (kind == "use" && row.text(8) != "fee") {
            out["purpose"] = row.text(5);
            Tags tags = parted(row.text(7));
            out["tags"] = json::array(tags.begin(), tags.end());
            uses.push_back(std::move(out));
          } else if (kind == "fee" || kind == "use") {
            fees.push_back(std::move(out));
          } else if (kind == "refund") {
            refunds.push_back(std::move(out));
          } else {
            out["kind"] = kind;
            moved.push_back(std::move(out));
          }
          return true;
        }));
    told["uses"] = std::move(uses);
    told["fees"] = std::move(fees);
    told["refunds"] = std::move(refunds);
    told["moved"] = std::move(moved);
    told["more"] = std::max<std::int64_t>(0, more);
    return Done{};
  }

  // Public view: gross, what fees took and who bore them, net.
  Result<json::object> shown(const Lot& lot) {
    auto entry = TRY(stored_.entry(lot.entry));
    auto shelf = TRY(stored_.shelf(lot.shelf));
    std::int64_t own = 0, others = 0;
    Value values[] = {lot.number};
    TRY(connection_.each(
        "SELECT CASE WHEN f.payer = 'lot' THEN 1 ELSE 0 END, sum(f.amount) FROM ledger_entry f "
        "LEFT JOIN ledger_entry r ON r.reverses = f.seq AND r.reverses > 0 WHERE f.subject = ? AND "
        "f.subject > 0 AND f.kind = 'fee' AND r.seq IS NULL GROUP BY 1",
        values, [&](const RowView& row) {
          (row.number(0) == 1 ? own : others) = row.number(1);
          return true;
        }));
    json::object told = about(entry.value());
    told["lot"] = lot.id;
    told["book"] = shelf.value().book;
    told["fund"] = shelf->fund;
    told["unit"] = shelf->unit;
    told["restrict"] = json::array(shelf->tags.begin(), shelf->tags.end());
    told["gross"] = lot.amount;
    told["fee"] = own;
    told["net"] = lot.amount - own;
    told["fees_borne_by_others"] = others;
    told["remaining"] = lot.remaining;
    told["held"] = lot.held;
    return told;
  }

  Result<json::object> lot_told(const Lot& lot, int depth) {
    constexpr int depth_max = 16;
    json::object told{{"gift", TRY(shown(lot))}};
    TRY(outflows(lot, told));
    json::array children;
    std::vector<std::int64_t> numbers;
    Value values[] = {lot.number};
    TRY(connection_.each(
        "SELECT number FROM ledger_lot WHERE parent = ? AND parent > 0 ORDER BY number", values,
        [&](const RowView& row) {
          numbers.push_back(row.number(0));
          return std::ssize(numbers) < asked_.most;
        }));
    for (std::int64_t number : numbers) {
      if (depth == depth_max) break;
      auto child = TRY(stored_.lot(number));
      children.emplace_back(TRY(lot_told(child.value(), depth + 1)));
    }
    told["children"] = std::move(children);
    return told;
  }

  store::Connection& connection_;
  const TraceQuestion& asked_;
  SqlState stored_;
};

}  // namespace

Result<json::object> trace(store::Connection& connection, const TraceQuestion& asked) {
  Tracer tracer(connection, asked);
  return asked.of_use ? tracer.use() : tracer.gift();
}

}  // namespace boai::ledger

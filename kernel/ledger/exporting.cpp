#include "kernel/ledger/exporting.hpp"

#include <map>
#include <optional>

#include "base/day.hpp"
#include "base/instant.hpp"
#include "kernel/exchange/sheet.hpp"

namespace boai::ledger {

using store::RowView;

namespace {

constexpr const char* postings_sql =
    "SELECT e.seq, e.day, e.kind, e.number, e.at, a.book, a.path, a.code, a.unit, p.amount, "
    "a.number, a.kind FROM ledger_posting p JOIN ledger_entry e ON e.seq = p.entry JOIN "
    "ledger_account a ON a.number = p.account WHERE (? = '' OR a.book = ?) ORDER BY p.number";

std::string day_text(const RowView& row) {
  auto day = Day::from_number(row.number(1));
  return to_text(day ? *day : day_in_shanghai(Instant{row.number(4)}));
}

// Account and commodity names that the plain-text tools read: letters, digits and dashes; what
// else a word holds is replaced and the account's number keeps two apart.
std::string plain(std::string_view word) {
  std::string name;
  for (char letter : word) {
    bool good = (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
                (letter >= '0' && letter <= '9');
    name += good ? letter : '-';
  }
  if (!name.empty() && name[0] >= 'a' && name[0] <= 'z') name[0] = static_cast<char>(name[0] - 32);
  if (name.empty() || name[0] == '-') name = "X" + name;
  return name;
}

std::string root_of(std::string_view kind) {
  if (kind == "asset") return "Assets";
  if (kind == "liability") return "Liabilities";
  if (kind == "income") return "Income";
  if (kind == "expense") return "Expenses";
  return "Equity";
}

class Beancount {
 public:
  explicit Beancount(const std::function<Outcome(std::string_view)>& out) : out_(out) {}

  // Opened long before the first entry: imported history may come later and lie earlier.
  Outcome open_all(store::Connection& connection, const std::string& book) {
    store::Value values[] = {book, book};
    return connection.each(
        "SELECT number, book, path, kind, unit FROM ledger_account WHERE (? = '' OR book = ?) "
        "ORDER BY number",
        values, [&](const RowView& row) {
          std::string name = root_of(row.text(3)) + ":" + plain(row.text(1));
          std::string_view rest = row.text(2);
          while (!rest.empty()) {
            std::size_t end = std::min(rest.find('/'), rest.size());
            name += ":" + plain(rest.substr(0, end));
            rest.remove_prefix(std::min(end + 1, rest.size()));
          }
          name += ":N" + std::to_string(row.number(0));
          text_ += "1900-01-01 open " + name + "\n";
          names_[row.number(0)] = name;
          commodity(row.text(4));
          return true;
        });
  }

  Outcome posting(const RowView& row) {
    const std::string& name = names_.at(row.number(10));
    if (row.number(0) != entry_) {
      entry_ = row.number(0);
      std::string words(row.text(3));
      for (char& letter : words) letter = letter == '"' || letter == '\\' ? '\'' : letter;
      text_ += "\n" + day_text(row) + " * \"" + std::string(row.text(2)) + "\" \"" + words + "\"\n";
    }
    text_ += "  " + name + "  " + amount(row.number(9), row.text(8)) + "\n";
    constexpr std::size_t piece = 1 << 16;
    return text_.size() < piece ? Outcome(Done{}) : flush();
  }
  Outcome flush() {
    Outcome done = out_(text_);
    text_.clear();
    return done;
  }

 private:
  // Fen as yuan with two places; goods and hours whole.
  std::string amount(std::int64_t number, std::string_view unit) {
    if (unit != "CNY" && unit != "VALUE:CNY") {
      return std::to_string(number) + " " + commodity(unit);
    }
    std::string sign = number < 0 ? "-" : "";
    std::uint64_t size =
        number < 0 ? 0 - static_cast<std::uint64_t>(number) : static_cast<std::uint64_t>(number);
    std::string cents = std::to_string(100 + size % 100).substr(1);
    return sign + std::to_string(size / 100) + "." + cents + " " + commodity(unit);
  }
  std::string commodity(std::string_view unit) {
    if (unit == "CNY") return "CNY";
    auto [at, added] = units_.try_emplace(std::string(unit));
    if (!added) return at->second;
    std::string name = "U" + std::to_string(units_.size());
    text_ += "; " + name + " is " + std::string(unit) + "\n";
    at->second = name;
    return name;
  }

  const std::function<Outcome(std::string_view)>& out_;
  std::map<std::int64_t, std::string> names_;
  std::map<std::string, std::string> units_;
  std::string text_;
  std::int64_t entry_ = 0;
};

}  // namespace

Outcome export_beancount(store::Connection& connection, const std::string& book,
                         const std::function<Outcome(std::string_view)>& out) {
  Beancount beancount(out);
  TRY(beancount.open_all(connection, book));
  std::optional<Error> failed;
  store::Value values[] = {book, book};
  TRY(connection.each(postings_sql, values, [&](const RowView& row) {
    Outcome done = beancount.posting(row);
    if (!done.ok()) failed = done.error();
    return done.ok();
  }));
  if (failed) return *failed;
  return beancount.flush();
}

Result<std::int64_t> export_sheet(store::Connection& connection, const std::string& book,
                                  const std::string& format, const std::string& path) {
  auto sheet = TRY(exchange::new_sheet(format, path, false));
  TRY(sheet->row({{"entry"},
                  {"day"},
                  {"book"},
                  {"kind"},
                  {"number"},
                  {"account"},
                  {"code"},
                  {"unit"},
                  {"amount"}}));
  std::int64_t most = format == "xlsx" ? exchange::xlsx_rows_max : exchange::csv_rows_max;
  std::int64_t rows = 0;
  std::optional<Error> failed;
  store::Value values[] = {book, book};
  TRY(connection.each(postings_sql, values, [&](const RowView& row) {
    if (++rows > most) failed = conflict("export.too_many_rows", "format", std::to_string(most));
    if (failed) return false;
    auto text = [&](int column) {
      return exchange::Cell{std::string(row.text(column)), exchange::Cell::Kind::text};
    };
    Outcome done = sheet->row({{std::to_string(row.number(0)), exchange::Cell::Kind::number},
                               {day_text(row), exchange::Cell::Kind::day},
                               text(5),
                               text(2),
                               text(3),
                               text(6),
                               text(7),
                               text(8),
                               {std::to_string(row.number(9)), exchange::Cell::Kind::number}});
    if (!done.ok()) failed = done.error();
    return done.ok();
  }));
  if (failed) return *failed;
  TRY(sheet->close());
  return rows;
}

}  // namespace boai::ledger

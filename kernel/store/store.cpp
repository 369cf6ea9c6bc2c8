#include "kernel/store/store.hpp"

#include <algorithm>
#include <mutex>

namespace boai::store {

std::vector<Value> values_of(const RowView& row, std::string_view kinds) {
  std::vector<Value> values;
  values.reserve(kinds.size());
  for (std::size_t column = 0; column < kinds.size(); ++column) {
    int at = static_cast<int>(column);
    if (row.null(at)) {
      values.emplace_back();
    } else if (kinds[column] == 't') {
      values.emplace_back(std::string(row.text(at)));
    } else {
      values.emplace_back(row.number(at));
    }
  }
  return values;
}

Result<std::vector<Value>> Connection::first(std::string_view sql,
                                             std::span<const Value> parameters) {
  std::vector<Value> found;
  TRY(each(sql, parameters, [&](const RowView& row) {
    for (int column = 0; column < row.columns(); ++column) {
      if (row.null(column)) {
        found.emplace_back();
      } else {
        found.emplace_back(std::string(row.text(column)));
      }
    }
    return false;
  }));
  return found;
}

Result<std::int64_t> Connection::number(std::string_view sql, std::span<const Value> parameters) {
  std::int64_t found = 0;
  TRY(each(sql, parameters, [&](const RowView& row) {
    found = row.null(0) ? 0 : row.number(0);
    return false;
  }));
  return found;
}

Result<std::unique_ptr<Connection>> open(const std::string& address, bool read_only) {
  if (address.starts_with("sqlite:")) return open_sqlite(address.substr(7), read_only);
  if (address.starts_with("postgresql://") || address.starts_with("postgres://")) {
    return open_postgresql(address, read_only);
  }
  return invalid("store.address", "BOAI_DB", "expected sqlite:PATH or postgresql://…");
}

namespace {

std::string joined(const std::vector<std::string>& words, std::string_view between) {
  std::string text;
  for (const std::string& word : words) {
    if (!text.empty()) text += between;
    text += word;
  }
  return text;
}

std::string conflict_clause(const Rows& rows) {
  if (rows.keys.empty()) return {};
  std::vector<std::string> changes;
  for (const std::string& column : rows.columns) {
    if (std::ranges::find(rows.keys, column) != rows.keys.end()) continue;
    bool adds = std::ranges::find(rows.added, column) != rows.added.end();
    changes.push_back(column + " = " + (adds ? rows.table + "." + column + " + " : "") +
                      "excluded." + column);
  }
  std::string clause = " ON CONFLICT (" + joined(rows.keys, ", ") + ") DO ";
  return clause + (changes.empty() ? "NOTHING" : "UPDATE SET " + joined(changes, ", "));
}

bool column_is_number(const Rows& rows, std::size_t column) {
  if (!rows.kinds.empty()) return rows.kinds[column] == 'n';
  for (const auto& row : rows.rows) {
    if (!is_null(row[column])) return row[column].index() == 1;
  }
  return false;
}

std::string source_sql(const Rows& rows, Dialect dialect) {
  std::string text;
  for (std::size_t column = 0; column < rows.columns.size(); ++column) {
    if (!text.empty()) text += ", ";
    if (dialect == Dialect::sqlite) {
      text += '?';
    } else {
      text += '$' + std::to_string(column + 1);
      text += column_is_number(rows, column) ? "::bigint[]" : "::text[]";
    }
  }
  return text;
}

}  // namespace

std::string insert_sql(const Rows& rows, Dialect dialect) {
  std::string sql = "INSERT INTO " + rows.table + " (" + joined(rows.columns, ", ") + ") ";
  std::string source = source_sql(rows, dialect);
  // PostgreSQL takes whole columns as arrays: one statement and one round trip for all rows.
  sql += dialect == Dialect::sqlite ? "VALUES (" + source + ")"
                                    : "SELECT * FROM unnest(" + source + ")";
  return sql + conflict_clause(rows);
}

std::string numbered_parameters(std::string_view sql) {
  std::string text;
  int number = 0;
  char quote = 0;
  for (std::size_t at = 0; at < sql.size(); ++at) {
    char letter = sql[at];
    if (quote != 0) {
      if (letter == quote) quote = 0;
    } else if (letter == '\'' || letter == '"') {
      quote = letter;
    } else if (letter == '-' && at + 1 < sql.size() && sql[at + 1] == '-') {
      while (at < sql.size() && sql[at] != '\n') text += sql[at++];
      if (at == sql.size()) break;
      letter = '\n';
    } else if (letter == '?') {
      text += '$' + std::to_string(++number);
      continue;
    }
    text += letter;
  }
  return text;
}

struct Pool::Shelf {
  std::mutex lock;
  std::vector<std::unique_ptr<Connection>> idle;
};

Pool::Pool(std::string address) : address_(std::move(address)), shelf_(new Shelf) {}
Pool::~Pool() = default;

Result<Pool::Loan> Pool::borrow() {
  {
    std::lock_guard guard(shelf_->lock);
    if (!shelf_->idle.empty()) {
      auto connection = std::move(shelf_->idle.back());
      shelf_->idle.pop_back();
      return Loan(*this, std::move(connection));
    }
  }
  return Loan(*this, TRY(open(address_, true)));
}

Pool::Loan::~Loan() {
  constexpr std::size_t idle_max = 16;
  if (!connection_ || !connection_->healthy()) return;
  std::lock_guard guard(pool_->shelf_->lock);
  if (pool_->shelf_->idle.size() < idle_max) pool_->shelf_->idle.push_back(std::move(connection_));
}

}  // namespace boai::store

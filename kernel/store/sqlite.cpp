// SQLite: WAL, synchronous=FULL, one writer. Statements are prepared once and kept.
#include <sqlite3.h>

#include <unordered_map>

#include "kernel/store/store.hpp"

namespace boai::store {

namespace {

constexpr int busy_ms = 10'000;

struct StatementCloser {
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using Statement = std::unique_ptr<sqlite3_stmt, StatementCloser>;

class SqliteRow : public RowView {
 public:
  explicit SqliteRow(sqlite3_stmt* statement) : statement_(statement) {}
  int columns() const override { return sqlite3_column_count(statement_); }
  bool null(int column) const override {
    return sqlite3_column_type(statement_, column) == SQLITE_NULL;
  }
  std::int64_t number(int column) const override {
    return sqlite3_column_int64(statement_, column);
  }
  std::string_view text(int column) const override {
    auto* letters = reinterpret_cast<const char*>(sqlite3_column_text(statement_, column));
    auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement_, column));
    return letters ? std::string_view(letters, size) : std::string_view();
  }

 private:
  sqlite3_stmt* statement_;
};

class Sqlite : public Connection {
 public:
  explicit Sqlite(sqlite3* database) : database_(database) {}
  ~Sqlite() override {
    kept_.clear();
    sqlite3_close(database_);
  }

  Dialect dialect() const override { return Dialect::sqlite; }

  Outcome run(std::string_view sql, std::span<const Value> parameters) override {
    return each(sql, parameters, [](const RowView&) { return true; });
  }

  Outcome each(std::string_view sql, std::span<const Value> parameters, const Sink& sink) override {
    if (is_over(this) != 0) return fault(SQLITE_INTERRUPT);
    sqlite3_stmt* statement = TRY(prepared(sql));
    bind(statement, parameters);
    SqliteRow row(statement);
    int state = sqlite3_step(statement);
    while (state == SQLITE_ROW && sink(row)) state = sqlite3_step(statement);
    sqlite3_reset(statement);
    if (state == SQLITE_DONE || state == SQLITE_ROW) return Done{};
    return fault(state);
  }

  Outcome write(const Rows& rows) override {
    if (rows.rows.empty()) return Done{};
    sqlite3_stmt* statement = TRY(prepared(insert_sql(rows, Dialect::sqlite)));
    for (const auto& row : rows.rows) {
      bind(statement, row);
      int state = sqlite3_step(statement);
      sqlite3_reset(statement);
      if (state != SQLITE_DONE) return fault(state);
    }
    return Done{};
  }

  Outcome script(std::string_view sql) override {
    int state = sqlite3_exec(database_, std::string(sql).c_str(), nullptr, nullptr, nullptr);
    if (state != SQLITE_OK) return fault(state);
    return Done{};
  }

  Outcome begin_write() override { return run("BEGIN IMMEDIATE", {}); }
  Outcome begin_read() override { return run("BEGIN", {}); }
  Outcome commit() override { return run("COMMIT", {}); }
  Outcome rollback() override {
    if (sqlite3_get_autocommit(database_) != 0) return Done{};
    return run("ROLLBACK", {});
  }
  bool healthy() override { return sqlite3_get_autocommit(database_) != 0; }

  void end_by(std::optional<Moment> moment) override {
    // A step may read a page from the disk: so few of them take no long time even then.
    constexpr int steps_between_looks = 200;
    moment_ = moment;
    sqlite3_progress_handler(database_, steps_between_looks, moment ? is_over : nullptr, this);
  }

 private:
  static int is_over(void* self) {
    const auto& moment = static_cast<Sqlite*>(self)->moment_;
    return moment && std::chrono::steady_clock::now() >= *moment ? 1 : 0;
  }

  Result<sqlite3_stmt*> prepared(std::string_view sql) {
    auto found = kept_.find(std::string(sql));
    if (found != kept_.end()) return found->second.get();
    constexpr std::size_t kept_max = 200;
    if (kept_.size() >= kept_max) kept_.clear();
    sqlite3_stmt* statement = nullptr;
    int state = sqlite3_prepare_v3(database_, sql.data(), static_cast<int>(sql.size()),
                                   SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
    if (state != SQLITE_OK) return fault(state);
    kept_.emplace(std::string(sql), Statement(statement));
    return statement;
  }

  static void bind(sqlite3_stmt* statement, std::span<const Value> parameters) {
    int index = 0;
    for (const Value& value : parameters) {
      ++index;
      if (auto* number = std::get_if<std::int64_t>(&value)) {
        sqlite3_bind_int64(statement, index, *number);
      } else if (auto* text = std::get_if<std::string>(&value)) {
        sqlite3_bind_text(statement, index, text->data(), static_cast<int>(text->size()),
                          SQLITE_STATIC);
      } else {
        sqlite3_bind_null(statement, index);
      }
    }
  }

  Error fault(int state) {
    std::string detail = sqlite3_errmsg(database_);
    int kind = state & 0xff;
    if (kind == SQLITE_BUSY || kind == SQLITE_LOCKED) return unavailable("store.busy", detail);
    if (kind == SQLITE_INTERRUPT) return unavailable("store.out_of_time", detail);
    if (kind == SQLITE_FULL || kind == SQLITE_IOERR) return unavailable("store.disk", detail);
    if (kind == SQLITE_CONSTRAINT) return conflict("store.constraint", {}, detail);
    return internal("store.sqlite", detail);
  }

  sqlite3* database_;
  std::optional<Moment> moment_;
  std::unordered_map<std::string, Statement> kept_;
};

}  // namespace

Result<std::unique_ptr<Connection>> open_sqlite(const std::string& path, bool read_only) {
  sqlite3* database = nullptr;
  int flags = read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
  int state = sqlite3_open_v2(path.c_str(), &database, flags | SQLITE_OPEN_NOMUTEX, nullptr);
  if (state != SQLITE_OK) {
    std::string detail = database ? sqlite3_errmsg(database) : "out of memory";
    sqlite3_close(database);
    return unavailable("store.open", path + ": " + detail);
  }
  sqlite3_extended_result_codes(database, 1);
  sqlite3_busy_timeout(database, busy_ms);
  std::unique_ptr<Connection> connection = std::make_unique<Sqlite>(database);
  TRY(
      connection->script("PRAGMA foreign_keys=ON; PRAGMA temp_store=MEMORY; "
                         "PRAGMA case_sensitive_like=ON;"));
  if (read_only) {
    TRY(connection->script("PRAGMA cache_size=-8000; PRAGMA mmap_size=268435456;"));
    return connection;
  }
  TRY(
      connection->script("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; "
                         "PRAGMA cache_size=-65536; PRAGMA wal_autocheckpoint=8000;"));
  return connection;
}

}  // namespace boai::store

// One face for both databases. SQL is written once with `?` parameters and runs on SQLite and
// PostgreSQL alike; columns are BIGINT or TEXT, so that a value is a number, a text or nothing.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/result.hpp"

namespace boai::store {

using Value = std::variant<std::monostate, std::int64_t, std::string>;

inline bool is_null(const Value& value) { return value.index() == 0; }
inline std::int64_t number_of(const Value& value) {
  auto* number = std::get_if<std::int64_t>(&value);
  return number ? *number : 0;
}
inline const std::string& text_of(const Value& value) {
  static const std::string nothing;
  auto* text = std::get_if<std::string>(&value);
  return text ? *text : nothing;
}

enum class Dialect { sqlite, postgresql };

// One row of an answer while it is being stepped; views die with the step.
class RowView {
 public:
  virtual ~RowView() = default;
  virtual int columns() const = 0;
  virtual bool null(int column) const = 0;
  virtual std::int64_t number(int column) const = 0;
  virtual std::string_view text(int column) const = 0;
};

// A row's cells, read as `kinds` says: one letter a column, 'n' number or 't' text.
std::vector<Value> values_of(const RowView& row, std::string_view kinds);

// Return false to stop early.
using Sink = std::function<bool(const RowView&)>;

// Many rows for one table in one go. With `keys`, a row whose key stands already is replaced, or,
// for the columns in `added`, added to.
struct Rows {
  std::string table;
  std::vector<std::string> columns;
  std::vector<std::string> keys;
  std::vector<std::string> added;
  std::string kinds;  // one letter a column, 'n' number or 't' text; found from the rows if empty
  std::vector<std::vector<Value>> rows;
};

class Connection {
 public:
  virtual ~Connection() = default;
  virtual Dialect dialect() const = 0;
  virtual Outcome run(std::string_view sql, std::span<const Value> parameters = {}) = 0;
  virtual Outcome each(std::string_view sql, std::span<const Value> parameters,
                       const Sink& sink) = 0;
  virtual Outcome write(const Rows& rows) = 0;
  // Several statements separated by `;`, for migrations.
  virtual Outcome script(std::string_view sql) = 0;

  // Takes the one writer's lock; unavailable("store.busy") after ten seconds.
  virtual Outcome begin_write() = 0;
  // A snapshot, so that a page of several questions sees one state.
  virtual Outcome begin_read() = 0;
  virtual Outcome commit() = 0;
  virtual Outcome rollback() = 0;
  virtual bool healthy() = 0;

  // Questions that are not over by then end with unavailable("store.out_of_time"); see Deadline.
  using Moment = std::chrono::steady_clock::time_point;
  virtual void end_by(std::optional<Moment> moment) = 0;

  // The first row, or nothing.
  Result<std::vector<Value>> first(std::string_view sql, std::span<const Value> parameters = {});
  // The one number of a question such as count(*), 0 when there is no row.
  Result<std::int64_t> number(std::string_view sql, std::span<const Value> parameters = {});
};

// While it lives, what is asked of the connection has this long in all. A question that runs out of
// it has given the sink what was found so far, in order, and ends with
// unavailable("store.out_of_time"); a transaction around it is then only good for rollback().
class Deadline {
 public:
  Deadline(Connection& connection, std::chrono::milliseconds left) : connection_(connection) {
    connection_.end_by(std::chrono::steady_clock::now() + left);
  }
  ~Deadline() { connection_.end_by(std::nullopt); }
  Deadline(const Deadline&) = delete;
  Deadline& operator=(const Deadline&) = delete;

 private:
  Connection& connection_;
};

// "sqlite:PATH" or "postgresql://…"
Result<std::unique_ptr<Connection>> open(const std::string& address, bool read_only = false);

// Connections for readers: borrowed, given back on destruction.
class Pool {
 public:
  explicit Pool(std::string address);
  ~Pool();

  class Loan {
   public:
    Loan(Pool& pool, std::unique_ptr<Connection> connection)
        : pool_(&pool), connection_(std::move(connection)) {}
    Loan(Loan&&) = default;
    ~Loan();
    Connection& operator*() { return *connection_; }
    Connection* operator->() { return connection_.get(); }

   private:
    Pool* pool_;
    std::unique_ptr<Connection> connection_;
  };

  Result<Loan> borrow();
  const std::string& address() const { return address_; }

 private:
  struct Shelf;
  std::string address_;
  std::unique_ptr<Shelf> shelf_;
};

std::string insert_sql(const Rows& rows, Dialect dialect);

// `?` → `$1…` outside quotes and comments.
std::string numbered_parameters(std::string_view sql);

// In their own files; called by open().
Result<std::unique_ptr<Connection>> open_sqlite(const std::string& path, bool read_only);
Result<std::unique_ptr<Connection>> open_postgresql(const std::string& url, bool read_only);

}  // namespace boai::store

// PostgreSQL over libpq: prepared statements by name, whole columns as arrays for many rows, one
// advisory lock for the one writer.
#include <libpq-fe.h>
#include <poll.h>

#include <charconv>
#include <unordered_map>

#include "kernel/store/store.hpp"

namespace boai::store {

namespace {

constexpr std::size_t rows_a_statement = 5000;
constexpr const char* writer_lock = "SELECT pg_advisory_xact_lock(778123045)";

struct ResultCloser {
  void operator()(PGresult* result) const { PQclear(result); }
};
using Answer = std::unique_ptr<PGresult, ResultCloser>;

class PostgresRow : public RowView {
 public:
  PostgresRow(PGresult* result, int row) : result_(result), row_(row) {}
  int columns() const override { return PQnfields(result_); }
  bool null(int column) const override { return PQgetisnull(result_, row_, column) == 1; }
  std::int64_t number(int column) const override {
    std::string_view digits = text(column);
    std::int64_t number = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), number);
    return number;
  }
  std::string_view text(int column) const override {
    return {PQgetvalue(result_, row_, column),
            static_cast<std::size_t>(PQgetlength(result_, row_, column))};
  }

 private:
  PGresult* result_;
  int row_;
};

void append_array_element(std::string& array, const Value& value) {
  if (array.size() > 1) array += ',';
  if (auto* number = std::get_if<std::int64_t>(&value)) {
    array += std::to_string(*number);
  } else if (auto* text = std::get_if<std::string>(&value)) {
    array += '"';
    for (char letter : *text) {
      if (letter == '"' || letter == '\\') array += '\\';
      array += letter;
    }
    array += '"';
  } else {
    array += "NULL";
  }
}

class Postgres : public Connection {
 public:
  Postgres(PGconn* connection, std::string url) : connection_(connection), url_(std::move(url)) {}
  ~Postgres() override { PQfinish(connection_); }

  Dialect dialect() const override { return Dialect::postgresql; }

  Outcome run(std::string_view sql, std::span<const Value> parameters) override {
    TRY(execute(sql, parameters));
    return Done{};
  }

  // A server-side cursor would cost two more round trips a question; large answers are read row
  // by row in libpq's chunkless single-row mode instead.
  Outcome each(std::string_view sql, std::span<const Value> parameters, const Sink& sink) override {
    if (moment_ && std::chrono::steady_clock::now() >= *moment_)
      return unavailable("store.out_of_time", "before it began");
    TRY(send(sql, parameters));
    PQsetSingleRowMode(connection_);
    bool wanted = true, cancelled = false;
    std::size_t unwanted = 0;
    std::optional<Error> failed;
    for (;;) {
      if (!cancelled && !worth_waiting(wanted, unwanted)) {
        cancel();
        cancelled = true;
      }
      Answer answer{PQgetResult(connection_)};
      if (!answer) break;
      ExecStatusType state = PQresultStatus(answer.get());
      if (state == PGRES_SINGLE_TUPLE && wanted) {
        wanted = sink(PostgresRow(answer.get(), 0));
      } else if (state == PGRES_SINGLE_TUPLE) {
        ++unwanted;
      } else if (state == PGRES_FATAL_ERROR && wanted) {
        failed = fault(answer.get());
      }
    }
    if (failed) return *failed;
    return Done{};
  }

  Outcome write(const Rows& rows) override {
    for (std::size_t from = 0; from < rows.rows.size(); from += rows_a_statement) {
      TRY(write_some(rows, from, std::min(rows.rows.size(), from + rows_a_statement)));
    }
    return Done{};
  }

  Outcome script(std::string_view sql) override {
    Answer answer{PQexec(connection_, std::string(sql).c_str())};
    if (PQresultStatus(answer.get()) == PGRES_FATAL_ERROR) return fault(answer.get());
    return Done{};
  }

  Outcome begin_write() override {
    TRY(script("BEGIN"));
    return script(writer_lock);
  }
  Outcome begin_read() override {
    return script("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
  }
  Outcome commit() override {
    Answer answer{PQexec(connection_, "COMMIT")};
    if (PQresultStatus(answer.get()) != PGRES_COMMAND_OK) return fault(answer.get());
    // A transaction that failed inside is rolled back under the name of COMMIT.
    if (std::string_view(PQcmdStatus(answer.get())) != "COMMIT") {
      return internal("store.not_committed", PQcmdStatus(answer.get()));
    }
    return Done{};
  }
  Outcome rollback() override {
    if (PQtransactionStatus(connection_) == PQTRANS_IDLE) return Done{};
    return script("ROLLBACK");
  }
  bool healthy() override {
    return PQstatus(connection_) == CONNECTION_OK &&
           PQtransactionStatus(connection_) == PQTRANS_IDLE;
  }

  void end_by(std::optional<Moment> moment) override { moment_ = moment; }

 private:
  // When the moment passes the question is cancelled; what it had found still comes before its
  // fault. To cancel costs a connection and a process of its own, some 20 ms: what is left of an
  // answer that nobody wants any more is rather thrown away, as long as it is little and at hand.
  bool worth_waiting(bool wanted, std::size_t unwanted) {
    constexpr std::size_t little = 1'000;
    constexpr auto at_hand = std::chrono::milliseconds(5);
    auto now = std::chrono::steady_clock::now();
    bool late = moment_ && now >= *moment_;
    if (wanted) return !late && (!moment_ || answers_by(*moment_));
    return !late && unwanted < little && answers_by(now + at_hand);
  }
  bool answers_by(Moment moment) {
    do {
      if (PQisBusy(connection_) == 0) return true;
      auto left =
          std::chrono::ceil<std::chrono::milliseconds>(moment - std::chrono::steady_clock::now());
      if (left.count() <= 0) return false;
      pollfd waiting{PQsocket(connection_), POLLIN, 0};
      poll(&waiting, 1, static_cast<int>(left.count()));
    } while (PQconsumeInput(connection_) == 1);
    return true;  // PQgetResult tells what is wrong
  }

  Outcome write_some(const Rows& rows, std::size_t from, std::size_t to) {
    std::vector<Value> arrays;
    for (std::size_t column = 0; column < rows.columns.size(); ++column) {
      std::string array = "{";
      for (std::size_t row = from; row < to; ++row) {
        append_array_element(array, rows.rows[row][column]);
      }
      arrays.emplace_back(array + "}");
    }
    TRY(execute(insert_sql(rows, Dialect::postgresql), arrays, false));
    return Done{};
  }

  Result<std::string> prepared(std::string_view sql) {
    auto found = kept_.find(std::string(sql));
    if (found != kept_.end()) return found->second;
    std::string name = "s" + std::to_string(kept_.size() + 1);
    std::string numbered = numbered_parameters(sql);
    Answer answer{PQprepare(connection_, name.c_str(), numbered.c_str(), 0, nullptr)};
    if (PQresultStatus(answer.get()) != PGRES_COMMAND_OK) return fault(answer.get());
    kept_.emplace(std::string(sql), name);
    return name;
  }

  struct Letters {
    std::vector<std::string> numbers;
    std::vector<const char*> pointers;
  };
  static Letters letters_of(std::span<const Value> parameters) {
    Letters letters;
    letters.numbers.reserve(parameters.size());
    for (const Value& value : parameters) {
      if (auto* number = std::get_if<std::int64_t>(&value)) {
        letters.numbers.push_back(std::to_string(*number));
        letters.pointers.push_back(letters.numbers.back().c_str());
      } else if (auto* text = std::get_if<std::string>(&value)) {
        letters.pointers.push_back(text->c_str());
      } else {
        letters.pointers.push_back(nullptr);
      }
    }
    return letters;
  }

  Outcome send(std::string_view sql, std::span<const Value> parameters) {
    std::string name = TRY(prepared(sql));
    Letters letters = letters_of(parameters);
    if (PQsendQueryPrepared(connection_, name.c_str(), static_cast<int>(parameters.size()),
                            letters.pointers.data(), nullptr, nullptr, 0) == 1) {
      return Done{};
    }
    return fault(nullptr);
  }

  Result<Answer> execute(std::string_view sql, std::span<const Value> parameters,
                         bool number_parameters = true) {
    std::string name =
        number_parameters ? TRY(prepared(sql)) : TRY(prepared_as_is(std::string(sql)));
    Letters letters = letters_of(parameters);
    Answer answer{PQexecPrepared(connection_, name.c_str(), static_cast<int>(parameters.size()),
                                 letters.pointers.data(), nullptr, nullptr, 0)};
    if (PQresultStatus(answer.get()) == PGRES_FATAL_ERROR || !answer) return fault(answer.get());
    return answer;
  }

  Result<std::string> prepared_as_is(const std::string& sql) {
    auto found = kept_.find(sql);
    if (found != kept_.end()) return found->second;
    std::string name = "w" + std::to_string(kept_.size() + 1);
    Answer answer{PQprepare(connection_, name.c_str(), sql.c_str(), 0, nullptr)};
    if (PQresultStatus(answer.get()) != PGRES_COMMAND_OK) return fault(answer.get());
    kept_.emplace(sql, name);
    return name;
  }

  void cancel() {
    char reason[256];
    PGcancel* request = PQgetCancel(connection_);
    if (request != nullptr) PQcancel(request, reason, sizeof reason);
    PQfreeCancel(request);
  }

  Error fault(const PGresult* answer) {
    const char* field = answer ? PQresultErrorField(answer, PG_DIAG_SQLSTATE) : nullptr;
    std::string state = field ? field : "";
    std::string detail = answer ? PQresultErrorMessage(answer) : PQerrorMessage(connection_);
    if (PQstatus(connection_) != CONNECTION_OK || state.starts_with("57P") ||
        state.starts_with("08") || state.empty()) {
      return unavailable("store.unavailable", detail);
    }
    if (state == "57014") return unavailable("store.out_of_time", detail);
    if (state == "55P03") return unavailable("store.busy", detail);
    if (state.starts_with("53")) return unavailable("store.disk", detail);
    if (state.starts_with("23")) return conflict("store.constraint", {}, detail);
    return internal("store.postgresql", state + " " + detail);
  }

  PGconn* connection_;
  std::string url_;
  std::optional<Moment> moment_;
  std::unordered_map<std::string, std::string> kept_;
};

}  // namespace

Result<std::unique_ptr<Connection>> open_postgresql(const std::string& url, bool read_only) {
  PGconn* handle = PQconnectdb(url.c_str());
  if (PQstatus(handle) != CONNECTION_OK) {
    std::string detail = PQerrorMessage(handle);
    PQfinish(handle);
    return unavailable("store.unavailable", detail);
  }
  PQsetNoticeProcessor(
      handle, [](void*, const char*) {}, nullptr);
  std::unique_ptr<Connection> connection = std::make_unique<Postgres>(handle, url);
  TRY(connection->script("SET lock_timeout = '10s'; SET client_encoding = 'UTF8'"));
  if (read_only) TRY(connection->script("SET default_transaction_read_only = on"));
  return connection;
}

}  // namespace boai::store

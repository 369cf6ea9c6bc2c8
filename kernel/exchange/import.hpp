// Files of people become commands, row by row. An import is a record; the same file twice changes
// nothing; it can be taken back as a whole while nothing stands on it. A file that cannot be read
// to its end is refused before its first row is written.
#pragma once

#include <atomic>
#include <boost/json/fwd.hpp>
#include <optional>

#include "kernel/command/command.hpp"
#include "kernel/exchange/columns.hpp"
#include "kernel/unit/writer.hpp"

namespace boai::exchange {

struct Import {
  Id<Import> id;
  std::int64_t version = 0;
  Id<branch::Branch> branch;
  std::string record_type;
  std::string file;   // the name the person gave it
  std::string batch;  // the command id its rows carry in the journal; also its job's id
  std::string account;
  std::string state;  // running, done, refused, cancelled, failed, interrupted, withdrawn
  std::int64_t rows = 0, created = 0, changed = 0, unchanged = 0, refused = 0;
  Day day;

  static const record::Type& type();
};

struct RowFault {
  std::int64_t row = 0;
  std::string column;
  std::string code;
  std::string detail;
};

struct Tally {
  std::int64_t rows = 0, created = 0, changed = 0, unchanged = 0, refused = 0;
};

struct Report {
  std::int64_t import = 0;
  std::string state = "done";
  Tally tally;
  std::vector<Column> columns;
  std::int64_t header_row = 1;
  std::string encoding;             // of CSV
  std::vector<std::string> sheets;  // of XLSX, the one that was read first
  std::vector<std::vector<std::string>> sample;
  std::vector<RowFault> faults;  // the first errors_max
  std::optional<Error> stopped;  // what ended it before the file did
};
constexpr std::size_t errors_max = 1000;
boost::json::object to_json(const Report& report, bool with_sample = false);

// A fault in Chinese and English, from the pack's table of them; the code itself when it has none.
std::string spoken(const unit::House& house, const std::string& code);

// Where an import happens.
struct Place {
  unit::Writer& writer;
  store::Pool& readers;
  const unit::House& house;
  const Clock& clock;
};

struct Order {
  const record::Type* type = nullptr;
  const command::Type* command = nullptr;
  std::string path;
  std::string name;
  std::string account;
  std::string os_user;
  std::string batch;         // a UUID, made when empty
  std::string refused_path;  // the refused rows go here, sealed; "" for nowhere
  std::string mapping;       // as parse_mapping
  Reading reading;
  std::int64_t chunk = 5000;  // rows a transaction at most; 0: the whole file or nothing
  bool preview = false;
  std::function<void(std::int64_t done, std::int64_t total)> progress;  // rows
  const std::atomic<bool>* cancel = nullptr;
};

// An error when nothing was begun; after that the report says how far it came.
Result<Report> run_import(const Place& place, const Order& order);

// An import whose process died: its state says so, its numbers are what was committed.
Outcome mark_interrupted(unit::Writer& writer, const std::string& batch);

// Removes what the import created; refused when any of it was changed since or stood before.
struct Withdraw {
  static constexpr std::string_view right = "exchange.withdraw";
  Id<Import> import;
  static constexpr auto subject = &Withdraw::import;
  static std::span<const record::Field> fields();
};
Result<Import> handle(unit::Context&, Import, const Withdraw&);

void register_in(record::Registry& types, command::Registry& commands);

}  // namespace boai::exchange

// Files of people become commands, row by row. An import is a record; the same file twice changes
// nothing; it can be taken back as a whole while nothing stands on it.
#pragma once

#include <atomic>
#include <boost/json/fwd.hpp>

#include "kernel/command/command.hpp"
#include "kernel/exchange/rows.hpp"
#include "kernel/unit/writer.hpp"

namespace boai::exchange {

struct Import {
  Id<Import> id;
  std::int64_t version = 0;
  Id<branch::Branch> branch;
  std::string record_type;
  std::string file;   // the name the person gave it
  std::string batch;  // the command id its rows carry in the journal
  std::string account;
  std::string state;  // running, done, withdrawn, failed
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

struct Column {
  std::string header;
  std::string field;  // "" when nothing fits
};

struct Report {
  std::int64_t import = 0;
  std::int64_t rows = 0, created = 0, changed = 0, unchanged = 0, refused = 0;
  std::vector<Column> columns;
  std::vector<std::vector<std::string>> sample;
  std::vector<RowFault> faults;  // the first errors_max
};
constexpr std::size_t errors_max = 1000;
boost::json::object to_json(const Report& report, bool with_sample = false);

struct Order {
  const record::Type* type = nullptr;
  const command::Type* command = nullptr;
  std::string path;
  std::string name;
  std::string account;
  std::string os_user;
  std::string refused_path;   // the refused rows go here as CSV, "" for nowhere
  std::int64_t chunk = 5000;  // rows a transaction, 0 for the whole file
  bool preview = false;
  std::function<void(std::int64_t done, std::int64_t total)> progress;
  const std::atomic<bool>* cancel = nullptr;
};

Result<Report> run_import(unit::Writer& writer, const Order& order);

// Header cells to fields: by name, label, or a known other word.
std::vector<Column> guess(const command::Type& command, const std::vector<std::string>& header);

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

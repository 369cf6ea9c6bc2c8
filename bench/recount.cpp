// Recount of every measure; yardstick: one prepared SELECT a table, stepping the columns that the
// measures read.
#include <boost/json.hpp>

#include "bench/bench.hpp"
#include "bench/serving.hpp"

namespace boai::bench {

namespace {

constexpr const char* columns[] = {
    "SELECT branch, day, person, course, occupation, valid_until FROM training_certificate",
    "SELECT branch, day, person, setting, occupation, passed FROM training_attendance",
};

Result<double> stepped(const Setup& setup, std::int64_t& rows) {
  auto connection = TRY(store::open("sqlite:" + setup.store() + "/boai.sqlite", true));
  auto start = std::chrono::steady_clock::now();
  std::int64_t sum = 0;
  rows = 0;
  for (const char* select : columns) {
    TRY(connection->each(select, {}, [&](const store::RowView& row) {
      for (int column : {0, 1, 2, 5}) sum += row.number(column);
      for (int column : {3, 4}) sum += static_cast<std::int64_t>(row.text(column).size());
      ++rows;
      return true;
    }));
  }
  if (sum == 0) return internal("bench.nothing_stepped");
  return seconds_since(start);
}

}  // namespace

Result<Figures> recount(const Setup& setup) {
  std::int64_t rows = 0;
  double plain = TRY(stepped(setup, rows));
  plain = std::min(plain, TRY(stepped(setup, rows)));
  auto ended = TRY(run_program({setup.server, "measures", "recount", "--json"},
                               environment_of(setup.store(), {})));
  auto found = boost::json::parse(ended.output);
  if (found.at("difference").as_int64() != 0) return internal("bench.difference", ended.output);
  double ours = boost::json::value_to<double>(found.at("seconds"));
  return Figures{{.name = "recount",
                  .unit = "s",
                  .ours = ours,
                  .yardstick = plain,
                  .ratio = plain / ours,
                  .promised = 0.20,
                  .note = std::to_string(rows) + " records, " +
                          std::to_string(ended.resident_max >> 20) + " MB at most"}};
}

}  // namespace boai::bench

// One program for all promises of speed and memory. Each bench measures ours and its yardstick in
// the same run; a promise is a ratio, never a time. Never part of the tests.
#pragma once

#include <chrono>
#include <functional>
#include <string>
#include <vector>

#include "app/wiring.hpp"

namespace boai::bench {

// One line of the answer. `promised` is the least ratio, or the most when `at_most`.
struct Figure {
  std::string name;
  std::string unit;
  double ours = 0;
  double yardstick = 0;
  double ratio = 0;
  double promised = 0;
  bool at_most = false;
  std::string note;

  bool kept() const { return at_most ? ratio <= promised : ratio >= promised; }
};

struct Setup {
  std::string data;        // BOAI_BENCH_DATA
  std::string server;      // the program under test
  std::string postgresql;  // address of a private cluster, "" when there is none
  std::int64_t size = 1'000'000;

  std::string store() const { return data + "/store-" + std::to_string(size); }
  // A province of twice as many people as certificates.
  std::string people() const { return data + "/people-" + std::to_string(size); }
  std::string certificates() const {
    return data + "/certificates-" + std::to_string(size) + ".csv";
  }
};

using Figures = std::vector<Figure>;
using Bench = Result<Figures> (*)(const Setup&);

Result<Figures> list(const Setup&);
Result<Figures> commands(const Setup&);
Result<Figures> commands_postgresql(const Setup&);
Result<Figures> import(const Setup&);
Result<Figures> board(const Setup&);
Result<Figures> recount(const Setup&);
Result<Figures> memory(const Setup&);
Result<Figures> log_integration(const Setup&);
Result<Figures> ledger_gifts(const Setup&);
Result<Figures> ledger_single(const Setup&);
Result<Figures> ledger_postgresql(const Setup&);
Result<Figures> ledger_trace(const Setup&);
Result<Figures> ledger_edges(const Setup&);
Result<Figures> ledger_channel(const Setup&);
Result<Figures> split_targets(const Setup&);
Result<Figures> forecast_cells(const Setup&);
Result<Figures> closing_report(const Setup&);
Result<Figures> briefs_drafted(const Setup&);
Result<Figures> linkage_of_people(const Setup&);
Result<Figures> certificate_codes(const Setup&);
Result<Figures> certificates_issued(const Setup&);
Result<Figures> certificates_checked(const Setup&);
Result<Figures> trainees(const Setup&);

// The stores and files the benches stand on, made once.
Outcome prepare(const Setup&);
Outcome prepare_people(const Setup&);

inline double seconds_since(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

// A rate as a whole number, for the note beside a figure.
inline std::string rounded(double value) {
  return std::to_string(static_cast<std::int64_t>(value));
}

// The value below which `share` of them lie.
double quantile(std::vector<double> values, double share);

}  // namespace boai::bench

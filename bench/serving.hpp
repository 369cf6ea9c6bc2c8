// The server under test on a port of its own.
#pragma once

#include "bench/bench.hpp"
#include "bench/process.hpp"

namespace boai::bench {

struct Serving {
  Running process;
  int port = 0;
};
// `address` as BOAI_DB; "" for the SQLite file in the folder.
Result<Serving> serve(const Setup& setup, const std::string& folder, const std::string& address);

Environment environment_of(const std::string& folder, const std::string& address);

void pause(double seconds);

}  // namespace boai::bench

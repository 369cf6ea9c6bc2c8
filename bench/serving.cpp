#include "bench/serving.hpp"

#include <thread>

namespace boai::bench {

void pause(double seconds) { std::this_thread::sleep_for(std::chrono::duration<double>(seconds)); }

Environment environment_of(const std::string& folder, const std::string& address) {
  return {{"BOAI_DATA", folder},
          {"BOAI_DB", address},
          {"BOAI_NOW", "2026-11-23T04:00:00.000Z"},
          {"BOAI_RATE", "100000000"}};
}

Result<Serving> serve(const Setup& setup, const std::string& folder, const std::string& address) {
  auto process =
      TRY(Running::start({setup.server, "serve", "--port", "0"}, environment_of(folder, address)));
  std::string port = TRY(process.line_after("boai: http://127.0.0.1:"));
  return Serving{std::move(process), std::atoi(port.c_str())};
}

}  // namespace boai::bench

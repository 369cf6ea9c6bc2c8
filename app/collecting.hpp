// Takes in, while the server runs, the exams of trainees who have fallen silent and whose time is
// over. Each node does it; done twice it changes nothing.
#pragma once

#include <chrono>

#include "app/wiring.hpp"

namespace boai::app {

class Collecting {
 public:
  explicit Collecting(App& app) : app_(app) {}
  // Called often; looks every few seconds.
  void tick();

 private:
  App& app_;
  std::chrono::steady_clock::time_point next_;
};

// One look: how many were taken in.
Result<std::int64_t> collect_sittings(App& app);

}  // namespace boai::app

// What is done once a day while the server runs: late classes are put before the next post,
// notices of certificates about to end are written. Each node does it; done again on the same day
// it changes nothing.
#pragma once

#include "app/wiring.hpp"

namespace boai::app {

class Daily {
 public:
  explicit Daily(App& app) : app_(app) {}
  // Called often; does something on the first call of each day.
  void tick();

 private:
  App& app_;
  Day done_;
};

}  // namespace boai::app

// What is done once a day while the server runs: late classes are put before the next post,
// notices of certificates about to end are written. Each node does it; done again on the same day
// it changes nothing.
#pragma once

#include <optional>

#include "app/messaging.hpp"

namespace boai::app {

class Daily {
 public:
  explicit Daily(App& app) : app_(app) {}
  // Called often; begins on the first call of each day and does one piece of it a call.
  void tick();

 private:
  App& app_;
  Day done_;
  std::optional<NoticeRun> notices_;
};

}  // namespace boai::app

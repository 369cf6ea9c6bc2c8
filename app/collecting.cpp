#include "app/collecting.hpp"

#include <spdlog/spdlog.h>

#include <boost/json.hpp>

#include "domains/training/queries/learning.hpp"

namespace boai::app {

Result<std::int64_t> collect_sittings(App& app) {
  std::vector<std::int64_t> silent;
  {
    auto reader = TRY(app.readers->borrow());
    silent = TRY(training::sittings_to_collect(*reader, *app.house, app.clock->now()));
  }
  std::int64_t taken = 0;
  for (std::int64_t sitting : silent) {
    auto done =
        run(app, {"operator"}, "training.collect_sitting", {{"sitting", std::to_string(sitting)}});
    // One that cannot be taken in keeps nobody else waiting.
    if (done.ok()) {
      ++taken;
    } else {
      spdlog::warn("sitting {} {}", sitting, done.error().code);
    }
  }
  return taken;
}

void Collecting::tick() {
  auto now = std::chrono::steady_clock::now();
  if (now < next_) return;
  next_ = now + std::chrono::seconds(5);
  auto taken = collect_sittings(app_);
  if (!taken.ok()) spdlog::error("sittings {}", taken.error().code);
}

}  // namespace boai::app

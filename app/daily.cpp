#include "app/daily.hpp"

#include <spdlog/spdlog.h>

#include <boost/json.hpp>

namespace boai::app {

namespace {

Outcome escalate(App& app) {
  std::int64_t top = TRY(top_society(app));
  if (top == 0) return Done{};
  TRY(run(app, {"operator"}, "training.escalate", {{"branch", std::to_string(top)}}));
  return Done{};
}

}  // namespace

// A day whose work failed counts as done: tomorrow's does the same, and the log says why.
void Daily::tick() {
  Day today = app_.today();
  if (done_ != today) {
    done_ = today;
    Outcome outcome = escalate(app_);
    if (!outcome.ok()) spdlog::error("daily {} {}", outcome.error().code, outcome.error().detail);
    notices_.emplace(app_);
  }
  if (!notices_) return;
  auto more = notices_->batch();
  if (!more.ok()) spdlog::error("daily {} {}", more.error().code, more.error().detail);
  if (!more.ok() || !*more) notices_.reset();
}

}  // namespace boai::app

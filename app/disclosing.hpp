// The transparency log of a running house: the integrator on its thread, and at the end of every
// day a statement for each book and the checkpoint that witnesses are asked to sign.
#pragma once

#include <atomic>
#include <thread>

#include "app/wiring.hpp"
#include "kernel/disclosure/integrator.hpp"

namespace boai::app {

class Disclosing {
 public:
  // The log lies in BOAI_DATA/log; BOAI_ORIGIN names it at the first start.
  static Result<std::unique_ptr<Disclosing>> start(App& app);
  ~Disclosing();

  // States the day before `now` for every book, and keeps the first checkpoint that holds the
  // statements as daily/2026-11-23. Nothing happens twice.
  Outcome end_of_day(Instant now);
  std::uint64_t published() const { return running_->published(); }
  void wake() { running_->wake(); }

 private:
  explicit Disclosing(App& app) : app_(app) {}
  void loop();

  App& app_;
  std::unique_ptr<disclosure::Running> running_;
  disclosure::Statements statements_;
  std::atomic<bool> stopping_{false};
  std::thread thread_;
};

}  // namespace boai::app

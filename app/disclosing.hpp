// The transparency log of a running house: the integrator on its thread, and at the end of every
// day a statement for each book and the checkpoint that witnesses are asked to sign.
#pragma once

#include <atomic>
#include <mutex>
#include <thread>

#include "app/wiring.hpp"
#include "kernel/disclosure/cosigning.hpp"
#include "kernel/disclosure/integrator.hpp"

namespace boai::app {

// To whom the day's checkpoint is taken.
struct Witnessing {
  std::string policy = "quorum none\n";  // C2SP tlog-policy without its log line
  bool wait = false;                     // for the quorum; else an alarm and on
};
// As the pack's disclosure.yaml says. Codes: pack.disclosure.
Result<Witnessing> read_witnessing(const std::string& file);

class Disclosing {
 public:
  // The log lies in BOAI_DATA/log; BOAI_ORIGIN names it at the first start. Codes: pack.disclosure,
  // merkle.policy, and those of the log.
  static Result<std::unique_ptr<Disclosing>> start(App& app);
  static Result<std::unique_ptr<Disclosing>> start(App& app, const Witnessing& witnessing);
  ~Disclosing();

  // States the day before `now` for every book, and keeps the first checkpoint that holds the
  // statements as daily/2026-11-23, with the lines of the witnesses. Nothing happens twice.
  // Codes: disclosure.refused when a book's leaves are not what it holds, disclosure.no_quorum.
  Outcome end_of_day(Instant now);
  std::uint64_t published() const { return running_->published(); }
  void wake() { running_->wake(); }

 private:
  explicit Disclosing(App& app);
  void loop();
  Result<std::string> cosigned(const std::string& checkpoint);

  App& app_;
  disclosure::Folder folder_;
  bool wait_ = false;
  std::optional<disclosure::Cosigning> cosigning_;
  std::unique_ptr<disclosure::Running> running_;
  disclosure::Statements statements_;
  std::mutex lock_;  // one end of the day at a time
  std::atomic<bool> stopping_{false};
  std::thread thread_;
};

}  // namespace boai::app

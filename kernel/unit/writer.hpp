// The one writer: a queue per process. Whatever waits is run in one transaction and answered after
// its commit. Other processes' writers take turns through the database's own lock.
#pragma once

#include <functional>
#include <future>
#include <memory>

#include "kernel/unit/unit.hpp"

namespace boai::unit {

// Run inside the batch. May be run again when a batch has to be repeated, so it keeps no state.
using Job = std::function<Outcome(Batch&)>;

class Writer {
 public:
  struct Options {
    std::string address;
    std::string head_file;  // where the journal's head is kept outside the database
    const House* house = nullptr;
    const Clock* clock = nullptr;
    std::size_t batch_max = 256;
    std::size_t queue_max = 20'000;  // waiting jobs; more are refused: writer.busy
  };
  explicit Writer(Options options);
  ~Writer();

  // Answers after the commit, or with what refused the job. `after` is called on the writer's
  // thread with the answer; nothing blocks while waiting.
  // `trial` asks for what the job is going to ask for (Batch::foresee).
  using Trial = std::function<void(Batch&)>;
  void submit(Job job, std::function<void(Outcome)> after, Trial trial = {});
  // The same for a caller that waits.
  Outcome run(Job job);
  // In a transaction of its own, run once: for a job too long to be run again.
  Outcome run_alone(Job job);

 private:
  struct Waiting;
  struct State;
  void put(Waiting waiting);
  Outcome wait_for(Job job, bool alone);

  std::unique_ptr<State> state_;
};

}  // namespace boai::unit

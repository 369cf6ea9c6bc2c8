#include "kernel/unit/writer.hpp"

#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

namespace boai::unit {

struct Writer::Waiting {
  Job job;
  std::function<void(Outcome)> after;
  bool alone = false;
  Trial trial = {};
};

struct Writer::State {
  Options options;
  std::mutex lock;
  std::condition_variable wake;
  std::deque<Waiting> queue;
  bool stopping = false;
  std::unique_ptr<store::Connection> connection;
  std::future<void> cleaning;  // of the batch before
  std::thread thread;
  std::chrono::steady_clock::time_point last_end;
  std::chrono::steady_clock::duration last_took{};
  std::size_t expected = 1;  // those just answered and those waiting already

  // Clients that wait for their answers before they go on come back in two alternating groups,
  // each half a batch, unless the writer waits a moment for those it has just answered.
  std::vector<Waiting> take() {
    std::unique_lock guard(lock);
    wake.wait(guard, [&] { return stopping || !queue.empty(); });
    wake.wait_until(guard, last_end + last_took / 8,
                    [&] { return stopping || queue.size() >= expected; });
    std::vector<Waiting> taken;
    while (!queue.empty() && taken.size() < options.batch_max) {
      bool alone = queue.front().alone;
      if (alone && !taken.empty()) break;
      taken.push_back(std::move(queue.front()));
      queue.pop_front();
      if (alone) break;
    }
    return taken;
  }

  void loop() {
    for (;;) {
      std::vector<Waiting> taken = take();
      if (taken.empty()) return;
      auto start = std::chrono::steady_clock::now();
      serve(taken);
      std::lock_guard guard(lock);
      last_end = std::chrono::steady_clock::now();
      last_took = last_end - start;
      expected = std::min(options.batch_max, taken.size() + queue.size());
    }
  }

  void serve(std::vector<Waiting>& taken) {
    std::vector<Outcome> answers(taken.size(), Outcome(Done{}));
    Outcome whole = attempt(taken, answers);
    if (!whole.ok() && taken.size() > 1 && whole.error().fault != Fault::unavailable) {
      // One job broke the whole batch: each gets a transaction of its own.
      for (std::size_t index = 0; index < taken.size(); ++index) {
        std::vector<Waiting> one = {taken[index]};
        std::vector<Outcome> answer(1, Outcome(Done{}));
        Outcome alone = attempt(one, answer);
        answers[index] = alone.ok() ? answer[0] : alone;
      }
    } else if (!whole.ok()) {
      for (Outcome& answer : answers) answer = whole;
    }
    for (std::size_t index = 0; index < taken.size(); ++index) {
      taken[index].after(std::move(answers[index]));
    }
  }

  Outcome attempt(std::vector<Waiting>& jobs, std::vector<Outcome>& answers) {
    Outcome outcome = transaction(jobs, answers);
    if (outcome.ok()) return outcome;
    if (connection && !connection->rollback().ok()) connection.reset();
    if (connection && !connection->healthy()) connection.reset();
    return outcome;
  }

  Outcome transaction(std::vector<Waiting>& jobs, std::vector<Outcome>& answers) {
    if (!connection) connection = TRY(store::open(options.address));
    TRY(connection->begin_write());
    auto made = std::make_unique<Batch>(*connection, *options.house, options.clock->now());
    Batch& batch = *made;
    TRY(batch.open());
    TRY(batch.foresee([&] {
      for (const Waiting& each : jobs) {
        if (each.trial) each.trial(batch);
      }
    }));
    for (std::size_t index = 0; index < jobs.size(); ++index) {
      answers[index] = jobs[index].job(batch);
      // A refusal is the job's own affair; a failing store is everybody's.
      if (answers[index].ok()) continue;
      Fault fault = answers[index].error().fault;
      if (fault == Fault::unavailable || fault == Fault::internal) return answers[index];
    }
    TRY(batch.flush());
    TRY(connection->commit());
    // What is committed is done: a head that could not be kept outside only weakens the tail check.
    if (!options.head_file.empty()) {
      static_cast<void>(journal::keep_head(options.head_file, batch.head()).ok());
    }
    // Nobody waits for the memory of a large batch to be given back.
    if (batch.large()) {
      cleaning =
          std::async(std::launch::async, [gone = std::move(made)]() mutable { gone.reset(); });
    }
    return Done{};
  }
};

Writer::Writer(Options options) : state_(new State) {
  state_->options = std::move(options);
  state_->thread = std::thread([state = state_.get()] { state->loop(); });
}

Writer::~Writer() {
  {
    std::lock_guard guard(state_->lock);
    state_->stopping = true;
  }
  state_->wake.notify_all();
  state_->thread.join();
}

void Writer::submit(Job job, std::function<void(Outcome)> after, Trial trial) {
  put({std::move(job), std::move(after), false, std::move(trial)});
}

void Writer::put(Waiting waiting) {
  bool full = false;
  {
    std::lock_guard guard(state_->lock);
    full = state_->queue.size() >= state_->options.queue_max;
    if (!full) state_->queue.push_back(std::move(waiting));
  }
  // Better one clear refusal now than an answer nobody waits for any more.
  if (full) return waiting.after(unavailable("writer.busy"));
  state_->wake.notify_one();
}

Outcome Writer::run(Job job) { return wait_for(std::move(job), false); }
Outcome Writer::run_alone(Job job) { return wait_for(std::move(job), true); }

Outcome Writer::wait_for(Job job, bool alone) {
  std::promise<Outcome> promise;
  auto future = promise.get_future();
  put({std::move(job), [&](Outcome outcome) { promise.set_value(std::move(outcome)); }, alone});
  return future.get();
}

}  // namespace boai::unit

// The one integrator: outbox rows in their order become leaves, tiles and a checkpoint, at most a
// second after the first began to wait. Any number of processes may run one; a lock lets them take
// turns, and each looks again at what is there before it goes on.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <thread>

#include "engines/merkle/statement.hpp"
#include "kernel/disclosure/gate.hpp"
#include "kernel/disclosure/log.hpp"
#include "kernel/disclosure/outbox.hpp"

namespace boai::disclosure {

// Leaves from a place on, in order; at most so many.
using Source =
    std::function<Result<std::vector<std::string>>(std::uint64_t from, std::size_t most)>;

class Integrator {
 public:
  Integrator(Disk& disk, Keys keys, Source source)
      : disk_(disk), keys_(std::move(keys)), source_(std::move(source)) {}

  // Takes in what waits, once. After a failure everything is read anew from the disk, which is
  // the only truth about what was published. How many were taken in.
  Result<std::uint64_t> step();
  std::uint64_t published() const { return published_; }

  static constexpr std::size_t batch_max = 32'768;

 private:
  Result<std::uint64_t> attempt();

  Disk& disk_;
  Keys keys_;
  Source source_;
  std::optional<Log> log_;
  std::uint64_t published_ = 0;
};

// The same on a thread, out of a store into a folder.
class Running {
 public:
  struct Options {
    std::string address;  // of the store
    std::string folder;
    Keys keys;
    std::function<void(const Error&)> alarm;
    std::chrono::milliseconds look_every{200};
  };
  // Makes the log when there is none.
  static Result<std::unique_ptr<Running>> start(Options options);
  ~Running();
  void wake();  // after a commit, so that it need not wait to look
  std::uint64_t published() const { return published_; }

 private:
  explicit Running(Options options) : options_(std::move(options)), folder_(options_.folder) {}
  void loop();
  Result<std::uint64_t> look();
  Outcome same_history(std::uint64_t last);

  Options options_;
  Folder folder_;
  std::unique_ptr<store::Connection> connection_;
  std::unique_ptr<Integrator> integrator_;
  std::atomic<std::uint64_t> published_{0};
  std::mutex lock_;
  std::condition_variable wake_;
  bool stopping_ = false, woken_ = false, compared_ = false;
  std::thread thread_;
};

// The keys of the platform's log under its data folder, made at the first start.
Result<Keys> keys_under(const std::string& data, const std::string& origin);

// What the books hold in this transaction, by fund and unit as leaves write them; nothing for a
// book they do not keep.
using Holdings = std::map<std::pair<std::string, std::string>, std::int64_t>;
using Held = std::function<Result<std::optional<Holdings>>(store::Connection& connection,
                                                           const std::string& book)>;

// Statements of a day, one leaf a book, each in a transaction of its own since it names the place
// where it stands. Keeps what it has read; feed it from one thread.
class Statements {
 public:
  // The rows written. A book stated for that day already is passed over. A book whose leaves do not
  // add up to what it holds is refused by the gate; the others are stated, and its error returned.
  Result<std::vector<std::int64_t>> state(store::Connection& connection, Day day, Instant now,
                                          const Held& held = {});

 private:
  Outcome catch_up(store::Connection& connection);
  Result<std::int64_t> state_book(store::Connection& connection, const std::string& book, Day day,
                                  Instant now, const Held& held);
  Outcome through_the_gate(store::Connection& connection, const std::string& book,
                           const Held& held) const;
  Result<std::uint64_t> end_of(store::Connection& connection, Day day);

  merkle::Adding adding_;
  std::uint64_t searched_ = 0;  // no day that is still to be stated ends before this leaf
};

}  // namespace boai::disclosure

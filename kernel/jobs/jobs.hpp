// Work that goes on after its answer: whose it is, how far it is, what came of it. Kept in the
// store, its result sealed, so that it outlives the process; a job whose process died says so.
#pragma once

#include <atomic>
#include <boost/json.hpp>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "base/crypto/seal.hpp"
#include "kernel/unit/writer.hpp"

namespace boai::jobs {

struct Job {
  std::string id;                 // a UUID
  std::string kind;               // import, preview
  std::string type;               // the record type it is about
  std::string account;            // nobody else sees it
  std::string state = "running";  // done, refused, cancelled, failed, interrupted
  std::int64_t done = 0, total = 0;
  Instant started, ended;
  std::string process;
  std::string result;  // JSON, sealed where it is kept
};
boost::json::object to_json(const Job& job);

// What the work sees of its job; any thread may look at it.
struct Running {
  std::atomic<std::int64_t> done{0}, total{0};
  std::atomic<bool> cancel{false};
};

struct Ended {
  std::string state;
  boost::json::object result;
};
using Work = std::function<Ended(Running&)>;

class Desk {
 public:
  struct Options {
    unit::Writer* writer = nullptr;
    store::Pool* readers = nullptr;
    const Clock* clock = nullptr;
    std::shared_ptr<const crypto::KeyRing> keys;
    std::string folder;  // where the processes' locks lie
  };
  explicit Desk(Options options);
  ~Desk();  // stops what runs and waits for it
  Desk(const Desk&) = delete;
  Desk& operator=(const Desk&) = delete;

  // `after` hears the end on the job's thread. Codes: job.too_many.
  Outcome begin(Job job, Work work, std::function<void(const Job&)> after = {});
  // In this thread, for the command line.
  Result<Ended> run(Job job, const Work& work);

  // Codes: job.not_found, for another's job too.
  Result<Job> find(const std::string& account, const std::string& id);
  Result<std::vector<Job>> list(const std::string& account);
  Outcome cancel(const std::string& account, const std::string& id);

  // Marks what dead processes left running; `dead` hears of each. Forgets what ended long ago;
  // `forgotten` hears of those.
  using Hear = std::function<void(const std::string& id)>;
  Outcome sweep(const Hear& dead, const Hear& forgotten);

  // Every change of a job, for its owner.
  void announce(std::function<void(const Job&)> publish);

 private:
  struct Live;
  Outcome open(Job& job);
  Job settle(const Live& live, Ended ended);
  void reap();
  void tick();
  void tell(const Live& live);
  void keep_progress(const std::shared_ptr<Live>& live);
  bool alive(const std::string& process, Instant seen) const;
  Result<std::vector<Job>> read(const std::string& where, const std::vector<store::Value>& values);
  Result<std::vector<Job>> read_once(const std::string& where,
                                     const std::vector<store::Value>& values,
                                     bool& ended_meanwhile);
  Outcome lock_process();

  Options options_;
  std::string process_;
  int lock_file_ = -1;
  std::mutex lock_;
  std::map<std::string, std::shared_ptr<Live>> running_;
  std::vector<std::pair<std::thread, std::shared_ptr<Live>>> threads_;
  std::function<void(const Job&)> publish_;
  std::atomic<bool> stopping_{false};
  std::thread ticker_;
};

}  // namespace boai::jobs

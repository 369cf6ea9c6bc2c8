#include "kernel/jobs/jobs.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>

#include "base/crypto/digest.hpp"

namespace boai::jobs {

namespace json = boost::json;
using store::Value;

namespace {

constexpr std::string_view place = "job.result";
constexpr std::size_t running_max = 4;  // at once in one process
constexpr std::int64_t list_max = 50;
constexpr std::int64_t kept_days = 30;
constexpr std::int64_t silent_ms = 120'000;  // a process elsewhere that says nothing for so long
constexpr auto beat = std::chrono::milliseconds(250);

}  // namespace

struct Desk::Live {
  Job job;
  Running running;
  std::atomic<bool> keeping{false}, over{false};
  int beats = 0;

  Job now() const {
    Job copy = job;
    copy.done = running.done;
    copy.total = running.total;
    return copy;
  }
};

json::object to_json(const Job& job) {
  json::value result = nullptr;
  if (!job.result.empty()) result = json::parse(job.result);
  json::object object{{"id", job.id},
                      {"kind", job.kind},
                      {"type", job.type},
                      {"state", job.state},
                      {"done", job.done},
                      {"total", job.total},
                      {"started", to_text(job.started)},
                      {"ended", job.ended ? json::value(to_text(job.ended)) : json::value(nullptr)},
                      {"result", std::move(result)}};
  if (object["result"].is_object()) {
    if (auto* error = object["result"].get_object().if_contains("error")) object["error"] = *error;
  }
  return object;
}

Desk::Desk(Options options)
    : options_(std::move(options)), process_(crypto::uuid4()), publish_([](const Job&) {}) {}

Desk::~Desk() {
  stopping_ = true;
  {
    std::lock_guard guard(lock_);
    for (auto& [id, live] : running_) live->running.cancel = true;
  }
  for (auto& [thread, live] : threads_) thread.join();
  if (ticker_.joinable()) ticker_.join();
  if (lock_file_ < 0) return;
  std::filesystem::remove(options_.folder + "/" + process_ + ".lock");
  ::close(lock_file_);
}

// The lock falls with the process, however it ends: that is how others know.
Outcome Desk::lock_process() {
  if (lock_file_ >= 0) return Done{};
  std::error_code fault;
  std::filesystem::create_directories(options_.folder, fault);
  std::string path = options_.folder + "/" + process_ + ".lock";
  lock_file_ = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (lock_file_ < 0 || ::flock(lock_file_, LOCK_EX | LOCK_NB) != 0) {
    return unavailable("job.lock", path);
  }
  ticker_ = std::thread([this] {
    while (!stopping_) {
      std::this_thread::sleep_for(beat);
      tick();
    }
  });
  return Done{};
}

bool Desk::alive(const std::string& process, Instant seen) const {
  if (process == process_) return false;  // ours are in memory; this one is not
  std::string path = options_.folder + "/" + process + ".lock";
  int file = ::open(path.c_str(), O_RDWR | O_CLOEXEC);
  if (file < 0) return options_.clock->now().milliseconds - seen.milliseconds < silent_ms;
  bool dead = ::flock(file, LOCK_EX | LOCK_NB) == 0;
  ::close(file);  // the lock's file stays until the sweep has written the death down
  return !dead;
}

Outcome Desk::open(Job& job) {
  job.process = process_;
  job.started = options_.clock->now();
  return options_.writer->run([&](unit::Batch& batch) {
    std::vector<Value> values = {job.id,
                                 job.kind,
                                 job.type,
                                 job.account,
                                 job.state,
                                 job.started.milliseconds,
                                 job.started.milliseconds,
                                 job.process};
    return batch.connection().run(
        "INSERT INTO job (id, kind, type, account, state, done, total, started, seen, ended, "
        "process, cancel, result) VALUES (?, ?, ?, ?, ?, 0, 0, ?, ?, 0, ?, 0, '')",
        values);
  });
}

// The end of a job, written down even if the store comes back a minute later; after that the
// next sweep calls it interrupted.
Job Desk::settle(const Live& live, Ended ended) {
  Job job = live.now();
  job.state = ended.state;
  job.result = json::serialize(ended.result);
  job.ended = options_.clock->now();
  std::string sealed = options_.keys->seal(job.result, place);
  auto write = [&](unit::Batch& batch) {
    std::vector<Value> values = {job.state, job.done, job.total, job.ended.milliseconds,
                                 sealed,    job.id};
    return batch.connection().run(
        "UPDATE job SET state = ?, done = ?, total = ?, ended = ?, result = ? WHERE id = ?",
        values);
  };
  Outcome written = options_.writer->run(write);
  for (int tries = 0; !written.ok() && tries < 60 && !stopping_; ++tries) {
    std::this_thread::sleep_for(std::chrono::seconds(1));
    written = options_.writer->run(write);
  }
  std::lock_guard guard(lock_);
  running_.erase(job.id);
  publish_(job);
  return job;
}

void Desk::reap() {
  std::erase_if(threads_, [](auto& each) {
    bool over = each.second->over;
    if (over) each.first.join();
    return over;
  });
}

Outcome Desk::begin(Job job, Work work, std::function<void(const Job&)> after) {
  auto live = std::make_shared<Live>();
  {
    std::lock_guard guard(lock_);
    reap();
    if (running_.size() >= running_max) return unavailable("job.too_many");
    TRY(lock_process());
    live->job = job;
    running_[job.id] = live;
  }
  Outcome opened = open(live->job);
  std::lock_guard guard(lock_);
  if (!opened.ok()) {
    running_.erase(job.id);
    return opened;
  }
  std::thread thread([this, live, work = std::move(work), after = std::move(after)] {
    Job ended = settle(*live, work(live->running));
    if (after) after(ended);
    live->over = true;
  });
  threads_.emplace_back(std::move(thread), live);
  return Done{};
}

Result<Ended> Desk::run(Job job, const Work& work) {
  auto live = std::make_shared<Live>();
  live->job = job;
  {
    std::lock_guard guard(lock_);
    TRY(lock_process());
    running_[job.id] = live;
  }
  Outcome opened = open(live->job);
  if (!opened.ok()) {
    std::lock_guard guard(lock_);
    running_.erase(job.id);
    return opened.error();
  }
  Ended ended = work(live->running);
  settle(*live, ended);
  return ended;
}

// Four times a second to the owner's open page, once a second to the store.
void Desk::tick() {
  std::vector<std::shared_ptr<Live>> all;
  {
    std::lock_guard guard(lock_);
    for (auto& [id, live] : running_) {
      all.push_back(live);
      publish_(live->now());
    }
  }
  for (auto& live : all) {
    if (++live->beats % 4 == 0) keep_progress(live);
  }
}

void Desk::keep_progress(const std::shared_ptr<Live>& live) {
  if (live->keeping.exchange(true)) return;  // the last one still waits for the writer
  Job job = live->now();
  auto write = [live, job, now = options_.clock->now()](unit::Batch& batch) -> Outcome {
    std::vector<Value> values = {job.done, job.total, now.milliseconds, job.id};
    TRY(batch.connection().run("UPDATE job SET done = ?, total = ?, seen = ? WHERE id = ?",
                               values));
    Value id[] = {job.id};
    std::int64_t cancel = TRY(batch.connection().number("SELECT cancel FROM job WHERE id = ?", id));
    if (cancel != 0) live->running.cancel = true;
    return Done{};
  };
  options_.writer->submit(write, [live](Outcome) { live->keeping = false; });
}

// A job of ours that ended between the store's answer and our own list is asked for again.
Result<std::vector<Job>> Desk::read(const std::string& where, const std::vector<Value>& values) {
  bool ended_meanwhile = false;
  auto jobs = TRY(read_once(where, values, ended_meanwhile));
  if (ended_meanwhile) return read_once(where, values, ended_meanwhile);
  return jobs;
}

Result<std::vector<Job>> Desk::read_once(const std::string& where, const std::vector<Value>& values,
                                         bool& ended_meanwhile) {
  std::vector<Job> jobs;
  std::vector<Instant> seen;
  auto reader = TRY(options_.readers->borrow());
  TRY(reader->each(
      "SELECT id, kind, type, account, state, done, total, started, ended, process, result, seen "
      "FROM job WHERE " +
          where,
      values, [&](const store::RowView& row) {
        Job job{.id = std::string(row.text(0)),
                .kind = std::string(row.text(1)),
                .type = std::string(row.text(2)),
                .account = std::string(row.text(3)),
                .state = std::string(row.text(4)),
                .done = row.number(5),
                .total = row.number(6),
                .started = {row.number(7)},
                .ended = {row.number(8)},
                .process = std::string(row.text(9)),
                .result = {}};
        auto opened = options_.keys->open(row.text(10), place);
        if (opened.ok()) job.result = *opened;
        seen.push_back({row.number(11)});
        jobs.push_back(std::move(job));
        return true;
      }));
  std::lock_guard guard(lock_);
  for (std::size_t at = 0; at < jobs.size(); ++at) {
    Job& job = jobs[at];
    auto here = running_.find(job.id);
    if (here != running_.end()) {
      job = here->second->now();
    } else if (job.state == "running" && !alive(job.process, seen[at])) {
      job.state = "interrupted";
      ended_meanwhile |= job.process == process_;
    }
  }
  return jobs;
}

Result<Job> Desk::find(const std::string& account, const std::string& id) {
  auto found = TRY(read("id = ? AND account = ?", {id, account}));
  if (found.empty()) return not_found("job.not_found");
  return found[0];
}

Result<std::vector<Job>> Desk::list(const std::string& account) {
  return read("account = ? ORDER BY started DESC, id LIMIT ?", {account, list_max});
}

Outcome Desk::cancel(const std::string& account, const std::string& id) {
  Job job = TRY(find(account, id));
  if (job.state != "running") return conflict("job.ended");
  {
    std::lock_guard guard(lock_);
    auto here = running_.find(id);
    if (here != running_.end()) here->second->running.cancel = true;
  }
  return options_.writer->run([&](unit::Batch& batch) {
    Value values[] = {id};
    return batch.connection().run("UPDATE job SET cancel = 1 WHERE id = ?", values);
  });
}

Outcome Desk::sweep(const Hear& dead, const Hear& forgotten) {
  std::vector<std::string> lost, old, locks;
  for (const Job& job : TRY(read("state = 'running'", {}))) {
    if (job.state != "interrupted") continue;
    lost.push_back(job.id);
    locks.push_back(options_.folder + "/" + job.process + ".lock");
  }
  Instant now = options_.clock->now();
  std::int64_t before = now.milliseconds - kept_days * 24 * 3600 * 1000;
  {
    auto reader = TRY(options_.readers->borrow());
    Value values[] = {before};
    TRY(reader->each("SELECT id FROM job WHERE ended > 0 AND ended < ?", values,
                     [&](const store::RowView& row) {
                       old.emplace_back(row.text(0));
                       return true;
                     }));
  }
  if (!lost.empty() || !old.empty()) {
    TRY(options_.writer->run([&](unit::Batch& batch) -> Outcome {
      for (const std::string& id : lost) {
        Value values[] = {now.milliseconds, id};
        TRY(batch.connection().run(
            "UPDATE job SET state = 'interrupted', ended = ? WHERE id = ? AND state = 'running'",
            values));
      }
      for (const std::string& id : old) {
        Value values[] = {id};
        TRY(batch.connection().run("DELETE FROM job WHERE id = ?", values));
      }
      return Done{};
    }));
  }
  for (const std::string& lock : locks) ::unlink(lock.c_str());
  for (const std::string& id : lost) dead(id);
  for (const std::string& id : old) forgotten(id);
  return Done{};
}

void Desk::announce(std::function<void(const Job&)> publish) {
  std::lock_guard guard(lock_);
  publish_ = std::move(publish);
}

}  // namespace boai::jobs

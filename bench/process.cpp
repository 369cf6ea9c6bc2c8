#include "bench/process.hpp"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <thread>

#include "bench/bench.hpp"

namespace boai::bench {

namespace {

// The child's end of the pipe is its standard output.
pid_t spawn(const std::vector<std::string>& words, const Environment& environment, int output) {
  std::vector<char*> pointers;
  for (const std::string& word : words) pointers.push_back(const_cast<char*>(word.c_str()));
  pointers.push_back(nullptr);
  pid_t id = ::fork();
  if (id != 0) return id;
  for (const auto& [name, value] : environment) ::setenv(name.c_str(), value.c_str(), 1);
  ::dup2(output, STDOUT_FILENO);
  ::execvp(pointers[0], pointers.data());
  ::_exit(127);
}

// One line of /proc/ID/status, in bytes.
std::int64_t status_of(pid_t id, const std::string& name) {
  std::ifstream status("/proc/" + std::to_string(id) + "/status");
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with(name)) return std::stoll(line.substr(name.size())) * 1024;
  }
  return 0;
}

// The largest resident size so far, looked at until told to stop. wait4's figure would not do: it
// begins with the size of the process that forked, which is ours.
class HighWater {
 public:
  explicit HighWater(pid_t id) : thread_([this, id] { watch(id); }) {}
  std::int64_t stop() {
    stopping_ = true;
    thread_.join();
    return most_;
  }

 private:
  void watch(pid_t id) {
    while (!stopping_) {
      most_ = std::max(most_, status_of(id, "VmHWM:"));
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
  }

  std::atomic<bool> stopping_{false};
  std::int64_t most_ = 0;
  std::thread thread_;
};

}  // namespace

Result<Ended> run_program(const std::vector<std::string>& words, const Environment& environment) {
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) return unavailable("bench.pipe");
  auto start = std::chrono::steady_clock::now();
  pid_t id = spawn(words, environment, ends[1]);
  ::close(ends[1]);
  HighWater high_water(id);
  Ended ended;
  char piece[4096];
  for (ssize_t got = 0; (got = ::read(ends[0], piece, sizeof piece)) > 0;) {
    ended.output.append(piece, static_cast<std::size_t>(got));
  }
  ::close(ends[0]);
  int state = 0;
  ended.resident_max = high_water.stop();
  ::waitpid(id, &state, 0);
  ended.code = WIFEXITED(state) ? WEXITSTATUS(state) : 128;
  ended.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  if (ended.code == 127) return unavailable("bench.no_program", words[0]);
  return ended;
}

Result<Running> Running::start(const std::vector<std::string>& words,
                               const Environment& environment) {
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) return unavailable("bench.pipe");
  pid_t id = spawn(words, environment, ends[1]);
  ::close(ends[1]);
  if (id < 0) return unavailable("bench.fork");
  return Running(id, ends[0]);
}

Running::Running(Running&& other) noexcept
    : id_(std::exchange(other.id_, 0)), output_(std::exchange(other.output_, -1)) {}

Running::~Running() {
  if (id_ == 0) return;
  ::kill(id_, SIGTERM);
  ::waitpid(id_, nullptr, 0);
  ::close(output_);
}

Result<std::string> Running::line_after(const std::string& beginning) {
  std::string line;
  for (char letter = 0; ::read(output_, &letter, 1) == 1;) {
    if (letter != '\n') {
      line += letter;
      continue;
    }
    if (line.starts_with(beginning)) return line.substr(beginning.size());
    line.clear();
  }
  return unavailable("bench.ended_early", beginning);
}

std::int64_t Running::resident() const { return status_of(id_, "VmRSS:"); }

double fsyncs_a_second(const std::string& folder) {
  std::string path = folder + "/flush", page(4096, 'x');
  int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
  auto start = std::chrono::steady_clock::now();
  int count = 0;
  while (seconds_since(start) < 1.0) {
    if (::pwrite(file, page.data(), page.size(), 0) < 0 || ::fsync(file) != 0) break;
    ++count;
  }
  double seconds = seconds_since(start);
  ::close(file);
  std::filesystem::remove(path);
  return count / seconds;
}

}  // namespace boai::bench

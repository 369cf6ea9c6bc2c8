#include "bench/process.hpp"

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <fstream>

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

}  // namespace

Result<Ended> run_program(const std::vector<std::string>& words, const Environment& environment) {
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) return unavailable("bench.pipe");
  auto start = std::chrono::steady_clock::now();
  pid_t id = spawn(words, environment, ends[1]);
  ::close(ends[1]);
  Ended ended;
  char piece[4096];
  for (ssize_t got = 0; (got = ::read(ends[0], piece, sizeof piece)) > 0;) {
    ended.output.append(piece, static_cast<std::size_t>(got));
  }
  ::close(ends[0]);
  int state = 0;
  rusage used{};
  ::wait4(id, &state, 0, &used);
  ended.code = WIFEXITED(state) ? WEXITSTATUS(state) : 128;
  ended.resident_max = used.ru_maxrss * 1024;
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

std::int64_t Running::resident() const {
  std::ifstream status("/proc/" + std::to_string(id_) + "/status");
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with("VmRSS:")) return std::stoll(line.substr(6)) * 1024;
  }
  return 0;
}

}  // namespace boai::bench

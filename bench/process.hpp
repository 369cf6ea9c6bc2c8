// Programs the benches start: the server, the command line, nginx, sqlite3, pgbench.
#pragma once

#include <sys/types.h>

#include <map>
#include <string>
#include <vector>

#include "base/result.hpp"

namespace boai::bench {

using Environment = std::map<std::string, std::string>;

struct Ended {
  int code = 0;
  double seconds = 0;
  std::int64_t resident_max = 0;  // bytes, by the kernel's own account
  std::string output;
};
// Runs to the end; what it prints is returned, what it complains about is shown.
Result<Ended> run_program(const std::vector<std::string>& words, const Environment& environment);

// A program that keeps running; ended by its own id on destruction.
class Running {
 public:
  static Result<Running> start(const std::vector<std::string>& words,
                               const Environment& environment);
  Running(Running&& other) noexcept;
  ~Running();
  // The rest of the first line that begins so; waits for it.
  Result<std::string> line_after(const std::string& beginning);
  std::int64_t resident() const;  // bytes now
  pid_t id() const { return id_; }

 private:
  Running(pid_t id, int output) : id_(id), output_(output) {}
  pid_t id_ = 0;
  int output_ = -1;
};

// One page written over and flushed, again and again, for a second.
double fsyncs_a_second(const std::string& folder);

}  // namespace boai::bench

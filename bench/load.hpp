// The load tool, the same one for the server and for its yardstick: one thread, so many keep-alive
// connections, each with one request under way.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "base/result.hpp"

namespace boai::bench {

struct Load {
  int port = 0;
  int connections = 1;
  double seconds = 1;
  std::function<std::string()> next;  // the whole text of the next request
};

struct Tally {
  std::int64_t answers = 0;
  std::int64_t refused = 0;  // answers outside 2xx
  double seconds = 0;
  std::vector<double> waits;  // seconds of each answer
  std::string first_refusal;

  double a_second() const { return static_cast<double>(answers) / seconds; }
};
Result<Tally> run_load(const Load& load);

struct Answer {
  int status = 0;
  std::string head;
  std::string body;
};
Result<Answer> ask(int port, const std::string& request);

// Logged in at a running server.
struct Session {
  int port = 0;
  std::string cookie;
  std::string csrf;

  std::string get(const std::string& path) const;
  std::string post(const std::string& path, const std::string& body) const;
};
// The account's password stands in demo-accounts.tsv of the data folder.
Result<Session> log_in(int port, const std::string& data, const std::string& account);

}  // namespace boai::bench

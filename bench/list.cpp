// JSON list of 50 records, logged in, filtered by right, 64 connections, no response cache;
// yardstick: nginx with as many workers as our threads giving the same bytes from a file.
#include <filesystem>
#include <fstream>

#include "bench/bench.hpp"
#include "bench/load.hpp"
#include "bench/serving.hpp"
#include "kernel/http/server.hpp"

namespace boai::bench {

namespace {

constexpr int connections = 64;
constexpr double a_round = 3;
constexpr int rounds = 3;

Result<Running> start_nginx(const std::string& folder, int port, const std::string& body) {
  std::filesystem::create_directories(folder);
  std::ofstream(folder + "/list.json") << body;
  int workers = http::Options{}.threads;
  std::ofstream(folder + "/nginx.conf")
      << "daemon off;\nworker_processes " << workers << ";\npid " << folder
      << "/pid;\nerror_log stderr crit;\nuser root;\nevents { worker_connections 1024; }\n"
      << "http {\n  access_log off; sendfile on; tcp_nopush on; tcp_nodelay on;\n"
      << "  keepalive_requests 100000000; open_file_cache max=10;\n"
      << "  types { application/json json; }\n"
      << "  server { listen 127.0.0.1:" << port << "; root " << folder << "; }\n}\n";
  return Running::start({"nginx", "-e", "stderr", "-p", folder, "-c", folder + "/nginx.conf"}, {});
}

Result<double> best_of(int port, const std::string& request, double best) {
  Tally tally = TRY(run_load({port, connections, a_round, [&] { return request; }}));
  if (tally.refused > 0) return internal("bench.refused", tally.first_refusal);
  return std::max(best, tally.a_second());
}

Result<Figure> against_nginx(const Setup& setup, const Serving& serving,
                             const std::string& account) {
  Session session = TRY(log_in(serving.port, setup.store(), account));
  std::string request = session.get("/api/records/training.certificate?limit=50");
  Answer answer = TRY(ask(serving.port, request));
  if (answer.status != 200) return internal("bench.list", answer.body);
  int port = serving.port + 1;
  std::string folder = setup.data + "/nginx";
  auto nginx = TRY(start_nginx(folder, port, answer.body));
  std::string plain = "GET /list.json HTTP/1.1\r\nHost: bench\r\n\r\n";
  for (int tries = 0; tries < 50 && !ask(port, plain).ok(); ++tries) pause(0.1);
  double ours = 0, theirs = 0;
  for (int round = 0; round < rounds; ++round) {
    theirs = TRY(best_of(port, plain, theirs));
    ours = TRY(best_of(serving.port, request, ours));
  }
  return Figure{.name = "list as " + account,
                .unit = "answers/s",
                .ours = ours,
                .yardstick = theirs,
                .ratio = ours / theirs,
                .promised = 0.10,
                .note = std::to_string(answer.body.size()) + " bytes"};
}

}  // namespace

Result<Figures> list(const Setup& setup) {
  auto serving = TRY(serve(setup, setup.store(), {}));
  Figures figures;
  for (const char* account : {"county-320102", "city-3201", "planner"}) {
    figures.push_back(TRY(against_nginx(setup, serving, account)));
  }
  return figures;
}

}  // namespace boai::bench

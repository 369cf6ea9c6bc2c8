// The plan board over HTTP; yardstick: the same numbers by GROUP BY over the records, one prepared
// statement a measure, on a connection of its own with a warm cache.
#include "bench/bench.hpp"
#include "bench/load.hpp"
#include "bench/serving.hpp"

namespace boai::bench {

using store::Value;

namespace {

constexpr int asked = 400;
constexpr double p99_promised_ms = 20;

struct Waits {
  double middle = 0;
  double p99 = 0;
};

Result<Waits> wait_for(const Serving& serving, const std::vector<std::string>& requests) {
  std::size_t next = 0;
  std::vector<double> waits;
  Load load{serving.port, 1, 600, [&] { return requests[next++ % requests.size()]; }};
  load.seconds = 0.2;
  auto start = std::chrono::steady_clock::now();
  while (waits.size() < asked && (waits.size() < 3 || seconds_since(start) < 30)) {
    Tally tally = TRY(run_load(load));
    if (tally.refused > 0) return internal("bench.board", tally.first_refusal);
    waits.insert(waits.end(), tally.waits.begin(), tally.waits.end());
  }
  return Waits{quantile(waits, 0.5), quantile(waits, 0.99)};
}

// Every measured row of the board, straight from the records below one region.
constexpr const char* one_region[] = {
    "SELECT count(*) FROM training_attendance r JOIN network_society s ON s.id = r.branch WHERE "
    "s.path >= ? AND s.path < ? AND r.passed = 1 AND r.day BETWEEN 20250101 AND 20251231 "
    "GROUP BY r.day / 10000",
    "SELECT count(DISTINCT r.person) FROM training_attendance r JOIN network_society s ON s.id = "
    "r.branch WHERE s.path >= ? AND s.path < ? AND r.passed = 1 AND r.day <= 20251231",
    "SELECT count(DISTINCT r.person) FROM training_certificate r JOIN network_society s ON s.id = "
    "r.branch WHERE s.path >= ? AND s.path < ? AND r.day <= 20251231",
    "SELECT count(DISTINCT r.person) FROM training_certificate r JOIN network_society s ON s.id = "
    "r.branch WHERE s.path >= ? AND s.path < ? AND r.day BETWEEN 20250101 AND 20251231 "
    "GROUP BY r.day / 10000",
    "SELECT count(DISTINCT r.person) FROM training_certificate r JOIN network_society s ON s.id = "
    "r.branch WHERE s.path >= ? AND s.path < ? AND r.day BETWEEN 20210101 AND 20251231",
    "SELECT count(*) FROM training_certificate r JOIN network_society s ON s.id = r.branch WHERE "
    "s.path >= ? AND s.path < ? AND r.day <= 20251231 AND r.valid_until >= 20251231",
    "SELECT count(*) FROM network_society WHERE path >= ? AND path < ? AND level = 'grassroots' "
    "AND since <= 20251231 AND (until IS NULL OR until >= 20251231)",
};

// Holders of the plan by the month of their first certificate, at all three levels.
constexpr const char* all_regions =
    "SELECT a.id, f.first / 100, count(*) FROM (SELECT r.person, p.id AS above, min(r.day) AS "
    "first "
    "FROM training_certificate r JOIN network_society s ON s.id = r.branch JOIN network_society p "
    "ON s.path >= p.path AND s.path < rtrim(p.path, '/') || '0' AND p.level <> 'grassroots' "
    "WHERE r.day BETWEEN 20210101 AND 20251231 GROUP BY r.person, p.id) f "
    "JOIN network_society a ON a.id = f.above GROUP BY a.id, f.first / 100";

Result<double> group_by(const Setup& setup, const std::vector<std::string>& questions,
                        std::span<const Value> values) {
  auto connection = TRY(store::open("sqlite:" + setup.store() + "/boai.sqlite", true));
  auto start = std::chrono::steady_clock::now();
  for (const std::string& question : questions) TRY(connection->run(question, values));
  return seconds_since(start);
}

Figure ratio_of(const char* name, double slow, const Waits& ours) {
  return {.name = name,
          .unit = "ms",
          .ours = ours.middle * 1000,
          .yardstick = slow * 1000,
          .ratio = slow / ours.middle,
          .promised = 1000};
}

Figure p99_of(const char* name, const Waits& ours) {
  return {.name = name,
          .unit = "ms p99",
          .ours = ours.p99 * 1000,
          .yardstick = p99_promised_ms,
          .ratio = ours.p99 * 1000 / p99_promised_ms,
          .promised = 1,
          .at_most = true};
}

}  // namespace

Result<Figures> board(const Setup& setup) {
  auto connection = TRY(store::open("sqlite:" + setup.store() + "/boai.sqlite", true));
  std::string path;
  TRY(connection->each("SELECT path FROM network_society WHERE code = '32'", {},
                       [&](const store::RowView& row) {
                         path = std::string(row.text(0));
                         return false;
                       }));
  std::string end = path;
  end.back() = '0';
  Value values[] = {path, end};
  std::vector<std::string> questions(std::begin(one_region), std::end(one_region));
  double slow_region = TRY(group_by(setup, questions, values));
  double slow_all = TRY(group_by(setup, {all_regions}, {}));

  auto serving = TRY(serve(setup, setup.store(), {}));
  Session session = TRY(log_in(serving.port, setup.store(), "planner"));
  std::vector<std::string> boards, drills, now;
  for (const char* region : {"32", "3201", "320102"}) {
    boards.push_back(
        session.get("/api/plans/jiangsu-2021-2025/indicators?region=" + std::string(region)));
    now.push_back(
        session.get("/api/plans/jiangsu-2026-2030/indicators?region=" + std::string(region)));
  }
  for (const char* indicator : {"FA-06", "FA-02", "FA-05"}) {
    drills.push_back(session.get("/api/plans/jiangsu-2021-2025/indicators/" +
                                 std::string(indicator) + "?regions=all&grain=month"));
  }
  Waits region = TRY(wait_for(serving, boards));
  Waits running = TRY(wait_for(serving, now));
  Waits all = TRY(wait_for(serving, drills));
  return Figures{ratio_of("board, one region", slow_region, region),
                 p99_of("board, one region", region),
                 p99_of("board, one region, plan under way", running),
                 ratio_of("board, 109 regions x 60 months", slow_all, all),
                 p99_of("board, 109 regions x 60 months", all)};
}

}  // namespace boai::bench

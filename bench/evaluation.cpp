// A closing report over all rows of the plan: taken as of today, scored, saved, and read back
// whole.
#include <boost/json.hpp>
#include <filesystem>

#include "base/crypto/digest.hpp"
#include "bench/bench.hpp"
#include "bench/load.hpp"
#include "bench/serving.hpp"
#include "kernel/store/store.hpp"

namespace boai::bench {

namespace json = boost::json;

namespace {

constexpr int reports = 5;

Result<double> one_report(int port, const Session& session, std::int64_t branch, int number) {
  json::object body{{"id", crypto::uuid4()},       {"branch", std::to_string(branch)},
                    {"plan", "jiangsu-2021-2025"}, {"kind", "closing"},
                    {"year", 2021 + number},       {"as_of", "2026-11-23"},
                    {"title", "closing report"}};
  auto start = std::chrono::steady_clock::now();
  Answer opened =
      TRY(ask(port, session.post("/api/commands/evaluation.open", json::serialize(body))));
  if (opened.status != 200) return internal("bench.evaluation", opened.body);
  std::string id(json::parse(opened.body).at("subject").as_string());
  Answer report = TRY(ask(port, session.get("/api/evaluations/" + id)));
  if (report.status != 200) return internal("bench.evaluation", report.body);
  if (json::parse(report.body).at("rows").as_array().size() != 159) {
    return internal("bench.evaluation", "not every row");
  }
  return seconds_since(start);
}

}  // namespace

Result<Figures> closing_report(const Setup& setup) {
  std::string folder = setup.data + "/evaluation";
  std::filesystem::remove_all(folder);
  std::filesystem::create_directories(folder);
  Environment environment = environment_of(folder, "");
  Ended made = TRY(run_program({setup.server, "setup", "demo-small"}, environment));
  if (made.code != 0) return internal("bench.demo", made.output);
  auto serving = TRY(serve(setup, folder, ""));
  auto connection = TRY(store::open("sqlite:" + folder + "/boai.sqlite", true));
  std::int64_t branch = TRY(connection->number("SELECT id FROM network_society WHERE code = '32'"));
  Session session = TRY(log_in(serving.port, folder, "planner"));
  std::vector<double> seconds;
  for (int number = 0; number < reports; ++number) {
    seconds.push_back(TRY(one_report(serving.port, session, branch, number)));
  }
  double slowest = quantile(seconds, 1.0);
  std::filesystem::remove_all(folder);
  return Figures{
      {.name = "closing report, 159 rows",
       .unit = "ms",
       .ours = slowest * 1e3,
       .yardstick = 20'000,
       .ratio = slowest / 20,
       .promised = 1,
       .at_most = true,
       .note = "opened, scored, saved and read back; the slowest of " + std::to_string(reports)}};
}

}  // namespace boai::bench

// A brief of all four templates, from nothing to documents: figures taken from the board and frozen
// through the whole command path, documents and PDF twins made and kept. The promise is two
// seconds; beside it stands the time of asking the same boards alone, so that one sees what the
// rest costs.
#include <boost/json.hpp>
#include <filesystem>

#include "app/briefing.hpp"
#include "bench/bench.hpp"
#include "domains/plan/port.hpp"

namespace boai::bench {

namespace files = std::filesystem;
namespace json = boost::json;

namespace {

constexpr int drafted = 9;
constexpr double promised_s = 2;

Result<std::unique_ptr<app::App>> office_on_copy(const Setup& setup, const std::string& folder) {
  files::remove_all(folder);
  files::create_directories(folder);
  for (const auto& entry : files::directory_iterator(setup.store())) {
    std::string name = entry.path().filename();
    bool needed = name.starts_with("boai.sqlite") || name == "field-keys" ||
                  name == "journal.head" || name == "papers";
    if (needed) files::copy(entry, folder + "/" + name, files::copy_options::recursive);
  }
  app::Settings settings = app::settings_from_environment();
  settings.data = folder;
  settings.address = "sqlite:" + folder + "/boai.sqlite";
  settings.now = "2026-11-24T08:00:00.000Z";
  auto app = TRY(app::open(settings));
  TRY(app::migrate(*app));
  TRY(app::bring_shipped(*app));
  return app;
}

Result<std::string> all_templates(app::App& app, const rights::Principal& who) {
  auto reader = TRY(app.readers->borrow());
  json::object known = TRY(briefs::templates_for(*reader, *app.house, who));
  std::string ids;
  for (const auto& each : known.at("templates").as_array()) {
    ids += (ids.empty() ? "" : " ") + std::string(each.at("id").as_string());
  }
  return ids;
}

// The province and its thirteen cities now, and the province at the end of each month.
Result<double> boards_alone(app::App& app) {
  auto reader = TRY(app.readers->borrow());
  auto start = std::chrono::steady_clock::now();
  auto ask = [&](const std::string& region, int month) -> Outcome {
    plan::Ask question{.plan = "jiangsu-2021-2025",
                       .region = region,
                       .year = 2025,
                       .month = month,
                       .as_of = {},
                       .today = app.today()};
    TRY(plan::board(*reader, *app.house, question));
    return Done{};
  };
  for (int month = 0; month <= 12; ++month) TRY(ask("32", month));
  for (int city = 1; city <= 13; ++city) {
    TRY(ask("32" + std::string(city < 10 ? "0" : "") + std::to_string(city), 0));
  }
  return seconds_since(start);
}

}  // namespace

Result<Figures> briefs_drafted(const Setup& setup) {
  std::string folder = setup.data + "/briefs";
  auto app = TRY(office_on_copy(setup, folder));
  rights::Principal who;
  {
    auto reader = TRY(app->readers->borrow());
    who = TRY(rights::principal_of(*reader, "operator", app->today()));
  }
  json::object form{{"branch", std::to_string(TRY(app::branch_by_code(*app, "32")))},
                    {"title", "规划指标一页纸"},
                    {"plan", "jiangsu-2021-2025"},
                    {"region", "32"},
                    {"year", 2025},
                    {"templates", TRY(all_templates(*app, who))}};
  std::vector<double> whole, taken;
  for (int each = 0; each < drafted; ++each) {
    auto start = std::chrono::steady_clock::now();
    auto done = TRY(app::run(*app, {"operator"}, "briefs.draft", form));
    taken.push_back(seconds_since(start));
    TRY(app::press_brief(*app, who, done.subject, "https://boai.example"));
    whole.push_back(seconds_since(start));
  }
  double boards = TRY(boards_alone(*app));
  double first = whole.front(), slowest = quantile(whole, 1), middle = quantile(whole, 0.5);
  app.reset();
  files::remove_all(folder);
  auto line = [](const char* name, double ours) {
    return Figure{.name = name,
                  .unit = "s",
                  .ours = ours,
                  .yardstick = promised_s,
                  .ratio = ours / promised_s,
                  .promised = 1,
                  .at_most = true};
  };
  Figures figures{line("brief, four templates, first", first),
                  line("brief, four templates, median", middle),
                  line("brief, four templates, slowest", slowest)};
  figures[1].note = "figures " + std::to_string(quantile(taken, 0.5)) + " s, boards alone " +
                    std::to_string(boards) + " s";
  return figures;
}

}  // namespace boai::bench

// Targets divided to the last department, and every cell of a province looked ahead from.
#include <cmath>
#include <random>

#include "bench/bench.hpp"
#include "domains/plan/rules/split.hpp"
#include "engines/forecast/forecast.hpp"

namespace boai::bench {

namespace {

using Clock = std::chrono::steady_clock;

constexpr int cities = 13, counties = 95, departments = 10, months = 70;
constexpr std::size_t regions = 1 + cities + counties;

// A province as the pack has it: 13 cities, each with its counties after it.
std::vector<plan::SplitPlace> places_of(std::mt19937_64& random) {
  std::vector<plan::SplitPlace> places;
  for (int city = 0; city < cities; ++city) {
    std::string code = std::to_string(3201 + city);
    places.push_back({.code = code, .weight = 1'000'000, .units = 8});
    int count = counties / cities + (city < counties % cities ? 1 : 0);
    for (int county = 0; county < count; ++county) {
      auto people = static_cast<std::int64_t>(200'000 + random() % 1'500'000);
      places.push_back({.code = code + std::to_string(10 + county),
                        .parent = code,
                        .weight = people,
                        .units = 1});
    }
  }
  return places;
}

struct Division {
  double seconds = 0;
  std::size_t rows = 0, cells = 0;
};

Result<Division> divide_all(const std::vector<plan::Indicator>& indicators) {
  std::mt19937_64 random(1);
  plan::SplitTask task{.code = "32", .years = {2026, 2027, 2028, 2029, 2030}};
  task.places = places_of(random);
  for (int each = 0; each < departments; ++each) {
    task.departments.push_back({"d" + std::to_string(each), 1 + each % 3});
  }
  Division division;
  auto start = Clock::now();
  for (const plan::Indicator& indicator : indicators) {
    task.indicator = &indicator;
    task.total = indicator.target.value_or(1'000'007 * plan::micro);
    auto answer = plan::split(task);
    if (!answer.ok() && answer.error().code == "plan.split_kind") {
      plan::SplitTask once = task;
      once.places.clear();
      answer = plan::split(once);
    }
    plan::SplitAnswer found = TRY(std::move(answer));
    division.rows += found.rows.size();
    for (const plan::ShareRow& row : found.rows) division.cells += row.kind == "department";
  }
  division.seconds = seconds_since(start);
  return division;
}

// The same number of cells by bare division, nothing rounded up and nothing kept exact.
double bare_division(std::size_t cells) {
  volatile std::int64_t sum = 0;
  auto start = Clock::now();
  for (std::size_t cell = 0; cell < cells; ++cell) {
    sum = sum + 1'000'007 * static_cast<std::int64_t>(cell % 997 + 1) / 78'660'000;
  }
  return seconds_since(start);
}

Figure timed(std::string name, double seconds, double yardstick, double at_most, std::string note) {
  return {.name = std::move(name),
          .unit = "ms",
          .ours = seconds * 1e3,
          .yardstick = yardstick * 1e3,
          .ratio = seconds,
          .promised = at_most,
          .at_most = true,
          .note = std::move(note) + "; the ratio is seconds"};
}

}  // namespace

Result<Figures> split_targets(const Setup&) {
  auto book = TRY(plan::read_book(app::settings_from_environment().home + "/packs/jiangsu/plans"));
  const auto& rows = book.plans.front().indicators;
  Division real = TRY(divide_all(rows));
  plan::Indicator summed = *book.plans.front().find("FA-07");
  summed.target.reset();
  Division most = TRY(divide_all(std::vector<plan::Indicator>(rows.size(), summed)));
  auto line = [&](const char* name, const Division& division) {
    return timed(name, division.seconds, bare_division(division.cells), 1,
                 std::to_string(division.rows) + " rows, " + std::to_string(division.cells) +
                     " of departments");
  };
  return Figures{line("split: the plan's own indicators", real),
                 line("split: all of them summed", most)};
}

Result<Figures> forecast_cells(const Setup&) {
  constexpr std::size_t indicators = 159;
  std::mt19937 random(1);
  std::vector<std::vector<double>> series(indicators * regions);
  for (auto& each : series) {
    double level = 50 + random() % 5000, swing = (random() % 60) / 100.0;
    for (int month = 0; month < months; ++month) {
      double season = 1 + swing * ((month % 12) / 6.0 - 0.9);
      each.push_back(std::round(level * season * (0.85 + (random() % 300) / 1000.0)));
    }
  }
  double sum = 0;
  auto start = Clock::now();
  for (const auto& each : series) {
    for (double month : forecast::ahead(forecast::Method::naive, each, 12, {})) sum += month;
  }
  double naive = seconds_since(start);
  start = Clock::now();
  std::size_t shown = 0;
  for (const auto& each : series) shown += forecast::look_ahead(each, 12).shown();
  double whole = seconds_since(start);
  must(sum > 0);
  return Figures{timed("forecast: every cell of a province", whole, naive, 30,
                       std::to_string(series.size()) + " series of " + std::to_string(months) +
                           " months, " + std::to_string(shown) + " shown, one thread")};
}

}  // namespace boai::bench

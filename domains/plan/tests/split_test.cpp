// A target divided, kind by kind; and what its shares make of target and expectation.
#include "domains/plan/rules/split.hpp"

#include <gtest/gtest.h>

#include <random>

namespace boai::plan {
namespace {

Indicator of_kind(std::string kind, std::string rule = "sum", std::string unit = "人") {
  Indicator indicator{.id = "XX-01", .kind = std::move(kind), .unit = std::move(unit)};
  indicator.per = "total";
  indicator.level = "county_all";
  indicator.direction = "up";
  indicator.rule = std::move(rule);
  return indicator;
}

SplitTask task_of(const Indicator& indicator, std::int64_t total) {
  SplitTask task{.indicator = &indicator, .code = "32", .total = total * micro};
  task.years = {2026, 2027, 2028, 2029, 2030};
  task.places = {{.code = "3201", .weight = 3, .units = 4},
                 {.code = "3202", .weight = 2, .units = 3},
                 {.code = "3203", .weight = 2, .units = 2}};
  return task;
}

// The values of one place over the years, in units.
std::vector<double> line(const SplitAnswer& answer, const std::string& place,
                         const std::string& kind = "region") {
  std::vector<double> values;
  for (const ShareRow& row : answer.rows) {
    bool wanted = row.kind == kind && row.place == place && row.department.empty();
    if (wanted) values.push_back(static_cast<double>(row.value) / micro);
  }
  return values;
}

TEST(ATargetOfSeven, IsSpreadOverTheYearsAsItsKindAsks) {
  struct Row {
    std::string kind;
    std::optional<Micro> baseline;
    std::vector<double> whole, first;
  };
  for (const Row& row : std::vector<Row>{
           {"cumulative", {}, {2, 2, 1, 1, 1}, {1, 1, 1, 0, 0}},
           {"annual", {}, {7, 7, 7, 7, 7}, {3, 3, 3, 3, 3}},
           {"maintain", 7 * micro, {7, 7, 7, 7, 7}, {3, 3, 3, 3, 3}},
           {"stock", {}, {2, 4, 5, 6, 7}, {1, 2, 3, 3, 3}},
           {"stock", 5 * micro, {6, 7, 7, 7, 7}, {3, 3, 3, 3, 3}},
       }) {
    SCOPED_TRACE(row.kind);
    Indicator indicator = of_kind(row.kind);
    indicator.baseline = row.baseline;
    auto answer = split(task_of(indicator, 7));
    ASSERT_TRUE(answer.ok()) << answer.error().code;
    EXPECT_EQ(line(*answer, "32", "year"), row.whole);
    EXPECT_EQ(line(*answer, "3201"), row.first);
    for (std::size_t year = 0; year < 5; ++year) {
      EXPECT_EQ(
          line(*answer, "3201")[year] + line(*answer, "3202")[year] + line(*answer, "3203")[year],
          row.whole[year]);
    }
  }
}

TEST(ARatioAndACoverage, AreAskedOfAllAndCountedInUnits) {
  Indicator ratio = of_kind("ratio", "ratio", "%");
  ratio.baseline = 21 * micro;
  auto answer = split(task_of(ratio, 25));
  ASSERT_TRUE(answer.ok());
  EXPECT_EQ(line(*answer, "3202"), (std::vector<double>{21.8, 22.6, 23.4, 24.2, 25}));

  Indicator coverage = of_kind("coverage", "coverage", "%");
  auto counted = split(task_of(coverage, 100));
  ASSERT_TRUE(counted.ok());
  // Nine units in five years: 2, 4, 6, 8, 9 of them, rounded up; the first place has four.
  EXPECT_EQ(line(*counted, "3201").back(), 100);
  double units = 0;
  const std::pair<const char*, double> sizes[] = {{"3201", 4}, {"3202", 3}, {"3203", 2}};
  for (const auto& [place, size] : sizes) units += line(*counted, place)[0] * size / 100;
  EXPECT_NEAR(units, 2, 1e-5);

  // Everybody rises by as many points, and the weighted mean is what was asked.
  SplitTask together = task_of(ratio, 25);
  together.years.clear();
  together.rise_together = true;
  Micro stands[] = {24 * micro, 20 * micro, 18 * micro};
  for (std::size_t at = 0; at < 3; ++at) together.places[at].standing_at = stands[at];
  auto risen = split(together);
  ASSERT_TRUE(risen.ok());
  double mean =
      (3 * line(*risen, "3201")[0] + 2 * line(*risen, "3202")[0] + 2 * line(*risen, "3203")[0]) / 7;
  EXPECT_GE(mean, 25);
  EXPECT_LT(mean, 25.02);
  EXPECT_NEAR(line(*risen, "3201")[0] - line(*risen, "3203")[0], 6, 0.011);
}

TEST(ADoneOrNotDone, FallsDueInTheLastYearAndHasNoRegions) {
  Indicator done = of_kind("binary", "done", "是否");
  SplitTask task = task_of(done, 1);
  EXPECT_EQ(answer_of(split(task)), "plan.split_kind");
  task.places.clear();
  EXPECT_EQ(line(*split(task), "32", "year"), (std::vector<double>{0, 0, 0, 0, 1}));
}

// Trees of any size: every sum is exact, whatever was locked before.
TEST(AnyTree, AddsUpInBothDirectionsAlsoAfterARevision) {
  std::mt19937 random(20261124);
  for (int round = 0; round < 400; ++round) {
    SCOPED_TRACE("seed 20261124, round " + std::to_string(round));
    Indicator indicator = of_kind(round % 3 == 0   ? "stock"
                                  : round % 3 == 1 ? "cumulative"
                                                   : "annual");
    SplitTask task = task_of(indicator, static_cast<std::int64_t>(random() % 100'000));
    task.curve =
        round % 2 == 0 ? forecast::Curve{"logistic", 6} : forecast::Curve{"geometric", 0.8};
    task.places.clear();
    for (int city = 1; city <= 4; ++city) {
      std::string code = "320" + std::to_string(city);
      task.places.push_back({.code = code, .weight = static_cast<std::int64_t>(1 + random() % 99)});
      for (int county = 1; county <= 3; ++county) {
        task.places.push_back({.code = code + "0" + std::to_string(county),
                               .parent = code,
                               .weight = static_cast<std::int64_t>(1 + random() % 50)});
      }
    }
    task.departments = {{"aid", 2}, {"rescue", 1}};
    auto check = [&](const SplitAnswer& answer) {
      std::map<std::pair<std::string, int>, Micro> values, counties, departments;
      std::map<int, Micro> cities;
      for (const ShareRow& row : answer.rows) {
        ASSERT_GE(row.value, 0);
        if (row.kind == "year" || row.kind == "region") values[{row.place, row.year}] = row.value;
        if (row.kind == "department") departments[{row.place, row.year}] += row.value;
        if (row.kind == "region" && row.place.size() == 4) cities[row.year] += row.value;
        if (row.place.size() == 6 && row.kind == "region") {
          counties[{row.place.substr(0, 4), row.year}] += row.value;
        }
      }
      for (const auto& [year, sum] : cities) ASSERT_EQ(sum, (values[{"32", year}])) << year;
      for (const auto& [key, sum] : counties) ASSERT_EQ(sum, values[key]) << key.first;
      for (const auto& [key, sum] : departments) ASSERT_EQ(sum, values[key]) << key.first;
    };
    auto first = split(task);
    ASSERT_TRUE(first.ok()) << first.error().code;
    check(*first);
    for (const ShareRow& row : first->rows) {
      task.standing[{row.place, row.year, row.department}] = row.value;
    }
    task.locked_through = 2027;
    task.total += static_cast<Micro>(random() % 50'000) * micro;
    auto second = split(task);
    ASSERT_TRUE(second.ok()) << second.error().code;
    check(*second);
    for (const ShareRow& row : second->rows) {
      if (row.year > 2027) continue;
      ASSERT_TRUE(row.locked);
      ASSERT_EQ(row.value, (task.standing[{row.place, row.year, row.department}]));
    }
  }
}

TEST(CellsByHand, AreReadOrRefused) {
  struct Row {
    std::string text, answer;
    std::size_t count;
  };
  for (const Row& row : std::vector<Row>{
           {"3201/2026=120, 3202/2026/aid=0.5,\n32=7", "ok", 3},
           {"", "ok", 0},
           {"3201=1,3201=2", "plan.split_cells", 0},
           {"=1", "plan.split_cells", 0},
           {"3201", "plan.split_cells", 0},
           {"3201/20x6=1", "plan.split_cells", 0},
           {"3201=1e9", "plan.split_cells", 0},
           {"3201/2026=99999999999999", "plan.split_cells", 0},
       }) {
    SCOPED_TRACE(row.text);
    auto cells = parse_cells(row.text);
    EXPECT_EQ(answer_of(cells), row.answer);
    EXPECT_EQ(cells.ok() ? cells->size() : 0, row.count);
  }
  EXPECT_EQ(answer_of(parse_weights("3201=-1")), "plan.split_cells");
}

TEST(SharesOfARegion, MakeItsTargetAndWhatShouldBeThere) {
  YearShares shares = {{2026, 10 * micro}, {2027, 20 * micro}, {2028, 30 * micro}};
  struct Row {
    std::string kind;
    Micro target, expected;
  };
  // Half-way through 2027; a stock stood at 4 before.
  for (const Row& row : std::vector<Row>{
           {"cumulative", 60 * micro, 20 * micro},
           {"annual", 20 * micro, 10 * micro},
           {"maintain", 20 * micro, 20 * micro},
           {"stock", 30 * micro, 15 * micro},
       }) {
    SCOPED_TRACE(row.kind);
    Indicator indicator = of_kind(row.kind);
    EXPECT_EQ(target_of_shares(indicator, shares, 2027), row.target);
    EXPECT_EQ(expected_of_shares(indicator, shares, {2027, 0.5, 4 * micro}), row.expected);
  }
  Indicator stock = of_kind("stock");
  EXPECT_EQ(expected_of_shares(stock, shares, {2026, 0.5, 4 * micro}), 7 * micro);
  EXPECT_EQ(target_of_shares(stock, {}, 2027), std::nullopt);
  EXPECT_EQ(target_of_shares(stock, {{0, 9 * micro}}, 2027), 9 * micro);
}

}  // namespace
}  // namespace boai::plan

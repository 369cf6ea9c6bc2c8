// What a value says about its target.
#include "domains/plan/rules.hpp"

#include <gtest/gtest.h>

namespace boai::plan {

Plan plan() {
  Plan plan;
  plan.code = "example";
  plan.from = 2021;
  plan.to = 2025;
  return plan;
}

TEST(ADecimal, IsReadExactlyOrNotAtAll) {
  struct Row {
    std::string text;
    std::optional<Micro> value;
  };
  for (const Row& row : std::vector<Row>{
           {"12", 12 * micro},
           {"10.93", 10'930'000},
           {"0.000001", 1},
           {"-3.5", -3'500'000},
           {"1,200", std::nullopt},
           {"", std::nullopt},
           {"1e3", std::nullopt},
           {"12.3.4", std::nullopt},
           {"99999999999999999999", std::nullopt},
           {"nan", std::nullopt},
       }) {
    SCOPED_TRACE(row.text);
    EXPECT_EQ(parse_decimal(row.text), row.value);
  }
}

TEST(ADecimal, IsPrintedWithTheDigitsAskedFor) {
  EXPECT_EQ(decimal_text(10'930'000, 2), "10.93");
  EXPECT_EQ(decimal_text(12 * micro, 2), "12.00");
  EXPECT_EQ(decimal_text(12 * micro, 0), "12");
  EXPECT_EQ(decimal_text(20'000, 4), "0.0200");
}

TEST(AStatus, FollowsValueTargetAndTheWayGone) {
  struct Row {
    std::string what;
    std::optional<Micro> value, target, expected;
    bool over;
    std::string status;
  };
  Indicator up;
  up.direction = "up";
  for (const Row& row : std::vector<Row>{
           {"nothing reported", std::nullopt, 100, 50, false, "no_data"},
           {"no target", 70, std::nullopt, std::nullopt, false, "not_applicable"},
           {"reached early", 100, 100, 50, false, "met"},
           {"exactly as expected", 50, 100, 50, false, "on_track"},
           {"95 % of the expected", 95, 200, 100, false, "on_track"},
           {"just below 95 %", 94, 200, 100, false, "at_risk"},
           {"80 % of the expected", 80, 200, 100, false, "at_risk"},
           {"below 80 %", 79, 200, 100, false, "behind"},
           {"over and short", 99, 100, 100, true, "missed"},
           {"over and reached", 100, 100, 100, true, "met"},
           {"zero is a value", 0, 100, 50, false, "behind"},
       }) {
    SCOPED_TRACE(row.what);
    EXPECT_EQ(status_of(plan(), up, row.value, row.target, row.expected, row.over), row.status);
  }
}

TEST(AStatus, TurnsRoundWhereLessIsBetter) {
  Indicator down;
  down.direction = "down";
  EXPECT_EQ(status_of(plan(), down, 30, 30, 60, false), "met");
  EXPECT_EQ(status_of(plan(), down, 60, 30, 60, false), "on_track");
  EXPECT_EQ(status_of(plan(), down, 70, 30, 60, false), "at_risk");
  EXPECT_EQ(status_of(plan(), down, 90, 30, 60, false), "behind");
  EXPECT_EQ(status_of(plan(), down, 31, 30, 30, true), "missed");
}

TEST(TheExpectedValue, RisesInAStraightLine) {
  Indicator stock;
  stock.kind = "stock";
  stock.target_year = 2025;
  stock.baseline = 100 * micro;
  auto at = [&](int year, int month, int day) {
    return *expected(plan(), stock, 200 * micro, year, *Day::of(year, month, day)) / micro;
  };
  EXPECT_EQ(at(2021, 1, 1), 100);
  EXPECT_EQ(at(2023, 7, 2), 150);
  EXPECT_EQ(at(2025, 12, 31), 200);
  stock.kind = "maintain";
  EXPECT_EQ(at(2021, 1, 1), 200);
  Indicator yearly;
  yearly.kind = "annual";
  EXPECT_EQ(*expected(plan(), yearly, 365 * micro, 2023, *Day::of(2023, 1, 31)) / micro, 31);
}

TEST(APeriod, IsAYearOrAMonthOfThePlan) {
  for (const auto& [period, good] : std::vector<std::pair<std::string, bool>>{
           {"2021", true},
           {"2025-12", true},
           {"2020", false},
           {"2026", false},
           {"2023-13", false},
           {"2023-00", false},
           {"23", false},
           {"2023-1", false},
           {"", false},
       }) {
    SCOPED_TRACE(period);
    EXPECT_EQ(check_period(plan(), period).ok(), good);
  }
}

}  // namespace boai::plan

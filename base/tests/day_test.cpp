#include "base/day.hpp"

#include <gtest/gtest.h>

#include "base/instant.hpp"
#include "base/money.hpp"

namespace boai {

TEST(ADay, ReadsOnlyDaysThatExist) {
  struct Row {
    std::string text;
    int number;
  };
  for (const Row& row : std::vector<Row>{
           {"2026-11-23", 20261123},
           {"2024-02-29", 20240229},
           {"2023-02-29", 0},
           {"2026-04-31", 0},
           {"2026-13-01", 0},
           {"0000-01-01", 0},
           {"2026-1-1", 0},
           {"2026/01/01", 0},
           {"", 0},
       }) {
    SCOPED_TRACE(row.text);
    auto day = Day::parse(row.text);
    EXPECT_EQ(day ? day->number() : 0, row.number);
  }
}

TEST(ADay, MovesByMonthsToTheLastDayOfAShorterMonth) {
  struct Row {
    std::string from;
    int months;
    std::string to;
  };
  for (const Row& row : std::vector<Row>{
           {"2024-01-31", 1, "2024-02-29"},
           {"2026-07-01", 36, "2029-07-01"},
           {"2024-02-29", 36, "2027-02-28"},
           {"2026-03-31", -1, "2026-02-28"},
       }) {
    SCOPED_TRACE(row.from);
    EXPECT_EQ(to_text(Day::parse(row.from)->plus_months(row.months)), row.to);
  }
}

TEST(AnInstant, FallsOnTheDayOfShanghai) {
  EXPECT_EQ(to_text(day_in_shanghai(*parse_instant("2026-11-22T16:00:00.000Z"))), "2026-11-23");
  EXPECT_EQ(to_text(day_in_shanghai(*parse_instant("2026-11-22T15:59:59.999Z"))), "2026-11-22");
  EXPECT_EQ(to_text(end_of_day_in_shanghai(*Day::parse("2026-11-23"))), "2026-11-23T15:59:59.999Z");
}

TEST(Money, IsWrittenToTheFen) {
  EXPECT_EQ(to_text(Money{123456}), "1234.56");
  EXPECT_EQ(to_text(Money{-5}), "-0.05");
  EXPECT_EQ(to_text(Money{INT64_MIN}), "-92233720368547758.08");
}

}  // namespace boai

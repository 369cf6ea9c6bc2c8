#include "engines/forecast/curve.hpp"

#include <gtest/gtest.h>

#include "engines/forecast/profile.hpp"

namespace boai::forecast {
namespace {

TEST(AHundredOverFiveYears, FollowsTheCurve) {
  struct Row {
    Curve curve;
    Parts parts;
  };
  for (const Row& row : std::vector<Row>{
           {{"linear", 1}, {20, 20, 20, 20, 20}},
           {{"logistic", 6}, {10, 24, 32, 24, 10}},
           {{"geometric", 0.8}, {30, 24, 19, 15, 12}},
           {{"geometric", 1.25}, {12, 15, 19, 24, 30}},
       }) {
    SCOPED_TRACE(row.curve.shape);
    auto parts = apportion(100, *weights_of(row.curve, 5));
    ASSERT_TRUE(parts.ok());
    EXPECT_EQ(*parts, row.parts);
  }
  EXPECT_EQ(answer_of(weights_of({"cubic", 1}, 5)), "forecast.curve");
  EXPECT_EQ(answer_of(weights_of({"logistic", 0}, 5)), "forecast.curve");
  EXPECT_EQ(answer_of(weights_of({"linear", 1}, 0)), "forecast.years");
}

// Two years in which a tenth of the year happens in each of the first two months.
TEST(TheUsualShareOfAYear, IsTakenFromThePastOrSaysThatItIsAStraightLine) {
  Monthly series{Monthly::number(2024, 1), {}};
  for (int year = 0; year < 2; ++year) {
    for (int month = 0; month < 12; ++month) series.values.push_back(month < 2 ? 10 : 8);
  }
  Profile profile = profile_of(series, 2026);
  EXPECT_EQ(profile.years, 2);
  EXPECT_NEAR(profile.by(*Day::of(2026, 1, 31)), 0.10, 1e-12);
  EXPECT_NEAR(profile.by(*Day::of(2026, 2, 14)), 0.15, 1e-12);
  EXPECT_NEAR(profile.by(*Day::of(2026, 12, 31)), 1, 1e-12);
  // One whole year is too little, a year that went down has no shares.
  EXPECT_TRUE(profile_of(series, 2025).straight());
  EXPECT_NEAR(profile_of(series, 2025).by(*Day::of(2025, 12, 31)), 1, 1e-12);
  EXPECT_NEAR(profile_of(series, 2025).by(*Day::of(2025, 1, 1)), 1 / 365.0, 1e-12);
  series.values[3] = -5;
  EXPECT_TRUE(profile_of(series, 2026).straight());
}

}  // namespace
}  // namespace boai::forecast

// What is foreseen, on series the forecaster has never seen: the widening was chosen on seed 1.
#include "engines/forecast/forecast.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "engines/forecast/alerts.hpp"
#include "engines/forecast/tests/generated_series.hpp"

namespace boai::forecast {
namespace {

constexpr std::uint32_t held_out_seed = 20261124;
constexpr std::size_t held_out = 12;

struct Coverage {
  int inside = 0, all = 0;
  double share() const { return double(inside) / all; }
  void add(double value, double foreseen, double width) {
    inside += std::abs(value - foreseen) <= width;
    ++all;
  }
};

// The months and the running sums of the year held out, over series of 36 to 84 months.
TEST(TheInterval, HoldsFourOfFiveOfTheHeldOutYears) {
  SeriesGenerator generator(held_out_seed);
  Coverage months, sums, shown;
  for (int round = 0; round < 60; ++round) {
    for (const std::string& kind : SeriesGenerator::kinds()) {
      std::size_t length = 36 + 12 * static_cast<std::size_t>(round % 5);
      auto series = generator.make(kind, static_cast<int>(length + held_out));
      auto outlook = look_ahead(std::span(series.values).first(length), held_out);
      ASSERT_EQ(outlook.months.size(), held_out) << kind;
      double sum = 0;
      for (std::size_t at = 0; at < held_out; ++at) {
        double came = series.values[length + at];
        sum += came;
        months.add(came, outlook.months[at], outlook.month_width[at]);
        sums.add(sum, outlook.sums[at], outlook.sum_width[at]);
        if (outlook.shown()) shown.add(sum, outlook.sums[at], outlook.sum_width[at]);
      }
    }
  }
  for (const Coverage* each : {&months, &sums, &shown}) {
    EXPECT_GE(each->share(), 0.75);
    EXPECT_LE(each->share(), 0.85);
    EXPECT_GT(each->all, 3'000);
  }
  std::printf("80 %% interval: months %.3f, running sums %.3f, shown %.3f\n", months.share(),
              sums.share(), shown.share());
}

TEST(AForecast, IsShownWhenItBeatsTheNaiveAndElseSaysWhyNot) {
  std::vector<double> season;
  for (int month = 0; month < 60; ++month) season.push_back(month % 12 < 6 ? 10 : 90);
  auto seasonal = look_ahead(season, 12);
  EXPECT_EQ(seasonal.verdict, Verdict::shown);
  EXPECT_LT(seasonal.mase, 0.1);
  EXPECT_NEAR(seasonal.sums.back(), 600, 1);

  // A walk at random: nothing is better than its last step.
  std::vector<double> walk;
  SeriesGenerator generator(3);
  int kept_back = 0;
  for (int round = 0; round < 40; ++round) {
    auto outlook = look_ahead(generator.make("walk", 60).values, 12);
    if (outlook.verdict == Verdict::no_better) {
      ++kept_back;
      EXPECT_GE(outlook.mase, 1);
      EXPECT_FALSE(outlook.shown());
    }
  }
  EXPECT_GT(kept_back, 4);

  std::vector<double> young(23, 5);
  young[4] = 9;
  auto naive = look_ahead(young, 3);
  EXPECT_EQ(naive.verdict, Verdict::short_history);
  EXPECT_EQ(naive.model.method, Method::naive);
  EXPECT_DOUBLE_EQ(naive.sums[2], 15);
  EXPECT_GT(naive.sum_width[2], naive.sum_width[0]);

  EXPECT_EQ(look_ahead({}, 3).verdict, Verdict::no_history);
  EXPECT_EQ(look_ahead(std::vector<double>(40, 0), 3).verdict, Verdict::no_history);
}

TEST(AForecast, OfWhatNeverMovesIsSureOfIt) {
  auto outlook = look_ahead(std::vector<double>(40, 7), 6);
  EXPECT_EQ(outlook.verdict, Verdict::shown);
  EXPECT_DOUBLE_EQ(outlook.sums[5], 42);
  EXPECT_DOUBLE_EQ(outlook.sum_width[5], 0);
}

TEST(AForecast, HoldsOutAgainstExtremeNumbers) {
  for (double size : {1e-9, 1e15}) {
    std::vector<double> series;
    SeriesGenerator generator(5);
    for (double each : generator.make("trend_season", 48).values) series.push_back(each * size);
    for (double month : look_ahead(series, 60).months) EXPECT_TRUE(std::isfinite(month));
  }
  std::vector<double> jumps(48, 0);
  jumps[47] = 1e12;
  for (double width : look_ahead(jumps, 12).sum_width) EXPECT_TRUE(std::isfinite(width));
}

TEST(TheChance, FallsWithTheTarget) {
  struct Row {
    double value, width, target, chance;
  };
  for (const Row& row : std::vector<Row>{
           {100, 10, 100, 0.5},
           {100, 10, 90, 0.9},
           {100, 10, 110, 0.1},
           {100, 0, 100, 1},
           {100, 0, 101, 0},
       }) {
    EXPECT_NEAR(chance_of(row.value, row.width, row.target), row.chance, 1e-9);
  }
}

TEST(AJump, IsMeasuredAgainstTheUsual) {
  std::vector<double> calm;
  for (int month = 0; month < 36; ++month) calm.push_back(100 + month % 12 * 20 + month * 7 % 5);
  ASSERT_TRUE(jump_of(calm).has_value());
  EXPECT_LT(std::abs(*jump_of(calm)), 3);
  calm.back() = 900;
  EXPECT_GT(*jump_of(calm), 5);
  EXPECT_FALSE(jump_of(std::vector<double>(10, 3)).has_value());
  EXPECT_FALSE(jump_of(std::vector<double>(30, 3)).has_value());
}

TEST(Silence, IsWhatIsUnusualForThatSociety) {
  std::vector<std::int64_t> daily, monthly;
  for (int day = 0; day < 300; ++day) daily.push_back(day);
  for (int day = 0; day < 300; day += 30) monthly.push_back(day);
  EXPECT_EQ(silence_of(daily, 320)->days, 21);
  EXPECT_EQ(silence_of(daily, 320)->usual, 1);
  EXPECT_EQ(silence_of(monthly, 320)->usual, 30);
  EXPECT_FALSE(silence_of(std::vector<std::int64_t>{1, 2, 3}, 90).has_value());
}

}  // namespace
}  // namespace boai::forecast

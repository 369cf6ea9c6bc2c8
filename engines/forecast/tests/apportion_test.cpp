// Largest remainder against the table of vectors and against brute force on random cases.
#include "engines/forecast/apportion.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <boost/json.hpp>
#include <fstream>
#include <numeric>
#include <random>
#include <sstream>

#include "base/tests/tree.hpp"

namespace boai::forecast {
namespace {

std::int64_t sum_of(const Parts& parts) {
  return std::accumulate(parts.begin(), parts.end(), std::int64_t{0});
}

TEST(Apportioning, GivesWhatTheVectorsSay) {
  std::ifstream file(in_tree("engines/forecast/tests/apportionment.json"));
  std::stringstream text;
  text << file.rdbuf();
  auto vectors = boost::json::parse(text.str());
  const auto& cases = vectors.at("cases").as_array();
  ASSERT_EQ(cases.size(), 7u);
  for (const auto& each : cases) {
    auto weights = boost::json::value_to<Parts>(each.at("weights"));
    auto parts = apportion(each.at("total").as_int64(), weights);
    ASSERT_TRUE(parts.ok());
    EXPECT_EQ(*parts, boost::json::value_to<Parts>(each.at("largest_remainder")));
  }
}

// The slow way: one by one to whoever lacks most, each at most once beyond its whole part.
Parts by_hand(std::int64_t total, const Parts& weights) {
  __int128 whole = 0;
  for (auto weight : weights) whole += weight;
  Parts parts;
  for (auto weight : weights) {
    parts.push_back(static_cast<std::int64_t>(static_cast<__int128>(total) * weight / whole));
  }
  std::vector<bool> had(weights.size(), false);
  while (sum_of(parts) < total) {
    std::size_t best = weights.size();
    __int128 most = -1;
    for (std::size_t at = 0; at < weights.size(); ++at) {
      __int128 lack = static_cast<__int128>(total) * weights[at] % whole;
      if (had[at] || lack <= most) continue;
      most = lack;
      best = at;
    }
    had[best] = true;
    ++parts[best];
  }
  return parts;
}

TEST(Apportioning, AgreesWithTheSlowWayAndSumsExactly) {
  constexpr unsigned seed = 20261124;
  std::mt19937_64 random(seed);
  for (int round = 0; round < 20'000; ++round) {
    SCOPED_TRACE("seed 20261124, round " + std::to_string(round));
    Parts weights(1 + random() % 14);
    std::int64_t widest = round % 3 == 0 ? 4 : round % 3 == 1 ? 100'000'000 : 4'000'000'000'000'000;
    for (auto& weight : weights)
      weight = static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(widest));
    if (sum_of(weights) == 0) weights[0] = 1;
    auto total =
        static_cast<std::int64_t>(random() % (round % 2 == 0 ? 50 : 1'000'000'000'000'001));
    auto parts = apportion(total, weights);
    ASSERT_TRUE(parts.ok());
    ASSERT_EQ(sum_of(*parts), total);
    ASSERT_EQ(*parts, by_hand(total, weights));
    for (std::size_t at = 0; at < weights.size(); ++at) {
      ASSERT_TRUE(weights[at] != 0 || (*parts)[at] == 0);
    }
  }
}

TEST(Apportioning, RefusesWhatMakesNoSense) {
  struct Row {
    std::int64_t total;
    Parts weights;
    std::string answer;
  };
  constexpr auto most = std::numeric_limits<std::int64_t>::max();
  for (const Row& row : std::vector<Row>{
           {10, {1, 2}, "ok"},
           {-1, {1, 2}, "forecast.negative"},
           {10, {1, -2}, "forecast.negative"},
           {10, {0, 0}, "forecast.no_weight"},
           {10, {}, "forecast.no_weight"},
           {0, {}, "ok"},
           {0, {0, 0}, "ok"},
           {total_max, {most, most, most}, "ok"},
           {total_max + 1, {1}, "forecast.too_large"},
       }) {
    EXPECT_EQ(answer_of(apportion(row.total, row.weights)), row.answer) << row.total;
  }
  EXPECT_EQ(apportion(10, Parts{1, 5, -2}).error().field, "weights.2");
}

TEST(ATable, IsExactInBothDirectionsAndNeverNegative) {
  std::mt19937_64 random(7);
  for (int round = 0; round < 5'000; ++round) {
    Parts weights(1 + random() % 12), curve(1 + random() % 6);
    for (auto& weight : weights) weight = static_cast<std::int64_t>(1 + random() % 900);
    for (auto& weight : curve) weight = static_cast<std::int64_t>(1 + random() % 9);
    auto total = static_cast<std::int64_t>(random() % (round % 2 == 0 ? 30 : 1'000'000));
    Parts rows = *apportion(total, weights), columns = *apportion(total, curve);
    auto table = apportion_table(rows, columns);
    ASSERT_TRUE(table.ok());
    for (std::size_t row = 0; row < rows.size(); ++row) {
      ASSERT_EQ(sum_of((*table)[row]), rows[row]);
      for (auto cell : (*table)[row]) ASSERT_GE(cell, 0);
    }
    for (std::size_t column = 0; column < columns.size(); ++column) {
      std::int64_t sum = 0;
      for (const Parts& row : *table) sum += row[column];
      ASSERT_EQ(sum, columns[column]);
    }
  }
  EXPECT_EQ(answer_of(apportion_table(Parts{1, 2}, Parts{4})), "forecast.margins");
}

TEST(AReserve, StandsApartAndIsPartOfWhatIsHandedOut) {
  auto shared = apportion_with_reserve(100, 5, Parts{1, 1, 1});
  ASSERT_TRUE(shared.ok());
  EXPECT_EQ(shared->parts, (Parts{35, 35, 35}));
  EXPECT_EQ(sum_of(shared->parts) - shared->reserve, 100);
  EXPECT_EQ(apportion_with_reserve(100, -10, Parts{1, 2})->parts, (Parts{30, 60}));
  EXPECT_EQ(answer_of(apportion_with_reserve(100, -101, Parts{1})), "forecast.negative");
}

}  // namespace
}  // namespace boai::forecast

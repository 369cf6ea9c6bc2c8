#include "domains/evaluation/rules.hpp"

#include <gtest/gtest.h>

namespace boai::evaluation {

namespace {

Formula formula() {
  auto formulas = read_formulas("packs/jiangsu/scoring.yaml");
  EXPECT_TRUE(formulas.ok()) << formulas.error().detail;
  return formulas->front();
}

Standing standing(const std::string& tier, const char* value, const char* target,
                  const std::string& strength = "hard", const std::string& direction = "up") {
  return {.indicator = "ER-01",
          .tier = tier,
          .strength = strength,
          .direction = direction,
          .status = "behind",
          .value = parse_decimal(value),
          .target = parse_decimal(target)};
}

}  // namespace

TEST(ARow, IsScoredByTierStrengthAndCompletion) {
  struct Row {
    std::string name;
    Standing standing;
    std::string completion, points;  // "" for not counted
  };
  for (const Row& row : std::vector<Row>{
           {"half of a main row", standing("main", "1", "2"), "50.00", "1.50"},
           {"more than asked", standing("main", "3", "2"), "150.00", "3.00"},
           {"a task", standing("task", "1", "2"), "50.00", "0.50"},
           {"background is not scored", standing("background", "1", "2"), "50.00", ""},
           {"力争 weighs less", standing("main", "2", "2", "strive"), "100.00", "2.40"},
           {"探索 weighs half", standing("main", "2", "2", "explore"), "100.00", "1.50"},
           {"no figure scores nothing", standing("main", "", "2"), "", "0.00"},
           {"no target is not judged", standing("main", "2", ""), "", ""},
           {"less is better", standing("main", "4", "2", "hard", "down"), "50.00", "1.50"},
           {"less is better, reached", standing("main", "1", "2", "hard", "down"), "200.00",
            "3.00"},
           {"nothing asked, nothing there", standing("main", "0", "0"), "100.00", "3.00"},
       }) {
    SCOPED_TRACE(row.name);
    Score score = score_of(formula(), row.standing);
    EXPECT_EQ(score.completion ? decimal_text(*score.completion, 2) : "", row.completion);
    EXPECT_EQ(score.counted ? decimal_text(score.points, 2) : "", row.points);
  }
}

TEST(ATotal, IsHeldDownByAVetoAndGraded) {
  Formula rules = formula();
  auto total = [&](const char* value, const std::string& veto) {
    std::vector<std::pair<Standing, Score>> rows;
    for (int number = 0; number < 9; ++number) {
      Standing one = standing("main", value, "100");
      rows.emplace_back(one, score_of(rules, one));
    }
    if (!veto.empty()) {
      Standing held = standing("main", "100", "100");
      held.indicator = veto;
      held.status = "missed";
      rows.emplace_back(held, score_of(rules, held));
    }
    Total made = total_of(rules, rows);
    return decimal_text(made.points, 2) + " " + made.grade_en + " " + made.veto;
  };
  EXPECT_EQ(total("100", ""), "100.00 Excellent ");
  EXPECT_EQ(total("90", ""), "90.00 Excellent ");
  EXPECT_EQ(total("89.99", ""), "89.99 Good ");
  EXPECT_EQ(total("59", ""), "59.00 Insufficient ");
  EXPECT_EQ(total("100", "FA-05"), "79.00 Sufficient FA-05");
  EXPECT_EQ(total("10", "FA-05"), "19.00 Insufficient ") << "a veto above the total holds nothing";
  EXPECT_EQ(decimal_text(total_of(rules, {}).points, 2), "0.00");
}

TEST(AFormula, IsTheOneInForceForItsKind) {
  std::vector<Formula> formulas = {formula()};
  EXPECT_NE(formula_for(formulas, "closing", *Day::of(2025, 12, 31)), nullptr);
  EXPECT_EQ(formula_for(formulas, "closing", *Day::of(2020, 12, 31)), nullptr);
  EXPECT_EQ(formula_for(formulas, "weekly", *Day::of(2025, 12, 31)), nullptr);
}

}  // namespace boai::evaluation

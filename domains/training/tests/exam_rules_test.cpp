// Drawing a paper, marking it, and the time of a sitting: fixed vectors and worked examples.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <map>

#include "domains/training/rules/study.hpp"

namespace boai::training {

namespace {

template <typename T>
std::string code_of(const Result<T>& result) {
  return result.ok() ? "ok" : result.error().code;
}

std::vector<Drawable> bank() {
  std::vector<Drawable> all;
  for (int number = 1; number <= 12; ++number) {
    std::string code = "Q" + std::string(number < 10 ? "0" : "") + std::to_string(number);
    all.push_back({number, code, number <= 6 ? "cpr" : "aed",
                   number % 3 == 0 ? "true_false" : "single", number % 3 == 0 ? 2 : 4, "A"});
  }
  return all;
}

const std::vector<Part> parts{
    {"cpr", "single", 2, 30}, {"aed", "single", 1, 20}, {"cpr", "true_false", 1, 20}};

// Drawn from seed 42 by another program, in Python, written from the header's words.
constexpr const char* fixed_paper = "8DABC 6AB 4CDBA 1ADCB";

std::string paper_text(const Result<std::vector<Drawn>>& paper) {
  if (!paper.ok()) return paper.error().code + " " + paper.error().detail;
  std::string text;
  for (const Drawn& each : *paper) {
    text += (text.empty() ? "" : " ") + std::to_string(each.edition) + each.order;
  }
  return text;
}

}  // namespace

TEST(Chance, GivesTheNumbersOfItsPublishedVectors) {
  // SplitMix64 from seed 1234567, as its author's program prints it.
  Chance chance(1234567);
  EXPECT_EQ(chance.next(), 6457827717110365317ULL);
  EXPECT_EQ(chance.next(), 3203168211198807973ULL);
  EXPECT_EQ(chance.next(), 9817491932198370423ULL);
  EXPECT_EQ(chance.next(), 4593380528125082431ULL);
  EXPECT_EQ(chance.next(), 16408922859458223821ULL);
}

TEST(Chance, IsEven) {
  Chance chance(7);
  std::array<int, 5> counts{};
  for (int drawn = 0; drawn < 50'000; ++drawn) ++counts[chance.below(5)];
  // Five standard deviations of 10,000: sqrt(50000 · 0.2 · 0.8) ≈ 89.
  for (int count : counts) EXPECT_NEAR(count, 10'000, 450);
}

TEST(APaper, IsTheSameForTheSameSeedAndBank) {
  Drawing drawing{.parts = parts, .seed = 42, .avoided = {}};
  std::string once = paper_text(draw(drawing, bank()));
  auto turned = bank();
  std::ranges::reverse(turned);
  EXPECT_EQ(paper_text(draw(drawing, turned)), once) << "whatever order the bank is read in";
  EXPECT_EQ(once, fixed_paper);
  drawing.seed = 43;
  EXPECT_NE(paper_text(draw(drawing, bank())), once);
}

TEST(APaper, HoldsWhatTheBlueprintAsks) {
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    auto paper = draw({.parts = parts, .seed = seed, .avoided = {}}, bank());
    ASSERT_TRUE(paper.ok());
    std::map<std::string, int> asked;
    std::set<std::int64_t> editions;
    std::int64_t points = 0;
    for (const Drawn& each : *paper) {
      Drawable from = bank()[static_cast<std::size_t>(each.edition - 1)];
      ++asked[from.topic + " " + from.kind];
      points += each.points;
      EXPECT_TRUE(editions.insert(each.edition).second) << "asked twice";
      std::string letters = each.order;
      std::ranges::sort(letters);
      EXPECT_EQ(letters, std::string("ABCD").substr(0, static_cast<std::size_t>(from.options)));
      EXPECT_TRUE(from.kind != "true_false" || each.order == "AB");
    }
    EXPECT_EQ(asked, (std::map<std::string, int>{
                         {"aed single", 1}, {"cpr single", 2}, {"cpr true_false", 1}}));
    EXPECT_EQ(points, 100);
  }
}

TEST(APaper, AvoidsWhatWasAskedBeforeAsFarAsItCan) {
  // Four single choices of CPR: two asked before leave two.
  for (std::uint64_t seed = 0; seed < 50; ++seed) {
    auto paper = draw({.parts = parts, .seed = seed, .avoided = {1, 4}}, bank());
    ASSERT_TRUE(paper.ok());
    for (const Drawn& each : *paper) EXPECT_TRUE(each.edition != 1 && each.edition != 4);
    auto short_of = draw({.parts = parts, .seed = seed, .avoided = {1, 2, 4, 5}}, bank());
    EXPECT_TRUE(short_of.ok()) << "too few others is no refusal";
  }
}

TEST(APaper, IsRefusedWhenTheBankHasTooFew) {
  std::vector<Part> many{{"aed", "single", 5, 20}};
  EXPECT_EQ(paper_text(draw({.parts = many, .seed = 1, .avoided = {}}, bank())),
            "training.bank_too_small aed single 4/5");
}

TEST(Letters, GoFromTheScreenToTheEditionAndBack) {
  struct Row {
    std::string order, kind, screen, answer;
  };
  for (const Row& row : std::vector<Row>{
           {"CADB", "single", "A", "C"},
           {"CADB", "single", "", ""},
           {"CADB", "single", "AB", "training.no_such_choice"},
           {"CADB", "multiple", "AB", "AC"},
           {"CADB", "multiple", "DA", "BC"},
           {"CADB", "multiple", "AA", "training.no_such_choice"},
           {"CADB", "single", "E", "training.no_such_choice"},
           {"AB", "true_false", "B", "B"},
           {"AB", "true_false", "C", "training.no_such_choice"},
           {"AB", "true_false", "a", "training.no_such_choice"},
       }) {
    SCOPED_TRACE(row.order + row.screen);
    Drawn drawn{1, 4, row.order};
    auto letters = letters_chosen(drawn, row.kind, row.screen);
    EXPECT_EQ(letters.ok() ? *letters : letters.error().code, row.answer);
    std::string sorted = row.screen;
    std::ranges::sort(sorted);
    EXPECT_EQ(letters.ok() ? letters_shown(drawn, *letters) : sorted, sorted);
  }
}

TEST(Choices, AreWholeAndHaveAnAnswer) {
  struct Row {
    std::string kind;
    std::vector<std::string> options;
    std::string given, answer;
  };
  for (const Row& row : std::vector<Row>{
           {"single", {"甲", "乙", "", "", "", ""}, "B", "ok"},
           {"single", {"甲", "", "", "", "", ""}, "A", "training.question_options"},
           {"single", {"甲", "", "乙", "", "", ""}, "A", "training.question_options"},
           {"single", {"甲", "甲", "", "", "", ""}, "A", "training.question_options"},
           {"single", {"甲", "乙", "", "", "", ""}, "C", "training.question_answer"},
           {"single", {"甲", "乙", "", "", "", ""}, "AB", "training.question_answer"},
           {"multiple", {"甲", "乙", "丙", "", "", ""}, "AC", "ok"},
           {"multiple", {"甲", "乙", "丙", "", "", ""}, "CA", "training.question_answer"},
           {"multiple", {"甲", "乙", "丙", "", "", ""}, "AA", "training.question_answer"},
           {"multiple", {"甲", "乙", "丙", "", "", ""}, "A", "training.question_answer"},
           {"true_false", {"", "", "", "", "", ""}, "A", "ok"},
           {"true_false", {"对", "错", "", "", "", ""}, "A", "training.question_options"},
           {"true_false", {"", "", "", "", "", ""}, "C", "training.question_answer"},
       }) {
    SCOPED_TRACE(row.kind + row.given);
    EXPECT_EQ(code_of(check_choices({row.kind, row.options, row.given})), row.answer);
  }
}

namespace {

constexpr Fairness fairness{.beat_s = 10, .lost_after_s = 25, .grant_s_max = 900, .late_s = 5};
Instant second(std::int64_t number) { return {1'800'000'000'000 + number * 1000}; }

Sitting sitting_with(std::int64_t granted, std::int64_t extended) {
  Sitting sitting;
  sitting.started_at = second(0);
  sitting.minutes = 30;
  sitting.granted_s = granted;
  sitting.extended_s = extended;
  return sitting;
}

}  // namespace

TEST(TheTimeOfASitting, IsFairToWhoLosesTheConnection) {
  struct Row {
    std::int64_t granted, extended, seen, now;  // seconds
    std::int64_t grant;                         // for this sign of life
    bool over;                                  // with the grant counted
    bool taken_in;                              // were it silent on
  };
  for (const Row& row : std::vector<Row>{
           {0, 0, 100, 110, 0, false, false},        // there
           {0, 0, 100, 125, 0, false, false},        // not yet lost
           {0, 0, 100, 126, 26, false, false},       // lost: the whole silence
           {0, 0, 100, 700, 600, false, false},      // ten minutes
           {800, 0, 100, 700, 100, false, false},    // the rest of the most
           {900, 0, 100, 700, 0, false, false},      // nothing left
           {0, 0, 1795, 1805, 0, false, false},      // an answer under way
           {0, 0, 1795, 1806, 0, true, false},       // over; the sign of life ends it
           {0, 0, 1790, 1900, 110, false, false},    // cut off ten seconds before the end
           {0, 0, 1700, 2700, 900, false, false},    // at the very end of the most
           {0, 0, 1700, 2705, 900, false, false},    // and an answer under way then
           {0, 0, 1700, 2706, 900, true, true},      // too late
           {900, 0, 1700, 2706, 0, true, true},      //
           {0, 600, 1700, 2706, 900, false, false},  // the examiner added ten minutes
           {0, 600, 1700, 3306, 900, true, true},    //
       }) {
    SCOPED_TRACE(std::to_string(row.seen) + " " + std::to_string(row.now));
    Sitting sitting = sitting_with(row.granted, row.extended);
    EXPECT_EQ(granted_for(fairness, sitting, second(row.seen), second(row.now)), row.grant);
    EXPECT_EQ(over_in_silence(fairness, sitting, second(row.seen), second(row.now)), row.taken_in);
    sitting.granted_s += row.grant;
    EXPECT_EQ(over(fairness, sitting, second(row.now)), row.over);
  }
}

TEST(ASitting, BeginsInItsWindowAndNotTooSoonAfterTheLast) {
  Exam exam;
  exam.state = "open";
  exam.opens_at = second(0);
  exam.closes_at = second(3600);
  struct Row {
    std::int64_t now, last_end;
    std::string answer;
  };
  for (const Row& row : std::vector<Row>{
           {-1, -1, "training.exam_not_open"},
           {0, -1, "ok"},
           {3600, -1, "ok"},
           {3601, -1, "training.exam_closed"},
           {3599, 1, "training.retake_too_soon"},
           {3600, 0, "ok"},
       }) {
    SCOPED_TRACE(row.now);
    Instant last = row.last_end < 0 ? Instant{} : second(row.last_end);
    EXPECT_EQ(code_of(check_entering(exam, {second(row.now), last, 1})), row.answer);
  }
}

TEST(ItemFigures, TellTheGoodItemFromTheBad) {
  Suspicion suspicion{
      .used_min = 10, .rate_min = 0.3, .rate_max = 0.97, .discrimination_min = 0.15};
  // Ten sittings with scores 100, 90 … 10; who got it right: by the pattern, best first.
  struct Row {
    std::string right;
    double rate, discrimination;
    std::string suspicions;
  };
  for (const Row& row : std::vector<Row>{
           {"1111100000", 0.5, 1, "idle_choice"},
           {"1111111111", 1, 0, "too_easy idle_choice"},
           {"1000000000", 0.1, 1.0 / 3, "too_hard idle_choice"},
           {"0000011111", 0.5, -1, "wrong_key idle_choice"},
           {"1001111001", 0.6, 0, "not_discriminating idle_choice"},
       }) {
    SCOPED_TRACE(row.right);
    std::vector<Given> given;
    for (std::size_t at = 0; at < 10; ++at) {
      bool right = row.right[at] == '1';
      given.push_back({100 - 10 * static_cast<std::int64_t>(at), right ? "A" : "B", right});
    }
    ItemFigures figures = figures_of({3, "A"}, given, suspicion);
    std::string text;
    for (auto& each : figures.suspicions) text += (text.empty() ? "" : " ") + each;
    EXPECT_EQ(text, row.suspicions);
    EXPECT_DOUBLE_EQ(figures.rate, row.rate);
    EXPECT_NEAR(figures.discrimination, row.discrimination, 1e-12);
    EXPECT_EQ(figures.chosen['C'], 0);
  }
}

TEST(Reading, EarnsTheTimeThatPassed) {
  StudyRules rules{.beat_s = 20, .beat_s_max = 45, .keep_every_s = 300};
  EXPECT_EQ(seconds_earned(rules, {}, second(20)), 0) << "the first sign";
  EXPECT_EQ(seconds_earned(rules, second(0), second(20)), 20);
  EXPECT_EQ(seconds_earned(rules, second(0), second(45)), 45);
  EXPECT_EQ(seconds_earned(rules, second(0), second(46)), 0);
  EXPECT_EQ(seconds_earned(rules, second(20), second(0)), 0) << "a clock put back";
}

}  // namespace boai::training

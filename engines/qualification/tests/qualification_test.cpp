// The office's worked examples, and the same answer in whatever order facts arrive.
#include "engines/qualification/qualification.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <map>
#include <random>
#include <sstream>

#include "base/tests/tree.hpp"

namespace boai::qualification {
namespace {

std::string here() { return in_tree("engines/qualification/tests"); }

std::string text_at(const std::string& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

const Rules& rules() {
  static const Rules read =
      read_rules(text_at(here() + "/../../../packs/jiangsu/training/instructors.yaml")).value();
  return read;
}

const std::map<std::string, What> facts_words = {
    {"作废", What::struck},       {"撤销", What::revoked}, {"撤销恢复", What::restored},
    {"暂停", What::suspended},    {"恢复", What::resumed}, {"初训", What::trained},
    {"复训", What::retrained},    {"授课", What::taught},  {"授权", What::authorised},
    {"取消授权", What::withdrawn}};
const std::map<std::string, State> state_words = {
    {"无", State::none},          {"有效", State::valid},   {"待复训", State::due},
    {"课时不足", State::lacking}, {"停用", State::dormant}, {"宽限", State::grace},
    {"失效", State::lapsed},      {"终止", State::ended},   {"暂停", State::suspended},
    {"撤销", State::revoked}};

using Tokens = std::vector<std::string>;

Tokens tokens_of(const std::string& line) {
  std::istringstream in(line);
  return {std::istream_iterator<std::string>(in), {}};
}

std::string level_code(const std::string& name) {
  for (const Level& level : rules().editions.back().levels) {
    if (level.name == name) return level.code;
  }
  return name;
}

struct Example {
  std::string name;
  std::vector<Fact> facts;
  std::vector<std::pair<int, Tokens>> expected;  // line number
};

// A line of a fact; its own number is its id unless it names one.
void add_fact(Example& example, Tokens words, int line) {
  if (words[0] == "每年授课") {
    for (int year = std::stoi(words[1]); year <= std::stoi(words[2]); ++year) {
      example.facts.push_back({.day = *Day::of(year, 6, 15),
                               .what = What::taught,
                               .id = std::to_string(line) + "/" + std::to_string(year),
                               .amount = std::stoi(words[3])});
    }
    return;
  }
  ASSERT_TRUE(facts_words.contains(words[1])) << "line " << line;
  Fact fact{.day = Day::parse(words[0]).value(), .what = facts_words.at(words[1])};
  fact.id = std::to_string(line);
  std::size_t at = 2;
  if (fact.what == What::trained) fact.level = level_code(words[at++]);
  bool counted = fact.what == What::trained || fact.what == What::retrained;
  if (counted || fact.what == What::taught) fact.amount = std::stoi(words[at++]);
  bool placed = fact.what == What::authorised || fact.what == What::withdrawn;
  if (placed) fact.region = words[at++];
  if (fact.what == What::struck) fact.other = words[at++];
  for (; at < words.size(); ++at) {
    if (words[at] == "补录") {
      fact.recorded = Day::parse(words[++at]).value();
    } else if (words[at].starts_with("#")) {
      fact.id = words[at];
    } else {
      ASSERT_EQ(fact.what, What::authorised) << "line " << line;
      fact.until = Day::parse(words[at]).value();
    }
  }
  example.facts.push_back(fact);
}

std::vector<Example> examples() {
  std::vector<Example> read;
  std::ifstream file(here() + "/examples.txt");
  int number = 0;
  for (std::string line; std::getline(file, line);) {
    ++number;
    Tokens words = tokens_of(line);
    if (words.empty() || words[0] == "#" || line.starts_with("#")) continue;
    if (words[0] == "例") {
      read.push_back({.name = line});
    } else if (words[0] == "→") {
      read.back().expected.emplace_back(number, Tokens(words.begin() + 1, words.end()));
    } else {
      add_fact(read.back(), words, number);
    }
  }
  return read;
}

Question question_of(const Tokens& words, std::size_t& at) {
  Question question{.day = Day::parse(words[at++]).value()};
  if (words[at] == "所知") {
    question.known = Day::parse(words[at + 1]).value();
    at += 2;
  }
  return question;
}

Day limit(const std::string& word) { return word == "-" ? Day() : Day::parse(word).value(); }

void compare(const Standing& found, const Tokens& words, std::size_t at) {
  ASSERT_TRUE(state_words.contains(words[at])) << words[at];
  EXPECT_EQ(name_of(found.state), name_of(state_words.at(words[at])));
  std::vector<Missing> missing;
  bool told = false;
  for (++at; at < words.size(); ++at) {
    const std::string& word = words[at];
    if (word == "至") {
      EXPECT_EQ(to_text(found.until), words[++at]);
    } else if (word == "缺复训" || word == "缺课时") {
      missing.push_back({word == "缺复训" ? "retraining_days" : "teaching_hours",
                         std::stoi(words[at + 1]), limit(words[at + 2])});
      told = true;
      at += 2;
    } else if (word == "缺初训") {
      missing.push_back({"initial_training", 1, {}});
      told = true;
    } else if (word == "不缺") {
      told = true;
    } else if (word == "可授" || word == "不可授") {
      EXPECT_EQ(may_teach_in(found, words[++at]), word == "可授") << words[at];
    } else if (word == "因") {
      std::string why = words[++at];
      why[why.find('_')] = ' ';  // between the day and its code
      EXPECT_NE(std::ranges::find(found.why, why), found.why.end()) << why;
    } else {
      EXPECT_EQ(found.level, level_code(word));
    }
  }
  if (!told) return;
  auto by_what = [](const Missing& left, const Missing& right) { return left.what < right.what; };
  std::vector<Missing> named = found.missing;
  std::ranges::sort(named, by_what);
  std::ranges::sort(missing, by_what);
  EXPECT_EQ(named, missing);
}

TEST(TheOfficesExamples, AreAnsweredAsWritten) {
  int count = 0;
  for (const Example& example : examples()) {
    for (const auto& [line, words] : example.expected) {
      SCOPED_TRACE("examples.txt:" + std::to_string(line) + " " + example.name);
      std::size_t at = 0;
      Question question = question_of(words, at);
      compare(standing_of(rules(), example.facts, question), words, at);
      ++count;
    }
  }
  EXPECT_GE(count, 100);
}

Fact random_fact(std::mt19937& chance, int number) {
  auto below = [&](int limit) { return static_cast<int>(chance() % static_cast<unsigned>(limit)); };
  constexpr What kinds[] = {What::trained,   What::trained, What::retrained, What::retrained,
                            What::taught,    What::taught,  What::taught,    What::suspended,
                            What::resumed,   What::revoked, What::restored,  What::authorised,
                            What::withdrawn, What::struck};
  const char* levels[] = {"instructor", "senior", "trainer"};
  const char* regions[] = {"3201", "320102", "320205"};
  Fact fact{.day = Day::of(2020, 1, 1)->plus_days(below(3000)),
            .what = kinds[below(14)],
            .id = std::to_string(number)};
  fact.amount = fact.what == What::trained ? 24 + below(30) : 1 + below(40) / 10;
  if (fact.what == What::taught) fact.amount = 8 + below(60);
  if (fact.what == What::trained) fact.level = levels[below(3)];
  if (fact.what == What::authorised || fact.what == What::withdrawn)
    fact.region = regions[below(3)];
  if (fact.what == What::struck) fact.other = std::to_string(below(40));
  if (below(4) == 0) fact.recorded = fact.day.plus_days(below(600));
  return fact;
}

TEST(TheAnswer, IsTheSameInWhateverOrderFactsArrive) {
  std::mt19937 chance(20261124);
  std::map<State, int> met;
  for (int round = 0; round < 2000; ++round) {
    std::vector<Fact> facts;
    int count = static_cast<int>(chance() % 40);
    for (int number = 0; number < count; ++number) facts.push_back(random_fact(chance, number));
    Question question{.day = Day::of(2021, 1, 1)->plus_days(chance() % 3000)};
    if (round % 3 == 0) question.known = question.day.plus_days(chance() % 300);
    Standing first = standing_of(rules(), facts, question);
    ++met[first.state];
    for (int shuffle = 0; shuffle < 5; ++shuffle) {
      std::ranges::shuffle(facts, chance);
      if (!facts.empty()) facts.push_back(facts.front());  // one of them arrives again
      ASSERT_EQ(standing_of(rules(), facts, question), first) << "round " << round;
    }
  }
  EXPECT_GE(met.size(), 8U);  // the rounds reach the states, not only "none"
}

TEST(TheAnswer, OfAFactNotYetHappenedOrKnownIsAsIfItWereNotThere) {
  std::mt19937 chance(7);
  for (int round = 0; round < 500; ++round) {
    std::vector<Fact> facts, known;
    for (int number = 0; number < 25; ++number) facts.push_back(random_fact(chance, number));
    Question question{.day = Day::of(2021, 1, 1)->plus_days(chance() % 2500)};
    question.known = question.day;
    for (const Fact& fact : facts) {
      Day recorded = fact.recorded ? fact.recorded : fact.day;
      if (fact.day <= question.day && recorded <= question.day) known.push_back(fact);
    }
    ASSERT_EQ(standing_of(rules(), facts, question), standing_of(rules(), known, {question.day}));
  }
}

TEST(Rules, AreReadStrictly) {
  std::string good = text_at(here() + "/../../../packs/jiangsu/training/instructors.yaml");
  auto with = [&](const std::string& from, const std::string& to) {
    std::string text = good;
    std::size_t at = text.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    return text.replace(at, from.size(), to);
  };
  struct Row {
    std::string text, answer;
  };
  for (const Row& row : std::vector<Row>{
           {good, "ok"},
           {"", "qualification.rules"},
           {"editions: []", "qualification.rules"},
           {"editions: [", "qualification.rules"},
           {with("since: 2020-01-01", "since: 2020-02-30"), "qualification.rules"},
           {with("since: 2020-01-01", "since: 2027-01-01"), "qualification.rules"},
           {with("code: senior", "code: instructor"), "qualification.rules"},
           {with("after: {level: instructor", "after: {level: trainer"), "qualification.rules"},
           {with("cycle_months: 36", "cycle_months: 0"), "qualification.rules"},
           {with("days: 2", "days: -1"), "qualification.rules"},
           {with("make_up_months: 6", "make_up_months: 13"), "qualification.rules"},
           {with("grace_months: 6", "grace: 6"), "qualification.rules"},
       }) {
    EXPECT_EQ(answer_of(read_rules(row.text)), row.answer);
  }
}

}  // namespace
}  // namespace boai::qualification

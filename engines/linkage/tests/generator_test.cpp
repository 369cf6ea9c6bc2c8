#include "engines/linkage/generator.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

namespace boai::linkage {

namespace {

const Generated& sample() {
  static const Generated made = generate({.seed = 7, .rows = 40'000});
  return made;
}

// How many rows of a kind there are to one of all rows that could have it.
double share_of(RowError error, bool second_rows_only) {
  std::set<std::uint32_t> seen;
  std::map<std::uint32_t, int> rows;
  for (std::uint32_t person : sample().person) rows[person]++;
  std::size_t having = 0, could = sample().rows.size();
  if (second_rows_only) could -= rows.size();
  for (std::size_t row = 0; row < sample().rows.size(); ++row) having += sample().has(row, error);
  return static_cast<double>(having) / static_cast<double>(could);
}

}  // namespace

TEST(GeneratedRows, AreTheSameFromTheSameSeed) {
  auto one = generate({.seed = 3, .rows = 2000}), other = generate({.seed = 3, .rows = 2000});
  auto third = generate({.seed = 4, .rows = 2000});
  std::size_t same = 0;
  for (std::size_t row = 0; row < one.rows.size(); ++row) {
    EXPECT_EQ(one.rows[row].name, other.rows[row].name);
    EXPECT_EQ(one.rows[row].document_number, other.rows[row].document_number);
    same += one.rows[row].name == third.rows[row].name;
  }
  EXPECT_LT(same, 100u);
}

TEST(GeneratedRows, HaveTheErrorsInTheStatedShares) {
  struct Case {
    RowError error;
    bool second;
    double share, within;
  };
  for (const Case& each : {Case{RowError::typing_name, true, 0.02, 0.004},
                           Case{RowError::typing_number, true, 0.02, 0.004},
                           Case{RowError::typing_birthday, true, 0.02, 0.004},
                           Case{RowError::typing_phone, true, 0.02, 0.004},
                           Case{RowError::homophone, true, 0.01, 0.003},
                           Case{RowError::swapped_digits, true, 0.015, 0.004},
                           Case{RowError::moved_phone, true, 0.20, 0.015},
                           Case{RowError::missing_number, false, 0.10, 0.006},
                           Case{RowError::missing_phone, false, 0.05, 0.006},
                           Case{RowError::moved_county, true, 0.05, 0.008}}) {
    SCOPED_TRACE(name_of(each.error));
    EXPECT_NEAR(share_of(each.error, each.second), each.share, each.within);
  }
}

TEST(GeneratedRows, HaveValidNumbersUnlessSpoilt) {
  std::size_t checked = 0;
  for (std::size_t row = 0; row < sample().rows.size(); ++row) {
    const std::string& number = sample().rows[row].document_number;
    bool spoilt = sample().has(row, RowError::typing_number) ||
                  sample().has(row, RowError::swapped_digits) || number.size() != 18;
    if (spoilt) continue;
    ++checked;
    EXPECT_EQ(number[17], check_character(number.substr(0, 17))) << number;
    EXPECT_TRUE(Day::from_number(std::stoll(number.substr(6, 8)))) << number;
  }
  EXPECT_GT(checked, 30'000u);
}

// The usual sample of GB 11643.
TEST(CheckCharacter, IsThatOfTheStandard) { EXPECT_EQ(check_character("11010519491231002"), 'X'); }

TEST(GeneratedRows, HoldWhatIsHard) {
  std::map<std::string, std::set<std::uint32_t>> by_phone, by_name_and_county;
  std::map<std::uint32_t, std::map<int, std::set<std::uint32_t>>> births;
  std::size_t rare = 0, dotted = 0;
  for (std::size_t row = 0; row < sample().rows.size(); ++row) {
    const Row& each = sample().rows[row];
    if (!each.phone.empty()) by_phone[each.phone].insert(sample().person[row]);
    by_name_and_county[each.name + each.county].insert(sample().person[row]);
    births[sample().family[row]][each.birthday.number()].insert(sample().person[row]);
    rare += each.name.find("\xf0") != std::string::npos;
    dotted += each.name.find("·") != std::string::npos;
  }
  auto shared = [](const auto& sets) {
    return std::ranges::count_if(sets, [](const auto& each) { return each.second.size() > 1; });
  };
  EXPECT_GT(shared(by_phone), 1000);
  EXPECT_GT(shared(by_name_and_county), 200);
  auto twins = [](const auto& family) {
    return std::ranges::any_of(family.second,
                               [](const auto& day) { return day.second.size() > 1; });
  };
  EXPECT_GT(std::ranges::count_if(births, twins), 50);
  EXPECT_GT(rare, 20u);
  EXPECT_GT(dotted, 100u);
}

}  // namespace boai::linkage

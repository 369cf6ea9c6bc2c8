#include "kernel/exchange/values.hpp"

#include <gtest/gtest.h>

#include "kernel/exchange/row_form.hpp"

namespace boai::exchange {

struct Case {
  std::string typed, answer;
};

TEST(ADayAsPeopleTypeIt, IsOneDayOrStaysAsItIs) {
  for (const Case& each : std::vector<Case>{
           {"2026-03-05", "2026-03-05"},
           {"2026-3-5", "2026-03-05"},
           {"2026/3/5", "2026-03-05"},
           {"2026.3.5", "2026-03-05"},
           {"2026年3月5日", "2026-03-05"},
           {"2026年03月05", "2026-03-05"},
           {"20260305", "2026-03-05"},
           {"２０２６／３／５", "2026-03-05"},
           {"2026-03-05 08:30:00", "2026-03-05"},
           {"2026/3/5 0:00", "2026-03-05"},
           {"2026-03-05T08:30:00.000Z", "2026-03-05"},
           {"46086", "2026-03-05"},
           {"46086.5", "2026-03-05"},
           {"2026-02-30", "2026-02-30"},
           {"2026年13月1日", "2026年13月1日"},
           {"5/3/2026", "5/3/2026"},
           {"26-3-5", "26-3-5"},
           {"2026-3", "2026-3"},
           {"2026-3-5x", "2026-3-5x"},
           {"2026-3-5 about", "2026-3-5 about"},
           {"20261305", "20261305"},
           {"99999999999999", "99999999999999"},
           {"", ""},
           {"今天", "今天"},
       }) {
    SCOPED_TRACE(each.typed);
    EXPECT_EQ(iso_day(each.typed), each.answer);
  }
  EXPECT_EQ(iso_day("44624", true), "2026-03-05") << "days since 1904";
  EXPECT_EQ(day_of_serial("60", false), "1900-02-29") << "a day that never was is refused later";
  EXPECT_EQ(day_of_serial("-1", false), "-1");
  EXPECT_EQ(day_of_serial("1e300", false), "1e300");
}

TEST(AWholeNumber, MayHaveThousandsAndWideDigits) {
  for (const Case& each : std::vector<Case>{
           {"1,234", "1234"},
           {"12,345,678", "12345678"},
           {"-1,234", "-1234"},
           {"１２３", "123"},
           {"１，２３４", "1234"},
           {"12.0", "12"},
           {"12.50", "12.50"},
           {"1,23", "1,23"},
           {"1,2345", "1,2345"},
           {",123", ",123"},
           {"1,234.5", "1,234.5"},
           {"abc", "abc"},
           {"", ""},
       }) {
    EXPECT_EQ(whole_number(each.typed), each.answer);
  }
}

TEST(AGuardedCell, SaysWhatIsInIt) {
  for (const Case& each : std::vector<Case>{
           {"'=1+1", "=1+1"},
           {"'+86", "+86"},
           {"=\"00123\"", "00123"},
           {"=\"a\"&\"b\"", "=\"a\"&\"b\""},
           {"'a", "'a"},
           {"=1+1", "=1+1"},
           {"'", "'"},
           {"=\"", "=\""},
       }) {
    EXPECT_EQ(unguarded(each.typed), each.answer);
  }
}

TEST(WhatIsTold, NeverHoldsAnIdentityNumber) {
  EXPECT_EQ(safe_to_tell("320102"), "320102");
  EXPECT_EQ(safe_to_tell("11010519491231002X").find("19491231"), std::string::npos);
  EXPECT_EQ(safe_to_tell(std::string(500, '1')), "");
}

TEST(Spaces, AroundACellAreNoPartOfIt) {
  EXPECT_EQ(trimmed(" \t张三　\xc2\xa0\r\n"), "张三");
  EXPECT_EQ(trimmed("张 三"), "张 三");
  EXPECT_EQ(trimmed("　"), "");
}

}  // namespace boai::exchange

// The words of templates, numbers as written, codes, periods, the order of what is behind.
#include "domains/briefs/rules.hpp"

#include <gtest/gtest.h>

namespace boai::briefs {

Known everything() {
  return {[](const std::string& indicator) { return indicator != "XX-99"; }};
}

TEST(APlaceHolder, IsUnderstoodOrNamedAsWrong) {
  struct Row {
    std::string text, answer;
    bool in_row = false;
  };
  for (const Row& row : std::vector<Row>{
           {"{{FA-02}}", "ok"},
           {"{{FA-02 target region=3201 year=2024 as=wan digits=1}}", "ok"},
           {"{{FA-02 forecast}}", "ok"},
           {"{{FA-02 chance}}", "ok"},
           {"{{FA-02 beauty}}", "briefs.unknown"},
           {"{{XX-99 value}}", "briefs.unknown_indicator"},
           {"{{fa-02 value}}", "briefs.unknown"},
           {"{{FA-02 value as=octal}}", "briefs.option"},
           {"{{FA-02 value digits=9}}", "briefs.option"},
           {"{{FA-02 value digits=x}}", "briefs.option"},
           {"{{FA-02 value colour=red}}", "briefs.option"},
           {"{{region.name}}", "ok"},
           {"{{region.nane}}", "briefs.unknown"},
           {"{{count behind}}", "ok"},
           {"{{count everything}}", "briefs.unknown"},
           {"{{text requests}}", "ok"},
           {"{{chart FA-02 by=city}}", "ok"},
           {"{{chart FA-02}}", "briefs.option"},
           {"{{chart FA-02 by=month width=5}}", "briefs.option"},
           {"{{map FA-02 by=month}}", "briefs.option"},
           {"{{.value}}", "briefs.no_row"},
           {"{{.value}}", "ok", true},
           {"{{.worth}}", "briefs.unknown", true},
       }) {
    SCOPED_TRACE(row.text);
    Needs needs;
    auto asked = documents::parse_place_holder(row.text);
    ASSERT_TRUE(asked.ok());
    EXPECT_EQ(answer_of(understand(*asked, everything(), row.in_row, needs)), row.answer);
  }
}

TEST(Needs, AreWrittenAndReadBack) {
  Needs needs;
  for (const char* text : {"{{chart FA-02 by=city}}", "{{chart FA-05 by=month}}",
                           "{{ER-01 change}}", "{{FA-02 value region=3201 year=2024}}"}) {
    ASSERT_TRUE(understand(*documents::parse_place_holder(text), everything(), false, needs).ok());
  }
  ASSERT_TRUE(understand_rows(*documents::parse_place_holder("{{each behind limit=5}}"),
                              everything(), needs)
                  .ok());
  EXPECT_EQ(to_text(needs_from(to_text(needs))), to_text(needs));
  EXPECT_TRUE(needs.before && needs.behind);
  EXPECT_EQ(needs.parts, std::set<std::string>{"FA-02"});
  EXPECT_EQ(needs.months, std::set<std::string>{"FA-05"});
  EXPECT_TRUE(needs.cells.contains({"FA-02", "3201", 2024}));
}

TEST(ANumber, IsWrittenAsTheOfficeDoes) {
  struct Row {
    std::string value, unit;
    Writing writing;
    std::string text;
  };
  for (const Row& row : std::vector<Row>{
           {"", "人", {}, "—"},
           {"0", "人", {}, "0"},
           {"99999", "人", {}, "99,999"},
           {"1184213", "人", {}, "118.4万"},
           {"1184213", "人", {.as = "plain"}, "1,184,213"},
           {"1184213", "人", {.as = "plain", .unit = true}, "1,184,213人"},
           {"500000", "人次", {.unit = true}, "50万人次"},
           {"1184213", "人", {.as = "wan", .digits = 2}, "118.42万"},
           {"1234567890", "元", {}, "12.35亿"},
           {"11.82", "%", {}, "11.8%"},
           {"9.30", "%", {}, "9.3%"},
           {"100.00", "%", {}, "100%"},
           {"11.82", "%", {.digits = 2}, "11.82%"},
           {"1", "是否", {}, "是"},
           {"0", "是否", {}, "否"},
           {"0.0204", "比", {}, "1:49"},
           {"-1234", "", {.as = "plain"}, "-1,234"},
           {"-123", "", {.as = "plain"}, "-123"},
           {"12", "个", {.sign = true}, "+12"},
       }) {
    SCOPED_TRACE(row.value + row.unit);
    EXPECT_EQ(written(row.value, row.unit, row.writing), row.text);
  }
}

TEST(ACode, IsReadBackAsItWasPrinted) {
  for (std::int64_t brief : {1LL, 31LL, 32LL, 123456789LL, 4'000'000'000'000LL}) {
    auto read = parse_code(code_of({brief}, 12));
    ASSERT_TRUE(read.has_value());
    EXPECT_EQ(read->brief.number, brief);
    EXPECT_EQ(read->number, 12);
  }
  EXPECT_EQ(parse_code("k7q-12")->brief, parse_code("K7Q-12")->brief);
  for (const char* wrong :
       {"", "-", "K7Q", "K7Q-", "-12", "K7U-12", "K7Q-1x", "K7Q-12345678", "ZZZZZZZZZZZZZZ-1"}) {
    EXPECT_FALSE(parse_code(wrong).has_value()) << wrong;
  }
}

TEST(ThePeriodBefore, IsLastMonthOrLastYear) {
  Day today = *Day::of(2026, 11, 24), new_year = *Day::of(2026, 1, 5);
  EXPECT_EQ(before({2026, 0}, today, 2026), (Period{2026, 10}));
  EXPECT_EQ(before({2025, 0}, today, 2021), (Period{2024, 0}));
  EXPECT_EQ(before({2025, 6}, today, 2021), (Period{2025, 5}));
  EXPECT_EQ(before({2025, 1}, today, 2021), (Period{2024, 12}));
  EXPECT_EQ(before({2026, 0}, new_year, 2026), std::nullopt);
  EXPECT_EQ(before({2021, 0}, today, 2021), std::nullopt);
}

TEST(WhatIsBehind, StandsWorstFirst) {
  auto of = [](const char* name, const char* status, const char* value, const char* expected) {
    Figure figure;
    figure.indicator = name;
    figure.status = status;
    figure.value = value;
    figure.expected = expected;
    return figure;
  };
  std::vector<Figure> all = {of("A", "at_risk", "90", "100"), of("B", "behind", "70", "100"),
                             of("C", "missed", "99", "100"), of("D", "behind", "20", "100")};
  std::vector<const Figure*> ordered;
  for (const Figure& each : all) ordered.push_back(&each);
  order_by_need(ordered);
  std::string names;
  for (const Figure* each : ordered) names += each->indicator;
  EXPECT_EQ(names, "CDBA");
}

}  // namespace boai::briefs

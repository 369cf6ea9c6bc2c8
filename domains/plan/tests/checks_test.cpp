#include "domains/plan/rules/checks.hpp"

#include <gtest/gtest.h>

namespace boai::plan {

namespace {

Indicator row(const std::string& id, const std::string& unit = "个") {
  Indicator indicator;
  indicator.id = id;
  indicator.unit = unit;
  indicator.rule = "coverage";
  return indicator;
}

std::string answer(const std::vector<FieldFault>& faults) {
  std::string all;
  for (const FieldFault& fault : faults) all += (all.empty() ? "" : " ") + fault.detail;
  return all.empty() ? "taken" : all;
}

}  // namespace

TEST(AReportedValue, IsHeldAgainstThePacksChecks) {
  auto checks = read_checks("packs/jiangsu/checks.yaml");
  ASSERT_TRUE(checks.ok()) << checks.error().detail;
  struct Row {
    std::string name, id, unit;
    const char* value;
    const char* before;  // "" for none
    const char* beside;
    bool reason;
    std::string answer;
  };
  for (const Row& one : std::vector<Row>{
           {"first year", "VO-01", "支", "24", "", "", false, "taken"},
           {"a fifth more", "VO-01", "支", "24", "20", "", false, "taken"},
           {"a hair more", "VO-01", "支", "24.000001", "20", "", false, "year_on_year"},
           {"a fifth less", "VO-01", "支", "16", "20", "", false, "taken"},
           {"far less", "VO-01", "支", "15", "20", "", false, "year_on_year"},
           {"with a reason", "VO-01", "支", "15", "20", "", true, "taken"},
           {"from nothing", "VO-01", "支", "15", "0", "", false, "taken"},
           {"per cent", "SC-01", "%", "1000", "", "", false, "taken"},
           {"too many per cent", "SC-01", "%", "1000.01", "", "", true, "percent_range"},
           {"new above all", "OG-06", "个", "701", "", "700", true, "new_homes"},
           {"all below new", "OG-07", "个", "699", "", "700", true, "new_homes"},
           {"equal", "OG-06", "个", "700", "", "700", false, "taken"},
           {"other unknown", "OG-06", "个", "700", "", "", false, "taken"},
           {"two at once", "OG-06", "个", "900", "100", "700", false, "year_on_year new_homes"},
       }) {
    SCOPED_TRACE(one.name);
    Indicator indicator = row(one.id, one.unit);
    Entry entry{.indicator = indicator,
                .value = *parse_decimal(one.value),
                .numerator = {},
                .denominator = {},
                .day = *Day::of(2026, 11, 23)};
    Known known{.year_before = parse_decimal(one.before),
                .beside = [&](const std::string&) { return parse_decimal(one.beside); }};
    EXPECT_EQ(answer(broken_checks(*checks, entry, known, one.reason)), one.answer);
  }
}

TEST(AReportedValue, IsHeldAgainstChecksInForceOnly) {
  Check check{.code = "old",
              .kind = "range",
              .max = micro,
              .from = *Day::of(2021, 1, 1),
              .until = *Day::of(2025, 12, 31)};
  Indicator indicator = row("VO-01");
  Known nothing{.year_before = {}, .beside = [](const std::string&) { return std::nullopt; }};
  for (auto [day, taken] : {std::pair{Day::of(2020, 12, 31), true},
                            {Day::of(2021, 1, 1), false},
                            {Day::of(2025, 12, 31), false},
                            {Day::of(2026, 1, 1), true}}) {
    Entry entry{.indicator = indicator,
                .value = 2 * micro,
                .numerator = {},
                .denominator = {},
                .day = *day};
    EXPECT_EQ(broken_checks({check}, entry, nothing, false).empty(), taken) << to_text(*day);
  }
}

TEST(AReportedValue, HasItsNumeratorWithinItsDenominator) {
  auto checks = read_checks("packs/jiangsu/checks.yaml");
  Indicator indicator = row("ER-09", "%");
  Known nothing{.year_before = {}, .beside = [](const std::string&) { return std::nullopt; }};
  for (auto [numerator, taken] : {std::pair{95, true}, {96, false}}) {
    Entry entry{.indicator = indicator,
                .value = 100 * micro,
                .numerator = numerator,
                .denominator = 95,
                .day = *Day::of(2026, 11, 23)};
    EXPECT_EQ(broken_checks(*checks, entry, nothing, true).empty(), taken) << numerator;
  }
}

}  // namespace boai::plan

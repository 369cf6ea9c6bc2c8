// 应达与预测: what a year usually looks like by today, where it will end, how sure that is, and
// what deserves a look.
#include "domains/plan/queries/outlook.hpp"
#include <cmath>

#include "tests/stories/office.hpp"

namespace boai::story {

class Outlooks : public Office {
 protected:
  // Attendances by month at Xuanwu from January 2021 (or later), as opening figures.
  void months(int first_year, const std::function<int(int year, int month)>& value,
              int last = 202610) {
    for (int year = first_year; year <= 2026; ++year) {
      for (int month = 1; month <= 12 && year * 100 + month <= last; ++month) {
        std::string day = std::to_string(year) + (month < 10 ? "-0" : "-") + std::to_string(month);
        EXPECT_EQ(act("planner", "plan.enter_opening",
                      {{"branch", here("320102")},
                       {"series", "training.attendances"},
                       {"day", day + "-01"},
                       {"value", value(year, month)},
                       {"document", "台账"},
                       {"reporter", "王五"}}),
                  "ok");
      }
    }
  }
  void set_target(const std::string& value) {
    EXPECT_EQ(act("planner", "plan.set_target",
                  {{"branch", here("32")},
                   {"plan", "jiangsu-2026-2030"},
                   {"indicator", "FA-05"},
                   {"year", 2026},
                   {"value", value},
                   {"reason", "年度计划"}}),
              "ok");
  }
  json::object forecast(const std::string& region = "32", int year = 2026) {
    auto reader = app_->readers->borrow();
    auto found = plan::outlook(**reader, *app_->house,
                               {.plan = "jiangsu-2026-2030",
                                .region = region,
                                .year = year,
                                .as_of = {},
                                .today = app_->today()},
                               "FA-05");
    EXPECT_TRUE(found.ok()) << found.error().code;
    return found.ok() ? *found : json::object{};
  }
  std::vector<std::string> kinds_of_warning(const std::string& region = "32") {
    auto reader = app_->readers->borrow();
    auto found = plan::warnings(**reader, *app_->house, region, app_->today());
    EXPECT_TRUE(found.ok()) << found.error().code;
    std::vector<std::string> kinds;
    for (const auto& each : *found) {
      kinds.push_back(std::string(each.at("kind").as_string()) + " " +
                      std::string(each.at("indicator").as_string()));
    }
    return kinds;
  }
  static int number(const json::value& text) {
    return std::atoi(std::string(text.as_string()).c_str());
  }
};

// A year that happens in spring and autumn; a little of everything in between.
int usual(int year, int month) {
  int busy = month == 3 || month == 4 || month == 9 || month == 10 ? 900 : 100;
  return busy + (year * 7 + month * 13) % 21;
}

TEST_F(Outlooks, KnowWhatIsUsuallyThereByToday) {
  months(2021, usual);
  set_target("4500");
  json::object now = indicator("FA-05", "32");
  // By 23 November nearly all of the year has usually happened: more than the straight line says.
  int straight = 4500 * 327 / 365;
  EXPECT_GT(
      now.at("expected").is_string() ? number(now.at("expected")) : now.at("expected").as_int64(),
      straight + 100);
  json::object outlook = forecast();
  EXPECT_FALSE(outlook.at("profile").at("straight").as_bool());
  EXPECT_EQ(outlook.at("profile").at("years").as_int64(), 5);
  // At the year's end the target itself is asked.
  EXPECT_EQ(outlook.at("goal"), json::value("4500.00"));
}

TEST_F(Outlooks, SayWhereTheYearEndsAndHowSureTheyAre) {
  months(2021, usual);
  set_target("4400");
  json::object outlook = forecast();
  ASSERT_TRUE(outlook.at("shown").as_bool()) << json::serialize(outlook);
  int ends = 0;
  for (int month = 1; month <= 12; ++month) ends += usual(2026, month);
  EXPECT_NEAR(number(outlook.at("value")), ends, 60);
  EXPECT_LE(number(outlook.at("low")), number(outlook.at("value")));
  EXPECT_GE(number(outlook.at("high")), number(outlook.at("value")));
  EXPECT_EQ(outlook.at("months").to_number<int>(), 70);
  EXPECT_EQ(outlook.at("fan").as_array().size(), 2u) << "November and December";
  EXPECT_LT(std::stod(std::string(outlook.at("mase").as_string())), 1);
  // The board tells the same number, as decimal text, and the chance beside it.
  json::object board = indicator("FA-05", "32");
  EXPECT_EQ(board.at("forecast"), std::llround(std::stod(std::string(outlook.at("value").as_string()))))
      << "people are whole";
  EXPECT_EQ(board.at("chance"), outlook.at("chance"));
  EXPECT_TRUE(board.at("forecast_reason").is_null());
  EXPECT_TRUE(kinds_of_warning().empty());
  // A target out of reach has a small chance and is an alert.
  set_target("9000");
  EXPECT_LT(std::stod(std::string(indicator("FA-05", "32").at("chance").as_string())), 0.1);
  auto kinds = kinds_of_warning();
  EXPECT_TRUE(std::ranges::count(kinds, "chance FA-05"));
}

TEST_F(Outlooks, OfAShortPastAreNaiveAndSaySo) {
  months(2025, usual);
  json::object outlook = forecast();
  EXPECT_EQ(outlook.at("reason"), json::value("plan.forecast_short"));
  EXPECT_EQ(outlook.at("method"), json::value("naive"));
  EXPECT_TRUE(outlook.at("shown").as_bool());
  EXPECT_TRUE(outlook.at("profile").at("straight").as_bool());
  EXPECT_EQ(indicator("FA-05", "32").at("forecast_reason"), json::value("plan.forecast_short"));
}

TEST_F(Outlooks, AreNotShownWhenThereIsNothingToTell) {
  struct Row {
    std::string indicator, plan;
    int year;
    Day as_of;
    std::string reason;
  };
  months(2021, usual);
  for (const Row& row : std::vector<Row>{
           {"FA-05", "jiangsu-2021-2025", 2025, {}, "plan.forecast_over"},
           {"FA-05", "jiangsu-2026-2030", 2026, *Day::of(2026, 11, 23), "plan.forecast_as_of"},
           {"VO-01", "jiangsu-2026-2030", 2026, {}, "plan.forecast_manual"},
           {"FA-06", "jiangsu-2026-2030", 2026, {}, "plan.forecast_no_history"},
           {"FA-22", "jiangsu-2026-2030", 2026, {}, "plan.forecast_ratio"},
       }) {
    SCOPED_TRACE(row.reason);
    json::object shown = indicator(row.indicator, "32", row.year, row.plan, row.as_of);
    EXPECT_TRUE(shown.at("forecast").is_null());
    EXPECT_EQ(shown.at("forecast_reason"), json::value(row.reason));
  }
}

TEST_F(Outlooks, NoticeAMonthThatJumpsAndASocietyThatFallsSilent) {
  months(2021, [](int year, int month) {
    return year == 2026 && month == 10 ? 9000 : usual(year, month);
  });
  auto kinds = kinds_of_warning();
  EXPECT_TRUE(std::ranges::count(kinds, "jump FA-05"));
  EXPECT_FALSE(std::ranges::count(kinds, "silent "));
  // Gulou of Xuzhou certified every Monday until August and nothing since.
  for (int week = 0; week < 12; ++week) {
    std::string serial = std::to_string(100 + week);
    EXPECT_EQ(act("gulou_xuzhou", "training.attend",
                  {{"branch", here("320302")},
                   {"name", "示例甲"},
                   {"document_kind", "passport"},
                   {"document_number", "E1234" + serial + "7"},
                   {"course", "talk"},
                   {"setting", "school"},
                   {"occupation", "teacher"},
                   {"day", to_text(Day::of(2026, 5, 18)->plus_days(7 * week))}}),
              "ok");
  }
  kinds = kinds_of_warning();
  EXPECT_TRUE(std::ranges::count(kinds, "silent "));
  EXPECT_TRUE(std::ranges::count(kinds_of_warning("320302"), "silent "));
}

}  // namespace boai::story

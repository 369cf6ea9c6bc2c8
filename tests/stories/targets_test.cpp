// 目标分解: the province divides a target over years and cities, a city over its counties; what is
// locked stays, what does not add up is refused with its place, lower plans are held beside it.
#include "domains/plan/queries/targets.hpp"

#include <numeric>

#include "tests/stories/office.hpp"

namespace boai::story {

constexpr const char* new_plan = "jiangsu-2026-2030";

class Targets : public Office {
 protected:
  json::object split(const std::string& indicator, const std::string& total, json::object more = {},
                     const std::string& region = "32") {
    json::object fields{{"branch", here(region)}, {"plan", new_plan},
                        {"indicator", indicator}, {"axes", "years+regions"},
                        {"method", "population"}, {"total", total}};
    for (auto& member : more) fields[member.key()] = member.value();
    return fields;
  }
  std::string do_split(const std::string& who, const json::object& fields) {
    return act(who, "plan.split_target", fields);
  }
  json::object desk(const std::string& indicator, const std::string& region = "32") {
    auto reader = app_->readers->borrow();
    auto found = plan::target(**reader, *app_->house, {new_plan, indicator, region, app_->today()});
    EXPECT_TRUE(found.ok()) << found.error().code;
    return found.ok() ? *found : json::object{};
  }
  // What stands: kind, region and year → value; "-1" for any.
  plan::Micro sum(const json::object& desk, const std::string& kind, const std::string& region = "",
                  int year = -1, const std::string& department = "") {
    plan::Micro total = 0;
    for (const auto& row : desk.at("standing").at("rows").as_array()) {
      bool wanted = row.at("kind") == json::value(kind) &&
                    (region.empty() || row.at("region") == json::value(region)) &&
                    (year < 0 || row.at("year").as_int64() == year) &&
                    (department.empty() || row.at("department") == json::value(department));
      if (wanted) total += *plan::parse_decimal(row.at("value").as_string());
    }
    return total;
  }
  std::vector<std::string> gaps(const json::object& desk) {
    std::vector<std::string> codes;
    for (const auto& gap : desk.at("gaps").as_array()) {
      codes.push_back(std::string(gap.at("code").as_string()) + " " +
                      std::string(gap.at("region").as_string()));
    }
    return codes;
  }
  // The first place at fault of a refused command.
  std::string place_of(const json::object& fields) {
    auto done = app::run(*app_, {"planner"}, "plan.split_target", fields);
    return done.ok() ? "ok" : done.error().code + " " + done.error().field;
  }
  static plan::Micro whole(std::int64_t value) { return value * plan::micro; }
};

TEST_F(Targets, AreDividedOverYearsAndCitiesToTheLastUnit) {
  EXPECT_EQ(do_split("nanjing", split("FA-07", "1500007")), "rights.not_here");
  EXPECT_EQ(do_split("xuanwu", split("FA-07", "1500007", {}, "320102")), "rights.not_here");
  EXPECT_EQ(do_split("planner", split("FA-07", "1500007", {{"curve", "front_loaded"}})), "ok");
  json::object now = desk("FA-07");
  EXPECT_EQ(sum(now, "year"), whole(1'500'007));
  EXPECT_EQ(sum(now, "region"), whole(1'500'007));
  for (int year = 2026; year <= 2030; ++year) {
    EXPECT_EQ(sum(now, "region", "", year), sum(now, "year", "", year)) << year;
  }
  EXPECT_GT(sum(now, "year", "", 2026), sum(now, "year", "", 2030)) << "front-loaded";
  // The city's target on the board is now its part, and no longer a share by people.
  json::object nanjing = indicator("FA-07", "3201");
  EXPECT_EQ(nanjing.at("target").as_int64() * plan::micro, sum(now, "region", "3201"));
  EXPECT_TRUE(nanjing.at("target_by_split").as_bool());
  EXPECT_FALSE(nanjing.at("target_by_share").as_bool());
  EXPECT_EQ(indicator("FA-07", "32").at("target"), 1'500'007);
  // Expected by 23 November: that part of the first year's share.
  plan::Micro first = sum(now, "region", "3201", 2026);
  auto by_today = static_cast<double>(first) / plan::micro * 327 / 365;
  EXPECT_NEAR(std::stod(std::string(nanjing.at("expected").as_string())), by_today, 0.01);
  EXPECT_EQ(difference(), 0);
  EXPECT_FALSE(verified().broken.has_value());
}

TEST_F(Targets, ACityDividesItsPartAmongItsCounties) {
  EXPECT_EQ(do_split("planner", split("FA-07", "1500000")), "ok");
  json::object fields = split("FA-07", "", {}, "3201");
  fields.erase("total");
  EXPECT_EQ(do_split("nanjing", fields), "ok");
  json::object province = desk("FA-07"), city = desk("FA-07", "3201");
  EXPECT_EQ(sum(city, "region"), sum(province, "region", "3201"));
  EXPECT_EQ(indicator("FA-07", "320102").at("target").as_int64() * plan::micro,
            sum(city, "region", "320102"));
  // Xuanwu sees its own part and not its neighbour's.
  for (const json::object& share : seen_by("xuanwu", "plan.share", {{"kind", "region"}})) {
    EXPECT_EQ(share.at("branch"), json::value(here("320102")));
  }
  EXPECT_EQ(seen_by("xuanwu", "plan.share").size(), 5u) << "five years";
  EXPECT_TRUE(seen_by("gulou_xuzhou", "plan.share", {{"branch", here("320102")}}).empty());
  // The province asks for more: the city's split no longer meets it, and that is said.
  EXPECT_EQ(do_split("planner", split("FA-07", "1600000", {{"reason", "省政府调增"}})), "ok");
  auto found = gaps(desk("FA-07", "3201"));
  EXPECT_TRUE(std::ranges::count(found, "split_stale 3201")) << found.size();
}

TEST_F(Targets, GoDownToTheCountiesInOneAct) {
  EXPECT_EQ(do_split("planner", split("FA-05", "1000000", {{"depth", "counties"}})), "ok");
  json::object now = desk("FA-05");
  for (int year : {2026, 2030}) {
    plan::Micro cities = 0, counties = 0;
    for (const auto& row : now.at("standing").at("rows").as_array()) {
      if (row.at("kind") != json::value("region") || row.at("year").as_int64() != year) continue;
      auto value = *plan::parse_decimal(row.at("value").as_string());
      (row.at("region").as_string().size() == 4 ? cities : counties) += value;
    }
    EXPECT_EQ(cities, whole(1'000'000)) << "an annual target is the same every year";
    EXPECT_EQ(counties, whole(1'000'000));
  }
  EXPECT_EQ(indicator("FA-05", "320102").at("target").as_int64() * plan::micro,
            sum(now, "region", "320102", 2026));
}

TEST_F(Targets, AreRefusedWithTheirPlace) {
  auto with = [&](json::object more) { return split("FA-07", "100", std::move(more)); };
  auto by_hand = [&](const std::string& cells, json::object more = {}) {
    more["method"] = "manual";
    more["cells"] = cells;
    more["axes"] = "regions";
    return split("FA-07", "100", std::move(more));
  };
  struct Row {
    json::object fields;
    std::string answer;
  };
  for (const Row& row : std::vector<Row>{
           {by_hand("3201=60,32=40"), "plan.split_circular cells.32"},
           {by_hand("3201=60,320102=40"), "plan.split_outside cells.320102"},
           {by_hand("3201=60,3202=41"), "plan.split_over cells.32"},
           {by_hand("3201=60,3202=39"), "plan.split_short cells.32"},
           {by_hand("3201=60,3201=40"), "plan.split_cells cells"},
           {by_hand("3201=sixty"), "plan.split_cells cells"},
           {with({{"method", "weights"}, {"weights", "3201=1,32=1"}}),
            "plan.split_circular weights"},
           {with({{"method", "weights"}, {"weights", "3101=1"}}), "plan.split_outside weights"},
           {with({{"method", "weights"}, {"weights", "3201=0"}}), "plan.no_weight weights"},
           {with({{"reserve", "5"}}), "plan.reserve_name reserve_name"},
           {with({{"axes", "moons"}}), "plan.split_axes axes"},
           {with({{"total", "-1"}}), "plan.value total"},
           {with({{"total", "1e9"}}), "plan.value total"},
           {with({{"curve", "cubic"}}), "field.unknown_code curve"},
           {with({{"plan", "jiangsu-1900"}}), "plan.unknown plan"},
           {with({{"indicator", "XX-99"}}), "plan.no_indicator indicator"},
           {split("FA-07", ""), "plan.no_target total"},
           {split("ER-21", "1"), "plan.split_kind axes"},
       }) {
    SCOPED_TRACE(row.answer);
    EXPECT_EQ(place_of(row.fields), row.answer);
  }
  EXPECT_TRUE(seen_by("operator", "plan.share").empty()) << "nothing half done";
  EXPECT_TRUE(seen_by("operator", "plan.split").empty());
  EXPECT_EQ(place_of(by_hand("3201=60,3202=40")), "ok");
}

TEST_F(Targets, AReserveHandedOutOnPurposeIsARowOfItsOwn) {
  EXPECT_EQ(do_split("planner",
                     split("FA-07", "1000", {{"reserve", "50"}, {"reserve_name", "防风险加码"}})),
            "ok");
  json::object now = desk("FA-07");
  EXPECT_EQ(sum(now, "year"), whole(1000));
  EXPECT_EQ(sum(now, "reserve"), whole(50));
  EXPECT_EQ(sum(now, "region"), whole(1050));
  EXPECT_EQ(now.at("standing").at("reserve_name"), json::value("防风险加码"));
}

TEST_F(Targets, AreRevisedWithAReasonAndLockedYearsAreNeverDividedAgain) {
  EXPECT_EQ(do_split("planner", split("FA-07", "1000000")), "ok");
  json::object before = desk("FA-07");
  EXPECT_EQ(do_split("planner", split("FA-07", "900000")), "plan.reason");
  // The year is locked while somebody is still revising on what she saw before.
  std::string seen(before.at("basis").as_string());
  EXPECT_EQ(act("planner", "plan.lock_year",
                {{"branch", here("32")}, {"plan", new_plan}, {"year", 2026}}),
            "ok");
  EXPECT_EQ(act("nanjing", "plan.lock_year",
                {{"branch", here("3201")}, {"plan", new_plan}, {"year", 2027}}),
            "rights.not_here");
  json::object late = split("FA-07", "900000", {{"reason", "调减"}, {"basis", seen}});
  EXPECT_EQ(do_split("planner", late), "conflict.version");
  late["basis"] = desk("FA-07").at("basis");
  EXPECT_EQ(do_split("planner", late), "ok");
  json::object after = desk("FA-07");
  for (const std::string region : {"3201", "3202", "3213"}) {
    EXPECT_EQ(sum(after, "region", region, 2026), sum(before, "region", region, 2026)) << region;
  }
  EXPECT_EQ(sum(after, "year", "", 2026), sum(before, "year", "", 2026));
  EXPECT_EQ(sum(after, "region"), whole(900'000));
  ASSERT_EQ(after.at("lineage").as_array().size(), 2u);
  EXPECT_EQ(after.at("lineage").at(0).at("revises"), after.at("lineage").at(1).at("id"));
  EXPECT_EQ(after.at("lineage").at(0).at("reason"), json::value("调减"));
  EXPECT_EQ(after.at("lineage").at(1).at("state"), json::value("replaced"));

  json::object touched =
      split("FA-07", "900000", {{"reason", "改"}, {"method", "manual"}, {"cells", "32/2026=1"}});
  EXPECT_EQ(place_of(touched), "plan.year_locked cells.32/2026");
  EXPECT_EQ(place_of(split("FA-07", "100", {{"reason", "改"}})), "plan.below_locked total");
  EXPECT_EQ(act("planner", "plan.lock_year",
                {{"branch", here("32")}, {"plan", new_plan}, {"year", 2026}}),
            "plan.year_locked");
  EXPECT_EQ(act("planner", "plan.lock_year",
                {{"branch", here("32")}, {"plan", new_plan}, {"year", 2030}}),
            "ok");
  EXPECT_EQ(place_of(split("FA-07", "900000", {{"reason", "改"}})), "plan.all_locked plan");
}

TEST_F(Targets, OfARatioAreCheckedByWeight) {
  std::string low, enough;
  for (int city = 1; city <= 13; ++city) {
    std::string code = city < 10 ? "320" + std::to_string(city) : "32" + std::to_string(city);
    low += code + (city == 1 ? "=20," : "=30,");
    enough += code + (city == 1 ? "=20," : "=31.1,");
  }
  json::object fields = split("FA-01", "30", {{"axes", "regions"}, {"method", "manual"}});
  fields["cells"] = low;
  EXPECT_EQ(place_of(fields), "plan.ratio_short cells.32") << "Nanjing's people weigh";
  fields["cells"] = enough;
  EXPECT_EQ(place_of(fields), "ok");
  EXPECT_EQ(indicator("FA-01", "3201").at("target"), json::value("20.00"));
  EXPECT_EQ(indicator("FA-01", "3202").at("target"), json::value("31.10"));
  // Asked of all alike otherwise.
  EXPECT_EQ(do_split("planner", split("FA-01", "30", {{"reason", "一致"}})), "ok");
  EXPECT_EQ(indicator("FA-01", "3201").at("target"), json::value("30.00"));
}

TEST_F(Targets, OfCoverageAreCountedInUnits) {
  EXPECT_EQ(do_split("planner", split("ER-09", "50", {{"axes", "regions"}})), "ok");
  json::object now = desk("ER-09");
  // Half of 95 counties is 48; Nanjing has eleven of them.
  double counties = 0;
  std::map<std::string, int> units;
  for (const json::object& society :
       seen_by("operator", "network.society", {{"level", "county"}, {"limit", "200"}})) {
    ++units[std::string(society.at("code").as_string()).substr(0, 4)];
  }
  for (const auto& row : now.at("standing").at("rows").as_array()) {
    if (row.at("kind") != json::value("region")) continue;
    double share = std::stod(std::string(row.at("value").as_string()));
    counties += share * units[std::string(row.at("region").as_string())] / 100;
  }
  EXPECT_NEAR(counties, 48, 1e-4);
}

TEST_F(Targets, AreDividedAmongDepartments) {
  EXPECT_EQ(do_split("planner", split("FA-07", "1001",
                                      {{"axes", "years+departments"},
                                       {"departments", "training=3,rescue=1"}})),
            "ok");
  json::object now = desk("FA-07");
  EXPECT_EQ(sum(now, "department"), whole(1001));
  EXPECT_EQ(sum(now, "department", "32", -1, "training"), whole(751));
  EXPECT_EQ(
      place_of(split("FA-07", "1001",
                     {{"axes", "departments"}, {"departments", "kitchen=1"}, {"reason", "改"}})),
      "field.unknown_code departments");
}

TEST_F(Targets, OfLowerPlansAreHeldBesideAndGapsListed) {
  EXPECT_EQ(do_split("planner", split("FA-07", "1500000")), "ok");
  auto own = [&](const std::string& who, const std::string& region, const std::string& value) {
    return act(who, "plan.set_own_target",
               {{"branch", here(region)},
                {"plan", new_plan},
                {"indicator", "FA-07"},
                {"value", value},
                {"document", "南京市红十字事业十五五规划"}});
  };
  EXPECT_EQ(own("nanjing", "3202", "1"), "rights.not_here");
  EXPECT_EQ(own("nanjing", "3201", "-3"), "plan.value");
  EXPECT_EQ(own("nanjing", "3201", "100000"), "ok");
  json::object now = desk("FA-07");
  auto found = gaps(now);
  EXPECT_TRUE(std::ranges::count(found, "own_below 3201"));
  EXPECT_TRUE(std::ranges::count(found, "no_own 3202"));
  EXPECT_TRUE(std::ranges::count(found, "sum_incomplete 32"));
  EXPECT_EQ(own("nanjing", "3201", "150000"), "plan.reason");
  // A part that a split gave is changed by revising the split.
  EXPECT_EQ(act("planner", "plan.set_target",
                {{"branch", here("3201")},
                 {"plan", new_plan},
                 {"indicator", "FA-07"},
                 {"year", 2026},
                 {"value", "5"}}),
            "plan.split_stands");
  auto reader = app_->readers->borrow();
  auto all = plan::targets(**reader, *app_->house, {new_plan, "", "32", app_->today()});
  ASSERT_TRUE(all.ok());
  for (const auto& row : all->at("indicators").as_array()) {
    bool divided = row.at("id") == json::value("FA-07");
    EXPECT_EQ(row.at("split").is_null(), !divided);
    EXPECT_EQ(row.at("gaps").to_number<int>(), divided ? 14 : 0);
  }
}

TEST_F(Targets, AreShownBeforeTheyAreSaved) {
  plan::SplitTarget wish{.branch = {at("32")},
                         .plan = new_plan,
                         .indicator = "FA-06",
                         .axes = "years+regions",
                         .method = "equal",
                         .total = "300000"};
  auto reader = app_->readers->borrow();
  auto found =
      plan::proposal(**reader, *app_->house, {new_plan, "FA-06", "32", app_->today()}, wish);
  ASSERT_TRUE(found.ok()) << found.error().code;
  EXPECT_EQ(found->at("rows").as_array().size(), 5u + 13 * 5);
  EXPECT_EQ(found->at("basis"), json::value("0.0"));
  EXPECT_TRUE(seen_by("operator", "plan.share").empty());
}

}  // namespace boai::story

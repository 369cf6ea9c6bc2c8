// 规划办公室: objections, checks, locking, release to the public.
#include "tests/stories/office.hpp"

namespace boai::story {

class Planning : public Office {
 protected:
  void SetUp() override {
    Office::SetUp();
    person("leader", "leader", "32");
  }
  std::string report(const std::string& who, const std::string& branch, const std::string& period,
                     const std::string& value, const std::string& indicator = "VO-01",
                     json::object more = {}) {
    json::object form{{"branch", here(branch)}, {"plan", plan},   {"indicator", indicator},
                      {"period", period},       {"value", value}, {"document", "年度总结"}};
    for (const auto& [name, held] : more) form[name] = held;
    return act(who, "plan.report_figure", form);
  }
  std::string matter(const std::string& kind) {
    auto rows = seen_by("operator", "matters.matter", {{"state", "open"}, {"kind", kind}});
    return rows.empty() ? "" : std::string(rows[0].at("id").as_string());
  }
  std::string decide(const std::string& who, const std::string& kind) {
    return act(who, "matters.approve", {{"matter", matter(kind)}, {"remark", "同意"}});
  }
  json::object cell(const std::string& indicator_id, const std::string& region) {
    return cell_seen_by("planner", indicator_id, region);
  }
  json::object cell_seen_by(const std::string& who, const std::string& indicator_id,
                            const std::string& region) {
    auto reader = app_->readers->borrow();
    auto viewer = rights::principal_of(**reader, who, app_->today());
    auto board = plan::board(
        **reader, *app_->house,
        {.plan = plan, .region = region, .year = 2025, .as_of = {}, .today = app_->today()});
    EXPECT_TRUE(board.ok()) << board.error().code;
    good(plan::add_disputes(**reader, *app_->house, *viewer, *board, app_->today()));
    for (const auto& row : board->at("indicators").as_array()) {
      if (row.at("id").as_string() == indicator_id) return row.as_object();
    }
    return {};
  }
  json::object progress(const std::string& indicator_id, const std::string& who = "planner") {
    auto reader = app_->readers->borrow();
    auto viewer = rights::principal_of(**reader, who, app_->today());
    auto shown =
        plan::progress(**reader, *app_->house, *viewer,
                       {.plan = plan, .period = "2025", .region = "32", .indicator = indicator_id});
    EXPECT_TRUE(shown.ok()) << shown.error().code;
    return *shown;
  }
  static constexpr const char* plan = "jiangsu-2021-2025";
};

TEST_F(Planning, AFigureThatMovedTooFarNeedsAReason) {
  EXPECT_EQ(report("xuanwu", "320102", "2024", "20"), "ok");
  EXPECT_EQ(report("xuanwu", "320102", "2025", "24"), "ok") << "exactly 20 %";
  EXPECT_EQ(report("xuanwu", "320102", "2025", "25"), "plan.check_change");
  EXPECT_EQ(report("xuanwu", "320102", "2025", "15"), "plan.check_change") << "downwards too";
  EXPECT_EQ(report("xuanwu", "320102", "2025", "25", "VO-01", {{"reason", "新并入两支队伍"}}),
            "ok");
}

TEST_F(Planning, AFigureIsHeldAgainstItsNeighbour) {
  EXPECT_EQ(report("planner", "32", "2025", "1200", "OG-07"), "ok");
  EXPECT_EQ(report("planner", "32", "2025", "1201", "OG-06"), "plan.check_compare")
      << "more new homes than homes";
  EXPECT_EQ(report("planner", "32", "2025", "700", "OG-06"), "ok");
  EXPECT_EQ(report("planner", "32", "2025", "699", "OG-07", {{"reason", "核减"}}),
            "plan.check_compare")
      << "a reason does not help";
  EXPECT_EQ(
      report("xuanwu", "320102", "2025", "100", "ER-09", {{"numerator", 2}, {"denominator", 1}}),
      "plan.check_parts");
  EXPECT_EQ(report("xuanwu", "320102", "2025", "1001", "SC-01"), "plan.check_range");
}

TEST_F(Planning, ACountyObjectsAndBothNumbersStandUntilItIsSettled) {
  EXPECT_EQ(report("xuanwu", "320102", "2025", "24"), "ok");
  json::object objection{{"branch", here("320102")}, {"plan", plan},        {"indicator", "VO-01"},
                         {"period", "2025"},         {"kind", "objection"}, {"claimed", "27"},
                         {"text", "漏计三支校园队"}, {"document", "台账"}};
  json::object without = objection;
  without["document"] = "";
  EXPECT_EQ(act("xuanwu", "plan.object", without), "field.required");
  EXPECT_EQ(act("gulou_xuzhou", "plan.object", objection), "rights.not_here");
  EXPECT_EQ(act("xuanwu", "plan.object", objection), "ok");
  EXPECT_EQ(act("xuanwu", "plan.object", objection), "plan.objection_open") << "one at a time";
  json::object shown = cell("VO-01", "320102");
  EXPECT_EQ(shown.at("value"), 24);
  EXPECT_EQ(shown.at("objection").at("claimed").as_string(), "27");
  EXPECT_EQ(shown.at("objection").at("deadline").as_string(), "2026-12-03");
  EXPECT_TRUE(cell_seen_by("gulou_xuzhou", "VO-01", "320102").at("objection").is_null())
      << "a neighbour sees the number, not the quarrel";
  EXPECT_EQ(decide("nanjing", "plan.objection"), "rights.not_here") << "the province settles";
  EXPECT_EQ(decide("planner", "plan.objection"), "ok");
  shown = cell("VO-01", "320102");
  EXPECT_EQ(shown.at("value"), 27);
  EXPECT_TRUE(shown.at("objection").is_null());
  auto figure = seen_by("xuanwu", "plan.figure")[0];
  EXPECT_EQ(figure.at("reason").as_string(), "漏计三支校园队") << "the trace of the change";
}

TEST_F(Planning, AMeasuredNumberIsExplainedOrObjectedToButNeverOverwritten) {
  json::object explanation{{"branch", here("320102")}, {"plan", plan},
                           {"indicator", "FA-05"},     {"period", "2025"},
                           {"kind", "explanation"},    {"text", "校区搬迁，培训推迟到明年"}};
  EXPECT_EQ(act("xuanwu", "plan.object", explanation), "ok");
  EXPECT_EQ(cell("FA-05", "320102").at("objection").at("state").as_string(), "noted");
  explanation["claimed"] = "5";
  EXPECT_EQ(act("xuanwu", "plan.object", explanation), "plan.explanation_claims");
  json::object objection = explanation;
  objection["kind"] = "objection";
  objection["document"] = "签到表";
  EXPECT_EQ(act("xuanwu", "plan.object", objection), "ok");
  EXPECT_EQ(decide("planner", "plan.objection"), "ok");
  EXPECT_TRUE(cell("FA-05", "320102").at("value").is_null()) << "records decide";
}

TEST_F(Planning, YearsBeforeTheRecordsBeginAreUnknownAndNotZero) {
  ASSERT_EQ(act("planner", "plan.enter_opening",
                {{"branch", here("320102")},
                 {"series", "training.attendances"},
                 {"day", "2023-06-01"},
                 {"value", 7},
                 {"document", "台账"},
                 {"reporter", "planner"}}),
            "ok");
  auto reader = app_->readers->borrow();
  auto viewer = rights::principal_of(**reader, "planner", app_->today());
  plan::Ask ask{
      .plan = plan, .region = "320102", .year = 2025, .as_of = {}, .today = app_->today()};
  auto shown = plan::drill(**reader, *app_->house, *viewer,
                           {.ask = ask, .indicator = "FA-05", .regions = "320102"});
  ASSERT_TRUE(shown.ok()) << shown.error().code;
  std::string course;
  for (const auto& point : shown->at("regions").at(0).at("series").as_array()) {
    course += std::string(point.at("period").as_string()) + ":" +
              json::serialize(point.at("value")) + " ";
  }
  EXPECT_EQ(course, "2021:null 2022:null 2023:7 2024:0 2025:0 ");
}

TEST_F(Planning, AWithdrawnObjectionAsksNobodyAnyMore) {
  json::object objection{{"branch", here("320102")}, {"plan", plan},        {"indicator", "VO-01"},
                         {"period", "2025"},         {"kind", "objection"}, {"claimed", "27"},
                         {"text", "漏计"},           {"document", "台账"}};
  EXPECT_EQ(act("xuanwu", "plan.object", objection), "ok");
  std::string id = std::to_string(last_.subject);
  EXPECT_EQ(act("gulou_xuzhou", "plan.withdraw_objection", {{"objection", id}}), "rights.not_here");
  EXPECT_EQ(act("xuanwu", "plan.withdraw_objection", {{"objection", id}}), "ok");
  EXPECT_EQ(matter("plan.objection"), "");
  EXPECT_TRUE(cell("VO-01", "320102").at("objection").is_null());
}

TEST_F(Planning, ProgressCountsWhatIsMissingAndAPeriodIsLockedInOneAct) {
  auto counted = [&](const std::string& state) {
    json::object shown = progress("ER-09");
    for (const auto& row : shown.at("indicators").as_array()) {
      if (row.at("id").as_string() != "ER-09") continue;
      auto* count = row.at("counts").as_object().if_contains(state);
      return count == nullptr ? std::int64_t{0} : count->as_int64();
    }
    return std::int64_t{-1};
  };
  EXPECT_EQ(counted("missing"), 95) << "every county, and missing is not zero";
  json::object parts{{"numerator", 1}, {"denominator", 1}};
  EXPECT_EQ(report("xuanwu", "320102", "2025", "100", "ER-09", parts), "ok");
  EXPECT_EQ(counted("missing"), 94);
  EXPECT_EQ(counted("reported"), 1);
  EXPECT_EQ(progress("ER-09", "gulou_xuzhou").at("cells").as_array().size(), 1u)
      << "a county sees how far it is itself";
  json::object period{{"branch", here("32")}, {"plan", plan}, {"period", "2025"}};
  EXPECT_EQ(act("planner", "plan.lock_period", period), "plan.nothing_to_lock");
  EXPECT_EQ(decide("nanjing", "plan.figure"), "ok");
  EXPECT_EQ(decide("planner", "plan.figure"), "ok");
  EXPECT_EQ(act("nanjing", "plan.lock_period", period), "rights.not_here");
  EXPECT_EQ(act("planner", "plan.lock_period", period), "ok");
  EXPECT_EQ(counted("locked"), 1);
  EXPECT_EQ(report("xuanwu", "320102", "2025", "0", "ER-09", {{"reason", "到期"}}), "plan.locked");
  auto figure = std::string(seen_by("planner", "plan.figure")[0].at("id").as_string());
  EXPECT_EQ(act("planner", "plan.unlock_figure", {{"figure", figure}}), "field.required");
  EXPECT_EQ(act("planner", "plan.unlock_figure", {{"figure", figure}, {"reason", "更正"}}), "ok");
  EXPECT_EQ(report("xuanwu", "320102", "2025", "0", "ER-09", {{"reason", "到期"}}), "ok");
}

TEST_F(Planning, ThePublicSeesFrozenValuesAfterASecondPersonReleasedThem) {
  EXPECT_EQ(report("planner", "32", "2025", "2", "ER-02"), "ok");
  json::object release{{"branch", here("32")}, {"plan", plan},
                       {"year", 2025},         {"as_of", "2026-11-23"},
                       {"title", "规划进展"},  {"indicators", "ER-02,FA-99"}};
  EXPECT_EQ(act("planner", "plan.propose_release", release), "plan.no_indicator");
  release["indicators"] = "ER-02";
  EXPECT_EQ(act("xuanwu", "plan.propose_release", release), "rights.not_here");
  EXPECT_EQ(act("planner", "plan.propose_release", release), "ok");
  auto published = [&] {
    auto reader = app_->readers->borrow();
    auto shown = plan::public_progress(**reader, *app_->house);
    EXPECT_TRUE(shown.ok());
    return shown->at("releases").as_array();
  };
  EXPECT_TRUE(published().empty()) << "nothing before it is released";
  EXPECT_EQ(decide("planner", "plan.release"), "rights.not_here");
  EXPECT_EQ(decide("leader", "plan.release"), "ok");
  EXPECT_EQ(report("planner", "32", "2025", "3", "ER-02", {{"reason", "新认定一座"}}), "ok");
  ASSERT_EQ(published().size(), 1u);
  EXPECT_EQ(published()[0].at("indicators").at(0).at("value"), 2) << "frozen";
  release["title"] = "规划进展（更正）";
  EXPECT_EQ(act("planner", "plan.propose_release", release), "ok");
  EXPECT_EQ(decide("leader", "plan.release"), "ok");
  ASSERT_EQ(published().size(), 1u) << "the newer one takes its place";
  EXPECT_EQ(published()[0].at("indicators").at(0).at("value"), 3);
  std::string id(published()[0].at("id").as_string());
  EXPECT_EQ(act("leader", "plan.withdraw_release", {{"release", id}, {"reason", "有误"}}), "ok");
  EXPECT_TRUE(published().empty());
  EXPECT_FALSE(verified().broken.has_value());
}

}  // namespace boai::story

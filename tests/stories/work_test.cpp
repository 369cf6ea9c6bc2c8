// 年度计划、项目、督办: what the office sets out to do, and what slips.
#include "domains/work/port.hpp"
#include "tests/stories/office.hpp"

namespace boai::story {

class Work : public Office {
 protected:
  void SetUp() override {
    Office::SetUp();
    person("leader", "leader", "32");
  }
  std::string matter(const std::string& kind) {
    auto rows = seen_by("operator", "matters.matter", {{"state", "open"}, {"kind", kind}});
    return rows.empty() ? "" : std::string(rows[0].at("id").as_string());
  }
  json::object step(const std::string& branch, const std::string& name, const std::string& due) {
    return {{"branch", here(branch)}, {"year", 2026}, {"department", "aid"},
            {"name", name},           {"due", due},   {"product", "工作方案"},
            {"owner", "张岗"},        {"plan", plan}, {"indicators", "FA-05,FA-06"}};
  }
  std::size_t slips(const std::string& who, const std::string& indicator_id) {
    auto reader = app_->readers->borrow();
    auto viewer = rights::principal_of(**reader, who, app_->today());
    auto found = work::slips(**reader, *app_->house, *viewer,
                             {.plan = plan, .region = "32", .year = 2026, .today = app_->today()});
    EXPECT_TRUE(found.ok()) << found.error().code;
    auto* rows = found->if_contains(indicator_id);
    return rows == nullptr ? 0 : rows->as_array().size();
  }
  static constexpr const char* plan = "jiangsu-2026-2030";
};

TEST_F(Work, AYearIsPlannedApprovedAndMovesOnlyWithAReason) {
  EXPECT_EQ(act("planner", "work.plan_step", step("32", "印发培训计划", "2026-10-31")), "ok");
  EXPECT_EQ(act("planner", "work.plan_step", step("32", "年终总结", "2027-01-05")),
            "work.other_year");
  EXPECT_EQ(slips("planner", "FA-05"), 1u) << "its day has passed";
  EXPECT_EQ(slips("planner", "FA-01"), 0u);
  auto year = seen_by("planner", "work.year_plan")[0];
  std::string id(year.at("id").as_string());
  EXPECT_EQ(act("planner", "work.submit_year", {{"year_plan", id}}), "ok");
  EXPECT_EQ(act("planner", "work.plan_step", step("32", "加一步", "2026-12-20")),
            "work.under_approval");
  EXPECT_EQ(act("planner", "matters.approve", {{"matter", matter("work.year_plan")}}),
            "rights.not_here");
  EXPECT_EQ(act("leader", "matters.approve", {{"matter", matter("work.year_plan")}}), "ok");
  json::object moved = step("32", "印发培训计划", "2026-12-20");
  EXPECT_EQ(act("planner", "work.plan_step", moved), "work.reason");
  moved["reason"] = "等待省厅会签";
  EXPECT_EQ(act("planner", "work.plan_step", moved), "ok");
  EXPECT_EQ(slips("planner", "FA-05"), 1u) << "a step moved has slipped all the same";
  std::string first(seen_by("planner", "work.step")[0].at("id").as_string());
  json::object done{{"step", first}, {"day", "2026-11-24"}, {"evidence", "苏红〔2026〕12号"}};
  EXPECT_EQ(act("planner", "work.finish_step", done), "work.in_future");
  done["day"] = "2026-11-20";
  EXPECT_EQ(act("planner", "work.finish_step", done), "ok");
  EXPECT_EQ(act("planner", "work.finish_step", done), "work.step_ended");
}

TEST_F(Work, StepsOfOthersAreNeitherSeenNorMoved) {
  EXPECT_EQ(act("xuanwu", "work.plan_step", step("320102", "进社区培训", "2026-10-01")), "ok");
  EXPECT_EQ(act("gulou_xuzhou", "work.plan_step", step("320102", "进社区培训", "2026-10-02")),
            "rights.not_here");
  EXPECT_EQ(slips("nanjing", "FA-05"), 1u);
  EXPECT_EQ(slips("gulou_xuzhou", "FA-05"), 0u);
  EXPECT_TRUE(seen_by("gulou_xuzhou", "work.step").empty());
}

TEST_F(Work, AProjectGoesStageByStageAndItsMoneyAddsUp) {
  json::object start{{"branch", here("32")},  {"name", "省备灾中心升级"},
                     {"department", "aid"},   {"owner", "李工"},
                     {"plan", plan},          {"indicators", "ER-18"},
                     {"start", "2026-01-01"}, {"finish", "2026-10-31"},
                     {"budget", 1'000'000}};
  EXPECT_EQ(act("planner", "work.start_project", start), "ok");
  std::string project = std::to_string(last_.subject);
  EXPECT_EQ(act("planner", "work.start_project", start), "work.name_taken");
  auto advance = [&](const std::string& stage, json::object more = {}) {
    json::object form{{"project", project}, {"stage", stage}, {"day", "2026-05-01"}};
    for (const auto& [name, value] : more) form[name] = value;
    return act("planner", "work.advance_project", form);
  };
  auto pay = [&](std::int64_t fen) {
    return act(
        "planner", "work.pay",
        {{"project", project}, {"day", "2026-06-01"}, {"amount", fen}, {"document", "发票"}});
  };
  EXPECT_EQ(pay(1), "work.no_contract");
  EXPECT_EQ(advance("contracted"), "work.stage_order");
  EXPECT_EQ(advance("tendered"), "ok");
  EXPECT_EQ(advance("contracted", {{"document", "HT-01"}, {"contractor", "某公司"}}),
            "field.required");
  json::object contract{{"document", "HT-01"}, {"contractor", "某公司"}, {"contracted", 1'000'001}};
  EXPECT_EQ(advance("contracted", contract), "work.over_budget");
  contract["contracted"] = 900'000;
  EXPECT_EQ(advance("contracted", contract), "ok");
  EXPECT_EQ(pay(900'001), "work.overpaid");
  EXPECT_EQ(pay(400'000), "ok");
  EXPECT_EQ(pay(500'000), "ok");
  EXPECT_EQ(pay(1), "work.overpaid");
  EXPECT_EQ(act("planner", "work.add_milestone",
                {{"project", project}, {"name", "封顶"}, {"due", "2026-08-01"}}),
            "ok");
  std::string milestone = std::to_string(last_.subject);
  EXPECT_EQ(slips("planner", "ER-18"), 2u) << "the milestone, and the project past its end";
  EXPECT_EQ(advance("building"), "ok");
  EXPECT_EQ(advance("accepted", {{"document", "验收报告"}}), "work.milestones_open");
  EXPECT_EQ(act("planner", "work.finish_milestone",
                {{"milestone", milestone}, {"day", "2026-07-30"}, {"evidence", "照片"}}),
            "ok");
  EXPECT_EQ(advance("accepted"), "field.required");
  EXPECT_EQ(advance("accepted", {{"document", "验收报告"}}), "ok");
  EXPECT_EQ(slips("planner", "ER-18"), 0u);
  EXPECT_EQ(advance("stopped"), "field.required");
  EXPECT_EQ(advance("closed"), "ok");
  EXPECT_EQ(advance("closed"), "work.ended");
}

TEST_F(Work, AnInstructionStaysOpenUntilItIsClosedWithEvidence) {
  json::object order{{"branch", here("320102")},
                     {"leader", "分管副省长"},
                     {"text", "月底前报送AED点位"},
                     {"owner", "王岗"},
                     {"deadline", "2026-11-30"}};
  EXPECT_EQ(act("xuanwu", "work.instruct", order), "rights.not_here");
  EXPECT_EQ(act("leader", "work.instruct", order), "ok");
  std::string instruction = std::to_string(last_.subject);
  EXPECT_EQ(act("xuanwu", "matters.approve", {{"matter", matter("work.instruction")}}),
            "work.report_first")
      << "not with a click";
  json::object report{{"instruction", instruction}, {"report", "已报 41 个点位"}, {"evidence", ""}};
  EXPECT_EQ(act("xuanwu", "work.report_instruction", report), "field.required");
  report["evidence"] = "点位表";
  EXPECT_EQ(act("gulou_xuzhou", "work.report_instruction", report), "rights.not_here");
  EXPECT_EQ(act("xuanwu", "work.report_instruction", report), "ok");
  EXPECT_EQ(
      act("leader", "matters.return", {{"matter", matter("work.closing")}, {"reason", "缺经纬度"}}),
      "ok");
  EXPECT_EQ(act("xuanwu", "work.report_instruction", report), "ok");
  EXPECT_EQ(act("leader", "matters.approve", {{"matter", matter("work.closing")}}), "ok");
  auto closed = seen_by("xuanwu", "work.instruction")[0];
  EXPECT_EQ(closed.at("state").as_string(), "closed");
  EXPECT_TRUE(closed.at("in_time").as_bool());
  EXPECT_EQ(difference(), 0);
}

}  // namespace boai::story

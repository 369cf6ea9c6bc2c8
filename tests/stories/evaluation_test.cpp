// 期末评估: from the first draft to the signed report, and the list of what must be put right.
#include "domains/evaluation/port.hpp"
#include "tests/stories/office.hpp"

namespace boai::story {

class Evaluations : public Office {
 protected:
  void SetUp() override {
    Office::SetUp();
    person("leader", "leader", "32");
    person("planner2", "planner", "32");
  }
  std::string matter(const std::string& kind) {
    auto rows = seen_by("operator", "matters.matter", {{"state", "open"}, {"kind", kind}});
    return rows.empty() ? "" : std::string(rows[0].at("id").as_string());
  }
  std::string open_closing() {
    std::string answer = act("planner", "evaluation.open",
                             {{"branch", here("32")},
                              {"plan", "jiangsu-2021-2025"},
                              {"kind", "closing"},
                              {"year", 2025},
                              {"as_of", "2026-11-23"},
                              {"title", "“十四五”规划期末评估"}});
    evaluation_ = last_.subject;
    return answer;
  }
  json::object report(const std::string& who = "planner") {
    auto reader = app_->readers->borrow();
    auto viewer = rights::principal_of(**reader, who, app_->today());
    auto shown = evaluation::report(**reader, *app_->house, *viewer, evaluation_);
    if (!shown.ok()) return {{"refused", shown.error().code}};
    return *shown;
  }
  // Every row that needs a word gets one.
  std::size_t remark_all() {
    std::size_t count = 0;
    json::object shown = report();
    for (const auto& value : shown.at("rows").as_array()) {
      const json::object& row = value.as_object();
      std::string_view status = row.at("status").as_string();
      bool needed =
          (status == "missed" || status == "behind") && !row.at("weight").as_string().empty();
      if (!needed) continue;
      EXPECT_EQ(act("planner", "evaluation.remark",
                    {{"row", row.at("id")},
                     {"department", "aid"},
                     {"remark", "受场地所限，明年补足"},
                     {"evidence", "情况说明"}}),
                "ok");
      ++count;
    }
    return count;
  }
  std::string sign(const std::string& who) {
    return act(who, "matters.approve",
               {{"matter", matter("evaluation.signing")}, {"remark", "同意"}});
  }
  std::int64_t evaluation_ = 0;
};

TEST_F(Evaluations, TheClosingReportGoesFromDraftToSigned) {
  ASSERT_EQ(act("planner", "plan.report_figure",
                {{"branch", here("32")},
                 {"plan", "jiangsu-2021-2025"},
                 {"indicator", "ER-02"},
                 {"period", "2025"},
                 {"value", "1"},
                 {"document", "认定文件"}}),
            "ok");
  ASSERT_EQ(act("planner", "plan.report_figure",
                {{"branch", here("32")},
                 {"plan", "jiangsu-2021-2025"},
                 {"indicator", "SD-01"},
                 {"period", "2025"},
                 {"value", "260000"},
                 {"document", "库容报告"}}),
            "ok");
  EXPECT_EQ(open_closing(), "ok");
  EXPECT_EQ(open_closing(), "evaluation.under_way");
  evaluation_ =
      std::stoll(std::string(seen_by("planner", "evaluation.evaluation")[0].at("id").as_string()));
  json::object draft = report();
  EXPECT_EQ(draft.at("rows").as_array().size(), 159u);
  for (const auto& value : draft.at("rows").as_array()) {
    const json::object& row = value.as_object();
    if (row.at("indicator").as_string() == "ER-02") {
      EXPECT_EQ(row.at("completion").as_string(), "50.00");
      EXPECT_EQ(row.at("points").as_string(), "1.50") << "half of a main row's three";
    }
    if (row.at("indicator").as_string() == "SD-01") {
      EXPECT_EQ(row.at("completion").as_string(), "104.00");
      EXPECT_EQ(row.at("points").as_string(), "2.40") << "力争 weighs 80 %, never above the whole";
    }
  }
  std::string id = std::to_string(evaluation_);
  EXPECT_EQ(act("planner", "evaluation.submit", {{"evaluation", id}}), "evaluation.remark_missing");
  EXPECT_GT(remark_all(), 0u);
  EXPECT_EQ(act("planner", "evaluation.submit", {{"evaluation", id}}), "ok");
  std::string row(report().at("rows").at(0).at("id").as_string());
  EXPECT_EQ(act("planner", "evaluation.remark",
                {{"row", row}, {"department", "aid"}, {"remark", "晚了一步"}}),
            "evaluation.frozen");
  EXPECT_EQ(sign("planner"), "ok");
  EXPECT_EQ(sign("planner"), "rights.not_here") << "the leader's post";
  EXPECT_EQ(sign("leader"), "ok");
  json::object signed_report = report();
  EXPECT_EQ(signed_report.at("state").as_string(), "signed");
  EXPECT_EQ(signed_report.at("signatures").as_array().size(), 2u);
  EXPECT_TRUE(signed_report.at("digest").as_string().starts_with("sha256:"));
  EXPECT_EQ(signed_report.at("total"), draft.at("total")) << "what was signed is what was drafted";
  EXPECT_EQ(report("xuanwu").at("refused").as_string(), "record.not_found");
}

TEST_F(Evaluations, AReturnedReportIsDraftedAndSignedAnew) {
  EXPECT_EQ(open_closing(), "ok");
  remark_all();
  std::string id = std::to_string(evaluation_);
  EXPECT_EQ(act("planner", "evaluation.submit", {{"evaluation", id}}), "ok");
  EXPECT_EQ(sign("planner"), "ok");
  EXPECT_EQ(act("leader", "matters.return",
                {{"matter", matter("evaluation.signing")}, {"reason", "说明太简单"}}),
            "ok");
  EXPECT_EQ(report().at("state").as_string(), "draft");
  EXPECT_FALSE(report().at("signatures").at(0).at("stands").as_bool());
  EXPECT_EQ(act("planner", "evaluation.submit", {{"evaluation", id}}), "ok");
  EXPECT_EQ(sign("planner2"), "ok");
  EXPECT_EQ(sign("leader"), "ok");
  EXPECT_EQ(report().at("state").as_string(), "signed");
}

TEST_F(Evaluations, WhatIsFoundIsPutRightByThoseResponsible) {
  EXPECT_EQ(open_closing(), "ok");
  json::object finding{{"evaluation", std::to_string(evaluation_)},
                       {"responsible", here("320102")},
                       {"indicator", "FA-03"},
                       {"department", "aid"},
                       {"text", "教职工持证率未达标"},
                       {"deadline", "2026-12-31"}};
  EXPECT_EQ(act("nanjing", "evaluation.find", finding), "rights.not_here");
  EXPECT_EQ(act("planner", "evaluation.find", finding), "ok");
  std::string id = std::to_string(last_.subject);
  EXPECT_EQ(act("xuanwu", "matters.approve", {{"matter", matter("evaluation.finding")}}),
            "evaluation.answer_first");
  json::object answer{{"finding", id}, {"answer", "已培训 120 人"}, {"evidence", "名册"}};
  EXPECT_EQ(act("gulou_xuzhou", "evaluation.answer", answer), "rights.not_here");
  EXPECT_EQ(act("xuanwu", "evaluation.answer", answer), "ok");
  EXPECT_EQ(act("planner", "matters.return",
                {{"matter", matter("evaluation.closing")}, {"reason", "名册无盖章"}}),
            "ok");
  EXPECT_EQ(act("xuanwu", "evaluation.answer", answer), "ok");
  EXPECT_EQ(act("planner", "matters.approve", {{"matter", matter("evaluation.closing")}}), "ok");
  EXPECT_EQ(report().at("findings").at(0).at("state").as_string(), "closed");
  EXPECT_EQ(difference(), 0);
}

}  // namespace boai::story

// 一表通: a fact is typed once; the rest comes from the records, is signed upwards and frozen.
#include "domains/forms/port.hpp"
#include "kernel/exchange/rows.hpp"
#include "tests/stories/office.hpp"

namespace boai::story {

class Forms : public Office {
 protected:
  void SetUp() override {
    Office::SetUp();
    person("leader", "leader", "32");
  }
  std::string matter() {
    auto rows =
        seen_by("operator", "matters.matter", {{"state", "open"}, {"kind", "forms.return"}});
    return rows.empty() ? "" : std::string(rows[0].at("id").as_string());
  }
  std::string begin(const std::string& who, const std::string& branch, const std::string& form) {
    std::string answer =
        act(who, "forms.begin", {{"branch", here(branch)}, {"form", form}, {"period", "2026"}});
    if (answer == "ok") return_ = std::to_string(last_.subject);
    return answer;
  }
  std::string fill(const std::string& who, const std::string& cell, const std::string& value,
                   const std::string& reason = "") {
    return act(who, "forms.fill",
               {{"form_return", return_}, {"cell", cell}, {"value", value}, {"reason", reason}});
  }
  std::string sign(const std::string& who) {
    return act(who, "forms.sign", {{"form_return", return_}, {"minutes", 12}});
  }
  std::string approve(const std::string& who) {
    return act(who, "matters.approve", {{"matter", matter()}});
  }
  json::object sheet(const std::string& who) {
    auto reader = app_->readers->borrow();
    auto viewer = rights::principal_of(**reader, who, app_->today());
    auto shown = forms::sheet_of(**reader, *app_->house, *viewer, std::stoll(return_));
    if (!shown.ok()) return {{"refused", shown.error().code}};
    return *shown;
  }
  std::string cell(const std::string& who, const std::string& id) {
    json::object shown = sheet(who);
    for (const auto& value : shown.at("cells").as_array()) {
      if (value.at("id").as_string() == id) return std::string(value.at("value").as_string());
    }
    return "no such cell";
  }
  // A whole yearly return of a county, typed and signed.
  void county(const std::string& who, const std::string& branch, const std::string& money) {
    ASSERT_EQ(begin(who, branch, "rc-statistics"), "ok");
    for (const auto& [id, value] : std::vector<std::pair<std::string, std::string>>{
             {"A01", "3"}, {"B01", "0"}, {"B02", "0"}, {"B03", "0"}}) {
      if (!cell(who, id).empty()) continue;
      EXPECT_EQ(fill(who, id, value, "台账"), "ok") << id;
    }
    for (const auto& [id, value] : std::vector<std::pair<std::string, std::string>>{{"C01", money},
                                                                                    {"C02", "0"},
                                                                                    {"C04", "0"},
                                                                                    {"D01", "12"},
                                                                                    {"E01", "1"},
                                                                                    {"F01", "2"}}) {
      EXPECT_EQ(fill(who, id, value), "ok") << id;
    }
  }
  std::string return_;
};

TEST_F(Forms, ACountysYearIsPrefilledTypedOnceAndSignedUpwards) {
  for (int number = 1; number <= 3; ++number) {
    EXPECT_EQ(act("xuanwu", "training.certify",
                  certificate("320102", "XW-" + std::to_string(number),
                              number == 1   ? "王一"
                              : number == 2 ? "王二"
                                            : "王三",
                              number == 1   ? "320102199003070017"
                              : number == 2 ? "320102199003070033"
                                            : "32010219900307005X")),
              "ok");
  }
  EXPECT_EQ(begin("gulou_xuzhou", "320102", "rc-statistics"), "rights.not_here");
  EXPECT_EQ(begin("xuanwu", "320102", "no-such-form"), "forms.unknown");
  EXPECT_EQ(begin("xuanwu", "320102", "rc-statistics"), "ok");
  EXPECT_EQ(cell("xuanwu", "B02"), "3") << "from the records";
  EXPECT_EQ(cell("xuanwu", "C03"), "") << "a sum with a missing part is missing";
  EXPECT_EQ(sign("xuanwu"), "forms.cell_missing");
  EXPECT_EQ(fill("xuanwu", "C01", "一万"), "forms.not_a_number");
  EXPECT_EQ(fill("xuanwu", "C03", "5"), "forms.cell_computed");
  EXPECT_EQ(fill("xuanwu", "Z99", "5"), "forms.cell_unknown");
  EXPECT_EQ(fill("xuanwu", "B02", "4"), "forms.reason") << "no record is typed over silently";
  county("xuanwu", "320102", "10000");
  EXPECT_EQ(cell("xuanwu", "C03"), "10000");
  EXPECT_EQ(fill("xuanwu", "C04", "10001"), "ok");
  EXPECT_EQ(sign("xuanwu"), "forms.check") << "online money above the total";
  EXPECT_EQ(fill("xuanwu", "C04", "10000"), "ok");
  EXPECT_EQ(sign("xuanwu"), "ok");
  EXPECT_EQ(fill("xuanwu", "C01", "9"), "forms.signed");
  EXPECT_EQ(approve("nanjing"), "ok");
  EXPECT_EQ(approve("planner"), "ok");
  EXPECT_EQ(sheet("xuanwu").at("state").as_string(), "confirmed");
  EXPECT_TRUE(sheet("xuanwu").at("digest").as_string().starts_with("sha256:"));
  EXPECT_EQ(act("xuanwu", "forms.submit",
                {{"form_return", return_}, {"receipt", "R-1"}, {"day", "2026-11-23"}}),
            "rights.not_here");
  EXPECT_EQ(act("planner", "forms.submit",
                {{"form_return", return_}, {"receipt", "R-1"}, {"day", "2026-11-23"}}),
            "ok");
  EXPECT_EQ(sheet("gulou_xuzhou").at("refused").as_string(), "record.not_found");
  std::string path = data_ + "/return.xlsx";
  auto reader = app_->readers->borrow();
  auto viewer = rights::principal_of(**reader, "xuanwu", app_->today());
  good(forms::write_sheet(**reader, *app_->house, *viewer, std::stoll(return_), path));
  auto rows = exchange::open_xlsx(path);
  ASSERT_TRUE(rows.ok()) << rows.error().code;
  std::string all;
  exchange::Row row;
  for (auto more = (*rows)->next(row); more.ok() && *more; more = (*rows)->next(row)) {
    for (const std::string& held : row.cells) all += held + "|";
  }
  EXPECT_NE(all.find("红十字会统计年报"), std::string::npos);
  EXPECT_NE(all.find("C01|募集资金|元|10000|"), std::string::npos) << all;
  auto burden = forms::burden(**reader, *app_->house, *viewer, 2026);
  ASSERT_TRUE(burden.ok());
  EXPECT_EQ(burden->at("rows").at(0).at("minutes"), 12);
  EXPECT_EQ(difference(), 0);
}

TEST_F(Forms, ACityAddsUpItsCountiesAndSaysWhoIsMissing) {
  county("xuanwu", "320102", "10000");
  EXPECT_EQ(sign("xuanwu"), "ok");
  EXPECT_EQ(begin("nanjing", "3201", "rc-statistics"), "ok");
  EXPECT_EQ(cell("nanjing", "C01"), "") << "not before the county's return is checked";
  EXPECT_EQ(approve("nanjing"), "ok");
  EXPECT_EQ(act("nanjing", "forms.refresh", {{"form_return", return_}}), "ok");
  EXPECT_EQ(cell("nanjing", "C01"), "10000");
  EXPECT_EQ(sheet("nanjing").at("missing_below").as_array().size(), 10u);
}

TEST_F(Forms, WhatIsSentBackIsMendedAndAFormHasAnEnd) {
  county("xuanwu", "320102", "10000");
  EXPECT_EQ(sign("xuanwu"), "ok");
  EXPECT_EQ(act("nanjing", "matters.return", {{"matter", matter()}, {"reason", "受益人偏少"}}),
            "ok");
  EXPECT_EQ(sheet("xuanwu").at("state").as_string(), "returned");
  EXPECT_EQ(fill("xuanwu", "D01", "120"), "ok");
  EXPECT_EQ(sign("xuanwu"), "ok");
  EXPECT_EQ(act("xuanwu", "forms.begin",
                {{"branch", here("320102")}, {"form", "rc-statistics"}, {"period", "2026-11"}}),
            "forms.period");
}

}  // namespace boai::story

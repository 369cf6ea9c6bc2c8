// 指标数据从县到省: a manual figure from report to lock, and the journal's word.
#include "tests/stories/office.hpp"

namespace boai::story {

class Figures : public Office {
 protected:
  std::string report(const std::string& who, const std::string& branch, const std::string& value) {
    return act(who, "plan.report_figure",
               {{"branch", here(branch)},
                {"plan", "jiangsu-2021-2025"},
                {"indicator", "VO-01"},
                {"period", "2025"},
                {"value", value},
                {"document", "年度总结"}});
  }
  std::string open_matter() {
    auto rows = seen_by("operator", "matters.matter", {{"state", "open"}});
    return rows.empty() ? "" : std::string(rows[0].at("id").as_string());
  }
  std::string state() {
    return std::string(seen_by("operator", "plan.figure")[0].at("state").as_string());
  }
};

TEST_F(Figures, GoFromTheCountyOverTheCityToTheProvinceAndAreLocked) {
  EXPECT_EQ(report("gulou_xuzhou", "320102", "24"), "rights.not_here");
  EXPECT_EQ(report("xuanwu", "320102", "24"), "ok");
  std::string figure = std::to_string(last_.subject);
  EXPECT_EQ(act("planner", "matters.approve", {{"matter", open_matter()}}), "rights.not_here")
      << "not her step";
  EXPECT_EQ(act("nanjing", "matters.approve", {{"matter", open_matter()}}), "ok");
  EXPECT_EQ(state(), "checked");
  EXPECT_EQ(act("planner", "plan.lock_figure", {{"figure", figure}}), "plan.not_confirmed");
  EXPECT_EQ(act("planner", "matters.approve", {{"matter", open_matter()}, {"on_paper", true}}),
            "ok");
  EXPECT_EQ(state(), "confirmed");
  EXPECT_EQ(act("planner", "plan.lock_figure", {{"figure", figure}}), "ok");
  EXPECT_EQ(report("xuanwu", "320102", "25"), "plan.locked");
  EXPECT_EQ(indicator("VO-01", "32", 2025, "jiangsu-2021-2025").at("value"), 24)
      << "added up from below";
  EXPECT_EQ(indicator("VO-01", "32", 2025, "jiangsu-2021-2025").at("source"), "manual");
}

TEST_F(Figures, ComeBackWithAReasonAndAreReportedAnew) {
  EXPECT_EQ(report("xuanwu", "320102", "24"), "ok");
  EXPECT_EQ(act("nanjing", "matters.return", {{"matter", open_matter()}}), "field.required");
  EXPECT_EQ(act("nanjing", "matters.return", {{"matter", open_matter()}, {"reason", "与台账不符"}}),
            "ok");
  EXPECT_EQ(state(), "returned");
  EXPECT_TRUE(indicator("VO-01", "320102", 2025, "jiangsu-2021-2025").at("value").is_null());
  EXPECT_EQ(report("xuanwu", "320102", "23"), "ok");
  EXPECT_EQ(state(), "reported");
}

TEST_F(Figures, AreDecidedByADelegateWhileTheDelegationRuns) {
  EXPECT_EQ(report("xuanwu", "320102", "24"), "ok");
  std::string matter = open_matter();
  EXPECT_EQ(act("nanjing", "matters.delegate",
                {{"matter", matter}, {"to_account", "planner"}, {"until", "2026-11-22"}}),
            "matters.delegate_until");
  EXPECT_EQ(act("nanjing", "matters.delegate",
                {{"matter", matter}, {"to_account", "planner"}, {"until", "2026-11-30"}}),
            "ok");
  EXPECT_EQ(act("planner", "matters.approve", {{"matter", matter}}), "ok");
  EXPECT_EQ(act("nanjing", "matters.approve", {{"matter", matter}}), "matters.decided");
}

TEST_F(Figures, ChangedByTwoPeopleTellTheSecond) {
  EXPECT_EQ(report("xuanwu", "320102", "24"), "ok");
  std::string matter = open_matter();
  json::object first{
      {"matter", matter}, {"version", 1}, {"to_account", "planner"}, {"until", "2026-11-30"}};
  EXPECT_EQ(act("nanjing", "matters.delegate", first), "ok");
  EXPECT_EQ(act("nanjing", "matters.approve", {{"matter", matter}, {"version", 1}}),
            "conflict.version");
}

TEST_F(Figures, AreRefusedWhenTheyMakeNoSense) {
  struct Row {
    const char* field;
    json::value value;
    std::string answer;
  };
  for (const Row& row : std::vector<Row>{
           {"indicator", "FA-05", "plan.measured"},
           {"indicator", "XX-99", "plan.no_indicator"},
           {"plan", "jiangsu-1900", "plan.unknown"},
           {"period", "2019", "plan.period"},
           {"period", "2025-13", "plan.period"},
           {"value", "-1", "plan.value"},
           {"value", "1e9", "plan.value"},
           {"value", "99999999999999999999", "plan.value"},
           {"numerator", 1, "plan.ratio_incomplete"},
           {"document", "", "field.required"},
           {"value", 7, "field.wrong_kind"},
       }) {
    SCOPED_TRACE(row.answer);
    json::object form{{"branch", here("320102")},
                      {"plan", "jiangsu-2021-2025"},
                      {"indicator", "VO-01"},
                      {"period", "2025"},
                      {"value", "24"},
                      {"document", "年度总结"}};
    form[row.field] = row.value;
    EXPECT_EQ(act("xuanwu", "plan.report_figure", form), row.answer);
  }
}

TEST_F(Figures, StandInAJournalThatTellsOfEveryTampering) {
  EXPECT_EQ(report("xuanwu", "320102", "24"), "ok");
  EXPECT_EQ(report("xuanwu", "320102", "26"), "ok");
  std::int64_t rows = verified().rows;
  auto connection = store::open(app_->settings.address);
  struct Row {
    std::string name;
    std::string sql;
  };
  for (const Row& row : std::vector<Row>{
           {"changed", "UPDATE journal SET account = 'nobody' WHERE seq = 5"},
           {"removed", "DELETE FROM journal WHERE seq = 7"},
           {"reordered",
            "UPDATE journal SET seq = CASE WHEN seq = 8 THEN 10000000 ELSE seq END WHERE seq = 8"},
           {"tail cut", "DELETE FROM journal WHERE seq > " + std::to_string(rows - 1)},
       }) {
    SCOPED_TRACE(row.name);
    ASSERT_TRUE((*connection)->script("CREATE TABLE kept AS SELECT * FROM journal").ok());
    ASSERT_TRUE((*connection)->script(row.sql).ok());
    EXPECT_TRUE(verified().broken.has_value());
    ASSERT_TRUE(
        (*connection)
            ->script("DELETE FROM journal; INSERT INTO journal SELECT * FROM kept; DROP TABLE kept")
            .ok());
    EXPECT_FALSE(verified().broken.has_value());
  }
  // A tail cut with the head inside adjusted to it: only the head kept outside tells.
  ASSERT_TRUE(
      (*connection)->script("DELETE FROM journal WHERE seq = " + std::to_string(rows)).ok());
  ASSERT_TRUE((*connection)
                  ->script("UPDATE journal_head SET count = " + std::to_string(rows - 1) +
                           ", hash = (SELECT hash FROM journal WHERE seq = " +
                           std::to_string(rows - 1) + ")")
                  .ok());
  ASSERT_TRUE(verified().broken.has_value());
  EXPECT_EQ(verified().broken->seq, rows);
}

TEST_F(Figures, AndEveryListAgreeWithTheCheckOfOneRecord) {
  // Filter and point check on random triples of account, right and branch.
  std::uint32_t seed = 20261123;
  auto random = [&](std::size_t below) {
    seed = seed * 1664525U + 1013904223U;
    return (seed >> 8) % below;
  };
  auto reader = app_->readers->borrow();
  std::vector<std::pair<std::int64_t, std::string>> branches;
  ASSERT_TRUE((*reader)
                  ->each("SELECT id, path FROM network_society", {},
                         [&](const store::RowView& row) {
                           branches.emplace_back(row.number(0), std::string(row.text(1)));
                           return true;
                         })
                  .ok());
  std::vector<std::string> roles;
  for (const auto& role : app_->house->roles.roles) roles.push_back(role.code);
  const char* rights_of[] = {"plan.read", "training.certify", "people.read", "identity.manage",
                             "plan.check_figure"};
  std::int64_t triples =
      std::getenv("BOAI_LONG") && *std::getenv("BOAI_LONG") ? 1'000'000 : 100'000;
  for (std::int64_t checked = 0; checked < triples;) {
    rights::Principal principal;
    for (std::size_t grants = 1 + random(3); grants > 0; --grants) {
      auto& place = branches[random(branches.size())];
      principal.grants.push_back(
          {.role = roles[random(roles.size())], .branch = place.first, .path = place.second});
    }
    auto reach = rights::reach_of(app_->house->roles, principal, rights_of[random(5)]);
    std::vector<store::Value> values;
    std::string sql = "SELECT id FROM network_society WHERE " + reach.condition("id", values);
    std::set<std::int64_t> listed;
    ASSERT_TRUE((*reader)
                    ->each(sql, values,
                           [&](const store::RowView& row) {
                             listed.insert(row.number(0));
                             return true;
                           })
                    .ok());
    for (const auto& [id, path] : branches) {
      ASSERT_EQ(reach.covers(id, path), listed.contains(id)) << "seed 20261123, triple " << checked;
      ++checked;
    }
  }
}

}  // namespace boai::story

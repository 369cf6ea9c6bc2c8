// Societies change: they open, move, merge and split, and no figure is lost on the way.
#include "tests/stories/office.hpp"

namespace boai::story {

class Societies : public Office {
 protected:
  void SetUp() override {
    Office::SetUp();
    person("chief", "administrator", "32");
  }
  std::string open(const std::string& parent, const std::string& code) {
    return act("chief", "network.open_society",
               {{"parent", here(parent)},
                {"code", code},
                {"name", "示例" + code},
                {"level", "grassroots"},
                {"kind", "school"},
                {"region", parent},
                {"since", "2022-03-01"}});
  }
  // Certificates issued this year as the board counts them.
  std::int64_t certified(const std::string& region) {
    auto row = indicator("FA-06", region);
    return row.at("value").is_int64() ? row.at("value").as_int64() : 0;
  }
  std::int64_t grassroots(const std::string& region) {
    auto row = indicator("OG-01", region);
    return row.at("value").is_int64() ? row.at("value").as_int64() : 0;
  }
};

TEST_F(Societies, ThatMoveTakeTheirFiguresAlong) {
  ASSERT_EQ(open("320102", "320102J1"), "ok");
  ASSERT_EQ(act("xuanwu", "training.certify",
                certificate("320102", "JS-1", "示例甲", "320102199001010010")),
            "ok");
  // The same person in another county of Nanjing: the city counts her once.
  ASSERT_EQ(act("nanjing", "training.certify",
                certificate("320104", "JS-2", "示例甲", "320102199001010010")),
            "ok");
  EXPECT_EQ(certified("3201"), 1);
  EXPECT_EQ(certified("3202"), 0);
  EXPECT_EQ(grassroots("3201"), 1);

  ASSERT_EQ(act("chief", "network.move_society",
                {{"society", here("320102")}, {"parent", here("3202")}, {"since", "2026-11-01"}}),
            "ok");

  EXPECT_EQ(certified("3202"), 1);
  EXPECT_EQ(certified("3201"), 1);  // 320104 is still there
  EXPECT_EQ(certified("32"), 1);
  EXPECT_EQ(grassroots("3201"), 0);
  EXPECT_EQ(grassroots("3202"), 1);
  EXPECT_EQ(grassroots("320102"), 1);
  EXPECT_EQ(difference(), 0);
  // What comes after counts in the new city.
  ASSERT_EQ(act("xuanwu", "training.certify",
                certificate("320102", "JS-3", "示例乙", "320102199202020039")),
            "ok");
  EXPECT_EQ(certified("3202"), 2);
  EXPECT_EQ(difference(), 0);
  EXPECT_FALSE(verified().broken);
  EXPECT_EQ(seen_by("planner", "network.placement").size(), 2U);
  // Nanjing may no longer look into Xuanwu.
  EXPECT_EQ(seen_by("nanjing", "training.certificate").size(), 1U);
}

TEST_F(Societies, AreNotLaidUnderThemselvesOrTheWrongLevel) {
  struct Row {
    std::string society, parent, since, answer;
  };
  for (const Row& row : std::vector<Row>{
           {"3201", "320102", "2026-01-01", "network.own_parent"},
           {"320102", "320104", "2026-01-01", "network.not_below"},
           {"320102", "32", "2026-01-01", "network.not_below"},
           {"320102", "3201", "2026-01-01", "network.already_there"},
           {"320102", "3202", "1999-01-01", "network.before_opening"},
           {"32", "3202", "2026-01-01", "network.root"},
       }) {
    SCOPED_TRACE(row.society + " → " + row.parent);
    EXPECT_EQ(
        act("chief", "network.move_society",
            {{"society", here(row.society)}, {"parent", here(row.parent)}, {"since", row.since}}),
        row.answer);
  }
  // A county clerk moves no county.
  EXPECT_EQ(act("xuanwu", "network.move_society",
                {{"society", here("320102")}, {"parent", here("3202")}, {"since", "2026-01-01"}}),
            "rights.not_here");
}

TEST_F(Societies, ThatMergeLeaveEverythingToTheirSuccessor) {
  ASSERT_EQ(open("320102", "320102J1"), "ok");
  ASSERT_EQ(open("320102", "320102J2"), "ok");
  ASSERT_EQ(act("xuanwu", "training.certify",
                certificate("320102", "JS-1", "示例甲", "320102199001010010")),
            "ok");
  ASSERT_EQ(
      act("chief", "network.merge_society",
          {{"society", here("320102")}, {"successor", here("320104")}, {"until", "2026-10-31"}}),
      "ok");
  EXPECT_EQ(grassroots("320102"), 0);
  EXPECT_EQ(grassroots("320104"), 2);
  EXPECT_EQ(certified("3201"), 1);
  EXPECT_EQ(difference(), 0);
  EXPECT_EQ(seen_by("planner", "network.succession").size(), 1U);
  EXPECT_EQ(
      act("chief", "network.merge_society",
          {{"society", here("320104")}, {"successor", here("320102")}, {"until", "2026-11-01"}}),
      "network.closed");
}

TEST_F(Societies, ThatSplitKnowWhereTheyCameFrom) {
  ASSERT_EQ(act("chief", "network.split_society",
                {{"society", here("320102")},
                 {"code", "320199"},
                 {"name", "示例新区红十字会"},
                 {"region", "320102"},
                 {"since", "2026-06-01"}}),
            "ok");
  EXPECT_EQ(indicator("OG-01", "320199").at("id").as_string(), "OG-01");
  auto successions = seen_by("planner", "network.succession");
  ASSERT_EQ(successions.size(), 1U);
  EXPECT_EQ(successions[0].at("kind").as_string(), "split");
  EXPECT_EQ(difference(), 0);
}

}  // namespace boai::story

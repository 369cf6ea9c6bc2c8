// Marks closed with a mistake in them.
#include "tests/stories/class_office.hpp"

namespace boai::story {

class Marks : public TrainingDesk {};

TEST_F(Marks, ClosedWithAMistakeAreOpenedAgainAndNothingOfItStaysBehind) {
  std::string id = published(plan("十二月班", "2026-12-05"));
  std::string zhang = enrol(id, "张三", 1), li = enrol(id, "李四", 2);
  auto by = examiners(id);
  attend(id, {zhang, li});
  pass(zhang, by);
  EXPECT_EQ(theory(li, 6, by), "ok");
  std::string mark = last();
  for (const char* code : {"cpr", "aed", "airway", "trauma"})
    EXPECT_EQ(station(li, code, true, by), "ok");
  EXPECT_EQ(act("clerk", "training.reopen_marks", {{"class", id}, {"reason", "早了"}}),
            "training.class_state");
  EXPECT_EQ(act("clerk", "training.close_marks", {{"class", id}}), "ok");
  EXPECT_EQ(word("training.class", id, "passed"), "1");
  EXPECT_EQ(indicator("FA-05", "320102").at("value"), 1);

  EXPECT_EQ(act("clerk", "training.reopen_marks", {{"class", id}, {"reason", ""}}),
            "field.required");
  EXPECT_EQ(act("trainer", "training.reopen_marks", {{"class", id}, {"reason", "录入错误"}}),
            "rights.not_here");
  EXPECT_EQ(act("clerk", "training.reopen_marks", {{"class", id}, {"reason", "录入错误"}}), "ok");
  EXPECT_EQ(word("training.class", id, "state"), "running");
  EXPECT_EQ(word("training.class", id, "reason"), "录入错误");
  EXPECT_EQ(word("training.class", id, "passed"), "0");
  for (const std::string& each : {zhang, li})
    EXPECT_EQ(word("training.enrolment", each, "result"), "");
  EXPECT_TRUE(indicator("FA-05", "320102").at("value").is_null()) << "until it is closed again";
  EXPECT_EQ(act("clerk", "training.issue_class", {{"class", id}}), "training.class_state");

  EXPECT_EQ(act("trainer", "training.correct_mark",
                {{"mark", mark}, {"score", 60}, {"reason", "录入错误"}}),
            "ok");
  EXPECT_EQ(act("clerk", "training.close_marks", {{"class", id}}), "ok");
  EXPECT_EQ(word("training.class", id, "passed"), "2");
  EXPECT_EQ(indicator("FA-05", "320102").at("value"), 2);
  EXPECT_EQ(act("clerk", "training.issue_class", {{"class", id}}), "ok");
  EXPECT_EQ(act("clerk", "training.reopen_marks", {{"class", id}, {"reason", "又错了"}}),
            "training.class_state")
      << "a certificate is out: it is corrected or revoked";
  EXPECT_EQ(difference(), 0);
  EXPECT_FALSE(verified().broken.has_value());
}

}  // namespace boai::story

// 在线学习: minutes that were really spent, a quiz, and who is let in to the theory exam.
#include "tests/stories/exam_office.hpp"

namespace boai::story {

class Learning : public ExamDesk {
 protected:
  std::int64_t seconds(const std::string& name, const std::string& code) {
    auto shown = learning(name);
    for (const auto& lesson : shown.at("courses").at(0).at("lessons").as_array()) {
      if (lesson.at("code").as_string() == code) return lesson.at("seconds").as_int64();
    }
    return -1;
  }
};

TEST_F(Learning, CountsTheMinutesThatPassAndNoOthers) {
  std::string id = published(course("心肺复苏班", "2026-12-01"));
  link(enrol(id, "张三", 1), "zhang");
  EXPECT_EQ(learning("zhang").at("courses").at(0).at("lessons").as_array().size(), 4u);
  stay("zhang", "cpr", 200);
  EXPECT_EQ(seconds("zhang", "cpr"), 200);
  later(300);  // the page was shut
  EXPECT_EQ(read("zhang", "cpr"), "ok");
  EXPECT_EQ(seconds("zhang", "cpr"), 200) << "a silence counts for nothing";
  for (int fast = 0; fast < 50; ++fast) EXPECT_EQ(read("zhang", "cpr"), "ok");
  EXPECT_EQ(seconds("zhang", "cpr"), 200) << "fifty signs in one moment are no time";
  // Two windows on two lessons, in turn: together no more than the clock.
  for (int turn = 0; turn < 10; ++turn) {
    later(10);
    EXPECT_EQ(read("zhang", "aed"), "ok");
    later(10);
    EXPECT_EQ(read("zhang", "cpr"), "ok");
  }
  EXPECT_EQ(seconds("zhang", "cpr") + seconds("zhang", "aed"), 400);
  stay("zhang", "cpr", 900);
  EXPECT_EQ(seconds("zhang", "cpr"), 480) << "beyond its minutes a lesson counts no more";
  EXPECT_EQ(read("zhang", "trauma"), "training.no_lesson") << "not a lesson of this course";
  EXPECT_EQ(read("li", "cpr"), "people.no_person");
}

TEST_F(Learning, LetsInToTheExamWhoHasLearned) {
  fill_bank();
  Ready of = ready();
  std::string id = open(of);
  EXPECT_EQ(own("zhang", "training.start_sitting", {{"exam", id}}), "training.not_admitted");
  EXPECT_EQ(theory(of.zhang, 80, of.by), "training.not_admitted") << "on paper as on the phone";
  EXPECT_EQ(own("zhang", "training.answer_quiz",
                {{"course", "cpr_aed"}, {"lesson", "scene"}, {"answers", "A"}}),
            "training.quiz_answers");
  EXPECT_EQ(own("zhang", "training.answer_quiz",
                {{"course", "cpr_aed"}, {"lesson", "scene"}, {"answers", "B,B"}}),
            "ok");
  EXPECT_EQ(learning("zhang").at("courses").at(0).at("standing").at("quizzes"), 0)
      << "one wrong is not passed";
  study_all("zhang");
  auto standing = desk("examiner", of.id).at("trainees").at(0).at("standing");
  EXPECT_EQ(standing.at("admitted"), true);
  EXPECT_EQ(standing.at("seconds"), 22 * 60);
  EXPECT_EQ(standing.at("quizzes"), 4);
  EXPECT_EQ(own("zhang", "training.start_sitting", {{"exam", id}}), "ok");
  // An elder who learned on paper: a clerk lets him in, with a reason.
  EXPECT_EQ(desk("examiner", of.id).at("trainees").at(1).at("standing").at("admitted"), false);
  EXPECT_EQ(act("clerk", "training.admit", {{"enrolment", of.li}}), "field.required");
  EXPECT_EQ(act("gulou_xuzhou", "training.admit", {{"enrolment", of.li}, {"reason", "试试"}}),
            "rights.not_here");
  EXPECT_EQ(act("clerk", "training.admit", {{"enrolment", of.li}, {"reason", "纸质教材学习"}}),
            "ok");
  EXPECT_EQ(theory(of.li, 70, of.by), "ok");
  EXPECT_EQ(difference(), 0);
  EXPECT_FALSE(verified().broken.has_value());
}

TEST_F(Learning, AsksForNothingBeforeTheDayOfItsRule) {
  std::string id = published(plan("救护员班", "2026-12-01"));
  std::string zhang = enrol(id, "张三", 1);
  link(zhang, "zhang");
  auto by = examiners(id);
  attend(id, {zhang});
  EXPECT_EQ(learning("zhang").at("courses").at(0).at("lessons").as_array().size(), 7u);
  EXPECT_EQ(learning("zhang").at("courses").at(0).at("standing").at("required"), false);
  EXPECT_EQ(theory(zhang, 80, by), "ok");
}

TEST_F(Learning, CountsForALaterClassOfTheCourse) {
  std::string id = published(course("心肺复苏班", "2026-12-01"));
  std::string first = enrol(id, "张三", 1);
  link(first, "zhang");
  study_all("zhang");
  EXPECT_EQ(
      act("clerk", "training.withdraw_enrolment", {{"enrolment", first}, {"reason", "改下一班"}}),
      "ok");
  EXPECT_TRUE(learning("zhang").at("courses").as_array().empty());
  std::string next_class = published(course("心肺复苏二班", "2026-12-10"), 910);
  std::string second = enrol(next_class, "张三", 1);
  EXPECT_EQ(learning("zhang").at("courses").at(0).at("standing").at("admitted"), true);
  auto by = examiners(next_class);
  attend(next_class, {second});
  EXPECT_EQ(theory(second, 80, by), "ok");
  EXPECT_TRUE(seen_by("gulou_xuzhou", "training.progress").empty());
}

}  // namespace boai::story

// The first page of who plans, who teaches and who learns: what training asks of each today.
#include "domains/training/port.hpp"
#include "tests/stories/class_office.hpp"

namespace boai::story {

class Today : public TrainingDesk {
 protected:
  void SetUp() override {
    TrainingDesk::SetUp();
    person("admin", "administrator", "32");
    person("other", "training_officer", "320302");
    person("zhang", "member", "320102");
    on("2026-12-01");
  }
  json::object asked(const std::string& who) {
    auto reader = app_->readers->borrow();
    auto viewer = rights::principal_of(**reader, who, app_->today());
    auto found =
        training::today_of(**reader, *app_->house, *viewer, {app_->today(), app_->clock->now()});
    EXPECT_TRUE(found.ok()) << found.error().code;
    return found.ok() ? *found : json::object{};
  }
  // "to_close 1" of each kind that waits.
  std::string waits(const std::string& who) {
    std::string said;
    json::object found = asked(who);
    for (const auto& each : found.at("waits").as_array()) {
      said += (said.empty() ? "" : ", ") + std::string(each.at("what").as_string()) + " " +
              json::serialize(each.at("count"));
    }
    return said;
  }
  std::size_t many(const std::string& who, const char* part) {
    return asked(who).at(part).as_array().size();
  }
  void own_account(const std::string& of_class, const std::string& who, const char* type) {
    auto rows = seen_by("operator", type, {{"class", of_class}});
    ASSERT_FALSE(rows.empty());
    std::string person = word(type, std::string(rows[0].at("id").as_string()), "person");
    EXPECT_EQ(act("admin", "people.link_account", {{"person", person}, {"account", who}}), "ok");
  }
};

TEST_F(Today, TheDeskIsToldWhatWaitsFromPublishingToIssuing) {
  EXPECT_EQ(act("clerk", "training.plan_class", plan("十二月班", "2026-12-05", 2)), "ok");
  std::string id = last();
  duty(id, "instructor", "教员A", 900);
  EXPECT_EQ(act("clerk", "training.submit_class", {{"class", id}}), "ok");
  EXPECT_EQ(waits("clerk"), "");
  EXPECT_EQ(act("head", "matters.approve", {{"matter", matter_of("training.class")}}), "ok");
  EXPECT_EQ(waits("clerk"), "to_publish 1");
  EXPECT_EQ(act("clerk", "training.publish_class", {{"class", id}}), "ok");
  EXPECT_EQ(waits("clerk"), "");
  std::string zhang = enrol(id, "张三", 1);
  Examiners by = examiners(id);
  EXPECT_EQ(many("clerk", "today"), 0u);
  attend(id, {zhang});  // until the evening of its last half day
  EXPECT_EQ(many("clerk", "today"), 1u);
  EXPECT_EQ(many("officer", "today"), 1u) << "the province plans for its counties";
  EXPECT_EQ(waits("clerk"), "");
  pass(zhang, by);
  on("2026-12-20");
  EXPECT_EQ(waits("clerk"), "to_close 1");
  EXPECT_EQ(act("clerk", "training.close_marks", {{"class", id}}), "ok");
  EXPECT_EQ(waits("clerk"), "to_issue 1");
  json::value named = asked("clerk").at("waits").at(0).at("classes").at(0);
  EXPECT_EQ(named.at("title"), "十二月班");
  EXPECT_EQ(act("clerk", "training.issue_class", {{"class", id}}), "ok");
  EXPECT_EQ(waits("clerk"), "");
}

TEST_F(Today, AnotherCountyAndWhoOnlyReadsAreAskedNothing) {
  std::string id = published(plan("十二月班", "2026-12-05", 2));
  on("2026-12-05");
  EXPECT_EQ(many("clerk", "today"), 1u);
  on("2026-12-20");
  EXPECT_EQ(waits("clerk"), "to_close 1");
  for (const char* who : {"other", "chief", "zhang"}) {
    EXPECT_EQ(waits(who), "") << who;
    EXPECT_EQ(many(who, "today"), 0u) << who;
  }
}

TEST_F(Today, WhoMustBeToldIsCountedUntilThen) {
  std::string id = published(plan("十二月班", "2026-12-05", 2));
  enrol(id, "张三", 1);
  EXPECT_EQ(act("clerk", "training.cancel_class", {{"class", id}, {"reason", "疫情"}}), "ok");
  EXPECT_EQ(asked("clerk").at("tellings"), 1);
  EXPECT_EQ(asked("other").at("tellings"), 0);
  auto open = seen_by("clerk", "training.telling", {{"state", "open"}});
  EXPECT_EQ(act("clerk", "training.tell",
                {{"telling", std::string(open.at(0).at("id").as_string())}, {"way", "phone"}}),
            "ok");
  EXPECT_EQ(asked("clerk").at("tellings"), 0);
}

TEST_F(Today, WhoTeachesSeesHerNextClassAndNoDesk) {
  std::string id = published(plan("十二月班", "2026-12-05", 2));
  EXPECT_EQ(many("trainer", "teaching"), 0u) << "no person stands behind the account yet";
  own_account(id, "trainer", "training.duty");
  auto hers = asked("trainer");
  ASSERT_EQ(hers.at("teaching").as_array().size(), 1u);
  EXPECT_EQ(hers.at("teaching").at(0).at("title"), "十二月班");
  EXPECT_EQ(hers.at("teaching").at(0).at("roles"), (json::array{"instructor"}));
  on("2026-12-20");
  EXPECT_EQ(many("trainer", "teaching"), 0u);
  EXPECT_EQ(waits("trainer"), "") << "closing is the office's";
}

TEST_F(Today, WhoLearnsSeesHerSeatAndLaterThatHerCertificateEnds) {
  std::string id = published(plan("十二月班", "2026-12-05", 2));
  std::string seat = enrol(id, "张三", 1);
  own_account(id, "zhang", "training.enrolment");
  json::array own = asked("zhang").at("own").as_array();
  ASSERT_EQ(own.size(), 1u);
  EXPECT_EQ(own[0].at("title"), "十二月班");
  EXPECT_EQ(own[0].at("exam_open"), false);
  Examiners by = examiners(id);
  attend(id, {seat});
  pass(seat, by);
  EXPECT_EQ(act("clerk", "training.close_marks", {{"class", id}}), "ok");
  EXPECT_EQ(act("clerk", "training.issue_class", {{"class", id}}), "ok");
  EXPECT_EQ(many("zhang", "own"), 0u);
  EXPECT_EQ(many("zhang", "certificates"), 0u) << "good for three years";
  on("2029-11-20");
  json::array ending = asked("zhang").at("certificates").as_array();
  ASSERT_EQ(ending.size(), 1u);
  EXPECT_EQ(ending[0].at("state"), "due");
}

}  // namespace boai::story

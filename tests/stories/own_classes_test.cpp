// A trainee with her own phone, and the instructor's phone in the room.
#include "domains/training/port.hpp"
#include "tests/stories/class_office.hpp"

namespace boai::story {

class OwnClasses : public TrainingDesk {
 protected:
  void SetUp() override {
    TrainingDesk::SetUp();
    person("admin", "administrator", "32");
  }
  // An account of her own, linked to her person by the society that knows her.
  std::string account_of(const std::string& who, const std::string& name, int number,
                         const std::string& birthday = "19900101") {
    person(who, "member", "320302");
    EXPECT_EQ(act("xuanwu", "people.record_person",
                  with(papers(name, number, birthday),
                       {{"branch", here("320102")}, {"purpose", "service"}})),
              "ok");
    EXPECT_EQ(act("admin", "people.link_account", {{"person", last()}, {"account", who}}), "ok");
    return id_of(who);
  }
  std::string id_of(const std::string& who) {
    auto reader = app_->readers->borrow();
    return std::to_string(rights::principal_of(**reader, who, app_->today())->account);
  }
  json::array own(const std::string& who) {
    auto reader = app_->readers->borrow();
    auto viewer = rights::principal_of(**reader, who, app_->today());
    auto found = training::own_classes(**reader, *viewer);
    EXPECT_TRUE(found.ok()) << found.error().code;
    return found.ok() ? found->at("classes").as_array() : json::array{};
  }
  json::array open_in(const std::string& region) {
    auto reader = app_->readers->borrow();
    auto found = training::open_classes(**reader, *app_->house, {region, "", app_->today()});
    EXPECT_TRUE(found.ok()) << found.error().code;
    return found.ok() ? found->at("classes").as_array() : json::array{};
  }
  Result<training::Roster> roster(const std::string& who, const std::string& of_class) {
    auto reader = app_->readers->borrow();
    auto viewer = rights::principal_of(**reader, who, app_->today());
    return training::class_roster(**reader, *app_->house, *viewer,
                                  {std::stoll(of_class), app_->today()});
  }
};

TEST_F(OwnClasses, AreFoundByAnybodyOncePublished) {
  std::string id = published(plan("十二月班", "2026-12-05", 2));
  EXPECT_EQ(act("clerk", "training.plan_class", plan("还没公布的班", "2026-12-12", 2)), "ok");
  auto found = open_in("3201");
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].at("title"), "十二月班");
  EXPECT_EQ(found[0].at("region"), "320102");
  EXPECT_EQ(found[0].at("left"), 2);
  EXPECT_EQ(found[0].at("course_en"), "First-aider");
  EXPECT_TRUE(open_in("3203").empty());
  enrol(id, "张三", 1);
  EXPECT_EQ(open_in("320102").at(0).at("left"), 1);
  on("2026-12-05");  // enrolment ends on the eve
  EXPECT_TRUE(open_in("3201").empty());
}

TEST_F(OwnClasses, AreEnrolledInLeftAndJudgedByHerself) {
  std::string id = published(plan("十二月班", "2026-12-05", 1));
  std::string zhang = account_of("zhang", "张三", 1), li = account_of("li", "李四", 2);
  std::string child = account_of("child", "小王", 3, "20120101");
  person("stranger", "member", "320102");
  EXPECT_EQ(act("stranger", "training.enrol_own", {{"account", id_of("stranger")}, {"class", id}}),
            "people.no_person");
  EXPECT_EQ(act("zhang", "training.enrol_own", {{"account", li}, {"class", id}}),
            "rights.not_yours");
  EXPECT_EQ(act("child", "training.enrol_own", {{"account", child}, {"class", id}}),
            "training.too_young");
  EXPECT_EQ(act("clerk", "training.plan_class", plan("还没公布的班", "2026-12-12", 2)), "ok");
  EXPECT_EQ(act("zhang", "training.enrol_own", {{"account", zhang}, {"class", last()}}),
            "record.not_found")
      << "what is not published is not there";
  EXPECT_EQ(act("zhang", "training.enrol_own", {{"account", zhang}, {"class", id}}), "ok");
  std::string seat = last();
  EXPECT_EQ(act("zhang", "training.enrol_own", {{"account", zhang}, {"class", id}}), "ok");
  EXPECT_EQ(last(), seat) << "twice is one seat";
  EXPECT_EQ(word("training.enrolment", seat, "way"), "self");
  EXPECT_EQ(act("li", "training.enrol_own", {{"account", li}, {"class", id}}), "ok");
  std::string line = last();
  EXPECT_EQ(word("training.enrolment", line, "state"), "waiting");

  EXPECT_EQ(act("li", "training.withdraw_own", {{"account", li}, {"enrolment", seat}}),
            "record.not_found")
      << "another's seat is not there for her";
  EXPECT_EQ(act("zhang", "training.withdraw_own", {{"account", zhang}, {"enrolment", seat}}), "ok");
  EXPECT_EQ(word("training.enrolment", line, "state"), "enrolled") << "who waited has the seat";
  EXPECT_EQ(own("zhang").at(0).at("state"), "withdrawn");
  EXPECT_EQ(own("li").size(), 1u);
  EXPECT_EQ(own("li").at(0).at("code"), json::value(training::attendance_code({std::stoll(line)})));

  EXPECT_EQ(act("li", "training.evaluate_own",
                {{"account", li},
                 {"enrolment", line},
                 {"content", 5},
                 {"teaching", 5},
                 {"organisation", 4}}),
            "training.not_there")
      << "who was not there has nothing to say yet";
  attend(id, {line});
  EXPECT_EQ(act("li", "training.evaluate_own",
                {{"account", li},
                 {"enrolment", line},
                 {"content", 5},
                 {"teaching", 5},
                 {"organisation", 4}}),
            "ok");
  EXPECT_EQ(own("li").at(0).at("half_days").as_array().at(0), "present");
  EXPECT_EQ(own("li").at(0).at("evaluated"), true);
}

TEST_F(OwnClasses, AreTakenIntoTheRoomByWhoTeachesThere) {
  std::string id = published(plan("十二月班", "2026-12-05", 5));
  std::string zhang = enrol(id, "欧阳小三", 1);
  examiners(id);
  auto taken = roster("trainer", id);
  ASSERT_TRUE(taken.ok());
  json::value sheet = json::parse(taken->sheet);
  EXPECT_EQ(sheet.at("trainees").at(0).at("name"), "欧阳小三") << "in the clear: it is a roll call";
  EXPECT_EQ(sheet.at("trainees").at(0).at("code"),
            json::value(training::attendance_code({std::stoll(zhang)})));
  EXPECT_EQ(sheet.at("stations").at(0).at("steps").at(0).at("must"), true);
  EXPECT_EQ(sheet.at("examiners").as_array().size(), 2u);
  EXPECT_EQ(taken->persons.size(), 3u) << "each look is written down";
  EXPECT_EQ(roster("xuanwu", id).ok(), true);
  EXPECT_EQ(answer_of(roster("gulou_xuzhou", id)), "record.not_found");
  EXPECT_EQ(answer_of(roster("head", id)), "record.not_found")
      << "who does not teach takes no roll";
}

TEST_F(OwnClasses, PassNoStationWithoutTheStepsThatMustBeSeen) {
  std::string id = published(plan("十二月班", "2026-12-05", 5));
  std::string zhang = enrol(id, "张三", 1);
  auto by = examiners(id);
  attend(id, {zhang});
  auto cpr = [&](bool passed, const std::string& missed) {
    return act("trainer", "training.mark_station",
               {{"enrolment", zhang},
                {"station", "cpr"},
                {"passed", passed},
                {"missed", missed},
                {"examiner", by.one},
                {"second_examiner", by.two}});
  };
  EXPECT_EQ(cpr(true, "2"), "training.must_step");
  EXPECT_EQ(cpr(true, "9"), "training.no_step");
  EXPECT_EQ(cpr(false, "0"), "training.no_step");
  EXPECT_EQ(cpr(false, "呼吸"), "training.no_step");
  EXPECT_EQ(cpr(false, "2, 4"), "ok");
  EXPECT_EQ(word("training.mark", last(), "missed"), "2, 4");
  EXPECT_EQ(cpr(true, "7"), "ok") << "a second attempt; breaths are no must";
  EXPECT_EQ(word("training.mark", last(), "attempt"), "2");
}

}  // namespace boai::story

// 施救: help that trained people gave, told, verified by another, counted.
#include "domains/people/port.hpp"
#include "tests/stories/class_office.hpp"

namespace boai::story {

class Rescues : public TrainingDesk {
 protected:
  json::object told(const std::string& place = "地铁二号线苜蓿园站", json::object more = {}) {
    return with({{"day", "2026-11-22"},
                 {"place", place},
                 {"help", "cpr"},
                 {"outcome", "handed_over"},
                 {"aed_used", true},
                 {"story", "一位老人倒地，按压两分钟后使用AED，救护车接走。"}},
                more);
  }
  std::string registered(const std::string& who, const json::object& fields) {
    return act(who, "training.register_rescue", with({{"branch", here("320102")}}, fields));
  }
  std::string certified(const std::string& name, int number,
                        const std::string& day = "2026-06-01") {
    std::string certificate_number = "Z-" + std::to_string(number);
    EXPECT_EQ(act("clerk", "training.certify",
                  with(papers(name, number), {{"branch", here("320102")},
                                              {"number", certificate_number},
                                              {"course", "first_aider"},
                                              {"day", day}})),
              "ok");
    return certificate_number;
  }
};

TEST_F(Rescues, AreCountedOnceSomebodyElseHasVerifiedThem) {
  std::string number = certified("张三", 1);
  EXPECT_EQ(registered("clerk", with(told(), {{"certificate_number", number}})), "ok");
  std::string id = last();
  EXPECT_EQ(word("training.rescue", id, "trained_on"), "2026-06-01");
  EXPECT_EQ(registered("clerk", with(told(), papers("张三", 1))), "ok");
  EXPECT_EQ(last(), id) << "by her papers it is the same one";
  EXPECT_EQ(word("training.rescue", id, "state"), "reported");
  EXPECT_TRUE(indicator("FA-23", "320102").at("value").is_null()) << "not verified yet";
  EXPECT_EQ(act("clerk", "training.verify_rescue", {{"rescue", id}, {"witness", "我在场"}}),
            "matters.same_person");
  EXPECT_EQ(act("colleague", "training.verify_rescue",
                {{"rescue", id}, {"witness", "地铁站值班记录，120 派车单"}}),
            "ok");
  EXPECT_EQ(indicator("FA-23", "320102").at("value"), 1);
  EXPECT_EQ(indicator("FA-23", "32").at("value"), 1);
  EXPECT_EQ(act("colleague", "training.verify_rescue", {{"rescue", id}, {"witness", "再一次"}}),
            "training.rescue_state");
  // Corrected: to be verified again, by another.
  EXPECT_EQ(act("colleague", "training.correct_rescue",
                {{"rescue", id}, {"outcome", "recovered"}, {"reason", "医院回访"}}),
            "ok");
  EXPECT_TRUE(indicator("FA-23", "320102").at("value").is_null() ||
              indicator("FA-23", "320102").at("value") == 0);
  EXPECT_EQ(act("colleague", "training.verify_rescue", {{"rescue", id}, {"witness", "回访记录"}}),
            "matters.same_person");
  EXPECT_EQ(act("clerk", "training.verify_rescue", {{"rescue", id}, {"witness", "回访记录"}}),
            "ok");
  EXPECT_EQ(indicator("FA-23", "320102").at("value"), 1);
  EXPECT_EQ(act("clerk", "training.strike_rescue", {{"rescue", id}, {"reason", "重复登记"}}), "ok");
  EXPECT_EQ(act("clerk", "training.strike_rescue", {{"rescue", id}, {"reason", "重复登记"}}),
            "training.rescue_state");
  EXPECT_NE(json::serialize(indicator("FA-23", "320102").at("value")), "1");
  EXPECT_EQ(difference(), 0);
  EXPECT_FALSE(verified().broken.has_value());
}

TEST_F(Rescues, AreByTrainedPeopleAndNameNobody) {
  std::string number = certified("张三", 1);
  struct Row {
    json::object more;
    const char* answer;
  };
  for (const Row& row : std::vector<Row>{
           {{{"certificate_number", number}, {"day", "2026-11-24"}}, "training.day_in_future"},
           {{{"certificate_number", number}, {"day", "2026-05-31"}}, "training.not_trained"},
           {{{"certificate_number", "Z-99"}}, "training.certificate.not_found"},
           {{{"certificate_number", number}, {"story", "家属电话 138 5150 0000"}},
            "training.story_personal"},
           {papers("路人", 9), "training.not_trained"},
           {{}, "field.required"},
           {{{"certificate_number", number}, {"help", "magic"}}, "field.unknown_code"},
           {{{"certificate_number", number}}, "ok"},
       }) {
    SCOPED_TRACE(row.answer);
    EXPECT_EQ(registered("clerk", with(told(), row.more)), row.answer);
  }
}

TEST_F(Rescues, AreToldByHerselfAndVerifiedByHerCounty) {
  certified("张三", 1);
  person("zhang", "member", "320102");
  auto people = seen_by("clerk", "people.person");
  EXPECT_EQ(act("operator", "people.link_account",
                {{"person", std::string(people[0].at("id").as_string())}, {"account", "zhang"}}),
            "ok");
  auto reader = app_->readers->borrow();
  auto account = [&](const char* who) {
    return std::to_string(rights::principal_of(**reader, who, app_->today())->account);
  };
  auto own = [&](const char* who, const char* whose) {
    return act(who, "training.report_own_rescue",
               with(told("玄武湖"), {{"account", account(whose)}}));
  };
  EXPECT_EQ(own("trainer", "zhang"), "rights.not_yours");
  EXPECT_EQ(own("trainer", "trainer"), "people.no_person");
  EXPECT_EQ(own("zhang", "zhang"), "ok");
  std::string id = last();
  EXPECT_EQ(act("zhang", "training.verify_rescue", {{"rescue", id}, {"witness", "我自己"}}),
            "rights.not_here");
  EXPECT_EQ(word("training.rescue", id, "branch"), here("320102"));
  EXPECT_EQ(act("clerk", "training.verify_rescue", {{"rescue", id}, {"witness", "公园监控"}}),
            "ok");
  auto card =
      people::own(**reader, *app_->house, *rights::principal_of(**reader, "zhang", app_->today()));
  ASSERT_TRUE(card.ok());
  EXPECT_EQ(card->at("records").at("training.rescue").as_array().size(), 1u)
      << "she sees it on her own page";
}

TEST_F(Rescues, OfAnotherCountyAreNeitherSeenNorTouched) {
  std::string number = certified("张三", 1);
  EXPECT_EQ(registered("clerk", with(told(), {{"certificate_number", number}})), "ok");
  std::string id = last();
  EXPECT_TRUE(seen_by("gulou_xuzhou", "training.rescue").empty());
  EXPECT_EQ(act("gulou_xuzhou", "training.verify_rescue", {{"rescue", id}, {"witness", "x"}}),
            "rights.not_here");
  EXPECT_EQ(registered("gulou_xuzhou", with(told(), {{"certificate_number", number}})),
            "rights.not_here");
  // Her certificate's number opens nothing at another county's own desk either.
  auto there = with(told(), {{"branch", here("320302")}, {"certificate_number", number}});
  EXPECT_EQ(act("gulou_xuzhou", "training.register_rescue", there),
            "training.certificate.not_found");
  there["certificate_number"] = "Z-77";
  EXPECT_EQ(act("gulou_xuzhou", "training.register_rescue", there),
            "training.certificate.not_found");
}

}  // namespace boai::story

// 师资: registered, qualified by facts, put before classes, counted; and what she does herself.
#include "domains/training/queries/instructors.hpp"

#include "tests/stories/class_office.hpp"

namespace boai::story {

class Instructors : public TrainingDesk {
 protected:
  rights::Principal viewer(const std::string& account) {
    auto reader = app_->readers->borrow();
    return *rights::principal_of(**reader, account, app_->today());
  }
  json::object sheet(const std::string& who, const std::string& id, const std::string& on = "",
                     const std::string& known = "") {
    auto reader = app_->readers->borrow();
    training::InstructorAsked asked{.id = std::stoll(id), .today = app_->today()};
    asked.on = on.empty() ? app_->today() : *Day::parse(on);
    if (!known.empty()) asked.known = *Day::parse(known);
    auto found = training::instructor_sheet(**reader, *app_->house, viewer(who), asked);
    return found.ok() ? *found : json::object{{"code", found.error().code}};
  }
  std::string state(const std::string& id, const std::string& on = "",
                    const std::string& known = "") {
    auto found = sheet("clerk", id, on, known);
    return found.contains("code") ? std::string(found.at("code").as_string())
                                  : std::string(found.at("standing").at("state").as_string());
  }
  json::array list(const std::string& who, training::InstructorsAsked asked = {}) {
    auto reader = app_->readers->borrow();
    asked.today = app_->today();
    auto found = training::instructor_list(**reader, *app_->house, viewer(who), asked);
    EXPECT_TRUE(found.ok());
    return found.ok() ? found->at("items").as_array() : json::array{};
  }
  json::array candidates(const std::string& who, const std::string& of_class) {
    auto reader = app_->readers->borrow();
    auto found = training::class_candidates(**reader, *app_->house, viewer(who),
                                            {std::stoll(of_class), app_->today()});
    EXPECT_TRUE(found.ok()) << (found.ok() ? "" : found.error().code);
    return found.ok() ? found->at("items").as_array() : json::array{};
  }
  std::string assign(const std::string& who, const std::string& of_class, const std::string& id,
                     const json::object& more = {}) {
    return act(who, "training.assign_duty",
               with({{"class", of_class}, {"role", "instructor"}, {"instructor", id}}, more));
  }
  std::string planned(const std::string& title, const std::string& start) {
    EXPECT_EQ(act("clerk", "training.plan_class", plan(title, start)), "ok");
    return last();
  }
  int hours_of(const std::string& id, int year) {
    auto found = sheet("clerk", id);
    for (const auto& row : found.at("years").as_array()) {
      if (row.at("year").as_int64() == year) return static_cast<int>(row.at("taught").as_int64());
    }
    return 0;
  }
  // A class with this instructor, held, its marks closed.
  std::string held(const std::string& title, const std::string& start, const std::string& name,
                   int number) {
    EXPECT_EQ(act("clerk", "training.plan_class", plan(title, start, 10)), "ok");
    std::string id = last();
    EXPECT_EQ(act("clerk", "training.assign_duty",
                  with(papers(name, number, "19800101"), {{"class", id}, {"role", "instructor"}})),
              "ok");
    EXPECT_EQ(act("clerk", "training.submit_class", {{"class", id}}), "ok");
    EXPECT_EQ(act("head", "matters.approve", {{"matter", matter_of("training.class")}}), "ok");
    EXPECT_EQ(act("clerk", "training.publish_class", {{"class", id}}), "ok");
    attend(id, {enrol(id, "张三", 1)});
    EXPECT_EQ(act("clerk", "training.close_marks", {{"class", id}}), "ok");
    return id;
  }
  // Her own account, linked by the office.
  void herself(const std::string& account, const std::string& id) {
    person(account, "instructor", "320102");
    EXPECT_EQ(act("operator", "people.link_account",
                  {{"person", word("training.instructor", id, "person")}, {"account", account}}),
              "ok");
  }
  std::string account_id(const std::string& account) {
    return std::to_string(viewer(account).account);
  }
};

TEST_F(Instructors, AreQualifiedByWhatHappenedInWhateverOrderItIsRecorded) {
  std::string early = instructor("王老师", 1, "2022-03-01");
  EXPECT_EQ(state(early), "lapsed") << "her term ran out in 2025";
  // The same life, told backwards and late: twenty-four hours a year and a re-training in time.
  for (const char* day : {"2026-06-15", "2025-06-15", "2024-06-15", "2023-06-15"}) {
    EXPECT_EQ(fact("clerk", early, "taught", day, {{"amount", 24}}), "ok");
  }
  EXPECT_EQ(state(early), "lapsed") << "hours alone do not renew it";
  EXPECT_EQ(fact("clerk", early, "retrained", "2024-10-10", {{"amount", 2}, {"way", "outside"}}),
            "ok");
  EXPECT_EQ(state(early), "valid");
  EXPECT_EQ(state(early, "2024-10-11", "2024-12-31"), "none") << "nothing of it was known then";
  std::string fact_id = last();
  EXPECT_EQ(fact("clerk", early, "retrained", "2024-10-10", {{"amount", 2}, {"way", "outside"}}),
            "ok");
  EXPECT_EQ(last(), fact_id) << "told twice is one fact";
  EXPECT_EQ(act("clerk", "training.strike_fact", {{"fact", fact_id}, {"reason", "同名误登"}}),
            "ok");
  EXPECT_EQ(state(early), "lapsed");
  EXPECT_EQ(act("clerk", "training.strike_fact", {{"fact", fact_id}, {"reason", "同名误登"}}),
            "training.fact_struck");
}

TEST_F(Instructors, AreJudgedByWhoMay) {
  std::string id = instructor("王老师", 1);
  struct Row {
    const char *who, *what, *day;
    json::object more;
    const char* answer;
  };
  for (const Row& row : std::vector<Row>{
           {"clerk",
            "trained",
            "2026-03-02",
            {{"amount", 40}, {"level", "instructor"}},
            "rights.not_here"},
           {"clerk", "suspended", "2026-05-01", {}, "rights.not_here"},
           {"clerk", "authorised", "2026-05-01", {{"region", "3201"}}, "rights.not_here"},
           {"clerk", "authorised", "2026-05-01", {{"region", "320302"}}, "rights.not_here"},
           {"clerk", "authorised", "2026-05-01", {{"region", "329999"}}, "training.region_code"},
           {"clerk", "authorised", "2026-05-01", {{"region", "玄武"}}, "training.region_code"},
           {"clerk", "taught", "2026-12-01", {{"amount", 4}}, "training.day_in_future"},
           {"clerk", "taught", "2026-05-01", {}, "training.fact_amount"},
           {"clerk",
            "taught",
            "2026-05-01",
            {{"amount", 4}, {"way", "class"}},
            "field.unknown_code"},
           {"officer", "trained", "2026-05-01", {{"amount", 40}}, "field.required"},
           {"gulou_xuzhou", "taught", "2026-05-01", {{"amount", 4}}, "rights.not_here"},
           {"trainer", "taught", "2026-05-01", {{"amount", 4}}, "rights.not_here"},
           {"officer", "suspended", "2026-05-01", {}, "ok"},
       }) {
    SCOPED_TRACE(std::string(row.who) + " " + row.what);
    EXPECT_EQ(fact(row.who, id, row.what, row.day, row.more), row.answer);
  }
  EXPECT_EQ(state(id), "suspended");
  EXPECT_EQ(act("clerk", "training.strike_fact", {{"fact", last()}, {"reason", "不服"}}),
            "rights.not_here")
      << "what the province did, the county does not undo";
  EXPECT_EQ(fact("officer", id, "resumed", "2026-06-01"), "ok");
  EXPECT_EQ(state(id), "valid");
}

TEST_F(Instructors, ArePutBeforeAClassWhenNothingSpeaksAgainstIt) {
  std::string id = planned("十二月班", "2026-12-05");
  EXPECT_EQ(act("clerk", "training.assign_duty",
                with(papers("路人甲", 7), {{"class", id}, {"role", "instructor"}})),
            "training.not_qualified")
      << "no file at all";
  EXPECT_EQ(act("clerk", "training.assign_duty", {{"class", id}, {"role", "instructor"}}),
            "field.required");
  std::string wang = instructor("王老师", 1);
  EXPECT_EQ(
      act("clerk", "training.set_unavailable",
          {{"instructor", wang}, {"since", "2026-12-06"}, {"until", "2026-12-06"}, {"half", "pm"}}),
      "ok");
  std::string absence = last();
  EXPECT_EQ(assign("clerk", id, wang), "training.unavailable");
  EXPECT_EQ(act("clerk", "training.withdraw_unavailability", {{"unavailability", absence}}), "ok");
  EXPECT_EQ(fact("clerk", wang, "withdrawn", "2026-10-01", {{"region", "320102"}}), "ok");
  EXPECT_EQ(assign("clerk", id, wang), "training.not_authorised");
  EXPECT_EQ(fact("officer", wang, "authorised", "2026-10-02",
                 {{"region", "3201"}, {"until", "2026-12-05"}}),
            "ok");
  EXPECT_EQ(assign("clerk", id, wang), "training.not_authorised") << "not on the second day";
  EXPECT_EQ(fact("officer", wang, "authorised", "2026-10-03", {{"region", "32"}}), "ok");
  EXPECT_EQ(assign("clerk", id, wang), "ok");
  std::string other = planned("同日班", "2026-12-06");
  EXPECT_EQ(assign("clerk", other, wang), "training.instructor_busy");
  EXPECT_EQ(assign("officer", other, wang, {{"override_reason", "人手不够"}}),
            "training.instructor_busy")
      << "no reason lets her be in two places";

  // A course that asks for a higher level; the reason, and who may give one.
  auto training_of_instructors = with(plan("师资班", "2027-01-11", 10), {{"course", "instructor"}});
  EXPECT_EQ(act("clerk", "training.plan_class", training_of_instructors), "ok");
  std::string high = last();
  EXPECT_EQ(assign("clerk", high, wang), "training.level_too_low");
  EXPECT_EQ(assign("clerk", high, wang, {{"override_reason", "省里同意"}}), "rights.not_here");
  EXPECT_EQ(assign("officer", high, wang, {{"override_reason", "省里同意，培训师带教"}}), "ok");
  EXPECT_EQ(word("training.duty", last(), "override_reason"), "省里同意，培训师带教");
  // A talk asks for no level.
  auto talk = with(plan("讲座", "2027-02-01", 100), {{"course", "talk"}});
  EXPECT_EQ(act("clerk", "training.plan_class", talk), "ok");
  EXPECT_EQ(act("clerk", "training.assign_duty",
                with(papers("路人甲", 7), {{"class", last()}, {"role", "instructor"}})),
            "ok");
}

TEST_F(Instructors, AreAskedAgainWhenTheClassMoves) {
  std::string id = published(plan("十二月班", "2026-12-05", 10));
  std::string file = seen_by("clerk", "training.instructor")[0].at("id").as_string().c_str();
  EXPECT_EQ(act("clerk", "training.set_unavailable",
                {{"instructor", file}, {"since", "2026-12-12"}, {"until", "2026-12-20"}}),
            "ok");
  auto move = [&](const char* start) {
    return act("clerk", "training.move_class",
               {{"class", id}, {"start", start}, {"reason", "场地被占"}});
  };
  EXPECT_EQ(move("2026-12-12"), "training.unavailable");
  EXPECT_EQ(move("2028-03-01"), "training.not_qualified") << "her term ends the day before";
  EXPECT_EQ(move("2026-12-21"), "ok");
}

TEST_F(Instructors, GetTheHoursOfTheClassesTheyTaughtOnceHoweverItGoes) {
  std::string wang = instructor("王老师", 1);
  std::string id = held("十二月班", "2026-12-05", "王老师", 1);
  EXPECT_EQ(hours_of(wang, 2026), 16) << "four half days of four hours";
  auto taught =
      seen_by("clerk", "training.instructor_fact", {{"instructor", wang}, {"what", "taught"}});
  ASSERT_EQ(taught.size(), 2u) << "a fact a day";
  EXPECT_EQ(taught[0].at("way"), "class");
  EXPECT_EQ(taught[0].at("amount").as_int64(), 8);
  // A day struck by hand stays struck, whatever is counted again.
  std::string fact_id(taught[0].at("id").as_string());
  EXPECT_EQ(act("clerk", "training.strike_fact", {{"fact", fact_id}, {"reason", "由他人代课"}}),
            "ok");
  EXPECT_EQ(hours_of(wang, 2026), 8);
  EXPECT_EQ(act("clerk", "training.register_instructor",
                with(papers("王老师", 1, "19800101"), {{"branch", here("320102")}})),
            "ok");
  EXPECT_EQ(last(), wang) << "registered twice is one file";
  EXPECT_EQ(hours_of(wang, 2026), 8) << "counted again, still eight";
  // Taken off the class afterwards: the other day goes too.
  auto duties = seen_by("clerk", "training.duty", {{"class", id}, {"role", "instructor"}});
  EXPECT_EQ(act("clerk", "training.release_duty",
                {{"duty", std::string(duties[0].at("id").as_string())}}),
            "ok");
  EXPECT_EQ(hours_of(wang, 2026), 0);
  EXPECT_EQ(seen_by("clerk", "training.instructor_fact", {{"instructor", wang}, {"what", "taught"}})
                .size(),
            2u)
      << "nothing is deleted";
}

TEST_F(Instructors, RegisteredAfterTheClassGetItsHoursToo) {
  person("boss", "city_planner", "3201");
  auto open = plan("讲座", "2026-11-30", 10);
  EXPECT_EQ(act("boss", "training.plan_class", with(open, {{"course", "cpr_aed"}})), "ok");
  std::string id = last();
  EXPECT_EQ(act("boss", "training.assign_duty",
                with(papers("李老师", 2, "19800101"),
                     {{"class", id}, {"role", "instructor"}, {"override_reason", "证件在途"}})),
            "ok");
  EXPECT_EQ(act("clerk", "training.submit_class", {{"class", id}}), "ok");
  EXPECT_EQ(act("head", "matters.approve", {{"matter", matter_of("training.class")}}), "ok");
  EXPECT_EQ(act("clerk", "training.publish_class", {{"class", id}}), "ok");
  attend(id, {enrol(id, "张三", 1)});
  EXPECT_EQ(act("clerk", "training.close_marks", {{"class", id}}), "ok");
  std::string li = instructor("李老师", 2);
  EXPECT_EQ(hours_of(li, 2026), 6) << "the class came first, her file after";
  json::object again{{"class", id}, {"reason", "录入错误"}};
  EXPECT_EQ(act("clerk", "training.reopen_marks", again), "ok");
  EXPECT_EQ(hours_of(li, 2026), 0) << "not taught until the class is closed again";
  EXPECT_EQ(act("clerk", "training.close_marks", {{"class", id}}), "ok");
  EXPECT_EQ(hours_of(li, 2026), 6) << "and not twice";
}

TEST_F(Instructors, AreRankedByWhoMayHowNearAndWhoTaughtLess) {
  std::string near =
      instructor("近老师", 1, "2026-03-01", {{"longitude", "118.80"}, {"latitude", "32.05"}});
  std::string far =
      instructor("远老师", 2, "2026-03-01", {{"longitude", "118.90"}, {"latitude", "31.33"}});
  std::string unplaced = instructor("某老师", 3);
  std::string suspended = instructor("停老师", 4);
  EXPECT_EQ(fact("officer", suspended, "suspended", "2026-10-01"), "ok");
  EXPECT_EQ(act("clerk", "training.register_instructor",
                with(papers("错老师", 5), {{"branch", here("320102")}, {"longitude", "218"}})),
            "training.place");
  std::string busy =
      instructor("忙老师", 6, "2026-03-01", {{"longitude", "118.80"}, {"latitude", "32.05"}});
  EXPECT_EQ(assign("clerk", planned("别的班", "2026-12-06"), busy), "ok");
  std::string id = planned("十二月班", "2026-12-05");
  auto ranked = candidates("clerk", id);
  ASSERT_EQ(ranked.size(), 5u);
  std::vector<std::string> order, faults;
  for (const auto& each : ranked) {
    order.emplace_back(each.at("instructor").as_string());
    faults.emplace_back(each.at("fault").as_string());
  }
  EXPECT_EQ(order[0], unplaced) << "from her county's own centre, where the class is";
  EXPECT_EQ(ranked[0].at("distance_km").as_int64(), 0);
  EXPECT_TRUE(ranked[0].at("from_centre").as_bool());
  EXPECT_EQ(order[1], near);
  EXPECT_EQ(order[2], far);
  EXPECT_GT(ranked[2].at("distance_km").as_int64(), 60);
  EXPECT_EQ(faults, (std::vector<std::string>{"", "", "", "training.not_qualified",
                                              "training.instructor_busy"}));
  EXPECT_EQ(ranked[0].at("name"), "某**") << "masked, as in every list";
}

TEST_F(Instructors, SayThemselvesWhenTheyCannotCome) {
  std::string wang = instructor("王老师", 1);
  std::string id = planned("十二月班", "2026-12-05");
  EXPECT_EQ(assign("clerk", id, wang), "ok");
  herself("wang", wang);
  auto own = [&](const std::string& who, const std::string& account) {
    return act(
        who, "training.set_own_unavailable",
        {{"account", account_id(account)}, {"since", "2026-12-05"}, {"until", "2026-12-07"}});
  };
  EXPECT_EQ(own("trainer", "wang"), "rights.not_yours");
  EXPECT_EQ(own("trainer", "trainer"), "people.no_person");
  EXPECT_EQ(own("wang", "wang"), "ok");
  std::string absence = last();
  auto reader = app_->readers->borrow();
  auto mine = training::own_teaching(**reader, *app_->house, viewer("wang"), app_->today());
  ASSERT_TRUE(mine.ok());
  EXPECT_EQ(mine->at("coming").as_array().size(), 1u);
  EXPECT_EQ(mine->at("instructor").at("standing").at("state"), "valid");
  EXPECT_EQ(mine->at("instructor").at("absences").as_array().size(), 1u);
  auto told = seen_by("clerk", "notices.notice");
  ASSERT_FALSE(told.empty());
  EXPECT_EQ(told[0].at("code"), "training.instructor_away") << "the class's office hears of it";
  std::string li = instructor("李老师", 2);
  herself("li", li);
  EXPECT_EQ(act("li", "training.withdraw_own_unavailability",
                {{"account", account_id("li")}, {"unavailability", absence}}),
            "training.unavailability.not_found")
      << "another's";
  EXPECT_EQ(act("wang", "training.withdraw_own_unavailability",
                {{"account", account_id("wang")}, {"unavailability", absence}}),
            "ok");
}

TEST_F(Instructors, AreSeenAtHomeAndWhereTheyAreAuthorised) {
  std::string wang = instructor("王老师", 1);
  for (const char* type : {"training.instructor", "training.instructor_fact",
                           "training.unavailability", "people.person"}) {
    SCOPED_TRACE(type);
    EXPECT_TRUE(seen_by("gulou_xuzhou", type).empty());
  }
  EXPECT_TRUE(list("gulou_xuzhou").empty());
  EXPECT_TRUE(list("gulou_xuzhou", {.name = "王"}).empty());
  EXPECT_EQ(sheet("gulou_xuzhou", wang).at("code"), "record.not_found");
  EXPECT_EQ(sheet("gulou_xuzhou", "999999").at("code"), "record.not_found");
  EXPECT_EQ(list("clerk", {.name = "王"}).size(), 1u);
  EXPECT_EQ(list("clerk", {.name = "老师"}).size(), 0u) << "a prefix, not a part";
  EXPECT_EQ(list("clerk", {.state = "valid"}).size(), 1u);
  EXPECT_EQ(list("clerk", {.state = "lapsed"}).size(), 0u);
  EXPECT_EQ(list("clerk", {.level = "instructor"}).size(), 1u);
  EXPECT_EQ(list("clerk", {.level = "trainer"}).size(), 0u);
  EXPECT_EQ(list("officer").size(), 1u) << "the province above";
  // The class of a county that has no business with her.
  EXPECT_EQ(act("gulou_xuzhou", "training.plan_class",
                with(plan("徐州班", "2026-12-05"), {{"branch", here("320302")}})),
            "ok");
  std::string id = last();
  EXPECT_TRUE(candidates("gulou_xuzhou", id).empty());
  EXPECT_EQ(assign("gulou_xuzhou", id, wang), "training.instructor.not_found");
  EXPECT_EQ(assign("gulou_xuzhou", id, "999999"), "training.instructor.not_found");
  // Authorised there: she is on their list, her file's history is not theirs.
  EXPECT_EQ(fact("officer", wang, "authorised", "2026-11-01",
                 {{"region", "320302"}, {"until", "2026-12-31"}}),
            "ok");
  EXPECT_EQ(list("gulou_xuzhou").size(), 1u);
  auto seen = sheet("gulou_xuzhou", wang);
  EXPECT_EQ(seen.at("standing").at("state"), "valid");
  EXPECT_FALSE(seen.at("own").as_bool());
  EXPECT_TRUE(seen.at("facts").as_array().empty());
  EXPECT_EQ(candidates("gulou_xuzhou", id).size(), 1u);
  EXPECT_EQ(assign("gulou_xuzhou", id, wang), "ok");
  on("2027-01-02");
  EXPECT_TRUE(list("gulou_xuzhou").empty()) << "the authorisation has ended";
  EXPECT_EQ(sheet("gulou_xuzhou", wang).at("code"), "record.not_found");
  EXPECT_FALSE(verified().broken.has_value());
}

}  // namespace boai::story

// 办班: from the plan to the certificates, as a county does it.
#include <thread>

#include "tests/stories/class_office.hpp"

namespace boai::story {

class Classes : public TrainingDesk {};

TEST_F(Classes, GoFromPlanToCertificates) {
  EXPECT_EQ(act("gulou_xuzhou", "training.plan_class", plan("十二月班", "2026-12-01")),
            "rights.not_here");
  EXPECT_EQ(act("clerk", "training.plan_class", plan("十二月班", "2026-12-01", 51)),
            "training.too_many_seats");
  EXPECT_EQ(act("clerk", "training.plan_class", plan("十二月班", "2026-11-22")),
            "training.start_past");
  EXPECT_EQ(act("clerk", "training.plan_class", plan("十二月班", "2026-12-01")), "ok");
  std::string id = last();
  EXPECT_EQ(act("clerk", "training.plan_class", plan("十二月班", "2026-12-01")), "ok");
  EXPECT_EQ(last(), id) << "planned again is the same class";
  EXPECT_EQ(sessions(id).size(), 4u) << "a first-aider's sixteen hours";
  EXPECT_EQ(act("clerk", "training.publish_class", {{"class", id}}), "training.not_approved");
  EXPECT_EQ(act("clerk", "training.submit_class", {{"class", id}}), "ok");
  EXPECT_EQ(act("clerk", "training.plan_class", plan("十二月班", "2026-12-02")),
            "training.under_approval");
  std::string matter = matter_of("training.class");
  EXPECT_EQ(act("clerk", "matters.approve", {{"matter", matter}}), "rights.not_here");
  EXPECT_EQ(act("head", "matters.return", {{"matter", matter}, {"reason", "请改到周末"}}), "ok");
  EXPECT_EQ(word("training.class", id, "state"), "returned");
  EXPECT_EQ(act("clerk", "training.plan_class", plan("十二月班", "2026-12-05")), "ok");
  EXPECT_EQ(act("clerk", "training.submit_class", {{"class", id}}), "ok");
  EXPECT_EQ(act("head", "matters.approve", {{"matter", matter_of("training.class")}}), "ok");
  EXPECT_EQ(act("clerk", "training.publish_class", {{"class", id}}),
            "training.too_few_instructors");
  duty(id, "instructor", "教员甲", 901);
  duty(id, "instructor", "教员乙", 902);
  EXPECT_EQ(act("clerk", "training.publish_class", {{"class", id}}), "ok");

  std::string zhang = enrol(id, "张三", 1), li = enrol(id, "李四", 2);
  EXPECT_EQ(enrol(id, "张三", 1), zhang) << "enrolled twice is one seat";
  EXPECT_EQ(act("clerk", "training.enrol", with(papers("小王", 3, "20100101"), {{"class", id}})),
            "training.too_young");
  EXPECT_EQ(word("training.class", id, "taken"), "2");
  EXPECT_EQ(word("training.class", id, "state"), "enrolling");
  EXPECT_EQ(act("clerk", "training.confirm", {{"enrolment", zhang}}), "ok");
  auto by = examiners(id);
  EXPECT_EQ(act("trainer", "training.sign_in_trainee",
                {{"session", sessions(id)[0]}, {"enrolment", zhang}}),
            "training.session_ahead");
  attend(id, {zhang, li});
  EXPECT_EQ(act("clerk", "training.cancel_class", {{"class", id}, {"reason", ""}}),
            "field.required");
  EXPECT_EQ(theory(zhang, 59, by), "ok");
  EXPECT_EQ(act("clerk", "training.close_marks", {{"class", id}}), "ok");
  EXPECT_EQ(word("training.enrolment", zhang, "result_reason"), "theory");
  EXPECT_TRUE(indicator("FA-05", "320102").at("value").is_null())
      << "who failed does not count as trained";
  EXPECT_EQ(act("clerk", "training.issue_class", {{"class", id}}), "training.nobody_passed");
  EXPECT_EQ(act("clerk", "training.archive_class", {{"class", id}}), "ok");
  EXPECT_EQ(difference(), 0);
}

TEST_F(Classes, GiveEachWhoPassesOneNumberedCertificate) {
  std::string id = published(plan("十二月班", "2026-12-05"));
  std::string zhang = enrol(id, "张三", 1), li = enrol(id, "李四", 2), wang = enrol(id, "王五", 3);
  auto by = examiners(id);
  on("2026-12-05");
  EXPECT_EQ(theory(zhang, 80, by), "training.class_state") << "nobody has come yet";
  attend(id, {zhang, li, wang});
  // Marks: two examiners who differ, nobody examines herself, two attempts.
  EXPECT_EQ(station(zhang, "cpr", true, {by.one, by.one}), "training.same_examiner");
  EXPECT_EQ(station(zhang, "juggling", true, by), "training.no_station");
  EXPECT_EQ(act("clerk", "training.assign_duty",
                with(papers("张三", 1), {{"class", id}, {"role", "examiner"}})),
            "ok");
  EXPECT_EQ(station(zhang, "cpr", true, {by.one, last()}), "training.own_exam");
  EXPECT_EQ(theory(li, 40, by), "ok");
  EXPECT_EQ(theory(li, 59, by), "ok");
  EXPECT_EQ(theory(li, 100, by), "training.no_attempt_left");
  pass(zhang, by);
  EXPECT_EQ(theory(zhang, 90, by), "training.passed_already");
  EXPECT_EQ(theory(wang, 6, by), "ok");
  EXPECT_EQ(act("trainer", "training.correct_mark",
                {{"mark", last()}, {"score", 60}, {"reason", "录入错误"}}),
            "ok");
  for (const char* code : {"cpr", "aed", "airway"}) EXPECT_EQ(station(wang, code, true, by), "ok");
  EXPECT_EQ(station(wang, "trauma", false, by), "ok");
  EXPECT_EQ(station(wang, "trauma", true, by), "ok") << "the second attempt";
  auto marks = seen_by("clerk", "training.mark", {{"enrolment", zhang}});
  ASSERT_EQ(marks.size(), 5u);
  EXPECT_EQ(marks[0].at("account"), "trainer");
  EXPECT_FALSE(marks[0].at("at").is_null());

  EXPECT_EQ(act("trainer", "training.close_marks", {{"class", id}}), "rights.not_here");
  EXPECT_EQ(act("clerk", "training.close_marks", {{"class", id}}), "ok");
  EXPECT_EQ(word("training.class", id, "passed"), "2");
  EXPECT_EQ(act("clerk", "training.issue_class", {{"class", id}}), "ok");
  EXPECT_EQ(act("colleague", "training.issue_class", {{"class", id}}), "training.class_state")
      << "a second clerk issues nothing twice";
  auto certificates = seen_by("clerk", "training.certificate");
  ASSERT_EQ(certificates.size(), 2u);
  std::set<std::string> numbers;
  for (const auto& row : certificates) numbers.emplace(row.at("number").as_string());
  EXPECT_TRUE(numbers.begin()->starts_with("32320102202603000001"));
  EXPECT_TRUE(numbers.rbegin()->starts_with("32320102202603000002"));
  EXPECT_EQ(certificates[0].at("day"), "2026-12-06") << "the day of the exam";
  EXPECT_EQ(certificates[0].at("valid_until"), "2029-12-05");
  EXPECT_EQ(indicator("FA-05", "320102").at("value"), 2);
  EXPECT_EQ(indicator("FA-06", "3201").at("value"), 2);
  EXPECT_EQ(act("clerk", "training.archive_class", {{"class", id}}), "ok");
  EXPECT_EQ(act("clerk", "training.evaluate",
                {{"enrolment", zhang}, {"content", 5}, {"teaching", 6}, {"organisation", 4}}),
            "field.too_large");
  EXPECT_EQ(act("clerk", "training.evaluate",
                {{"enrolment", zhang}, {"content", 5}, {"teaching", 5}, {"organisation", 4}}),
            "ok");
  EXPECT_FALSE(seen_by("clerk", "training.evaluation")[0].contains("enrolment"))
      << "who said it is shown to nobody";
  EXPECT_EQ(difference(), 0);
  EXPECT_FALSE(verified().broken.has_value());
}

TEST_F(Classes, AreNotApprovedByWhoPlannedThem) {
  person("alone", "city_planner", "3201");
  EXPECT_EQ(act("alone", "training.plan_class", plan("市办班", "2026-12-01")), "ok");
  EXPECT_EQ(act("alone", "training.submit_class", {{"class", last()}}), "ok");
  EXPECT_EQ(act("alone", "matters.approve", {{"matter", matter_of("training.class")}}),
            "matters.same_person");
  EXPECT_EQ(act("nanjing", "matters.approve", {{"matter", matter_of("training.class")}}), "ok");
}

TEST_F(Classes, OfAnotherCountyAreNeitherSeenNorTouched) {
  std::string id = published(plan("十二月班", "2026-12-05"));
  std::string zhang = enrol(id, "张三", 1);
  attend(id, {zhang});
  for (const char* type :
       {"training.class", "training.session", "training.duty", "training.enrolment",
        "training.sign_in", "training.series", "people.person"}) {
    SCOPED_TRACE(type);
    EXPECT_TRUE(seen_by("gulou_xuzhou", type).empty());
  }
  EXPECT_EQ(act("gulou_xuzhou", "training.enrol", with(papers("赵六", 9), {{"class", id}})),
            "rights.not_here");
  EXPECT_EQ(act("gulou_xuzhou", "training.withdraw_enrolment",
                {{"enrolment", zhang}, {"reason", "试试"}}),
            "rights.not_here");
  EXPECT_EQ(act("gulou_xuzhou", "training.sign_in_trainee",
                {{"session", sessions(id)[0]}, {"enrolment", zhang}}),
            "rights.not_here");
  EXPECT_EQ(act("gulou_xuzhou", "training.issue_class", {{"class", id}}), "rights.not_here");
}

TEST_F(Classes, FillTheirSeatsFromTheLine) {
  std::string id = published(plan("小班", "2026-12-05", 2));
  std::string zhang = enrol(id, "张三", 1), li = enrol(id, "李四", 2), wang = enrol(id, "王五", 3),
              zhao = enrol(id, "赵六", 4);
  EXPECT_EQ(word("training.enrolment", wang, "state"), "waiting");
  EXPECT_EQ(act("clerk", "training.confirm", {{"enrolment", wang}}), "training.no_seat_yet");
  EXPECT_EQ(word("training.class", id, "waiting"), "2");
  EXPECT_EQ(act("clerk", "training.withdraw_enrolment", {{"enrolment", li}, {"reason", "出差"}}),
            "ok");
  EXPECT_EQ(word("training.enrolment", wang, "state"), "enrolled") << "first in the line";
  EXPECT_EQ(word("training.enrolment", zhao, "state"), "waiting");
  EXPECT_EQ(act("clerk", "training.withdraw_enrolment", {{"enrolment", li}, {"reason", "出差"}}),
            "training.enrolment_ended");
  EXPECT_EQ(enrol(id, "李四", 2), li);
  EXPECT_EQ(word("training.enrolment", li, "state"), "waiting") << "at the end of the line";
  // A seat given up by a move goes to the next as well.
  std::string other = published(plan("另一班", "2026-12-12", 1), 940);
  EXPECT_EQ(act("clerk", "training.move_enrolment",
                {{"enrolment", zhang}, {"to_class", other}, {"reason", "时间不合"}}),
            "ok");
  EXPECT_EQ(word("training.enrolment", zhang, "state"), "moved");
  EXPECT_EQ(word("training.enrolment", zhao, "state"), "enrolled");
  EXPECT_EQ(act("clerk", "training.move_enrolment",
                {{"enrolment", wang}, {"to_class", other}, {"reason", "时间不合"}}),
            "training.class_full");
  EXPECT_EQ(word("training.class", id, "taken"), "2");
  EXPECT_EQ(word("training.class", id, "waiting"), "1");
  auto to_tell = seen_by("clerk", "training.telling", {{"state", "open"}});
  ASSERT_EQ(to_tell.size(), 2u) << "who got a seat is told";
  std::string telling(to_tell[0].at("id").as_string());
  EXPECT_EQ(act("clerk", "training.tell", {{"telling", telling}, {"way", "phone"}}), "ok");
  EXPECT_EQ(seen_by("clerk", "training.telling", {{"state", "open"}}).size(), 1u);
}

TEST_F(Classes, ThatAreCancelledOrMovedTellEveryone) {
  std::string id = published(plan("十二月班", "2026-12-05"));
  enrol(id, "张三", 1);
  EXPECT_EQ(act("colleague", "training.enrol", with(papers("李四", 2), {{"class", id}})), "ok");
  EXPECT_EQ(act("clerk", "training.move_class",
                {{"class", id}, {"start", "2026-12-12"}, {"reason", "场地检修"}}),
            "ok");
  EXPECT_EQ(word("training.class", id, "exam_on"), "2026-12-13");
  EXPECT_EQ(seen_by("clerk", "training.telling", {{"news", "moved"}}).size(), 2u);
  EXPECT_EQ(act("clerk", "training.cancel_class", {{"class", id}, {"reason", "疫情"}}), "ok");
  EXPECT_EQ(seen_by("clerk", "training.telling", {{"news", "cancelled"}}).size(), 2u);
  auto notices = seen_by("colleague", "notices.notice");
  ASSERT_EQ(notices.size(), 2u);
  EXPECT_EQ(notices[0].at("code"), "training.class_cancelled");
  EXPECT_EQ(notices[0].at("remark"), "疫情");
  EXPECT_EQ(seen_by("head", "notices.notice").size(), 2u);
  EXPECT_EQ(act("clerk", "training.enrol", with(papers("王五", 3), {{"class", id}})),
            "training.class_state");
  EXPECT_EQ(act("clerk", "training.cancel_class", {{"class", id}, {"reason", "疫情"}}),
            "training.class_state");
}

TEST_F(Classes, CountAHalfDayOnceWhoeverSendsIt) {
  std::string id = published(plan("十二月班", "2026-12-05"));
  std::string zhang = enrol(id, "张三", 1);
  std::string session = sessions(id)[0];
  now("2026-12-05T14:00:00.000Z");
  // Two phones without a network held the same sign-in; one has a clock ten minutes fast.
  json::object form{{"session", session},
                    {"enrolment", zhang},
                    {"device", "phone-1"},
                    {"device_at", "2026-12-05T00:55:00.000Z"},
                    {"device_sent_at", "2026-12-05T14:00:00.000Z"}};
  EXPECT_EQ(act("trainer", "training.sign_in_trainee", form), "ok");
  std::string first = last();
  form["device"] = "phone-2";
  form["device_sent_at"] = "2026-12-05T14:10:00.000Z";
  EXPECT_EQ(act("clerk", "training.sign_in_trainee", form), "ok");
  EXPECT_EQ(last(), first);
  auto rows = seen_by("clerk", "training.sign_in");
  ASSERT_EQ(rows.size(), 1u);
  EXPECT_EQ(rows[0].at("device"), "phone-1");
  EXPECT_EQ(rows[0].at("at"), "2026-12-05T00:55:00.000Z");
  EXPECT_EQ(rows[0].at("received_at"), "2026-12-05T14:00:00.000Z");
  EXPECT_EQ(word("training.enrolment", zhang, "present"), "1");
  form["session"] = sessions(id)[1];
  EXPECT_EQ(act("clerk", "training.sign_in_trainee", form), "ok");
  EXPECT_EQ(word("training.sign_in", last(), "flag"), "clock_skew") << "kept, and said";
  EXPECT_EQ(word("training.sign_in", last(), "skew_s"), "-600");
}

TEST_F(Classes, TellExcusedFromAbsent) {
  std::string id = published(plan("十二月班", "2026-12-05"));
  std::string zhang = enrol(id, "张三", 1), li = enrol(id, "李四", 2);
  auto by = examiners(id);
  auto halves = sessions(id);
  on("2026-12-05");
  EXPECT_EQ(act("trainer", "training.excuse",
                {{"session", halves[0]}, {"enrolment", zhang}, {"reason", ""}}),
            "field.required");
  EXPECT_EQ(act("trainer", "training.excuse",
                {{"session", halves[0]}, {"enrolment", zhang}, {"reason", "已持有普及证明"}}),
            "ok");
  on("2026-12-06");
  for (std::size_t half = 1; half < 4; ++half) {
    for (const std::string& enrolment : {zhang, li}) {
      EXPECT_EQ(act("trainer", "training.sign_in_trainee",
                    {{"session", halves[half]}, {"enrolment", enrolment}}),
                "ok");
    }
  }
  EXPECT_EQ(act("trainer", "training.excuse",
                {{"session", halves[1]}, {"enrolment", zhang}, {"reason", "补假"}}),
            "training.was_present");
  pass(zhang, by);
  pass(li, by);
  EXPECT_EQ(act("clerk", "training.close_marks", {{"class", id}}), "ok");
  EXPECT_EQ(word("training.enrolment", zhang, "result"), "passed");
  EXPECT_EQ(word("training.enrolment", li, "result"), "failed");
  EXPECT_EQ(word("training.enrolment", li, "result_reason"), "attendance");
}

TEST_F(Classes, AtTheSameTimeAreNotBothPassedNorTaughtByOne) {
  std::string one = published(plan("甲班", "2026-12-05"), 900);
  EXPECT_EQ(act("clerk", "training.plan_class", plan("乙班", "2026-12-06")), "ok");
  std::string other = last();
  EXPECT_EQ(act("clerk", "training.assign_duty",
                with(papers("教员A", 900, "19800101"), {{"class", other}, {"role", "instructor"}})),
            "training.instructor_busy");
  EXPECT_EQ(act("clerk", "training.cancel_class", {{"class", other}, {"reason", "重排"}}), "ok");
  other = published(plan("丙班", "2026-12-06"), 920);
  std::string first = enrol(one, "张三", 1), second = enrol(other, "张三", 1);
  auto by_one = examiners(one), by_other = examiners(other);
  attend(one, {first});
  attend(other, {second});
  pass(first, by_one);
  pass(second, by_other);
  EXPECT_EQ(act("clerk", "training.close_marks", {{"class", one}}), "ok");
  EXPECT_EQ(act("clerk", "training.close_marks", {{"class", other}}), "ok");
  EXPECT_EQ(word("training.enrolment", first, "result"), "passed");
  EXPECT_EQ(word("training.enrolment", second, "result"), "failed");
  EXPECT_EQ(word("training.enrolment", second, "result_reason"), "overlap");
}

// Two clerks press the button at once, for the same class and for two classes of one county.
TEST_F(Classes, AreIssuedOnceByTwoClerksAtOnceWithoutGapOrRepeat) {
  std::vector<std::string> ids;
  for (int number = 0; number < 2; ++number) {
    std::string title = number == 0 ? "甲班" : "乙班";
    std::string id =
        published(plan(title, number == 0 ? "2026-12-05" : "2026-12-12"), 900 + 20 * number);
    std::vector<std::string> trainees;
    for (int who = 1; who <= 3; ++who) {
      trainees.push_back(
          enrol(id, "学员" + std::string(1, static_cast<char>('A' + who)), 10 * number + who));
    }
    auto by = examiners(id);
    attend(id, trainees);
    for (const std::string& trainee : trainees) pass(trainee, by);
    EXPECT_EQ(act("clerk", "training.close_marks", {{"class", id}}), "ok");
    ids.push_back(id);
    if (number == 0) on("2026-12-06");
  }
  std::vector<std::string> answers(4);
  std::vector<std::thread> clerks;
  for (std::size_t number = 0; number < 4; ++number) {
    clerks.emplace_back([&, number] {
      answers[number] = answer_of(app::run(*app_, {number % 2 == 0 ? "clerk" : "colleague"},
                                           "training.issue_class", {{"class", ids[number / 2]}}));
    });
  }
  for (std::thread& clerk : clerks) clerk.join();
  EXPECT_EQ(std::ranges::count(answers, "ok"), 2);
  EXPECT_EQ(std::ranges::count(answers, "training.class_state"), 2);
  std::set<std::string> serials;
  auto certificates = seen_by("clerk", "training.certificate");
  for (const auto& row : certificates) {
    serials.insert(std::string(row.at("number").as_string()).substr(14, 6));
  }
  EXPECT_EQ(certificates.size(), 6u);
  EXPECT_EQ(serials,
            (std::set<std::string>{"000001", "000002", "000003", "000004", "000005", "000006"}));
  EXPECT_EQ(difference(), 0);
  EXPECT_FALSE(verified().broken.has_value());
}

TEST_F(Classes, TakeTheirTraineesFromAList) {
  std::string id = published(plan("十二月班", "2026-12-05", 2));
  std::string text = "class,name,document_kind,document_number,occupation,way\n";
  for (int who = 1; who <= 3; ++who) {
    text += id + ",学员" + std::string(1, static_cast<char>('A' + who)) + ",resident_id," +
            resident("19900101", who) + ",teacher,list\n";
  }
  std::string path = file("trainees.csv", text);
  adjust_ = [&](exchange::Order& order) {
    order.type = app_->house->types.find("training.enrolment");
    order.command = app_->commands.find("training.enrol");
  };
  auto report = import("clerk", path);
  ASSERT_TRUE(report.ok()) << report.error().code << report.error().detail;
  EXPECT_EQ(seen_by("clerk", "training.enrolment").size(), 3u) << refused();
  EXPECT_EQ(word("training.class", id, "waiting"), "1") << "the third waits";
  ASSERT_TRUE(import("clerk", path).ok());
  EXPECT_EQ(seen_by("clerk", "training.enrolment").size(), 3u) << "the same list changes nothing";
  EXPECT_EQ(word("training.class", id, "taken"), "2");
}

TEST_F(Classes, LeftOpenClimbTheLadder) {
  std::string id = published(plan("十二月班", "2026-12-05"));
  std::string zhang = enrol(id, "张三", 1);
  attend(id, {zhang});
  json::object province{{"branch", here("32")}};
  EXPECT_EQ(act("clerk", "training.escalate", province), "rights.not_here");
  auto open = [&] {
    return seen_by("operator", "matters.matter", {{"state", "open"}, {"kind", "training.lateness"}})
        .size();
  };
  on("2026-12-13");
  EXPECT_EQ(act("officer", "training.escalate", province), "ok");
  EXPECT_EQ(open(), 0u) << "the seventh day is still in time";
  on("2026-12-14");
  EXPECT_EQ(act("officer", "training.escalate", province), "ok");
  EXPECT_EQ(act("officer", "training.escalate", province), "ok");
  EXPECT_EQ(open(), 1u) << "once, however often asked";
  on("2027-01-10");
  EXPECT_EQ(act("officer", "training.escalate", province), "ok");
  EXPECT_EQ(open(), 3u) << "its own society, the city, the province";
  EXPECT_EQ(seen_by("nanjing", "matters.matter", {{"kind", "training.lateness"}}).size(), 2u);
  EXPECT_EQ(act("operator", "matters.approve", {{"matter", matter_of("training.lateness")}}),
            "training.close_first");
  EXPECT_EQ(act("clerk", "training.close_marks", {{"class", id}}), "ok");
  EXPECT_EQ(open(), 0u);
}

}  // namespace boai::story

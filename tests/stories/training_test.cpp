// 玄武区发证: what a county does, what the province sees, what neighbours do not.
#include "tests/stories/office.hpp"

namespace boai::story {

using Certificates = Office;

constexpr const char* zhang = "11010519491231002X";

TEST_F(Certificates, MoveTheBoardOfCountyCityAndProvinceAtOnce) {
  EXPECT_EQ(act("xuanwu", "training.certify", certificate("320102", "JS-1", "张小三", zhang)),
            "ok");
  for (const char* region : {"320102", "3201", "32"}) {
    SCOPED_TRACE(region);
    EXPECT_EQ(indicator("FA-06", region).at("value"), 1);
    EXPECT_EQ(indicator("FA-06", region).at("source"), "records");
  }
  EXPECT_TRUE(indicator("FA-06", "3203").at("value").is_null()) << "missing is not zero";
  EXPECT_EQ(difference(), 0);
  EXPECT_FALSE(verified().broken.has_value());
}

TEST_F(Certificates, OfOnePersonCountHerOnce) {
  EXPECT_EQ(act("xuanwu", "training.certify", certificate("320102", "JS-1", "张小三", zhang)),
            "ok");
  EXPECT_EQ(act("xuanwu", "training.certify",
                certificate("320102", "JS-2", "张小三", zhang, "2026-11-21")),
            "ok");
  EXPECT_EQ(act("gulou_xuzhou", "training.certify",
                certificate("320302", "XZ-1", "张小三", zhang, "2026-11-22")),
            "ok");
  EXPECT_EQ(indicator("FA-06", "32").at("value"), 1) << "one holder in the province";
  EXPECT_EQ(indicator("FA-06", "320102").at("value"), 1);
  EXPECT_EQ(indicator("FA-06", "320302").at("value"), 1)
      << "and one in each county that certified her";
  EXPECT_EQ(difference(), 0);
}

TEST_F(Certificates, AreRefusedWithOneClearReason) {
  struct Row {
    std::string who;
    json::object form;
    std::string answer;
  };
  auto changed = [&](const char* field, json::value value) {
    json::object form = certificate("320102", "JS-9", "张小三", zhang);
    form[field] = std::move(value);
    return form;
  };
  for (const Row& row : std::vector<Row>{
           {"gulou_xuzhou", certificate("320102", "JS-9", "张小三", zhang), "rights.not_here"},
           {"planner", certificate("320102", "JS-9", "张小三", zhang), "rights.not_here"},
           {"xuanwu", changed("document_number", "110105194912310021"),
            "people.document_check_digit"},
           {"xuanwu", changed("document_number", "110105194913310021"), "people.document_birthday"},
           {"xuanwu", changed("day", "2026-11-24"), "training.day_in_future"},
           {"xuanwu", changed("day", "2026-02-30"), "field.not_a_day"},
           {"xuanwu", changed("course", "juggling"), "field.unknown_code"},
           {"xuanwu", changed("name", ""), "field.required"},
           {"xuanwu", changed("colour", "red"), "field.unknown"},
           {"xuanwu", changed("valid_until", "2026-11-01"), "training.valid_until"},
           {"xuanwu", changed("branch", "999999999"), "network.society.not_found"},
       }) {
    SCOPED_TRACE(row.answer);
    EXPECT_EQ(act(row.who, "training.certify", row.form), row.answer);
  }
  EXPECT_EQ(seen_by("planner", "training.certificate").size(), 0U);
  EXPECT_EQ(difference(), 0);
}

TEST_F(Certificates, LeaveTheValidOnesByThemselvesWhenTheyExpire) {
  EXPECT_EQ(act("xuanwu", "training.certify",
                certificate("320102", "JS-1", "张小三", zhang, "2023-11-23")),
            "ok");
  EXPECT_EQ(act("xuanwu", "training.certify",
                certificate("320102", "JS-2", "张小三", zhang, "2023-11-24")),
            "ok");
  auto reader = app_->readers->borrow();
  struct Row {
    int day;
    int certificates, holders;
  };
  for (const Row& row : std::vector<Row>{{20231122, 0, 0},
                                         {20231123, 1, 1},
                                         {20231124, 2, 1},
                                         {20261122, 2, 1},
                                         {20261123, 1, 1},
                                         {20261124, 0, 0}}) {
    SCOPED_TRACE(row.day);
    measures::Question question{.series = "training.valid_certificates", .from = 19000101};
    question.to = row.day;
    EXPECT_EQ(*measures::value_of(**reader, question, at("320102")), row.certificates);
    question.series = "training.valid_holders";
    EXPECT_EQ(*measures::value_of(**reader, question, at("320102")), row.holders) << "one person";
  }
  EXPECT_EQ(difference(), 0);
}

TEST_F(Certificates, HeldInTwoCountiesByOnePersonAreOneHolderOfTheProvince) {
  EXPECT_EQ(act("xuanwu", "training.certify",
                certificate("320102", "JS-1", "张小三", zhang, "2020-01-10")),
            "ok");
  EXPECT_EQ(act("gulou_xuzhou", "training.certify",
                certificate("320302", "XZ-1", "张小三", zhang, "2022-06-01")),
            "ok");
  EXPECT_EQ(act("xuanwu", "training.certify",
                certificate("320102", "JS-2", "张小三", zhang, "2026-02-01")),
            "ok");
  auto reader = app_->readers->borrow();
  struct Row {
    int day;
    int xuanwu, gulou, province;
  };
  for (const Row& row : std::vector<Row>{{20200109, 0, 0, 0},
                                         {20200110, 1, 0, 1},
                                         {20220601, 1, 1, 1},
                                         {20230110, 0, 1, 1},
                                         {20250601, 0, 0, 0},
                                         {20260201, 1, 0, 1}}) {
    SCOPED_TRACE(row.day);
    measures::Question question{.series = "training.valid_holders", .from = 19000101};
    question.to = row.day;
    EXPECT_EQ(*measures::value_of(**reader, question, at("320102")), row.xuanwu);
    EXPECT_EQ(*measures::value_of(**reader, question, at("320302")), row.gulou);
    EXPECT_EQ(*measures::value_of(**reader, question, at("32")), row.province);
  }
  EXPECT_EQ(difference(), 0);
}

TEST_F(Certificates, AreSeenByTheirCountyAndAboveOnly) {
  EXPECT_EQ(act("xuanwu", "training.certify", certificate("320102", "JS-1", "张小三", zhang)),
            "ok");
  EXPECT_EQ(seen_by("xuanwu", "training.certificate").size(), 1U);
  EXPECT_EQ(seen_by("nanjing", "training.certificate").size(), 1U);
  EXPECT_EQ(seen_by("planner", "training.certificate").size(), 1U);
  EXPECT_EQ(seen_by("gulou_xuzhou", "training.certificate").size(), 0U);
  EXPECT_EQ(seen_by("gulou_xuzhou", "people.person").size(), 0U);
  auto persons = seen_by("xuanwu", "people.person");
  ASSERT_EQ(persons.size(), 1U);
  EXPECT_EQ(persons[0].at("name"), "张**") << "masked by default";
  EXPECT_FALSE(persons[0].contains("document")) << "never leaves the store";
}

TEST_F(Certificates, GiveTheFirstAnswerAgainForTheSameCommand) {
  json::object form = certificate("320102", "JS-1", "张小三", zhang);
  form["id"] = crypto::uuid4();
  auto send = [&](const json::object& body) -> Result<command::Done> {
    auto parsed = TRY(command::parse(app_->commands, *app_->house, "training.certify", body));
    command::Done done;
    TRY(app_->writer->run([&](unit::Batch& batch) -> Outcome {
      done = TRY(command::execute(batch, parsed, {"xuanwu"}, false));
      return Done{};
    }));
    return done;
  };
  auto first = send(form);
  auto again = send(form);
  ASSERT_TRUE(first.ok() && again.ok());
  EXPECT_EQ(first->seq, again->seq);
  EXPECT_EQ(first->subject, again->subject);
  form["setting"] = "village";
  EXPECT_EQ(answer_of(send(form)), "conflict.id_reused");
  EXPECT_EQ(seen_by("xuanwu", "training.certificate").size(), 1U);
}

TEST_F(Certificates, OfOneDayKnowWhatWasRecordedWhen) {
  EXPECT_EQ(act("xuanwu", "training.certify", certificate("320102", "JS-1", "张小三", zhang)),
            "ok");
  EXPECT_TRUE(indicator("FA-06", "32", 2026, "jiangsu-2026-2030", *Day::of(2026, 11, 22))
                  .at("value")
                  .is_null());
  EXPECT_EQ(indicator("FA-06", "32", 2026, "jiangsu-2026-2030", *Day::of(2026, 11, 23)).at("value"),
            1);
}

}  // namespace boai::story

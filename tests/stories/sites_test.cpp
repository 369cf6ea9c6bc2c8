// 阵地：基地、体验馆、体验教室、景区救护站，和竞赛评选；规划的十二项指标从这些记录算出。
#include "tests/stories/class_office.hpp"

namespace boai::story {

class Sites : public TrainingDesk {
 protected:
  std::string opened(const std::string& who, const std::string& county, const std::string& name,
                     const std::string& kind, const std::string& day = "2026-03-01",
                     json::object more = {}) {
    EXPECT_EQ(act(who, "training.open_site", with(asked(county, name, kind, day), more)), "ok");
    return last();
  }
  json::object asked(const std::string& county, const std::string& name, const std::string& kind,
                     const std::string& day) {
    return {{"branch", here(county)}, {"name", name}, {"kind", kind},
            {"place", "示例路1号"},   {"seats", 40},  {"opened", day}};
  }
  std::string area(const std::string& name, const std::string& grade = "5a",
                   json::object more = {}) {
    EXPECT_EQ(act("clerk", "training.register_area",
                  with({{"branch", here("320102")},
                        {"name", name},
                        {"grade", grade},
                        {"since", "2010-01-01"}},
                       more)),
              "ok");
    return last();
  }
  json::value value(const std::string& id, const std::string& region) {
    return indicator(id, region).at("value");
  }
  void population(const std::string& region, const std::string& series, int persons) {
    EXPECT_EQ(act("operator", "network.record_population",
                  {{"branch", here("32")},
                   {"region", region},
                   {"year", 2026},
                   {"series", series},
                   {"persons", persons},
                   {"source", "教育部门统计"}}),
              "ok");
  }
  std::string certified(const std::string& name, int number, const std::string& occupation,
                        const std::string& course, const std::string& day) {
    return act("clerk", "training.certify",
               with(papers(name, number), {{"branch", here("320102")},
                                           {"number", "Z-" + std::to_string(number) + day},
                                           {"course", course},
                                           {"occupation", occupation},
                                           {"day", day}}));
  }
};

TEST_F(Sites, CoverACountyWhileOneOfThemIsOpen) {
  EXPECT_TRUE(value("FA-16", "320102").is_null()) << "nothing was recorded yet";
  std::string base = opened("clerk", "320102", "玄武培训基地", "base");
  EXPECT_EQ(opened("clerk", "320102", "玄武培训基地", "base"), base) << "the same one again";
  opened("clerk", "320102", "玄武体验馆", "hall", "2026-05-01");
  opened("clerk", "320102", "小学体验教室", "room", "2026-05-02");
  EXPECT_EQ(value("FA-16", "320102"), "100.00");
  EXPECT_EQ(indicator("FA-16", "32").at("numerator"), 1) << "two bases cover one county once";
  EXPECT_EQ(indicator("FA-16", "32").at("denominator"), 95);
  EXPECT_EQ(value("FA-15", "32"), 1);
  EXPECT_EQ(act("clerk", "training.close_site",
                {{"site", base}, {"closed", "2026-06-30"}, {"reason", "搬迁"}}),
            "ok");
  EXPECT_EQ(indicator("FA-16", "32").at("numerator"), 1) << "the hall is still open";
  EXPECT_EQ(act("clerk", "training.close_site",
                {{"site", base}, {"closed", "2026-07-01"}, {"reason", "再一次"}}),
            "training.site_closed");
  EXPECT_EQ(difference(), 0);
  EXPECT_FALSE(verified().broken.has_value());
}

TEST_F(Sites, OfTheProvinceAreItsOwnAndCoverNoCounty) {
  opened("operator", "32", "省救护培训基地", "base");
  EXPECT_EQ(value("FA-14", "32"), 1);
  EXPECT_TRUE(value("FA-16", "32").is_null()) << "no county has one";
}

TEST_F(Sites, AreNamedDemonstrationBasesByTheSocietyAbove) {
  std::string base = opened("clerk", "320102", "玄武培训基地", "base");
  auto name = [&](const char* who) {
    return act(who, "training.recognise_site",
               {{"site", base}, {"on", "2026-09-01"}, {"document", "苏红〔2026〕12号"}});
  };
  EXPECT_EQ(name("clerk"), "rights.not_here");
  person("own", "provincial_training_officer", "320102");
  EXPECT_EQ(name("own"), "rights.not_here") << "nobody names her own base";
  EXPECT_EQ(name("operator"), "ok");
  EXPECT_EQ(value("FA-04", "32"), 1);
  EXPECT_EQ(value("FA-04", "3201"), 1);
  EXPECT_EQ(act("operator", "training.withdraw_recognition",
                {{"site", base}, {"until", "2026-10-01"}, {"reason", "复核未通过"}}),
            "ok");
  EXPECT_EQ(act("operator", "training.withdraw_recognition",
                {{"site", base}, {"until", "2026-10-01"}, {"reason", "复核未通过"}}),
            "training.recognition_none");
  EXPECT_EQ(value("FA-04", "32"), 1) << "it was newly named in the plan's years";
}

TEST_F(Sites, OfScenicAreasServeThemWhileTheyHoldTheirGrade) {
  std::string lake = area("玄武湖"), hill = area("钟山"), park = area("情侣园", "4a");
  std::string first =
      opened("clerk", "320102", "玄武湖救护站", "station", "2026-04-01", {{"area", lake}});
  opened("clerk", "320102", "玄武湖北救护站", "station", "2026-05-01", {{"area", lake}});
  opened("clerk", "320102", "情侣园救护站", "station", "2026-05-01", {{"area", park}});
  EXPECT_EQ(value("FA-10", "320102"), "50.00") << "two stations serve one of two such areas";
  EXPECT_TRUE(value("FA-11", "320102").is_null());
  EXPECT_EQ(act("clerk", "training.form_squad",
                {{"site", first}, {"since", "2026-04-02"}, {"members", 12}}),
            "ok");
  EXPECT_EQ(indicator("FA-11", "320102").at("numerator"), 1);
  EXPECT_EQ(indicator("FA-11", "320102").at("denominator"), 3);
  area("钟山", "5a", {{"until", "2026-06-30"}});
  EXPECT_EQ(value("FA-10", "320102"), "100.00") << "the other lost its grade";
  area("玄武湖", "5a", {{"until", "2026-08-31"}});
  EXPECT_EQ(word("training.site", first, "graded_until"), "2026-08-31");
  EXPECT_EQ(act("clerk", "training.close_site",
                {{"site", first}, {"closed", "2026-11-01"}, {"reason", "修缮"}}),
            "ok");
  EXPECT_EQ(word("training.site", first, "squad_until"), "2026-11-01") << "its squad ends with it";
  EXPECT_EQ(difference(), 0);
}

TEST_F(Sites, AreRefusedWithOneClearReason) {
  std::string lake = area("玄武湖"), base = opened("clerk", "320102", "玄武培训基地", "base");
  EXPECT_EQ(act("xuanwu", "network.open_society",
                {{"parent", here("320102")},
                 {"code", "320102-9"},
                 {"name", "示例街道红十字会"},
                 {"level", "grassroots"},
                 {"kind", "school"},
                 {"region", "320102"},
                 {"since", "2020-01-01"}}),
            "ok");
  std::string street = last();
  struct Row {
    const char* who;
    json::object form;
    const char* answer;
  };
  auto form = [&](json::object more) {
    return with(asked("320102", "新阵地", "base", "2026-03-01"), more);
  };
  for (const Row& row : std::vector<Row>{
           {"clerk", form({{"opened", "2026-11-24"}}), "training.day_in_future"},
           {"clerk", form({{"kind", "station"}}), "training.site_area"},
           {"clerk", form({{"area", lake}}), "training.site_area"},
           {"clerk", form({{"longitude", "118.8"}}), "training.place"},
           {"clerk", form({{"branch", street}}), "training.site_level"},
           {"clerk", form({{"kind", "palace"}}), "field.unknown_code"},
           {"gulou_xuzhou", form({}), "rights.not_here"},
           {"clerk", form({}), "ok"},
       }) {
    SCOPED_TRACE(row.answer);
    EXPECT_EQ(act(row.who, "training.open_site", row.form), row.answer);
  }
  EXPECT_EQ(act("clerk", "training.form_squad",
                {{"site", base}, {"since", "2026-04-02"}, {"members", 12}}),
            "training.site_kind");
  EXPECT_EQ(act("clerk", "training.close_site",
                {{"site", base}, {"closed", "2026-02-01"}, {"reason", "写错"}}),
            "training.site_days");
  EXPECT_EQ(act("clerk", "training.correct_site",
                {{"site", base}, {"opened", "2026-02-01"}, {"reason", "写错了日期"}}),
            "ok");
  EXPECT_EQ(word("training.site", base, "opened"), "2026-02-01");
}

TEST_F(Sites, AndCampaignsOfTheProvinceAreCounted) {
  auto held = [&](const char* who, const char* at, const char* kind, const char* day) {
    return act(who, "training.record_campaign",
               {{"branch", here(at)},
                {"kind", kind},
                {"title", "救护师资技能竞赛"},
                {"day", day},
                {"partners", "省总工会、省人社厅、省教育厅"},
                {"participants", 60},
                {"source", "苏红〔2026〕30号"}});
  };
  EXPECT_EQ(held("clerk", "320102", "contest", "2026-06-01"), "ok");
  EXPECT_TRUE(value("FA-12", "32").is_null()) << "a county's own contest is not the province's";
  EXPECT_EQ(held("clerk", "32", "contest", "2026-09-01"), "rights.not_here");
  EXPECT_EQ(held("operator", "32", "contest", "2026-09-01"), "ok");
  EXPECT_EQ(held("operator", "32", "contest", "2026-09-01"), "ok");
  EXPECT_EQ(value("FA-12", "32"), 1) << "told twice, held once";
  EXPECT_EQ(held("operator", "32", "selection", "2026-10-01"), "ok");
  EXPECT_EQ(value("FA-13", "32"), 1);
  EXPECT_EQ(act("operator", "training.strike_campaign", {{"campaign", last()}, {"reason", "误登"}}),
            "ok");
  EXPECT_NE(json::serialize(value("FA-13", "32")), "1");
  EXPECT_EQ(difference(), 0);
}

TEST_F(Sites, BesideThemSchoolStaffAreCountedAgainstTheirPupils) {
  population("320102", "pupils", 100);
  population("320102", "school_health", 4);
  EXPECT_EQ(certified("王老师", 1, "teacher", "first_aider", "2026-05-01"), "ok");
  EXPECT_EQ(certified("李体育", 2, "pe_teacher", "first_aider", "2022-05-01"), "ok");
  EXPECT_EQ(certified("赵校医", 3, "school_doctor", "cpr_aed", "2026-05-01"), "ok");
  EXPECT_EQ(certified("赵校医", 3, "school_doctor", "first_aider", "2026-06-01"), "ok");
  EXPECT_EQ(certified("孙司机", 4, "driver", "first_aider", "2026-05-01"), "ok");
  EXPECT_EQ(value("FA-03", "320102"), "0.030000") << "three first-aiders for a hundred pupils";
  EXPECT_EQ(value("FA-08", "320102"), "25.00") << "the doctor once; the PE teacher's has ended";
  EXPECT_EQ(difference(), 0);
}

TEST_F(Sites, BesideThemInstructorsTrainedOrRetrainedCountOnceAYear) {
  std::string file = instructor("钱教员", 60);
  EXPECT_EQ(value("FA-09", "32"), 1) << "trained this year";
  auto fact = [&](const char* day) {
    return act("operator", "training.record_fact",
               {{"instructor", file},
                {"day", day},
                {"what", "retrained"},
                {"amount", 1},
                {"source", "复训通知"}});
  };
  EXPECT_EQ(fact("2026-10-01"), "ok");
  EXPECT_EQ(fact("2026-10-08"), "ok");
  EXPECT_EQ(value("FA-09", "32"), 1) << "two days of one person";
  EXPECT_EQ(act("operator", "training.strike_fact", {{"fact", last()}, {"reason", "未参加"}}),
            "ok");
  EXPECT_EQ(value("FA-09", "32"), 1);
  EXPECT_EQ(difference(), 0);
}

}  // namespace boai::story

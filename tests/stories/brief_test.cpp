// 四点钟的一页纸: Friday 16:00 the vice governor wants one page. Drafted from the board, approved
// by another pair of eyes, every number the board's own and open to its rows; a county sees its
// own.
#include "app/briefing.hpp"
#include "domains/briefs/records.hpp"
#include "kernel/documents/package.hpp"
#include "tests/stories/office.hpp"

namespace boai::story {

class FourOClock : public Office {
 protected:
  void SetUp() override {
    Office::SetUp();
    person("leader", "leader", "32");
    person("xuanwu_head", "leader", "320102");
    for (int at = 0; at < 12; ++at) {
      std::string id = identity(at);
      EXPECT_EQ(
          act("xuanwu", "training.certify",
              certificate("320102", "玄" + std::to_string(at), "张小" + std::string("三"), id)),
          "ok");
    }
  }

  // Right in form, nobody's: the last digit by the standard's weights.
  static std::string identity(int serial) {
    std::string body = "1101051949123" + std::to_string(1) + std::to_string(100 + serial);
    constexpr int weights[] = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    int sum = 0;
    for (int at = 0; at < 17; ++at) sum += weights[at] * (body[static_cast<std::size_t>(at)] - '0');
    return body + "10X98765432"[sum % 11];
  }

  std::string template_id(const std::string& code) {
    auto rows = seen_by("operator", "briefs.template", {{"code", code}, {"state", "current"}});
    return rows.empty() ? "" : std::string(rows[0].at("id").as_string());
  }
  json::object form(const std::string& branch, const std::string& region) {
    return {{"branch", here(branch)},
            {"title", "规划指标简报"},
            {"plan", "jiangsu-2026-2030"},
            {"region", region},
            {"year", 2026},
            {"as_of", "2026-11-23"},
            {"templates", template_id("one_page") + " " + template_id("six_slides") + " " +
                              template_id("monthly") + " " + template_id("figures")}};
  }
  rights::Principal principal(const std::string& who) {
    auto reader = app_->readers->borrow();
    return *rights::principal_of(**reader, who, app_->today());
  }
  std::string press(const std::string& who, std::int64_t brief) {
    return answer_of(app::press_brief(*app_, principal(who), brief, "https://boai.example"));
  }
  std::int64_t differences(const std::string& who, std::int64_t brief) {
    auto reader = app_->readers->borrow();
    auto compared = briefs::compare(**reader, *app_->house, principal(who), {brief}, app_->today());
    EXPECT_TRUE(compared.ok()) << compared.error().code;
    EXPECT_GT(compared->at("figures").to_number<std::int64_t>(), 24);
    return compared->at("differences").as_int64();
  }
  json::object brief_of(std::int64_t id) {
    for (const auto& each : seen_by("operator", "briefs.brief")) {
      if (each.at("id").as_string() == std::to_string(id)) return each;
    }
    return {};
  }
  std::string matter_of(std::int64_t brief) {
    for (const auto& each : seen_by("operator", "matters.matter", {{"state", "open"}})) {
      if (each.at("subject").to_number<std::int64_t>() == brief) {
        return std::string(each.at("id").as_string());
      }
    }
    return "";
  }
  std::int64_t drafted(const std::string& who, const std::string& branch,
                       const std::string& region) {
    EXPECT_EQ(act(who, "briefs.draft", form(branch, region)), "ok");
    std::int64_t brief = last_.subject;
    EXPECT_EQ(press(who, brief), "ok");
    return brief;
  }
};

TEST_F(FourOClock, IsDraftedApprovedByAnotherAndFrozen) {
  std::int64_t brief = drafted("planner", "32", "32");
  std::string id = std::to_string(brief);
  EXPECT_EQ(differences("planner", brief), 0);
  EXPECT_EQ(act("planner", "briefs.submit", {{"brief", id}}), "ok");
  EXPECT_EQ(act("planner", "briefs.refresh", {{"brief", id}}), "briefs.submitted");
  std::string matter = matter_of(brief);
  EXPECT_EQ(act("planner", "matters.approve", {{"matter", matter}}), "rights.not_here")
      << "she may act on matters, but not as the deciding officer";
  EXPECT_EQ(act("xuanwu_head", "matters.approve", {{"matter", matter}}), "rights.not_here");
  EXPECT_EQ(act("leader", "matters.approve", {{"matter", matter}, {"remark", "同意"}}), "ok");
  json::object approved = brief_of(brief);
  EXPECT_EQ(approved.at("state").as_string(), "approved");
  EXPECT_EQ(approved.at("approved_by").as_string(), "leader");
  EXPECT_EQ(act("planner", "briefs.edit", {{"brief", id}, {"title", "另一个"}}), "briefs.approved");
  EXPECT_EQ(press("planner", brief), "briefs.approved");
  // The board goes on; the brief stays what was approved, and says how far apart they are.
  std::string before(approved.at("documents").as_string());
  EXPECT_EQ(act("xuanwu", "training.certify",
                certificate("320102", "玄-后", "李小四", identity(90), "2026-11-23")),
            "ok");
  EXPECT_GT(differences("planner", brief), 0);
  EXPECT_EQ(brief_of(brief).at("documents").as_string(), before);
  EXPECT_FALSE(verified().broken.has_value());
  EXPECT_EQ(difference(), 0);
}

TEST_F(FourOClock, EveryFigureIsTheBoardsOwn) {
  std::int64_t brief = drafted("planner", "32", "32");
  int compared = 0, known = 0;
  for (const auto& figure : seen_by("planner", "briefs.figure", {{"limit", "200"}})) {
    if (figure.at("brief").as_string() != std::to_string(brief)) continue;
    if (figure.at("month").to_number<int>() != 0) continue;
    auto row =
        indicator(std::string(figure.at("indicator").as_string()),
                  std::string(figure.at("region").as_string()), figure.at("year").to_number<int>(),
                  "jiangsu-2026-2030", *Day::of(2026, 11, 23));
    std::string on_board = row.at("value").is_null()     ? ""
                           : row.at("value").is_string() ? std::string(row.at("value").as_string())
                                                         : json::serialize(row.at("value"));
    const json::value& frozen = figure.at("value");
    EXPECT_EQ(frozen.is_null() ? "" : std::string(frozen.as_string()), on_board)
        << json::serialize(figure);
    ++compared;
    if (!on_board.empty()) ++known;
  }
  EXPECT_GT(compared, 24);
  EXPECT_GE(known, 3) << "twelve certificates are on it";
}

TEST_F(FourOClock, AFootNoteOpensItsRowsForWhomeverMaySeeThem) {
  std::int64_t brief = drafted("planner", "32", "32");
  auto reader = app_->readers->borrow();
  auto whole = briefs::one(**reader, *app_->house, principal("planner"), {brief});
  ASSERT_TRUE(whole.ok());
  std::string code;
  for (const auto& figure : whole->at("figures").as_array()) {
    if (figure.at("indicator").as_string() == "FA-02" && figure.at("purpose").as_string() == "now")
      code = std::string(figure.at("code").as_string());
  }
  auto behind = briefs::figure_behind(**reader, *app_->house, principal("planner"), code);
  ASSERT_TRUE(behind.ok());
  EXPECT_EQ(behind->at("indicator").as_string(), "FA-02");
  EXPECT_EQ(behind->at("region").as_string(), "32");
  auto drill = plan::drill(**reader, *app_->house, principal("planner"),
                           {.ask = {.plan = "jiangsu-2026-2030",
                                    .region = "32",
                                    .year = 2026,
                                    .as_of = {},
                                    .today = app_->today()},
                            .indicator = "FA-02"});
  ASSERT_TRUE(drill.ok());
  EXPECT_EQ(drill->at("records").at("visible").as_int64(), 12);
  // A county may see neither the province's brief nor what its notes say.
  EXPECT_EQ(answer_of(briefs::figure_behind(**reader, *app_->house, principal("xuanwu"), code)),
            "briefs.no_code");
  EXPECT_EQ(answer_of(briefs::one(**reader, *app_->house, principal("xuanwu"), {brief})),
            "record.not_found");
  EXPECT_EQ(answer_of(briefs::preview(**reader, *app_->house, principal("xuanwu"), {brief},
                                      {std::stoll(template_id("one_page"))})),
            "record.not_found");
  EXPECT_TRUE(seen_by("xuanwu", "briefs.figure").empty());
}

TEST_F(FourOClock, ACountyDrawsItsOwnAndNothingElse) {
  EXPECT_EQ(act("xuanwu", "briefs.draft", form("32", "32")), "rights.not_here");
  EXPECT_EQ(act("xuanwu", "briefs.draft", form("320102", "32")), "rights.not_here");
  EXPECT_EQ(act("xuanwu", "briefs.draft", form("320102", "320302")), "rights.not_here");
  std::int64_t brief = drafted("xuanwu", "320102", "320102");
  EXPECT_EQ(differences("xuanwu", brief), 0);
  for (const auto& figure : seen_by("xuanwu", "briefs.figure", {{"limit", "200"}})) {
    EXPECT_EQ(figure.at("region").as_string(), "320102");
  }
  EXPECT_EQ(seen_by("planner", "briefs.brief").size(), 1U) << "the province sees it";
  EXPECT_TRUE(seen_by("gulou_xuzhou", "briefs.brief").empty());
}

TEST_F(FourOClock, ComesBackWithAReasonIsMendedAndGoesAgain) {
  std::int64_t brief = drafted("planner", "32", "32");
  std::string id = std::to_string(brief);
  EXPECT_EQ(act("planner", "briefs.submit", {{"brief", id}}), "ok");
  EXPECT_EQ(
      act("leader", "matters.return", {{"matter", matter_of(brief)}, {"reason", "请写明请求事项"}}),
      "ok");
  EXPECT_EQ(brief_of(brief).at("returned_reason").as_string(), "请写明请求事项");
  json::object words{{"brief", id},
                     {"title", "规划指标简报"},
                     {"summary", "持证率{{FA-02 value}}。"},
                     {"reasons", ""},
                     {"requests", "请省财政支持{{ER-02 value}}个储备库。"}};
  json::object wrong = words;
  wrong["summary"] = "持证率{{FA-99 value}}";
  EXPECT_EQ(act("planner", "briefs.edit", wrong), "briefs.unknown_indicator");
  wrong["summary"] = "{{text summary}}";
  EXPECT_EQ(act("planner", "briefs.edit", wrong), "briefs.unknown") << "no text in itself";
  EXPECT_EQ(act("planner", "briefs.edit", words), "ok");
  EXPECT_EQ(act("planner", "briefs.submit", {{"brief", id}}), "briefs.no_documents");
  EXPECT_EQ(press("planner", brief), "ok");
  EXPECT_EQ(act("planner", "briefs.submit", {{"brief", id}}), "ok");
  EXPECT_EQ(act("leader", "matters.approve", {{"matter", matter_of(brief)}}), "ok");
  EXPECT_EQ(brief_of(brief).at("state").as_string(), "approved");
}

TEST_F(FourOClock, IsTakenAnewAndKeepsItsCodes) {
  std::int64_t brief = drafted("planner", "32", "32");
  auto codes = [&] {
    auto reader = app_->readers->borrow();
    auto whole = briefs::one(**reader, *app_->house, principal("planner"), {brief});
    std::map<std::string, std::string> all;
    for (const auto& each : whole->at("figures").as_array()) {
      all[json::serialize(each.at("purpose")) + json::serialize(each.at("indicator")) +
          json::serialize(each.at("region")) + json::serialize(each.at("month"))] =
          json::serialize(each.at("code"));
    }
    return all;
  };
  auto before = codes();
  EXPECT_EQ(act("xuanwu", "training.certify",
                certificate("320102", "玄-新", "李小四", identity(91), "2026-11-23")),
            "ok");
  EXPECT_GT(differences("planner", brief), 0);
  EXPECT_EQ(act("planner", "briefs.refresh", {{"brief", std::to_string(brief)}}), "ok");
  EXPECT_EQ(differences("planner", brief), 0);
  for (const auto& [cell, code] : before) EXPECT_EQ(codes()[cell], code) << cell;
}

TEST_F(FourOClock, KnowsOnlyWhatWasRecordedByItsDay) {
  json::object yesterday = form("32", "32");
  yesterday["as_of"] = "2026-11-22";
  EXPECT_EQ(act("planner", "briefs.draft", yesterday), "ok");
  std::int64_t brief = last_.subject;
  EXPECT_EQ(differences("planner", brief), 0);
  for (const auto& figure :
       seen_by("planner", "briefs.figure", {{"indicator", "FA-02"}, {"limit", "200"}})) {
    EXPECT_TRUE(figure.at("value").is_null() || figure.at("value").as_string().empty())
        << "the certificates came in on the 23rd: " << json::serialize(figure);
  }
  json::object tomorrow = form("32", "32");
  tomorrow["as_of"] = "2026-11-24";
  EXPECT_EQ(act("planner", "briefs.draft", tomorrow), "briefs.as_of");
  json::object many = form("32", "32");
  many["templates"] = "1 2 3 4 5 6 7";
  EXPECT_EQ(act("planner", "briefs.draft", many), "briefs.templates");
  many["templates"] = "123456";
  EXPECT_EQ(act("planner", "briefs.draft", many), "briefs.no_template");
}

TEST_F(FourOClock, IsStillTheBoardsOwnTheNextDay) {
  std::int64_t brief = drafted("planner", "32", "32");
  auto settings = app_->settings;
  app_.reset();
  settings.now = "2026-11-24T02:00:00.000Z";
  app_ = app::open(settings).value();
  EXPECT_EQ(act("xuanwu", "training.certify",
                certificate("320102", "玄-次日", "李小四", identity(92), "2026-11-23")),
            "ok");
  EXPECT_EQ(differences("planner", brief), 0) << "the board as of the brief's day";
}

TEST_F(FourOClock, NobodyApprovesABriefOfHisOwn) {
  std::int64_t brief = drafted("operator", "32", "32");
  EXPECT_EQ(act("operator", "briefs.submit", {{"brief", std::to_string(brief)}}), "ok");
  EXPECT_EQ(act("operator", "matters.approve", {{"matter", matter_of(brief)}}), "briefs.own");
  EXPECT_EQ(act("leader", "matters.approve", {{"matter", matter_of(brief)}}), "ok");
}

// A template may name a city; who may not see that city does not get its figure by the back door.
TEST_F(FourOClock, ATemplateThatNamesACityIsForThoseAboveIt) {
  documents::Package made;
  made.put("[Content_Types].xml", "<Types/>");
  made.put("word/document.xml",
           "<w:document xmlns:w=\"w\"><w:body><w:p><w:r><w:t>{{FA-02 value region=3201}} "
           "{{FA-05 value year=2026}} {{ER-02 change}}</w:t></w:r></w:p><w:p><w:r><w:t>{{each "
           "notes}}{{.figure}}</w:t></w:r></w:p></w:body></w:document>");
  Id<briefs::Template> mine;
  good(app_->writer->run([&](unit::Batch& batch) -> Outcome {
    rights::Principal who = principal("planner");
    unit::Context context(batch, who);
    mine = TRY(briefs::bring_template(context,
                                      {"nanjing", "南京一格", "", made.write().value(), at("32")}));
    return batch.accept(context.changes(), who, crypto::uuid4(), "briefs.bring_template");
  }));
  json::object named = form("32", "32");
  named["templates"] = to_text(mine);
  EXPECT_EQ(act("planner", "briefs.draft", named), "ok");
  std::int64_t brief = last_.subject;
  EXPECT_EQ(press("planner", brief), "ok");
  EXPECT_EQ(differences("planner", brief), 0);
  std::string frozen;
  for (const auto& figure : seen_by("planner", "briefs.figure", {{"purpose", "cell"}})) {
    if (figure.at("region").as_string() == "3201") {
      frozen = std::string(figure.at("value").as_string());
    }
  }
  EXPECT_EQ(frozen, indicator("FA-02", "3201").at("value").as_string());
  named["branch"] = here("320102");
  named["region"] = "320102";
  EXPECT_EQ(act("xuanwu", "briefs.draft", named), "briefs.region_outside");
  EXPECT_TRUE(seen_by("xuanwu", "briefs.brief").empty()) << "nothing half done";
}

TEST_F(FourOClock, ABadTemplateIsToldWholeAndNothingIsKept) {
  auto count = [&] { return seen_by("operator", "briefs.template").size(); };
  std::size_t before = count();
  auto bring = [&](const std::string& bytes) {
    Error error;
    Outcome outcome = app_->writer->run([&](unit::Batch& batch) -> Outcome {
      rights::Principal who = principal("planner");
      unit::Context context(batch, who);
      TRY(briefs::bring_template(context, {"mine", "我的模板", "", bytes, at("32")}));
      return batch.accept(context.changes(), who, crypto::uuid4(), "briefs.bring_template");
    });
    if (!outcome.ok()) error = outcome.error();
    return error;
  };
  auto word = [](const std::string& text) {
    documents::Package made;
    made.put("[Content_Types].xml", "<Types/>");
    made.put("word/document.xml", "<w:document xmlns:w=\"w\"><w:body><w:p><w:r><w:t>" + text +
                                      "</w:t></w:r></w:p><w:p><w:r><w:t>{{nonsense}}</w:t></w:r>"
                                      "</w:p></w:body></w:document>");
    return made.write().value();
  };
  Error faults = bring(word("{{FA-99 value}} {{FA-02 value}} {{each notes}}"));
  EXPECT_EQ(faults.code, "document.place_holders");
  ASSERT_EQ(faults.fields.size(), 2U);
  EXPECT_EQ(faults.fields[0].field, "word/document.xml ¶1");
  EXPECT_EQ(faults.fields[0].code, "briefs.unknown_indicator");
  EXPECT_EQ(faults.fields[1].field, "word/document.xml ¶2");
  EXPECT_EQ(bring("PK\x03\x04 broken").code, "document.broken");
  EXPECT_EQ(bring("plain text").code, "document.not_office");
  EXPECT_EQ(count(), before);
}

}  // namespace boai::story

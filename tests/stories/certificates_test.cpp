// 证书的一生: renewed, reissued, revoked, extended by decree and taken back.
#include "domains/training/queries.hpp"
#include "tests/stories/class_office.hpp"

namespace boai::story {

class CertificateLife : public TrainingDesk {
 protected:
  std::string certified(const std::string& number, int who, const std::string& day,
                        const std::string& branch = "320102") {
    EXPECT_EQ(act("operator", "training.certify",
                  with(papers("学员" + std::string(1, static_cast<char>('A' + who)), who),
                       {{"branch", here(branch)},
                        {"number", number},
                        {"course", "first_aider"},
                        {"day", day}})),
              "ok");
    return last();
  }
  std::int64_t valid_on(int day, const std::string& branch) {
    auto reader = app_->readers->borrow();
    measures::Question question{.series = "training.valid_holders", .from = 19000101};
    question.to = day;
    return *measures::value_of(**reader, question, at(branch));
  }
  json::object sheet(const std::string& id, const std::string& viewer = "operator") {
    auto reader = app_->readers->borrow();
    auto who = rights::principal_of(**reader, viewer, app_->today());
    auto found =
        training::certificate_sheet(**reader, *app_->house, *who, {std::stoll(id), app_->today()});
    return found.ok() ? *found : json::object{{"state", found.error().code}};
  }
  std::string state(const std::string& id) {
    return std::string(sheet(id).at("state").as_string());
  }
  json::object decree() {
    return {{"branch", here("3201")},
            {"title", "疫情期间证书延期"},
            {"document", "苏红〔2026〕20号"},
            {"courses", "first_aider"},
            {"ends_from", "2026-10-01"},
            {"ends_until", "2026-12-31"},
            {"months", 6}};
  }
};

TEST_F(CertificateLife, IsExtendedByDecreeAndTakenBackExactly) {
  std::string due = certified("A-1", 1, "2023-11-01");    // until 2026-10-31, already over
  std::string later = certified("A-2", 2, "2024-06-01");  // until 2027-05-31
  std::string xuzhou = certified("A-3", 3, "2023-11-01", "320302");
  EXPECT_EQ(state(due), "grace");
  EXPECT_EQ(valid_on(20261123, "3201"), 1);
  json::object before = one("training.certificate", due);

  EXPECT_EQ(act("clerk", "training.propose_decree", decree()), "rights.not_here");
  json::object wrong = decree();
  wrong["extend_to"] = "2027-05-31";
  EXPECT_EQ(act("officer", "training.propose_decree", wrong), "training.decree_by");
  EXPECT_EQ(act("officer", "training.propose_decree", decree()), "ok");
  std::string id = last();
  EXPECT_EQ(act("officer", "training.apply_decree", {{"decree", id}}), "training.decree_state");
  EXPECT_EQ(act("officer", "matters.approve", {{"matter", matter_of("training.decree")}}),
            "rights.not_here");
  EXPECT_EQ(act("chief", "matters.approve", {{"matter", matter_of("training.decree")}}), "ok");
  EXPECT_EQ(act("officer", "training.apply_decree", {{"decree", id}}), "ok");
  EXPECT_EQ(word("training.decree", id, "state"), "applied");
  EXPECT_EQ(word("training.decree", id, "affected"), "1");
  EXPECT_EQ(state(due), "extended");
  EXPECT_EQ(sheet(due).at("decree").at("document"), "苏红〔2026〕20号");
  EXPECT_EQ(sheet(due).at("valid_until"), "2027-04-30");
  EXPECT_EQ(sheet(due).at("issued_until"), "2026-10-31");
  EXPECT_EQ(state(later), "valid");
  EXPECT_EQ(state(xuzhou), "grace") << "another city's decree is not theirs";
  EXPECT_EQ(valid_on(20261123, "3201"), 2) << "and no scan by night";
  EXPECT_EQ(valid_on(20270501, "3201"), 1);
  // One recorded after the decree is spoken of as well.
  std::string late = certified("A-4", 4, "2023-11-15");
  EXPECT_EQ(state(late), "extended");
  EXPECT_EQ(certified("A-1", 1, "2023-11-01"), due);
  EXPECT_EQ(state(due), "extended") << "the old list imported again takes nothing away";

  EXPECT_EQ(act("officer", "training.reverse_decree", {{"decree", id}, {"reason", "文件撤销"}}),
            "ok");
  EXPECT_EQ(act("chief", "matters.approve", {{"matter", matter_of("training.decree_reversal")}}),
            "ok");
  EXPECT_EQ(act("officer", "training.apply_decree", {{"decree", id}}), "ok");
  EXPECT_EQ(word("training.decree", id, "state"), "reversed");
  json::object after = one("training.certificate", due);
  after["version"] = before["version"];
  EXPECT_EQ(after, before) << "to the letter";
  EXPECT_EQ(state(late), "grace");
  EXPECT_EQ(valid_on(20261123, "3201"), 1);
  EXPECT_EQ(sheet(due).at("events").as_array().size(), 2u) << "and its history tells of both";
  EXPECT_EQ(difference(), 0);
}

TEST_F(CertificateLife, EndsWhenRevokedAndStaysEnded) {
  std::string id = certified("A-1", 1, "2026-06-01");
  json::object form{{"certificate", id}, {"day", "2026-11-23"}, {"reason", "替考"}};
  EXPECT_EQ(act("gulou_xuzhou", "training.revoke", form), "rights.not_here");
  EXPECT_EQ(act("clerk", "training.revoke", form), "ok");
  EXPECT_EQ(act("clerk", "training.revoke", form), "training.ended");
  EXPECT_EQ(state(id), "revoked");
  EXPECT_EQ(valid_on(20261122, "320102"), 1);
  EXPECT_EQ(valid_on(20261123, "320102"), 0);
  EXPECT_EQ(act("clerk", "training.reissue",
                {{"certificate", id}, {"cause", "lost"}, {"reason", "遗失"}}),
            "training.ended");
  std::string named = certified("A-2", 2, "2026-06-01");
  EXPECT_EQ(act("clerk", "training.reissue",
                {{"certificate", named}, {"cause", "name"}, {"reason", "姓名写错"}}),
            "ok");
  EXPECT_EQ(sheet(named).at("edition"), 1);
  EXPECT_EQ(sheet(named).at("events").at(0).at("kind"), "reissued_name");
  EXPECT_EQ(sheet(named, "gulou_xuzhou").at("state"), "record.not_found");
  EXPECT_EQ(difference(), 0);
}

TEST_F(CertificateLife, IsRenewedByARefresher) {
  std::string old = certified("A-1", 1, "2024-01-10");
  json::object refresher = plan("复训班", "2026-12-05", 10);
  refresher["course"] = "refresher";
  std::string id = published(refresher);
  EXPECT_EQ(sessions(id).size(), 2u);
  EXPECT_EQ(act("clerk", "training.enrol", with(papers("新人", 9), {{"class", id}})),
            "training.nothing_to_renew");
  std::string enrolment = enrol(id, "学员B", 1);
  auto by = examiners(id);
  attend(id, {enrolment});
  pass(enrolment, by, {"cpr", "aed"});
  EXPECT_EQ(act("clerk", "training.close_marks", {{"class", id}}), "ok");
  EXPECT_EQ(act("clerk", "training.issue_class", {{"class", id}}), "ok");
  EXPECT_EQ(state(old), "renewed");
  std::string renewed(sheet(old).at("renewed_by").as_string());
  EXPECT_EQ(sheet(renewed).at("course"), "first_aider");
  EXPECT_EQ(sheet(renewed).at("renews").as_string(), old);
  EXPECT_EQ(valid_on(20261204, "320102"), 1);
  EXPECT_EQ(valid_on(20261205, "320102"), 1) << "never counted twice";
  EXPECT_EQ(valid_on(20291204, "320102"), 1);
  EXPECT_EQ(valid_on(20291205, "320102"), 0);
  EXPECT_EQ(difference(), 0);
}

TEST_F(CertificateLife, IsCheckedByAnybodyWhoKnowsNumberAndFullName) {
  const char* zhang = "11010519491231002X";
  ASSERT_EQ(act("clerk", "training.certify", certificate("320102", "JS-1", "张小三", zhang)), "ok");
  auto check = [&](const char* number, const char* name) {
    auto reader = app_->readers->borrow();
    auto answer = training::public_check(**reader, *app_->house, {number, name, app_->today()});
    return answer.ok() ? json::serialize(*answer) : answer.error().code;
  };
  std::string good = check("JS-1", "张小三");
  EXPECT_NE(good.find(R"("name":"张*三")"), std::string::npos) << good;
  EXPECT_NE(good.find(R"("state":"valid")"), std::string::npos) << good;
  EXPECT_EQ(good.find("张小三"), std::string::npos);
  EXPECT_EQ(check("JS-1", "张小四"), R"({"found":false})");
  EXPECT_EQ(check("JS-2", "张小三"), R"({"found":false})")
      << "the name of somebody else's certificate opens nothing";
  EXPECT_EQ(check("", ""), R"({"found":false})");
}

}  // namespace boai::story

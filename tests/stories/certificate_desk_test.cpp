// 证书台: signed at issue, checked by a stranger without a network, put right, revoked, found.
#include <thread>

#include "app/certificate_publisher.hpp"
#include "domains/training/port.hpp"
#include "engines/certificate/check.hpp"
#include "tests/stories/class_office.hpp"

namespace boai::story {

class CertificateDesk : public TrainingDesk {
 protected:
  // A class with these trainees, all passed, its marks closed.
  std::string examined(const std::vector<std::string>& names, const std::string& start) {
    std::string id = published(plan("救护员班 " + start, start, 20), 900 + 10 * ++classes_);
    std::vector<std::string> enrolments;
    for (const std::string& name : names) enrolments.push_back(enrol(id, name, ++trainee_));
    auto by = examiners(id);
    attend(id, enrolments);
    for (const std::string& enrolment : enrolments) pass(enrolment, by);
    EXPECT_EQ(act("clerk", "training.close_marks", {{"class", id}}), "ok");
    return id;
  }
  std::string issued(const std::vector<std::string>& names,
                     const std::string& start = "2026-12-01") {
    std::string id = examined(names, start);
    EXPECT_EQ(act("clerk", "training.issue_class", {{"class", id}}), "ok");
    return id;
  }
  json::object found(const std::string& who, const std::string& text,
                     const std::string& state = "") {
    auto reader = app_->readers->borrow();
    auto viewer = rights::principal_of(**reader, who, app_->today());
    auto answer = training::certificates_found(
        **reader, *app_->house, *viewer, {.text = text, .state = state, .today = app_->today()});
    return answer.ok() ? *answer : json::object{{"items", json::array{answer.error().code}}};
  }
  std::vector<std::string> numbers(const std::string& who, const std::string& text,
                                   const std::string& state = "") {
    std::vector<std::string> all;
    json::object answer = found(who, text, state);
    for (const auto& item : answer.at("items").as_array()) {
      all.emplace_back(item.is_object() ? item.at("number").as_string() : item.as_string());
    }
    return all;
  }
  std::vector<json::object> papers(const std::string& who, training::PaperAsk ask,
                                   std::string* code = nullptr) {
    auto reader = app_->readers->borrow();
    auto viewer = rights::principal_of(**reader, who, app_->today());
    auto rows = training::papers_of(**reader, *app_->house, *viewer, ask);
    if (code != nullptr) *code = rows.ok() ? "ok" : rows.error().code;
    return rows.ok() ? *rows : std::vector<json::object>{};
  }
  std::vector<json::object> papers_of_class(const std::string& id) {
    return papers("clerk", {.id = std::stoll(id), .of_class = true});
  }
  static std::string text_of(const json::object& row, const char* field) {
    return std::string(row.at(field).as_string());
  }

  // Somebody with a phone and the two published lists, today.
  struct Seen {
    std::string state, why;
    certificate::Certificate certificate;
    std::string ends;
  };
  Seen offline(const std::string& text) {
    auto published = app::publish_lists(*app_);
    EXPECT_TRUE(published.ok()) << published.error().code << published.error().detail;
    auto list = [&](const char* name) {
      std::ifstream file(app::lists_folder(*app_) + "/" + name, std::ios::binary);
      return std::string{std::istreambuf_iterator<char>(file), {}};
    };
    auto keys = certificate::open_keys(list("keys"), nullptr, seen_);
    EXPECT_TRUE(keys.ok()) << keys.error().code << " " << keys.error().detail;
    auto revoked = certificate::open_revoked(list("revoked"), *keys, seen_);
    EXPECT_TRUE(revoked.ok()) << revoked.error().code;
    seen_ = {keys->edition.sequence, revoked->edition.sequence};
    auto finding = certificate::check(text, *keys, &*revoked, app_->today());
    return {std::string(name_of(finding.state)), finding.why, finding.certificate,
            finding.ends ? to_text(finding.ends) : ""};
  }
  std::string state_online(const std::string& id) {
    auto reader = app_->readers->borrow();
    auto who = rights::principal_of(**reader, "clerk", app_->today());
    auto sheet =
        training::certificate_sheet(**reader, *app_->house, *who, {std::stoll(id), app_->today()});
    return std::string(sheet->at("state").as_string());
  }

  certificate::Seen seen_;
  int classes_ = 0, trainee_ = 0;
};

TEST_F(CertificateDesk, SignsWhatItIssuesSoThatAStrangerChecksItOffline) {
  std::string id = issued({"张小三", "李四"});
  auto rows = papers_of_class(id);
  ASSERT_EQ(rows.size(), 2u);
  EXPECT_EQ(text_of(rows[0], "number").substr(0, 20), "32320102202603000001");
  EXPECT_EQ(text_of(rows[1], "number").substr(0, 20), "32320102202603000002");
  Seen seen = offline(text_of(rows[0], "text"));
  EXPECT_EQ(seen.state, "valid");
  EXPECT_EQ(seen.certificate.name_mask, "张*三");
  EXPECT_EQ(seen.certificate.number, text_of(rows[0], "number"));
  EXPECT_EQ(seen.certificate.edition, 1);
  auto holder = [&](const char* name, const std::string& code) {
    return *certificate::is_holder(seen.certificate, {name, code});
  };
  EXPECT_TRUE(holder("张小三", text_of(rows[0], "code")));
  EXPECT_FALSE(holder("张大三", text_of(rows[0], "code")));
  EXPECT_FALSE(holder("张小三", text_of(rows[1], "code"))) << "each paper has its own code";
  EXPECT_EQ(papers_of_class(id), rows) << "printed again, the very same";
  // What others sent in: a code of another house, cut, bent.
  std::string code = text_of(rows[0], "text");
  EXPECT_EQ(offline(code.substr(0, code.size() / 2)).state, "malformed");
  std::string bent = code;
  bent[30] = bent[30] == 'A' ? 'B' : 'A';
  EXPECT_NE(offline(bent).state, "valid");
  // The list page, the record and the export show none of it.
  json::object shown = one("training.certificate", text_of(rows[0], "id"));
  EXPECT_EQ(shown.contains("code"), false);
  EXPECT_EQ(text_of(shown, "signed_on"), to_text(app_->today()));
  EXPECT_EQ(verified().broken.has_value(), false);
  EXPECT_EQ(difference(), 0);
}

TEST_F(CertificateDesk, IssuesNothingWithoutAKeyAndLosesNoNumber) {
  std::string id = examined({"张小三"}, "2026-12-01");
  std::string keys = data_ + "/certificate-keys";
  std::filesystem::rename(keys, keys + ".away");
  EXPECT_EQ(act("clerk", "training.issue_class", {{"class", id}}), "certificate.no_key");
  EXPECT_EQ(word("training.class", id, "state"), "examined");
  EXPECT_TRUE(seen_by("operator", "training.certificate").empty());
  EXPECT_TRUE(seen_by("operator", "training.series").empty());
  std::ofstream(keys) << "nonsense";
  EXPECT_EQ(act("clerk", "training.issue_class", {{"class", id}}), "certificate.keys_file");
  std::filesystem::rename(keys + ".away", keys);
  EXPECT_EQ(act("clerk", "training.issue_class", {{"class", id}}), "ok");
  EXPECT_EQ(text_of(papers_of_class(id).at(0), "number").substr(14, 6), "000001");
}

TEST_F(CertificateDesk, PutsANameRightAndThePaperBeforeIsSuperseded) {
  auto before = papers_of_class(issued({"张晓三"})).at(0);
  std::string certificate = text_of(before, "id");
  json::object form{{"certificate", certificate},
                    {"cause", "name"},
                    {"name", "张小三"},
                    {"reason", "身份证上是“小”"}};
  EXPECT_EQ(act("gulou_xuzhou", "training.reissue", form), "rights.not_here");
  EXPECT_EQ(act("clerk", "training.reissue", with(form, {{"cause", "lost"}})),
            "training.name_cause");
  EXPECT_EQ(act("clerk", "training.reissue", form), "ok");
  auto after = papers("clerk", {.id = std::stoll(certificate)}).at(0);
  EXPECT_EQ(text_of(after, "number"), text_of(before, "number"));
  EXPECT_EQ(text_of(after, "name"), "张小三");
  EXPECT_NE(text_of(after, "code"), text_of(before, "code"));
  EXPECT_EQ(offline(text_of(after, "text")).state, "valid");
  EXPECT_EQ(offline(text_of(after, "text")).certificate.edition, 2);
  EXPECT_EQ(offline(text_of(before, "text")).state, "superseded");
  EXPECT_EQ(act("clerk", "training.reissue",
                {{"certificate", certificate}, {"cause", "lost"}, {"reason", "遗失"}}),
            "ok");
  EXPECT_EQ(offline(text_of(after, "text")).state, "superseded");
  EXPECT_EQ(offline(text_of(before, "text")).state, "superseded");
}

TEST_F(CertificateDesk, RevokesAndAStrangerLearnsWhy) {
  auto rows = papers_of_class(issued({"张小三", "李四", "王五"}));
  auto revoke = [&](std::size_t at, const char* cause) {
    return act("clerk", "training.revoke",
               {{"certificate", text_of(rows[at], "id")},
                {"day", to_text(app_->today())},
                {"cause", cause},
                {"reason", "核查"}});
  };
  EXPECT_EQ(revoke(0, "boredom"), "field.unknown_code");
  EXPECT_EQ(revoke(0, "fraud"), "ok");
  EXPECT_EQ(revoke(1, "wish"), "ok");
  for (auto [at, why] : {std::pair(0, "fraud"), std::pair(1, "wish")}) {
    Seen seen = offline(text_of(rows[static_cast<std::size_t>(at)], "text"));
    EXPECT_EQ(seen.state + " " + seen.why, std::string("revoked ") + why);
  }
  EXPECT_EQ(offline(text_of(rows[2], "text")).state, "valid");
  EXPECT_EQ(numbers("clerk", "", "revoked").size(), 2u);
  EXPECT_EQ(numbers("clerk", "", "valid").size(), 1u);
  EXPECT_EQ(papers_of_class(word("training.certificate", text_of(rows[2], "id"), "class")).size(),
            1u)
      << "who was revoked is not printed with the class";
}

TEST_F(CertificateDesk, ADecreeReachesPapersPrintedLongAgoAndIsTakenBack) {
  auto row = papers_of_class(issued({"张小三"})).at(0);
  std::string certificate = text_of(row, "id"), code = text_of(row, "text");
  std::string ends = text_of(row, "valid_until");
  Day over = Day::parse(ends)->plus_days(10);
  on(to_text(over));
  EXPECT_EQ(offline(code).state, "grace");
  json::object decree{{"branch", here("3201")},
                      {"title", "延期"},
                      {"document", "苏红〔2029〕9号"},
                      {"courses", "first_aider"},
                      {"ends_from", to_text(over.plus_days(-40))},
                      {"ends_until", to_text(over)},
                      {"months", 6}};
  EXPECT_EQ(act("officer", "training.propose_decree", decree), "ok");
  std::string id = last();
  EXPECT_EQ(offline(code).state, "grace") << "proposed is not decided";
  EXPECT_EQ(act("chief", "matters.approve", {{"matter", matter_of("training.decree")}}), "ok");
  EXPECT_EQ(act("officer", "training.apply_decree", {{"decree", id}}), "ok");
  Seen seen = offline(code);
  EXPECT_EQ(seen.state, "extended");
  EXPECT_EQ(seen.ends, word("training.certificate", certificate, "valid_until"))
      << "offline and online say the same day";
  EXPECT_EQ(state_online(certificate), "extended");
  good(app::make_certificate_keys(*app_));  // the first key has served its two years
  EXPECT_EQ(act("clerk", "training.reissue",
                {{"certificate", certificate}, {"cause", "damaged"}, {"reason", "受潮"}}),
            "ok");
  auto reprinted = papers("clerk", {.id = std::stoll(certificate)}).at(0);
  EXPECT_EQ(text_of(reprinted, "valid_until"), ends) << "the day as issued is what is signed";
  EXPECT_EQ(text_of(reprinted, "extended"), seen.ends) << "and the paper tells the decree's beside";
  std::string again = text_of(reprinted, "text");
  EXPECT_EQ(offline(again).state, "extended");
  EXPECT_EQ(act("officer", "training.reverse_decree", {{"decree", id}, {"reason", "文件撤销"}}),
            "ok");
  EXPECT_EQ(offline(again).state, "extended");
  EXPECT_EQ(act("chief", "matters.approve", {{"matter", matter_of("training.decree_reversal")}}),
            "ok");
  EXPECT_EQ(act("officer", "training.apply_decree", {{"decree", id}}), "ok");
  EXPECT_EQ(offline(again).state, "grace");
  EXPECT_EQ(state_online(certificate), "grace");
}

TEST_F(CertificateDesk, AStolenKeyIsWithdrawnAndItsCertificatesReissued) {
  auto row = papers_of_class(issued({"张小三"})).at(0);
  std::string path = data_ + "/certificate-keys";
  auto file = signing::KeyFile(**signing::Keys(path).read());
  ASSERT_EQ(file.keys.size(), 1u);
  good(signing::withdraw_key(file, signing::id_text(file.keys[0].verifier.id), app_->today()));
  good(signing::write_key_file(path, file));
  Seen seen = offline(text_of(row, "text"));
  EXPECT_EQ(seen.state + " " + seen.why, "unknown_key key_withdrawn");
  json::object form{
      {"certificate", text_of(row, "id")}, {"cause", "damaged"}, {"reason", "换密钥"}};
  EXPECT_EQ(act("clerk", "training.reissue", form), "certificate.no_key");
  good(app::make_certificate_keys(*app_));
  EXPECT_EQ(act("clerk", "training.reissue", form), "ok");
  auto again = papers("clerk", {.id = std::stoll(text_of(row, "id"))}).at(0);
  EXPECT_EQ(offline(text_of(again, "text")).state, "valid");
  EXPECT_EQ(offline(text_of(row, "text")).state, "unknown_key");
}

TEST_F(CertificateDesk, FindsByNumberByNameAndByStateAndNothingOfAnotherCounty) {
  auto row = papers_of_class(issued({"张小三", "张大山", "李四"})).at(0);
  ASSERT_EQ(act("operator", "training.certify",
                with(certificate("320302", "XZ-1", "张小三", "11010519491231002X"),
                     {{"day", "2023-11-25"}})),
            "ok");
  EXPECT_EQ(numbers("clerk", "323201022026").size(), 3u);
  EXPECT_EQ(numbers("clerk", text_of(row, "number")).size(), 1u);
  EXPECT_EQ(numbers("clerk", "张").size(), 2u);
  EXPECT_EQ(numbers("clerk", "张小"), std::vector<std::string>{text_of(row, "number")});
  EXPECT_EQ(numbers("clerk", "XZ").size(), 0u);
  EXPECT_EQ(numbers("gulou_xuzhou", "xz-"), std::vector<std::string>{"XZ-1"});
  EXPECT_EQ(numbers("gulou_xuzhou", "", "grace"), std::vector<std::string>{"XZ-1"});
  EXPECT_EQ(numbers("gulou_xuzhou", "3232").size(), 0u);
  EXPECT_EQ(numbers("clerk", "张", "valid").size(), 2u);
  EXPECT_EQ(numbers("clerk", "张", "expired").size(), 0u);
  EXPECT_EQ(numbers("clerk", "", "lost"), std::vector<std::string>{"certificate.state"});
  std::string code;
  std::int64_t id = std::stoll(text_of(row, "id"));
  for (bool masked : {true, false}) {
    papers("gulou_xuzhou", {.id = id, .masked = masked}, &code);
    EXPECT_EQ(code, "record.not_found");
  }
  std::int64_t of_class = std::stoll(word("training.certificate", text_of(row, "id"), "class"));
  papers("gulou_xuzhou", {.id = of_class, .of_class = true}, &code);
  EXPECT_EQ(code, "record.not_found");
  papers("head", {.id = id}, &code);
  EXPECT_EQ(code, "record.not_found") << "who may read does not yet print whole names";
  EXPECT_EQ(text_of(papers("head", {.id = id, .masked = true}).at(0), "name"), "张*三");
  papers("gulou_xuzhou",
         {.id = std::stoll(
              std::string(found("gulou_xuzhou", "XZ").at("items").at(0).at("id").as_string()))},
         &code);
  EXPECT_EQ(code, "training.not_signed");
}

TEST_F(CertificateDesk, ShowsHerOwnToTheHolder) {
  auto row = papers_of_class(issued({"张小三", "李四"})).at(0);
  std::string person = word("training.certificate", text_of(row, "id"), "person");
  auto own = [&](const std::string& account) {
    auto reader = app_->readers->borrow();
    auto viewer = rights::principal_of(**reader, account, app_->today());
    auto items = training::own_certificates(**reader, *app_->house, *viewer, app_->today());
    return items.ok() ? json::serialize(*items) : items.error().code;
  };
  Office::person("zhang", "member", "320102");
  EXPECT_EQ(own("zhang"), "people.no_person");
  EXPECT_EQ(act("operator", "people.link_account", {{"person", person}, {"account", "zhang"}}),
            "ok");
  EXPECT_NE(own("zhang").find(text_of(row, "text")), std::string::npos);
  EXPECT_EQ(own("zhang").find("李"), std::string::npos);
  std::string code;
  auto mine = papers("zhang", {.id = std::stoll(text_of(row, "id")), .own = true}, &code);
  EXPECT_EQ(code, "ok");
  EXPECT_EQ(mine.at(0), row);
  auto others = papers_of_class(word("training.certificate", text_of(row, "id"), "class")).at(1);
  papers("zhang", {.id = std::stoll(text_of(others, "id")), .own = true}, &code);
  EXPECT_EQ(code, "record.not_found");
  papers("zhang", {.id = std::stoll(text_of(row, "id"))}, &code);
  EXPECT_EQ(code, "record.not_found");
}

TEST_F(CertificateDesk, TwoClerksIssueTheSameClassAndEachTraineeHasOne) {
  std::string id = examined({"甲一", "乙二", "丙三", "丁四"}, "2026-12-01");
  std::string answers[2];
  std::thread clerks[2];
  for (int at : {0, 1}) {
    clerks[at] = std::thread([&, at] {
      auto done = app::run(*app_, {at == 0 ? "clerk" : "colleague"}, "training.issue_class",
                           {{"class", id}});
      answers[at] = answer_of(done);
    });
  }
  for (std::thread& each : clerks) each.join();
  std::ranges::sort(answers);
  EXPECT_EQ(answers[0] + " " + answers[1], "ok training.class_state");
  auto rows = papers_of_class(id);
  ASSERT_EQ(rows.size(), 4u);
  for (std::size_t at = 0; at < rows.size(); ++at) {
    EXPECT_EQ(text_of(rows[at], "number").substr(14, 6), "00000" + std::to_string(at + 1));
    EXPECT_EQ(offline(text_of(rows[at], "text")).state, "valid");
  }
}

TEST_F(CertificateDesk, ListsChangeOnlyWhenSomethingHasChanged) {
  auto row = papers_of_class(issued({"张小三"})).at(0);
  auto first = app::publish_lists(*app_);
  ASSERT_TRUE(first.ok());
  EXPECT_TRUE(first->changed);
  EXPECT_FALSE(app::publish_lists(*app_)->changed);
  EXPECT_EQ(act("clerk", "training.revoke",
                {{"certificate", text_of(row, "id")},
                 {"day", to_text(app_->today())},
                 {"cause", "error"},
                 {"reason", "核查"}}),
            "ok");
  auto second = app::publish_lists(*app_);
  EXPECT_TRUE(second->changed);
  EXPECT_GT(second->revoked, first->revoked);
  EXPECT_EQ(second->revocations, 1u);
  on(to_text(app_->today().plus_days(8)));
  EXPECT_GT(app::publish_lists(*app_)->revoked, second->revoked) << "made anew each week";
  on(to_text(Day::parse(text_of(row, "valid_until"))->plus_days(181)));
  good(app::make_certificate_keys(*app_));
  EXPECT_EQ(app::publish_lists(*app_)->revocations, 0u) << "past its grace it needs no line";
}

}  // namespace boai::story

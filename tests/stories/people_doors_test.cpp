// Every door of the people, tried by every role at three places: what belongs to a neighbour is in
// no answer, count, file or refusal.
#include <thread>

#include "domains/people/port.hpp"
#include "tests/stories/doors.hpp"

namespace boai::story {

class Doors : public WithDoors<Office> {
 protected:
  // Of Xuzhou's Gulou only. Nothing below may be seen from Xuanwu, masked or not.
  static constexpr const char* ji = "嵇";
  static constexpr const char* number = "320302197707070017";
  static constexpr const char* phone = "15252097531";

  void SetUp() override {
    WithDoors::SetUp();
    person("admin", "administrator", "32");
  }

  std::int64_t recorded(const std::string& who, const std::string& branch, const std::string& name,
                        const std::string& document, const std::string& telephone) {
    bool card = document.size() == 18;
    EXPECT_EQ(act(who, "people.record_person",
                  {{"branch", here(branch)},
                   {"purpose", "service"},
                   {"name", name},
                   {"document_kind", card ? "resident_id" : "passport"},
                   {"document_number", document},
                   {"phone", telephone}}),
              "ok");
    return last_.subject;
  }
  // A neighbour's person with all that can hang on one, and one of Xuanwu beside her.
  void settle() {
    theirs_ = recorded("gulou_xuzhou", "320302", "嵇静华", number, phone);
    std::int64_t again = recorded("gulou_xuzhou", "320302", "嵇敬华", "E77771234", phone);
    std::int64_t third = recorded("gulou_xuzhou", "320302", "嵇静华", "E77779999", phone);
    ours_ = recorded("xuanwu", "320102", "王海", "320102198501010012", "13800001234");
    const std::string theirs = std::to_string(theirs_);
    auto did = [&](const char* command, json::object fields) {
      EXPECT_EQ(act("gulou_xuzhou", command, fields), "ok") << command;
      ids_.push_back(last_.subject);
    };
    did("people.give_consent", {{"branch", here("320302")},
                                {"person", theirs},
                                {"use", "notices"},
                                {"channel", "counter"},
                                {"given", "2026-11-20"},
                                {"guardian", "嵇大年"}});
    did("training.certify", certificate("320302", "XZ-777", "嵇静华", number));
    did("people.merge",
        {{"person", theirs}, {"other", std::to_string(third)}, {"reason", "嵇家同一人"}});
    ids_.insert(ids_.end(), {theirs_, again, third});
    EXPECT_EQ(ask("gulou_xuzhou", "POST", "/api/people/duplicates").status, 202);
    for (int tries = 0; tries < 200 && seen_by("admin", "people.pair").empty(); ++tries) {
      std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
    auto pairs = seen_by("gulou_xuzhou", "people.pair");
    ASSERT_EQ(pairs.size(), 1U);
    pair_ = std::stoll(std::string(pairs[0].at("id").as_string()));
    ids_.push_back(pair_);
    EXPECT_EQ(ask("gulou_xuzhou", "POST", "/api/records/people.person/" + theirs + "/disclosure",
                  R"({"purpose":"service"})")
                  .status,
              200);
  }

  void expect_nothing_of_theirs(const std::string& who, const std::string& target,
                                const Answer& answer) {
    std::vector<std::string> telling = {ji,     "静华",     "敬华",   "E7777",        "7531",
                                        number, "19770707", "XZ-777", "gulou_xuzhou", "鼓楼",
                                        "嵇家"};
    for (std::int64_t id : ids_) telling.push_back("\"" + std::to_string(id) + "\"");
    for (const std::string& word : telling) {
      EXPECT_EQ(answer.text.find(word), std::string::npos)
          << who << " " << target << " tells " << word << ": " << answer.text.substr(0, 400);
    }
  }

  std::int64_t theirs_ = 0, ours_ = 0, pair_ = 0;
  std::vector<std::int64_t> ids_;
};

TEST_F(Doors, TellNoCountyOfItsNeighboursPeople) {
  settle();
  if (HasFatalFailure()) return;
  const std::string theirs = std::to_string(theirs_), none = "999999999";
  std::vector<std::string> accounts;
  for (const auto& role : app_->house->roles.roles) {
    for (const char* branch : {"320102", "3201", "320106"}) {
      accounts.push_back(role.code + "-" + branch);
      person(accounts.back(), role.code, branch);
    }
  }
  std::string form = R"({"name":"嵇静华","document_kind":"resident_id","document_number":")" +
                     std::string(number) + R"(","phone":")" + phone + R"(","branch":")" +
                     here("320302") + "\"}";
  for (const std::string& who : accounts) {
    for (const char* type :
         {"person", "relation", "disclosure", "consent", "merge", "moved", "pair"}) {
      std::string record = "people." + std::string(type);
      for (const std::string& target :
           {"/api/records/" + record, "/api/exports/" + record + "?format=csv"}) {
        expect_nothing_of_theirs(who, target, ask(who, "GET", target));
      }
      for (std::int64_t id : ids_) {
        std::string at = "/api/records/" + record + "/" + std::to_string(id);
        Answer answer = ask(who, "GET", at), of_none = ask(who, "GET", at + "999");
        EXPECT_EQ(answer.status, of_none.status) << who << " " << at;
        EXPECT_EQ(answer.text, of_none.text) << who << " " << at;
        EXPECT_NE(ask(who, "GET", at + "/journal").status, 200) << who << " " << at;
      }
    }
    for (const std::string& target :
         {std::string("/api/people/pairs"), std::string("/api/people/me"),
          std::string("/api/people/me/file"), "/api/people/" + theirs}) {
      expect_nothing_of_theirs(who, target, ask(who, "GET", target));
    }
    EXPECT_EQ(ask(who, "GET", "/api/people/" + theirs).text,
              ask(who, "GET", "/api/people/" + none).text)
        << who;
    for (const char* text : {number, phone, "嵇", "嵇静华"}) {
      std::string body = json::serialize(json::object{{"text", text}});
      Answer found = ask(who, "POST", "/api/people", body);
      expect_nothing_of_theirs(who, "whom she asks for", found);
      EXPECT_TRUE(found.status == 403 || found.text.find(R"("items":[])") != std::string::npos)
          << who << " " << text << " " << found.text;
    }
    Answer candidates = ask(who, "POST", "/api/people/candidates", form);
    expect_nothing_of_theirs(who, "candidates", candidates);
    EXPECT_TRUE(candidates.status == 403 ||
                candidates.text.find(R"("items":[])") != std::string::npos)
        << who << candidates.text;
    EXPECT_EQ(ask(who, "POST", "/api/people/" + theirs + "/file").text,
              ask(who, "POST", "/api/people/" + none + "/file").text)
        << who;
    for (const char* purpose : {"training", "service", "audit"}) {
      std::string body = R"({"purpose":")" + std::string(purpose) + "\"}";
      EXPECT_EQ(ask(who, "POST", "/api/records/people.person/" + theirs + "/disclosure", body).text,
                ask(who, "POST", "/api/records/people.person/" + none + "/disclosure", body).text)
          << who << " " << purpose;
    }
    EXPECT_NE(
        command(who, "people.judge_pair", {{"pair", std::to_string(pair_)}, {"reason", "试探"}})
            .find("\"code\""),
        std::string::npos);
    for (const char* name : {"people.link_account", "people.minimise", "people.correct_person"}) {
      json::object fields{
          {"person", theirs}, {"ground", "request"}, {"account", who}, {"reason", "试探"}};
      std::string told = command(who, name, fields);
      EXPECT_NE(told.find("\"code\""), std::string::npos) << who << name << told;
      for (const char* word : {ji, number, "7531"}) {
        EXPECT_EQ(told.find(word), std::string::npos) << who << name << told;
      }
    }
  }
  EXPECT_EQ(seen_by("gulou_xuzhou", "people.pair").at(0).at("state"), "open");
}

TEST_F(Doors, OfAPersonKnownToTwoCountiesTellEachOnlyItsOwn) {
  settle();
  if (HasFatalFailure()) return;
  std::int64_t both = recorded("gulou_xuzhou", "320302", "王海", "320102198501010012", "");
  ASSERT_EQ(both, ours_);
  ask("gulou_xuzhou", "POST", "/api/records/people.person/" + std::to_string(both) + "/disclosure",
      R"({"purpose":"service"})");
  person("auditor", "auditor", "320102");
  for (const char* who : {"xuanwu", "auditor"}) {
    Answer answer = ask(who, "GET", "/api/people/" + std::to_string(both));
    EXPECT_EQ(answer.status, 200);
    expect_nothing_of_theirs(who, "card", answer);
  }
}

TEST_F(Doors, OpenToTheRightPeople) {
  settle();
  if (HasFatalFailure()) return;
  const std::string theirs = std::to_string(theirs_);
  EXPECT_EQ(ask("gulou_xuzhou", "GET", "/api/people/" + theirs).status, 200);
  EXPECT_NE(ask("gulou_xuzhou", "GET", "/api/people/pairs").text.find(theirs), std::string::npos);
  person("auditor", "auditor", "32");
  EXPECT_NE(ask("auditor", "GET", "/api/records/people.disclosure").text.find("gulou_xuzhou"),
            std::string::npos);
  person("xuzhou", "auditor", "3203");
  EXPECT_NE(ask("xuzhou", "GET", "/api/people/" + theirs).text.find("gulou_xuzhou"),
            std::string::npos)
      << "who looked, for the auditor above";
}

}  // namespace boai::story

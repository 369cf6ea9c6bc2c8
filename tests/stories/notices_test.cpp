// 到期提醒: who is told of the end of a certificate, when, by what, and never twice.
#include "app/messaging.hpp"
#include "domains/training/queries.hpp"
#include "domains/training/queries/messages.hpp"
#include "tests/stories/class_office.hpp"

namespace boai::story {

class Notices : public TrainingDesk {
 protected:
  void SetUp() override {
    TrainingDesk::SetUp();
    desk_ = *app::open_channels(*app_);
  }
  // A first-aider of that day with a phone who agreed to be told, or not.
  std::string holder(const std::string& name, int number, const std::string& day,
                     bool agrees = true, const std::string& phone = "13851500000") {
    json::object asked = papers(name, number);
    EXPECT_EQ(
        act("clerk", "people.record_person",
            with(asked, {{"branch", here("320102")}, {"purpose", "training"}, {"phone", phone}})),
        "ok");
    std::string who = last();
    if (agrees) consent(who);
    EXPECT_EQ(act("clerk", "training.certify",
                  with(asked, {{"branch", here("320102")},
                               {"number", "Z-" + std::to_string(1000 + number)},
                               {"course", "first_aider"},
                               {"day", day}})),
              "ok");
    persons_[last()] = who;
    return last();
  }
  void consent(const std::string& who) {
    EXPECT_EQ(act("clerk", "people.give_consent",
                  {{"branch", here("320102")},
                   {"person", who},
                   {"use", "notices"},
                   {"text", 1},
                   {"channel", "paper"},
                   {"given", to_text(app_->today())}}),
              "ok");
  }
  // The day's work: write what is due, hand over what waits.
  int daily() {
    auto written = app::write_notices(*app_);
    EXPECT_TRUE(written.ok()) << written.error().code;
    return send();
  }
  int send() {
    auto delivered = app::deliver(*app_, desk_, 100);
    EXPECT_TRUE(delivered.ok()) << delivered.error().code << delivered.error().detail;
    return delivered.ok() ? delivered->sent : -1;
  }
  std::vector<json::object> outbox(const std::string& kind = "sms") {
    std::vector<json::object> lines;
    std::ifstream file(data_ + "/outbox/" + kind + ".jsonl");
    for (std::string line; std::getline(file, line);)
      lines.push_back(json::parse(line).as_object());
    return lines;
  }
  // "−30 sent, −90 skipped missed", newest first.
  std::string told_of(const std::string& certificate) {
    std::string all;
    for (const auto& row : seen_by("clerk", "training.message", {{"certificate", certificate}})) {
      all += (all.empty() ? "" : ", ") + json::serialize(row.at("days")) + " " +
             std::string(row.at("state").as_string());
      if (!row.at("reason").is_null() && !row.at("reason").as_string().empty()) {
        all += " " + std::string(row.at("reason").as_string());
      }
    }
    return all;
  }
  std::string text(const json::object& line) { return std::string(line.at("text").as_string()); }

  channels::Desk desk_;
  std::map<std::string, std::string> persons_;
};

TEST_F(Notices, GoOutOnceForEachOffsetOfACertificate) {
  std::string id = holder("张三", 1, "2024-02-20");  // until 2027-02-19
  on("2026-11-20");
  EXPECT_EQ(daily(), 0) << "ninety-one days before, nothing";
  on("2026-11-21");
  EXPECT_EQ(daily(), 1);
  EXPECT_EQ(daily(), 0) << "run twice on one day";
  on("2026-11-22");
  EXPECT_EQ(daily(), 0) << "and on the next";
  ASSERT_EQ(outbox().size(), 1u);
  EXPECT_EQ(
      text(outbox()[0]),
      "【红十字会】您的红十字救护员证书（尾号1001）将于2027-02-19到期，还有90天。请及时参加复训。"
      "玄武区红十字会");
  EXPECT_EQ(outbox()[0].at("to"), "+8613851500000");
  EXPECT_EQ(told_of(id), "-90 sent");
  on("2027-01-20");
  EXPECT_EQ(daily(), 1);
  on("2027-02-12");
  EXPECT_EQ(daily(), 1);
  on("2027-02-20");
  EXPECT_EQ(daily(), 1) << "the day after";
  on("2027-03-20");
  EXPECT_EQ(daily(), 0);
  EXPECT_EQ(told_of(id), "1 sent, -7 sent, -30 sent, -90 sent");
  auto reader = app_->readers->borrow();
  auto clerk = rights::principal_of(**reader, "clerk", app_->today());
  auto sheet =
      training::certificate_sheet(**reader, *app_->house, *clerk, {std::stoll(id), app_->today()});
  ASSERT_TRUE(sheet.ok());
  EXPECT_EQ(sheet->at("messages").as_array().size(), 4u) << "seen on the certificate";
}

TEST_F(Notices, AfterAStandstillSendTheNewestOnly) {
  std::string id = holder("张三", 1, "2024-02-20");
  on("2027-02-14");
  EXPECT_EQ(daily(), 1);
  EXPECT_EQ(told_of(id), "-7 sent, -30 skipped missed, -90 skipped missed");
  EXPECT_EQ(outbox().size(), 1u);
  std::string old = holder("李四", 2, "2023-06-01", true, "13851500002");  // until 2026-05-31
  EXPECT_EQ(daily(), 0) << "what ended long ago is not told now";
  EXPECT_EQ(told_of(old), "");
}

TEST_F(Notices, FollowTheLastDayAsItStands) {
  std::string id = holder("张三", 1, "2024-02-20");
  on("2027-01-20");
  EXPECT_EQ(daily(), 1);
  // Extended by decree: the notices begin anew from the new last day.
  EXPECT_EQ(act("officer", "training.propose_decree",
                {{"branch", here("32")},
                 {"title", "延期"},
                 {"document", "苏红〔2027〕1号"},
                 {"courses", "first_aider"},
                 {"ends_from", "2027-01-01"},
                 {"ends_until", "2027-12-31"},
                 {"extend_to", "2027-08-31"}}),
            "ok");
  std::string decree = last();
  EXPECT_EQ(act("chief", "matters.approve", {{"matter", matter_of("training.decree")}}), "ok");
  EXPECT_EQ(act("officer", "training.apply_decree", {{"decree", decree}}), "ok");
  EXPECT_EQ(word("training.certificate", id, "valid_until"), "2027-08-31");
  on("2027-02-12");
  EXPECT_EQ(daily(), 0) << "the old last day says nothing any more";
  on("2027-06-02");
  EXPECT_EQ(daily(), 1) << "ninety days before the new one";
  // Taken back: the old last day was told of, and is not told of again.
  on("2027-06-03");
  EXPECT_EQ(act("clerk", "training.revoke",
                {{"certificate", id}, {"day", "2027-06-03"}, {"reason", "冒名"}}),
            "ok");
  on("2027-08-01");
  EXPECT_EQ(daily(), 0) << "a revoked one gets none";
}

TEST_F(Notices, AreDroppedWhenTheCertificateChangesBeforeTheyLeave) {
  std::string id = holder("张三", 1, "2024-02-20");
  on("2026-11-21");
  EXPECT_TRUE(app::write_notices(*app_).ok());
  EXPECT_EQ(act("clerk", "training.revoke",
                {{"certificate", id}, {"day", "2026-11-21"}, {"reason", "冒名"}}),
            "ok");
  EXPECT_EQ(send(), 0);
  EXPECT_EQ(told_of(id), "-90 dropped changed");
  EXPECT_TRUE(outbox().empty());
}

TEST_F(Notices, AreForWhoAgreesAndCanBeReached) {
  std::string silent = holder("张三", 1, "2024-02-20", false);
  std::string unreachable = holder("李四", 2, "2024-02-20", true, "");
  std::string agreed = holder("王五", 3, "2024-02-20", true, "13851500003");
  std::string took_back = holder("赵六", 4, "2024-02-20", true, "13851500004");
  on("2026-11-21");
  EXPECT_TRUE(app::write_notices(*app_).ok());
  auto consents = seen_by("clerk", "people.consent", {{"person", persons_[took_back]}});
  EXPECT_EQ(act("clerk", "people.withdraw_consent",
                {{"consent", std::string(consents[0].at("id").as_string())}, {"channel", "phone"}}),
            "ok");
  EXPECT_EQ(send(), 1);
  EXPECT_EQ(told_of(silent), "-90 skipped no_consent");
  EXPECT_EQ(told_of(unreachable), "-90 skipped no_address");
  EXPECT_EQ(told_of(agreed), "-90 sent");
  EXPECT_EQ(told_of(took_back), "-90 dropped no_consent") << "taken back at the last moment";
  ASSERT_EQ(outbox().size(), 1u);
  EXPECT_EQ(outbox()[0].at("to"), "+8613851500003");
}

TEST_F(Notices, ReachHerOwnPageWhereThereIsNoPhone) {
  std::string id = holder("张三", 1, "2024-02-20", true, "");
  person("zhang", "member", "320102");
  EXPECT_EQ(
      act("operator", "people.link_account", {{"person", persons_[id]}, {"account", "zhang"}}),
      "ok");
  on("2026-11-21");
  EXPECT_EQ(daily(), 1);
  auto notices = seen_by("zhang", "notices.notice");
  ASSERT_EQ(notices.size(), 1u);
  EXPECT_EQ(notices[0].at("code"), "training.message_certificate_before");
  EXPECT_EQ(told_of(id), "-90 sent");
}

TEST_F(Notices, KeepQuietAtNight) {
  std::string id = holder("张三", 1, "2024-02-20");
  now("2026-11-21T14:00:00.000Z");  // ten in the evening
  EXPECT_EQ(daily(), 0);
  EXPECT_EQ(told_of(id), "-90 waiting");
  now("2026-11-21T23:59:00.000Z");  // a minute to eight
  EXPECT_EQ(send(), 0);
  now("2026-11-22T00:00:00.000Z");
  EXPECT_EQ(send(), 1);
}

TEST_F(Notices, GoToTheSurvivorOfAMerge) {
  std::string id = holder("张三", 1, "2024-02-20");
  EXPECT_EQ(act("clerk", "people.record_person",
                {{"branch", here("320102")},
                 {"purpose", "training"},
                 {"name", "张三"},
                 {"document_kind", "passport"},
                 {"document_number", "E12345678"},
                 {"phone", "13851500009"}}),
            "ok");
  std::string kept = last();
  consent(kept);
  on("2026-11-21");
  EXPECT_TRUE(app::write_notices(*app_).ok());
  person("merger", "county_clerk", "320102");
  EXPECT_EQ(act("merger", "people.merge",
                {{"person", kept}, {"other", persons_[id]}, {"reason", "同一人"}}),
            "ok");
  EXPECT_EQ(send(), 1);
  ASSERT_EQ(outbox().size(), 1u);
  EXPECT_EQ(outbox()[0].at("to"), "+8613851500009");
  EXPECT_TRUE(text(outbox()[0]).starts_with("[Red Cross]"))
      << "a passport is written to in English";
}

// A channel that fails as often as it is told to, and counts what it is asked.
class Flaky : public channels::Channel {
 public:
  Result<channels::Receipt> send(const channels::Message& message) override {
    keys.push_back(message.key);
    if (refuses) return invalid("channel.refused");
    if (failures-- > 0) return unavailable("channel.unavailable");
    return channels::Receipt{"r-" + message.key};
  }
  int failures = 0;
  bool refuses = false;
  std::vector<std::string> keys;
};

TEST_F(Notices, AreTriedAgainLaterAndThenPutAside) {
  auto made = std::make_unique<Flaky>();
  Flaky& flaky = *made;
  desk_["sms"] = std::move(made);
  flaky.failures = 2;
  std::string id = holder("张三", 1, "2024-02-20");
  on("2026-11-21");  // ten o'clock
  EXPECT_EQ(daily(), 0);
  EXPECT_EQ(send(), 0) << "not at once";
  EXPECT_EQ(flaky.keys.size(), 1u);
  now("2026-11-21T02:01:00.000Z");
  EXPECT_EQ(send(), 0);
  now("2026-11-21T02:04:59.000Z");
  EXPECT_EQ(send(), 0) << "four minutes this time";
  now("2026-11-21T02:05:00.000Z");
  EXPECT_EQ(send(), 1);
  EXPECT_EQ(flaky.keys.size(), 3u);
  EXPECT_EQ(std::set<std::string>(flaky.keys.begin(), flaky.keys.end()).size(), 1u)
      << "always under the same key";
  // For ever: put aside for a person, who sends it again.
  std::string other = holder("李四", 2, "2024-02-20", true, "13851500002");
  flaky.failures = 6;
  for (const char* day :
       {"2026-11-22", "2026-11-23", "2026-11-24", "2026-11-25", "2026-11-26", "2026-11-27"}) {
    on(day);
    EXPECT_EQ(daily(), 0);
  }
  EXPECT_EQ(told_of(other), "-90 dead channel_failed");
  on("2026-11-28");
  EXPECT_EQ(daily(), 0) << "put aside, not tried";
  auto dead = seen_by("clerk", "training.message", {{"state", "dead"}});
  ASSERT_EQ(dead.size(), 1u);
  std::string message(dead[0].at("id").as_string());
  EXPECT_EQ(act("gulou_xuzhou", "training.resend", {{"message", message}}), "rights.not_here");
  EXPECT_EQ(act("clerk", "training.resend", {{"message", message}}), "ok");
  EXPECT_EQ(send(), 1);
  EXPECT_EQ(act("clerk", "training.resend", {{"message", message}}), "training.message_state");
  flaky.refuses = true;
  std::string third = holder("王五", 3, "2024-02-25", true, "13851500003");
  EXPECT_EQ(daily(), 0);
  EXPECT_EQ(told_of(third), "-90 dead channel_refused") << "a refusal is not tried again";
  EXPECT_FALSE(verified().broken.has_value());
}

TEST_F(Notices, SayThatAClassMovedToWhoCanBeReached) {
  std::string id = published(plan("十二月班", "2026-12-05"));
  enrol(id, "张三", 1);
  std::string person_id =
      std::string(seen_by("clerk", "training.enrolment")[0].at("person").as_string());
  EXPECT_EQ(act("clerk", "people.correct_person",
                {{"person", person_id}, {"phone", "13851500001"}, {"reason", "补号码"}}),
            "ok");
  consent(person_id);
  enrol(id, "李四", 2);
  EXPECT_EQ(act("clerk", "training.move_class",
                {{"class", id}, {"start", "2026-12-12"}, {"reason", "场地被占"}}),
            "ok");
  EXPECT_EQ(seen_by("clerk", "training.telling", {{"state", "open"}}).size(), 2u);
  EXPECT_EQ(send(), 1);
  ASSERT_EQ(outbox().size(), 1u);
  EXPECT_NE(text(outbox()[0]).find("“十二月班”改期：2026-12-12"), std::string::npos);
  auto told = seen_by("clerk", "training.telling", {{"state", "told"}});
  ASSERT_EQ(told.size(), 1u);
  EXPECT_EQ(told[0].at("way"), "sms") << "marked by the channel's receipt";
  EXPECT_EQ(seen_by("clerk", "training.telling", {{"state", "open"}}).size(), 1u)
      << "the other is told by hand, as before";
  // Told by hand first: what has not left stays.
  EXPECT_EQ(act("clerk", "training.cancel_class", {{"class", id}, {"reason", "人数不足"}}), "ok");
  for (const auto& row : seen_by("clerk", "training.telling", {{"state", "open"}})) {
    EXPECT_EQ(act("clerk", "training.tell",
                  {{"telling", std::string(row.at("id").as_string())}, {"way", "phone"}}),
              "ok");
  }
  EXPECT_EQ(send(), 0);
  EXPECT_EQ(outbox().size(), 1u);
}

TEST_F(Notices, CostAStoppedHandNothing) {
  holder("张三", 1, "2024-02-20");
  on("2026-11-21");
  EXPECT_TRUE(app::write_notices(*app_).ok());
  // Sent, and the machine dies before it writes that down: the next hand sends again, the channel
  // knows the key.
  auto reader = app_->readers->borrow();
  auto leaving = training::leaving_messages(**reader, *app_->house, app_->clock->now(), 10);
  ASSERT_TRUE(leaving.ok());
  ASSERT_EQ(leaving->size(), 1u);
  EXPECT_TRUE(desk_["sms"]->send((*leaving)[0].message).ok());
  auto next = app::open_channels(*app_);
  desk_ = std::move(*next);
  EXPECT_EQ(send(), 1);
  EXPECT_EQ(outbox().size(), 1u) << "never twice";
}

TEST_F(Notices, AreSeenByTheSocietyThatIssuedTheCertificate) {
  holder("张三", 1, "2024-02-20");
  on("2026-11-21");
  EXPECT_EQ(daily(), 1);
  EXPECT_TRUE(seen_by("gulou_xuzhou", "training.message").empty());
  auto desk = [&](const char* who) {
    auto reader = app_->readers->borrow();
    auto viewer = rights::principal_of(**reader, who, app_->today());
    return *training::message_desk(**reader, *app_->house, *viewer, app_->today());
  };
  EXPECT_TRUE(desk("gulou_xuzhou").at("counts").as_array().empty());
  EXPECT_EQ(desk("clerk").at("counts").as_array().size(), 1u);
  std::string shown = json::serialize(desk("clerk")) +
                      json::serialize(json::value_from(seen_by("clerk", "training.message")));
  EXPECT_EQ(shown.find("1385150"), std::string::npos) << "no phone in any list";
  EXPECT_EQ(act("clerk", "training.write_notices", {{"branch", here("320102")}}),
            "rights.not_here");
}

}  // namespace boai::story

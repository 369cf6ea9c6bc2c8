// 一个人只有一份档案: merged and parted again, agreed and taken back, looked at and told, kept no
// longer than needed.
#include "base/crypto/seal.hpp"
#include "domains/people/port.hpp"
#include "tests/stories/office.hpp"

namespace boai::story {

class People : public Office {
 protected:
  static constexpr const char* zhang = "11010519491231002X";
  static constexpr const char* li = "320102199003070017";
  static constexpr const char* child = "320102201503070013";

  void SetUp() override {
    Office::SetUp();
    person("admin", "administrator", "32");
  }
  std::string record(const std::string& who, const std::string& name, const std::string& number,
                     const std::string& branch = "320102") {
    return act(who, "people.record_person",
               {{"branch", here(branch)},
                {"purpose", "training"},
                {"name", name},
                {"document_kind", "resident_id"},
                {"document_number", number}});
  }
  std::int64_t recorded(const std::string& who, const std::string& name, const std::string& number,
                        const std::string& branch = "320102") {
    EXPECT_EQ(record(who, name, number, branch), "ok");
    return last_.subject;
  }
  std::string certify(const std::string& who, const std::string& branch, const std::string& number,
                      const std::string& name, const std::string& document) {
    return act(who, "training.certify", certificate(branch, number, name, document));
  }
  std::string along(const std::string& who, std::int64_t id) {
    auto reader = app_->readers->borrow();
    auto viewer = rights::principal_of(**reader, who, app_->today());
    auto text = people::subject_file(**reader, *app_->house, *viewer, id);
    return text.ok() ? *text : text.error().code;
  }
  json::object card(const std::string& who, std::int64_t id) {
    auto reader = app_->readers->borrow();
    auto viewer = rights::principal_of(**reader, who, app_->today());
    auto card = people::card(**reader, *app_->house, *viewer, id);
    return card.ok() ? *card : json::object{{"refused", card.error().code}};
  }
  std::string merge(const std::string& who, std::int64_t kept, std::int64_t other) {
    return act(who, "people.merge",
               {{"person", std::to_string(kept)},
                {"other", std::to_string(other)},
                {"reason", "同一人，旧护照与身份证"}});
  }
  bool agreed(std::int64_t id, const char* use) {
    bool answer = false;
    good(app_->writer->run([&](unit::Batch& batch) -> Outcome {
      rights::Principal service{.account = 0, .name = "boai", .grants = {}, .service = true};
      unit::Context context(batch, service);
      answer = TRY(people::agrees(context, {id}, use));
      return Done{};
    }));
    return answer;
  }
};

TEST_F(People, MergedAndPartedAgainAreWhatTheyWere) {
  std::int64_t zhang_id = recorded("xuanwu", "张小三", zhang);
  std::int64_t twin = recorded("xuanwu", "张小叁", li);
  EXPECT_EQ(certify("xuanwu", "320102", "JS-1", "张小三", zhang), "ok");
  EXPECT_EQ(certify("xuanwu", "320102", "JS-2", "张小叁", li), "ok");
  EXPECT_EQ(indicator("FA-06", "32").at("value"), 2);
  std::string before = along("admin", zhang_id), before_twin = along("admin", twin);

  EXPECT_EQ(merge("xuanwu", zhang_id, twin), "ok");
  std::int64_t merged = last_.subject;
  EXPECT_EQ(indicator("FA-06", "32").at("value"), 1) << "one holder, not two";
  EXPECT_EQ(card("admin", zhang_id).at("records").at("training.certificate").as_array().size(), 2U);
  EXPECT_EQ(card("admin", zhang_id).at("also").as_array().size(), 1U);
  EXPECT_EQ(difference(), 0);
  EXPECT_EQ(merge("xuanwu", zhang_id, twin), "people.person.not_found") << "she is nowhere now";

  EXPECT_EQ(act("xuanwu", "people.undo_merge",
                {{"merge", std::to_string(merged)}, {"reason", "核实为两人"}}),
            "ok");
  EXPECT_EQ(along("admin", zhang_id), before);
  EXPECT_EQ(along("admin", twin), before_twin);
  EXPECT_EQ(indicator("FA-06", "32").at("value"), 2);
  EXPECT_EQ(difference(), 0);
  EXPECT_FALSE(verified().broken.has_value());
  EXPECT_EQ(act("xuanwu", "people.undo_merge",
                {{"merge", std::to_string(merged)}, {"reason", "再来一次"}}),
            "people.merge_undone");
}

TEST_F(People, WhatIsAddedWhileTheyAreOneStaysWithWhomItNames) {
  std::int64_t zhang_id = recorded("xuanwu", "张小三", zhang);
  std::int64_t twin = recorded("xuanwu", "张小叁", li);
  ASSERT_EQ(merge("xuanwu", zhang_id, twin), "ok");
  std::int64_t merged = last_.subject;
  EXPECT_EQ(certify("xuanwu", "320102", "JS-7", "张小三", zhang), "ok");
  EXPECT_EQ(certify("xuanwu", "320102", "JS-8", "张小叁", li), "ok");
  EXPECT_EQ(indicator("FA-06", "32").at("value"), 1);
  EXPECT_EQ(act("xuanwu", "people.undo_merge",
                {{"merge", std::to_string(merged)}, {"reason", "核实为两人"}}),
            "ok");
  auto number_of = [&](std::int64_t id) {
    json::object shown = card("admin", id);
    const auto& rows = shown.at("records").at("training.certificate").as_array();
    EXPECT_EQ(rows.size(), 1U);
    return std::string(rows.at(0).at("number").as_string());
  };
  EXPECT_EQ(number_of(zhang_id), "JS-7");
  EXPECT_EQ(number_of(twin), "JS-8");
  EXPECT_EQ(difference(), 0);
}

TEST_F(People, ThreeBecomeOneAndArePartedInTheOtherOrderOnly) {
  std::int64_t first = recorded("xuanwu", "张小三", zhang);
  std::int64_t second = recorded("xuanwu", "张小叁", li);
  std::int64_t third = recorded("xuanwu", "章小三", "320102199203070011");
  std::string before = along("admin", first);
  ASSERT_EQ(merge("xuanwu", second, first), "ok");
  std::int64_t inner = last_.subject;
  ASSERT_EQ(merge("xuanwu", third, second), "ok");
  std::int64_t outer = last_.subject;
  EXPECT_EQ(certify("xuanwu", "320102", "JS-1", "张小三", zhang), "ok");
  auto undo = [&](std::int64_t merged) {
    return act("xuanwu", "people.undo_merge",
               {{"merge", std::to_string(merged)}, {"reason", "核实"}});
  };
  EXPECT_EQ(undo(inner), "people.person.not_found") << "the second is nowhere while it is merged";
  EXPECT_EQ(undo(outer), "ok");
  EXPECT_EQ(undo(inner), "ok");
  EXPECT_NE(along("admin", first).find("JS-1"), std::string::npos);
  EXPECT_EQ(along("admin", third).find("JS-1"), std::string::npos);
  EXPECT_NE(along("admin", first), before);
  EXPECT_EQ(difference(), 0);
}

TEST_F(People, AreMergedOnlyByWhoHasTheRightOnBoth) {
  std::int64_t here_only = recorded("xuanwu", "张小三", zhang);
  std::int64_t elsewhere = recorded("gulou_xuzhou", "张小叁", li, "320302");
  EXPECT_EQ(merge("xuanwu", here_only, elsewhere), "people.person.not_found");
  EXPECT_EQ(merge("gulou_xuzhou", here_only, elsewhere), "people.person.not_found");
  // Both know him now: neither county may decide for the other.
  EXPECT_EQ(recorded("xuanwu", "张小叁", li), elsewhere);
  EXPECT_EQ(merge("xuanwu", here_only, elsewhere), "people.known_elsewhere");
  EXPECT_EQ(merge("admin", here_only, here_only), "people.merge_same");
  EXPECT_EQ(merge("admin", here_only, elsewhere), "ok");
}

TEST_F(People, AnAccountIsNeverHandedOverByAMerge) {
  std::int64_t kept = recorded("xuanwu", "张小三", zhang);
  std::int64_t other = recorded("xuanwu", "张小叁", li);
  person("zhang", "member", "320102");
  EXPECT_EQ(act("xuanwu", "people.link_account",
                {{"person", std::to_string(other)}, {"account", "zhang"}}),
            "rights.not_here")
      << "who may look after accounts is another right";
  EXPECT_EQ(act("admin", "people.link_account",
                {{"person", std::to_string(other)}, {"account", "zhang"}}),
            "ok");
  EXPECT_EQ(
      act("admin", "people.link_account", {{"person", std::to_string(kept)}, {"account", "zhang"}}),
      "people.account_linked");
  EXPECT_EQ(merge("admin", kept, other), "people.account_stays");
  EXPECT_EQ(merge("admin", other, kept), "ok");
}

TEST_F(People, SeeWhoLookedAtThemAndWhatFor) {
  std::int64_t id = recorded("xuanwu", "张小三", zhang);
  EXPECT_EQ(certify("xuanwu", "320102", "JS-1", "张小三", zhang), "ok");
  std::int64_t certificate_id = last_.subject;
  person("zhang", "member", "320102");
  ASSERT_EQ(
      act("admin", "people.link_account", {{"person", std::to_string(id)}, {"account", "zhang"}}),
      "ok");
  auto look = [&](const char* type, std::int64_t subject) {
    good(app_->writer->run([&](unit::Batch& batch) -> Outcome {
      rights::Principal who = *TRY(batch.principal("xuanwu"));
      unit::Context context(batch, who);
      TRY(people::disclose(context, type, subject, "training"));
      return batch.accept(context.changes(), who, crypto::uuid4(), "people.disclose");
    }));
  };
  look("people.person", id);
  look("training.certificate", certificate_id);
  auto reader = app_->readers->borrow();
  auto zhang_viewer = rights::principal_of(**reader, "zhang", app_->today());
  auto mine = people::own(**reader, *app_->house, *zhang_viewer);
  ASSERT_TRUE(mine.ok()) << mine.error().code;
  ASSERT_EQ(mine->at("looks").as_array().size(), 2U);
  EXPECT_EQ(mine->at("looks").at(0).at("who"), "xuanwu");
  EXPECT_EQ(mine->at("looks").at(0).at("purpose"), "training");
  auto nobody = rights::principal_of(**reader, "gulou_xuzhou", app_->today());
  EXPECT_EQ(answer_of(people::own(**reader, *app_->house, *nobody)), "people.no_person");
  EXPECT_EQ(card("gulou_xuzhou", id).at("refused"), "people.person.not_found");
  EXPECT_EQ(along("gulou_xuzhou", id), "people.person.not_found");
  EXPECT_TRUE(card("xuanwu", id).at("looks").is_null()) << "who looked is for auditors and herself";
}

TEST_F(People, AgreeToATextAndTakeItBackAtOnce) {
  std::int64_t id = recorded("xuanwu", "张小三", zhang);
  auto give = [&](std::int64_t whom, json::object more) {
    json::object form{{"branch", here("320102")},
                      {"person", std::to_string(whom)},
                      {"use", "notices"},
                      {"channel", "counter"},
                      {"given", "2026-11-20"}};
    for (const auto& each : more) form[each.key()] = each.value();
    return act("xuanwu", "people.give_consent", form);
  };
  EXPECT_FALSE(agreed(id, "notices"));
  EXPECT_EQ(give(id, {{"given", "2026-12-01"}}), "people.day_in_future");
  EXPECT_EQ(give(id, {{"given", "2019-12-01"}}), "people.no_such_text");
  EXPECT_EQ(give(id, {{"text", 7}}), "people.no_such_text");
  EXPECT_EQ(give(id, {{"use", "marketing"}}), "field.unknown_code");
  EXPECT_EQ(give(id, {}), "ok");
  std::int64_t consent = last_.subject;
  EXPECT_TRUE(agreed(id, "notices"));
  EXPECT_FALSE(agreed(id, "publication"));
  auto withdraw = [&] {
    return act("xuanwu", "people.withdraw_consent",
               {{"consent", std::to_string(consent)}, {"channel", "phone"}});
  };
  EXPECT_EQ(withdraw(), "ok");
  EXPECT_FALSE(agreed(id, "notices"));
  EXPECT_EQ(withdraw(), "people.consent_withdrawn");
  EXPECT_EQ(give(id, {}), "ok");
  EXPECT_TRUE(agreed(id, "notices")) << "and may agree anew";

  std::int64_t boy = recorded("xuanwu", "王小明", child);
  EXPECT_EQ(give(boy, {}), "people.needs_guardian");
  EXPECT_EQ(give(boy, {{"guardian", "王大明"}}), "ok");
}

TEST_F(People, AreKeptNoLongerThanNeededAndStillCounted) {
  std::int64_t id = recorded("xuanwu", "张小三", zhang);
  EXPECT_EQ(certify("xuanwu", "320102", "JS-1", "张小三", zhang), "ok");
  json::object form{{"person", std::to_string(id)}, {"ground", "expired"}};
  EXPECT_EQ(act("xuanwu", "people.minimise", form), "rights.not_held");
  EXPECT_EQ(act("admin", "people.minimise", form), "people.still_kept");
  EXPECT_EQ(
      act("admin", "people.minimise", {{"person", std::to_string(id)}, {"ground", "request"}}),
      "people.still_kept")
      << "a certificate's file is kept by rule";
  EXPECT_EQ(act("xuanwu", "people.record_person",
                {{"branch", here("320102")},
                 {"purpose", "service"},
                 {"name", "李四"},
                 {"document_kind", "resident_id"},
                 {"document_number", li},
                 {"phone", "138 0000 1234"}}),
            "ok");
  std::int64_t visitor = last_.subject;
  EXPECT_EQ(card("xuanwu", visitor).at("person").at("phone"), "138****1234");
  EXPECT_EQ(card("xuanwu", visitor).at("person").at("document"), "320***********0017");
  EXPECT_EQ(
      act("admin", "people.minimise", {{"person", std::to_string(visitor)}, {"ground", "request"}}),
      "ok");
  EXPECT_TRUE(card("admin", visitor).at("person").at("phone").is_null());
  EXPECT_EQ(card("admin", visitor).at("person").at("name"), "已注销");
  EXPECT_EQ(indicator("FA-06", "32").at("value"), 1);
  EXPECT_EQ(difference(), 0);
  auto verdict = verified();
  EXPECT_FALSE(verdict.broken.has_value());
  EXPECT_GE(verdict.erased, 2) << "the journal knows that something stood there, not what";
  std::int64_t anew = recorded("xuanwu", "李四", li);
  EXPECT_NE(anew, visitor) << "the same papers are a new person now";
}

TEST_F(People, AreCorrectedWithAReason) {
  std::int64_t id = recorded("xuanwu", "张小三", zhang);
  recorded("xuanwu", "李四", li);
  auto correct = [&](const char* who, json::object more) {
    more["person"] = std::to_string(id);
    more["reason"] = "本人持证件更正";
    return act(who, "people.correct_person", more);
  };
  EXPECT_EQ(correct("gulou_xuzhou", {{"name", "张晓三"}}), "people.person.not_found");
  EXPECT_EQ(correct("xuanwu", {{"name", "张3"}}), "people.name");
  EXPECT_EQ(correct("xuanwu", {{"phone", "12345"}}), "people.phone");
  EXPECT_EQ(correct("xuanwu", {{"document_number", li}}), "people.document_taken");
  EXPECT_EQ(correct("xuanwu", {{"name", "张晓三"}, {"phone", "+86 138-0000-9999"}}), "ok");
  EXPECT_EQ(card("xuanwu", id).at("person").at("phone"), "138****9999");
  EXPECT_EQ(record("xuanwu", "张晓三", zhang), "ok");
  EXPECT_EQ(record("xuanwu", "张小三", zhang), "people.name_differs");
}

TEST_F(People, AreSealedAnewWithANewKey) {
  std::int64_t id = recorded("xuanwu", "张小三", zhang);
  auto added = crypto::KeyRing::add_key(data_ + "/field-keys");
  ASSERT_TRUE(added.ok());
  EXPECT_EQ(*added, "k2");
  app::Settings settings = app_->settings;
  app_.reset();
  auto opened = app::open(settings);
  ASSERT_TRUE(opened.ok());
  app_ = std::move(*opened);
  auto seal = [&] {
    std::int64_t done = 0;
    good(app_->writer->run([&](unit::Batch& batch) -> Outcome {
      done = TRY(people::seal_anew(batch, 100));
      return Done{};
    }));
    return done;
  };
  EXPECT_EQ(card("xuanwu", id).at("person").at("document"), "110***********002X");
  EXPECT_EQ(seal(), 1);
  EXPECT_EQ(seal(), 0);
  EXPECT_EQ(card("xuanwu", id).at("person").at("document"), "110***********002X");
  EXPECT_EQ(recorded("xuanwu", "张小三", zhang), id) << "and is found again";
}

}  // namespace boai::story

// 疑似重复: found, judged or merged, and not asked again; a warning while one types; and every door
// of the domain tried by every role at three places.
#include "app/api.hpp"
#include "domains/people/port.hpp"
#include "tests/stories/office.hpp"

namespace boai::story {

class Pairs : public Office {
 protected:
  static constexpr const char* phone = "138 5150 7788";

  void SetUp() override {
    Office::SetUp();
    person("admin", "administrator", "32");
  }
  std::int64_t recorded(const std::string& who, const std::string& name, const std::string& kind,
                        const std::string& number, const std::string& branch = "320102",
                        const std::string& telephone = phone) {
    EXPECT_EQ(act(who, "people.record_person",
                  {{"branch", here(branch)},
                   {"purpose", "training"},
                   {"name", name},
                   {"document_kind", kind},
                   {"document_number", number},
                   {"phone", telephone}}),
              "ok");
    return last_.subject;
  }
  rights::Principal viewer(const std::string& who) {
    auto reader = app_->readers->borrow();
    return *rights::principal_of(**reader, who, app_->today());
  }
  json::object hunt(const std::string& who, const std::string& below = {}) {
    auto found = people::find_duplicates(*app_->readers, *app_->writer, *app_->house, viewer(who),
                                         {.below = below});
    return found.ok() ? *found : json::object{{"refused", found.error().code}};
  }
  json::array desk(const std::string& who) {
    auto reader = app_->readers->borrow();
    auto open = people::open_pairs(**reader, *app_->house, viewer(who));
    EXPECT_TRUE(open.ok()) << open.error().code;
    EXPECT_EQ(open->at("open"), open->at("items").as_array().size());
    return open->at("items").as_array();
  }
  std::string state_of_pair(std::int64_t pair) {
    for (const auto& row : seen_by("admin", "people.pair")) {
      if (row.at("id") == said(pair)) return std::string(row.at("state").as_string());
    }
    return "gone";
  }
  static json::value said(std::int64_t id) { return json::value(std::to_string(id).c_str()); }
  static std::int64_t id_of(const json::value& item) {
    return std::stoll(std::string(item.at("id").as_string()));
  }
  std::string judge(const std::string& who, std::int64_t pair) {
    return act(who, "people.judge_pair",
               {{"pair", std::to_string(pair)}, {"reason", "姐妹二人，当面核对"}});
  }
  std::string merge(const std::string& who, std::int64_t kept, std::int64_t other) {
    return act(who, "people.merge",
               {{"person", std::to_string(kept)},
                {"other", std::to_string(other)},
                {"reason", "旧护照与身份证，同一人"}});
  }
  // One woman twice in Xuanwu: by her card, and by a passport under a character that sounds alike.
  std::pair<std::int64_t, std::int64_t> one_woman_twice() {
    return {recorded("xuanwu", "欧阳静华", "resident_id", "320102199003070025"),
            recorded("xuanwu", "欧阳敬华", "passport", "E12345678")};
  }
};

TEST_F(Pairs, AreFoundOnceWithReasonsAndShownMasked) {
  auto [first, second] = one_woman_twice();
  recorded("xuanwu", "王海", "resident_id", "320102198501010012", "320102", "");
  json::object found = hunt("xuanwu");
  EXPECT_EQ(found.at("persons"), 3);
  EXPECT_EQ(found.at("found"), 1);
  EXPECT_EQ(found.at("fresh"), 1);
  EXPECT_EQ(hunt("xuanwu").at("fresh"), 0) << "the same pair is not kept twice";
  json::array items = desk("xuanwu");
  ASSERT_EQ(items.size(), 1U);
  EXPECT_EQ(items[0].at("sides").at(0).at("person").at("id"), said(first));
  EXPECT_EQ(items[0].at("sides").at(1).at("person").at("id"), said(second));
  std::string shown = json::serialize(items);
  EXPECT_NE(shown.find(R"({"field":"phone","finding":"same"})"), std::string::npos) << shown;
  EXPECT_NE(shown.find(R"({"field":"name","finding":"sound"})"), std::string::npos) << shown;
  for (const char* personal : {"欧阳静华", "13851507788", "320102199003070025", "E12345678"}) {
    EXPECT_EQ(shown.find(personal), std::string::npos) << personal;
    for (const auto& row : seen_by("xuanwu", "people.pair")) {
      EXPECT_EQ(json::serialize(row).find(personal), std::string::npos) << personal;
    }
  }
  EXPECT_FALSE(verified().broken.has_value());
}

TEST_F(Pairs, JudgedDifferentNeverComeBack) {
  one_woman_twice();
  hunt("xuanwu");
  std::int64_t pair = id_of(desk("xuanwu").at(0));
  EXPECT_EQ(judge("planner", pair), "rights.not_here");
  EXPECT_EQ(judge("xuanwu", pair), "ok");
  EXPECT_EQ(judge("xuanwu", pair), "people.pair_settled");
  EXPECT_EQ(hunt("xuanwu").at("fresh"), 0);
  EXPECT_EQ(hunt("admin").at("fresh"), 0);
  EXPECT_TRUE(desk("xuanwu").empty());
  EXPECT_EQ(state_of_pair(pair), "different");
}

TEST_F(Pairs, MergedAreClosedAndOpenAgainWhenTheMergeIsUndone) {
  auto [first, second] = one_woman_twice();
  std::int64_t third = recorded("xuanwu", "欧阳静华", "passport", "E98765432");
  EXPECT_EQ(hunt("xuanwu").at("found"), 3);
  EXPECT_EQ(merge("xuanwu", first, second), "ok");
  std::int64_t merged = last_.subject;
  std::map<std::string, int> states;
  for (const auto& row : seen_by("xuanwu", "people.pair")) {
    ++states[std::string(row.at("state").as_string())];
  }
  EXPECT_EQ(states["merged"], 1);
  EXPECT_EQ(states["lapsed"], 1) << "the third beside whoever is merged away";
  EXPECT_EQ(states["open"], 1);
  EXPECT_EQ(desk("xuanwu").at(0).at("sides").at(1).at("person").at("id"), said(third));
  EXPECT_EQ(hunt("xuanwu").at("found"), 1);
  EXPECT_EQ(act("xuanwu", "people.undo_merge",
                {{"merge", std::to_string(merged)}, {"reason", "核实为两人"}}),
            "ok");
  EXPECT_EQ(desk("xuanwu").size(), 3U);
  EXPECT_FALSE(verified().broken.has_value());
}

TEST_F(Pairs, OfTwoJudgedDifferentAMergeKnowsBetterAndItsUndoRemembers) {
  auto [first, second] = one_woman_twice();
  hunt("xuanwu");
  std::int64_t pair = id_of(desk("xuanwu").at(0));
  ASSERT_EQ(judge("xuanwu", pair), "ok");
  ASSERT_EQ(merge("xuanwu", first, second), "ok");
  std::int64_t merged = last_.subject;
  EXPECT_EQ(state_of_pair(pair), "merged");
  ASSERT_EQ(act("xuanwu", "people.undo_merge",
                {{"merge", std::to_string(merged)}, {"reason", "核实为两人"}}),
            "ok");
  EXPECT_EQ(state_of_pair(pair), "different");
}

TEST_F(Pairs, BelongToTheSocietyThatReachesBoth) {
  recorded("xuanwu", "欧阳静华", "resident_id", "320102199003070025");
  recorded("gulou_xuzhou", "欧阳敬华", "passport", "E12345678", "320302");
  EXPECT_EQ(hunt("xuanwu").at("found"), 0);
  EXPECT_EQ(hunt("gulou_xuzhou").at("found"), 0);
  EXPECT_EQ(hunt("nanjing").at("found"), 0);
  EXPECT_EQ(hunt("planner").at("refused"), "rights.not_held");
  EXPECT_EQ(hunt("admin").at("fresh"), 1);
  for (const char* who : {"xuanwu", "gulou_xuzhou", "nanjing"}) {
    EXPECT_TRUE(desk(who).empty()) << who;
    EXPECT_TRUE(seen_by(who, "people.pair").empty()) << who;
  }
  ASSERT_EQ(desk("admin").size(), 1U);
  EXPECT_EQ(seen_by("admin", "people.pair").at(0).at("branch"), said(at("32")));
  EXPECT_EQ(judge("xuanwu", id_of(desk("admin").at(0))), "rights.not_here");
}

TEST_F(Pairs, OfWhomANeighbourKnowsTooAreNotTheCountysToDecide) {
  auto [first, second] = one_woman_twice();
  EXPECT_EQ(recorded("gulou_xuzhou", "欧阳静华", "resident_id", "320102199003070025", "320302"),
            first);
  EXPECT_EQ(hunt("xuanwu").at("found"), 0) << "nor told that anybody else knows her";
  EXPECT_EQ(merge("xuanwu", first, second), "people.known_elsewhere");
  EXPECT_EQ(hunt("admin").at("found"), 1);
}

TEST_F(Pairs, OfAPersonMinimisedLapse) {
  EXPECT_EQ(act("xuanwu", "people.record_person",
                {{"branch", here("320102")},
                 {"purpose", "service"},
                 {"name", "欧阳静华"},
                 {"document_kind", "resident_id"},
                 {"document_number", "320102199003070025"},
                 {"phone", phone}}),
            "ok");
  std::int64_t visitor = last_.subject;
  recorded("xuanwu", "欧阳敬华", "passport", "E12345678");
  hunt("xuanwu");
  std::int64_t pair = id_of(desk("xuanwu").at(0));
  ASSERT_EQ(
      act("admin", "people.minimise", {{"person", std::to_string(visitor)}, {"ground", "request"}}),
      "ok");
  EXPECT_EQ(state_of_pair(pair), "lapsed");
  EXPECT_TRUE(desk("xuanwu").empty());
  EXPECT_EQ(hunt("xuanwu").at("found"), 0);
}

TEST_F(Pairs, WarnWhileOneTypesAndOnlyOfWhomSheMaySee) {
  std::int64_t known = recorded("xuanwu", "欧阳静华", "resident_id", "320102199003070025");
  recorded("gulou_xuzhou", "欧阳敬华", "passport", "E12345678", "320302");
  auto ask = [&](const std::string& who, const people::Papers& typed, const std::string& at_code) {
    auto reader = app_->readers->borrow();
    auto found = people::candidates(**reader, *app_->house, viewer(who), {typed, {at(at_code)}});
    return found.ok() ? *found : json::object{{"refused", found.error().code}};
  };
  people::Papers typed{"欧阳婧华", "passport", "G55556666", "13851507788"};
  json::object warned = ask("xuanwu", typed, "320102");
  ASSERT_EQ(warned.at("items").as_array().size(), 1U) << json::serialize(warned);
  EXPECT_EQ(warned.at("items").at(0).at("person").at("id"), said(known));
  EXPECT_EQ(warned.at("items").at(0).at("person").at("name"), "欧**");
  EXPECT_EQ(warned.at("all"), true);
  typed.name = "李建国";
  typed.phone = "13900000001";
  EXPECT_TRUE(ask("xuanwu", typed, "320102").at("items").as_array().empty());
  EXPECT_TRUE(ask("xuanwu", {}, "320102").at("items").as_array().empty());
}

TEST_F(Pairs, AreWarnedOfInALargeHouseByWhatAnIndexFinds) {
  std::int64_t known = recorded("xuanwu", "欧阳静华", "resident_id", "320102199003070025");
  recorded("xuanwu", "欧阳文", "resident_id", "320102198501010012", "320102", "13900000009");
  recorded("gulou_xuzhou", "欧阳敬华", "passport", "E12345678", "320302");
  auto ask = [&](const people::Papers& typed) {
    auto reader = app_->readers->borrow();
    auto found =
        people::candidates(**reader, *app_->house, viewer("xuanwu"), {typed, {at("320102")}, 0});
    return found.ok() ? *found : json::object{{"refused", found.error().code}};
  };
  // One letter misheard: found by her name, and sure by the phone.
  json::object misheard = ask({"欧阳婧华", "passport", "G55556666", "13851507788"});
  ASSERT_EQ(misheard.at("items").as_array().size(), 1U) << json::serialize(misheard);
  EXPECT_EQ(misheard.at("items").at(0).at("person").at("id"), said(known));
  EXPECT_EQ(misheard.at("all"), false);
  EXPECT_EQ(misheard.at("looked_at"), 1) << "neither the other county's nor another name's";
  // Two letters typed wrongly: no name leads to her, her number does.
  json::object mistyped = ask({"欧阳晴毕", "resident_id", "320102199003070025", ""});
  ASSERT_EQ(mistyped.at("looked_at"), 1) << json::serialize(mistyped);
  EXPECT_EQ(ask({"李建国", "passport", "G55556666", "13912345678"}).at("looked_at"), 0);
}

// Who stands at the desk: her card, her phone, or what she says her name is.
class AtTheDesk : public Pairs {
 protected:
  // The ids found, "more" or "stopped" after them, or the code of a refusal.
  std::string found(const std::string& who, const std::string& text) {
    auto reader = app_->readers->borrow();
    auto answer = people::persons_found(**reader, *app_->house, viewer(who), text, app_->today());
    if (!answer.ok()) return answer.error().code;
    shown_ = json::serialize(*answer);
    std::string ids;
    for (const auto& item : answer->at("items").as_array()) ids += said_id(item) + " ";
    return ids + (answer->at("more").as_bool() ? "more " : "");
  }
  static std::string said_id(const json::value& item) {
    return std::string(item.at("id").as_string());
  }
  static std::string line(std::initializer_list<std::int64_t> ids) {
    std::string text;
    for (std::int64_t id : ids) text += std::to_string(id) + " ";
    return text;
  }
  std::string shown_;
};

TEST_F(AtTheDesk, IsFoundByCardPhoneOrTheBeginningOfHerName) {
  auto [first, second] = one_woman_twice();
  std::int64_t wang = recorded("xuanwu", "王海", "resident_id", "320102198501010012", "320102", "");
  EXPECT_EQ(found("xuanwu", "320102199003070025"), line({first}));
  EXPECT_EQ(found("xuanwu", " 320102 19900307 0025 "), line({first})) << "as it is read aloud";
  EXPECT_EQ(found("xuanwu", "e12345678"), line({second}));
  EXPECT_EQ(found("xuanwu", "+86 138-5150-7788"), line({second, first})) << "敬 before 静";
  EXPECT_EQ(found("xuanwu", "欧阳"), line({second, first}));
  EXPECT_EQ(found("xuanwu", "欧阳静"), line({first}));
  EXPECT_EQ(found("xuanwu", "王"), line({wang}));
  EXPECT_EQ(found("xuanwu", "海"), "") << "only the beginning";
  EXPECT_EQ(found("xuanwu", "%"), "");
}

TEST_F(AtTheDesk, IsShownMaskedWithWhoKnowsHer) {
  one_woman_twice();
  found("xuanwu", "欧阳");
  for (const char* personal : {"静华", "敬华", "13851507788", "19900307", "E12345678"}) {
    EXPECT_EQ(shown_.find(personal), std::string::npos) << personal << " in " << shown_;
  }
  EXPECT_NE(shown_.find("玄武"), std::string::npos) << shown_;
  EXPECT_NE(shown_.find(R"("purpose":"training")"), std::string::npos) << shown_;
}

TEST_F(AtTheDesk, IsToldWhatIsWrongWithANumber) {
  EXPECT_EQ(found("xuanwu", "320102199003070024"), "people.document_check_digit");
  EXPECT_EQ(found("xuanwu", "320102199013070029"), "people.document_birthday");
  EXPECT_EQ(found("xuanwu", "12"), "people.no_number");
  EXPECT_EQ(found("xuanwu", "  "), "field.required");
  EXPECT_EQ(found("xuanwu", "320102199003070025"), "") << "a good number that nobody has";
}

TEST_F(AtTheDesk, IsFoundOnlyWhereSheIsKnown) {
  std::int64_t theirs = recorded("gulou_xuzhou", "欧阳敬华", "passport", "E12345678", "320302");
  for (const char* text : {"E12345678", "13851507788", "欧阳", "欧阳敬华"}) {
    EXPECT_EQ(found("xuanwu", text), "") << text;
    EXPECT_EQ(found("nanjing", text), "") << text;
    EXPECT_EQ(found("gulou_xuzhou", text), line({theirs})) << text;
    EXPECT_EQ(found("admin", text), line({theirs})) << text;
  }
  // Known in both counties, each sees only its own relation.
  recorded("xuanwu", "欧阳敬华", "passport", "E12345678");
  EXPECT_EQ(found("xuanwu", "E12345678"), line({theirs}));
  EXPECT_EQ(shown_.find("鼓楼"), std::string::npos) << shown_;
}

TEST_F(AtTheDesk, IsOneOfManyWhoGaveOnePhone) {
  for (int at = 100; at <= 100 + people::persons_shown; ++at)
    recorded("xuanwu", "李娜", "passport", "E12345" + std::to_string(at));
  std::string many = found("xuanwu", phone);
  EXPECT_EQ(std::ranges::count(many, ' '), people::persons_shown + 1) << many;
  EXPECT_TRUE(many.ends_with("more ")) << many;
}

TEST_F(AtTheDesk, IsFoundByThePapersOfARecordThatWasMerged) {
  auto [first, second] = one_woman_twice();
  ASSERT_EQ(merge("xuanwu", first, second), "ok");
  EXPECT_EQ(found("xuanwu", "E12345678"), line({first}));
  EXPECT_EQ(found("xuanwu", "欧阳"), line({first}));
  EXPECT_EQ(found("admin", "欧阳"), line({first}));
}

TEST_F(Pairs, APersonTakesBackHerOwnConsentAndNobodyElses) {
  std::int64_t mine = recorded("xuanwu", "欧阳静华", "resident_id", "320102199003070025");
  std::int64_t other = recorded("xuanwu", "王海", "resident_id", "320102198501010012");
  auto consent_of = [&](std::int64_t whom) {
    EXPECT_EQ(act("xuanwu", "people.give_consent",
                  {{"branch", here("320102")},
                   {"person", std::to_string(whom)},
                   {"use", "notices"},
                   {"channel", "counter"},
                   {"given", "2026-11-20"}}),
              "ok");
    return last_.subject;
  };
  std::int64_t hers = consent_of(mine), his = consent_of(other);
  person("ouyang", "member", "320302");  // wherever her account stands
  ASSERT_EQ(act("admin", "people.link_account",
                {{"person", std::to_string(mine)}, {"account", "ouyang"}}),
            "ok");
  auto withdraw = [&](const std::string& who, std::int64_t whom, std::int64_t consent) {
    return act(who, "people.withdraw_own_consent",
               {{"person", std::to_string(whom)}, {"consent", std::to_string(consent)}});
  };
  EXPECT_EQ(withdraw("ouyang", other, his), "people.person.not_found");
  EXPECT_EQ(withdraw("ouyang", mine, his), "people.consent.not_found");
  EXPECT_EQ(withdraw("xuanwu", mine, hers), "people.person.not_found");
  EXPECT_EQ(withdraw("ouyang", mine, hers), "ok");
  EXPECT_EQ(withdraw("ouyang", mine, hers), "people.consent_withdrawn");
  EXPECT_EQ(act("ouyang", "people.withdraw_consent",
                {{"consent", std::to_string(his)}, {"channel", "web"}}),
            "rights.not_here");
}

}  // namespace boai::story

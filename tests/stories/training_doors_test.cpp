// Every door of training and people, tried by every role at three other places: of a county's
// classes, trainees, instructors, certificates and messages nothing is in a list, a count, a file,
// a refusal; and no command moves anything there.
#include "app/messaging.hpp"
#include "tests/stories/class_office.hpp"
#include "tests/stories/doors.hpp"

namespace boai::story {

class TrainingDoors : public WithDoors<TrainingDesk> {
 protected:
  // Only Xuanwu's people and classes carry this surname.
  static constexpr const char* ji = "嵇";
  static constexpr const char* story_word = "地铁站台";

  bool ours(const record::Type& type) {
    return type.name.starts_with("training.") || type.name.starts_with("people.");
  }
  void settle_sites() {
    EXPECT_EQ(act("clerk", "training.register_area",
                  {{"branch", here("320102")},
                   {"name", "嵇家山"},
                   {"grade", "5a"},
                   {"since", "2010-01-01"}}),
              "ok");
    EXPECT_EQ(act("clerk", "training.open_site",
                  {{"branch", here("320102")},
                   {"name", "嵇家山救护站"},
                   {"kind", "station"},
                   {"area", last()},
                   {"place", "嵇家山北门"},
                   {"opened", "2026-05-01"}}),
              "ok");
    EXPECT_EQ(act("clerk", "training.record_campaign",
                  {{"branch", here("320102")},
                   {"kind", "contest"},
                   {"title", "嵇家杯"},
                   {"day", "2026-06-01"},
                   {"source", "嵇文"}}),
              "ok");
  }
  // A class with all that can hang on one.
  void settle() {
    std::string teacher = instructor("嵇教员", 950);
    EXPECT_EQ(act("clerk", "training.set_unavailable",
                  {{"instructor", teacher}, {"since", "2027-05-01"}, {"until", "2027-05-02"}}),
              "ok");
    // Somebody who is told by message: a phone, and her consent.
    EXPECT_EQ(
        act("xuanwu", "people.record_person",
            with(papers("嵇小满", 3),
                 {{"branch", here("320102")}, {"purpose", "service"}, {"phone", "15252097531"}})),
        "ok");
    EXPECT_EQ(act("xuanwu", "people.give_consent",
                  {{"branch", here("320102")},
                   {"person", last()},
                   {"use", "notices"},
                   {"channel", "counter"},
                   {"given", "2026-11-20"}}),
              "ok");
    std::string id = published(plan("嵇家社区班", "2026-12-05", 10));
    std::string held = enrol(id, "嵇静华", 1), failed = enrol(id, "嵇大年", 2);
    auto by = Examiners{duty(id, "examiner", "嵇考官", 801), duty(id, "examiner", "嵇考官乙", 802)};
    attend(id, {held, failed});
    pass(held, by);
    EXPECT_EQ(theory(failed, 20, by), "ok");
    EXPECT_EQ(act("clerk", "training.evaluate",
                  {{"enrolment", held},
                   {"content", 5},
                   {"teaching", 5},
                   {"organisation", 5},
                   {"comment", "嵇说很好"}}),
              "ok");
    EXPECT_EQ(act("clerk", "training.close_marks", {{"class", id}}), "ok");
    EXPECT_EQ(act("clerk", "training.issue_class", {{"class", id}}), "ok");
    number_ =
        word("training.certificate", word("training.enrolment", held, "certificate"), "number");
    EXPECT_EQ(act("clerk", "training.register_rescue",
                  with(papers("嵇静华", 1), {{"branch", here("320102")},
                                             {"day", "2026-12-06"},
                                             {"place", story_word},
                                             {"help", "cpr"},
                                             {"outcome", "recovered"},
                                             {"story", "嵇在地铁站台施救"}})),
              "ok");
    settle_sites();
    std::string moved = published(plan("嵇家搬迁班", "2027-02-01", 10), 920);
    enrol(moved, "嵇小满", 3);
    EXPECT_EQ(act("clerk", "training.cancel_class", {{"class", moved}, {"reason", "嵇场地停用"}}),
              "ok");
    EXPECT_EQ(act("clerk", "training.plan_class", plan("嵇家待批班", "2027-03-01", 10)), "ok");
    EXPECT_EQ(act("clerk", "training.submit_class", {{"class", last()}}), "ok");
    EXPECT_TRUE(app::write_notices(*app_).ok());
    for (const record::Type* type : app_->house->types.all()) {
      if (!ours(*type)) continue;
      for (const auto& row : seen_by("operator", std::string(type->name), {{"limit", "200"}})) {
        auto branch = row.find("branch");
        bool elsewhere = branch != row.end() && branch->value() != json::value(here("320102"));
        if (!elsewhere)
          ids_[std::string(type->name)].push_back(
              std::stoll(std::string(row.at("id").as_string())));
      }
    }
  }
  std::vector<std::string> outsiders() {
    std::vector<std::string> accounts;
    for (const auto& role : app_->house->roles.roles) {
      for (const char* branch : {"320302", "3203", "320506"}) {
        accounts.push_back(role.code + "-" + branch);
        person(accounts.back(), role.code, branch);
      }
    }
    return accounts;
  }
  // What is published is for everybody: classes one may enrol in; no person ever.
  void expect_silence(const std::string& who, const std::string& target, const Answer& answer) {
    std::vector<std::string> telling = {ji, story_word, resident("19900101", 1), number_, "7531"};
    for (const std::string& told : telling) {
      EXPECT_EQ(answer.text.find(told), std::string::npos)
          << who << " " << target << " tells " << told << ": " << answer.text.substr(0, 400);
    }
  }
  std::string address(std::string pattern, const std::string& id) {
    for (std::size_t at = 0; (at = pattern.find('{')) != std::string::npos;) {
      pattern.replace(at, pattern.find('}', at) - at + 1, id);
    }
    return pattern;
  }
  // The fields of a command, filled so that it would mean theirs wherever it can.
  json::object meant(const command::Type& command, const std::string& who) {
    json::object fields;
    for (const record::Field& field : command.fields) {
      std::string target(field.traits.target), name(field.name);
      if (target == "identity.account") {
        fields[name] = std::to_string(session(who).session.account);
      } else if (target == "network.society") {
        fields[name] = here("320102");
      } else if (!target.empty()) {
        auto known = ids_.find(target);
        fields[name] = known == ids_.end() ? "1" : std::to_string(known->second.front());
      } else if (field.kind == record::Kind::day) {
        fields[name] = "2026-12-07";
      } else if (field.kind == record::Kind::integer) {
        fields[name] = 1;
      } else if (field.kind == record::Kind::boolean) {
        fields[name] = true;
      } else if (!field.traits.codes.empty()) {
        fields[name] = app_->house->codes.at(std::string(field.traits.codes)).front().code;
      } else {
        fields[name] = name == "document_number" ? resident("19900101", 1) : "试探";
      }
    }
    return fields;
  }

  std::string number_;
  std::map<std::string, std::vector<std::int64_t>> ids_;
};

TEST_F(TrainingDoors, TellNoOtherPlaceAnything) {
  settle();
  if (HasFatalFailure()) return;
  std::string kinds;
  for (const auto& [type, ids] : ids_) kinds += type + " ";
  EXPECT_GE(ids_.size(), 18U) << kinds;
  int knocks = 0;
  for (const std::string& who : outsiders()) {
    for (const auto& [type, ids] : ids_) {
      for (const std::string& target :
           {"/api/records/" + type, "/api/exports/" + type + "?format=csv"}) {
        Answer answer = ask(who, "GET", target);
        expect_silence(who, target, answer);
        for (std::int64_t id : ids) {
          EXPECT_EQ(answer.text.find("\"id\":\"" + std::to_string(id) + "\""), std::string::npos)
              << who << " " << target;
        }
        ++knocks;
      }
      for (const char* tail : {"", "/journal"}) {
        std::string at = "/api/records/" + type + "/";
        Answer theirs = ask(who, "GET", at + std::to_string(ids.front()) + tail);
        Answer nobodys = ask(who, "GET", at + "999999999999" + tail);
        EXPECT_EQ(theirs.status, nobodys.status) << who << " " << at << tail;
        EXPECT_EQ(theirs.text, nobodys.text) << who << " " << at << tail;
        ++knocks;
      }
    }
  }
  EXPECT_GT(knocks, 1000);
}

TEST_F(TrainingDoors, OfEveryRouteAnswerStrangersAsIfNothingWereThere) {
  settle();
  if (HasFatalFailure()) return;
  int knocks = 0;
  for (const std::string& who : outsiders()) {
    for (const http::Route& route : router_.routes()) {
      bool about = route.pattern.starts_with("/api/training/") ||
                   route.pattern.starts_with("/api/people/") ||
                   route.pattern.starts_with("/api/learn") || route.pattern.starts_with("/api/my/");
      if (!about) continue;
      bool named = route.pattern.find('{') != std::string::npos;
      std::string form = R"({"purpose":"training","name":"嵇静华","number":")" + number_ + "\"}";
      if (!named) {
        std::string target =
            route.method == "GET" ? route.pattern + "?q=" + number_ : route.pattern;
        expect_silence(who, target, ask(who, route.method, target, form));
        ++knocks;
        continue;
      }
      Answer nobodys = ask(who, route.method, address(route.pattern, "999999999999"), form);
      for (const auto& [type, ids] : ids_) {
        std::string target = address(route.pattern, std::to_string(ids.front()));
        Answer answer = ask(who, route.method, target, form);
        expect_silence(who, route.method + " " + target, answer);
        if (answer.status != 404 && answer.status != 403) {
          EXPECT_EQ(answer.text, nobodys.text) << who << " " << route.method << " " << target;
        }
        ++knocks;
      }
    }
  }
  EXPECT_GT(knocks, 1000);
}

TEST_F(TrainingDoors, LetNoStrangersCommandThrough) {
  settle();
  if (HasFatalFailure()) return;
  auto strangers = outsiders();
  for (const std::string& who : strangers) session(who);
  auto before = verified().rows;
  int knocks = 0;
  for (const std::string& who : strangers) {
    for (const command::Type& each : app_->commands.all()) {
      bool about = each.name.starts_with("training.") || each.name.starts_with("people.");
      if (!about) continue;
      std::string told = command(who, std::string(each.name), meant(each, who));
      expect_silence(who, std::string(each.name), {0, told});
      EXPECT_NE(told.find("\"code\""), std::string::npos) << who << " did " << each.name << told;
      ++knocks;
    }
  }
  EXPECT_GT(knocks, 1000);
  EXPECT_EQ(verified().rows, before) << "nothing was written";
}

}  // namespace boai::story

// A county's training desk: who plans, who approves, who teaches, who examines, and trainees.
#pragma once

#include "tests/stories/office.hpp"

namespace boai::story {

class TrainingDesk : public Office {
 protected:
  void SetUp() override {
    Office::SetUp();
    good(app::make_certificate_keys(*app_));
    person("clerk", "training_officer", "320102");
    person("colleague", "training_officer", "320102");
    person("head", "county_head", "320102");
    person("trainer", "instructor", "320102");
    person("officer", "provincial_training_officer", "32");
    person("chief", "leader", "32");
  }

  void now(const std::string& instant) {
    static_cast<FixedClock&>(*app_->clock).set(*parse_instant(instant));
  }
  void on(const std::string& day) { now(day + "T02:00:00.000Z"); }  // ten in the morning

  // A resident's number that passes its check, of that birthday.
  static std::string resident(const std::string& birthday, int number) {
    std::string serial = std::to_string(number);
    std::string text = "320102" + birthday + std::string(3 - serial.size(), '0') + serial;
    constexpr int weights[] = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    int sum = 0;
    for (int at = 0; at < 17; ++at) sum += (text[static_cast<std::size_t>(at)] - '0') * weights[at];
    return text + "10X98765432"[sum % 11];
  }
  static json::object papers(const std::string& name, int number,
                             const std::string& birthday = "19900101") {
    return {{"name", name},
            {"document_kind", "resident_id"},
            {"document_number", resident(birthday, number)}};
  }
  static json::object with(json::object one, const json::object& more) {
    for (const auto& member : more) one[member.key()] = member.value();
    return one;
  }
  std::string last() { return std::to_string(last_.subject); }

  json::object plan(const std::string& title, const std::string& start, std::int64_t seats = 20) {
    return {{"branch", here("320102")},
            {"title", title},
            {"course", "first_aider"},
            {"setting", "school"},
            {"place", "玄武中学"},
            {"start", start},
            {"seats", seats}};
  }
  std::string matter_of(const std::string& kind) {
    auto rows = seen_by("operator", "matters.matter", {{"state", "open"}, {"kind", kind}});
    return rows.empty() ? "" : std::string(rows[0].at("id").as_string());
  }
  // An instructor as the law of the house wants one: registered by the county, trained as the
  // province records, authorised where she teaches.
  std::string instructor(const std::string& name, int number,
                         const std::string& trained = "2026-03-01", json::object more = {}) {
    json::object asked = with(papers(name, number, "19800101"), {{"branch", here("320102")}});
    EXPECT_EQ(act("clerk", "training.register_instructor", with(asked, more)), "ok");
    std::string id = last();
    EXPECT_EQ(fact("officer", id, "trained", trained, {{"amount", 40}, {"level", "instructor"}}),
              "ok");
    EXPECT_EQ(fact("clerk", id, "authorised", trained, {{"region", "320102"}}), "ok");
    return id;
  }
  std::string fact(const std::string& who, const std::string& instructor, const std::string& what,
                   const std::string& day, const json::object& more = {}) {
    return act(
        who, "training.record_fact",
        with({{"instructor", instructor}, {"what", what}, {"day", day}, {"source", "存档"}}, more));
  }
  std::string duty(const std::string& of_class, const std::string& role, const std::string& name,
                   int number) {
    if (role == "instructor") instructor(name, number);
    EXPECT_EQ(act("clerk", "training.assign_duty",
                  with(papers(name, number, "19800101"), {{"class", of_class}, {"role", role}})),
              "ok");
    return last();
  }
  // Planned, approved by the head, with its instructors, published.
  std::string published(const json::object& planned, int first_instructor = 900) {
    EXPECT_EQ(act("clerk", "training.plan_class", planned), "ok");
    std::string id = last();
    auto needed = (planned.at("seats").as_int64() + 9) / 10;
    for (int number = 0; number < needed; ++number) {
      duty(id, "instructor", "教员" + std::string(1, static_cast<char>('A' + number)),
           first_instructor + number);
    }
    EXPECT_EQ(act("clerk", "training.submit_class", {{"class", id}}), "ok");
    EXPECT_EQ(act("head", "matters.approve", {{"matter", matter_of("training.class")}}), "ok");
    EXPECT_EQ(act("clerk", "training.publish_class", {{"class", id}}), "ok");
    return id;
  }
  std::string enrol(const std::string& of_class, const std::string& name, int number) {
    EXPECT_EQ(act("clerk", "training.enrol", with(papers(name, number), {{"class", of_class}})),
              "ok");
    return last();
  }
  json::object one(const std::string& type, const std::string& id) {
    auto reader = app_->readers->borrow();
    auto viewer = rights::principal_of(**reader, "operator", app_->today());
    auto found =
        lists::one(**reader, *app_->house, *app_->house->types.find(type), *viewer, std::stoll(id));
    EXPECT_TRUE(found.ok()) << found.error().code;
    return found.ok() ? *found : json::object{};
  }
  std::string word(const std::string& type, const std::string& id, const char* field) {
    auto record = one(type, id);
    auto& value = record.at(field);
    return value.is_string() ? std::string(value.as_string()) : json::serialize(value);
  }
  std::vector<std::string> sessions(const std::string& of_class) {
    std::vector<std::pair<std::int64_t, std::string>> found;
    for (const auto& row : seen_by("operator", "training.session", {{"class", of_class}})) {
      found.emplace_back(row.at("ordinal").as_int64(), std::string(row.at("id").as_string()));
    }
    std::ranges::sort(found);
    std::vector<std::string> ids;
    for (auto& [ordinal, id] : found) ids.push_back(id);
    return ids;
  }
  // Present at every half day, on its day.
  void attend(const std::string& of_class, const std::vector<std::string>& enrolments) {
    for (const std::string& session : sessions(of_class)) {
      on(word("training.session", session, "day"));
      for (const std::string& enrolment : enrolments) {
        EXPECT_EQ(act("trainer", "training.sign_in_trainee",
                      {{"session", session}, {"enrolment", enrolment}}),
                  "ok");
      }
    }
  }
  struct Examiners {
    std::string one, two;
  };
  Examiners examiners(const std::string& of_class) {
    return {duty(of_class, "examiner", "考官甲", 801), duty(of_class, "examiner", "考官乙", 802)};
  }
  std::string theory(const std::string& enrolment, std::int64_t score, const Examiners& by) {
    return act("trainer", "training.mark_theory",
               {{"enrolment", enrolment}, {"score", score}, {"examiner", by.one}});
  }
  std::string station(const std::string& enrolment, const std::string& code, bool passed,
                      const Examiners& by) {
    return act("trainer", "training.mark_station",
               {{"enrolment", enrolment},
                {"station", code},
                {"passed", passed},
                {"examiner", by.one},
                {"second_examiner", by.two}});
  }
  void pass(const std::string& enrolment, const Examiners& by,
            const std::vector<std::string>& stations = {"cpr", "aed", "airway", "trauma"}) {
    EXPECT_EQ(theory(enrolment, 80, by), "ok");
    for (const std::string& code : stations) EXPECT_EQ(station(enrolment, code, true, by), "ok");
  }
};

}  // namespace boai::story

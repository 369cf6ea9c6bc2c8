#include "domains/training/rules/notice.hpp"

#include <gtest/gtest.h>

#include <set>

#include "domains/training/rules/rescue.hpp"

namespace boai::training {

namespace {

Day that(const char* iso) { return *Day::parse(iso); }
Instant moment(const char* iso) { return *parse_instant(iso); }

constexpr const char* pack = R"(
schedules:
  - {since: 2020-01-01, course: first_aider, days: [1, -7, -90, -30]}
  - {since: 2027-01-01, course: first_aider, days: [-60, -7]}
catch_up_days: 30
quiet:
  - {since: 2020-01-01, from: "21:00", until: "08:00"}
  - {since: 2027-01-01, from: "12:00", until: "14:00"}
order: [sms, wechat, in_app]
adaptors: {sms: file, wechat: off}
retry: {tries: 4, first_s: 60, factor: 4}
english_for: [passport]
templates:
  - {code: a, since: 2020-01-01, zh: "旧{x}", en: "old {x}"}
  - {code: a, since: 2027-01-01, zh: "新{x}", en: "new {x}"}
)";
NoticeRules rules() { return *read_notices(pack); }

}  // namespace

TEST(OffsetsOfACertificate, AreDueByTheNewestAndOnce) {
  Schedule schedule = *rules().schedule_on("first_aider", that("2026-11-23"));
  struct Row {
    const char* name;
    const char* today;
    int newest;  // 0: none
    std::vector<int> before;
  };
  // The last day is 2027-02-19.
  for (const Row& row : std::vector<Row>{
           {"ninety-one days before", "2026-11-20", 0, {}},
           {"ninety", "2026-11-21", -90, {}},
           {"thirty days late is not too late", "2026-12-21", -90, {}},
           {"thirty-one is", "2026-12-22", 0, {}},
           {"thirty before", "2027-01-20", -30, {-90}},
           {"eight before", "2027-02-11", -30, {-90}},
           {"seven before", "2027-02-12", -7, {-90, -30}},
           {"the last day", "2027-02-19", -7, {-90, -30}},
           {"the day after", "2027-02-20", 1, {-90, -30, -7}},
           {"a month after that", "2027-03-22", 1, {-90, -30, -7}},
           {"and a day", "2027-03-23", 0, {}},
       }) {
    SCOPED_TRACE(row.name);
    auto due = due_offsets(schedule, that("2027-02-19"), that(row.today), 30);
    EXPECT_EQ(due.has_value(), row.newest != 0);
    if (!due) continue;
    EXPECT_EQ(*due, (DueOffsets{row.newest, row.before}));
  }
}

// What the store is asked by spans of last days is what each certificate would say itself.
TEST(SpansOfLastDays, AreTheCertificatesThatAreDue) {
  for (int catch_up : {0, 5, 30, 400}) {
    for (const Schedule& schedule : rules().schedules) {
      Day today = that("2026-11-23");
      for (int at = -500; at <= 500; ++at) {
        Day last_day = today.plus_days(at);
        std::set<int> by_span;
        for (const LastDays& span : last_days_due(schedule, today, catch_up)) {
          if (span.from <= last_day && last_day <= span.until) by_span.insert(span.offset);
        }
        auto due = due_offsets(schedule, last_day, today, catch_up);
        std::set<int> by_itself;
        if (due) by_itself.insert(due->newest);
        EXPECT_EQ(by_span, by_itself) << catch_up << " " << to_text(last_day);
      }
    }
  }
}

TEST(QuietHours, EndBeforeAnythingLeaves) {
  struct Row {
    const char *name, *asked, *answer;
  };
  for (const Row& row : std::vector<Row>{
           {"by day", "2026-11-23T04:00:00.000Z", "2026-11-23T04:00:00.000Z"},
           {"a minute before nine", "2026-11-23T12:59:59.000Z", "2026-11-23T12:59:59.000Z"},
           {"nine in the evening", "2026-11-23T13:00:00.000Z", "2026-11-24T00:00:00.000Z"},
           {"before midnight", "2026-11-23T15:59:00.000Z", "2026-11-24T00:00:00.000Z"},
           {"after midnight", "2026-11-23T16:00:00.000Z", "2026-11-24T00:00:00.000Z"},
           {"a minute to eight", "2026-11-23T23:59:00.000Z", "2026-11-24T00:00:00.000Z"},
           {"eight", "2026-11-24T00:00:00.000Z", "2026-11-24T00:00:00.000Z"},
           {"another rule from 2027 on", "2027-01-05T13:00:00.000Z", "2027-01-05T13:00:00.000Z"},
           {"which rests at noon", "2027-01-05T04:30:00.000Z", "2027-01-05T06:00:00.000Z"},
       }) {
    SCOPED_TRACE(row.name);
    EXPECT_EQ(to_text(not_quiet(rules(), moment(row.asked))), row.answer);
  }
}

TEST(AFailure, IsTriedAgainLaterAndLater) {
  Instant ten = moment("2026-11-23T02:00:00.000Z");
  struct Row {
    int failures;
    const char* answer;
  };
  for (const Row& row : std::vector<Row>{
           {1, "2026-11-23T02:01:00.000Z"},
           {2, "2026-11-23T02:04:00.000Z"},
           {3, "2026-11-23T02:16:00.000Z"},
           {4, ""},
           {5, ""},
       }) {
    SCOPED_TRACE(row.failures);
    auto again = next_try(rules(), row.failures, ten);
    EXPECT_EQ(again ? to_text(*again) : "", row.answer);
  }
  EXPECT_EQ(to_text(*next_try(rules(), 1, moment("2026-11-23T12:59:30.000Z"))),
            "2026-11-24T00:00:00.000Z")
      << "not into the night";
}

TEST(AChannel, IsTheFirstThatReachesHer) {
  NoticeRules usual = rules(), wechat = rules(), none = rules();
  wechat.adaptors = {{"sms", "off"}, {"wechat", "file"}};
  none.adaptors.clear();
  struct Row {
    const NoticeRules* rules;
    bool phone, account;
    const char* answer;
  };
  for (const Row& row : std::vector<Row>{
           {&usual, true, true, "sms"},
           {&usual, false, true, "in_app"},
           {&usual, false, false, ""},
           {&wechat, true, true, "wechat"},
           {&none, true, true, "in_app"},
           {&none, true, false, ""},
       }) {
    EXPECT_EQ(channel_for(*row.rules, {row.phone, row.account}), row.answer);
  }
}

TEST(AText, IsFilledFromTheTemplateOfTheDay) {
  EXPECT_EQ(filled(rules().template_on("a", that("2026-12-31"))->zh, {{"x", "1"}}), "旧1");
  EXPECT_EQ(filled(rules().template_on("a", that("2027-01-01"))->zh, {{"x", "1"}}), "新1");
  EXPECT_EQ(rules().template_on("b", that("2027-01-01")), nullptr);
  EXPECT_EQ(filled("a{x}b{y}c", {{"x", "{y}"}}), "a{y}bc") << "what is filled in is not read again";
  EXPECT_EQ(filled("a{x", {{"x", "1"}}), "a");
}

TEST(ThePackOfNotices, IsReadOrRefused) {
  auto without = [](std::string from, std::string_view part, std::string_view instead) {
    std::size_t at = from.find(part);
    EXPECT_NE(at, std::string::npos);
    return from.replace(at, part.size(), instead);
  };
  struct Row {
    std::string yaml;
    const char* answer;
  };
  for (const Row& row : std::vector<Row>{
           {pack, "ok"},
           {"", "pack.notices"},
           {without(pack, "[1, -7, -90, -30]", "[1, 1]"), "pack.notices"},
           {without(pack, "[1, -7, -90, -30]", "[]"), "pack.notices"},
           {without(pack, "\"21:00\"", "\"25:00\""), "pack.notices"},
           {without(pack, "\"21:00\"", "\"2100\""), "pack.notices"},
           {without(pack, "tries: 4", "tries: 0"), "pack.notices"},
           {without(pack, "since: 2020-01-01, course", "since: once, course"), "pack.notices"},
       }) {
    EXPECT_EQ(answer_of(read_notices(row.yaml)), row.answer) << row.yaml;
  }
}

TEST(AStory, NamesNobodyByNumber) {
  struct Row {
    const char* story;
    bool named;
  };
  for (const Row& row : std::vector<Row>{
           {"一位老人倒地，按压 120 次后恢复", false},
           {"2026-11-22 08:30 在站台", false},
           {"电话13851500000", true},
           {"电话 138-5150 0000", true},
           {"身份证 32010219900101123X", true},
           {"1234567890", false},
           {"12345 个, 67890 个, 1", false},
           {"", false},
       }) {
    SCOPED_TRACE(row.story);
    EXPECT_EQ(names_by_number(row.story), row.named);
  }
}

TEST(TheTrainingThatCounts, IsTheNewestBeforeTheDay) {
  auto certificate = [](std::int64_t id, const char* day) {
    Certificate made;
    made.id = {id};
    made.branch = {10 + id};
    made.day = that(day);
    return made;
  };
  auto attendance = [](const char* day, bool passed) {
    Attendance made;
    made.branch = {99};
    made.day = that(day);
    made.passed = passed;
    return made;
  };
  std::vector<Certificate> certificates{certificate(1, "2020-05-01"), certificate(2, "2024-05-01")};
  std::vector<Attendance> attendances{attendance("2024-05-01", true),
                                      attendance("2025-06-01", true),
                                      attendance("2026-06-01", false)};
  struct Row {
    const char *day, *on;
    std::int64_t certificate, branch;
  };
  for (const Row& row : std::vector<Row>{
           {"2020-04-30", "", 0, 0},
           {"2020-05-01", "2020-05-01", 1, 11},
           {"2024-05-01", "2024-05-01", 2, 12},
           {"2026-11-23", "2025-06-01", 0, 99},
       }) {
    SCOPED_TRACE(row.day);
    auto trained = trained_before(certificates, attendances, that(row.day));
    ASSERT_EQ(trained.ok(), *row.on != '\0');
    if (!trained.ok()) continue;
    EXPECT_EQ(to_text(trained->on), row.on);
    EXPECT_EQ(trained->certificate.number, row.certificate);
    EXPECT_EQ(trained->branch.number, row.branch);
  }
}

}  // namespace boai::training

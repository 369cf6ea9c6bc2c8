#include <gtest/gtest.h>

#include "domains/training/rules/certificate.hpp"
#include "domains/training/rules/class.hpp"

namespace boai::training {

Day day(const char* iso) { return *Day::parse(iso); }

Course first_aider() {
  Course course;
  course.code = "first_aider";
  course.certificate = true;
  course.validity_months = 36;
  course.renewal_days = 180;
  course.grace_days = 180;
  course.minimum_age = 18;
  course.class_size = 50;
  course.practice_ratio = 10;
  course.theory_pass = 60;
  course.theory_attempts = course.station_attempts = 2;
  course.excused_half_days = 1;
  course.syllabuses.push_back({.version = "2021",
                               .from = day("2021-01-01"),
                               .until = {},
                               .half_days = 4,
                               .items = {},
                               .stations = {{"cpr", "", ""}, {"aed", "", ""}}});
  return course;
}

TEST(AClass, GoesStepByStep) {
  struct Row {
    Step step;
    std::string state, answer;
  };
  for (const Row& row : std::vector<Row>{
           {Step::plan, "planned", "ok"},
           {Step::plan, "returned", "ok"},
           {Step::plan, "submitted", "training.under_approval"},
           {Step::plan, "approved", "training.class_state"},
           {Step::submit, "planned", "ok"},
           {Step::submit, "submitted", "training.under_approval"},
           {Step::publish, "planned", "training.not_approved"},
           {Step::publish, "submitted", "training.under_approval"},
           {Step::publish, "approved", "ok"},
           {Step::publish, "published", "training.class_state"},
           {Step::enrol, "approved", "training.class_state"},
           {Step::enrol, "published", "ok"},
           {Step::enrol, "running", "training.class_state"},
           {Step::enrol_late, "running", "ok"},
           {Step::teach, "examined", "training.class_state"},
           {Step::close, "enrolling", "training.class_state"},
           {Step::close, "running", "ok"},
           {Step::issue, "running", "training.class_state"},
           {Step::issue, "examined", "ok"},
           {Step::issue, "certified", "training.class_state"},
           {Step::move, "running", "training.class_state"},
           {Step::cancel, "running", "ok"},
           {Step::cancel, "examined", "training.class_state"},
           {Step::archive, "certified", "ok"},
           {Step::archive, "cancelled", "training.class_state"},
       }) {
    SCOPED_TRACE(row.state + " " + row.answer);
    EXPECT_EQ(answer_of(may(row.step, row.state)), row.answer);
  }
}

TEST(ATimetable, FollowsTheSyllabusOrWhatWasTyped) {
  struct Row {
    std::string typed;
    std::int64_t half_days;
    std::string answer;
  };
  for (const Row& row : std::vector<Row>{
           {"", 3, "2026-12-01 am,2026-12-01 pm,2026-12-02 am,"},
           {"2026-12-08 pm, 2026-12-01 am,2026-12-01 evening", 3,
            "2026-12-01 am,2026-12-01 evening,2026-12-08 pm,"},
           {"2026-12-01 am", 2, "training.sessions_count"},
           {"2026-12-01 am,2026-12-01 am", 2, "training.sessions_twice"},
           {"2026-12-01 noon", 1, "training.sessions"},
           {"tomorrow", 1, "training.sessions"},
           {"2026-12-02 am", 1, "training.before_start"},
       }) {
    SCOPED_TRACE(row.typed);
    auto half_days = half_days_of({row.typed, day("2026-12-01"), row.half_days});
    std::string answer = answer_of(half_days);
    if (half_days.ok()) {
      answer.clear();
      for (const HalfDay& each : *half_days) answer += to_text(each.day) + " " + each.half + ",";
    }
    EXPECT_EQ(answer, row.answer);
  }
}

TEST(ASignIn, TakesPlaceWhenTheDeviceSaysPutRightByItsClock) {
  auto at = [](const char* iso) { return *parse_instant(iso); };
  struct Row {
    std::string scanned, sent, received, answer;
  };
  for (const Row& row : std::vector<Row>{
           {"", "", "2026-12-01T01:00:00.000Z", "2026-12-01T01:00:00.000Z 0 "},
           // Scanned in the morning, sent at night by a clock that is right.
           {"2026-12-01T01:00:00.000Z", "2026-12-01T14:00:00.000Z", "2026-12-01T14:00:00.000Z",
            "2026-12-01T01:00:00.000Z 0 "},
           // Two minutes slow: within the limit.
           {"2026-12-01T00:58:00.000Z", "2026-12-01T13:58:00.000Z", "2026-12-01T14:00:00.000Z",
            "2026-12-01T01:00:00.000Z 120 "},
           // A day ahead: put right, and said.
           {"2026-12-02T01:00:00.000Z", "2026-12-02T14:00:00.000Z", "2026-12-01T14:00:00.000Z",
            "2026-12-01T01:00:00.000Z -86400 clock_skew"},
           {"2026-12-02T01:00:00.000Z", "2026-12-02T01:00:00.000Z", "2026-12-02T01:00:00.000Z",
            "2026-12-02T01:00:00.000Z 0 other_day"},
           {"2026-12-01T02:00:00.000Z", "2026-12-01T01:00:00.000Z", "2026-12-01T02:00:00.000Z",
            "training.device_clock"},
       }) {
    SCOPED_TRACE(row.answer);
    Clocks clocks{row.scanned.empty() ? Instant{} : at(row.scanned.c_str()),
                  row.sent.empty() ? Instant{} : at(row.sent.c_str()), at(row.received.c_str())};
    auto seen = seen_at(clocks, day("2026-12-01"), 300);
    EXPECT_EQ(seen.ok() ? to_text(seen->at) + " " + std::to_string(seen->skew_s) + " " + seen->flag
                        : seen.error().code,
              row.answer);
  }
}

TEST(AResult, NeedsAttendanceTheoryAndEveryStation) {
  auto mark = [](std::string kind, std::string item, bool passed) {
    Mark made;
    made.kind = std::move(kind);
    made.item = std::move(item);
    made.passed = passed;
    return made;
  };
  std::vector<Mark> all{mark("theory", "", true), mark("station", "cpr", true),
                        mark("station", "aed", true)};
  std::vector<Mark> second{mark("theory", "", false), mark("theory", "", true),
                           mark("station", "cpr", true), mark("station", "aed", true)};
  std::vector<Mark> no_theory{mark("theory", "", false), mark("station", "cpr", true),
                              mark("station", "aed", true)};
  std::vector<Mark> no_aed{mark("theory", "", true), mark("station", "cpr", true)};
  struct Row {
    std::int64_t present, excused;
    std::vector<Mark> marks;
    bool elsewhere;
    std::string answer;
  };
  Course course = first_aider();
  for (const Row& row : std::vector<Row>{{4, 0, all, false, "passed "},
                                         {4, 0, second, false, "passed "},
                                         {3, 1, all, false, "passed "},
                                         {2, 2, all, false, "failed attendance"},
                                         {3, 0, all, false, "failed attendance"},
                                         {0, 0, {}, false, "absent attendance"},
                                         {4, 0, no_theory, false, "failed theory"},
                                         {4, 0, no_aed, false, "failed station"},
                                         {4, 0, {}, false, "failed theory"},
                                         {4, 0, all, true, "failed overlap"}}) {
    SCOPED_TRACE(row.answer);
    Verdict decided =
        verdict(course, course.syllabuses[0], {row.present, row.excused, row.marks, row.elsewhere});
    EXPECT_EQ(decided.result + " " + decided.reason, row.answer);
  }
}

TEST(ACourse, SetsSeatsInstructorsAndAge) {
  Course course = first_aider();
  EXPECT_EQ(answer_of(check_seats(course, 50)), "ok");
  EXPECT_EQ(answer_of(check_seats(course, 51)), "training.too_many_seats");
  EXPECT_EQ(instructors_needed(course, 10), 1);
  EXPECT_EQ(instructors_needed(course, 11), 2);
  course.practice_ratio = 0;
  EXPECT_EQ(instructors_needed(course, 300), 1);
  Day on = day("2026-12-01");
  EXPECT_EQ(answer_of(check_age(course, day("2008-12-01"), on)), "ok");
  EXPECT_EQ(answer_of(check_age(course, day("2008-12-02"), on)), "training.too_young");
  EXPECT_EQ(answer_of(check_age(course, {}, on)), "training.birthday_needed");
}

TEST(ALateClass, ClimbsTheLadder) {
  Courses courses;
  courses.escalation = {{7, "own"}, {15, "above"}, {30, "top"}};
  struct Row {
    std::int64_t after, rungs;
  };
  for (const Row& row : std::vector<Row>{{0, 0}, {7, 0}, {8, 1}, {15, 1}, {16, 2}, {31, 3}}) {
    SCOPED_TRACE(row.after);
    EXPECT_EQ(rungs_reached(courses, day("2026-11-01"), day("2026-11-01").plus_days(row.after)),
              row.rungs);
  }
}

Certificate issued() {
  Certificate certificate;
  certificate.course = "first_aider";
  certificate.day = day("2023-12-01");
  certificate.valid_until = day("2026-11-30");
  return certificate;
}

TEST(ACertificate, IsInTheStateOfItsDatesAndEvents) {
  Certificate plain = issued(), revoked = plain, renewed = plain, extended = plain;
  revoked = *revoke(plain, {.certificate = {}, .day = day("2026-06-01"), .reason = "冒名"},
                    day("2026-06-01"));
  renewed = revoked;
  renewed.renewed_by = {9};
  extended.issued_until = extended.valid_until;
  extended.extended_until = extended.valid_until = day("2027-05-31");
  struct Row {
    Certificate certificate;
    const char* today;
    std::string answer;
  };
  for (const Row& row : std::vector<Row>{{plain, "2024-01-01", "valid"},
                                         {plain, "2026-06-02", "valid"},
                                         {plain, "2026-06-03", "due"},
                                         {plain, "2026-11-30", "due"},
                                         {plain, "2026-12-01", "grace"},
                                         {plain, "2027-05-29", "grace"},
                                         {plain, "2027-05-30", "expired"},
                                         {revoked, "2026-05-31", "valid"},
                                         {revoked, "2026-06-01", "revoked"},
                                         {renewed, "2026-06-01", "renewed"},
                                         {extended, "2026-06-03", "extended"},
                                         {extended, "2027-05-31", "extended"},
                                         {extended, "2027-06-01", "grace"}}) {
    SCOPED_TRACE(row.today);
    EXPECT_EQ(state_of(row.certificate, first_aider(), day(row.today)), row.answer);
  }
  EXPECT_EQ(revoked.valid_until, day("2026-05-31"));
  EXPECT_EQ(revoked.issued_until, day("2026-11-30")) << "how it was issued stays known";
}

TEST(ADecree, ExtendsInAnyOrderAndIsTakenBackExactly) {
  auto event = [](std::int64_t decree, const char* until) {
    CertificateEvent made;
    made.decree = {decree};
    made.until = day(until);
    return made;
  };
  auto one = event(1, "2027-02-28"), two = event(2, "2027-05-31");
  std::vector<CertificateEvent> forward{one, two}, backward{two, one}, only{one}, none;
  Certificate plain = issued();
  Certificate both = with_extensions(plain, forward);
  EXPECT_EQ(both.valid_until, day("2027-05-31"));
  EXPECT_EQ(both.decree.number, 2);
  EXPECT_EQ(record::to_row(both).values, record::to_row(with_extensions(plain, backward)).values);
  EXPECT_EQ(with_extensions(both, only).valid_until, day("2027-02-28"));
  EXPECT_EQ(record::to_row(with_extensions(both, none)).values, record::to_row(plain).values);
}

TEST(ADecree, SpeaksOfCoursesAndDaysAsIssued) {
  Decree decree{.courses = "cpr_aed, first_aider",
                .ends_from = day("2026-11-01"),
                .ends_until = day("2026-11-30")};
  Certificate plain = issued();
  EXPECT_TRUE(speaks_of(decree, plain));
  Certificate extended =
      with_extensions(plain, std::vector<CertificateEvent>{
                                 {.kind = "extended", .decree = {1}, .until = day("2027-05-31")}});
  EXPECT_TRUE(speaks_of(decree, extended)) << "by the day as issued";
  Certificate other = plain;
  other.course = "instructor";
  EXPECT_FALSE(speaks_of(decree, other));
  other = plain;
  other.valid_until = day("2026-12-01");
  EXPECT_FALSE(speaks_of(decree, other));
  other = plain;
  other.ended_on = day("2026-10-01");
  EXPECT_FALSE(speaks_of(decree, other)) << "what is revoked is not brought back";
}

}  // namespace boai::training

#include "domains/training/rules/instructor.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

namespace boai::training {

namespace {

Day on(const char* iso) { return *Day::parse(iso); }

constexpr const char* qualified_by = R"(
editions:
  - since: 2020-01-01
    levels:
      - {code: instructor, name: 师资, en: Instructor, initial_hours: 40, cycle_months: 24}
      - {code: trainer, name: 培训师, en: Trainer, initial_hours: 24, cycle_months: 36}
    retraining: {days: 2, window_months: 24}
    renewal_months: 6
    grace_months: 6
    reactivation: {days: 3, months: 24}
    teaching: {hours_a_year: 24, make_up_months: 6}
  - since: 2026-01-01
    levels:
      - {code: instructor, name: 师资, en: Instructor, initial_hours: 40, cycle_months: 24}
      - {code: trainer, name: 培训师, en: Trainer, initial_hours: 24, cycle_months: 36}
    retraining: {days: 2, window_months: 24}
    renewal_months: 6
    grace_months: 6
    reactivation: {days: 3, months: 24}
    teaching: {hours_a_year: 16, make_up_months: 6}
)";
constexpr const char* assigned_by = R"(
editions:
  - since: 2020-01-01
    levels: [{course: first_aider, level: instructor}, {course: instructor, level: trainer}]
    distance: {near_km: 20, far_km: 80}
  - since: 2027-01-01
    levels: [{course: talk, level: instructor}, {course: instructor, level: trainer}]
    distance: {near_km: 20, far_km: 80}
)";

InstructorRules rules_now() {
  InstructorRules rules;
  rules.qualification = *qualification::read_rules(qualified_by);
  rules.assignment = *read_assignment(assigned_by);
  return rules;
}

InstructorFact fact(const char* what, const char* day, std::int64_t amount = 0,
                    const char* level = "", const char* region = "") {
  InstructorFact made;
  made.day = on(day);
  made.what = what;
  made.amount = amount;
  made.level = level;
  made.region = region;
  return made;
}

Unavailability absence(const char* since, const char* until, const char* half = "",
                       const char* state = "standing") {
  Unavailability made;
  made.since = on(since);
  made.until = on(until);
  made.half = half;
  made.state = state;
  return made;
}

}  // namespace

TEST(TheHoursOfAClass, LieOnTheDaysTaughtAndNoneIsLost) {
  Syllabus sixteen{
      .hours_theory = 7, .hours_practice = 9, .half_days = 4, .items = {}, .stations = {}};
  Syllabus ten{.hours_theory = 4, .hours_practice = 6, .half_days = 4, .items = {}, .stations = {}};
  HalfDay one{on("2026-12-05"), "am"}, two{on("2026-12-05"), "pm"}, three{on("2026-12-06"), "am"},
      four{on("2026-12-06"), "pm"};
  std::vector<HalfDay> all{one, two, three, four};
  struct Row {
    const char* name;
    const Syllabus* syllabus;
    std::vector<HalfDay> taught;
    std::vector<DayHours> answer;
  };
  for (const Row& row : std::vector<Row>{
           {"the whole class", &sixteen, all, {{one.day, 8}, {three.day, 8}}},
           {"one half day", &sixteen, {three}, {{three.day, 4}}},
           {"the same half day twice", &sixteen, {three, three}, {{three.day, 4}}},
           {"nothing", &sixteen, {}, {}},
           {"another day", &sixteen, {{on("2026-12-07"), "am"}}, {}},
           // 10 hours on 4 half days: 2, 3, 2, 3.
           {"hours that do not divide", &ten, all, {{one.day, 5}, {three.day, 5}}},
           {"the first of them", &ten, {one}, {{one.day, 2}}},
           {"the second of them", &ten, {two}, {{one.day, 3}}},
       }) {
    SCOPED_TRACE(row.name);
    EXPECT_EQ(hours_given(*row.syllabus, all, row.taught), row.answer);
  }
}

namespace {

// A life in order, and the half days it is judged for.
std::vector<InstructorFact> in_order() {
  return {fact("trained", "2026-03-01", 40, "instructor"),
          fact("authorised", "2026-03-01", 0, "", "3201")};
}
std::vector<InstructorFact> and_also(InstructorFact more) {
  auto all = in_order();
  all.push_back(std::move(more));
  return all;
}
std::vector<HalfDay> weekend() { return {{on("2026-12-05"), "am"}, {on("2026-12-06"), "pm"}}; }

struct Judged {
  const char* name;
  std::vector<InstructorFact> facts;
  std::vector<Unavailability> absences;
  const char *course, *region;
  std::vector<HalfDay> half_days;
  const char* answer;
};
void judge(const std::vector<Judged>& rows) {
  InstructorRules rules = rules_now();
  for (const Judged& row : rows) {
    SCOPED_TRACE(row.name);
    Teacher teacher{facts_of(row.facts), row.absences};
    EXPECT_EQ(answer_of(check_teacher(rules, teacher, {row.course, row.region, row.half_days})),
              row.answer);
  }
}

}  // namespace

TEST(ATeacher, IsQualifiedAndAuthorisedOnEveryDayOfThePost) {
  InstructorFact short_authority = fact("authorised", "2026-03-01", 0, "", "320102");
  short_authority.until = on("2026-12-05");
  judge({
      {"everything in order", in_order(), {}, "first_aider", "320102", weekend(), "ok"},
      {"no file", {}, {}, "first_aider", "320102", weekend(), "training.not_qualified"},
      {"a course that asks for nothing", {}, {}, "talk", "320102", weekend(), "ok"},
      {"which it does from 2027 on",
       {},
       {},
       "talk",
       "320102",
       {{on("2027-01-02"), "am"}},
       "training.not_qualified"},
      {"before the training",
       in_order(),
       {},
       "first_aider",
       "320102",
       {{on("2026-02-28"), "am"}},
       "training.not_qualified"},
      {"the last day of the term",
       in_order(),
       {},
       "first_aider",
       "320102",
       {{on("2026-03-01"), "am"}},
       "ok"},
      {"suspended",
       and_also(fact("suspended", "2026-12-06")),
       {},
       "first_aider",
       "320102",
       weekend(),
       "training.not_qualified"},
      {"too low a level",
       in_order(),
       {},
       "instructor",
       "320102",
       weekend(),
       "training.level_too_low"},
      {"a county of the city authorised", in_order(), {}, "first_aider", "320106", weekend(), "ok"},
      {"another city",
       in_order(),
       {},
       "first_aider",
       "320302",
       weekend(),
       "training.not_authorised"},
      {"the province itself",
       in_order(),
       {},
       "first_aider",
       "32",
       weekend(),
       "training.not_authorised"},
      {"authorised for the first day only",
       {fact("trained", "2026-03-01", 40, "instructor"), short_authority},
       {},
       "first_aider",
       "320102",
       weekend(),
       "training.not_authorised"},
  });
}

TEST(ATeacher, CanComeOnEveryHalfDayOfThePost) {
  judge({
      {"away on one half day",
       in_order(),
       {absence("2026-12-06", "2026-12-06", "pm")},
       "first_aider",
       "320102",
       weekend(),
       "training.unavailable"},
      {"away on the other half",
       in_order(),
       {absence("2026-12-06", "2026-12-06", "am")},
       "first_aider",
       "320102",
       weekend(),
       "ok"},
      {"away the whole week",
       in_order(),
       {absence("2026-12-01", "2026-12-31")},
       "first_aider",
       "320102",
       weekend(),
       "training.unavailable"},
      {"an absence taken back",
       in_order(),
       {absence("2026-12-01", "2026-12-31", "", "withdrawn")},
       "first_aider",
       "320102",
       weekend(),
       "ok"},
      {"away, where no level is asked",
       {},
       {absence("2026-12-06", "2026-12-06")},
       "talk",
       "320102",
       weekend(),
       "training.unavailable"},
  });
}

TEST(AFactByHand, SaysWhatItsKindAsks) {
  auto rules = rules_now().qualification;
  Day today = on("2026-11-23");
  struct Row {
    const char *what, *day;
    std::int64_t amount;
    const char *level, *region, *until, *way, *answer;
  };
  for (const Row& row : std::vector<Row>{
           {"taught", "2026-11-23", 4, "", "", "", "hand", "ok"},
           {"taught", "2026-11-24", 4, "", "", "", "hand", "training.day_in_future"},
           {"taught", "2026-11-23", 0, "", "", "", "hand", "training.fact_amount"},
           {"taught", "2026-11-23", 4, "", "", "", "class", "field.unknown_code"},
           {"struck", "2026-11-23", 0, "", "", "", "hand", "field.unknown_code"},
           {"sang", "2026-11-23", 0, "", "", "", "hand", "field.unknown_code"},
           {"retrained", "2026-11-23", 2, "", "", "", "outside", "ok"},
           {"trained", "2026-11-23", 40, "trainer", "", "", "hand", "ok"},
           {"trained", "2026-11-23", 40, "", "", "", "hand", "field.required"},
           {"trained", "2026-11-23", 40, "master", "", "", "hand", "field.unknown_code"},
           {"authorised", "2026-11-23", 0, "", "3201", "", "hand", "ok"},
           {"authorised", "2026-11-23", 0, "", "320", "", "hand", "training.region_code"},
           {"authorised", "2026-11-23", 0, "", "", "", "hand", "training.region_code"},
           {"authorised", "2026-11-23", 0, "", "32a1", "", "hand", "training.region_code"},
           {"authorised", "2026-11-23", 0, "", "32", "2026-11-22", "hand", "training.fact_until"},
           {"authorised", "2026-11-23", 3, "", "32", "", "hand", "training.fact_amount"},
           {"suspended", "2026-11-23", 0, "", "", "", "hand", "ok"},
           {"suspended", "2026-11-23", 1, "", "", "", "hand", "training.fact_amount"},
       }) {
    SCOPED_TRACE(std::string(row.what) + " " + row.answer);
    RecordFact command;
    command.what = row.what;
    command.day = on(row.day);
    command.amount = row.amount;
    command.level = row.level;
    command.region = row.region;
    command.until = Day::parse(row.until).value_or(Day{});
    command.way = row.way;
    EXPECT_EQ(answer_of(check_fact(command, rules, today)), row.answer);
  }
}

TEST(HoursAYear, AreSummedWithTheRuleOfThatYear) {
  auto rules = rules_now().qualification;
  std::vector<InstructorFact> records{
      fact("trained", "2024-03-01", 40, "instructor"), fact("taught", "2024-05-01", 8),
      fact("taught", "2026-05-01", 4), fact("taught", "2026-06-01", 12),
      fact("taught", "2027-06-01", 90)};
  for (std::size_t at = 0; at < records.size(); ++at) {
    records[at].id = {static_cast<std::int64_t>(at) + 1};
  }
  InstructorFact strike = fact("struck", "2026-06-01");
  strike.id = {9};
  strike.struck = records[3].id;
  using Years = std::vector<YearHours>;
  EXPECT_EQ(hours_a_year(rules, facts_of(records), on("2026-11-23")),
            (Years{{2024, 8, 24}, {2025, 0, 24}, {2026, 16, 16}}));
  records.push_back(strike);
  EXPECT_EQ(hours_a_year(rules, facts_of(records), on("2026-11-23")),
            (Years{{2024, 8, 24}, {2025, 0, 24}, {2026, 4, 16}}));
  EXPECT_EQ(hours_a_year(rules, {}, on("2026-11-23")), Years{});
}

TEST(Candidates, ComeInTheOrderOneWouldCallThem) {
  std::vector<Candidate> candidates{{1, "training.unavailable", 1, 0},
                                    {2, "", std::nullopt, 0},
                                    {3, "", 30, 0},
                                    {4, "", 5, 9},
                                    {5, "", 5, 2},
                                    {6, "training.not_qualified", std::nullopt, 0}};
  rank(candidates);
  std::string order;
  for (const Candidate& each : candidates) order += std::to_string(each.instructor);
  EXPECT_EQ(order, "543216");
}

TEST(ThePackOfAssignment, IsReadOrRefused) {
  struct Row {
    const char *yaml, *answer;
  };
  for (const Row& row : std::vector<Row>{
           {assigned_by, "ok"},
           {"editions: []", "pack.instructors"},
           {"", "pack.instructors"},
           {"editions: [{since: soon, levels: [], distance: {near_km: 1, far_km: 2}}]",
            "pack.instructors"},
           {"editions: [{since: 2020-01-01, levels: []}]", "pack.instructors"},
           {"editions: [{since: 2020-01-01, levels: [{course: x}], distance: {near_km: 1, "
            "far_km: 2}}]",
            "pack.instructors"},
       }) {
    SCOPED_TRACE(row.yaml);
    EXPECT_EQ(answer_of(read_assignment(row.yaml)), row.answer);
  }
}

}  // namespace boai::training

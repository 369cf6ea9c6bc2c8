#include "domains/work/rules.hpp"

#include <gtest/gtest.h>

namespace boai::work {

namespace {

Project at(const std::string& stage) {
  Project project;
  project.stage = stage;
  project.start = *Day::of(2026, 1, 1);
  project.budget = {1000};
  return project;
}
const Stages stages = {"proposed", "tendered", "contracted", "building",
                       "accepted", "closed",   "stopped"};

}  // namespace

TEST(AProject, GoesFromStageToStage) {
  struct Row {
    std::string from, to, document, contractor, reason;
    std::int64_t fen;
    bool milestones_open;
    int year;
    std::string answer;
  };
  for (const Row& row : std::vector<Row>{
           {"proposed", "tendered", "", "", "", 0, true, 2026, "ok"},
           {"proposed", "contracted", "d", "c", "", 1, false, 2026, "work.stage_order"},
           {"tendered", "proposed", "", "", "", 0, false, 2026, "work.stage_order"},
           {"tendered", "tendered", "", "", "", 0, false, 2026, "work.stage_order"},
           {"tendered", "contracted", "d", "c", "", 1000, false, 2026, "ok"},
           {"tendered", "contracted", "", "c", "", 1000, false, 2026, "field.required"},
           {"tendered", "contracted", "d", "", "", 1000, false, 2026, "field.required"},
           {"tendered", "contracted", "d", "c", "", 0, false, 2026, "field.required"},
           {"tendered", "contracted", "d", "c", "", 1001, false, 2026, "work.over_budget"},
           {"tendered", "contracted", "d", "c", "追加", 1001, false, 2026, "ok"},
           {"building", "accepted", "d", "", "", 0, true, 2026, "work.milestones_open"},
           {"building", "accepted", "", "", "", 0, false, 2026, "field.required"},
           {"building", "accepted", "d", "", "", 0, false, 2026, "ok"},
           {"accepted", "closed", "", "", "", 0, false, 2026, "ok"},
           {"closed", "stopped", "", "", "r", 0, false, 2026, "work.ended"},
           {"building", "stopped", "", "", "", 0, false, 2026, "field.required"},
           {"building", "stopped", "", "", "r", 0, true, 2026, "ok"},
           {"stopped", "closed", "", "", "", 0, false, 2026, "work.ended"},
           {"proposed", "tendered", "", "", "", 0, false, 2025, "work.before_start"},
       }) {
    SCOPED_TRACE(row.from + " → " + row.to);
    Move move{row.to,     row.document, row.contractor,
              row.reason, {row.fen},    *Day::of(row.year, 5, 1)};
    EXPECT_EQ(answer_of(advance(at(row.from), move, stages, row.milestones_open)), row.answer);
  }
}

TEST(AProject, IsPaidUpToItsContract) {
  Project project = at("building");
  EXPECT_EQ(answer_of(pay(project, {1})), "work.no_contract");
  project.contracted = {900};
  project.paid = {400};
  EXPECT_EQ(answer_of(pay(project, {500})), "ok");
  EXPECT_EQ(answer_of(pay(project, {501})), "work.overpaid");
  EXPECT_EQ(answer_of(pay(project, {std::numeric_limits<std::int64_t>::max()})), "work.overpaid");
}

TEST(AStep, SlipsByTheDaysPastItsFirstDay) {
  struct Row {
    std::string state;
    int first, due, done, today;
    std::int64_t days;
  };
  auto day = [](int of) { return of == 0 ? Day{} : *Day::of(2026, 3, of); };
  for (const Row& row : std::vector<Row>{
           {"open", 10, 10, 0, 9, 0},
           {"open", 10, 10, 0, 10, 0},
           {"open", 10, 10, 0, 12, 2},
           {"open", 10, 20, 0, 9, 10},  // moved
           {"open", 10, 20, 0, 25, 15},
           {"done", 10, 10, 8, 25, 0},
           {"done", 10, 20, 18, 25, 8},
           {"dropped", 10, 10, 0, 25, 0},
       }) {
    Step step;
    step.state = row.state;
    step.first_due = day(row.first);
    step.due = day(row.due);
    step.done_on = day(row.done);
    EXPECT_EQ(days_slipped(step, day(row.today)), row.days) << row.state << row.today;
  }
}

}  // namespace boai::work

// How a project goes on, and what a slip is. Pure.
#pragma once

#include "domains/work/records.hpp"

namespace boai::work {

// The pack's project_stage rows in order; a project enters one after the other, or stops.
using Stages = std::vector<std::string>;

struct Move {
  std::string stage, document, contractor, reason;
  Money contracted;
  Day day;
};
// Codes: work.stage_order, work.stopped, field.required, work.over_budget, work.milestones_open,
// work.before_start.
Result<Project> advance(Project project, const Move& move, const Stages& stages,
                        bool milestones_open);

// Codes: work.no_contract, work.overpaid.
Result<Project> pay(Project project, Money amount);

// Days past the day first planned, 0 when there is no slip: late and open, or moved.
std::int64_t days_slipped(const Step& step, Day today);

}  // namespace boai::work

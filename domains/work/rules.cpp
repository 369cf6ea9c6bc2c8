#include "domains/work/rules.hpp"

#include <algorithm>

namespace boai::work {

namespace {

constexpr std::string_view stopped = "stopped", closed = "closed";

Outcome check_contract(const Project& project, const Move& move) {
  if (move.document.empty()) return invalid("field.required", "document");
  if (move.contractor.empty()) return invalid("field.required", "contractor");
  if (move.contracted.fen <= 0) return invalid("field.required", "contracted");
  bool over = move.contracted > project.budget && move.reason.empty();
  if (over) return invalid("work.over_budget", "reason");
  return Done{};
}

}  // namespace

Result<Project> advance(Project project, const Move& move, const Stages& stages,
                        bool milestones_open) {
  if (project.stage == stopped || project.stage == closed) return conflict("work.ended", "stage");
  if (move.day < project.start) return invalid("work.before_start", "day");
  if (move.stage == stopped) {
    if (move.reason.empty()) return invalid("field.required", "reason");
    project.stage = move.stage;
    project.reason = move.reason;
    return project;
  }
  auto at = std::ranges::find(stages, project.stage);
  bool next = at != stages.end() && at + 1 != stages.end() && *(at + 1) == move.stage;
  if (!next) return conflict("work.stage_order", "stage");
  if (move.stage == "contracted") {
    TRY(check_contract(project, move));
    project.contract = move.document;
    project.contractor = move.contractor;
    project.contracted = move.contracted;
  }
  if (move.stage == "accepted") {
    if (move.document.empty()) return invalid("field.required", "document");
    if (milestones_open) return conflict("work.milestones_open", "stage");
    project.accepted_on = move.day;
    project.acceptance = move.document;
  }
  project.stage = move.stage;
  project.reason = move.reason;
  return project;
}

Result<Project> pay(Project project, Money amount) {
  if (project.contracted.fen <= 0) return conflict("work.no_contract", "project");
  if (amount.fen > project.contracted.fen - project.paid.fen) {
    return conflict("work.overpaid", "amount");
  }
  project.paid.fen += amount.fen;
  return project;
}

std::int64_t days_slipped(const Step& step, Day today) {
  if (step.state == "dropped") return 0;
  Day reached = step.state == "done" ? step.done_on : std::max(today, step.due);
  return std::max<std::int64_t>(0, reached.serial() - step.first_due.serial());
}

}  // namespace boai::work

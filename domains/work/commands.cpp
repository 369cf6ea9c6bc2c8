#include "domains/work/commands.hpp"

#include "domains/work/rules.hpp"
#include "kernel/notices/notices.hpp"

namespace boai::work {

namespace {

constexpr int approval_days = 7;

Outcome not_in_future(unit::Context& context, Day day) {
  if (day > context.today()) return invalid("work.in_future", "day");
  return Done{};
}

// The plan of the society's year, made with its first step.
Result<YearPlan> year_plan_of(unit::Context& context, const Branch& branch, std::int64_t year) {
  for (auto& known : TRY(context.find<YearPlan>("branch", branch.id.number))) {
    if (known.year == year) return known;
  }
  YearPlan made{.branch = branch.id,
                .year = year,
                .title = branch.name + " " + std::to_string(year) + " 年工作计划",
                .state = "draft",
                .account = context.who().name,
                .reason = {}};
  TRY(context.save(made));
  return made;
}

}  // namespace

Result<Step> handle(unit::Context& context, Branch branch, const PlanStep& command) {
  if (command.due.year() != command.year) return invalid("work.other_year", "due");
  YearPlan year_plan = TRY(year_plan_of(context, branch, command.year));
  if (year_plan.state == "submitted") return conflict("work.under_approval", "year");
  Step step;
  for (auto& known : TRY(context.find<Step>("year_plan", year_plan.id.number))) {
    bool same = known.department == command.department && known.name == command.name;
    if (same) step = known;
  }
  if (step.id && step.state != "open") return conflict("work.step_ended", "name");
  // An approved plan changes with a reason; that of a step without a change is not asked for.
  bool changed = !step.id || step.due != command.due || step.product != command.product ||
                 step.owner != command.owner || step.indicators != command.indicators;
  if (!changed) return step;
  bool approved = year_plan.state == "approved";
  if (approved && command.reason.empty()) return invalid("work.reason", "reason");
  if (!step.id || !approved) step.first_due = command.due;
  step.year_plan = year_plan.id;
  step.branch = branch.id;
  step.year = command.year;
  step.department = command.department;
  step.name = command.name;
  step.due = command.due;
  step.product = command.product;
  step.owner = command.owner;
  step.plan = command.plan;
  step.indicators = command.indicators;
  step.state = "open";
  step.reason = command.reason;
  TRY(context.save(step));
  return step;
}

Result<Step> handle(unit::Context& context, Step step, const FinishStep& command) {
  if (step.state != "open") return conflict("work.step_ended", "step");
  TRY(not_in_future(context, command.day));
  step.state = "done";
  step.done_on = command.day;
  step.evidence = command.evidence;
  TRY(context.save(step));
  return step;
}

Result<Step> handle(unit::Context& context, Step step, const DropStep& command) {
  if (step.state != "open") return conflict("work.step_ended", "step");
  step.state = "dropped";
  step.reason = command.reason;
  TRY(context.save(step));
  return step;
}

Result<YearPlan> handle(unit::Context& context, YearPlan year_plan, const SubmitYear&) {
  bool may = year_plan.state == "draft" || year_plan.state == "returned";
  if (!may) return conflict("work.submitted", "year_plan");
  year_plan.state = "submitted";
  year_plan.account = context.who().name;
  TRY(context.save(year_plan));
  TRY(matters::open(context, {.kind = "work.year_plan",
                              .title = year_plan.title,
                              .branch = year_plan.branch,
                              .post = "work.approve",
                              .subject_type = "work.year_plan",
                              .subject = year_plan.id.number,
                              .origin = year_plan.branch,
                              .deadline = context.today().plus_days(approval_days)}));
  return year_plan;
}

Outcome year_decided(unit::Context& context, std::int64_t matter_id) {
  auto matter = TRY(context.load(Id<matters::Matter>{matter_id}));
  auto year_plan = TRY(context.load(Id<YearPlan>{matter.subject}));
  if (year_plan.state != "submitted") return conflict("work.submitted", "matter");
  if (year_plan.account == context.who().name) return conflict("matters.same_person", "matter");
  year_plan.state = matter.state;
  year_plan.reason = matter.state == "returned" ? matter.remark : "";
  TRY(context.save(year_plan));
  return notices::tell(context, year_plan.account,
                       {.code = "work.year_plan_" + matter.state,
                        .about = matter.title,
                        .remark = matter.remark,
                        .subject_type = "work.year_plan",
                        .subject = year_plan.id.number});
}

Result<Project> handle(unit::Context& context, Branch branch, const StartProject& command) {
  if (command.finish < command.start) return invalid("work.ends_before_start", "finish");
  for (const auto& known : TRY(context.find<Project>("branch", branch.id.number))) {
    bool taken = known.name == command.name && known.stage != "stopped";
    if (taken) return conflict("work.name_taken", "name");
  }
  Project project{.branch = branch.id,
                  .name = command.name,
                  .department = command.department,
                  .owner = command.owner,
                  .plan = command.plan,
                  .indicators = command.indicators,
                  .start = command.start,
                  .finish = command.finish,
                  .budget = command.budget,
                  .stage = context.house().codes.at("project_stage").front().code,
                  .contract = {},
                  .contractor = {},
                  .contracted = {},
                  .paid = {},
                  .accepted_on = {},
                  .acceptance = {},
                  .reason = {}};
  TRY(context.save(project));
  return project;
}

Result<Project> handle(unit::Context& context, Project project, const AdvanceProject& command) {
  TRY(not_in_future(context, command.day));
  Stages stages;
  for (const auto& code : context.house().codes.at("project_stage")) stages.push_back(code.code);
  bool waiting = false;
  for (const auto& milestone : TRY(context.find<Milestone>("project", project.id.number))) {
    waiting = waiting || milestone.state == "open";
  }
  Move move{command.stage,  command.document,   command.contractor,
            command.reason, command.contracted, command.day};
  project = TRY(advance(std::move(project), move, stages, waiting));
  TRY(context.save(project));
  return project;
}

Result<Milestone> handle(unit::Context& context, Project project, const AddMilestone& command) {
  bool ended = project.stage == "closed" || project.stage == "stopped";
  if (ended) return conflict("work.ended", "project");
  if (command.due < project.start) return invalid("work.before_start", "due");
  Milestone milestone;
  for (auto& known : TRY(context.find<Milestone>("project", project.id.number))) {
    if (known.name == command.name) milestone = known;
  }
  if (milestone.id && milestone.state != "open") return conflict("work.step_ended", "name");
  milestone.project = project.id;
  milestone.branch = project.branch;
  milestone.name = command.name;
  milestone.due = command.due;
  milestone.state = "open";
  TRY(context.save(milestone));
  return milestone;
}

Result<Milestone> handle(unit::Context& context, Milestone milestone,
                         const FinishMilestone& command) {
  if (milestone.state != "open") return conflict("work.step_ended", "milestone");
  TRY(not_in_future(context, command.day));
  milestone.state = "done";
  milestone.done_on = command.day;
  milestone.evidence = command.evidence;
  TRY(context.save(milestone));
  return milestone;
}

Result<Payment> handle(unit::Context& context, Project project, const Pay& command) {
  TRY(not_in_future(context, command.day));
  Project paid = TRY(pay(project, command.amount));
  TRY(context.save(paid));
  Payment payment{.project = project.id,
                  .branch = project.branch,
                  .day = command.day,
                  .amount = command.amount,
                  .document = command.document};
  TRY(context.save(payment));
  return payment;
}

}  // namespace boai::work

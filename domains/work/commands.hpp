// What is done with work plans, projects and instructions.
#pragma once

#include "domains/work/records.hpp"

namespace boai::work {

struct PlanStep {
  static constexpr std::string_view right = "work.plan";
  Id<Branch> branch;
  std::int64_t year = 0;
  std::string department, name;
  Day due;
  std::string product, owner, plan, indicators, reason;
  static constexpr auto subject = &PlanStep::branch;
  static std::span<const record::Field> fields();
};
struct FinishStep {
  static constexpr std::string_view right = "work.plan";
  Id<Step> step;
  Day day;
  std::string evidence;
  static constexpr auto subject = &FinishStep::step;
  static std::span<const record::Field> fields();
};
struct DropStep {
  static constexpr std::string_view right = "work.plan";
  Id<Step> step;
  std::string reason;
  static constexpr auto subject = &DropStep::step;
  static std::span<const record::Field> fields();
};
struct SubmitYear {
  static constexpr std::string_view right = "work.plan";
  Id<YearPlan> year_plan;
  static constexpr auto subject = &SubmitYear::year_plan;
  static std::span<const record::Field> fields();
};
struct StartProject {
  static constexpr std::string_view right = "work.project";
  Id<Branch> branch;
  std::string name, department, owner, plan, indicators;
  Day start, finish;
  Money budget;
  static constexpr auto subject = &StartProject::branch;
  static std::span<const record::Field> fields();
};
struct AdvanceProject {
  static constexpr std::string_view right = "work.project";
  Id<Project> project;
  std::string stage, document, contractor, reason;
  Money contracted;
  Day day;
  static constexpr auto subject = &AdvanceProject::project;
  static std::span<const record::Field> fields();
};
struct AddMilestone {
  static constexpr std::string_view right = "work.project";
  Id<Project> project;
  std::string name;
  Day due;
  static constexpr auto subject = &AddMilestone::project;
  static std::span<const record::Field> fields();
};
struct FinishMilestone {
  static constexpr std::string_view right = "work.project";
  Id<Milestone> milestone;
  Day day;
  std::string evidence;
  static constexpr auto subject = &FinishMilestone::milestone;
  static std::span<const record::Field> fields();
};
struct Pay {
  static constexpr std::string_view right = "work.project";
  Id<Project> project;
  Day day;
  Money amount;
  std::string document;
  static constexpr auto subject = &Pay::project;
  static std::span<const record::Field> fields();
};
struct Instruct {
  static constexpr std::string_view right = "work.instruct";
  Id<Branch> branch;
  std::string leader, text, owner;
  Day deadline;
  static constexpr auto subject = &Instruct::branch;
  static std::span<const record::Field> fields();
};
struct ReportInstruction {
  static constexpr std::string_view right = "work.answer";
  Id<Instruction> instruction;
  std::string report, evidence;
  static constexpr auto subject = &ReportInstruction::instruction;
  static std::span<const record::Field> fields();
};

Result<Step> handle(unit::Context&, Branch, const PlanStep&);
Result<Step> handle(unit::Context&, Step, const FinishStep&);
Result<Step> handle(unit::Context&, Step, const DropStep&);
Result<YearPlan> handle(unit::Context&, YearPlan, const SubmitYear&);
Result<Project> handle(unit::Context&, Branch, const StartProject&);
Result<Project> handle(unit::Context&, Project, const AdvanceProject&);
Result<Milestone> handle(unit::Context&, Project, const AddMilestone&);
Result<Milestone> handle(unit::Context&, Milestone, const FinishMilestone&);
Result<Payment> handle(unit::Context&, Project, const Pay&);
Result<Instruction> handle(unit::Context&, Branch, const Instruct&);
Result<Instruction> handle(unit::Context&, Instruction, const ReportInstruction&);

Outcome year_decided(unit::Context& context, std::int64_t matter);
Outcome instruction_asked(unit::Context& context, std::int64_t matter);
Outcome instruction_closed(unit::Context& context, std::int64_t matter);

}  // namespace boai::work

#include "domains/work/records.hpp"

#include "domains/work/commands.hpp"

namespace boai::work {

using record::field;
using Traits = record::Traits;

namespace {
constexpr Traits society = {
    .label = "组织", .target = "network.society", .required = true, .indexed = true};
constexpr Traits year_of = {.label = "年度", .required = true, .min = 2000, .max = 2100};
constexpr Traits department_of = {.label = "部门", .codes = "department", .required = true};
constexpr Traits name_of = {.label = "名称", .required = true, .max_length = 100};
constexpr Traits due_on = {.label = "完成期限", .required = true};
constexpr Traits owner_of = {.label = "责任人", .required = true, .max_length = 40};
constexpr Traits plan_of = {.label = "规划", .max_length = 40};
constexpr Traits rows_of = {.label = "对应指标", .max_length = 200};
constexpr Traits proof = {.label = "佐证", .required = true};
constexpr Traits why = {.label = "理由", .max_length = 500};
constexpr Traits why_needed = {.label = "理由", .required = true, .max_length = 500};
constexpr Traits project_of = {
    .label = "项目", .target = "work.project", .required = true, .indexed = true};
constexpr Traits done_day = {.label = "完成日", .required = true};
constexpr Traits sum_of = {.label = "金额", .required = true, .min = 1, .max = 100'000'000'000};
}  // namespace

const record::Type& YearPlan::type() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&YearPlan::branch>("branch", society),
      field<&YearPlan::year>("year", year_of),
      field<&YearPlan::title>("title", {.label = "标题", .derived = true}),
      field<&YearPlan::state>("state", {.label = "状态", .codes = "work_state", .derived = true}),
      field<&YearPlan::account>("account", {.label = "拟订人", .derived = true}),
      field<&YearPlan::reason>("reason", {.label = "退回理由", .derived = true, .max_length = 500}),
  });
  static const record::Type type{.name = "work.year_plan",
                                 .label = "年度工作计划",
                                 .scope = record::Scope::branch,
                                 .right = "work.read",
                                 .sort = "-id",
                                 .fields = fields,
                                 .title = "title"};
  return type;
}

const record::Type& Step::type() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&Step::year_plan>(
          "year_plan",
          {.label = "年度工作计划", .target = "work.year_plan", .indexed = true, .derived = true}),
      field<&Step::branch>("branch", society),
      field<&Step::year>("year", year_of),
      field<&Step::department>("department", department_of),
      field<&Step::name>("name", name_of),
      field<&Step::due>("due", due_on),
      field<&Step::first_due>("first_due", {.label = "原定期限", .derived = true}),
      field<&Step::product>("product", {.label = "成果", .required = true}),
      field<&Step::owner>("owner", owner_of),
      field<&Step::plan>("plan", plan_of),
      field<&Step::indicators>("indicators", rows_of),
      field<&Step::state>(
          "state", {.label = "状态", .codes = "step_state", .indexed = true, .derived = true}),
      field<&Step::done_on>("done_on", {.label = "完成日", .derived = true}),
      field<&Step::evidence>("evidence", {.label = "佐证", .derived = true}),
      field<&Step::reason>("reason", why),
  });
  static const record::Type type{.name = "work.step",
                                 .label = "工作步骤",
                                 .scope = record::Scope::branch,
                                 .right = "work.read",
                                 .sort = "due",
                                 .fields = fields,
                                 .title = "name",
                                 .import_command = "work.plan_step"};
  return type;
}

const record::Type& Project::type() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&Project::branch>("branch", society),
      field<&Project::name>("name", name_of),
      field<&Project::department>("department", department_of),
      field<&Project::owner>("owner", owner_of),
      field<&Project::plan>("plan", plan_of),
      field<&Project::indicators>("indicators", rows_of),
      field<&Project::start>("start", {.label = "开始", .required = true}),
      field<&Project::finish>("finish", {.label = "计划结束", .required = true}),
      field<&Project::budget>("budget", {.label = "预算", .required = true}),
      field<&Project::stage>(
          "stage", {.label = "阶段", .codes = "project_stage", .indexed = true, .derived = true}),
      field<&Project::contract>("contract", {.label = "合同", .derived = true}),
      field<&Project::contractor>("contractor", {.label = "承接单位", .derived = true}),
      field<&Project::contracted>("contracted", {.label = "合同金额", .derived = true}),
      field<&Project::paid>("paid", {.label = "已付", .derived = true}),
      field<&Project::accepted_on>("accepted_on", {.label = "验收日", .derived = true}),
      field<&Project::acceptance>("acceptance", {.label = "验收文件", .derived = true}),
      field<&Project::reason>("reason", {.label = "理由", .derived = true, .max_length = 500}),
  });
  static const record::Type type{.name = "work.project",
                                 .label = "项目",
                                 .scope = record::Scope::branch,
                                 .right = "work.read",
                                 .sort = "finish",
                                 .fields = fields,
                                 .title = "name"};
  return type;
}

const record::Type& Milestone::type() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&Milestone::project>("project", project_of),
      field<&Milestone::branch>("branch", society),
      field<&Milestone::name>("name", name_of),
      field<&Milestone::due>("due", due_on),
      field<&Milestone::state>("state", {.label = "状态", .codes = "step_state", .derived = true}),
      field<&Milestone::done_on>("done_on", {.label = "完成日", .derived = true}),
      field<&Milestone::evidence>("evidence", {.label = "佐证", .derived = true}),
  });
  static const record::Type type{.name = "work.milestone",
                                 .label = "项目节点",
                                 .scope = record::Scope::branch,
                                 .right = "work.read",
                                 .sort = "due",
                                 .fields = fields,
                                 .title = "name"};
  return type;
}

const record::Type& Payment::type() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&Payment::project>("project", project_of),
      field<&Payment::branch>("branch", society),
      field<&Payment::day>("day", {.label = "付款日", .required = true}),
      field<&Payment::amount>("amount", sum_of),
      field<&Payment::document>("document", {.label = "凭据", .required = true}),
  });
  static const record::Type type{.name = "work.payment",
                                 .label = "项目付款",
                                 .scope = record::Scope::branch,
                                 .right = "work.read",
                                 .sort = "-id",
                                 .fields = fields};
  return type;
}

const record::Type& Instruction::type() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&Instruction::branch>("branch", society),
      field<&Instruction::issuer>("issuer", {.label = "交办组织", .target = "network.society"}),
      field<&Instruction::leader>("leader", {.label = "批示领导", .required = true}),
      field<&Instruction::text>("text", {.label = "批示", .required = true, .max_length = 1000}),
      field<&Instruction::owner>("owner", owner_of),
      field<&Instruction::issued>("issued", {.label = "交办日", .derived = true}),
      field<&Instruction::deadline>("deadline", {.label = "办结期限", .required = true}),
      field<&Instruction::state>(
          "state",
          {.label = "状态", .codes = "instruction_state", .indexed = true, .derived = true}),
      field<&Instruction::report>("report",
                                  {.label = "办理情况", .derived = true, .max_length = 1000}),
      field<&Instruction::evidence>("evidence", {.label = "佐证", .derived = true}),
      field<&Instruction::closed_on>("closed_on", {.label = "办结日", .derived = true}),
      field<&Instruction::in_time>("in_time", {.label = "按期办结", .derived = true}),
      field<&Instruction::reason>("reason",
                                  {.label = "退回理由", .derived = true, .max_length = 500}),
  });
  static const record::Type type{.name = "work.instruction",
                                 .label = "督办事项",
                                 .scope = record::Scope::branch,
                                 .right = "work.read",
                                 .sort = "deadline",
                                 .fields = fields,
                                 .title = "text"};
  return type;
}

std::span<const record::Field> PlanStep::fields() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&PlanStep::branch>("branch", society),
      field<&PlanStep::year>("year", year_of),
      field<&PlanStep::department>("department", department_of),
      field<&PlanStep::name>("name", name_of),
      field<&PlanStep::due>("due", due_on),
      field<&PlanStep::product>("product", {.label = "成果", .required = true}),
      field<&PlanStep::owner>("owner", owner_of),
      field<&PlanStep::plan>("plan", plan_of),
      field<&PlanStep::indicators>("indicators", rows_of),
      field<&PlanStep::reason>("reason", why),
  });
  return fields;
}
std::span<const record::Field> FinishStep::fields() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&FinishStep::step>("step",
                               {.label = "工作步骤", .target = "work.step", .required = true}),
      field<&FinishStep::day>("day", done_day),
      field<&FinishStep::evidence>("evidence", proof),
  });
  return fields;
}
std::span<const record::Field> DropStep::fields() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&DropStep::step>("step",
                             {.label = "工作步骤", .target = "work.step", .required = true}),
      field<&DropStep::reason>("reason", why_needed),
  });
  return fields;
}
std::span<const record::Field> SubmitYear::fields() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&SubmitYear::year_plan>(
          "year_plan", {.label = "年度工作计划", .target = "work.year_plan", .required = true}),
  });
  return fields;
}
std::span<const record::Field> StartProject::fields() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&StartProject::branch>("branch", society),
      field<&StartProject::name>("name", name_of),
      field<&StartProject::department>("department", department_of),
      field<&StartProject::owner>("owner", owner_of),
      field<&StartProject::plan>("plan", plan_of),
      field<&StartProject::indicators>("indicators", rows_of),
      field<&StartProject::start>("start", {.label = "开始", .required = true}),
      field<&StartProject::finish>("finish", {.label = "计划结束", .required = true}),
      field<&StartProject::budget>("budget", sum_of),
  });
  return fields;
}
std::span<const record::Field> AdvanceProject::fields() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&AdvanceProject::project>(
          "project", {.label = "项目", .target = "work.project", .required = true}),
      field<&AdvanceProject::stage>(
          "stage", {.label = "进入阶段", .codes = "project_stage", .required = true}),
      field<&AdvanceProject::day>("day", {.label = "日期", .required = true}),
      field<&AdvanceProject::document>("document", {.label = "文件或合同号"}),
      field<&AdvanceProject::contractor>("contractor", {.label = "承接单位"}),
      field<&AdvanceProject::contracted>("contracted", {.label = "合同金额", .min = 0}),
      field<&AdvanceProject::reason>("reason", why),
  });
  return fields;
}
std::span<const record::Field> AddMilestone::fields() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&AddMilestone::project>("project", project_of),
      field<&AddMilestone::name>("name", name_of),
      field<&AddMilestone::due>("due", due_on),
  });
  return fields;
}
std::span<const record::Field> FinishMilestone::fields() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&FinishMilestone::milestone>(
          "milestone", {.label = "项目节点", .target = "work.milestone", .required = true}),
      field<&FinishMilestone::day>("day", done_day),
      field<&FinishMilestone::evidence>("evidence", proof),
  });
  return fields;
}
std::span<const record::Field> Pay::fields() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&Pay::project>("project", project_of),
      field<&Pay::day>("day", {.label = "付款日", .required = true}),
      field<&Pay::amount>("amount", sum_of),
      field<&Pay::document>("document", {.label = "凭据", .required = true}),
  });
  return fields;
}
std::span<const record::Field> Instruct::fields() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&Instruct::branch>("branch", society),
      field<&Instruct::leader>("leader", {.label = "批示领导", .required = true}),
      field<&Instruct::text>("text", {.label = "批示", .required = true, .max_length = 1000}),
      field<&Instruct::owner>("owner", owner_of),
      field<&Instruct::deadline>("deadline", {.label = "办结期限", .required = true}),
  });
  return fields;
}
std::span<const record::Field> ReportInstruction::fields() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&ReportInstruction::instruction>(
          "instruction", {.label = "督办事项", .target = "work.instruction", .required = true}),
      field<&ReportInstruction::report>(
          "report", {.label = "办理情况", .required = true, .max_length = 1000}),
      field<&ReportInstruction::evidence>("evidence", proof),
  });
  return fields;
}

}  // namespace boai::work

#include "domains/work/commands.hpp"
#include "domains/work/port.hpp"

namespace boai::work {

Domain domain() {
  using measures::Kind;
  return {
      .name = "work",
      .types = {&YearPlan::type(), &Step::type(), &Project::type(), &Milestone::type(),
                &Payment::type(), &Instruction::type()},
      .commands =
          {
              command::make<PlanStep>("work.plan_step", "列入计划", "work.step"),
              command::make<FinishStep>("work.finish_step", "办结步骤", "work.step"),
              command::make<DropStep>("work.drop_step", "取消步骤", "work.step"),
              command::make<SubmitYear>("work.submit_year", "报批年度计划", "work.year_plan"),
              command::make<StartProject>("work.start_project", "立项", "work.project"),
              command::make<AdvanceProject>("work.advance_project", "进入下一阶段", "work.project"),
              command::make<AddMilestone>("work.add_milestone", "设节点", "work.milestone"),
              command::make<FinishMilestone>("work.finish_milestone", "完成节点", "work.milestone"),
              command::make<Pay>("work.pay", "登记付款", "work.payment"),
              command::make<Instruct>("work.instruct", "交办", "work.instruction"),
              command::make<ReportInstruction>("work.report_instruction", "报告办理情况",
                                               "work.instruction"),
          },
      .measures =
          {
              {.code = "work.instructions_due",
               .label = "到期督办事项",
               .kind = Kind::flow,
               .type = &Instruction::type(),
               .day = "deadline"},
              {.code = "work.instructions_in_time",
               .label = "按期办结督办事项",
               .kind = Kind::flow,
               .type = &Instruction::type(),
               .day = "deadline",
               .where = {{"in_time", "1"}}},
              {.code = "work.payments",
               .label = "项目付款",
               .kind = Kind::flow,
               .type = &Payment::type(),
               .day = "day",
               .amount = "amount"},
          },
  };
}

void settle_in(unit::House& house) {
  house.decided["work.year_plan"] = year_decided;
  house.decided["work.instruction"] = instruction_asked;
  house.decided["work.closing"] = instruction_closed;
}

}  // namespace boai::work

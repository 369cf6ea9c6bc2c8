// 督办: given, answered with evidence, closed by who gave it; sent back as often as it takes.
#include "domains/work/commands.hpp"
#include "kernel/notices/notices.hpp"

namespace boai::work {

namespace {

constexpr int closing_days = 7;

Outcome ask_for_answer(unit::Context& context, const Instruction& instruction) {
  return matters::open(context, {.kind = "work.instruction",
                                 .title = instruction.leader + "：" + instruction.text,
                                 .branch = instruction.branch,
                                 .post = "work.answer",
                                 .subject_type = "work.instruction",
                                 .subject = instruction.id.number,
                                 .origin = instruction.issuer,
                                 .deadline = instruction.deadline});
}

}  // namespace

Result<Instruction> handle(unit::Context& context, Branch branch, const Instruct& command) {
  if (command.deadline < context.today()) return invalid("work.deadline_past", "deadline");
  Branch top = TRY(matters::top_of(context, branch));
  Instruction instruction{.branch = branch.id,
                          .issuer = top.id,
                          .leader = command.leader,
                          .text = command.text,
                          .owner = command.owner,
                          .issued = context.today(),
                          .deadline = command.deadline,
                          .state = "open",
                          .report = {},
                          .evidence = {},
                          .closed_on = {},
                          .reason = {}};
  TRY(context.save(instruction));
  TRY(ask_for_answer(context, instruction));
  return instruction;
}

Result<Instruction> handle(unit::Context& context, Instruction instruction,
                           const ReportInstruction& command) {
  if (instruction.state != "open") return conflict("work.not_open", "instruction");
  instruction.state = "reported";
  instruction.report = command.report;
  instruction.evidence = command.evidence;
  TRY(context.save(instruction));
  TRY(matters::settle(
      context,
      {.kind = "work.instruction", .subject = instruction.id.number, .state = "approved"}));
  TRY(matters::open(context, {.kind = "work.closing",
                              .title = instruction.leader + "：" + instruction.text,
                              .branch = instruction.issuer,
                              .post = "work.instruct",
                              .subject_type = "work.instruction",
                              .subject = instruction.id.number,
                              .origin = instruction.branch,
                              .deadline = context.today().plus_days(closing_days)}));
  return instruction;
}

// Whoever says "done" says it with a report and its evidence, not with a click.
Outcome instruction_asked(unit::Context&, std::int64_t) {
  return conflict("work.report_first", "matter");
}

Outcome instruction_closed(unit::Context& context, std::int64_t matter_id) {
  auto matter = TRY(context.load(Id<matters::Matter>{matter_id}));
  auto instruction = TRY(context.load(Id<Instruction>{matter.subject}));
  if (instruction.state != "reported") return conflict("work.not_reported", "matter");
  bool closed = matter.state == "approved";
  instruction.state = closed ? "closed" : "open";
  instruction.reason = closed ? "" : matter.remark;
  if (closed) {
    instruction.closed_on = context.today();
    instruction.in_time = instruction.closed_on <= instruction.deadline;
  }
  TRY(context.save(instruction));
  if (!closed) TRY(ask_for_answer(context, instruction));
  return Done{};
}

}  // namespace boai::work

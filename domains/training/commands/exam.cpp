// The exam desk: a window opened for a class, closed, a sitting extended.
#include "domains/training/commands/learning.hpp"
#include "domains/training/commands/parts.hpp"
#include "kernel/branch/branch.hpp"

namespace boai::training {

namespace {

// The bank of the society itself, or the nearest above it that keeps one.
Result<Bank> bank_for(unit::Context& context, Id<Branch> branch) {
  std::string path = TRY(context.batch().path_of(branch.number));
  auto above = branch::ancestors_of(path);
  for (auto at = above.rbegin(); at != above.rend(); ++at) {
    for (auto& bank : TRY(context.find<Bank>("branch", *at))) return bank;
  }
  return conflict("training.no_bank", "class");
}

}  // namespace

Result<std::vector<Drawable>> bank_at(unit::Context& context, Id<Branch> bank, std::int64_t state) {
  std::vector<Drawable> candidates;
  for (const auto& each : TRY(context.find<QuestionEdition>("branch", bank.number))) {
    if (!each.in_bank(state)) continue;
    Question question = TRY(context.load(each.question));
    candidates.push_back(drawable_of(each, question.code));
  }
  return candidates;
}

Result<Exam> handle(unit::Context& context, Class of_class, const OpenExam& command) {
  TRY(may(Step::teach, of_class.state));
  Taught taught = TRY(taught_in(context, of_class));
  if (taught.course->theory_pass <= 0) return invalid("training.no_theory", "class");
  const Blueprint* blueprint =
      curriculum_of(context.house()).blueprint_on(of_class.course, of_class.exam_on);
  if (blueprint == nullptr) return conflict("training.no_blueprint", "class");
  Duty examiner = TRY(context.load(command.examiner));
  TRY(check_examiner({of_class.id, {}}, examiner));
  Instant opens = command.opens_at ? command.opens_at : context.now();
  if (day_in_shanghai(opens) < of_class.exam_on) {
    return conflict("training.before_exam", "opens_at");
  }
  for (const auto& other : TRY(context.find<Exam>("class", of_class.id.number))) {
    if (other.state == "open") return conflict("training.exam_open", "class");
  }
  Bank bank = TRY(bank_for(context, of_class.branch));
  auto candidates = TRY(bank_at(context, bank.branch, bank.state));
  TRY(draw({.parts = blueprint->parts, .seed = 0, .avoided = {}}, std::move(candidates)));
  std::int64_t hours = command.hours > 0 ? command.hours : blueprint->window_hours;
  Exam exam{.id = {},
            .version = 0,
            .of_class = of_class.id,
            .branch = of_class.branch,
            .examiner = command.examiner,
            .opens_at = opens,
            .closes_at = {opens.milliseconds + hours * 3'600'000},
            .blueprint = blueprint->version,
            .bank = bank.branch,
            .bank_state = bank.state,
            .state = "open",
            .account = context.who().name,
            .reason = {}};
  TRY(context.save(exam));
  return exam;
}

Result<std::vector<Sitting>> still_writing(unit::Context& context, Id<Exam> exam) {
  auto sittings = TRY(context.find<Sitting>("exam", exam.number));
  std::erase_if(sittings, [](const Sitting& each) { return each.state != "writing"; });
  return sittings;
}

Result<Exam> handle(unit::Context& context, Exam exam, const CloseExam& command) {
  if (exam.state == "closed") return exam;
  auto writing = TRY(still_writing(context, exam.id));
  bool cuts_off = !writing.empty() && command.reason.empty();
  if (cuts_off) {
    return conflict("training.exam_writing", "reason", std::to_string(writing.size()));
  }
  for (Sitting& sitting : writing) TRY(finish(context, sitting, "examiner"));
  exam.state = "closed";
  exam.reason = command.reason;
  TRY(context.save(exam));
  return exam;
}

Result<Sitting> handle(unit::Context& context, Sitting sitting, const ExtendSitting& command) {
  if (sitting.state != "writing") return conflict("training.exam_over", "sitting");
  sitting.extended_s += command.minutes * 60;
  sitting.reason = command.reason;
  TRY(context.save(sitting));
  return sitting;
}

}  // namespace boai::training

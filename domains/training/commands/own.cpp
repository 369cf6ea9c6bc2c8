// A trainee acts for herself.
#include "domains/training/records/own.hpp"

#include "domains/training/commands/parts.hpp"

namespace boai::training {

namespace {

Result<Enrolment> own_enrolment(unit::Context& context, Id<Enrolment> id) {
  auto person = TRY(people::own_person(context));
  auto enrolment = context.load(id);
  if (!enrolment.ok() || enrolment->person != person) return not_found("record.not_found");
  return enrolment;
}

}  // namespace

Result<Enrolment> handle(unit::Context& context, identity::Account, const EnrolOwn& command) {
  auto person = TRY(people::own_person(context));
  auto of_class = context.load(command.of_class);
  if (!of_class.ok() || !of_class->published_on) return not_found("record.not_found");
  TRY(may(Step::enrol, of_class->state));
  TRY(people::relate(context, person, "training", of_class->branch, context.today()));
  return enrol(context, *of_class, {person, "self", command.occupation});
}

Result<Enrolment> handle(unit::Context& context, identity::Account, const WithdrawOwn& command) {
  Enrolment enrolment = TRY(own_enrolment(context, command.enrolment));
  return handle(context, std::move(enrolment), WithdrawEnrolment{.enrolment = {}, .reason = {}});
}

Result<Evaluation> handle(unit::Context& context, identity::Account, const EvaluateOwn& command) {
  Enrolment enrolment = TRY(own_enrolment(context, command.enrolment));
  return handle(context, std::move(enrolment),
                Evaluate{.enrolment = {},
                         .content = command.content,
                         .teaching = command.teaching,
                         .organisation = command.organisation,
                         .comment = command.comment});
}

}  // namespace boai::training

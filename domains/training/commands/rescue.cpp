// Rescues: registered by staff or by who helped, verified by another, corrected, struck.
#include "domains/training/rules/rescue.hpp"

namespace boai::training {

namespace {

template <typename Command>
Rescue told_by(const Command& command) {
  Rescue rescue;
  rescue.day = command.day;
  rescue.place = command.place;
  rescue.help = command.help;
  rescue.outcome = command.outcome;
  rescue.aed_used = command.aed_used;
  rescue.story = command.story;
  return rescue;
}

// The training that counts is the last before it; a rescue without a society is of that one.
Outcome settle_training(unit::Context& context, Rescue& rescue) {
  TRY(check_rescue(rescue.day, rescue.story, context.today()));
  auto certificates = TRY(context.find<Certificate>("person", rescue.person.number));
  auto attendances = TRY(context.find<Attendance>("person", rescue.person.number));
  Trained trained = TRY(trained_before(certificates, attendances, rescue.day));
  rescue.certificate = trained.certificate;
  rescue.trained_on = trained.on;
  if (!rescue.branch) rescue.branch = trained.branch;
  return Done{};
}

// The same person, day, place and help is the same rescue, whoever tells it.
Result<Rescue> report(unit::Context& context, Rescue rescue) {
  TRY(settle_training(context, rescue));
  for (auto& known : TRY(context.find<Rescue>("person", rescue.person.number))) {
    bool same = known.day == rescue.day && known.place == rescue.place &&
                known.help == rescue.help && known.state != "struck";
    if (same) return known;
  }
  rescue.state = "reported";
  rescue.account = context.who().name;
  TRY(context.save(rescue));
  return rescue;
}

// A number of another county opens nothing here: the same answer as for one that is none.
Result<Id<people::Person>> holder_of(unit::Context& context, const std::string& number) {
  for (const auto& certificate : TRY(context.find<Certificate>("number", number))) {
    if (context.require("training.read", certificate.branch.number).ok()) {
      return certificate.person;
    }
  }
  return not_found("training.certificate.not_found", "certificate_number");
}

}  // namespace

Result<Rescue> handle(unit::Context& context, Branch branch, const RegisterRescue& command) {
  Rescue rescue = told_by(command);
  rescue.branch = branch.id;
  if (!command.certificate_number.empty()) {
    rescue.person = TRY(holder_of(context, command.certificate_number));
    return report(context, std::move(rescue));
  }
  if (command.name.empty()) return invalid("field.required", "certificate_number");
  if (command.document_number.empty()) return invalid("field.required", "document_number");
  people::Papers papers{command.name, command.document_kind, command.document_number};
  rescue.person = TRY(people::find_or_record(context, papers, "training", branch.id, command.day));
  return report(context, std::move(rescue));
}

Result<Rescue> handle(unit::Context& context, identity::Account, const ReportOwnRescue& command) {
  Rescue rescue = told_by(command);
  rescue.person = TRY(people::own_person(context));
  return report(context, std::move(rescue));
}

Result<Rescue> handle(unit::Context& context, Rescue rescue, const VerifyRescue& command) {
  rescue = TRY(verified(std::move(rescue), command.witness, context.who().name, context.today()));
  TRY(context.save(rescue));
  return rescue;
}

Result<Rescue> handle(unit::Context& context, Rescue rescue, const CorrectRescue& command) {
  if (rescue.state == "struck") return conflict("training.rescue_state", "rescue", rescue.state);
  if (command.day) rescue.day = command.day;
  if (!command.place.empty()) rescue.place = command.place;
  if (!command.help.empty()) rescue.help = command.help;
  if (!command.outcome.empty()) rescue.outcome = command.outcome;
  if (!command.story.empty()) rescue.story = command.story;
  TRY(settle_training(context, rescue));
  rescue.state = "reported";
  rescue.account = context.who().name;
  rescue.verified_by.clear();
  rescue.witness.clear();
  rescue.verified_on = {};
  rescue.reason = command.reason;
  TRY(context.save(rescue));
  return rescue;
}

Result<Rescue> handle(unit::Context& context, Rescue rescue, const StrikeRescue& command) {
  if (rescue.state == "struck") return conflict("training.rescue_state", "rescue", rescue.state);
  rescue.state = "struck";
  rescue.reason = command.reason;
  TRY(context.save(rescue));
  return rescue;
}

}  // namespace boai::training

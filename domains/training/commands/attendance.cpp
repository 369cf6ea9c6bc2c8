// Half days: present by QR, by hand or on paper, sent once or often; excused; evaluated after.
#include "domains/training/commands/parts.hpp"

namespace boai::training {

namespace {

struct Seat {
  Class of_class;
  Enrolment enrolment;
};

Result<Seat> seat_at(unit::Context& context, const Session& session, Id<Enrolment> id) {
  Seat seat{TRY(context.load(session.of_class)), TRY(context.load(id))};
  if (seat.enrolment.of_class != session.of_class) {
    return invalid("training.other_class", "enrolment");
  }
  return seat;
}

Outcome check_teaching(unit::Context& context, const Seat& seat, const Session& session) {
  TRY(may(Step::teach, seat.of_class.state));
  if (!holds_seat(seat.enrolment)) return conflict("training.not_enrolled", "enrolment");
  if (session.day > context.today()) return invalid("training.session_ahead", "session");
  return Done{};
}

Result<std::optional<SignIn>> known_sign_in(unit::Context& context, Id<Session> session,
                                            Id<Enrolment> enrolment) {
  for (auto& known : TRY(context.find<SignIn>("enrolment", enrolment.number))) {
    if (known.session == session) return std::optional(known);
  }
  return std::optional<SignIn>();
}

Outcome count_half_day(unit::Context& context, Seat seat, std::string_view kind) {
  ++(kind == "present" ? seat.enrolment.present : seat.enrolment.excused);
  TRY(context.save(seat.enrolment));
  if (seat.of_class.state == "running") return Done{};
  seat.of_class.state = "running";
  return context.save(seat.of_class);
}

}  // namespace

Result<SignIn> handle(unit::Context& context, Session session, const SignInTrainee& command) {
  Seat seat = TRY(seat_at(context, session, command.enrolment));
  auto known = TRY(known_sign_in(context, session.id, command.enrolment));
  if (known && known->kind == "present") return *known;
  TRY(check_teaching(context, seat, session));
  Seen seen = TRY(seen_at({command.device_at, command.device_sent_at, context.now()}, session.day,
                          courses_of(context.house()).clock_skew_s_max));
  if (known) --seat.enrolment.excused;
  SignIn sign_in = known.value_or(SignIn{});
  sign_in.session = session.id;
  sign_in.of_class = session.of_class;
  sign_in.branch = session.branch;
  sign_in.enrolment = command.enrolment;
  sign_in.kind = "present";
  sign_in.way = command.way;
  sign_in.device = command.device;
  sign_in.at = seen.at;
  sign_in.device_at = command.device_at;
  sign_in.received_at = context.now();
  sign_in.skew_s = seen.skew_s;
  sign_in.flag = seen.flag;
  sign_in.account = context.who().name;
  TRY(context.save(sign_in));
  TRY(count_half_day(context, seat, sign_in.kind));
  return sign_in;
}

// Excused is not absent, and not present either: the course says how many half days may be.
Result<SignIn> handle(unit::Context& context, Session session, const Excuse& command) {
  Seat seat = TRY(seat_at(context, session, command.enrolment));
  auto known = TRY(known_sign_in(context, session.id, command.enrolment));
  if (known && known->kind == "present") return conflict("training.was_present", "enrolment");
  if (known) return *known;
  TRY(may(Step::teach, seat.of_class.state));
  if (!holds_seat(seat.enrolment)) return conflict("training.not_enrolled", "enrolment");
  SignIn excused{.session = session.id,
                 .of_class = session.of_class,
                 .branch = session.branch,
                 .enrolment = command.enrolment,
                 .kind = "excused",
                 .way = "staff",
                 .device = {},
                 .at = context.now(),
                 .device_at = {},
                 .received_at = context.now(),
                 .skew_s = 0,
                 .flag = {},
                 .reason = command.reason,
                 .account = context.who().name};
  TRY(context.save(excused));
  ++seat.enrolment.excused;
  TRY(context.save(seat.enrolment));
  return excused;
}

Result<Evaluation> handle(unit::Context& context, Enrolment enrolment, const Evaluate& command) {
  if (enrolment.present == 0) return conflict("training.not_there", "enrolment");
  Evaluation evaluation;
  for (auto& known : TRY(context.find<Evaluation>("enrolment", enrolment.id.number))) {
    evaluation = known;
  }
  evaluation.of_class = enrolment.of_class;
  evaluation.branch = enrolment.branch;
  evaluation.enrolment = enrolment.id;
  evaluation.content = command.content;
  evaluation.teaching = command.teaching;
  evaluation.organisation = command.organisation;
  evaluation.comment = command.comment;
  TRY(context.save(evaluation));
  return evaluation;
}

}  // namespace boai::training

// Seats: taken, waited for, moved, given back; and who has been told.
#include <algorithm>

#include "domains/training/commands/message.hpp"
#include "domains/training/rules/certificate.hpp"

namespace boai::training {

namespace {

// A refresher is for who holds what it renews, wherever it was issued.
Outcome check_renewable(unit::Context& context, const Class& of_class, const Course& course,
                        Id<people::Person> person) {
  if (course.renews.empty()) return Done{};
  for (const auto& held : TRY(context.find<Certificate>("person", person.number))) {
    bool named = std::ranges::find(course.renews, held.course) != course.renews.end();
    const Course* renewed = courses_of(context.house()).find(held.course);
    if (named && renewed != nullptr && renewable(held, *renewed, of_class.start)) return Done{};
  }
  return conflict("training.nothing_to_renew", "document_number");
}

Result<std::optional<Enrolment>> known_enrolment(unit::Context& context, const Class& of_class,
                                                 Id<people::Person> person) {
  for (auto& known : TRY(context.find<Enrolment>("class", of_class.id.number))) {
    if (known.person == person) return std::optional(known);
  }
  return std::optional<Enrolment>();
}

// A seat, or the end of the line.
Outcome seat(unit::Context& context, Class& of_class, Enrolment& enrolment) {
  std::int64_t last = 0;
  for (const auto& other : TRY(context.find<Enrolment>("class", of_class.id.number))) {
    last = std::max(last, other.queue);
  }
  bool free = of_class.taken < of_class.seats;
  enrolment.state = free ? "enrolled" : "waiting";
  enrolment.queue = last + 1;
  ++(free ? of_class.taken : of_class.waiting);
  if (of_class.state == "published") of_class.state = "enrolling";
  TRY(context.save(enrolment));
  return context.save(of_class);
}

// Gives the seat or the place in the line back; who waits moves up.
Outcome leave(unit::Context& context, Class of_class, bool had_seat) {
  --(had_seat ? of_class.taken : of_class.waiting);
  TRY(promote(context, of_class));
  return context.save(of_class);
}

bool there(const Enrolment& enrolment) {
  return holds_seat(enrolment) || enrolment.state == "waiting";
}

Outcome check_leaving(unit::Context& context, const Enrolment& enrolment) {
  if (!there(enrolment)) return conflict("training.enrolment_ended", "enrolment");
  Class of_class = TRY(context.load(enrolment.of_class));
  return may(Step::enrol_late, of_class.state);
}

}  // namespace

Result<Enrolment> enrol(unit::Context& context, Class of_class, const Enrolling& who) {
  auto known = TRY(known_enrolment(context, of_class, who.person));
  if (known && there(*known)) return *known;
  if (known && !known->result.empty()) return conflict("training.class_state", "class");
  TRY(check_enrolment_days(of_class, context.today(), who.reason));
  const Course* course = TRY(course_of(context.house(), of_class.course));
  Day birthday = TRY(people::birthday_of(context, who.person));
  TRY(check_age(*course, birthday ? birthday : who.birthday, of_class.start));
  TRY(check_renewable(context, of_class, *course, who.person));
  Enrolment enrolment = known.value_or(Enrolment{});
  enrolment.of_class = of_class.id;
  enrolment.branch = of_class.branch;
  enrolment.person = who.person;
  enrolment.way = who.way;
  enrolment.occupation = who.occupation;
  enrolment.at = context.now();
  enrolment.account = context.who().name;
  enrolment.reason = who.reason;
  TRY(seat(context, of_class, enrolment));
  return enrolment;
}

Result<Enrolment> handle(unit::Context& context, Class of_class, const Enrol& command) {
  people::Papers papers{command.name, command.document_kind, command.document_number};
  auto person =
      TRY(people::find_or_record(context, papers, "training", of_class.branch, context.today()));
  return enrol(context, std::move(of_class),
               {person, command.way, command.occupation, command.reason, command.birthday});
}

Result<Enrolment> handle(unit::Context& context, Enrolment enrolment, const Confirm&) {
  if (enrolment.state == "waiting") return conflict("training.no_seat_yet", "enrolment");
  if (!holds_seat(enrolment)) return conflict("training.enrolment_ended", "enrolment");
  enrolment.state = "confirmed";
  TRY(context.save(enrolment));
  return enrolment;
}

Result<Enrolment> handle(unit::Context& context, Enrolment enrolment,
                         const WithdrawEnrolment& command) {
  TRY(check_leaving(context, enrolment));
  bool had_seat = holds_seat(enrolment);
  enrolment.state = "withdrawn";
  enrolment.reason = command.reason;
  TRY(context.save(enrolment));
  TRY(leave(context, TRY(context.load(enrolment.of_class)), had_seat));
  return enrolment;
}

// Her old seat is given back only when the new one is hers.
Result<Enrolment> handle(unit::Context& context, Enrolment enrolment,
                         const MoveEnrolment& command) {
  TRY(check_leaving(context, enrolment));
  Class from = TRY(context.load(enrolment.of_class));
  Class to = TRY(context.load(command.to_class));
  TRY(context.require(MoveEnrolment::right, to.branch.number));
  if (to.course != from.course || to.id == from.id) {
    return conflict("training.other_course", "to_class");
  }
  TRY(check_enrolment_days(to, context.today(), command.reason));
  if (to.taken >= to.seats) return conflict("training.class_full", "to_class");
  auto known = TRY(known_enrolment(context, to, enrolment.person));
  if (known && there(*known)) return conflict("training.enrolled_already", "to_class");
  Enrolment moved = known.value_or(Enrolment{});
  moved.of_class = to.id;
  moved.branch = to.branch;
  moved.person = enrolment.person;
  moved.way = enrolment.way;
  moved.occupation = enrolment.occupation;
  moved.at = context.now();
  moved.account = context.who().name;
  moved.other_class = from.id;
  moved.reason = command.reason;
  TRY(seat(context, to, moved));
  bool had_seat = holds_seat(enrolment);
  enrolment.state = "moved";
  enrolment.other_class = to.id;
  enrolment.reason = command.reason;
  TRY(context.save(enrolment));
  TRY(leave(context, from, had_seat));
  return moved;
}

Result<Telling> handle(unit::Context& context, Telling telling, const Tell& command) {
  if (telling.state == "told") return telling;
  telling.state = "told";
  telling.way = command.way;
  telling.account = context.who().name;
  telling.at = context.now();
  TRY(context.save(telling));
  TRY(drop_telling(context, telling.id));
  return telling;
}

}  // namespace boai::training

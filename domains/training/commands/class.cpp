// A class from its plan to its archive: planned, approved by somebody else, published.
#include <algorithm>

#include "domains/training/commands/instructor.hpp"
#include "kernel/notices/notices.hpp"

namespace boai::training {

namespace {

constexpr int class_approval_days = 5;

// As many half days as the timetable has, each at its place.
Outcome save_sessions(unit::Context& context, const Class& of_class,
                      const std::vector<HalfDay>& half_days) {
  auto known = TRY(sessions_of(context, of_class.id));
  for (std::size_t index = 0; index < std::max(half_days.size(), known.size()); ++index) {
    if (index >= half_days.size()) {
      TRY(context.remove_row(Session::type(), known[index].id.number));
      continue;
    }
    Session session = index < known.size() ? known[index] : Session{};
    session.of_class = of_class.id;
    session.branch = of_class.branch;
    session.ordinal = static_cast<std::int64_t>(index) + 1;
    session.day = half_days[index].day;
    session.half = half_days[index].half;
    session.place = of_class.place;
    TRY(context.save(session));
  }
  return Done{};
}

Outcome check_dates(const Class& of_class, Day today) {
  if (of_class.start < today) return invalid("training.start_past", "start");
  if (of_class.exam_on < of_class.finish) return invalid("training.exam_before_end", "exam_on");
  bool good = of_class.enrol_from <= of_class.enrol_until;
  if (!good) return invalid("training.enrolment_span", "enrol_until");
  if (of_class.enrol_until > of_class.start) {
    return invalid("training.enrolment_span", "enrol_until");
  }
  return Done{};
}

Result<Class> class_titled(unit::Context& context, Id<Branch> branch, const std::string& title) {
  for (auto& known : TRY(context.find<Class>("title", title))) {
    if (known.branch == branch && known.state != "cancelled") return known;
  }
  return Class{};
}

}  // namespace

Result<Class> handle(unit::Context& context, Branch branch, const PlanClass& command) {
  const Course* course = TRY(course_of(context.house(), command.course));
  TRY(check_seats(*course, command.seats));
  const Syllabus* syllabus = course->on(command.start);
  if (syllabus == nullptr) return invalid("training.no_syllabus", "start");
  auto half_days = TRY(half_days_of({command.sessions, command.start, syllabus->half_days}));
  Class planned = TRY(class_titled(context, branch.id, command.title));
  if (planned.id) TRY(may(Step::plan, planned.state));
  planned.branch = branch.id;
  planned.title = command.title;
  planned.course = command.course;
  planned.syllabus = syllabus->version;
  planned.setting = command.setting;
  planned.place = command.place;
  planned.start = command.start;
  planned.finish = half_days.back().day;
  planned.exam_on = command.exam_on ? command.exam_on : planned.finish;
  planned.enrol_from = command.enrol_from ? command.enrol_from : context.today();
  planned.enrol_until = command.enrol_until
                            ? command.enrol_until
                            : std::max(context.today(), command.start.plus_days(-1));
  planned.seats = command.seats;
  planned.state = "planned";
  planned.account = context.who().name;
  TRY(check_dates(planned, context.today()));
  TRY(context.save(planned));
  TRY(save_sessions(context, planned, half_days));
  return planned;
}

Result<Class> handle(unit::Context& context, Class of_class, const SubmitClass&) {
  TRY(may(Step::submit, of_class.state));
  of_class.state = "submitted";
  of_class.submitted_by = context.who().name;
  of_class.reason.clear();
  TRY(context.save(of_class));
  TRY(matters::open(context, {.kind = "training.class",
                              .title = of_class.title,
                              .branch = of_class.branch,
                              .post = "training.approve",
                              .subject_type = "training.class",
                              .subject = of_class.id.number,
                              .origin = of_class.branch,
                              .deadline = context.today().plus_days(class_approval_days)}));
  return of_class;
}

// Nobody approves what he planned or sent up himself.
Outcome class_decided(unit::Context& context, std::int64_t matter_id) {
  auto matter = TRY(context.load(Id<matters::Matter>{matter_id}));
  auto of_class = TRY(context.load(Id<Class>{matter.subject}));
  if (of_class.state != "submitted") return conflict("training.class_state", "matter");
  const std::string& who = context.who().name;
  bool own = of_class.account == who || of_class.submitted_by == who;
  if (own) return conflict("matters.same_person", "matter");
  of_class.state = matter.state;
  of_class.reason = matter.state == "returned" ? matter.remark : "";
  of_class.approved_by = matter.state == "approved" ? who : "";
  TRY(context.save(of_class));
  return notices::tell(context, of_class.account,
                       {.code = "training.class_" + matter.state,
                        .about = of_class.title,
                        .remark = matter.remark,
                        .subject_type = "training.class",
                        .subject = of_class.id.number});
}

Result<Class> handle(unit::Context& context, Class of_class, const PublishClass&) {
  TRY(may(Step::publish, of_class.state));
  Taught taught = TRY(taught_in(context, of_class));
  std::vector<Id<people::Person>> instructors;
  for (const Duty& duty : TRY(context.find<Duty>("class", of_class.id.number))) {
    bool teaches = duty.role == "instructor" && duty.state == "standing";
    bool known = std::ranges::find(instructors, duty.person) != instructors.end();
    if (teaches && !known) instructors.push_back(duty.person);
  }
  std::int64_t needed = instructors_needed(*taught.course, of_class.seats);
  if (static_cast<std::int64_t>(instructors.size()) < needed) {
    return conflict("training.too_few_instructors", "class", std::to_string(needed));
  }
  of_class.state = "published";
  of_class.published_on = context.today();
  TRY(context.save(of_class));
  return of_class;
}

Result<Class> handle(unit::Context& context, Class of_class, const MoveClass& command) {
  TRY(may(Step::move, of_class.state));
  Taught taught = TRY(taught_in(context, of_class));
  auto half_days = TRY(half_days_of({command.sessions, command.start, taught.syllabus->half_days}));
  of_class.start = command.start;
  of_class.finish = half_days.back().day;
  of_class.exam_on = command.exam_on ? command.exam_on : of_class.finish;
  of_class.enrol_until = std::min(of_class.enrol_until, command.start);
  of_class.enrol_from = std::min(of_class.enrol_from, of_class.enrol_until);
  if (!command.place.empty()) of_class.place = command.place;
  of_class.reason = command.reason;
  TRY(check_dates(of_class, context.today()));
  for (const Duty& duty : TRY(context.find<Duty>("class", of_class.id.number))) {
    bool teaches = duty.role == "instructor" && duty.state == "standing";
    if (!teaches) continue;
    Teaching teaching{duty.person, of_class.id, half_days};
    TRY(check_free(context, teaching));
    bool may = duty.override_reason.empty();
    if (may) TRY(check_may_teach(context, of_class, teaching, ""));
  }
  TRY(context.save(of_class));
  TRY(save_sessions(context, of_class, half_days));
  TRY(tell_everyone(
      context, of_class,
      {"moved", to_text(of_class.start) + " " + of_class.place + " " + command.reason}));
  return of_class;
}

Result<Class> handle(unit::Context& context, Class of_class, const CancelClass& command) {
  TRY(may(Step::cancel, of_class.state));
  of_class.state = "cancelled";
  of_class.reason = command.reason;
  of_class.taken = of_class.waiting = 0;
  TRY(context.save(of_class));
  for (auto& enrolment : TRY(context.find<Enrolment>("class", of_class.id.number))) {
    bool concerned = holds_seat(enrolment) || enrolment.state == "waiting";
    if (!concerned) continue;
    enrolment.state = "cancelled";
    enrolment.reason = command.reason;
    TRY(context.save(enrolment));
  }
  TRY(tell_everyone(context, of_class, {"cancelled", command.reason}));
  for (std::string_view kind : {"training.class", "training.lateness"}) {
    TRY(matters::settle(context, {.kind = kind,
                                  .subject = of_class.id.number,
                                  .state = "returned",
                                  .remark = command.reason}));
  }
  return of_class;
}

Result<Class> handle(unit::Context& context, Class of_class, const ArchiveClass&) {
  const Course* course = TRY(course_of(context.house(), of_class.course));
  bool no_card = of_class.state == "examined" && (!course->certificate || of_class.passed == 0);
  if (!no_card) TRY(may(Step::archive, of_class.state));
  of_class.state = "archived";
  of_class.archived_on = context.today();
  TRY(context.save(of_class));
  return of_class;
}

}  // namespace boai::training

// Who teaches and examines; and what is late, put before the next post.
#include <algorithm>

#include "domains/training/commands/instructor.hpp"

namespace boai::training {

namespace {

// By her file, as the list of candidates knows her, or by her papers.
Result<Id<people::Person>> person_meant(unit::Context& context, const Class& of_class,
                                        const AssignDuty& command) {
  if (command.instructor) return person_of_instructor(context, of_class, command.instructor);
  if (command.name.empty()) return invalid("field.required", "name");
  if (command.document_number.empty()) return invalid("field.required", "document_number");
  people::Papers papers{command.name, command.document_kind, command.document_number};
  return people::find_or_record(context, papers, "training", of_class.branch, context.today());
}

}  // namespace

Result<Duty> handle(unit::Context& context, Class of_class, const AssignDuty& command) {
  bool over = of_class.state == "cancelled" || of_class.state == "certified" ||
              of_class.state == "archived" || of_class.state == "examined";
  if (over) return conflict("training.class_state", "class", of_class.state);
  auto person = TRY(person_meant(context, of_class, command));
  Teaching teaching{.person = person, .of_class = of_class.id, .half_days = {}};
  for (const Session& session : TRY(sessions_of(context, of_class.id))) {
    bool his = !command.session || command.session == session.id;
    if (his) teaching.half_days.push_back({session.day, session.half});
  }
  if (teaching.half_days.empty()) return invalid("training.other_class", "session");
  bool teaches = command.role == "instructor", overridden = false;
  if (teaches) {
    overridden = TRY(check_may_teach(context, of_class, teaching, command.override_reason));
    TRY(check_free(context, teaching));
  }
  Duty duty;
  for (auto& known : TRY(context.find<Duty>("class", of_class.id.number))) {
    bool same =
        known.person == person && known.role == command.role && known.session == command.session;
    if (same) duty = known;
  }
  duty.of_class = of_class.id;
  duty.branch = of_class.branch;
  duty.session = command.session;
  duty.person = person;
  duty.role = command.role;
  duty.state = "standing";
  duty.override_reason = overridden ? command.override_reason : "";
  TRY(context.save(duty));
  return duty;
}

Result<Duty> handle(unit::Context& context, Duty duty, const ReleaseDuty&) {
  duty.state = "released";
  TRY(context.save(duty));
  TRY(count_hours(context, duty.person));
  return duty;
}

namespace {

constexpr const char* sql_late =
    "SELECT c.id FROM training_class c JOIN network_society s ON s.id = c.branch "
    "WHERE c.state IN ('approved', 'published', 'enrolling', 'running', 'examined') "
    "AND c.exam_on < ? AND s.path LIKE ? ORDER BY c.exam_on, c.id LIMIT 2000";

Result<std::vector<std::int64_t>> late_classes(unit::Context& context, const Branch& branch,
                                               Day before) {
  std::vector<std::int64_t> found;
  store::Value values[] = {std::int64_t{before.number()}, branch.path + "%"};
  TRY(context.batch().connection().each(sql_late, values, [&](const store::RowView& row) {
    found.push_back(row.number(0));
    return true;
  }));
  return found;
}

Outcome put_before(unit::Context& context, const Class& of_class, const Rung& rung) {
  Branch at = TRY(context.load(of_class.branch));
  bool above = rung.to == "above" && at.parent;
  if (above) at = TRY(context.load(at.parent));
  if (rung.to == "top") at = TRY(matters::top_of(context, at));
  return matters::open(context, {.kind = "training.lateness",
                                 .title = of_class.title,
                                 .branch = at.id,
                                 .post = rung.to == "own" ? "training.plan" : "training.approve",
                                 .subject_type = "training.class",
                                 .subject = of_class.id.number,
                                 .origin = of_class.branch,
                                 .deadline = of_class.exam_on.plus_days(rung.days)});
}

}  // namespace

Result<Branch> handle(unit::Context& context, Branch branch, const Escalate&) {
  const Courses& courses = courses_of(context.house());
  if (courses.escalation.empty()) return branch;
  Day before = context.today().plus_days(-courses.escalation.front().days);
  for (std::int64_t id : TRY(late_classes(context, branch, before))) {
    Class of_class = TRY(context.load(Id<Class>{id}));
    std::int64_t reached = rungs_reached(courses, of_class.exam_on, context.today());
    if (reached <= of_class.escalated) continue;
    for (std::int64_t rung = of_class.escalated; rung < reached; ++rung) {
      TRY(put_before(context, of_class, courses.escalation[static_cast<std::size_t>(rung)]));
    }
    of_class.escalated = reached;
    TRY(context.save(of_class));
  }
  return branch;
}

// A late class leaves the list by being closed, not by a click.
Outcome lateness_asked(unit::Context&, std::int64_t) {
  return conflict("training.close_first", "matter");
}

}  // namespace boai::training

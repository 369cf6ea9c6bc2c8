// Marks, their correction and their closing, which decides who passed and who counts as trained.
#include <algorithm>

#include "domains/training/commands/instructor.hpp"
#include "domains/training/commands/learning.hpp"
#include "domains/training/commands/parts.hpp"
#include "domains/training/records.hpp"
#include "domains/training/rules/certificate.hpp"

namespace boai::training {

namespace {

struct Examined {
  Class of_class;
  Taught taught;
};

Result<Examined> exam_of(unit::Context& context, const Enrolment& enrolment) {
  Examined exam{.of_class = TRY(context.load(enrolment.of_class)), .taught = {}};
  TRY(may(Step::close, exam.of_class.state));
  if (!holds_seat(enrolment)) return conflict("training.not_enrolled", "enrolment");
  if (context.today() < exam.of_class.exam_on) return conflict("training.before_exam", "enrolment");
  exam.taught = TRY(taught_in(context, exam.of_class));
  return exam;
}

Result<std::vector<Mark>> marks_of(unit::Context& context, Id<Enrolment> enrolment) {
  return context.find<Mark>("enrolment", enrolment.number);
}

Result<std::vector<Mark>> earlier_marks(unit::Context& context, const Mark& mark) {
  auto marks = TRY(marks_of(context, mark.enrolment));
  std::erase_if(marks,
                [&](const Mark& each) { return each.kind != mark.kind || each.item != mark.item; });
  return marks;
}

Mark mark_for(unit::Context& context, const Enrolment& enrolment, std::string kind) {
  Mark mark;
  mark.of_class = enrolment.of_class;
  mark.branch = enrolment.branch;
  mark.enrolment = enrolment.id;
  mark.kind = std::move(kind);
  mark.account = context.who().name;
  mark.at = context.now();
  return mark;
}

Outcome add(unit::Context& context, Mark& mark, std::int64_t attempts_max) {
  auto earlier = TRY(earlier_marks(context, mark));
  TRY(check_attempt(earlier, attempts_max));
  mark.attempt = static_cast<std::int64_t>(earlier.size()) + 1;
  return context.save(mark);
}

}  // namespace

Result<Mark> record_theory(unit::Context& context, const Enrolment& enrolment,
                           const TheoryResult& result) {
  Examined exam = TRY(exam_of(context, enrolment));
  if (exam.taught.course->theory_pass <= 0) return invalid("training.no_theory", "enrolment");
  TRY(check_admitted(context, exam.of_class, enrolment));
  Duty examiner = TRY(context.load(result.examiner));
  TRY(check_examiner({enrolment.of_class, enrolment.person}, examiner));
  Mark mark = mark_for(context, enrolment, "theory");
  mark.score = result.score;
  mark.passed = result.score >= exam.taught.course->theory_pass;
  mark.examiner = result.examiner;
  TRY(add(context, mark, exam.taught.course->theory_attempts));
  return mark;
}

Result<Mark> handle(unit::Context& context, Enrolment enrolment, const MarkTheory& command) {
  return record_theory(context, enrolment, {command.score, command.examiner});
}

Result<Mark> handle(unit::Context& context, Enrolment enrolment, const MarkStation& command) {
  Examined exam = TRY(exam_of(context, enrolment));
  const Station* station = exam.taught.syllabus->station(command.station);
  if (station == nullptr) return invalid("training.no_station", "station");
  TRY(check_steps(*station, command.missed, command.passed));
  Duty one = TRY(context.load(command.examiner));
  Duty other = TRY(context.load(command.second_examiner));
  TRY(check_examiners({enrolment.of_class, enrolment.person}, one, other));
  Mark mark = mark_for(context, enrolment, "station");
  mark.item = command.station;
  mark.passed = command.passed;
  mark.missed = command.missed;
  mark.examiner = command.examiner;
  mark.second_examiner = command.second_examiner;
  TRY(add(context, mark, exam.taught.course->station_attempts));
  return mark;
}

Result<Mark> handle(unit::Context& context, Mark mark, const CorrectMark& command) {
  Examined exam = TRY(exam_of(context, TRY(context.load(mark.enrolment))));
  bool theory = mark.kind == "theory";
  if (theory) mark.score = command.score;
  mark.passed = theory ? command.score >= exam.taught.course->theory_pass : command.passed;
  mark.reason = command.reason;
  mark.account = context.who().name;
  mark.at = context.now();
  TRY(context.save(mark));
  return mark;
}

namespace {

// Domain-rules §7: one person may not pass two overlapping classes, wherever they are held.
Result<bool> passed_elsewhere(unit::Context& context, const Enrolment& enrolment,
                              const std::vector<HalfDay>& half_days) {
  for (const auto& other : TRY(context.find<Enrolment>("person", enrolment.person.number))) {
    bool passed = other.of_class != enrolment.of_class && other.result == "passed";
    if (passed && clash(half_days, TRY(half_days_taught(context, other.of_class)))) return true;
  }
  return false;
}

// The same row as by hand (training.attend), when there is one.
Result<Attendance> attendance_of(unit::Context& context, const Class& of_class,
                                 const Enrolment& enrolment) {
  for (auto& known : TRY(context.find<Attendance>("person", enrolment.person.number))) {
    bool same = known.branch == of_class.branch && known.day == of_class.exam_on &&
                known.course == of_class.course;
    if (same) return known;
  }
  return Attendance{};
}

// Who was there counts as trained, when she passed here, or in another class of that day.
Outcome record_attendance(unit::Context& context, const Class& of_class, const Enrolment& enrolment,
                          bool passed_elsewhere) {
  Attendance attendance = TRY(attendance_of(context, of_class, enrolment));
  attendance.branch = of_class.branch;
  attendance.person = enrolment.person;
  attendance.course = of_class.course;
  attendance.setting = of_class.setting;
  attendance.occupation = enrolment.occupation;
  attendance.day = of_class.exam_on;
  bool already = passed_elsewhere && attendance.passed;
  attendance.passed = already || enrolment.result == "passed";
  return context.save(attendance);
}

Outcome decide(unit::Context& context, Class& of_class, const Taught& taught,
               Enrolment& enrolment) {
  auto half_days = TRY(half_days_taught(context, of_class.id));
  Showing showing{.present = enrolment.present,
                  .excused = enrolment.excused,
                  .marks = TRY(marks_of(context, enrolment.id)),
                  .passed_elsewhere = TRY(passed_elsewhere(context, enrolment, half_days))};
  Verdict decided = verdict(*taught.course, *taught.syllabus, showing);
  enrolment.result = decided.result;
  enrolment.result_reason = decided.reason;
  TRY(context.save(enrolment));
  if (enrolment.result == "passed") ++of_class.passed;
  if (enrolment.present == 0) return Done{};
  return record_attendance(context, of_class, enrolment, showing.passed_elsewhere);
}

}  // namespace

Result<Class> handle(unit::Context& context, Class of_class, const CloseMarks&) {
  TRY(may(Step::close, of_class.state));
  if (context.today() < of_class.exam_on) return conflict("training.before_exam", "class");
  for (const auto& exam : TRY(context.find<Exam>("class", of_class.id.number))) {
    if (exam.state == "open") return conflict("training.exam_open", "class");
  }
  Taught taught = TRY(taught_in(context, of_class));
  for (auto& enrolment : TRY(context.find<Enrolment>("class", of_class.id.number))) {
    if (holds_seat(enrolment)) TRY(decide(context, of_class, taught, enrolment));
  }
  of_class.state = "examined";
  of_class.closed_on = context.today();
  TRY(context.save(of_class));
  TRY(count_hours_of(context, of_class));
  bool done = !taught.course->certificate || of_class.passed == 0;
  if (done) {
    TRY(matters::settle(
        context,
        {.kind = "training.lateness", .subject = of_class.id.number, .state = "approved"}));
  }
  return of_class;
}

Result<Class> handle(unit::Context& context, Class of_class, const ReopenMarks& command) {
  TRY(may(Step::reopen, of_class.state));
  for (auto& enrolment : TRY(context.find<Enrolment>("class", of_class.id.number))) {
    if (enrolment.result.empty()) continue;
    bool passed = enrolment.result == "passed";
    enrolment.result.clear();
    enrolment.result_reason.clear();
    TRY(context.save(enrolment));
    if (!passed) continue;
    Attendance attendance = TRY(attendance_of(context, of_class, enrolment));
    attendance.passed = false;
    TRY(context.save(attendance));
  }
  of_class.state = "running";
  of_class.closed_on = {};
  of_class.passed = 0;
  of_class.reason = command.reason;
  TRY(context.save(of_class));
  TRY(count_hours_of(context, of_class));
  return of_class;
}

}  // namespace boai::training

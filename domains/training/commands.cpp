#include "domains/training/records/decree.hpp"
#include "domains/training/rules/certificate.hpp"

namespace boai::training {

Outcome check_days(Day day, Day valid_until, Day today) {
  if (day > today) return invalid("training.day_in_future", "day");
  if (valid_until && valid_until < day) return invalid("training.valid_until", "valid_until");
  return Done{};
}

namespace {

constexpr std::string_view purpose = "training";

// Validity in months is data of the course (domain-rules §7, CFG).
Result<Day> last_day_asked(unit::Context& context, const Certify& command) {
  if (command.valid_until) return command.valid_until;
  const Course* course = TRY(course_of(context.house(), command.course));
  return last_day(*course, command.day);
}

}  // namespace

Result<Attendance> handle(unit::Context& context, Branch branch, const Attend& command) {
  TRY(check_days(command.day, {}, context.today()));
  people::Papers papers{command.name, command.document_kind, command.document_number};
  auto person = TRY(people::find_or_record(context, papers, purpose, branch.id, command.day));
  Attendance attendance;
  for (auto& known : TRY(context.find<Attendance>("person", person.number))) {
    bool same =
        known.branch == branch.id && known.day == command.day && known.course == command.course;
    if (same) attendance = known;
  }
  attendance.branch = branch.id;
  attendance.person = person;
  attendance.course = command.course;
  attendance.setting = command.setting;
  attendance.occupation = command.occupation;
  attendance.day = command.day;
  attendance.passed = command.passed;
  TRY(context.save(attendance));
  return attendance;
}

Result<Certificate> handle(unit::Context& context, Branch branch, const Certify& command) {
  TRY(check_days(command.day, command.valid_until, context.today()));
  people::Papers papers{command.name, command.document_kind, command.document_number};
  auto person = TRY(people::find_or_record(context, papers, purpose, branch.id, command.day));
  Certificate certificate;
  for (auto& known : TRY(context.find<Certificate>("number", command.number))) {
    certificate = known;
    bool same = known.person == person && known.branch == branch.id;
    if (!same) return conflict("training.number_taken", "number");
  }
  certificate.branch = branch.id;
  certificate.person = person;
  certificate.number = command.number;
  certificate.course = command.course;
  certificate.setting = command.setting;
  certificate.occupation = command.occupation;
  certificate.day = command.day;
  // What has happened to it since stays: the list says only how it was issued.
  Day issued = TRY(last_day_asked(context, command));
  if (certificate.issued_until) certificate.issued_until = issued;
  certificate.valid_until = issued;
  if (certificate.issued_until) certificate.valid_until = valid_until_of(certificate);
  TRY(context.save(certificate));
  TRY(apply_standing(context, certificate));
  return certificate;
}

}  // namespace boai::training

// Certificates of a class: numbered one after the other without a gap; a refresher's renews.
#include <algorithm>

#include "domains/training/commands/code.hpp"
#include "domains/training/commands/parts.hpp"
#include "domains/training/records/decree.hpp"
#include "domains/training/rules/certificate.hpp"

namespace boai::training {

namespace {

constexpr std::int64_t serial_max = 999'999;

}  // namespace

// The counter stands in the same transaction as the certificate, and there is one writer: two
// clerks, or a crash, leave neither gap nor repeat. A number that an import has used already is
// stepped over.
Result<std::string> next_number(unit::Context& context, const Branch& branch,
                                std::string_view course_number, Day day) {
  certificate::NumberParts parts{.region = TRY(region_of(branch)),
                                 .year = day.year(),
                                 .course = std::atoi(std::string(course_number).c_str()),
                                 .serial = 0};
  std::string key = std::to_string(parts.region) + "-" + std::to_string(day.year()) + "-" +
                    std::string(course_number);
  Series series{.branch = branch.id, .series = key, .last = 0};
  for (auto& known : TRY(context.find<Series>("series", key))) series = known;
  while (true) {
    if (series.last >= serial_max) return conflict("training.series_full", "branch");
    parts.serial = static_cast<int>(++series.last);
    std::string number = TRY(courses_of(context.house()).number_on(day).number_of(parts));
    if (!TRY(context.find<Certificate>("number", number)).empty()) continue;
    TRY(context.save(series));
    return number;
  }
}

namespace {

// What a refresher renews: of those still renewable the one that lasts longest.
Result<std::optional<Certificate>> renewed_by_class(unit::Context& context, const Class& of_class,
                                                    const Course& course,
                                                    const Enrolment& enrolment) {
  std::optional<Certificate> best;
  for (auto& held : TRY(context.find<Certificate>("person", enrolment.person.number))) {
    bool named = std::ranges::find(course.renews, held.course) != course.renews.end();
    const Course* known = courses_of(context.house()).find(held.course);
    bool good = named && known != nullptr && renewable(held, *known, of_class.start);
    if (good && (!best || best->valid_until < held.valid_until)) best = held;
  }
  return best;
}

Outcome issue_to(unit::Context& context, const Class& of_class, const Branch& branch,
                 Enrolment& enrolment) {
  const Course* course = TRY(course_of(context.house(), of_class.course));
  std::optional<Certificate> old;
  if (!course->renews.empty()) {
    old = TRY(renewed_by_class(context, of_class, *course, enrolment));
    if (!old) return conflict("training.nothing_to_renew", "class");
    course = TRY(course_of(context.house(), old->course));
  }
  Certificate certificate;
  certificate.branch = of_class.branch;
  certificate.person = enrolment.person;
  certificate.number = TRY(next_number(context, branch, course->number, of_class.exam_on));
  certificate.course = course->code;
  certificate.setting = of_class.setting;
  certificate.occupation = enrolment.occupation;
  certificate.day = of_class.exam_on;
  certificate.valid_until = TRY(last_day(*course, of_class.exam_on));
  certificate.of_class = of_class.id;
  if (old) certificate.renews = old->id;
  TRY(sign_code(context, certificate, branch));
  TRY(context.save(certificate));
  TRY(apply_standing(context, certificate));
  if (old) TRY(end_by_renewal(context, *old, {certificate.id, of_class.exam_on}));
  enrolment.certificate = certificate.id;
  return context.save(enrolment);
}

}  // namespace

Result<Class> handle(unit::Context& context, Class of_class, const IssueClass&) {
  TRY(may(Step::issue, of_class.state));
  const Course* course = TRY(course_of(context.house(), of_class.course));
  if (!course->certificate) return conflict("training.no_certificate", "class");
  if (of_class.passed == 0) return conflict("training.nobody_passed", "class");
  Branch branch = TRY(context.load(of_class.branch));
  auto enrolments = TRY(context.find<Enrolment>("class", of_class.id.number));
  std::ranges::sort(enrolments, {}, &Enrolment::queue);
  for (Enrolment& enrolment : enrolments) {
    bool due = enrolment.result == "passed" && !enrolment.certificate;
    if (due) TRY(issue_to(context, of_class, branch, enrolment));
  }
  of_class.state = "certified";
  of_class.certified_on = context.today();
  TRY(context.save(of_class));
  TRY(matters::settle(
      context, {.kind = "training.lateness", .subject = of_class.id.number, .state = "approved"}));
  return of_class;
}

}  // namespace boai::training

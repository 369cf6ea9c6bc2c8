#include "domains/training/rules/certificate.hpp"

#include <algorithm>

namespace boai::training {

namespace {

Day as_issued(const Certificate& certificate) {
  return certificate.issued_until ? certificate.issued_until : certificate.valid_until;
}

// Kept apart from the day that holds only while something has changed that, so that taking the
// change back leaves the record as it was.
Certificate settled(Certificate certificate) {
  Day issued = as_issued(certificate);
  bool changed = certificate.extended_until || certificate.ended_on;
  certificate.issued_until = issued;
  certificate.valid_until = valid_until_of(certificate);
  if (!changed) certificate.issued_until = {};
  return certificate;
}

}  // namespace

Day valid_until_of(const Certificate& certificate) {
  Day until = std::max(as_issued(certificate), certificate.extended_until);
  if (certificate.ended_on) until = std::min(until, certificate.ended_on.plus_days(-1));
  return until;
}

std::string state_of(const Certificate& certificate, const Course& course, Day today) {
  if (certificate.ended_on && certificate.ended_on <= today) {
    return certificate.renewed_by ? "renewed" : "revoked";
  }
  if (today <= certificate.valid_until) {
    if (certificate.extended_until) return "extended";
    bool due = as_issued(certificate).plus_days(-course.renewal_days) <= today;
    return due ? "due" : "valid";
  }
  bool grace = today <= certificate.valid_until.plus_days(course.grace_days);
  return grace ? "grace" : "expired";
}

bool renewable(const Certificate& certificate, const Course& course, Day on) {
  if (certificate.ended_on) return false;
  return on <= certificate.valid_until.plus_days(course.grace_days);
}

Result<Certificate> revoke(Certificate certificate, const Revoke& command, Day today) {
  if (certificate.ended_on) return conflict("training.ended", "certificate");
  if (command.day > today) return invalid("training.day_in_future", "day");
  if (command.day < certificate.day) return invalid("training.before_issue", "day");
  certificate.ended_on = command.day;
  return settled(std::move(certificate));
}

bool speaks_of(const Decree& decree, const Certificate& certificate) {
  if (certificate.ended_on) return false;
  auto courses = words_of(decree.courses);
  if (std::ranges::find(courses, certificate.course) == courses.end()) return false;
  Day issued = as_issued(certificate);
  return decree.ends_from <= issued && issued <= decree.ends_until;
}

Day extended_day(const Decree& decree, const Certificate& certificate) {
  if (decree.extend_to) return decree.extend_to;
  return as_issued(certificate).plus_months(static_cast<int>(decree.months));
}

Certificate with_extensions(Certificate certificate, std::span<const CertificateEvent> standing) {
  Day issued = as_issued(certificate);
  certificate.issued_until = issued;
  certificate.extended_until = {};
  certificate.decree = {};
  for (const CertificateEvent& event : standing) {
    bool later = event.until > std::max(issued, certificate.extended_until) ||
                 (event.until == certificate.extended_until && event.decree < certificate.decree);
    if (!later) continue;
    certificate.extended_until = event.until;
    certificate.decree = event.decree;
  }
  return settled(std::move(certificate));
}

Outcome check_decree(const ProposeDecree& command, const Courses& courses) {
  if (command.ends_until < command.ends_from) return invalid("training.decree_span", "ends_until");
  bool one = static_cast<bool>(command.extend_to) != (command.months > 0);
  if (!one) return invalid("training.decree_by", "extend_to");
  if (command.extend_to && command.extend_to <= command.ends_from) {
    return invalid("training.decree_span", "extend_to");
  }
  auto named = words_of(command.courses);
  if (named.empty()) return invalid("field.required", "courses");
  for (const std::string& code : named) {
    const Course* course = courses.find(code);
    bool good = course != nullptr && course->certificate;
    if (!good) return invalid("field.unknown_code", "courses", code);
  }
  return Done{};
}

}  // namespace boai::training

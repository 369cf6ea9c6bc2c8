// The life of a certificate from dates and events. Pure; nothing is scanned by night: the last
// day stands in the record, and what it means today is asked here.
#pragma once

#include <span>

#include "domains/training/records/decree.hpp"
#include "domains/training/rules/course.hpp"

namespace boai::training {

// As issued, or as extended, and not beyond the eve of revocation or renewal.
Day valid_until_of(const Certificate& certificate);

// certificate_state: valid, due, extended, grace, expired, renewed, revoked. Extended as long as it
// holds by a decree; due within the course's renewal window.
std::string state_of(const Certificate& certificate, const Course& course, Day today);

// May a refresher renew it? In force or within grace, and not revoked or renewed.
bool renewable(const Certificate& certificate, const Course& course, Day on);

// Puts an end to it; the day before was the last. Codes: training.ended, training.day_in_future,
// training.before_issue.
Result<Certificate> revoke(Certificate certificate, const Revoke& command, Day today);

// Does the decree speak of it? By course and by the last day as issued; an ended one is not
// brought back. Where it was issued, the caller asks.
bool speaks_of(const Decree& decree, const Certificate& certificate);
Day extended_day(const Decree& decree, const Certificate& certificate);

// With these extensions standing (none: as issued). The latest day counts, whatever their order.
Certificate with_extensions(Certificate certificate, std::span<const CertificateEvent> standing);

// Codes: training.decree_span, training.decree_by, field.unknown_code.
Outcome check_decree(const ProposeDecree& command, const Courses& courses);

}  // namespace boai::training

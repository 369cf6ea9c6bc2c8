#include "domains/training/rules/rescue.hpp"

namespace boai::training {

bool names_by_number(std::string_view story) {
  constexpr int phone_digits = 11;
  int digits = 0;
  for (char each : story) {
    bool digit = each >= '0' && each <= '9', spacing = each == ' ' || each == '-';
    if (digit && ++digits >= phone_digits) return true;
    if (!digit && !spacing) digits = 0;
  }
  return false;
}

Outcome check_rescue(Day day, const std::string& story, Day today) {
  if (day > today) return invalid("training.day_in_future", "day");
  if (names_by_number(story)) return invalid("training.story_personal", "story");
  return Done{};
}

Result<Trained> trained_before(std::span<const Certificate> certificates,
                               std::span<const Attendance> attendances, Day day) {
  Trained trained;
  for (const Attendance& attendance : attendances) {
    bool counts = attendance.passed && attendance.day <= day && attendance.day > trained.on;
    if (counts) trained = {attendance.day, {}, attendance.branch};
  }
  for (const Certificate& certificate : certificates) {
    bool counts = certificate.day <= day && certificate.day >= trained.on;
    if (counts) trained = {certificate.day, certificate.id, certificate.branch};
  }
  if (!trained.on) return conflict("training.not_trained", "day");
  return trained;
}

Result<Rescue> verified(Rescue rescue, const std::string& witness, const std::string& account,
                        Day today) {
  if (rescue.state != "reported") {
    return conflict("training.rescue_state", "rescue", rescue.state);
  }
  if (rescue.account == account) return conflict("matters.same_person", "rescue");
  rescue.state = "verified";
  rescue.verified_by = account;
  rescue.verified_on = today;
  rescue.witness = witness;
  return rescue;
}

}  // namespace boai::training

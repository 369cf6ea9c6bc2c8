// What a rescue's record may say and when it counts. Pure.
#pragma once

#include <optional>
#include <span>

#include "domains/training/records/rescue.hpp"

namespace boai::training {

// Nobody helped tomorrow, and the story names nobody by number. Codes: training.day_in_future,
// training.story_personal.
Outcome check_rescue(Day day, const std::string& story, Day today);

// Eleven digits or more in a row are a phone or an identity number, however they are spaced.
bool names_by_number(std::string_view story);

// The training that counts: the newest on or before the day. Codes: training.not_trained.
struct Trained {
  Day on;
  Id<Certificate> certificate;
  Id<branch::Branch> branch;
};
Result<Trained> trained_before(std::span<const Certificate> certificates,
                               std::span<const Attendance> attendances, Day day);

// Codes: training.rescue_state, matters.same_person.
Result<Rescue> verified(Rescue rescue, const std::string& witness, const std::string& account,
                        Day today);

}  // namespace boai::training

// The rules of instructors' qualification, dated: what held on a day is the newest edition that had
// begun. Every number is pack data (packs/*/training/instructors.yaml), none stands in code.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/day.hpp"
#include "base/result.hpp"

namespace boai::qualification {

// What a level asks of whoever is trained for it.
struct Level {
  std::string code, name, english;
  int initial_hours = 0;  // of the one training that gives it
  int cycle_months = 0;   // how long it counts
  std::string after;      // the level held before, "" for none
  int after_months = 0;   // for so long
  int after_hours = 0;    // with so many hours taught in that time
};

struct Edition {
  Day since;
  std::vector<Level> levels;    // from the lowest up
  int retraining_days = 0;      // accumulated within
  int window_months = 0;        // so many months
  int renewal_months = 0;       // before the end: then the new term follows the old one
  int grace_months = 0;         // after the end: retraining still renews
  int reactivation_days = 0;    // after grace this much is asked,
  int reactivation_months = 0;  // and after so many months more, training from the beginning
  int teaching_hours = 0;       // each full calendar year
  int make_up_months = 0;       // of the next year, in which what is short may be taught
};

struct Rules {
  std::vector<Edition> editions;  // ascending by since

  // Before the first edition the first holds.
  const Edition& on(Day day) const;
};

// Codes: qualification.rules with what is wrong.
Result<Rules> read_rules(std::string_view yaml);

// The place of a level from the lowest up, -1 for none.
int rank_of(const Edition& edition, std::string_view code);

}  // namespace boai::qualification

// The number of a certificate: province 2, issuing region 6, year 4, course 2, serial 6, and a
// check character by ISO 7064 MOD 37,36. Pure; the serial comes from a counter without gaps.
// The format is a suggestion of ours (domain-rules §7, CFG): the society has published none.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace boai::training {

struct NumberParts {
  std::string_view region;  // code of the issuing society's region, 2, 4, 6 or more digits
  int year = 0;
  std::string_view course;  // two digits
  std::int64_t serial = 0;
};

// Without serial and check character: what one counter belongs to. Codes: training.region_code.
Result<std::string> series_of(const NumberParts& parts);
// Codes: training.region_code, training.series_full.
Result<std::string> number_of(const NumberParts& parts);

// ISO 7064 MOD 37,36 over digits and capital letters; '\0' when another character stands in it.
char check_character(std::string_view text);
bool check_character_holds(std::string_view number);

}  // namespace boai::training

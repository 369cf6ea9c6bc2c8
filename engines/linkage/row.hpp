// One person as one list has it: what record linkage compares. Every field may be missing; a row
// without a name is refused (see Index::build).
#pragma once

#include <cstdint>
#include <string>

#include "base/day.hpp"

namespace boai::linkage {

enum class Sex : std::uint8_t { unknown, male, female };

struct Row {
  std::int64_t id = 0;  // the caller's own number, above zero and unique; answers name it
  std::string name;     // UTF-8, as written
  Sex sex = Sex::unknown;
  Day birthday;                 // no day: missing
  std::string document_kind;    // as in domain-rules §17: resident_id, passport, …
  std::string document_number;  // as written, "" missing
  std::string phone;            // as written, "" missing
  std::string county;           // six-digit region code, "" missing
};

}  // namespace boai::linkage

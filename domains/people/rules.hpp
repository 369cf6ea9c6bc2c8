// Checks of names and identity documents. Sources: GB 11643 (resident identity number), GB 32100;
// the rest is common practice, see domain-rules §17.
#pragma once

#include <string>

#include "base/day.hpp"
#include "base/result.hpp"

namespace boai::people {

// 1 to 50 characters; letters, ideographs of every plane, "·" and spaces inside.
Outcome check_name(std::string_view name);

// The number as it is kept: upper case, without spaces. Codes: people.document_check_digit,
// people.document_birthday, people.document_form, people.document_kind.
Result<std::string> check_document(std::string_view kind, std::string_view number, Day today);

}  // namespace boai::people

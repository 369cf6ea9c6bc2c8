// Checks of names, identity documents and phones; ages, retention and texts of consent from the
// pack (people/rules.yaml). Sources: GB 11643 (resident identity number); the rest is common
// practice, see domain-rules §17.
#pragma once

#include <string>
#include <vector>

#include "base/day.hpp"
#include "base/result.hpp"

namespace boai::people {

// 1 to 50 characters; letters, ideographs of every plane, "·" and spaces inside.
Outcome check_name(std::string_view name);

// The number as it is kept: upper case, without spaces. Codes: people.document_check_digit,
// people.document_birthday, people.document_form, people.document_kind.
Result<std::string> check_document(std::string_view kind, std::string_view number, Day today);

// As it is kept and compared: "+8613812345678", a fixed line "+862584650000". Accepts spaces,
// hyphens, brackets, 0086 and +86; of other countries what begins with +. Code: people.phone.
Result<std::string> check_phone(std::string_view phone);

// The birthday inside a number that holds one, else no day.
Day birthday_in(std::string_view kind, std::string_view number);

// What a list shows of a number and a phone: of a card the first three and last four, of a shorter
// number one and two; 138****1234.
std::string masked_number(std::string_view number);
std::string masked_phone(std::string_view phone);

struct ConsentText {
  std::int64_t version = 0;
  Day from, until;
  std::string text, en;
};
struct ConsentUse {
  std::string code, name, en;
  std::vector<ConsentText> texts;

  // The text that is read on that day, or the named version if it was valid then; else null.
  const ConsentText* on(Day day, std::int64_t version) const;
};
struct Retention {
  std::string purpose;
  int years = 0;  // from the end of the last relation of that purpose
};
struct Rules {
  int guardian_below = 0;  // years of age
  std::vector<Retention> retention;
  std::vector<ConsentUse> uses;

  const ConsentUse* use(std::string_view code) const;
  // The last day on which a relation of that purpose keeps the person, unlimited without an end.
  Day kept_until(std::string_view purpose, Day ended) const;
};
Result<Rules> read_rules(const std::string& path);

}  // namespace boai::people

// The certificate's number 证书编号: its form is pack data, its check character is GB 32100's,
// which finds every single wrong character and every swap of two neighbours.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace boai::certificate {

constexpr std::size_t number_size_max = 21;

// What a number is made of. Region 6 digits; course 0–99; serial counted from 1 by the caller for
// each region, year and course, without gap.
struct NumberParts {
  int region = 0;
  int year = 0;
  int course = 0;
  int serial = 0;

  bool operator==(const NumberParts&) const = default;
};

// "32{region}{year}{course}{serial}{check}": letters and digits stand for themselves.
class NumberForm {
 public:
  // Codes: certificate.number_form (an unknown word, a part missing or twice, check not last, a
  // character outside the alphabet, too long).
  static Result<NumberForm> parse(std::string_view form);

  // Codes: certificate.number_parts, the field names which one.
  Result<std::string> number_of(const NumberParts& parts) const;
  // Takes small letters and spaces, as people type. Codes: certificate.number.
  Result<NumberParts> read(std::string_view typed) const;

 private:
  struct Piece {
    std::string name;  // "" for letters that stand for themselves
    std::string letters;
  };
  std::vector<Piece> pieces_;
};

// The check character of a text in GB 32100's alphabet, nullopt when a character is outside it or
// the text is empty or longer than 30 (where weights would repeat).
std::optional<char> check_character(std::string_view body);

}  // namespace boai::certificate

// The holder's name as others may see it: masked, and sealed under a code that only the paper
// prints, so that a whole name can be compared offline and none can be guessed from a QR code.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace boai::certificate {

constexpr std::size_t mask_size_max = 12;         // bytes
constexpr std::size_t comparison_code_size = 12;  // characters, 60 bits
using NameSeal = std::array<std::uint8_t, 8>;

// Without spaces, every kind of middle dot as "·". Codes: certificate.name (empty, longer than 50
// characters, not UTF-8, or with a digit, a star or a control character).
Result<std::string> plain_name(std::string_view name);

// 张*, 张*三, 欧阳**, 玛**古. Codes: those of plain_name.
Result<std::string> mask_of(std::string_view name);
// Could this stand for a name: two to four characters, at least one star, none a digit or a sign.
bool is_mask(std::string_view text);

// A comparison code 核对码 of 60 bits from 8 bytes of chance.
std::string comparison_code(std::string_view eight_bytes);
// As people type it: small letters, spaces and dashes, O for 0, I and L for 1.
// Codes: certificate.code.
Result<std::string> plain_code(std::string_view typed);

struct Sealing {
  std::string_view number, name, code;
};
// Codes: certificate.name, certificate.code.
Result<NameSeal> seal_of(const Sealing& sealing);

}  // namespace boai::certificate

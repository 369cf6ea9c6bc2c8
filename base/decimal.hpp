// Decimal numbers as whole millionths, so that 10.93 % and 1,200,000,000 fen are both exact enough
// to compare and to add.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace boai {

using Micro = std::int64_t;
constexpr Micro micro = 1'000'000;

// Up to twelve digits before the point and six after it; nullopt for anything else.
std::optional<Micro> parse_decimal(std::string_view text);
// Rounded half away from zero to so many digits (0 to 6) after the point.
std::string decimal_text(Micro value, int digits);

}  // namespace boai

// Money is whole fen. Nothing here divides or rounds.
#pragma once

#include <compare>
#include <cstdint>
#include <string>

namespace boai {

struct Money {
  std::int64_t fen = 0;
  auto operator<=>(const Money&) const = default;
};

std::string to_text(Money money);  // "1234.56", "-0.05"

}  // namespace boai

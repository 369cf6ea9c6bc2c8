#include "base/money.hpp"

#include <cstdio>

namespace boai {

std::string to_text(Money money) {
  // Unsigned arithmetic, so that the smallest number has a text as well.
  auto fen = static_cast<std::uint64_t>(money.fen);
  if (money.fen < 0) fen = 0 - fen;
  char text[32];
  std::snprintf(text, sizeof text, "%s%llu.%02llu", money.fen < 0 ? "-" : "",
                static_cast<unsigned long long>(fen / 100),
                static_cast<unsigned long long>(fen % 100));
  return text;
}

}  // namespace boai

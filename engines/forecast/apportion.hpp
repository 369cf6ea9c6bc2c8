// Whole numbers divided so that the parts sum to the whole exactly: largest remainder, ties to the
// lower index. Integers only; products are 128 bits wide, so nothing overflows silently.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "base/result.hpp"

namespace boai::forecast {

using Parts = std::vector<std::int64_t>;

constexpr std::int64_t total_max = 1'000'000'000'000'000'000;

// Parts of `total` in proportion to `weights`. A weight of nought gets nothing.
// Refuses forecast.negative (field "total" or "weights.INDEX"), forecast.too_large,
// forecast.no_weight when there is something to divide and nothing to divide it by.
Result<Parts> apportion(std::int64_t total, std::span<const std::int64_t> weights);

// A table whose rows sum to `rows` and whose columns sum to `columns`, both exactly; the two must
// have the same sum (forecast.margins). Each column is divided by what the rows still lack, with
// the same rounding, so that a cell is never negative.
Result<std::vector<Parts>> apportion_table(std::span<const std::int64_t> rows,
                                           std::span<const std::int64_t> columns);

// What is handed out, and what of it goes beyond the whole on purpose: parts sum to
// total + reserve. A negative reserve is kept in hand.
struct Shared {
  Parts parts;
  std::int64_t reserve = 0;
};
Result<Shared> apportion_with_reserve(std::int64_t total, std::int64_t reserve,
                                      std::span<const std::int64_t> weights);

}  // namespace boai::forecast

#include "engines/forecast/apportion.hpp"

#include <algorithm>
#include <numeric>

namespace boai::forecast {

namespace {

using Wide = __int128;

Result<Wide> sum_of(std::span<const std::int64_t> weights) {
  Wide sum = 0;
  for (std::size_t at = 0; at < weights.size(); ++at) {
    if (weights[at] < 0) {
      return invalid("forecast.negative", "weights." + std::to_string(at),
                     std::to_string(weights[at]));
    }
    sum += weights[at];
  }
  return sum;
}

}  // namespace

Result<Parts> apportion(std::int64_t total, std::span<const std::int64_t> weights) {
  if (total < 0) return invalid("forecast.negative", "total", std::to_string(total));
  if (total > total_max) return invalid("forecast.too_large", "total", std::to_string(total));
  Wide whole = TRY(sum_of(weights));
  Parts parts(weights.size(), 0);
  if (total == 0) return parts;
  if (whole == 0) return invalid("forecast.no_weight", "weights");
  std::vector<Wide> left(weights.size());
  std::int64_t given = 0;
  for (std::size_t at = 0; at < weights.size(); ++at) {
    Wide product = static_cast<Wide>(total) * weights[at];
    parts[at] = static_cast<std::int64_t>(product / whole);
    left[at] = product % whole;
    given += parts[at];
  }
  // Fewer than there are parts are still to be given; they go to the largest remainders.
  auto missing = static_cast<std::size_t>(total - given);
  if (missing == 0) return parts;
  std::vector<std::size_t> order(weights.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  auto larger = [&](std::size_t one, std::size_t other) {
    return left[one] != left[other] ? left[one] > left[other] : one < other;
  };
  std::ranges::nth_element(order, order.begin() + static_cast<std::ptrdiff_t>(missing), larger);
  for (std::size_t at = 0; at < missing; ++at) ++parts[order[at]];
  return parts;
}

Result<std::vector<Parts>> apportion_table(std::span<const std::int64_t> rows,
                                           std::span<const std::int64_t> columns) {
  Wide across = TRY(sum_of(rows)), down = TRY(sum_of(columns));
  if (across != down) return invalid("forecast.margins", "columns");
  if (across > total_max) return invalid("forecast.too_large", "rows");
  Parts lacking(rows.begin(), rows.end());
  std::vector<Parts> table(rows.size(), Parts(columns.size(), 0));
  for (std::size_t column = 0; column < columns.size(); ++column) {
    Parts parts = TRY(apportion(columns[column], lacking));
    for (std::size_t row = 0; row < parts.size(); ++row) {
      table[row][column] = parts[row];
      lacking[row] -= parts[row];
      must(lacking[row] >= 0);
    }
  }
  return table;
}

Result<Shared> apportion_with_reserve(std::int64_t total, std::int64_t reserve,
                                      std::span<const std::int64_t> weights) {
  Wide handed_out = static_cast<Wide>(total) + reserve;
  if (handed_out < 0) return invalid("forecast.negative", "reserve", std::to_string(reserve));
  if (handed_out > total_max) return invalid("forecast.too_large", "reserve");
  return Shared{TRY(apportion(static_cast<std::int64_t>(handed_out), weights)), reserve};
}

}  // namespace boai::forecast

// What deserves a look: a month that jumps out of the usual, a society that has fallen silent.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace boai::forecast {

// How far the last month lies from the usual, in robust deviations (1.4826 times the median
// absolute deviation). With more than two years the same month a year before is taken off first.
// Nothing with less than a year to compare with, or when the past never moved.
std::optional<double> jump_of(std::span<const double> months);

struct Silence {
  std::int64_t days = 0;   // since the last record
  std::int64_t usual = 0;  // the gap that nineteen of twenty of its gaps do not exceed
};
// `days`: serials of the days with records, ascending, each once. Nothing with fewer than
// `silence_gaps_min` gaps to judge by.
constexpr std::size_t silence_gaps_min = 6;
std::optional<Silence> silence_of(std::span<const std::int64_t> days, std::int64_t today);

double median_of(std::vector<double> values);

}  // namespace boai::forecast

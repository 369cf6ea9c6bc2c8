#include "engines/forecast/alerts.hpp"

#include <algorithm>
#include <cmath>

namespace boai::forecast {

double median_of(std::vector<double> values) {
  if (values.empty()) return 0;
  std::size_t middle = values.size() / 2;
  std::ranges::nth_element(values, values.begin() + static_cast<std::ptrdiff_t>(middle));
  double upper = values[middle];
  if (values.size() % 2 == 1) return upper;
  return (upper +
          *std::max_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(middle))) /
         2;
}

std::optional<double> jump_of(std::span<const double> months) {
  constexpr std::size_t year = 12;
  std::vector<double> usual;
  if (months.size() > 2 * year) {
    for (std::size_t at = year; at < months.size(); ++at) {
      usual.push_back(months[at] - months[at - year]);
    }
  } else {
    usual.assign(months.begin(), months.end());
  }
  if (usual.size() <= year) return std::nullopt;
  double last = usual.back();
  usual.pop_back();
  double middle = median_of(usual);
  for (double& each : usual) each = std::abs(each - middle);
  double spread = 1.4826 * median_of(usual), mean = 0;
  // More than half of the months alike: then the mean deviation, as a normal law would have it.
  for (double each : usual) mean += 1.2533 * each / static_cast<double>(usual.size());
  if (spread <= 0) spread = mean;
  if (spread <= 0) return std::nullopt;
  return (last - middle) / spread;
}

std::optional<Silence> silence_of(std::span<const std::int64_t> days, std::int64_t today) {
  if (days.size() <= silence_gaps_min) return std::nullopt;
  std::vector<std::int64_t> gaps;
  for (std::size_t at = 1; at < days.size(); ++at) gaps.push_back(days[at] - days[at - 1]);
  std::ranges::sort(gaps);
  std::size_t place = std::min(gaps.size() - 1, (gaps.size() * 19 + 19) / 20);
  return Silence{today - days.back(), gaps[place]};
}

}  // namespace boai::forecast

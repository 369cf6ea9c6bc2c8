#include "engines/forecast/models.hpp"

#include <algorithm>
#include <numeric>

namespace boai::forecast {

std::string_view name_of(Method method) {
  switch (method) {
    case Method::seasonal_naive:
      return "seasonal_naive";
    case Method::drift:
      return "drift";
    case Method::damped_trend:
      return "damped_trend";
    default:
      return "naive";
  }
}

Season season_of(std::span<const double> past) {
  constexpr std::size_t half = months_a_year / 2;
  Season season;
  season.multiplies = std::ranges::all_of(past, [](double value) { return value > 0; });
  std::array<double, months_a_year> sum{};
  std::array<int, months_a_year> count{};
  double window = std::accumulate(past.begin(), past.begin() + months_a_year, 0.0);
  for (std::size_t at = half; at + half < past.size(); ++at) {
    double middle = (window + (past[at + half] - past[at - half]) / 2) / months_a_year;
    double part = season.multiplies ? past[at] / middle : past[at] - middle;
    sum[at % months_a_year] += part;
    ++count[at % months_a_year];
    window += past[at + half] - past[at - half];
  }
  double mean = 0;
  for (std::size_t place = 0; place < months_a_year; ++place) {
    season.part[place] = sum[place] / count[place];
    mean += season.part[place] / months_a_year;
  }
  for (double& part : season.part) part = season.multiplies ? part / mean : part - mean;
  return season;
}

namespace {

struct Smoothed {
  double level = 0, trend = 0, error = 0;  // error: the mean square one step ahead
};

Smoothed smooth(std::span<const double> past, const Damping& damping) {
  std::size_t first = std::min<std::size_t>(3, past.size());
  Smoothed now;
  for (std::size_t at = 0; at < first; ++at) now.level += past[at] / double(first);
  for (double value : past) {
    double foreseen = now.level + damping.stays * now.trend;
    double missed = value - foreseen;
    now.error += missed * missed;
    double level = foreseen + damping.level * missed;
    now.trend = damping.stays * now.trend + damping.level * damping.trend * missed;
    now.level = level;
  }
  return now;
}

}  // namespace

Damping fitted(std::span<const double> past) {
  constexpr double levels[] = {0.05, 0.15, 0.3, 0.5, 0.8};
  constexpr double trends[] = {0, 0.05, 0.2};
  constexpr double stay[] = {0.85, 0.95};
  Damping best;
  double least = smooth(past, best).error;
  for (double level : levels) {
    for (double trend : trends) {
      for (double stays : stay) {
        if (trend == 0 && stays != stay[0]) continue;
        Damping tried{level, trend, stays};
        double error = smooth(past, tried).error;
        if (error >= least) continue;
        least = error;
        best = tried;
      }
    }
  }
  return best;
}

std::vector<double> ahead(Method method, std::span<const double> past, std::size_t horizon,
                          const Damping& damping) {
  std::vector<double> next(horizon, past.back());
  if (method == Method::seasonal_naive) {
    for (std::size_t at = 0; at < horizon; ++at) {
      next[at] = past[past.size() - months_a_year + at % months_a_year];
    }
  } else if (method == Method::drift && past.size() > 1) {
    double step = (past.back() - past.front()) / double(past.size() - 1);
    for (std::size_t at = 0; at < horizon; ++at) next[at] += step * double(at + 1);
  } else if (method == Method::damped_trend) {
    Smoothed now = smooth(past, damping);
    double trend = now.trend, level = now.level;
    for (std::size_t at = 0; at < horizon; ++at) next[at] = level += trend *= damping.stays;
  }
  return next;
}

}  // namespace boai::forecast

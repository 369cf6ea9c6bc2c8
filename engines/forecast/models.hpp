// Four ways to look ahead, each from the past alone. Which of them is believed is decided by
// forecast.cpp.
#pragma once

#include <array>
#include <span>
#include <string_view>
#include <vector>

namespace boai::forecast {

enum class Method { naive, seasonal_naive, drift, damped_trend };
std::string_view name_of(Method method);

// `adjusted`: the season is taken off first and put back after.
struct Model {
  Method method = Method::naive;
  bool adjusted = false;
};

constexpr std::size_t months_a_year = 12;
constexpr std::size_t season_points_min = 24;

// Classical decomposition: each month's part against the centred moving average of a year. Factors
// when nothing is nought or below, else summands.
struct Season {
  std::array<double, months_a_year> part{};  // by place in the series modulo 12
  bool multiplies = false;

  double off(double value, std::size_t place) const {
    double by = part[place % months_a_year];
    return multiplies ? value / by : value - by;
  }
  double on(double value, std::size_t place) const {
    double by = part[place % months_a_year];
    return multiplies ? value * by : value + by;
  }
};
Season season_of(std::span<const double> past);  // of at least season_points_min

// Smoothing of level and trend, and what is left of the trend a month later.
struct Damping {
  double level = 0.3, trend = 0, stays = 0.9;
};
// The one of a small grid whose one-step errors are least.
Damping fitted(std::span<const double> past);

// The next `horizon` months. `past` is not empty and holds a year for the seasonal naive.
std::vector<double> ahead(Method method, std::span<const double> past, std::size_t horizon,
                          const Damping& damping);

}  // namespace boai::forecast

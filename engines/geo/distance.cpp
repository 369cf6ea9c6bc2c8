#include "engines/geo/distance.hpp"

#include <charconv>
#include <cmath>
#include <numbers>

namespace boai::geo {

namespace {

constexpr double earth_radius_m = 6'371'008.8;

double radians(double degrees) { return degrees * std::numbers::pi / 180; }

std::optional<double> degrees_in(std::string_view text, double limit) {
  double value = 0;
  auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
  bool good = fault == std::errc() && end == text.data() + text.size() && std::abs(value) <= limit;
  return good ? std::optional(value) : std::nullopt;
}

}  // namespace

std::optional<Place> place_of(std::string_view longitude, std::string_view latitude) {
  auto east = degrees_in(longitude, 180), north = degrees_in(latitude, 90);
  if (!east || !north) return std::nullopt;
  return Place{*east, *north};
}

// The haversine, which is exact for short distances too.
double distance_m(const Place& one, const Place& other) {
  double north = std::sin(radians(other.latitude - one.latitude) / 2);
  double east = std::sin(radians(other.longitude - one.longitude) / 2);
  double part = north * north +
                std::cos(radians(one.latitude)) * std::cos(radians(other.latitude)) * east * east;
  return 2 * earth_radius_m * std::asin(std::sqrt(std::fmin(1.0, part)));
}

}  // namespace boai::geo

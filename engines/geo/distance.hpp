// How far two places lie apart. WGS-84 degrees; the great circle on the mean sphere (IUGG radius),
// at most about half a per cent off the ellipsoid.
#pragma once

#include <optional>
#include <string_view>

namespace boai::geo {

struct Place {
  double longitude = 0, latitude = 0;  // degrees
};

// Decimal degrees as text, as records hold them; nothing when one is missing or out of range.
std::optional<Place> place_of(std::string_view longitude, std::string_view latitude);

double distance_m(const Place& one, const Place& other);

}  // namespace boai::geo

// How a target is spread over years: by a straight line, slowly at both ends, or early.
#pragma once

#include <string>

#include "engines/forecast/apportion.hpp"

namespace boai::forecast {

// linear: equal years. logistic: an S; `bend` is its steepness (6 is gentle, 12 sharp).
// geometric: each year `bend` times the one before, so below 1 is front-loaded.
struct Curve {
  std::string shape = "linear";
  double bend = 1;
};

constexpr int years_max = 50;

// A whole weight for every year, at least nought, never all nought.
// Refuses forecast.curve (unknown shape, bend out of range) and forecast.years.
Result<Parts> weights_of(const Curve& curve, int years);

}  // namespace boai::forecast

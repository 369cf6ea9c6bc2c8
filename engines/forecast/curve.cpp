#include "engines/forecast/curve.hpp"

#include <cmath>

namespace boai::forecast {

namespace {

constexpr double scale = 1e9;

double risen(double bend, double part) { return 1 / (1 + std::exp(-bend * (part - 0.5))); }

}  // namespace

Result<Parts> weights_of(const Curve& curve, int years) {
  if (years < 1 || years > years_max) {
    return invalid("forecast.years", "years", std::to_string(years));
  }
  Parts weights;
  bool in_range = std::isfinite(curve.bend) && curve.bend > 0 && curve.bend <= 50;
  if (!in_range) return invalid("forecast.curve", "bend", std::to_string(curve.bend));
  for (int year = 0; year < years; ++year) {
    double weight = 1;
    if (curve.shape == "logistic") {
      weight = risen(curve.bend, (year + 1.0) / years) - risen(curve.bend, double(year) / years);
    } else if (curve.shape == "geometric") {
      weight = std::pow(curve.bend, curve.bend <= 1 ? year : year - years + 1);
    } else if (curve.shape != "linear") {
      return invalid("forecast.curve", "shape", curve.shape);
    }
    weights.push_back(static_cast<std::int64_t>(std::llround(weight * scale)));
  }
  return weights;
}

}  // namespace boai::forecast

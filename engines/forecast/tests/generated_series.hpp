// Monthly series of several kinds from a seed, written before the forecaster so that it could not
// be fitted to it. The last year of each is held out by whoever tests.
#pragma once

#include <algorithm>
#include <cmath>
#include <random>
#include <string>
#include <vector>

namespace boai::forecast {

struct Generated {
  std::string kind;
  std::vector<double> values;
};

class SeriesGenerator {
 public:
  explicit SeriesGenerator(std::uint32_t seed) : random_(seed) {}

  static const std::vector<std::string>& kinds() {
    static const std::vector<std::string> all = {"noise", "seasonal", "trend",  "trend_season",
                                                 "shift", "walk",     "damped", "counts"};
    return all;
  }

  Generated make(const std::string& kind, int months) {
    double level = 100 + 900 * unit(), noise = level * (0.05 + 0.15 * unit());
    double slope = level * (unit() - 0.3) / 80, walk = level, swing = 0.2 + 0.4 * unit();
    std::vector<double> season(12);
    for (double& each : season) each = swing * (2 * unit() - 1);
    int shift_at = 12 + static_cast<int>(unit() * (months - 24));
    double shift_by = level * (unit() - 0.4), damped = 0, pace = level / 20;
    Generated made{kind, {}};
    for (int month = 0; month < months; ++month) {
      double value = level;
      bool seasonal = kind == "seasonal" || kind == "trend_season" || kind == "shift";
      if (kind == "trend" || kind == "trend_season") value += slope * month;
      if (kind == "shift" && month >= shift_at) value += shift_by;
      if (kind == "damped") value += damped += pace * std::pow(0.93, month);
      if (seasonal) value *= 1 + season[static_cast<std::size_t>(month % 12)];
      if (kind == "walk") value = walk += noise / 2 * normal();
      if (kind == "counts") {
        value = std::poisson_distribution<int>(2 + level / 50)(random_);
      } else {
        value += noise * normal();
      }
      made.values.push_back(std::max(0.0, std::round(value)));
    }
    return made;
  }

 private:
  double unit() { return static_cast<double>(random_() >> 8) / static_cast<double>(1 << 24); }
  // Sum of twelve: near enough to normal, and the same on every machine.
  double normal() {
    double sum = -6;
    for (int each = 0; each < 12; ++each) sum += unit();
    return sum;
  }
  std::mt19937 random_;
};

}  // namespace boai::forecast

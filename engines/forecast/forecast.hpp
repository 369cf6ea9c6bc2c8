// What the coming months may bring, how sure that is, and whether it may be shown at all.
//
// Candidates are the seasonal naive, drift and a damped trend, the last two also with the season
// taken off. Each looks ahead from every month of the last three years (rolling origin); the one
// with the least error is taken. Its error over that of the plain naive (the last month again) on
// the same months is called MASE here: from 1 up the forecast is worth nothing and is not shown.
// Below 24 months there is nothing to test with: the naive with a wide interval, and it says so.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "engines/forecast/models.hpp"

namespace boai::forecast {

constexpr std::size_t points_min = 24;
constexpr std::size_t horizon_max = 60;
constexpr double interval_level = 0.8;

enum class Verdict { shown, short_history, no_better, no_history };
std::string_view name_of(Verdict verdict);

struct Trial {
  Model model;
  double error = 0;  // mean absolute, of all horizons
  double mase = 0;
};

struct Outlook {
  Verdict verdict = Verdict::no_history;
  Model model;
  double mase = 0;                  // of the chosen model; nought when there was no test
  std::vector<Trial> trials;        // best first
  std::vector<double> months;       // what each coming month brings
  std::vector<double> sums;         // running sums of them
  std::vector<double> month_width;  // half the 80 % interval of a month
  std::vector<double> sum_width;    // half the 80 % interval of a running sum

  bool shown() const { return verdict == Verdict::shown || verdict == Verdict::short_history; }
};

// `past`: changes by month, the last complete month last. `horizon` months ahead, at most
// horizon_max.
Outlook look_ahead(std::span<const double> past, std::size_t horizon);

// The chance that something foreseen as `value` ± `width` (80 %) reaches `target`.
double chance_of(double value, double width, double target);

}  // namespace boai::forecast

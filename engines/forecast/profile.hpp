// How much of a year has usually happened by a day: the share that had happened by then in past
// years, instead of a straight line.
#pragma once

#include <array>
#include <vector>

#include "base/day.hpp"

namespace boai::forecast {

// Changes by month, without gaps; `first` is year * 12 + month - 1.
struct Monthly {
  int first = 0;
  std::vector<double> values;

  static int number(int year, int month) { return year * 12 + month - 1; }
  int end() const { return first + static_cast<int>(values.size()); }  // one past the last
  double at(int month) const {
    return month < first || month >= end() ? 0 : values[static_cast<std::size_t>(month - first)];
  }
};

struct Profile {
  std::array<double, 12> share{};  // of the year, by month; sums to 1
  int years = 0;                   // that it was taken from; nought: a straight line

  bool straight() const { return years == 0; }
  // The part of the day's year gone by its end, 0 to 1.
  double by(Day day) const;
};

constexpr int profile_years_min = 2, profile_years_max = 5;

// From the whole years before `year`, five at most, each counting by its size. With less than two
// whole years, or a year that fell instead of rising, the straight line.
Profile profile_of(const Monthly& series, int year);

}  // namespace boai::forecast

#include "engines/forecast/profile.hpp"

#include <algorithm>

namespace boai::forecast {

double Profile::by(Day day) const {
  std::int64_t days = Day::of(day.year(), 12, 31)->serial() - Day::of(day.year(), 1, 1)->serial();
  std::int64_t gone = day.serial() - Day::of(day.year(), 1, 1)->serial();
  if (straight()) return static_cast<double>(gone + 1) / static_cast<double>(days + 1);
  double part = 0;
  for (int month = 1; month < day.month(); ++month) part += share[std::size_t(month - 1)];
  double of_month = double(day.day_of_month()) / day.last_of_month().day_of_month();
  return std::min(1.0, part + share[std::size_t(day.month() - 1)] * of_month);
}

Profile profile_of(const Monthly& series, int year) {
  Profile profile;
  double whole = 0;
  std::array<double, 12> sums{};
  for (int past = year - 1; past >= year - profile_years_max; --past) {
    int begin = Monthly::number(past, 1);
    if (begin < series.first || begin + 12 > series.end()) break;
    double total = 0, least = 0;
    for (int month = 0; month < 12; ++month) {
      total += series.at(begin + month);
      least = std::min(least, series.at(begin + month));
    }
    // A year without anything says nothing; one that went down has no shares.
    if (total <= 0 || least < 0) break;
    for (int month = 0; month < 12; ++month) sums[std::size_t(month)] += series.at(begin + month);
    whole += total;
    ++profile.years;
  }
  if (profile.years < profile_years_min) return Profile{};
  for (std::size_t month = 0; month < 12; ++month) profile.share[month] = sums[month] / whole;
  return profile;
}

}  // namespace boai::forecast

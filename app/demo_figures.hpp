// The demo's figures reported by hand: who reports what for which year. Pure: the same seed gives
// the same figures.
#pragma once

#include <cmath>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "domains/plan/rules.hpp"

namespace boai::app {

struct DemoReport {
  std::string region, indicator, period, value;
  std::optional<std::int64_t> numerator, denominator;
};

class DemoFigures {
 public:
  // `shares`: county code → its part of the province.
  DemoFigures(const plan::Plan& plan, std::map<std::string, double> shares, int first_year,
              std::mt19937_64& random)
      : plan_(plan), shares_(std::move(shares)), first_year_(first_year), random_(random) {
    for (const auto& [county, share] : shares_) cities_[county.substr(0, 4)] += share;
  }

  std::vector<DemoReport> all() {
    for (const plan::Indicator& indicator : plan_.indicators) {
      if (!indicator.manual || indicator.tier != "main" || !indicator.target) continue;
      for (int year = first_year_; year <= plan_.to; ++year) report(indicator, year);
    }
    return std::move(reports_);
  }

 private:
  double between(double low, double high) {
    return low + (high - low) * static_cast<double>(random_() % 100'000) / 100'000.0;
  }

  double way(int year) const { return (year - plan_.from + 1.0) / (plan_.to - plan_.from + 1); }

  // A city that reports well one year does so the next: pace is a matter of place, not of chance.
  double pace(const std::string& region, const std::string& indicator) {
    return 0.86 +
           0.26 * static_cast<double>(std::hash<std::string>{}(region + indicator) % 100) / 100.0;
  }

  void report(const plan::Indicator& indicator, int year) {
    double target = static_cast<double>(*indicator.target) / plan::micro;
    bool in_units = indicator.per == "unit" || indicator.level == "county_all";
    if (in_units && indicator.rule == "ratio") {
      for (const auto& [code, share] : shares_) ratio(indicator, code, year, share, target);
    } else if (in_units) {
      bool by_county = indicator.level.starts_with("county");
      for (const auto& [code, share] : by_county ? shares_ : cities_) {
        bool counts =
            indicator.level != "county_and_countycity" || code[4] == '8' || code[4] == '2';
        if (counts) whole(indicator, code, year, target);
      }
    } else if (indicator.rule == "sum" && target >= 2.0 * static_cast<double>(cities_.size())) {
      for (const auto& [code, share] : cities_) part(indicator, code, year, share, target);
    } else {
      double reached =
          target * (target > 3 ? between(0.93, 1.0) * way(year) : std::floor(way(year)));
      add("32", indicator, year, std::round(reached));
    }
  }

  void whole(const plan::Indicator& indicator, const std::string& code, int year, double target) {
    double reached = target > 1 ? target * pace(code, indicator.id) * (0.55 + 0.55 * way(year))
                                : (pace(code, indicator.id) * (0.4 + way(year)) > 0.89 ? 1 : 0);
    add(code, indicator, year, std::floor(reached));
  }

  void part(const plan::Indicator& indicator, const std::string& code, int year, double share,
            double target) {
    double start = static_cast<double>(indicator.baseline.value_or(0)) / plan::micro;
    double gained =
        indicator.kind == "cumulative" ? target / 5 : start + (target - start) * way(year);
    add(code, indicator, year, std::round(gained * share * pace(code, indicator.id)));
  }

  void ratio(const plan::Indicator& indicator, const std::string& code, int year, double share,
             double target) {
    auto below = static_cast<std::int64_t>((target > 1 ? 6'900 : 7'600'000) * share) + 1;
    double part = target > 1 ? target / 100 : target;
    auto above = static_cast<std::int64_t>(static_cast<double>(below) * part *
                                           pace(code, indicator.id) * (0.8 + 0.22 * way(year)));
    auto micros = static_cast<plan::Micro>(static_cast<double>(above) * (target > 1 ? 100 : 1) *
                                           plan::micro / static_cast<double>(below));
    reports_.push_back({code, indicator.id, std::to_string(year),
                        plan::decimal_text(micros, target > 1 ? 2 : 4), above, below});
  }

  void add(const std::string& region, const plan::Indicator& indicator, int year, double value) {
    auto text = std::to_string(static_cast<std::int64_t>(value));
    reports_.push_back({region, indicator.id, std::to_string(year), text, {}, {}});
  }

  const plan::Plan& plan_;
  std::map<std::string, double> shares_, cities_;
  int first_year_;
  std::mt19937_64& random_;
  std::vector<DemoReport> reports_;
};

}  // namespace boai::app

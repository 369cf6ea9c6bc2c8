// How an indicator went: its value at the end of each year or month of the plan.
#include <boost/json.hpp>

#include "domains/plan/queries.hpp"

namespace boai::plan {

namespace json = boost::json;

namespace {

using Months = std::map<int, std::int64_t>;  // yyyymm → change of the numerator

std::string period_of(int year, int month, bool by_month) {
  std::string text = std::to_string(year);
  if (by_month) text += (month < 10 ? "-0" : "-") + std::to_string(month);
  return text;
}

bool runs_on(const Indicator& indicator) { return indicator.standing || !indicator.yearly(); }

json::object point(const Course& course, const std::string& period, std::int64_t numerator,
                   std::int64_t denominator) {
  Cell cell;
  cell.numerator = numerator;
  if (course.indicator.denominator_measure.empty()) {
    cell.value = numerator * micro;
  } else if (denominator > 0) {
    cell.value = static_cast<Micro>(static_cast<__int128>(numerator) * course.indicator.whole() *
                                    micro / denominator);
  }
  return {{"period", period},
          {"value", printed(course.indicator, cell, cell.value)},
          {"numerator", numerator}};
}

// Denominators of the years of the plan: people of the region, or another measure's running sum.
struct Denominators {
  std::map<int, std::int64_t> people;
  Months months;
};

json::array measured(const Course& course, const Months& months, const Denominators& below) {
  json::array points;
  std::int64_t total = 0, under = 0;
  for (const auto& [month, change] : months) {
    if (month < course.plan.from * 100 && course.indicator.standing) total += change;
  }
  for (const auto& [month, change] : below.months) {
    if (month < course.plan.from * 100) under += change;
  }
  auto change_in = [](const Months& of, int month) {
    auto found = of.find(month);
    return found == of.end() ? 0 : found->second;
  };
  int last = course.moment.day.year_month();
  for (int year = course.plan.from; year <= course.plan.to; ++year) {
    std::int64_t year_total = 0;
    for (int month = 1; month <= 12 && year * 100 + month <= last; ++month) {
      int number = year * 100 + month;
      std::int64_t here = change_in(months, number);
      total += here;
      year_total += here;
      under += change_in(below.months, number);
      if (!course.by_month && month != 12 && number != last) continue;
      // Before anything was recorded there is no number; missing is not zero.
      bool begun = !months.empty() && months.begin()->first <= number;
      if (!begun) {
        points.push_back(json::object{{"period", period_of(year, month, course.by_month)},
                                      {"value", nullptr},
                                      {"numerator", nullptr}});
        continue;
      }
      std::int64_t numerator = runs_on(course.indicator) ? total
                               : course.by_month         ? here
                                                         : year_total;
      auto people = below.people.find(year);
      points.push_back(point(course, period_of(year, month, course.by_month), numerator,
                             people == below.people.end() ? under : people->second));
    }
  }
  return points;
}

json::array reported(const Course& course, const Figures& figures, const Region& region,
                     std::int64_t units) {
  json::array points;
  for (int year = course.plan.from; year <= course.moment.year; ++year) {
    Cell empty;
    empty.units = units;
    Cell cell = manual_at(course.indicator, figures, region, year, empty);
    if (!cell.value) continue;
    json::object line{{"period", period_of(year, 12, course.by_month)},
                      {"value", printed(course.indicator, cell, cell.value)}};
    if (cell.numerator) line["numerator"] = *cell.numerator;
    points.push_back(std::move(line));
  }
  return points;
}

Result<std::map<std::int64_t, Months>> months_with_opening(store::Connection& connection,
                                                           const Plan& plan,
                                                           const std::string& series,
                                                           const std::vector<Region>& regions) {
  std::vector<std::int64_t> branches;
  for (const Region& region : regions) branches.push_back(region.branch);
  std::string stored = series.ends_with("#plan") ? series + std::to_string(plan.from) : series;
  std::map<std::int64_t, Months> months;
  for (const std::string& name : {stored, series + "@opening"}) {
    for (const auto& cell : TRY(measures::months_of(connection, name, "", branches))) {
      months[cell.branch][cell.month] += cell.value;
    }
  }
  return months;
}

// The newest figure not after each year, as the board takes it.
Result<std::map<std::string, std::map<int, std::int64_t>>> people_by_year(
    store::Connection& connection, const Plan& plan, const std::string& series) {
  std::map<std::string, std::map<int, std::int64_t>> known, filled;
  store::Value values[] = {series, std::int64_t{plan.to}};
  TRY(connection.each(
      "SELECT region, year, persons FROM network_population WHERE series = ? AND year <= ?", values,
      [&](const store::RowView& row) {
        known[std::string(row.text(0))][static_cast<int>(row.number(1))] = row.number(2);
        return true;
      }));
  for (const auto& [region, years] : known) {
    for (int year = plan.from; year <= plan.to; ++year) {
      auto after = years.upper_bound(year);
      if (after != years.begin()) filled[region][year] = std::prev(after)->second;
    }
  }
  return filled;
}

Result<std::vector<json::array>> measured_series(store::Connection& connection,
                                                 const Course& course,
                                                 const std::vector<Region>& regions) {
  const Indicator& indicator = course.indicator;
  auto above = TRY(months_with_opening(connection, course.plan, indicator.measure, regions));
  std::map<std::int64_t, Months> below;
  std::map<std::string, std::map<int, std::int64_t>> people;
  const std::string& under = indicator.denominator_measure;
  if (under.starts_with("series:")) {
    people = TRY(people_by_year(connection, course.plan, under.substr(7)));
  } else if (!under.empty()) {
    below = TRY(months_with_opening(connection, course.plan, under, regions));
  }
  std::vector<json::array> lines;
  for (const Region& region : regions) {
    Denominators denominators{people[region.code], below[region.branch]};
    lines.push_back(measured(course, above[region.branch], denominators));
  }
  return lines;
}

}  // namespace

Result<std::vector<json::array>> series_of(store::Connection& connection, const Course& course,
                                           const std::vector<Region>& regions,
                                           const Figures& figures) {
  if (course.moment.as_of) return std::vector<json::array>(regions.size());
  if (!course.indicator.manual) return measured_series(connection, course, regions);
  std::vector<json::array> lines;
  for (const Region& region : regions) {
    auto units = course.plan.units.find(course.indicator.level);
    bool counted = units != course.plan.units.end() && region.level == "province";
    lines.push_back(
        reported(course, figures_at(figures, region), region, counted ? units->second : 0));
  }
  return lines;
}

}  // namespace boai::plan

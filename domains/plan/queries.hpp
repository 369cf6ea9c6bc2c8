// Shared by the board and the drill-down; no other domain includes this.
#pragma once

#include "domains/plan/port.hpp"
#include "domains/plan/rules.hpp"

namespace boai::plan {

struct Region {
  std::int64_t branch = 0;
  std::string code, name, level, path;
};

// The year asked for, its last day so far, and what was known when.
struct Moment {
  int year = 0;
  Day day;
  Day as_of;
};

struct Reported {
  std::int64_t branch;
  std::string period;
  Micro value;
  std::optional<std::int64_t> numerator, denominator;
  std::string state, document, reporter, level;
  std::int64_t id;
};
using Figures = std::map<std::string, std::vector<Reported>>;  // indicator →

struct Cell {
  std::optional<Micro> value, target, expected;
  std::optional<std::int64_t> numerator, denominator;
  std::int64_t records = 0, opening = 0, units = 0;
  std::string denominator_source, source = "none", status = "no_data", reason;
  bool as_share_of_units = false;
  bool target_by_share = false;
  std::optional<Reported> figure;
};

const Book& book_of(const unit::House& house);
std::string short_code(std::string code);
Result<Region> find_region(store::Connection& connection, const std::string& code);
Result<Moment> moment_of(const Plan& plan, const Ask& ask);
Result<Figures> figures_of(store::Connection& connection, const std::string& plan,
                           const Region& region, const Moment& moment);
Result<Cell> cell_of(store::Connection& connection, const Plan& plan, const Indicator& indicator,
                     const Region& region, const Moment& moment, const Figures& figures);
Result<std::int64_t> population(store::Connection& connection, const std::string& region,
                                const std::string& series, int year, int& found_year);

// What was reported for a year, without a judgement.
Cell manual_at(const Indicator& indicator, const Figures& figures, const Region& region, int year,
               Cell cell = {});

// The way an indicator went over the plan's years or months up to the moment.
struct Course {
  const Plan& plan;
  const Indicator& indicator;
  const Moment& moment;
  bool by_month = false;
};
// One array of {"period","value","numerator"} a region. A question as of an earlier day has no
// course: cells by month know what happened, not when it was learnt.
Result<std::vector<boost::json::array>> series_of(store::Connection& connection,
                                                  const Course& course,
                                                  const std::vector<Region>& regions);

// A value as the contract prints it: counts as integers, ratios as decimal text, unknown as null.
boost::json::value printed(const Indicator& indicator, const Cell& cell,
                           std::optional<Micro> value);

}  // namespace boai::plan

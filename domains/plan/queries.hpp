// Shared by the board and the drill-down; no other domain includes this.
#pragma once

#include <boost/json.hpp>

#include "domains/plan/port.hpp"
#include "domains/plan/rules.hpp"
#include "domains/plan/rules/split.hpp"
#include "engines/forecast/profile.hpp"

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
  std::string state, document, reporter, level, path;
  std::int64_t id;
};
using Figures = std::map<std::string, std::vector<Reported>>;  // indicator →

struct Cell {
  std::optional<Micro> value, target, expected;
  std::optional<Micro> forecast;  // at the end of the year
  std::optional<double> chance;   // of reaching what is asked at the end of the year
  std::string forecast_reason;    // why there is none, or what to think of it
  std::optional<std::int64_t> numerator, denominator;
  std::int64_t records = 0, opening = 0, units = 0;
  std::string denominator_source, source = "none", status = "no_data", reason;
  bool as_share_of_units = false;
  bool target_by_share = false;
  bool target_by_split = false;
  std::optional<Reported> figure;
};

const Book& book_of(const unit::House& house);
std::string short_code(std::string code);
Result<Region> find_region(store::Connection& connection, const std::string& code);
Result<Moment> moment_of(const Plan& plan, const Ask& ask);
// What was reported at the region and below it; of one indicator when it is named.
Result<Figures> figures_of(store::Connection& connection, const std::string& plan,
                           const Region& region, const Moment& moment,
                           const std::string& indicator = {});
Figures figures_at(const Figures& all, const Region& region);

// Everything that answers of many regions or many indicators share, read once for all of them, so
// that a table of 109 regions asks as often as a table of one.
class Readings {
 public:
  // `indicator`: the only one asked about, "" for all.
  Readings(store::Connection& connection, const Plan& plan, const std::vector<Region>& regions,
           std::string indicator);

  Result<std::int64_t> value(const measures::Question& question, std::int64_t branch);

  struct People {
    std::int64_t persons = 0;
    int year = 0;
  };
  // The newest figure not after the year asked for.
  Result<People> people(const std::string& region, const std::string& series, int year);
  // What an operator set, the newest not after the year.
  Result<std::optional<Micro>> target(const std::string& indicator, std::int64_t branch, int year);
  // What splits gave the branch by year, whoever divided last above it; empty when nobody did.
  Result<YearShares> shares(const std::string& indicator, std::int64_t branch);
  // Changes by month of a series with its opening figures, from the first month of the first plan
  // in which anything happened.
  Result<forecast::Monthly> months(const std::string& series, std::int64_t branch);

 private:
  Outcome read_people();
  Outcome read_targets();
  Outcome read_shares();
  Outcome read_months(const std::string& series);

  store::Connection& connection_;
  const Plan& plan_;
  std::string indicator_;
  std::vector<std::int64_t> branches_;
  std::vector<std::string> codes_;
  std::map<measures::Question, measures::Values> values_;
  bool people_read_ = false, targets_read_ = false, shares_read_ = false;
  std::map<std::pair<std::string, std::string>, std::map<int, std::int64_t>> people_;
  std::map<std::pair<std::string, std::int64_t>, std::map<int, Micro>> targets_;
  std::map<std::pair<std::string, std::int64_t>, YearShares> shares_;
  std::map<std::string, std::map<std::int64_t, forecast::Monthly>> months_;
};

// Which indicators' measures stand, by how the house counts them.
void settle_measures(Book& book, const measures::Book& counted);
// The first day that counts, yyyymmdd; `series` is the indicator's measure or its denominator's.
int counted_from(const Plan& plan, const Indicator& indicator, const std::string& series, int year);

Result<Cell> cell_of(Readings& readings, const Plan& plan, const Indicator& indicator,
                     const Region& region, const Moment& moment, const Figures& figures);

// queries/outlook.cpp. What should have been reached by the moment: the shares of a split or the
// straight line over years, the usual course within the year.
Result<std::optional<Micro>> expected_at(Readings& readings, const Plan& plan,
                                         const Indicator& indicator, const Region& region,
                                         const Moment& moment, const Cell& cell);
// The forecast for the end of the year and the chance of reaching it, or why there is none.
Outcome foresee(Readings& readings, const Plan& plan, const Indicator& indicator,
                const Region& region, const Moment& moment, Cell& cell);

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
                                                  const std::vector<Region>& regions,
                                                  const Figures& figures);

// evidence.cpp
Result<boost::json::object> records_behind(store::Connection& connection, const unit::House& house,
                                           const rights::Principal& viewer, const Course& course,
                                           const Region& region);
Result<boost::json::array> notes_of(store::Connection& connection, const Plan& plan,
                                    const Indicator& indicator, const Region& region);
Result<boost::json::array> openings_of(store::Connection& connection, const Indicator& indicator,
                                       const Region& region, const Moment& moment);

// disputes.cpp. What the region's cell says now, as text; "" for nothing.
Result<std::string> shown_at(unit::Context& context, const Plan& plan, const Indicator& indicator,
                             const branch::Branch& branch, const std::string& period);

// A value as the contract prints it: counts as integers, ratios as decimal text, unknown as null.
boost::json::value printed(const Indicator& indicator, const Cell& cell,
                           std::optional<Micro> value);

}  // namespace boai::plan

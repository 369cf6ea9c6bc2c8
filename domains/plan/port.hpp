// What the rest of the house may see of plans.
#pragma once

#include <boost/json/fwd.hpp>

#include "kernel/house/domain.hpp"

namespace boai::plan {

Domain domain();

// Reads the pack's plans into the house and says what decided figures do.
Outcome settle_in(unit::House& house, const std::string& pack);

struct Ask {
  std::string plan;
  std::string region = "32";
  int year = 0;   // 0: the plan's last year begun
  int month = 0;  // 0: the whole year so far
  Day as_of;      // none: now
  Day today;
};
// {"plan","region","year","as_of","indicators":[…]}
Result<boost::json::object> board(store::Connection& connection, const unit::House& house,
                                  const Ask& ask);

struct Drill {
  Ask ask;
  std::string indicator;
  std::string regions = "children";  // a code, children or all
  bool by_month = false;
};
Result<boost::json::object> drill(store::Connection& connection, const unit::House& house,
                                  const rights::Principal& viewer, const Drill& drill);

// The measure behind an indicator, without its scope; not_found for a manual one.
Result<std::string> measure_of(const unit::House& house, const std::string& plan,
                               const std::string& indicator);

// Main indicators that are at risk, behind or missed in the plan that runs today; while its
// targets are still to be set, in the one before.
Result<boost::json::array> alerts(store::Connection& connection, const unit::House& house,
                                  const std::string& region, Day today);

// Adds "objection" to every row of a board or a drill-down: the newest open objection, else the
// newest explanation, else null, as far as the viewer may read the society's figures.
Outcome add_disputes(store::Connection& connection, const unit::House& house,
                     const rights::Principal& viewer, boost::json::object& shown, Day today);

// How far a period's manual figures are: counts by state ("missing", or figure_state) for every
// indicator and region, and the cells of `indicator` one by one.
struct Progress {
  std::string plan, period, region = "32", indicator;
};
Result<boost::json::object> progress(store::Connection& connection, const unit::House& house,
                                     const rights::Principal& viewer, const Progress& ask);
// What anybody may read: the releases that stand, with their frozen values.
Result<boost::json::object> public_progress(store::Connection& connection,
                                            const unit::House& house);
// What an indicator means: its words, numerator, denominator, source; not_found when there is none.
Result<boost::json::object> definition(const unit::House& house, const std::string& plan,
                                       const std::string& indicator);

boost::json::object plans_of(const unit::House& house);

}  // namespace boai::plan

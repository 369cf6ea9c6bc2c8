// What the coming months may bring for an indicator at a region, whole, for the page and the
// command line; and what deserves a look today.
#pragma once

#include <boost/json.hpp>

#include "domains/plan/queries/targets.hpp"
#include "engines/forecast/forecast.hpp"

namespace boai::plan {

// The months an indicator's numerator moved by, up to the last whole month of the moment.
struct Past {
  forecast::Monthly months;
  int last = 0;        // the last whole month, year * 12 + month - 1
  double base = 0;     // the numerator at its end
  double divisor = 1;  // numerator / divisor is the value in units
  double now = 0;      // the numerator at the moment
  std::string reason;  // why there is none: then all else is empty
};
Result<Past> past_of(Readings& readings, const Plan& plan, const Indicator& indicator,
                     const Region& region, const Moment& moment, const Cell& cell);

// The same series is looked at again and again; what it says is kept by what it holds.
std::shared_ptr<const forecast::Outlook> outlook_of(const std::vector<double>& months);

// {"plan","indicator","region","year","months","method","adjusted","mase","shown","reason",
//  "value","low","high","level","chance","goal","target","expected","profile":{…},
//  "trials":[{"method","adjusted","mase"}],"series":[{"period","value"}],
//  "fan":[{"period","value","low","high"}]}; numbers are decimal text, unknown is null.
Result<boost::json::object> outlook(store::Connection& connection, const unit::House& house,
                                    const Ask& ask, const std::string& indicator);

// Chances below the pack's limit, months that jump, societies fallen silent; "kind" says which.
Result<boost::json::array> warnings(store::Connection& connection, const unit::House& house,
                                    const std::string& region, Day today);

}  // namespace boai::plan

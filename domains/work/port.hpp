// What the rest of the house may see of work plans.
#pragma once

#include <boost/json/fwd.hpp>

#include "kernel/house/domain.hpp"

namespace boai::work {

Domain domain();
// Says what decided matters do.
void settle_in(unit::House& house);

struct Slipping {
  std::string plan;
  std::string region;  // its code
  int year = 0;
  Day today;
};
// What slips, by indicator: [{"kind","id","name","branch","due","days"}], as far as the viewer may
// read it.
Result<boost::json::object> slips(store::Connection& connection, const unit::House& house,
                                  const rights::Principal& viewer, const Slipping& ask);

}  // namespace boai::work

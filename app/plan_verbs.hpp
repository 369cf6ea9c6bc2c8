// boai plan split, targets, lock-year, forecast.
#pragma once

#include "app/verbs.hpp"

namespace boai::app {

struct PlanWords {
  std::string indicator, axes = "years+regions", depth = "cities", method = "population";
  std::string curve = "linear", total, reserve, reserve_name, weights, departments, cells;
  std::string reason, basis, document, value;
  bool dry_run = false;
};

Result<int> do_split(App& app, const Words& words, const PlanWords& plan);
Result<int> do_targets(App& app, const Words& words, const PlanWords& plan);
Result<int> do_lock_year(App& app, const Words& words, const PlanWords& plan);
Result<int> do_own_target(App& app, const Words& words, const PlanWords& plan);
Result<int> do_forecast(App& app, const Words& words, const PlanWords& plan);

}  // namespace boai::app

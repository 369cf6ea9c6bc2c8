// From what a person wishes to what the rule needs: places, weights, years, what stands.
#include <yaml-cpp/yaml.h>

#include <algorithm>

#include "domains/plan/queries/targets.hpp"

namespace boai::plan {

using store::Value;

Outcome settle_ways(unit::House& house, const std::string& pack) {
  std::string path = pack + "/targets.yaml";
  auto ways = std::make_shared<Ways>();
  try {
    YAML::Node root = YAML::LoadFile(path);
    for (const auto& node : root["curves"]) {
      forecast::Curve curve{node["shape"].as<std::string>(), node["bend"].as<double>()};
      TRY(forecast::weights_of(curve, 5));
      ways->curves[node["code"].as<std::string>()] = curve;
      unit::Code code{node["code"].as<std::string>(),
                      node["name"].as<std::string>(),
                      node["en"].as<std::string>(""),
                      {}};
      house.codes["split_curve"].push_back(std::move(code));
    }
    const YAML::Node& alerts = root["alerts"];
    ways->chance_below = alerts["chance_below"].as<double>();
    ways->jump_above = alerts["jump_above"].as<double>();
    ways->silent_days_min = alerts["silent_days_min"].as<std::int64_t>();
    ways->silent_times = alerts["silent_times"].as<std::int64_t>();
    ways->silent_series = alerts["silent_series"].as<std::vector<std::string>>();
  } catch (const YAML::Exception& fault) {
    return invalid("pack.targets", path, fault.what());
  }
  house.from_pack["plan.ways"] = std::shared_ptr<const Ways>(std::move(ways));
  return Done{};
}

const Ways& ways_of(const unit::House& house) {
  return *std::any_cast<std::shared_ptr<const Ways>>(house.from_pack.at("plan.ways"));
}

std::string Standing::basis() const {
  return (split ? to_text(split->id) : "0") + "." + std::to_string(locked_through);
}

Result<std::vector<PlaceBelow>> places_below(store::Connection& connection, const Region& region,
                                             bool counties, Day today) {
  std::vector<PlaceBelow> places;
  std::string end = region.path;
  end.back() = '0';
  Value values[] = {region.path, end, std::int64_t{today.number()}};
  TRY(connection.each(
      "SELECT s.id, s.code, s.name, s.level, s.path, s.parent, r.kind FROM network_society s "
      "LEFT JOIN network_region r ON r.code = s.region AND r.until IS NULL "
      "WHERE s.path > ? AND s.path < ? AND s.level IN ('city', 'county') AND s.state <> "
      "'dissolved' AND (s.until IS NULL OR s.until >= ?) ORDER BY s.code",
      values, [&](const store::RowView& row) {
        bool straight = row.number(5) == region.branch;
        if (!straight && !counties) return true;
        PlaceBelow place{{row.number(0), std::string(row.text(1)), std::string(row.text(2)),
                          std::string(row.text(3)), std::string(row.text(4))},
                         {},
                         row.null(6) ? "" : std::string(row.text(6))};
        auto above = std::ranges::find_if(
            places, [&](const PlaceBelow& other) { return other.region.branch == row.number(5); });
        bool nested = above != places.end();
        if (nested) place.parent = above->region.code;
        if (straight || nested) places.push_back(std::move(place));
        return true;
      }));
  return places;
}

namespace {

// Is the society itself one of an indicator's units?
bool is_unit(const Indicator& indicator, const PlaceBelow& place) {
  const std::string& level = indicator.level;
  bool city = place.region.level == "city";
  if (city) {
    return level == "city" || level == "province_and_city" || level == "county_up" ||
           level == "city_and_county_all" || level == "city_and_countycity";
  }
  if (level == "district") return place.kind == "district";
  if (level == "county_and_countycity" || level == "city_and_countycity") {
    return place.kind != "district";
  }
  return level == "county_all" || level == "county_up" || level == "city_and_county_all";
}

// Where each stood in the year before the plan; in the plan before when there was one.
Result<std::map<std::string, Micro>> base_values(store::Connection& connection,
                                                 const Dividing& dividing, const Plan& plan,
                                                 const Indicator& indicator,
                                                 const std::vector<PlaceBelow>& places) {
  const auto& plans = book_of(dividing.house).plans;
  auto before = std::ranges::find(plans, plan.from - 1, &Plan::to);
  const Plan& from = before == plans.end() ? plan : *before;
  const Indicator* same = from.find(indicator.id);
  if (same == nullptr) return std::map<std::string, Micro>();
  int year = &from == &plan ? plan.from : from.to;
  Moment moment{year, *Day::of(year, 12, 31), {}};
  std::vector<Region> regions;
  for (const PlaceBelow& place : places) regions.push_back(place.region);
  Readings readings(connection, from, regions, same->id);
  Figures figures = TRY(figures_of(connection, from.code, dividing.region, moment, same->id));
  std::map<std::string, Micro> values;
  for (const Region& region : regions) {
    Cell cell = TRY(cell_of(readings, from, *same, region, moment, figures_at(figures, region)));
    if (cell.value) values[region.code] = *cell.value;
  }
  return values;
}

// A given weight for somebody who is not below is a part of nothing.
Outcome check_named(const std::map<std::string, std::int64_t>& given, const Dividing& dividing,
                    const std::vector<SplitPlace>& places) {
  for (const auto& [code, weight] : given) {
    if (std::ranges::any_of(places, [&](const SplitPlace& place) { return place.code == code; })) {
      continue;
    }
    bool above = dividing.region.code.starts_with(code);
    std::string reason = above ? "plan.split_circular" : "plan.split_outside";
    Error error = conflict(reason, "weights", code);
    error.fields = {{"weights." + code, reason, {}}};
    return error;
  }
  return Done{};
}

// A city weighs what its counties weigh when only they were given.
void weigh_parents(std::vector<SplitPlace>& places) {
  for (SplitPlace& city : places) {
    if (!city.parent.empty() || city.weight != 0) continue;
    for (const SplitPlace& county : places) {
      if (county.parent == city.code) city.weight += county.weight;
    }
  }
}

Outcome weigh(store::Connection& connection, const Dividing& dividing, const Plan& plan,
              const SplitTarget& wish, const std::vector<PlaceBelow>& below, SplitTask& task) {
  std::vector<Region> regions;
  for (const PlaceBelow& place : below) regions.push_back(place.region);
  Readings readings(connection, plan, regions, task.indicator->id);
  bool by_people =
      wish.method == "population" || region_shape(*task.indicator) == RegionShape::alike;
  for (const PlaceBelow& place : below) {
    SplitPlace made{.code = place.region.code, .parent = place.parent, .weight = 1};
    if (by_people) {
      made.weight = TRY(readings.people(place.region.code, "registered", plan.to)).persons;
    }
    task.places.push_back(std::move(made));
  }
  if (wish.method == "base") {
    auto values = TRY(base_values(connection, dividing, plan, *task.indicator, below));
    for (SplitPlace& place : task.places) {
      auto found = values.find(place.code);
      if (found == values.end()) continue;
      place.standing_at = found->second;
      if (!by_people) place.weight = found->second;
    }
    for (SplitPlace& place : task.places) {
      if (!by_people && !place.standing_at) place.weight = 0;
    }
    task.rise_together = task.indicator->rule == "ratio";
  }
  if (wish.method != "weights") return Done{};
  auto given = TRY(parse_weights(wish.weights));
  TRY(check_named(given, dividing, task.places));
  for (SplitPlace& place : task.places) place.weight = given[place.code];
  weigh_parents(task.places);
  return Done{};
}

// How many of the units stand at each place or below it, whether they are given parts or not.
Outcome count_units(store::Connection& connection, const Dividing& dividing, SplitTask& task) {
  if (region_shape(*task.indicator) == RegionShape::divided) return Done{};
  auto all = TRY(places_below(connection, dividing.region, true, dividing.today));
  for (SplitPlace& place : task.places) place.units = 0;
  for (const PlaceBelow& each : all) {
    if (!is_unit(*task.indicator, each)) continue;
    for (SplitPlace& place : task.places) {
      if (place.code == each.region.code || place.code == each.parent) ++place.units;
    }
  }
  if (task.indicator->rule == "ratio" && task.indicator->per != "unit") return Done{};
  std::erase_if(task.places, [](const SplitPlace& place) { return place.units == 0; });
  return Done{};
}

Outcome read_departments(const Dividing& dividing, const SplitTarget& wish, SplitTask& task) {
  auto table = dividing.house.codes.find("department");
  if (table == dividing.house.codes.end()) return invalid("plan.split_axes", "axes", wish.axes);
  auto given = TRY(parse_weights(wish.departments));
  for (const auto& [code, weight] : given) {
    if (dividing.house.code("department", code) == nullptr) {
      return invalid("field.unknown_code", "departments", code);
    }
  }
  for (const unit::Code& code : table->second) {
    bool named = given.empty() || given.contains(code.code);
    if (named) task.departments.push_back({code.code, given.empty() ? 1 : given[code.code]});
  }
  std::ranges::sort(task.departments, {}, &Department::code);
  return Done{};
}

Result<Micro> decimal_of(const std::string& text, const char* field) {
  if (text.empty()) return Micro{0};
  auto value = parse_decimal(text);
  if (!value) return invalid("plan.value", field, text);
  return *value;
}

// What the society has to reach: given, or what stands.
Result<Micro> total_for(store::Connection& connection, const Dividing& dividing, const Plan& plan,
                        const Indicator& indicator, const std::string& given) {
  if (!given.empty()) return decimal_of(given, "total");
  Readings readings(connection, plan, {dividing.region}, indicator.id);
  Moment moment{plan.to, *Day::of(plan.to, 12, 31), {}};
  Cell cell = TRY(cell_of(readings, plan, indicator, dividing.region, moment, {}));
  auto own = dividing.region.level == "province" ? indicator.target : std::nullopt;
  auto found = cell.as_share_of_units ? own : cell.target;
  if (!found) return invalid("plan.no_target", "total", indicator.id);
  return *found;
}

struct Axes {
  bool years = false, regions = false, departments = false;
};
Result<Axes> axes_of(std::string_view text) {
  Axes axes;
  while (!text.empty()) {
    std::size_t plus = text.find_first_of("+,");
    std::string_view word = text.substr(0, plus);
    text = plus == std::string_view::npos ? "" : text.substr(plus + 1);
    bool* axis = word == "years"         ? &axes.years
                 : word == "regions"     ? &axes.regions
                 : word == "departments" ? &axes.departments
                                         : nullptr;
    if (axis == nullptr) return invalid("plan.split_axes", "axes", std::string(word));
    *axis = true;
  }
  bool any = axes.years || axes.regions || axes.departments;
  if (!any) return invalid("plan.split_axes", "axes");
  return axes;
}

Outcome keep_standing(const Dividing& dividing, const std::vector<PlaceBelow>& below,
                      SplitTask& task) {
  std::map<std::int64_t, std::string> codes = {{dividing.region.branch, dividing.region.code}};
  for (const PlaceBelow& place : below) codes[place.region.branch] = place.region.code;
  for (const Share& share : dividing.standing.shares) {
    auto code = codes.find(share.branch.number);
    auto value = parse_decimal(share.value);
    if (code == codes.end() || !value) continue;
    std::string place = share.kind == "reserve" ? "" : code->second;
    task.standing[{place, static_cast<int>(share.year), share.department}] = *value;
  }
  return Done{};
}

}  // namespace

Result<Divided> divide(store::Connection& connection, const Dividing& dividing,
                       const SplitTarget& wish) {
  const Plan* plan = book_of(dividing.house).find(wish.plan);
  if (plan == nullptr) return invalid("plan.unknown", "plan", wish.plan);
  const Indicator* indicator = plan->find(wish.indicator);
  if (indicator == nullptr) return invalid("plan.no_indicator", "indicator", wish.indicator);
  Axes axes = TRY(axes_of(wish.axes));
  SplitTask task{.indicator = indicator, .code = dividing.region.code};
  task.total = TRY(total_for(connection, dividing, *plan, *indicator, wish.total));
  task.reserve = TRY(decimal_of(wish.reserve, "reserve"));
  if (task.reserve != 0 && wish.reserve_name.empty()) {
    return invalid("plan.reserve_name", "reserve_name");
  }
  task.locked_through = dividing.standing.locked_through;
  task.by_hand = wish.method == "manual";
  if (task.by_hand) task.cells = TRY(parse_cells(wish.cells));
  int last_year = indicator->target_year != 0 ? indicator->target_year : plan->to;
  for (int year = plan->from; axes.years && year <= last_year; ++year) task.years.push_back(year);
  const Ways& ways = ways_of(dividing.house);
  auto curve = ways.curves.find(wish.curve.empty() ? "linear" : wish.curve);
  if (curve == ways.curves.end()) return invalid("field.unknown_code", "curve", wish.curve);
  task.curve = curve->second;
  bool counties = wish.depth == "counties" && dividing.region.level == "province";
  std::vector<PlaceBelow> below;
  if (axes.regions) {
    below = TRY(places_below(connection, dividing.region, counties, dividing.today));
    if (below.empty()) return conflict("plan.split_kind", "axes", dividing.region.code);
    TRY(weigh(connection, dividing, *plan, wish, below, task));
    TRY(count_units(connection, dividing, task));
  }
  if (axes.departments) TRY(read_departments(dividing, wish, task));
  TRY(keep_standing(dividing, below, task));
  Divided divided{TRY(split(task)), task.total, task.reserve, {}};
  divided.branches[dividing.region.code] = dividing.region.branch;
  for (const PlaceBelow& place : below) divided.branches[place.region.code] = place.region.branch;
  return divided;
}

}  // namespace boai::plan

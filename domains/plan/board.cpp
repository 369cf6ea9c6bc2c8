// The board and the drill-down as JSON.
#include <algorithm>
#include <boost/json.hpp>

#include "domains/plan/queries.hpp"

namespace boai::plan {

namespace json = boost::json;
using store::Value;

json::value printed(const Indicator& indicator, const Cell& cell, std::optional<Micro> value) {
  if (!value) return nullptr;
  bool ratio = indicator.is_ratio() || cell.as_share_of_units || indicator.unit == "%";
  if (ratio) return json::value(decimal_text(*value, indicator.digits()));
  if (*value % micro == 0) return *value / micro;
  return json::value(decimal_text(*value, 2));
}

namespace {

template <typename T>
json::value or_null(const std::optional<T>& value) {
  return value ? json::value(*value) : json::value(nullptr);
}

json::value text_or_null(const std::string& text) {
  return text.empty() ? json::value(nullptr) : json::value(text);
}

// A chance to two digits; certain is only what has happened.
std::string chance_text(double chance) {
  return decimal_text(static_cast<Micro>(std::clamp(chance, 0.0, 1.0) * micro), 2);
}

// What can only be whole is foretold whole.
std::optional<Micro> foretold(const Indicator& indicator, const Cell& cell) {
  bool share = indicator.is_ratio() || cell.as_share_of_units || indicator.unit == "%";
  if (!cell.forecast || share) return cell.forecast;
  return (*cell.forecast + micro / 2) / micro * micro;
}

json::object cell_json(const Indicator& indicator, const Cell& cell) {
  return {{"unit", cell.as_share_of_units ? "%" : indicator.unit},
          {"value", printed(indicator, cell, cell.value)},
          {"numerator", or_null(cell.numerator)},
          {"denominator", or_null(cell.denominator)},
          {"denominator_source", text_or_null(cell.denominator_source)},
          {"target", printed(indicator, cell, cell.target)},
          {"expected", printed(indicator, cell, cell.expected)},
          {"forecast", printed(indicator, cell, foretold(indicator, cell))},
          {"forecast_reason", text_or_null(cell.forecast_reason)},
          {"chance", cell.chance ? json::value(chance_text(*cell.chance)) : nullptr},
          {"status", cell.status},
          {"source", cell.source},
          {"reason", text_or_null(cell.reason)}};
}

json::object indicator_json(const Plan& plan, const Indicator& indicator, const Cell& cell) {
  auto goal = std::ranges::find(plan.goals, indicator.goal, &Goal::code);
  bool known = goal != plan.goals.end();
  json::object object{{"id", indicator.id},
                      {"name", indicator.name},
                      {"en", indicator.en},
                      {"goal", known ? goal->name : ""},
                      {"goal_en", known ? goal->en : ""},
                      {"kind", indicator.kind},
                      {"tier", indicator.tier},
                      {"manual", indicator.manual},
                      {"strength", indicator.strength},
                      {"direction", indicator.direction},
                      {"target_by_share", cell.target_by_share},
                      {"target_by_split", cell.target_by_split}};
  for (auto& member : cell_json(indicator, cell)) object[member.key()] = member.value();
  return object;
}

Result<const Plan*> plan_named(const unit::House& house, const std::string& code) {
  const Plan* plan = book_of(house).find(code);
  if (plan == nullptr) return not_found("plan.unknown", "plan", code);
  return plan;
}

// FA-20 and its like: done when every indicator it derives from is met.
void derive(const Plan& plan, std::vector<Cell>& cells) {
  for (std::size_t at = 0; at < cells.size(); ++at) {
    const Indicator& indicator = plan.indicators[at];
    if (indicator.derives.empty() || cells[at].value) continue;
    bool known = true, met = true;
    for (const std::string& from : indicator.derives) {
      const Indicator* other = plan.find(from);
      if (other == nullptr) continue;
      const Cell& cell = cells[static_cast<std::size_t>(other - plan.indicators.data())];
      known = known && cell.value && cell.target;
      met = met && cell.status == "met";
    }
    if (!known) continue;
    cells[at].value = met ? micro : 0;
    cells[at].source = "records";
    cells[at].status = met ? "met" : "behind";
    cells[at].reason.clear();
  }
}

}  // namespace

Result<std::string> measure_of(const unit::House& house, const std::string& plan,
                               const std::string& indicator) {
  const Plan* found = TRY(plan_named(house, plan));
  const Indicator* row = found->find(indicator);
  if (row == nullptr || row->manual) return not_found("plan.not_measured", "indicator", indicator);
  return row->measure.substr(0, row->measure.find('#'));
}

json::object plans_of(const unit::House& house) {
  json::array plans;
  for (const Plan& plan : book_of(house).plans) {
    plans.push_back(json::object{{"code", plan.code},
                                 {"name", plan.name},
                                 {"en", plan.en},
                                 {"from", plan.from},
                                 {"to", plan.to}});
  }
  return {{"plans", std::move(plans)}};
}

Result<json::object> board(store::Connection& connection, const unit::House& house,
                           const Ask& ask) {
  const Plan* plan = TRY(plan_named(house, ask.plan));
  Region region = TRY(find_region(connection, ask.region));
  Moment moment = TRY(moment_of(*plan, ask));
  Figures figures = TRY(figures_of(connection, plan->code, region, moment));
  Readings readings(connection, *plan, {region}, {});
  std::vector<Cell> cells;
  for (const Indicator& indicator : plan->indicators) {
    cells.push_back(TRY(cell_of(readings, *plan, indicator, region, moment, figures)));
  }
  derive(*plan, cells);
  json::array indicators;
  for (std::size_t at = 0; at < cells.size(); ++at) {
    const Indicator& indicator = plan->indicators[at];
    json::object row = indicator_json(*plan, indicator, cells[at]);
    indicators.push_back(std::move(row));
  }
  return json::object{{"plan", plan->code},
                      {"region", region.code},
                      {"year", moment.year},
                      {"as_of", ask.as_of ? json::value(to_text(ask.as_of)) : nullptr},
                      {"indicators", std::move(indicators)}};
}

Result<json::array> alerts(store::Connection& connection, const unit::House& house,
                           const std::string& region, Day today) {
  json::array found;
  auto& plans = book_of(house).plans;
  for (auto plan = plans.rbegin(); plan != plans.rend(); ++plan) {
    if (plan->from > today.year()) continue;
    Ask ask{.plan = plan->code, .region = region, .as_of = {}, .today = today};
    json::object standing = TRY(board(connection, house, ask));
    bool has_targets = false;
    for (const auto& value : standing.at("indicators").as_array()) {
      const json::object& one = value.as_object();
      if (one.at("tier").as_string() != "main") continue;
      has_targets = has_targets || !one.at("target").is_null();
      std::string_view status = one.at("status").as_string();
      bool late = status == "behind" || status == "missed" || status == "at_risk";
      if (!late) continue;
      json::object alert{{"plan", plan->code}, {"region", standing.at("region")}};
      for (const char* name : {"name", "en", "value", "target", "unit", "status"}) {
        alert[name] = one.at(name);
      }
      alert["indicator"] = one.at("id");
      found.push_back(std::move(alert));
    }
    if (has_targets) break;
  }
  return found;
}

namespace {

Result<std::vector<Region>> regions_for(store::Connection& connection, const Drill& drill,
                                        const Region& here, Day today) {
  std::vector<Region> regions;
  bool named = drill.regions != "children" && drill.regions != "all";
  if (named) {
    regions.push_back(TRY(find_region(connection, drill.regions)));
    return regions;
  }
  std::string end = here.path;
  end.back() = '0';
  Value values[] = {here.path, end, std::int64_t{today.number()}};
  TRY(connection.each(
      "SELECT id, code, name, level, path, parent FROM network_society WHERE path >= ? AND path < "
      "? "
      "AND level <> 'grassroots' AND (until IS NULL OR until >= ?) ORDER BY code",
      values, [&](const store::RowView& row) {
        bool child = row.number(5) == here.branch;
        if (drill.regions == "children" && !child) return true;
        regions.push_back({row.number(0), std::string(row.text(1)), std::string(row.text(2)),
                           std::string(row.text(3)), std::string(row.text(4))});
        return true;
      }));
  return regions;
}

json::object definition_of(const Plan& plan, const Indicator& indicator) {
  auto goal = std::ranges::find(plan.goals, indicator.goal, &Goal::code);
  return {{"name", indicator.name},
          {"en", indicator.en},
          {"unit", indicator.unit},
          {"kind", indicator.kind},
          {"tier", indicator.tier},
          {"goal", goal == plan.goals.end() ? "" : goal->name},
          {"per", indicator.per},
          {"level", indicator.level},
          {"strength", indicator.strength},
          {"direction", indicator.direction},
          {"numerator", indicator.numerator_text},
          {"numerator_en", indicator.numerator_en},
          {"denominator", indicator.denominator_text},
          {"denominator_en", indicator.denominator_en},
          {"source", indicator.source},
          {"measure", indicator.measure},
          {"rule", indicator.rule},
          {"manual", indicator.manual},
          {"note", indicator.note},
          {"note_en", indicator.note_en}};
}

}  // namespace

Result<json::object> definition(const unit::House& house, const std::string& plan,
                                const std::string& indicator) {
  const Plan* found = TRY(plan_named(house, plan));
  const Indicator* row = found->find(indicator);
  if (row == nullptr) return not_found("plan.no_indicator", "indicator", indicator);
  return definition_of(*found, *row);
}

Result<json::object> drill(store::Connection& connection, const unit::House& house,
                           const rights::Principal& viewer, const Drill& drill) {
  const Plan* plan = TRY(plan_named(house, drill.ask.plan));
  const Indicator* indicator = plan->find(drill.indicator);
  if (indicator == nullptr) return not_found("plan.no_indicator", "indicator", drill.indicator);
  Region here = TRY(find_region(connection, drill.ask.region));
  Moment moment = TRY(moment_of(*plan, drill.ask));
  std::vector<Region> regions = TRY(regions_for(connection, drill, here, drill.ask.today));
  Readings readings(connection, *plan, regions, indicator->id);
  Figures reported;
  if (indicator->manual) {
    reported = TRY(figures_of(connection, plan->code, here, moment, indicator->id));
  }
  std::vector<json::object> rows;
  for (const Region& region : regions) {
    Figures figures = figures_at(reported, region);
    Cell cell = TRY(cell_of(readings, *plan, *indicator, region, moment, figures));
    json::object row{{"region", region.code}, {"name", region.name}, {"level", region.level}};
    for (auto& member : cell_json(*indicator, cell)) row[member.key()] = member.value();
    row["records"] = cell.records;
    row["opening"] = cell.opening;
    row["manual"] = cell.source == "manual" ? printed(*indicator, cell, cell.value) : nullptr;
    if (cell.figure) {
      row["figure"] = json::object{{"id", std::to_string(cell.figure->id)},
                                   {"period", cell.figure->period},
                                   {"state", cell.figure->state},
                                   {"document", cell.figure->document},
                                   {"reporter", cell.figure->reporter}};
    }
    row["series"] = json::array{};
    rows.push_back(std::move(row));
  }
  Course course{*plan, *indicator, moment, drill.by_month};
  auto lines = TRY(series_of(connection, course, regions, reported));
  for (std::size_t at = 0; at < rows.size(); ++at) rows[at]["series"] = std::move(lines[at]);
  json::array region_rows;
  for (auto& row : rows) region_rows.push_back(std::move(row));
  json::object answer{{"plan", plan->code},
                      {"id", indicator->id},
                      {"region", here.code},
                      {"year", moment.year},
                      {"as_of", drill.ask.as_of ? json::value(to_text(drill.ask.as_of)) : nullptr},
                      {"definition", definition_of(*plan, *indicator)},
                      {"regions", std::move(region_rows)}};
  answer["records"] = TRY(records_behind(connection, house, viewer, course, here));
  answer["opening"] = TRY(openings_of(connection, *indicator, here, moment));
  answer["notes"] = TRY(notes_of(connection, *plan, *indicator, here));
  return answer;
}

}  // namespace boai::plan

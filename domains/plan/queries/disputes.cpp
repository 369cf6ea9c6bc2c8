// Numbers that are disputed or explained, how far a period's figures are, and what the public sees.
#include <boost/json.hpp>

#include "domains/plan/queries.hpp"

namespace boai::plan {

namespace json = boost::json;
using store::Value;

Result<std::string> shown_at(unit::Context& context, const Plan& plan, const Indicator& indicator,
                             const branch::Branch& branch, const std::string& period) {
  store::Connection& connection = context.batch().connection();
  Ask ask{.plan = plan.code,
          .region = branch.code,
          .year = std::atoi(period.substr(0, 4).c_str()),
          .month = period.size() == 7 ? std::atoi(period.substr(5).c_str()) : 0,
          .as_of = {},
          .today = context.today()};
  Region region = TRY(find_region(connection, ask.region));
  Moment moment = TRY(moment_of(plan, ask));
  Figures figures = TRY(figures_of(connection, plan.code, region, moment, indicator.id));
  Readings readings(connection, plan, {region}, indicator.id);
  Cell cell = TRY(cell_of(readings, plan, indicator, region, moment, figures));
  json::value value = printed(indicator, cell, cell.value);
  if (value.is_null()) return std::string();
  return value.is_string() ? std::string(value.as_string()) : json::serialize(value);
}

namespace {

// By indicator and the society's region.
using Disputes = std::map<std::pair<std::string, std::string>, json::object>;

Result<Disputes> disputes_of(store::Connection& connection, const rights::Reach& reach,
                             const json::object& shown, Day today) {
  Disputes disputes;
  Region top = TRY(find_region(connection, std::string(shown.at("region").as_string())));
  std::string end = top.path;
  end.back() = '0';
  Value values[] = {std::string(shown.at("plan").as_string()), top.path, end,
                    std::to_string(shown.at("year").as_int64())};
  TRY(connection.each(
      "SELECT o.indicator, s.code, o.id, o.kind, o.period, o.shown, o.claimed, o.text, o.day, "
      "o.deadline, o.state, o.branch, s.path FROM plan_objection o JOIN network_society s ON s.id "
      "= o.branch WHERE o.plan = ? AND s.path >= ? AND s.path < ? AND substr(o.period, 1, 4) = ? "
      "AND o.state IN ('open', 'noted') ORDER BY CASE o.state WHEN 'open' THEN 1 ELSE 0 END, o.id",
      values, [&](const store::RowView& row) {
        if (!reach.covers(row.number(11), row.text(12))) return true;
        std::int64_t deadline = row.number(9);
        disputes[{std::string(row.text(0)), std::string(row.text(1))}] =
            json::object{{"id", std::to_string(row.number(2))},
                         {"kind", row.text(3)},
                         {"period", row.text(4)},
                         {"shown", row.text(5)},
                         {"claimed", row.text(6)},
                         {"text", row.text(7)},
                         {"day", to_text(Day::from_number(row.number(8)).value_or(Day{}))},
                         {"deadline", to_text(Day::from_number(deadline).value_or(Day{}))},
                         {"late", deadline != 0 && deadline < today.number()},
                         {"state", row.text(10)}};
        return true;
      }));
  return disputes;
}

}  // namespace

Outcome add_disputes(store::Connection& connection, const unit::House& house,
                     const rights::Principal& viewer, json::object& shown, Day today) {
  rights::Reach reach = rights::reach_of(house.roles, viewer, "plan.read");
  Disputes disputes = TRY(disputes_of(connection, reach, shown, today));
  bool whole_board = shown.contains("indicators");
  for (auto& value : shown.at(whole_board ? "indicators" : "regions").as_array()) {
    json::object& row = value.as_object();
    auto text = [](const json::value& word) { return std::string(word.as_string()); };
    auto key = whole_board ? std::pair(text(row.at("id")), text(shown.at("region")))
                           : std::pair(text(shown.at("id")), text(row.at("region")));
    auto found = disputes.find(key);
    row["objection"] = found == disputes.end() ? json::value(nullptr) : json::value(found->second);
  }
  return Done{};
}

namespace {

using Counts = std::map<std::string, std::int64_t>;

json::object counts_json(const Counts& counts) {
  json::object object;
  for (const auto& [state, count] : counts) object[state] = count;
  return object;
}

Result<std::vector<Region>> reporting_regions(store::Connection& connection, const Region& top,
                                              const rights::Reach& reach) {
  std::vector<Region> regions;
  std::string end = top.path;
  end.back() = '0';
  Value values[] = {top.path, end};
  TRY(connection.each(
      "SELECT id, code, name, level, path FROM network_society WHERE path >= ? AND path < ? AND "
      "level <> 'grassroots' AND until IS NULL ORDER BY code",
      values, [&](const store::RowView& row) {
        if (!reach.covers(row.number(0), row.text(4))) return true;
        regions.push_back({row.number(0), std::string(row.text(1)), std::string(row.text(2)),
                           std::string(row.text(3)), std::string(row.text(4))});
        return true;
      }));
  return regions;
}

struct Held {
  std::string state;
  std::int64_t figure = 0;
};
using Matrix = std::map<std::pair<std::string, std::int64_t>, Held>;

Result<Matrix> held_figures(store::Connection& connection, const Progress& ask, const Region& top) {
  Matrix held;
  std::string end = top.path;
  end.back() = '0';
  Value values[] = {ask.plan, ask.period, top.path, end};
  TRY(connection.each(
      "SELECT f.indicator, f.branch, f.state, f.id FROM plan_figure f JOIN network_society s ON "
      "s.id = f.branch WHERE f.plan = ? AND f.period = ? AND s.path >= ? AND s.path < ?",
      values, [&](const store::RowView& row) {
        held[{std::string(row.text(0)), row.number(1)}] = {std::string(row.text(2)), row.number(3)};
        return true;
      }));
  return held;
}

}  // namespace

Result<json::object> progress(store::Connection& connection, const unit::House& house,
                              const rights::Principal& viewer, const Progress& ask) {
  const Plan* plan = book_of(house).find(ask.plan);
  if (plan == nullptr) return not_found("plan.unknown", "plan", ask.plan);
  TRY(check_period(*plan, ask.period));
  Region top = TRY(find_region(connection, ask.region));
  std::vector<Region> regions =
      TRY(reporting_regions(connection, top, rights::reach_of(house.roles, viewer, "plan.read")));
  Matrix held = TRY(held_figures(connection, ask, top));
  std::map<std::int64_t, Counts> by_region;
  json::array indicators, cells;
  for (const Indicator& indicator : plan->indicators) {
    if (!indicator.manual || !indicator.derives.empty()) continue;
    Counts counts;
    for (const Region& region : regions) {
      auto at = held.find({indicator.id, region.branch});
      bool asked = place_of(indicator, region.level) == Place::unit;
      if (!asked && at == held.end()) continue;
      std::string state = at == held.end() ? "missing" : at->second.state;
      ++counts[state];
      ++by_region[region.branch][state];
      if (ask.indicator != indicator.id) continue;
      cells.push_back(json::object{
          {"region", region.code},
          {"name", region.name},
          {"state", state},
          {"figure", at == held.end() ? json::value(nullptr)
                                      : json::value(std::to_string(at->second.figure))}});
    }
    if (counts.empty()) continue;
    indicators.push_back(json::object{{"id", indicator.id},
                                      {"name", indicator.name},
                                      {"en", indicator.en},
                                      {"tier", indicator.tier},
                                      {"counts", counts_json(counts)}});
  }
  json::array region_rows;
  for (const Region& region : regions) {
    region_rows.push_back(json::object{{"region", region.code},
                                       {"name", region.name},
                                       {"level", region.level},
                                       {"counts", counts_json(by_region[region.branch])}});
  }
  return json::object{{"plan", plan->code},
                      {"period", ask.period},
                      {"region", top.code},
                      {"indicators", std::move(indicators)},
                      {"regions", std::move(region_rows)},
                      {"cells", std::move(cells)}};
}

Result<json::object> public_progress(store::Connection& connection, const unit::House& house) {
  json::array releases;
  TRY(connection.each(
      "SELECT r.id, r.plan, r.year, r.as_of, r.title, r.summary, r.frozen, r.published_on, s.code, "
      "s.name FROM plan_release r JOIN network_society s ON s.id = r.branch WHERE r.state = "
      "'published' ORDER BY r.published_on DESC, r.id DESC LIMIT 20",
      {}, [&](const store::RowView& row) {
        std::string code(row.text(1));
        const Plan* plan = book_of(house).find(code);
        boost::system::error_code fault;
        json::value frozen = json::parse(row.text(6), fault);
        if (fault || plan == nullptr) return true;
        releases.push_back(
            json::object{{"id", std::to_string(row.number(0))},
                         {"plan", code},
                         {"plan_name", plan->name},
                         {"plan_en", plan->en},
                         {"year", row.number(2)},
                         {"as_of", to_text(Day::from_number(row.number(3)).value_or(Day{}))},
                         {"title", row.text(4)},
                         {"summary", row.text(5)},
                         {"published_on", to_text(Day::from_number(row.number(7)).value_or(Day{}))},
                         {"region", row.text(8)},
                         {"region_name", row.text(9)},
                         {"indicators", frozen.at("indicators")}});
        return true;
      }));
  return json::object{{"releases", std::move(releases)}};
}

}  // namespace boai::plan

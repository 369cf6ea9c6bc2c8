// What deserves a look: chances below the limit, months that jump, societies fallen silent.
#include <cmath>

#include "domains/plan/queries/outlook.hpp"
#include "engines/forecast/alerts.hpp"

namespace boai::plan {

namespace json = boost::json;
using store::Value;

namespace {

json::object warning(std::string_view kind, const Plan& plan, const Region& region,
                     const Indicator& indicator, const Cell& cell) {
  return {{"kind", kind},
          {"plan", plan.code},
          {"region", region.code},
          {"indicator", indicator.id},
          {"name", indicator.name},
          {"en", indicator.en},
          {"unit", indicator.unit},
          {"value", printed(indicator, cell, cell.value)},
          {"target", printed(indicator, cell, cell.target)},
          {"status", cell.status}};
}

// The last whole month against the months before it.
std::optional<json::object> jump_at(const Ways& ways, const Past& past, json::object made) {
  auto jump = forecast::jump_of(past.months.values);
  if (!jump || std::abs(*jump) < ways.jump_above) return std::nullopt;
  made["month"] = std::to_string(past.last / 12) + (past.last % 12 < 9 ? "-0" : "-") +
                  std::to_string(past.last % 12 + 1);
  made["up"] = *jump > 0;
  made["came"] = static_cast<std::int64_t>(past.months.values.back());
  made["times"] = decimal_text(static_cast<Micro>(std::min(std::abs(*jump), 9999.0) * micro), 1);
  return made;
}

constexpr int days_looked_back = 365;

// Days with records by society, ascending.
using Days = std::map<std::int64_t, std::vector<std::int64_t>>;
Result<Days> days_of(store::Connection& connection, const Ways& ways,
                     const std::vector<PlaceBelow>& places, Day today) {
  Days days;
  for (const PlaceBelow& place : places) {
    if (place.region.level != "county") continue;
    auto& mine = days[place.region.branch];
    for (const std::string& series : ways.silent_series) {
      Value values[] = {series, place.region.branch,
                        std::int64_t{today.plus_days(-days_looked_back).number()},
                        std::int64_t{today.number()}};
      TRY(connection.each(
          "SELECT DISTINCT day FROM measure_day WHERE series = ? AND dimension = '' AND branch = ? "
          "AND day >= ? AND day <= ?",
          values, [&](const store::RowView& row) {
            if (auto day = Day::from_number(row.number(0))) mine.push_back(day->serial());
            return true;
          }));
    }
    std::ranges::sort(mine);
    mine.erase(std::unique(mine.begin(), mine.end()), mine.end());
  }
  return days;
}

Result<std::optional<json::object>> silent_below(store::Connection& connection, const Ways& ways,
                                                 const Plan& plan, const Region& region,
                                                 Day today) {
  auto places = TRY(places_below(connection, region, true, today));
  if (places.empty() && region.level == "county") places.push_back({region, {}, {}});
  Days days = TRY(days_of(connection, ways, places, today));
  json::array societies;
  std::int64_t count = 0;
  constexpr std::size_t named_max = 10;
  for (const PlaceBelow& place : places) {
    auto silence = forecast::silence_of(days[place.region.branch], today.serial());
    bool silent = silence && silence->days >= ways.silent_days_min &&
                  silence->days > ways.silent_times * silence->usual;
    if (!silent) continue;
    ++count;
    if (societies.size() >= named_max) continue;
    societies.push_back(json::object{{"region", place.region.code},
                                     {"name", place.region.name},
                                     {"days", silence->days},
                                     {"usual", silence->usual}});
  }
  if (count == 0) return std::optional<json::object>();
  return std::optional(json::object{{"kind", "silent"},
                                    {"plan", plan.code},
                                    {"region", region.code},
                                    {"indicator", ""},
                                    {"name", ""},
                                    {"en", ""},
                                    {"unit", ""},
                                    {"value", count},
                                    {"target", nullptr},
                                    {"status", "no_data"},
                                    {"societies", std::move(societies)}});
}

}  // namespace

Result<json::array> warnings(store::Connection& connection, const unit::House& house,
                             const std::string& code, Day today) {
  json::array found;
  const Ways& ways = ways_of(house);
  const Plan* plan = nullptr;
  for (const Plan& each : book_of(house).plans) {
    if (each.from <= today.year() && today.year() <= each.to) plan = &each;
  }
  if (plan == nullptr) return found;
  Region region = TRY(find_region(connection, code));
  Moment moment = TRY(moment_of(*plan, {.plan = plan->code, .as_of = {}, .today = today}));
  Readings readings(connection, *plan, {region}, {});
  for (const Indicator& indicator : plan->indicators) {
    if (indicator.manual) continue;
    Cell cell = TRY(cell_of(readings, *plan, indicator, region, moment, {}));
    if (cell.chance && *cell.chance < ways.chance_below && cell.status != "met") {
      json::object low = warning("chance", *plan, region, indicator, cell);
      low["chance"] = decimal_text(static_cast<Micro>(*cell.chance * micro), 2);
      found.push_back(std::move(low));
    }
    Past past = TRY(past_of(readings, *plan, indicator, region, moment, cell));
    if (!past.reason.empty()) continue;
    auto jump = jump_at(ways, past, warning("jump", *plan, region, indicator, cell));
    if (jump) found.push_back(std::move(*jump));
  }
  auto silent = TRY(silent_below(connection, ways, *plan, region, today));
  if (silent) found.push_back(std::move(*silent));
  return found;
}

}  // namespace boai::plan

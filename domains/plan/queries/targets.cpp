// What stands of the targets, and where lower plans do not meet them.
#include "domains/plan/queries/targets.hpp"

#include <algorithm>

namespace boai::plan {

namespace json = boost::json;
using store::Value;

std::string short_decimal(Micro value) {
  std::string text = decimal_text(value, 6);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.ends_with('.')) text.pop_back();
  return text;
}

namespace {

template <typename T>
Result<std::vector<T>> records_where(store::Connection& connection, const std::string& where,
                                     std::span<const Value> values) {
  std::string sql = "SELECT ";
  for (const std::string& column : T::type().columns()) {
    sql += (sql.size() > 7 ? ", " : "") + column;
  }
  std::vector<T> found;
  TRY(connection.each(sql + " FROM " + T::type().table() + " WHERE " + where, values,
                      [&](const store::RowView& row) {
                        found.push_back(record::from_row<T>(record::read_row(T::type(), row)));
                        return true;
                      }));
  return found;
}

Result<int> lock_over(store::Connection& connection, const std::string& plan,
                      const Region& region) {
  std::int64_t last = 0;
  for (std::int64_t above : branch::ancestors_of(region.path)) {
    Value values[] = {above, plan};
    last = std::max(last, TRY(connection.number(
                              "SELECT coalesce(max(year), 0) FROM plan_year_lock WHERE branch = ? "
                              "AND plan = ?",
                              values)));
  }
  return static_cast<int>(last);
}

json::value text_value(const std::string& text) {
  return text.empty() ? json::value(nullptr) : json::value(text);
}

json::object split_json(const Split& split) {
  return {{"id", to_text(split.id)},
          {"axes", split.axes},
          {"depth", text_value(split.depth)},
          {"method", split.method},
          {"curve", split.curve},
          {"total", split.total},
          {"reserve", text_value(split.reserve)},
          {"reserve_name", text_value(split.reserve_name)},
          {"weights", text_value(split.weights)},
          {"reason", text_value(split.reason)},
          {"revises", split.revises ? json::value(to_text(split.revises)) : nullptr},
          {"state", split.state},
          {"author", split.author},
          {"day", to_text(split.day)}};
}

using Named = std::map<std::int64_t, std::pair<std::string, std::string>>;  // branch → code, name

json::array shares_json(const std::vector<Share>& shares, const Named& named, int locked_through) {
  json::array rows;
  for (const Share& share : shares) {
    auto place = named.find(share.branch.number);
    if (place == named.end()) continue;
    bool locked = share.year != 0 && share.year <= locked_through;
    rows.push_back(json::object{{"kind", share.kind},
                                {"region", place->second.first},
                                {"name", place->second.second},
                                {"year", share.year},
                                {"department", text_value(share.department)},
                                {"value", share.value},
                                {"locked", locked}});
  }
  return rows;
}

Named names_of(const Region& region, const std::vector<PlaceBelow>& places) {
  Named named = {{region.branch, {region.code, region.name}}};
  for (const PlaceBelow& place : places) {
    named[place.region.branch] = {place.region.code, place.region.name};
  }
  return named;
}

std::string_view name_of(YearShape shape) {
  switch (shape) {
    case YearShape::flat:
      return "flat";
    case YearShape::parts:
      return "parts";
    case YearShape::line:
      return "line";
    default:
      return "end";
  }
}

std::string_view name_of(RegionShape shape) {
  return shape == RegionShape::divided ? "divided"
         : shape == RegionShape::alike ? "alike"
                                       : "counted";
}

// What a region is to reach by the plan's end.
Result<std::optional<Micro>> whole_target(store::Connection& connection, const Plan& plan,
                                          const Indicator& indicator, const Region& region) {
  Readings readings(connection, plan, {region}, indicator.id);
  Moment end{plan.to, *Day::of(plan.to, 12, 31), {}};
  Cell cell = TRY(cell_of(readings, plan, indicator, region, end, {}));
  return cell.as_share_of_units ? indicator.target : cell.target;
}

// One thing that does not meet another.
struct Gap {
  std::string code;  // no_own, own_below, sum_below, sum_incomplete, split_stale
  std::string region, name;
  int year = 0;
  std::optional<Micro> given, own;
};

json::object gap_json(const Gap& gap) {
  auto text = [](std::optional<Micro> value) {
    return value ? json::value(short_decimal(*value)) : json::value(nullptr);
  };
  bool both = gap.given && gap.own;
  return {{"code", gap.code},
          {"region", gap.region},
          {"name", gap.name},
          {"year", gap.year},
          {"given", text(gap.given)},
          {"own", text(gap.own)},
          {"difference", text(both ? std::optional(*gap.own - *gap.given) : std::nullopt)}};
}

// Own targets of the places straight below, by branch and year.
using Owns = std::map<std::pair<std::int64_t, int>, Micro>;
Result<Owns> owns_of(store::Connection& connection, const std::string& plan,
                     const std::string& indicator) {
  Value values[] = {plan, indicator};
  Owns owns;
  for (const OwnTarget& own : TRY(records_where<OwnTarget>(
           connection, "plan = ? AND indicator = ? ORDER BY id", values))) {
    if (auto value = parse_decimal(own.value)) {
      owns[{own.branch.number, static_cast<int>(own.year)}] = *value;
    }
  }
  return owns;
}

// The society's own plan beside what it was given: its own number for the whole plan, or the last
// of its years.
std::optional<Micro> own_whole(const Owns& owns, const Indicator& indicator, std::int64_t branch) {
  YearShares years;
  for (const auto& [key, value] : owns) {
    if (key.first == branch) years[key.second] = value;
  }
  if (auto whole = years.find(0); whole != years.end()) return whole->second;
  if (years.empty()) return std::nullopt;
  return target_of_shares(indicator, years, years.rbegin()->first);
}

struct Below {
  const PlaceBelow& place;
  std::optional<Micro> given, own;
};

std::optional<Gap> gap_at(const Indicator& indicator, const Below& below) {
  Gap gap{.region = below.place.region.code,
          .name = below.place.region.name,
          .given = below.given,
          .own = below.own};
  if (!below.given) return std::nullopt;
  bool less = below.own && (indicator.direction == "down" ? *below.own > *below.given
                                                          : *below.own < *below.given);
  gap.code = !below.own ? "no_own" : less ? "own_below" : "";
  return gap.code.empty() ? std::nullopt : std::optional(gap);
}

// Given to those below, what they set themselves, and the sums.
Result<std::vector<Gap>> gaps_of(store::Connection& connection, const Plan& plan,
                                 const Indicator& indicator, const Region& region,
                                 const Standing& standing, const std::vector<PlaceBelow>& places,
                                 json::array* rows) {
  std::vector<Gap> gaps;
  auto whole = TRY(whole_target(connection, plan, indicator, region));
  auto total = standing.split ? parse_decimal(standing.split->total) : std::nullopt;
  if (total && whole && *total != *whole && region.level != "province") {
    gaps.push_back({"split_stale", region.code, region.name, 0, whole, total});
  }
  Owns owns = TRY(owns_of(connection, plan.code, indicator.id));
  std::vector<Region> regions;
  for (const PlaceBelow& place : places) regions.push_back(place.region);
  Readings readings(connection, plan, regions, indicator.id);
  Micro sum = 0;
  bool any = false, all = !places.empty();
  for (const PlaceBelow& place : places) {
    auto shares = TRY(readings.shares(indicator.id, place.region.branch));
    Below below{place, target_of_shares(indicator, shares, plan.to),
                own_whole(owns, indicator, place.region.branch)};
    any = any || below.own;
    all = all && below.own;
    sum += below.own.value_or(0);
    if (rows != nullptr && (below.given || below.own)) {
      rows->push_back(
          gap_json({"", place.region.code, place.region.name, 0, below.given, below.own}));
    }
    if (auto gap = gap_at(indicator, below)) gaps.push_back(*gap);
  }
  bool summed = region_shape(indicator) == RegionShape::divided && whole && any;
  if (summed && sum < *whole) {
    gaps.push_back({all ? "sum_below" : "sum_incomplete", region.code, region.name, 0, whole, sum});
  }
  return gaps;
}

struct Desk {
  const Plan* plan;
  const Indicator* indicator;
  Region region;
};
Result<Desk> desk_of(store::Connection& connection, const unit::House& house,
                     const TargetAsk& ask) {
  const Plan* plan = book_of(house).find(ask.plan);
  if (plan == nullptr) return not_found("plan.unknown", "plan", ask.plan);
  const Indicator* indicator = plan->find(ask.indicator);
  if (indicator == nullptr) return not_found("plan.no_indicator", "indicator", ask.indicator);
  return Desk{plan, indicator, TRY(find_region(connection, ask.region))};
}

json::object indicator_head(const Indicator& indicator) {
  return {{"id", indicator.id},
          {"name", indicator.name},
          {"en", indicator.en},
          {"unit", indicator.unit},
          {"kind", indicator.kind},
          {"tier", indicator.tier},
          {"level", indicator.level},
          {"per", indicator.per},
          {"years", name_of(year_shape(indicator))},
          {"regions", name_of(region_shape(indicator))}};
}

json::array codes_json(const unit::House& house, std::string_view table) {
  json::array codes;
  auto found = house.codes.find(table);
  if (found == house.codes.end()) return codes;
  for (const unit::Code& code : found->second) {
    codes.push_back(json::object{{"code", code.code}, {"name", code.name}, {"en", code.en}});
  }
  return codes;
}

}  // namespace

Result<Standing> standing_at(store::Connection& connection, const std::string& plan,
                             const std::string& indicator, const Region& region) {
  Standing standing;
  Value values[] = {indicator, plan, region.branch};
  auto splits = TRY(records_where<Split>(
      connection, "indicator = ? AND plan = ? AND branch = ? AND state = 'standing'", values));
  if (!splits.empty()) {
    standing.split = splits.front();
    Value split[] = {standing.split->id.number};
    standing.shares = TRY(records_where<Share>(connection, "split = ? ORDER BY id", split));
  }
  standing.locked_through = TRY(lock_over(connection, plan, region));
  return standing;
}

Result<json::object> targets(store::Connection& connection, const unit::House& house,
                             const TargetAsk& ask) {
  const Plan* plan = book_of(house).find(ask.plan);
  if (plan == nullptr) return not_found("plan.unknown", "plan", ask.plan);
  Region region = TRY(find_region(connection, ask.region));
  auto places = TRY(places_below(connection, region, false, ask.today));
  Value values[] = {plan->code, region.branch};
  std::map<std::string, std::vector<Split>> splits;
  for (Split& split :
       TRY(records_where<Split>(connection, "plan = ? AND branch = ? ORDER BY id", values))) {
    splits[split.indicator].push_back(std::move(split));
  }
  Readings readings(connection, *plan, {region}, {});
  Moment end{plan->to, *Day::of(plan->to, 12, 31), {}};
  json::array rows;
  for (const Indicator& indicator : plan->indicators) {
    Cell cell = TRY(cell_of(readings, *plan, indicator, region, end, {}));
    auto target = cell.as_share_of_units ? indicator.target : cell.target;
    const auto& acts = splits[indicator.id];
    json::object row = indicator_head(indicator);
    row["total"] = target ? json::value(short_decimal(*target)) : json::value(nullptr);
    row["by_split"] = cell.target_by_split;
    row["split"] = acts.empty() ? json::value(nullptr) : json::value(split_json(acts.back()));
    row["revisions"] = acts.size();
    std::size_t gaps = 0;
    if (!acts.empty()) {
      Standing standing{acts.back(), {}, 0};
      gaps = TRY(gaps_of(connection, *plan, indicator, region, standing, places, nullptr)).size();
    }
    row["gaps"] = gaps;
    rows.push_back(std::move(row));
  }
  return json::object{{"plan", plan->code},
                      {"region", region.code},
                      {"locked_through", TRY(lock_over(connection, plan->code, region))},
                      {"indicators", std::move(rows)}};
}

Result<json::object> target(store::Connection& connection, const unit::House& house,
                            const TargetAsk& ask) {
  Desk desk = TRY(desk_of(connection, house, ask));
  Standing standing = TRY(standing_at(connection, desk.plan->code, ask.indicator, desk.region));
  auto straight = TRY(places_below(connection, desk.region, false, ask.today));
  auto places = TRY(places_below(connection, desk.region, true, ask.today));
  auto whole = TRY(whole_target(connection, *desk.plan, *desk.indicator, desk.region));
  Readings readings(connection, *desk.plan, {desk.region}, desk.indicator->id);
  json::array years, lineage, below, gap_rows;
  for (const auto& [year, value] : TRY(readings.shares(desk.indicator->id, desk.region.branch))) {
    years.push_back(json::object{{"year", year}, {"value", short_decimal(value)}});
  }
  Value values[] = {ask.indicator, desk.plan->code, desk.region.branch};
  for (const Split& split : TRY(records_where<Split>(
           connection, "indicator = ? AND plan = ? AND branch = ? ORDER BY id DESC", values))) {
    lineage.push_back(split_json(split));
  }
  for (const Gap& gap : TRY(gaps_of(connection, *desk.plan, *desk.indicator, desk.region, standing,
                                    straight, &below))) {
    gap_rows.push_back(gap_json(gap));
  }
  json::value stands = nullptr;
  if (standing.split) {
    json::object split = split_json(*standing.split);
    split["rows"] =
        shares_json(standing.shares, names_of(desk.region, places), standing.locked_through);
    stands = std::move(split);
  }
  return json::object{{"plan", desk.plan->code},
                      {"from", desk.plan->from},
                      {"to", desk.plan->to},
                      {"region", desk.region.code},
                      {"branch", std::to_string(desk.region.branch)},
                      {"indicator", indicator_head(*desk.indicator)},
                      {"total", whole ? json::value(short_decimal(*whole)) : json::value(nullptr)},
                      {"given", std::move(years)},
                      {"locked_through", standing.locked_through},
                      {"basis", standing.basis()},
                      {"standing", std::move(stands)},
                      {"lineage", std::move(lineage)},
                      {"below", std::move(below)},
                      {"gaps", std::move(gap_rows)},
                      {"methods", codes_json(house, "split_method")},
                      {"curves", codes_json(house, "split_curve")},
                      {"departments", codes_json(house, "department")}};
}

Result<json::object> proposal(store::Connection& connection, const unit::House& house,
                              const TargetAsk& ask, const SplitTarget& wish) {
  Desk desk = TRY(desk_of(connection, house, ask));
  Standing standing = TRY(standing_at(connection, desk.plan->code, ask.indicator, desk.region));
  auto places = TRY(places_below(connection, desk.region, true, ask.today));
  Divided divided = TRY(divide(connection, {house, desk.region, standing, ask.today}, wish));
  std::map<std::string, std::string> names = {{desk.region.code, desk.region.name}};
  for (const PlaceBelow& place : places) names[place.region.code] = place.region.name;
  json::array rows;
  for (const ShareRow& row : divided.answer.rows) {
    rows.push_back(json::object{{"kind", row.kind},
                                {"region", row.place},
                                {"name", names[row.place]},
                                {"year", row.year},
                                {"department", text_value(row.department)},
                                {"value", short_decimal(row.value)},
                                {"locked", row.locked}});
  }
  return json::object{{"plan", desk.plan->code},
                      {"region", desk.region.code},
                      {"indicator", indicator_head(*desk.indicator)},
                      {"basis", standing.basis()},
                      {"locked_through", standing.locked_through},
                      {"total", short_decimal(divided.total)},
                      {"reserve", short_decimal(divided.reserve)},
                      {"reserve_name", text_value(wish.reserve_name)},
                      {"step", short_decimal(divided.answer.quantum)},
                      {"rows", std::move(rows)}};
}

}  // namespace boai::plan

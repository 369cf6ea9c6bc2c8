#include "domains/plan/queries/outlook.hpp"

#include <cmath>
#include <cstring>
#include <mutex>

namespace boai::plan {

namespace json = boost::json;
using forecast::Monthly;

namespace {

int last_whole_month(Day day) {
  int number = Monthly::number(day.year(), day.month());
  return day == day.last_of_month() ? number : number - 1;
}

Monthly cut(const Monthly& months, int last) {
  Monthly kept{months.first, {}};
  for (int month = months.first; month <= last && !months.values.empty(); ++month) {
    kept.values.push_back(months.at(month));
  }
  return kept;
}

bool of_one_year(const Indicator& indicator) {
  return indicator.kind == "annual" || indicator.measure.ends_with("#year");
}

// Where the region stood before the plan's first year: its part of the baseline when the target is
// divided, the baseline itself when it is asked of all alike.
Micro start_of_way(const Indicator& indicator, const Region& region, const Cell& cell) {
  if (!indicator.is_stock()) return 0;
  Micro start = indicator.baseline.value_or(0);
  bool part = region.level != "province" && region_shape(indicator) == RegionShape::divided;
  if (!part || !indicator.target || *indicator.target == 0 || !cell.target) return start;
  return static_cast<Micro>(static_cast<__int128>(start) * *cell.target / *indicator.target);
}

Result<forecast::Profile> profile_at(Readings& readings, const Indicator& indicator,
                                     const Region& region, const Moment& moment) {
  bool whole_year = moment.day.number() >= moment.year * 10000 + 1231;
  if (indicator.manual || whole_year) return forecast::Profile{};
  Monthly months = TRY(readings.months(indicator.measure, region.branch));
  return forecast::profile_of(cut(months, last_whole_month(moment.day)), moment.year);
}

// The straight line over the years of the plan, bent within the year as years usually go.
Micro bent_line(const Plan& plan, const Indicator& indicator, Micro target, int year, double part) {
  Micro start = indicator.is_stock() ? indicator.baseline.value_or(0) : 0;
  Way before = way_gone(plan, indicator, year, *Day::of(year - 1, 12, 31));
  Way after = way_gone(plan, indicator, year, *Day::of(year, 12, 31));
  double gone =
      static_cast<double>(before.gone) + part * static_cast<double>(after.gone - before.gone);
  return start + static_cast<Micro>(static_cast<double>(target - start) * gone /
                                    static_cast<double>(after.whole));
}

}  // namespace

Result<std::optional<Micro>> expected_at(Readings& readings, const Plan& plan,
                                         const Indicator& indicator, const Region& region,
                                         const Moment& moment, const Cell& cell) {
  if (!cell.target) return std::optional<Micro>();
  forecast::Profile profile = TRY(profile_at(readings, indicator, region, moment));
  double part = profile.by(moment.day);
  if (cell.target_by_split) {
    auto shares = TRY(readings.shares(indicator.id, region.branch));
    WayPoint point{moment.year, part, start_of_way(indicator, region, cell)};
    auto expected_now = expected_of_shares(indicator, shares, point);
    if (expected_now) return expected_now;
  }
  bool straight = profile.straight() || indicator.kind == "maintain" || part >= 1;
  if (straight) return expected(plan, indicator, cell.target, moment.year, moment.day);
  return std::optional(bent_line(plan, indicator, *cell.target, moment.year, part));
}

Result<Past> past_of(Readings& readings, const Plan& plan, const Indicator& indicator,
                     const Region& region, const Moment& moment, const Cell& cell) {
  Past past;
  bool people = indicator.denominator_measure.starts_with("series:");
  past.reason = indicator.manual                                    ? "plan.forecast_manual"
                : moment.as_of                                      ? "plan.forecast_as_of"
                : !indicator.denominator_measure.empty() && !people ? "plan.forecast_ratio"
                : !cell.value || !cell.numerator                    ? "plan.forecast_no_history"
                : moment.day.number() >= moment.year * 10000 + 1231 ? "plan.forecast_over"
                                                                    : "";
  if (!past.reason.empty()) return past;
  Monthly all = TRY(readings.months(indicator.measure, region.branch));
  past.last = last_whole_month(moment.day);
  past.months = cut(all, past.last);
  past.now = static_cast<double>(*cell.numerator);
  past.divisor = cell.denominator ? static_cast<double>(*cell.denominator) / indicator.whole() : 1;
  int january = Monthly::number(moment.year, 1);
  if (of_one_year(indicator)) {
    for (int month = january; month <= past.last; ++month) past.base += all.at(month);
  } else {
    past.base = past.now - (past.last == Monthly::number(moment.day.year(), moment.day.month())
                                ? 0
                                : all.at(past.last + 1));
  }
  static_cast<void>(plan);
  return past;
}

std::shared_ptr<const forecast::Outlook> outlook_of(const std::vector<double>& months) {
  static std::mutex lock;
  static std::unordered_map<std::string, std::shared_ptr<const forecast::Outlook>> kept;
  constexpr std::size_t kept_max = 8192;
  std::string key(months.size() * sizeof(double), '\0');
  if (!months.empty()) std::memcpy(key.data(), months.data(), key.size());
  {
    std::scoped_lock held(lock);
    auto found = kept.find(key);
    if (found != kept.end()) return found->second;
  }
  auto made = std::make_shared<const forecast::Outlook>(
      forecast::look_ahead(months, forecast::months_a_year));
  std::scoped_lock held(lock);
  if (kept.size() >= kept_max) kept.clear();
  kept.emplace(std::move(key), made);
  return made;
}

namespace {

// The end of the year as the forecast sees it, in units.
struct YearEnd {
  double value = 0, width = 0;
  std::size_t months = 0;  // ahead
};
YearEnd year_end(const Past& past, const forecast::Outlook& found, int year) {
  YearEnd end;
  end.months = static_cast<std::size_t>(Monthly::number(year, 12) - past.last);
  bool rises = std::ranges::all_of(past.months.values, [](double each) { return each >= 0; });
  double sum = past.base + found.sums[end.months - 1];
  if (rises) sum = std::max(sum, past.now);  // what has happened does not go away
  end.value = sum / past.divisor;
  end.width = found.sum_width[end.months - 1] / past.divisor;
  return end;
}

std::string reason_of(const forecast::Outlook& found) {
  switch (found.verdict) {
    case forecast::Verdict::shown:
      return "";
    case forecast::Verdict::short_history:
      return "plan.forecast_short";
    case forecast::Verdict::no_better:
      return "plan.forecast_no_better";
    default:
      return "plan.forecast_no_history";
  }
}

Micro micro_of(double value) {
  constexpr double most = 9e12;
  return std::llround(std::clamp(value, -most, most) * 1e6);
}

double chance_at(const Indicator& indicator, const YearEnd& end, Micro goal) {
  double asked = static_cast<double>(goal) / micro;
  double chance = forecast::chance_of(end.value, end.width, asked);
  return indicator.direction == "down" ? 1 - chance : chance;
}

// What is asked at the end of the year.
Result<std::optional<Micro>> goal_of(Readings& readings, const Plan& plan,
                                     const Indicator& indicator, const Region& region,
                                     const Moment& moment, const Cell& cell) {
  Moment end{moment.year, *Day::of(moment.year, 12, 31), {}};
  return expected_at(readings, plan, indicator, region, end, cell);
}

}  // namespace

Outcome foresee(Readings& readings, const Plan& plan, const Indicator& indicator,
                const Region& region, const Moment& moment, Cell& cell) {
  Past past = TRY(past_of(readings, plan, indicator, region, moment, cell));
  cell.forecast_reason = past.reason;
  if (!past.reason.empty()) return Done{};
  auto found = outlook_of(past.months.values);
  cell.forecast_reason = reason_of(*found);
  if (!found->shown()) return Done{};
  YearEnd end = year_end(past, *found, moment.year);
  cell.forecast = micro_of(end.value);
  auto goal = TRY(goal_of(readings, plan, indicator, region, moment, cell));
  if (goal) cell.chance = chance_at(indicator, end, *goal);
  return Done{};
}

namespace {

std::string month_text(int number) {
  int month = number % 12 + 1;
  return std::to_string(number / 12) + (month < 10 ? "-0" : "-") + std::to_string(month);
}

json::value decimal(double value, int digits) {
  return json::value(decimal_text(micro_of(value), digits));
}

json::value decimal(const std::optional<Micro>& value, int digits) {
  return value ? json::value(decimal_text(*value, digits)) : json::value(nullptr);
}

// The last two years as they went and the months to come, as the indicator is read: within the
// year for what is counted by the year, else the level.
void draw(json::object& answer, const Indicator& indicator, const Past& past,
          const forecast::Outlook* found, const YearEnd& end) {
  json::array series, fan;
  int digits = indicator.digits();
  bool yearly = of_one_year(indicator);
  int first = std::max(past.months.first, past.last - 23);
  double level = past.base;
  for (int month = past.last; !yearly && month >= first; --month) level -= past.months.at(month);
  if (yearly) {
    level = 0;
    int january = first / 12 * 12;
    for (int month = january; month < first; ++month) level += past.months.at(month);
  }
  for (int month = first; month <= past.last; ++month) {
    if (yearly && month % 12 == 0) level = 0;
    level += past.months.at(month);
    series.push_back(json::object{{"period", month_text(month)},
                                  {"value", decimal(level / past.divisor, digits)}});
  }
  std::size_t ahead = found == nullptr ? 0 : yearly ? end.months : found->sums.size();
  double before = yearly && past.last % 12 == 11 ? 0 : past.base;
  for (std::size_t at = 0; at < ahead; ++at) {
    double value = (before + found->sums[at]) / past.divisor;
    double width = found->sum_width[at] / past.divisor;
    fan.push_back(json::object{{"period", month_text(past.last + 1 + static_cast<int>(at))},
                               {"value", decimal(value, digits)},
                               {"low", decimal(value - width, digits)},
                               {"high", decimal(value + width, digits)}});
  }
  answer["series"] = std::move(series);
  answer["fan"] = std::move(fan);
}

json::array trials_of(const forecast::Outlook& found) {
  json::array trials;
  for (const forecast::Trial& trial : found.trials) {
    trials.push_back(json::object{{"method", forecast::name_of(trial.model.method)},
                                  {"adjusted", trial.model.adjusted},
                                  {"mase", decimal(trial.mase, 3)}});
  }
  return trials;
}

json::object profile_json(const forecast::Profile& profile, Day day) {
  json::array shares;
  for (double share : profile.share) shares.push_back(decimal(share, 4));
  return {{"straight", profile.straight()},
          {"years", profile.years},
          {"gone", decimal(profile.by(day), 4)},
          {"months", profile.straight() ? json::array() : std::move(shares)}};
}

void say_foreseen(json::object& answer, const Indicator& indicator, const Past& past,
                  const forecast::Outlook& found, const YearEnd& end,
                  const std::optional<Micro>& goal) {
  answer["method"] = forecast::name_of(found.model.method);
  answer["adjusted"] = found.model.adjusted;
  answer["mase"] = found.trials.empty() ? json::value(nullptr) : decimal(found.mase, 3);
  answer["reason"] =
      reason_of(found).empty() ? json::value(nullptr) : json::value(reason_of(found));
  answer["trials"] = trials_of(found);
  answer["shown"] = found.shown();
  if (!found.shown()) return;
  bool rises = std::ranges::all_of(past.months.values, [](double each) { return each >= 0; });
  int digits = indicator.digits();
  double least = rises ? past.now / past.divisor : end.value - end.width;
  answer["value"] = decimal(end.value, digits);
  answer["low"] = decimal(std::max(least, end.value - end.width), digits);
  answer["high"] = decimal(end.value + end.width, digits);
  if (goal) answer["chance"] = decimal(chance_at(indicator, end, *goal), 2);
}

}  // namespace

Result<json::object> outlook(store::Connection& connection, const unit::House& house,
                             const Ask& ask, const std::string& id) {
  const Plan* plan = book_of(house).find(ask.plan);
  if (plan == nullptr) return not_found("plan.unknown", "plan", ask.plan);
  const Indicator* indicator = plan->find(id);
  if (indicator == nullptr) return not_found("plan.no_indicator", "indicator", id);
  Region region = TRY(find_region(connection, ask.region));
  Moment moment = TRY(moment_of(*plan, ask));
  Figures figures = TRY(figures_of(connection, plan->code, region, moment, id));
  Readings readings(connection, *plan, {region}, id);
  Cell cell = TRY(cell_of(readings, *plan, *indicator, region, moment, figures));
  Past past = TRY(past_of(readings, *plan, *indicator, region, moment, cell));
  auto goal = TRY(goal_of(readings, *plan, *indicator, region, moment, cell));
  forecast::Profile profile = TRY(profile_at(readings, *indicator, region, moment));
  int digits = indicator->digits();
  json::object answer{{"plan", plan->code},
                      {"indicator", id},
                      {"region", region.code},
                      {"year", moment.year},
                      {"day", to_text(moment.day)},
                      {"unit", indicator->unit},
                      {"months", past.months.values.size()},
                      {"now", decimal(cell.value, digits)},
                      {"target", decimal(cell.target, digits)},
                      {"expected", decimal(cell.expected, digits)},
                      {"goal", decimal(goal, digits)},
                      {"profile", profile_json(profile, moment.day)},
                      {"level", static_cast<int>(forecast::interval_level * 100)},
                      {"shown", false},
                      {"reason", past.reason}};
  for (const char* name : {"method", "adjusted", "mase", "value", "low", "high", "chance"}) {
    answer[name] = nullptr;
  }
  answer["trials"] = answer["series"] = answer["fan"] = json::array();
  if (!past.reason.empty()) return answer;
  auto found = outlook_of(past.months.values);
  if (found->sums.empty()) {
    answer["reason"] = reason_of(*found);
    draw(answer, *indicator, past, nullptr, {});
    return answer;
  }
  YearEnd end = year_end(past, *found, moment.year);
  say_foreseen(answer, *indicator, past, *found, end, goal);
  draw(answer, *indicator, past, found->shown() ? found.get() : nullptr, end);
  return answer;
}

}  // namespace boai::plan

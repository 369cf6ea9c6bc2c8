#include "domains/training/rules/notice.hpp"

#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <fstream>
#include <set>
#include <sstream>

namespace boai::training {

namespace {

constexpr int minutes_a_day = 24 * 60;

Error bad_notices(const std::string& what) { return invalid("pack.notices", {}, what); }

Result<Day> since_in(const YAML::Node& node) {
  auto day = Day::parse(node["since"].as<std::string>());
  if (!day) return bad_notices("since");
  return *day;
}

Result<int> minute_in(const std::string& text) {
  int hour = -1, minute = -1;
  bool form = text.size() == 5 && text[2] == ':' &&
              std::sscanf(text.c_str(), "%2d:%2d", &hour, &minute) == 2;
  bool good = form && hour >= 0 && hour < 24 && minute >= 0 && minute < 60;
  if (!good) return bad_notices(text);
  return hour * 60 + minute;
}

Outcome take_schedules(const YAML::Node& file, NoticeRules& rules) {
  for (const YAML::Node& node : file["schedules"]) {
    Schedule schedule{.since = TRY(since_in(node)),
                      .course = node["course"].as<std::string>(),
                      .days = node["days"].as<std::vector<int>>()};
    std::ranges::sort(schedule.days);
    bool twice = std::ranges::adjacent_find(schedule.days) != schedule.days.end();
    if (schedule.days.empty() || twice) return bad_notices(schedule.course);
    rules.schedules.push_back(std::move(schedule));
  }
  for (const YAML::Node& node : file["quiet"]) {
    rules.quiet.push_back({.since = TRY(since_in(node)),
                           .from_minute = TRY(minute_in(node["from"].as<std::string>())),
                           .until_minute = TRY(minute_in(node["until"].as<std::string>()))});
  }
  for (const YAML::Node& node : file["templates"]) {
    rules.templates.push_back({.code = node["code"].as<std::string>(),
                               .since = TRY(since_in(node)),
                               .zh = node["zh"].as<std::string>(),
                               .en = node["en"].as<std::string>()});
  }
  std::ranges::stable_sort(rules.schedules, {}, &Schedule::since);
  std::ranges::stable_sort(rules.quiet, {}, &Quiet::since);
  std::ranges::stable_sort(rules.templates, {}, &MessageTemplate::since);
  return Done{};
}

template <typename T>
const T* newest(const std::vector<T>& editions, Day day, auto&& wanted) {
  const T* found = nullptr;
  for (const T& each : editions) {
    if (each.since <= day && wanted(each)) found = &each;
  }
  return found;
}

}  // namespace

Result<NoticeRules> read_notices(std::string_view yaml) {
  NoticeRules rules;
  try {
    YAML::Node file = YAML::Load(std::string(yaml));
    TRY(take_schedules(file, rules));
    rules.order = file["order"].as<std::vector<std::string>>();
    rules.english_for = file["english_for"].as<std::vector<std::string>>();
    rules.adaptors = file["adaptors"].as<std::map<std::string, std::string>>();
    rules.catch_up_days = file["catch_up_days"].as<int>();
    rules.tries = file["retry"]["tries"].as<int>();
    rules.first_s = file["retry"]["first_s"].as<int>();
    rules.factor = file["retry"]["factor"].as<int>();
  } catch (const YAML::Exception& fault) {
    return bad_notices(fault.what());
  }
  bool good = rules.catch_up_days >= 0 && rules.tries > 0 && rules.first_s > 0 && rules.factor > 0;
  if (!good) return bad_notices("retry");
  return rules;
}

Outcome settle_notices(unit::House& house, const std::string& folder) {
  std::ifstream file(folder + "/notices.yaml");
  std::stringstream text;
  text << file.rdbuf();
  if (!file) return bad_notices(folder);
  std::string yaml = text.str();
  house.from_pack["training.notices"] =
      std::make_shared<const NoticeRules>(TRY(read_notices(yaml)));
  return Done{};
}

const NoticeRules& notice_rules(const unit::House& house) {
  return *std::any_cast<const std::shared_ptr<const NoticeRules>&>(
      house.from_pack.at("training.notices"));
}

const Schedule* NoticeRules::schedule_on(std::string_view course, Day day) const {
  return newest(schedules, day, [&](const Schedule& each) { return each.course == course; });
}
const MessageTemplate* NoticeRules::template_on(std::string_view code, Day day) const {
  return newest(templates, day, [&](const MessageTemplate& each) { return each.code == code; });
}
std::vector<std::string> NoticeRules::courses() const {
  std::set<std::string> named;
  for (const Schedule& each : schedules) named.insert(each.course);
  return {named.begin(), named.end()};
}

std::optional<DueOffsets> due_offsets(const Schedule& schedule, Day last_day, Day today,
                                      int catch_up_days) {
  DueOffsets due;
  bool any = false;
  for (int offset : schedule.days) {
    if (last_day.plus_days(offset) > today) break;
    if (any) due.before.push_back(due.newest);
    due.newest = offset;
    any = true;
  }
  bool late = any && last_day.plus_days(due.newest + catch_up_days) < today;
  if (!any || late) return std::nullopt;
  return due;
}

std::vector<LastDays> last_days_due(const Schedule& schedule, Day today, int catch_up_days) {
  std::vector<LastDays> spans;
  for (std::size_t at = 0; at < schedule.days.size(); ++at) {
    int offset = schedule.days[at];
    Day until = today.plus_days(-offset);
    Day from = until.plus_days(-catch_up_days);
    bool last = at + 1 == schedule.days.size();
    // From the day on which the next one is due, that is the newest.
    if (!last) from = std::max(from, today.plus_days(1 - schedule.days[at + 1]));
    if (from <= until) spans.push_back({offset, from, until});
  }
  return spans;
}

std::vector<NoticeStep> notice_steps(const NoticeRules& rules, Day today) {
  std::vector<NoticeStep> steps;
  for (const std::string& course : rules.courses()) {
    const Schedule* schedule = rules.schedule_on(course, today);
    if (schedule == nullptr) continue;
    for (const LastDays& span : last_days_due(*schedule, today, rules.catch_up_days)) {
      steps.push_back({schedule, span});
    }
  }
  return steps;
}

Instant not_quiet(const NoticeRules& rules, Instant moment) {
  Day day = day_in_shanghai(moment);
  const Quiet* quiet = newest(rules.quiet, day, [](const Quiet&) { return true; });
  if (quiet == nullptr || quiet->from_minute == quiet->until_minute) return moment;
  constexpr std::int64_t minute_ms = 60'000;
  std::int64_t midnight = end_of_day_in_shanghai(day).milliseconds + 1 - minutes_a_day * minute_ms;
  auto minute = static_cast<int>((moment.milliseconds - midnight) / minute_ms);
  bool over_midnight = quiet->from_minute > quiet->until_minute;
  bool evening = minute >= quiet->from_minute, morning = minute < quiet->until_minute;
  bool inside = over_midnight ? evening || morning : evening && morning;
  if (!inside) return moment;
  bool tomorrow = over_midnight && evening;
  return {midnight + (quiet->until_minute + (tomorrow ? minutes_a_day : 0)) * minute_ms};
}

std::optional<Instant> next_try(const NoticeRules& rules, std::int64_t failures, Instant now) {
  if (failures >= rules.tries) return std::nullopt;
  constexpr std::int64_t longest_s = 24 * 3600;
  std::int64_t wait_s = rules.first_s;
  for (std::int64_t at = 1; at < failures && wait_s < longest_s; ++at) wait_s *= rules.factor;
  return not_quiet(rules, {now.milliseconds + std::min(wait_s, longest_s) * 1000});
}

std::string channel_for(const NoticeRules& rules, const Reach& reach) {
  for (const std::string& kind : rules.order) {
    bool reachable = kind == "in_app" ? reach.account : reach.phone;
    auto adaptor = rules.adaptors.find(kind);
    bool off = kind != "in_app" && (adaptor == rules.adaptors.end() || adaptor->second == "off");
    if (reachable && !off) return kind;
  }
  return "";
}

std::string filled(std::string_view text, const Values& values) {
  std::string out;
  while (!text.empty()) {
    std::size_t open = text.find('{');
    out += text.substr(0, open);
    if (open == std::string_view::npos) break;
    std::size_t close = text.find('}', open);
    if (close == std::string_view::npos) break;
    auto value = values.find(text.substr(open + 1, close - open - 1));
    if (value != values.end()) out += value->second;
    text = text.substr(close + 1);
  }
  return out;
}

}  // namespace boai::training

#include "engines/qualification/rules.hpp"

#include <yaml-cpp/yaml.h>

#include <algorithm>

namespace boai::qualification {

namespace {

constexpr int months_max = 1200, amount_max = 10'000;

Error wrong(std::string detail) {
  return invalid("qualification.rules", "rules", std::move(detail));
}

Level level_of(const YAML::Node& node) {
  Level level{.code = node["code"].as<std::string>(),
              .name = node["name"].as<std::string>(),
              .english = node["en"].as<std::string>(),
              .initial_hours = node["initial_hours"].as<int>(),
              .cycle_months = node["cycle_months"].as<int>()};
  if (YAML::Node after = node["after"]) {
    level.after = after["level"].as<std::string>();
    level.after_months = after["months"].as<int>();
    level.after_hours = after["taught_hours"].as<int>();
  }
  return level;
}

Edition edition_of(const YAML::Node& node) {
  Edition edition{.since = Day::parse(node["since"].as<std::string>()).value_or(Day()),
                  .retraining_days = node["retraining"]["days"].as<int>(),
                  .window_months = node["retraining"]["window_months"].as<int>(),
                  .renewal_months = node["renewal_months"].as<int>(),
                  .grace_months = node["grace_months"].as<int>(),
                  .reactivation_days = node["reactivation"]["days"].as<int>(),
                  .reactivation_months = node["reactivation"]["months"].as<int>(),
                  .teaching_hours = node["teaching"]["hours_a_year"].as<int>(),
                  .make_up_months = node["teaching"]["make_up_months"].as<int>()};
  for (const YAML::Node& level : node["levels"]) edition.levels.push_back(level_of(level));
  return edition;
}

std::string fault_of(const Edition& edition) {
  if (!edition.since) return "since is no day";
  if (edition.levels.empty()) return "no level";
  for (int months : {edition.window_months, edition.renewal_months, edition.grace_months,
                     edition.reactivation_months}) {
    if (months < 0 || months > months_max) return "months out of range";
  }
  if (edition.make_up_months < 0 || edition.make_up_months > 12) return "make_up_months 0 to 12";
  for (int amount : {edition.retraining_days, edition.reactivation_days, edition.teaching_hours}) {
    if (amount < 0 || amount > amount_max) return "an amount out of range";
  }
  for (std::size_t at = 0; at < edition.levels.size(); ++at) {
    const Level& level = edition.levels[at];
    if (level.cycle_months < 1 || level.cycle_months > months_max) return level.code + ": cycle";
    if (rank_of(edition, level.code) != static_cast<int>(at)) return level.code + " twice";
    bool below = level.after.empty() || (rank_of(edition, level.after) >= 0 &&
                                         rank_of(edition, level.after) < static_cast<int>(at));
    if (!below) return level.code + ": the level before must stand below it";
  }
  return "";
}

}  // namespace

int rank_of(const Edition& edition, std::string_view code) {
  auto found = std::ranges::find(edition.levels, code, &Level::code);
  return found == edition.levels.end() ? -1 : static_cast<int>(found - edition.levels.begin());
}

const Edition& Rules::on(Day day) const {
  auto later = std::ranges::upper_bound(editions, day, {}, &Edition::since);
  return later == editions.begin() ? editions.front() : *std::prev(later);
}

Result<Rules> read_rules(std::string_view yaml) {
  Rules rules;
  try {
    for (const YAML::Node& node : YAML::Load(std::string(yaml))["editions"]) {
      rules.editions.push_back(edition_of(node));
    }
  } catch (const YAML::Exception& fault) {
    return wrong(fault.what());
  }
  if (rules.editions.empty()) return wrong("no edition");
  for (std::size_t at = 0; at < rules.editions.size(); ++at) {
    if (std::string fault = fault_of(rules.editions[at]); !fault.empty()) return wrong(fault);
    if (at > 0 && rules.editions[at].since <= rules.editions[at - 1].since) {
      return wrong("editions not in order");
    }
  }
  return rules;
}

}  // namespace boai::qualification

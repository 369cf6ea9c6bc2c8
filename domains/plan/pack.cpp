// Reads plans/*.yaml of the pack.
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <filesystem>

#include "domains/plan/rules.hpp"

namespace boai::plan {

namespace {

std::string word(const YAML::Node& node, const char* key) {
  return node[key] ? node[key].as<std::string>("") : "";
}

std::vector<std::string> words(const YAML::Node& node) {
  std::vector<std::string> list;
  for (const auto& item : node) list.push_back(item.as<std::string>());
  return list;
}

std::optional<Micro> number(const YAML::Node& node) {
  if (!node || node.IsNull()) return std::nullopt;
  std::string text = node.as<std::string>();
  return text == "done" ? std::optional(micro) : parse_decimal(text);
}

Indicator indicator_of(const YAML::Node& node) {
  Indicator made;
  made.id = word(node, "id");
  made.name = word(node, "name");
  made.en = word(node, "en");
  made.goal = word(node, "goal");
  made.tier = word(node, "tier");
  made.kind = word(node, "kind");
  made.unit = word(node, "unit");
  made.per = word(node, "per");
  made.level = word(node, "level");
  made.direction = word(node, "direction");
  made.strength = word(node, "strength");
  made.rule = word(node, "rule");
  made.measure = word(node, "measure");
  made.denominator_measure = word(node, "denominator_measure");
  made.manual = made.measure.empty();
  made.scope = words(node["scope"]);
  made.derives = words(node["derives"]);
  made.target = number(node["target"]);
  made.target_year = node["target_year"].as<int>(0);
  made.baseline = number(node["baseline"]);
  made.numerator_text = word(node, "numerator_text");
  made.denominator_text = word(node, "denominator_text");
  made.note = word(node, "note_text");
  made.numerator_en = word(node, "numerator_en");
  made.denominator_en = word(node, "denominator_en");
  made.note_en = word(node, "note_en");
  made.source = word(node, "source");
  made.origin = word(node, "origin");
  return made;
}

Plan plan_of(const YAML::Node& root) {
  Plan plan;
  plan.code = root["code"].as<std::string>();
  plan.name = root["name"].as<std::string>();
  plan.en = root["en"].as<std::string>();
  plan.from = root["from"].as<int>();
  plan.to = root["to"].as<int>();
  plan.on_track = root["status"]["on_track"].as<int>();
  plan.at_risk = root["status"]["at_risk"].as<int>();
  for (const auto& goal : root["goals"]) {
    plan.goals.push_back({word(goal, "code"), word(goal, "name"), word(goal, "en")});
  }
  for (const auto& unit : root["units"]) {
    plan.units[unit.first.as<std::string>()] = unit.second.as<int>();
  }
  for (const auto& node : root["indicators"]) plan.indicators.push_back(indicator_of(node));
  return plan;
}

}  // namespace

Result<Book> read_book(const std::string& folder) {
  Book book;
  std::string path = folder;
  try {
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
      path = entry.path();
      if (path.ends_with(".yaml")) book.plans.push_back(plan_of(YAML::LoadFile(path)));
    }
  } catch (const std::exception& fault) {
    return invalid("pack.plan", path, fault.what());
  }
  std::ranges::sort(book.plans, {}, &Plan::code);
  if (book.plans.empty()) return invalid("pack.plan", folder, "no plan");
  int first = std::ranges::min(book.plans, {}, &Plan::from).from;
  for (Plan& plan : book.plans) plan.history_from = first;
  return book;
}

}  // namespace boai::plan

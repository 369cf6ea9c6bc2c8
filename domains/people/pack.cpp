// Reads people/rules.yaml of the pack.
#include <yaml-cpp/yaml.h>

#include "domains/people/rules.hpp"

namespace boai::people {

namespace {

Day day_at(const YAML::Node& node) {
  if (!node) return {};
  auto day = Day::parse(node.as<std::string>());
  if (!day) throw YAML::Exception(node.Mark(), "not a day");
  return *day;
}

ConsentUse use_in(const YAML::Node& node) {
  ConsentUse use{node["use"].as<std::string>(),
                 node["name"].as<std::string>(),
                 node["en"].as<std::string>(),
                 {}};
  for (const auto& text : node["texts"]) {
    use.texts.push_back({text["version"].as<std::int64_t>(), day_at(text["from"]),
                         day_at(text["until"]), text["text"].as<std::string>(),
                         text["en"].as<std::string>()});
  }
  return use;
}

}  // namespace

Result<Rules> read_rules(const std::string& path) {
  try {
    YAML::Node file = YAML::LoadFile(path);
    Rules rules;
    rules.guardian_below = file["guardian_below"].as<int>();
    for (const auto& row : file["retention"]) {
      rules.retention.push_back({row["purpose"].as<std::string>(), row["years"].as<int>()});
    }
    for (const auto& use : file["consents"]) rules.uses.push_back(use_in(use));
    return rules;
  } catch (const YAML::Exception& fault) {
    return invalid("pack.people", path, fault.what());
  }
}

}  // namespace boai::people

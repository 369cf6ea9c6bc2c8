#include "kernel/ledger/chart_file.hpp"

#include <yaml-cpp/yaml.h>

#include <filesystem>

namespace boai::ledger {

namespace {

// Throws YAML::Exception, which the caller turns into an error.
AccountRule account_of(const YAML::Node& node) {
  AccountRule rule;
  rule.path = node["path"].as<std::string>();
  rule.code = node["code"].as<std::string>();
  rule.name = node["name"].as<std::string>();
  auto kind = class_of(node["class"].as<std::string>());
  if (!kind) throw YAML::Exception(node.Mark(), "no such class of account");
  rule.kind = *kind;
  std::string bound = node["bound"].as<std::string>("none");
  if (bound != "none" && bound != "debit" && bound != "credit") {
    throw YAML::Exception(node.Mark(), "no such bound");
  }
  rule.bound = bound == "debit" ? Bound::debit : bound == "credit" ? Bound::credit : Bound::none;
  return rule;
}

UnitRule unit_of(const YAML::Node& node) {
  std::string word = node["class"].as<std::string>();
  for (UnitClass kind :
       {UnitClass::money, UnitClass::goods, UnitClass::service, UnitClass::value}) {
    if (name_of(kind) == word) return {node["prefix"].as<std::string>(), kind};
  }
  throw YAML::Exception(node.Mark(), "no such class of unit");
}

Profile profile_of(const YAML::Node& node) {
  Profile profile;
  profile.code = node["code"].as<std::string>();
  auto from = Day::parse(node["from"].as<std::string>());
  if (!from) throw YAML::Exception(node.Mark(), "from is no day");
  profile.from = *from;
  for (const auto& account : node["accounts"]) profile.accounts.push_back(account_of(account));
  for (const auto& posting : node["postings"]) {
    profile.postings[posting.first.as<std::string>()] = {
        posting.second["debit"].as<std::string>(), posting.second["credit"].as<std::string>()};
  }
  for (const auto& unit : node["units"]) profile.units.push_back(unit_of(unit));
  for (const auto& word : node["vocabulary"]) {
    profile.vocabulary.push_back(word.as<std::string>());
  }
  profile.micro_below = node["micro_below_fen"].as<std::int64_t>(profile.micro_below);
  for (const auto& cap : node["campaign_caps"]) {
    profile.campaign_caps[cap.first.as<std::string>()] = cap.second.as<std::int64_t>();
  }
  return profile;
}

}  // namespace

Result<Profiles> read_charts(const std::string& folder) {
  std::vector<Profile> profiles;
  std::error_code ignored;
  for (const auto& entry : std::filesystem::directory_iterator(folder, ignored)) {
    std::string file = entry.path().string();
    if (!file.ends_with(".yaml")) continue;
    try {
      for (const auto& node : YAML::LoadFile(file)["profiles"]) {
        profiles.push_back(profile_of(node));
      }
    } catch (const YAML::Exception& fault) {
      return invalid("pack.ledger", file, fault.what());
    }
  }
  if (profiles.empty()) return invalid("pack.ledger", folder, "no profile");
  for (const Profile& profile : profiles) TRY(check(profile));
  return Profiles(std::move(profiles));
}

}  // namespace boai::ledger

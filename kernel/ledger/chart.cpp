#include "kernel/ledger/chart.hpp"

#include <yaml-cpp/yaml.h>

namespace boai::ledger {

namespace {

std::string text(const YAML::Node& node, const char* name) { return node[name].as<std::string>(); }

Result<Bound> bound_of(const std::string& word) {
  if (word.empty()) return Bound::none;
  if (word == "debit") return Bound::debit;
  if (word == "credit") return Bound::credit;
  return invalid("pack.ledger", "bound", word);
}

Result<UnitClass> unit_class_of(const std::string& word) {
  for (UnitClass kind :
       {UnitClass::money, UnitClass::goods, UnitClass::service, UnitClass::value}) {
    if (name_of(kind) == word) return kind;
  }
  return invalid("pack.ledger", "units", word);
}

Result<AccountRule> account_in(const YAML::Node& node) {
  auto kind = class_of(text(node, "class"));
  if (!kind) return invalid("pack.ledger", "class", text(node, "class"));
  return AccountRule{text(node, "path"), text(node, "code"), text(node, "name"), *kind,
                     TRY(bound_of(node["bound"].as<std::string>("")))};
}

Result<Profile> profile_in(const YAML::Node& node) {
  Profile profile;
  profile.code = text(node, "code");
  auto from = Day::parse(text(node, "from"));
  if (!from) return invalid("pack.ledger", "from", text(node, "from"));
  profile.from = *from;
  for (const auto& account : node["accounts"]) {
    profile.accounts.push_back(TRY(account_in(account)));
  }
  for (const auto& posting : node["postings"]) {
    profile.postings[posting.first.as<std::string>()] = {text(posting.second, "debit"),
                                                         text(posting.second, "credit")};
  }
  for (const auto& unit : node["units"]) {
    profile.units.push_back({text(unit, "prefix"), TRY(unit_class_of(text(unit, "class")))});
  }
  profile.vocabulary = node["vocabulary"].as<std::vector<std::string>>();
  profile.micro_below = node["micro_below_fen"].as<std::int64_t>();
  for (const auto& cap : node["campaign_caps"]) {
    profile.campaign_caps[cap.first.as<std::string>()] = cap.second.as<std::int64_t>();
  }
  TRY(check(profile));
  return profile;
}

}  // namespace

Result<Profiles> read_charts(const std::string& path) {
  std::vector<Profile> profiles;
  try {
    YAML::Node root = YAML::LoadFile(path);
    for (const auto& node : root["profiles"]) profiles.push_back(TRY(profile_in(node)));
  } catch (const YAML::Exception& fault) {
    return invalid("pack.ledger", path, fault.what());
  }
  if (profiles.empty()) return invalid("pack.ledger", path, "no profile");
  return Profiles(std::move(profiles));
}

}  // namespace boai::ledger

#include "engines/linkage/weights.hpp"

#include <yaml-cpp/yaml.h>

#include <cmath>

namespace boai::linkage {

namespace {

constexpr std::string_view field_names[fields] = {"name",  "sex",    "birthday",     "document",
                                                  "phone", "county", "circumstances"};
constexpr std::string_view finding_names[findings] = {
    "missing", "same",          "variant", "sound",        "accent",    "letter",     "lacking",
    "order",   "part",          "digit",   "swapped",      "same_year", "generation", "same_city",
    "renewed", "differs_valid", "differs", "family_phone", "twins"};

// What each field must have, no more and no less.
constexpr std::string_view demanded[fields] = {
    "most same variant sound accent letter lacking order part differs",
    "same differs",
    "same swapped digit same_year differs generation",
    "same digit swapped differs differs_valid renewed",
    "same digit swapped differs",
    "same same_city differs",
    "family_phone twins"};

std::size_t finding_of(std::string_view name) {
  for (std::size_t each = 0; each < findings; ++each) {
    if (finding_names[each] == name) return each;
  }
  return findings;
}

class Reader {
 public:
  explicit Reader(const YAML::Node& root) : root_(root) {}

  Result<Settings> read() {
    read_weights();
    settings_.certain = number(root_["classes"], "classes.certain");
    settings_.likely = number(root_["classes"], "classes.likely");
    YAML::Node prior = root_["prior"];
    settings_.prior_rows = positive(prior, "prior.rows");
    settings_.prior_name = positive(prior, "prior.name");
    settings_.prior_surname = positive(prior, "prior.surname_letter");
    settings_.prior_given = positive(prior, "prior.given_letter");
    settings_.generation_years = static_cast<int>(positive(root_, "generation_years"));
    settings_.block_most = static_cast<std::size_t>(positive(root_["blocks"], "blocks.most"));
    settings_.neighbours = static_cast<std::size_t>(positive(root_["blocks"], "blocks.neighbours"));
    for (const auto& each : root_["compound_surnames"]) {
      settings_.compound_surnames.push_back(each.as<std::string>());
    }
    settings_.surname_readings = words(root_["surname_readings"]);
    settings_.accent_initials = words(root_["accents"]["initials"]);
    settings_.accent_finals = words(root_["accents"]["finals"]);
    settings_.accent_syllables = words(root_["accents"]["syllables"]);
    if (settings_.certain < settings_.likely) fault_ = "classes: certain below likely";
    if (settings_.block_most > 10'000 || settings_.neighbours > 1'000) fault_ = "blocks: too large";
    if (!fault_.empty()) return invalid("linkage.settings", "", fault_);
    return std::move(settings_);
  }

 private:
  void read_weights() {
    for (std::size_t field = 0; field < fields; ++field) {
      std::string field_name(field_names[field]);
      YAML::Node node = root_["weights"][field_name];
      std::string_view names = demanded[field];
      std::size_t count = 0;
      while (!names.empty()) {
        std::string_view name = names.substr(0, names.find(' '));
        names.remove_prefix(std::min(name.size() + 1, names.size()));
        ++count;
        double weight = number(node, field_name + "." + std::string(name));
        if (name == "most") {
          settings_.name_most = static_cast<float>(weight);
        } else {
          settings_.weights[field][finding_of(name)] = static_cast<float>(weight);
        }
      }
      if (node.IsMap() && node.size() != count) fault_ = field_name + ": a finding is not known";
    }
  }

  double number(const YAML::Node& node, const std::string& path) {
    YAML::Node found = node.IsMap() ? node[path.substr(path.rfind('.') + 1)] : YAML::Node();
    double value = NAN;
    if (found.IsScalar()) value = found.as<double>(NAN);
    if (!std::isfinite(value)) fault_ = path + ": a number is needed";
    return value;
  }

  double positive(const YAML::Node& node, const std::string& path) {
    double value = number(node, path);
    if (!(value > 0)) fault_ = path + ": above zero";
    return value > 0 ? value : 1;
  }

  std::map<std::string, std::string> words(const YAML::Node& node) {
    std::map<std::string, std::string> found;
    for (const auto& each : node)
      found[each.first.as<std::string>()] = each.second.as<std::string>();
    return found;
  }

  const YAML::Node& root_;
  Settings settings_;
  std::string fault_;
};

}  // namespace

std::string_view name_of(Field field) { return field_names[static_cast<int>(field)]; }

std::string_view name_of(Finding finding) { return finding_names[static_cast<int>(finding)]; }

Result<Settings> read_settings(std::string_view yaml) {
  try {
    const YAML::Node root = YAML::Load(std::string(yaml));
    if (!root.IsMap()) return invalid("linkage.settings", "", "not a map");
    return Reader(root).read();
  } catch (const YAML::Exception& fault) {
    return invalid("linkage.settings", "", fault.what());
  }
}

}  // namespace boai::linkage

#include "domains/evaluation/rules.hpp"

#include <yaml-cpp/yaml.h>

#include <algorithm>

namespace boai::evaluation {

namespace {

Micro points_in(const YAML::Node& node) {
  auto value = parse_decimal(node.as<std::string>());
  if (!value) throw YAML::Exception(node.Mark(), "not a number");
  return *value;
}

Day day_in(const YAML::Node& node) {
  if (!node) return {};
  auto day = Day::parse(node.as<std::string>());
  if (!day) throw YAML::Exception(node.Mark(), "not a day");
  return *day;
}

Formula formula_of(const YAML::Node& node) {
  Formula formula;
  formula.code = node["code"].as<std::string>();
  formula.from = day_in(node["from"]);
  formula.until = day_in(node["until"]);
  for (const auto& kind : node["kinds"]) formula.kinds.insert(kind.as<std::string>());
  for (const auto& tier : node["weights"]) {
    formula.weights[tier.first.as<std::string>()] = tier.second.as<std::int64_t>();
  }
  for (const auto& strength : node["strengths"]) {
    formula.strengths[strength.first.as<std::string>()] = strength.second.as<int>();
  }
  formula.completion_at_most = node["completion_at_most"].as<int>();
  formula.missing_counts = node["missing_counts"].as<bool>();
  for (const auto& veto : node["vetoes"]) {
    formula.vetoes.push_back({veto["indicator"].as<std::string>(), veto["status"].as<std::string>(),
                              points_in(veto["total_at_most"])});
  }
  for (const auto& grade : node["grades"]) {
    formula.grades.push_back({points_in(grade["at_least"]), grade["name"].as<std::string>(),
                              grade["en"].as<std::string>()});
  }
  for (const auto& post : node["signatures"]) {
    formula.signatures.push_back(post.as<std::string>());
  }
  for (const auto& status : node["remark_for"]) {
    formula.remark_for.insert(status.as<std::string>());
  }
  return formula;
}

// Per cent of the target reached; where less is better, of the value allowed.
std::optional<Micro> completion_of(const Standing& standing) {
  if (!standing.value || !standing.target) return std::nullopt;
  bool down = standing.direction == "down";
  Micro part = down ? *standing.target : *standing.value;
  Micro whole = down ? *standing.value : *standing.target;
  if (whole <= 0) return part >= whole ? 100 * micro : 0;
  return static_cast<Micro>(static_cast<__int128>(part) * 100 * micro / whole);
}

}  // namespace

Result<std::vector<Formula>> read_formulas(const std::string& file) {
  std::vector<Formula> formulas;
  try {
    for (const auto& node : YAML::LoadFile(file)["formulas"]) formulas.push_back(formula_of(node));
  } catch (const YAML::Exception& fault) {
    return invalid("pack.scoring", file, fault.what());
  }
  for (const Formula& formula : formulas) {
    bool whole = !formula.weights.empty() && !formula.grades.empty() &&
                 !formula.signatures.empty() && formula.completion_at_most > 0;
    if (!whole) return invalid("pack.scoring", file, formula.code);
  }
  return formulas;
}

const Formula* formula_for(const std::vector<Formula>& formulas, const std::string& kind, Day day) {
  for (const Formula& formula : formulas) {
    bool in_force = formula.from <= day && (!formula.until || day <= formula.until);
    if (in_force && formula.kinds.contains(kind)) return &formula;
  }
  return nullptr;
}

Score score_of(const Formula& formula, const Standing& standing) {
  Score score;
  auto weight = formula.weights.find(standing.tier);
  score.completion = completion_of(standing);
  score.veto = std::ranges::any_of(formula.vetoes, [&](const Veto& veto) {
    return veto.indicator == standing.indicator && veto.status == standing.status;
  });
  bool judged = weight != formula.weights.end() && weight->second > 0 && standing.target;
  score.counted = judged && (score.completion || formula.missing_counts);
  if (!score.counted) return score;
  auto strength = formula.strengths.find(standing.strength);
  int per_cent = strength == formula.strengths.end() ? 100 : strength->second;
  score.weight = weight->second * micro / 100 * per_cent;
  Micro reached =
      std::clamp<Micro>(score.completion.value_or(0), 0, formula.completion_at_most * micro);
  score.points = static_cast<Micro>(static_cast<__int128>(score.weight) * reached / (100 * micro));
  return score;
}

Total total_of(const Formula& formula, const std::vector<std::pair<Standing, Score>>& rows) {
  Micro weight = 0, points = 0;
  Total total;
  Micro at_most = 100 * micro;
  for (const auto& [standing, score] : rows) {
    for (const Veto& veto : formula.vetoes) {
      bool holds = veto.indicator == standing.indicator && veto.status == standing.status;
      if (!holds || veto.total_at_most >= at_most) continue;
      at_most = veto.total_at_most;
      total.veto = standing.indicator;
    }
    if (!score.counted) continue;
    weight += score.weight;
    points += score.points;
  }
  if (weight > 0) {
    total.points = static_cast<Micro>(static_cast<__int128>(points) * 100 * micro / weight);
  }
  if (total.points <= at_most) total.veto.clear();
  total.points = std::min(total.points, at_most);
  for (const Grade& grade : formula.grades) {
    if (total.points < grade.at_least) continue;
    total.grade = grade.name;
    total.grade_en = grade.en;
    break;
  }
  return total;
}

}  // namespace boai::evaluation

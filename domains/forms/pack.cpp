// Reads forms/*.yaml of the pack.
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <filesystem>

#include "domains/forms/rules.hpp"

namespace boai::forms {

namespace {

std::string word(const YAML::Node& node, const char* name) {
  return node[name].as<std::string>("");
}

Day day_of(const YAML::Node& node) {
  if (!node) return {};
  auto day = Day::parse(node.as<std::string>());
  if (!day) throw YAML::Exception(node.Mark(), "not a day");
  return *day;
}

CellRule cell_in(const YAML::Node& node) {
  CellRule cell;
  cell.id = node["id"].as<std::string>();
  cell.label = node["label"].as<std::string>();
  cell.en = word(node, "en");
  cell.unit = word(node, "unit");
  cell.indicator = word(node, "indicator");
  cell.part = node["part"].as<std::string>("value");
  for (const auto& part : node["sum"]) cell.sum.push_back(part.as<std::string>());
  cell.text = node["text"].as<bool>(false);
  cell.required = node["required"].as<bool>(true);
  cell.decimals = node["decimals"].as<int>(0);
  return cell;
}

Form form_in(const YAML::Node& node) {
  Form form;
  form.code = node["code"].as<std::string>();
  form.name = node["name"].as<std::string>();
  form.en = node["en"].as<std::string>();
  form.version = node["version"].as<std::int64_t>();
  form.from = day_of(node["from"]);
  form.until = day_of(node["until"]);
  form.superior = node["superior"].as<std::string>();
  form.owner = node["owner"].as<std::string>();
  form.basis = node["basis"].as<std::string>();
  form.period = node["period"].as<std::string>();
  for (const auto& level : node["levels"]) form.levels.push_back(level.as<std::string>());
  form.sheet = node["sheet"].as<std::string>();
  for (const auto& cell : node["cells"]) form.cells.push_back(cell_in(cell));
  for (const auto& check : node["checks"]) {
    form.checks.push_back({word(check, "code"), check["left"].as<std::string>(),
                           check["op"].as<std::string>(), check["right"].as<std::string>(),
                           word(check, "name"), word(check, "en"),
                           word(check, "answer") == "reason"});
  }
  return form;
}

// Cells that sums and checks name must be there, and every form has an end.
Outcome check(const Form& form) {
  if (!form.until) return invalid("pack.forms", form.code, "no last day");
  for (const CellRule& cell : form.cells) {
    for (const std::string& part : cell.sum) {
      const CellRule* found = form.find(part);
      bool good = found != nullptr && found->sum.empty();
      if (!good) return invalid("pack.forms", form.code, cell.id + " sums " + part);
    }
  }
  for (const CrossCheck& rule : form.checks) {
    bool known = form.find(rule.left) != nullptr && form.find(rule.right) != nullptr;
    bool op = rule.op == "<=" || rule.op == ">=" || rule.op == "=";
    if (!known || !op) return invalid("pack.forms", form.code, rule.code);
  }
  return Done{};
}

}  // namespace

Result<std::vector<Form>> read_forms(const std::string& folder) {
  std::vector<Form> forms;
  std::error_code ignored;
  for (const auto& entry : std::filesystem::directory_iterator(folder, ignored)) {
    std::string file = entry.path();
    if (!file.ends_with(".yaml")) continue;
    try {
      forms.push_back(form_in(YAML::LoadFile(file)));
    } catch (const YAML::Exception& fault) {
      return invalid("pack.forms", file, fault.what());
    }
    TRY(check(forms.back()));
  }
  std::ranges::sort(forms, {}, &Form::code);
  return forms;
}

}  // namespace boai::forms

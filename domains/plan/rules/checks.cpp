#include "domains/plan/rules/checks.hpp"

#include <yaml-cpp/yaml.h>

namespace boai::plan {

namespace {

Check check_of(const YAML::Node& node) {
  auto word = [&](const char* name) { return node[name].as<std::string>(""); };
  auto number = [&](const char* name) -> std::optional<Micro> {
    if (!node[name]) return std::nullopt;
    auto value = parse_decimal(word(name));
    if (!value) throw YAML::Exception(node[name].Mark(), "not a number");
    return value;
  };
  Check check{.code = node["code"].as<std::string>(),
              .kind = node["kind"].as<std::string>(),
              .indicator = word("indicator"),
              .unit = word("unit"),
              .rule = word("rule"),
              .other = word("other"),
              .min = number("min"),
              .max = number("max"),
              .percent = node["percent"].as<int>(0),
              .needs_reason = word("answer") == "reason",
              .from = {},
              .until = {}};
  auto from = Day::parse(word("from"));
  if (!from) throw YAML::Exception(node.Mark(), "from is no day");
  check.from = *from;
  if (node["until"]) check.until = Day::parse(word("until")).value_or(Day{});
  return check;
}

bool concerns(const Check& check, const Entry& entry) {
  bool in_force = check.from <= entry.day && (!check.until || entry.day <= check.until);
  bool unit = check.unit.empty() || check.unit == entry.indicator.unit;
  bool rule = check.rule.empty() || check.rule == entry.indicator.rule;
  bool named = check.indicator.empty() || check.indicator == entry.indicator.id ||
               (check.kind == "compare" && check.other == entry.indicator.id);
  return in_force && unit && rule && named;
}

bool moved_too_far(const Check& check, Micro value, std::optional<Micro> before) {
  if (!before || *before == 0) return false;
  __int128 moved = static_cast<__int128>(value) - *before;
  if (moved < 0) moved = -moved;
  return moved * 100 > static_cast<__int128>(*before) * check.percent;
}

// The value at `indicator` must not exceed the one at `other`, whichever of the two is reported.
bool out_of_order(const Check& check, const Entry& entry, const Known& known) {
  bool is_smaller = check.indicator == entry.indicator.id;
  auto there = known.beside(is_smaller ? check.other : check.indicator);
  if (!there) return false;
  return is_smaller ? entry.value > *there : entry.value < *there;
}

bool breaks(const Check& check, const Entry& entry, const Known& known) {
  if (check.kind == "change") return moved_too_far(check, entry.value, known.year_before);
  if (check.kind == "compare") return out_of_order(check, entry, known);
  if (check.kind == "parts") {
    return entry.numerator && entry.denominator && *entry.numerator > *entry.denominator;
  }
  return (check.min && entry.value < *check.min) || (check.max && entry.value > *check.max);
}

}  // namespace

std::vector<FieldFault> broken_checks(const std::vector<Check>& checks, const Entry& entry,
                                      const Known& known, bool reason_given) {
  std::vector<FieldFault> faults;
  for (const Check& check : checks) {
    if (!concerns(check, entry)) continue;
    if (check.needs_reason && reason_given) continue;
    if (!breaks(check, entry, known)) continue;
    std::string field = check.needs_reason      ? "reason"
                        : check.kind == "parts" ? "numerator"
                                                : "value";
    faults.push_back({field, "plan.check_" + check.kind, check.code});
  }
  return faults;
}

Result<std::vector<Check>> read_checks(const std::string& file) {
  std::vector<Check> checks;
  try {
    for (const auto& node : YAML::LoadFile(file)["checks"]) checks.push_back(check_of(node));
  } catch (const YAML::Exception& fault) {
    return invalid("pack.checks", file, fault.what());
  }
  for (const Check& check : checks) {
    bool known = check.kind == "change" || check.kind == "range" || check.kind == "compare" ||
                 check.kind == "parts";
    if (!known) return invalid("pack.checks", file, check.code + ": " + check.kind);
  }
  return checks;
}

}  // namespace boai::plan

#include "domains/forms/rules.hpp"

#include <algorithm>

namespace boai::forms {

const CellRule* Form::find(std::string_view cell) const {
  auto found = std::ranges::find(cells, cell, &CellRule::id);
  return found == cells.end() ? nullptr : &*found;
}

const Form* form_on(const std::vector<Form>& forms, std::string_view code, Day day) {
  const Form* newest = nullptr;
  for (const Form& form : forms) {
    bool in_force = form.code == code && form.from <= day && (!form.until || day <= form.until);
    if (in_force && (newest == nullptr || form.version > newest->version)) newest = &form;
  }
  return newest;
}

namespace {

bool is_period(const std::string& kind, const std::string& period) {
  bool month = kind == "month";
  if (period.size() != (month ? 7u : 4u)) return false;
  if (month && period[4] != '-') return false;
  return Day::parse(period + (month ? "-01" : "-01-01")).has_value();
}

std::optional<Micro> number_at(const Values& values, const std::string& cell) {
  auto found = values.find(cell);
  return found == values.end() ? std::nullopt : parse_decimal(found->second.value);
}

bool agrees(const CrossCheck& check, Micro left, Micro right) {
  if (check.op == "<=") return left <= right;
  if (check.op == ">=") return left >= right;
  return left == right;
}

bool explained(const CrossCheck& check, const Values& values) {
  for (const std::string& cell : {check.left, check.right}) {
    auto found = values.find(cell);
    if (found != values.end() && !found->second.reason.empty()) return true;
  }
  return false;
}

}  // namespace

Result<const Form*> may_begin(const std::vector<Form>& forms, const Beginning& beginning) {
  bool known =
      std::ranges::any_of(forms, [&](const Form& form) { return form.code == beginning.form; });
  if (!known) return invalid("forms.unknown", "form", beginning.form);
  const Form* form = form_on(forms, beginning.form, beginning.today);
  if (form == nullptr) return conflict("forms.expired", "form", beginning.form);
  if (!is_period(form->period, beginning.period)) return invalid("forms.period", "period");
  bool level = std::ranges::find(form->levels, beginning.level) != form->levels.end();
  if (!level) return invalid("forms.level", "branch", beginning.level);
  return form;
}

void add_up(const Form& form, Values& values) {
  for (const CellRule& cell : form.cells) {
    if (cell.sum.empty()) continue;
    std::optional<Micro> sum = 0;
    for (const std::string& part : cell.sum) {
      auto value = number_at(values, part);
      sum = sum && value ? std::optional(*sum + *value) : std::nullopt;
    }
    values[cell.id].value = sum ? decimal_text(*sum, cell.decimals) : "";
  }
}

Outcome may_fill(const Form& form, const std::string& cell, const std::string& value) {
  const CellRule* rule = form.find(cell);
  if (rule == nullptr) return invalid("forms.cell_unknown", "cell", cell);
  if (!rule->sum.empty()) return conflict("forms.cell_computed", "cell", cell);
  bool good = rule->text || value.empty() || parse_decimal(value).has_value();
  if (!good) return invalid("forms.not_a_number", "value", cell);
  return Done{};
}

std::vector<FieldFault> obstacles(const Form& form, const Values& values) {
  std::vector<FieldFault> faults;
  for (const CellRule& cell : form.cells) {
    if (!cell.required) continue;
    auto found = values.find(cell.id);
    bool missing = found == values.end() || found->second.value.empty();
    if (missing) faults.push_back({cell.id, "forms.cell_missing", cell.label});
  }
  for (const CrossCheck& check : form.checks) {
    auto left = number_at(values, check.left), right = number_at(values, check.right);
    if (!left || !right || agrees(check, *left, *right)) continue;
    if (check.needs_reason && explained(check, values)) continue;
    faults.push_back(
        {check.left, check.needs_reason ? "forms.check_reason" : "forms.check", check.name});
  }
  return faults;
}

}  // namespace boai::forms

// Forms for superiors as data: their cells, where each value comes from, and what must agree before
// anybody signs. Pure.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/day.hpp"
#include "base/decimal.hpp"
#include "base/result.hpp"

namespace boai::forms {

struct CellRule {
  std::string id, label, en, unit;
  std::string indicator, part;   // prefilled: value, numerator, denominator or target of a row
  std::vector<std::string> sum;  // added up from other cells
  bool text = false;             // words, not a number
  bool required = true;
  int decimals = 0;

  bool typed() const { return indicator.empty() && sum.empty(); }
};
struct CrossCheck {
  std::string code, left, op, right;  // cells; op: <= >= =
  std::string name, en;
  bool needs_reason = false;  // else refused
};
struct Form {
  std::string code, name, en;
  std::int64_t version = 1;
  Day from, until;  // in force; the last day, or none: a form has an end
  std::string superior, owner, basis;
  std::string period;               // year, month
  std::vector<std::string> levels;  // of the societies that fill it in
  std::string sheet;
  std::vector<CellRule> cells;
  std::vector<CrossCheck> checks;

  const CellRule* find(std::string_view cell) const;
};
// Every form of the folder's *.yaml. Codes: pack.forms.
Result<std::vector<Form>> read_forms(const std::string& folder);
// The version in force on a day; nullptr for none. Codes of may_begin: forms.unknown,
// forms.expired, forms.period, forms.level.
const Form* form_on(const std::vector<Form>& forms, std::string_view code, Day day);
struct Beginning {
  std::string form, period, level;
  Day today;
};
Result<const Form*> may_begin(const std::vector<Form>& forms, const Beginning& beginning);

struct Held {
  std::string value, reason;
};
using Values = std::map<std::string, Held>;

// Sums from their parts; a sum with a missing part is missing. Missing is not zero.
void add_up(const Form& form, Values& values);
// Codes: forms.not_a_number, forms.cell_unknown, forms.cell_computed (field: value).
Outcome may_fill(const Form& form, const std::string& cell, const std::string& value);
// Everything that stands in the way of a signature: forms.cell_missing, forms.check, with the
// cell's or the check's code as detail.
std::vector<FieldFault> obstacles(const Form& form, const Values& values);

}  // namespace boai::forms

#include "kernel/exchange/row_form.hpp"

#include <algorithm>

#include "kernel/exchange/values.hpp"

namespace boai::exchange {

using record::Field;

RowForm::RowForm(const command::Type& command, const unit::House& house, const Header& header)
    : command_(command),
      columns_(header.columns.size()),
      cells_(header.columns.size() + header.extra) {
  for (const Field& field : command.fields) {
    Slot slot{.field = &field};
    auto column = std::ranges::find(header.columns, field.name, &Column::field);
    slot.given = column != header.columns.end();
    slot.column = static_cast<std::size_t>(column - header.columns.begin());
    auto table = house.codes.find(field.traits.codes);
    slot.coded = !field.traits.codes.empty() && table != house.codes.end();
    if (slot.coded) {
      for (const unit::Code& code : table->second) {
        slot.words.emplace(code.name, code.code);
        if (!code.en.empty()) slot.words.emplace(code.en, code.code);
      }
      for (const unit::Code& code : table->second) slot.words[code.code] = code.code;
    }
    slots_.push_back(std::move(slot));
  }
}

void RowForm::reads(const Rows& rows) {
  since_1904_ = rows.since_1904();
  guarded_ = !rows.encoding().empty();
}

Result<std::shared_ptr<void>> RowForm::command_of(unit::Batch& batch, const Row& row) {
  std::vector<FieldFault> faults;
  take_faults(row, faults);
  auto command = command_.make();
  for (const Slot& slot : slots_) {
    bool there = slot.given && slot.column < row.cells.size();
    std::string_view cell = there ? std::string_view(row.cells[slot.column]) : std::string_view();
    bool told = std::ranges::find(faults, slot.field->name, &FieldFault::field) != faults.end();
    if (told) continue;
    auto text = text_of(batch, slot, cell);
    if (!text.ok() && text.error().fault != Fault::invalid) return text.error();
    auto value = text.ok() ? record::from_text(*slot.field, *text) : text.error();
    if (value.ok()) {
      auto checked = record::check(*slot.field, *value);
      if (!checked.ok()) value = checked.error();
    }
    if (!value.ok()) {
      const Error& error = value.error();
      faults.push_back({error.field, error.code, error.detail});
    } else if (!store::is_null(*value)) {
      slot.field->set(command.get(), *value);
    }
  }
  if (faults.empty()) return command;
  Error error = invalid(faults[0].code, faults[0].field, faults[0].detail);
  error.fields = std::move(faults);
  return error;
}

// What the reader found, where it matters: a fault in a column nobody asked for is none, unless
// it tells that the cells stand in the wrong columns.
void RowForm::take_faults(const Row& row, std::vector<FieldFault>& faults) const {
  for (const CellFault& fault : row.faults) {
    std::string_view code = fault.code;
    bool shifted = code == "sheet.quote" || code == "sheet.too_many_columns";
    auto slot = std::ranges::find_if(
        slots_, [&](const Slot& each) { return each.given && each.column == fault.column; });
    if (slot == slots_.end() && !shifted) continue;
    std::string field = slot == slots_.end() ? "" : std::string(slot->field->name);
    faults.push_back({field, fault.code, {}});
  }
  for (std::size_t at = cells_; at < row.cells.size(); ++at) {
    if (trimmed(row.cells[at]).empty()) continue;
    faults.push_back(
        {"", "sheet.ragged", std::to_string(row.cells.size()) + " > " + std::to_string(columns_)});
    return;
  }
}

Result<std::string> RowForm::text_of(unit::Batch& batch, const Slot& slot, std::string_view cell) {
  std::string name(slot.field->name);
  std::string open;
  if (guarded_ && !cell.empty() && (cell[0] == '\'' || cell[0] == '=')) {
    open = unguarded(cell);
    if (open.starts_with('=')) return invalid("sheet.formula", name);
    cell = open;
  }
  std::string text = normal(*slot.field, cell, since_1904_);
  if (text.empty()) return text;
  if (slot.field->traits.target == "network.society") return society(batch, slot, text);
  if (slot.coded) {
    auto code = slot.words.find(text);
    if (code == slot.words.end()) return invalid("field.unknown_code", name, safe_to_tell(text));
    return std::string(code->second);
  }
  bool number_for_text = slot.field->kind == record::Kind::text && guarded_ &&
                         text.find("E+") != std::string::npos && lost_digits(text) &&
                         text.find_first_not_of("0123456789.E+") == std::string::npos;
  if (number_for_text) return invalid("sheet.precision", name);
  return text;
}

// Files name societies by code, with or without the name behind it; 320100 is 3201.
Result<std::string> RowForm::society(unit::Batch& batch, const Slot& slot, std::string code) {
  code.resize(std::min(code.size(), code.find(' ')));
  while (code.size() == 6 || code.size() == 4) {
    if (!code.ends_with("00")) break;
    code.resize(code.size() - 2);
  }
  auto known = societies_.find(code);
  if (known != societies_.end()) return known->second;
  std::string id;
  for (const auto& row : TRY(batch.find(branch::Branch::type(), "code", code))) {
    id = std::to_string(row.id);
  }
  // What is not there yet may come with the next row.
  if (id.empty()) {
    return invalid("import.unknown_society", std::string(slot.field->name), safe_to_tell(code));
  }
  societies_.emplace(std::move(code), id);
  return id;
}

std::string safe_to_tell(std::string_view text) {
  constexpr std::size_t told_max = 60;
  std::string kept;
  std::size_t digits = 0;
  for (char letter : text.substr(0, text.size() <= told_max ? text.size() : 0)) {
    digits = letter >= '0' && letter <= '9' ? digits + 1 : 0;
    kept += digits > 6 && text.size() > 12 ? '*' : letter;
  }
  return kept;
}

}  // namespace boai::exchange

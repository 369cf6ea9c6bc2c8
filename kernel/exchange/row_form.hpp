// A row becomes a command as a form does: every cell in the one form, all faults at once.
#pragma once

#include <unordered_map>

#include "kernel/exchange/columns.hpp"
#include "kernel/unit/unit.hpp"

namespace boai::exchange {

class RowForm {
 public:
  RowForm(const command::Type& command, const unit::House& house, const Header& header);
  void reads(const Rows& rows);  // how this file counts days and guards its text

  // Codes besides those of fields and sheets: sheet.ragged, import.unknown_society.
  Result<std::shared_ptr<void>> command_of(unit::Batch& batch, const Row& row);
  // What an earlier transaction knew need not hold in the next.
  void forget() { societies_.clear(); }

 private:
  struct Slot {
    const record::Field* field = nullptr;
    std::size_t column = 0;
    bool given = false;                                            // has a column
    std::unordered_map<std::string_view, std::string_view> words;  // of a code table
    bool coded = false;
  };

  Result<std::string> text_of(unit::Batch& batch, const Slot& slot, std::string_view cell);
  Result<std::string> society(unit::Batch& batch, const Slot& slot, std::string code);
  void take_faults(const Row& row, std::vector<FieldFault>& faults) const;

  const command::Type& command_;
  std::vector<Slot> slots_;  // as the command's fields
  std::size_t columns_, cells_;
  bool since_1904_ = false, guarded_ = false;
  std::unordered_map<std::string, std::string> societies_;
};

// Long numbers are taken for identity numbers: only their ends are told.
std::string safe_to_tell(std::string_view text);

}  // namespace boai::exchange

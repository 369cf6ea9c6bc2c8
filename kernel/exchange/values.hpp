// What people type, brought into the one form the records know. What is not understood stays as
// it was typed, and the field's own check refuses it.
#pragma once

#include <string>
#include <string_view>

#include "kernel/record/record.hpp"

namespace boai::exchange {

// 2026-11-23, 2026/11/3, 2026.11.23, 20261123, 2026年11月23日, with or without a time behind it,
// and a spreadsheet's day number.
std::string iso_day(std::string_view typed, bool since_1904 = false);

// A spreadsheet's day number: days since 1899-12-31 (with a 29 February 1900 that never was) or
// since 1904-01-01. Numbers outside 1900 … 2199 come back as they are.
std::string day_of_serial(std::string_view number, bool since_1904);

// A spreadsheet keeps 15 digits of a number; what had more is no longer what was typed.
bool lost_digits(std::string_view number);

// 1,234 and １２３４ and 12.0 become whole numbers; anything else stays.
std::string whole_number(std::string_view typed);

std::string_view trimmed(std::string_view text);

// A cell for a field of that kind, trimmed and in the one form.
std::string normal(const record::Field& field, std::string_view typed, bool since_1904);

// Text that our own files or old spreadsheets guard: '=1+1 and ="001" say what is in them.
std::string unguarded(std::string_view cell);

}  // namespace boai::exchange

// Tables that go out: CSV, XLSX or JSON, row by row, in the same memory for any number of rows.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace boai::exchange {

struct Cell {
  enum class Kind { text, number, day };
  std::string text;  // as CSV shows it; a day as 2026-11-23
  Kind kind = Kind::text;
};

class Sheet {
 public:
  virtual ~Sheet() = default;
  virtual Outcome row(const std::vector<Cell>& cells) = 0;  // the first is the header
  virtual Outcome close() = 0;
};

constexpr std::int64_t csv_rows_max = 20'000'000;
constexpr std::int64_t xlsx_rows_max = 1'048'575;  // what a spreadsheet holds below its header

// Codes: export.format, file.not_made, file.not_written. `marked` CSV begins with the byte-order
// mark by which spreadsheets know UTF-8.
Result<std::unique_ptr<Sheet>> new_sheet(std::string_view format, const std::string& path,
                                         bool marked = true);

// A cell as CSV; text that a spreadsheet would take for a formula gets a quote mark before it.
std::string csv_cell(std::string_view text);

}  // namespace boai::exchange

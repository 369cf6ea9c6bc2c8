// Rows of files people send: CSV in UTF-8 or GB18030, XLSX by content, one row at a time.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/result.hpp"

namespace boai::exchange {

constexpr std::size_t cell_max = 20'000;  // bytes in one cell
constexpr std::size_t columns_max = 200;
constexpr std::int64_t file_max = 2'147'483'648;

struct Row {
  std::int64_t number = 0;  // as the person sees it, 1 = the header
  std::vector<std::string> cells;
};

class Rows {
 public:
  virtual ~Rows() = default;
  // False at the end. Codes: sheet.encoding, sheet.cell_too_long, sheet.too_many_columns,
  // sheet.quote, sheet.formula.
  virtual Result<bool> next(Row& row) = 0;
  virtual std::int64_t bytes_read() const = 0;
};

Result<std::unique_ptr<Rows>> open_rows(const std::string& path);
Result<std::unique_ptr<Rows>> open_csv(const std::string& path);
// In xlsx.cpp. Codes: sheet.zip_bomb, sheet.encrypted, sheet.not_a_sheet.
Result<std::unique_ptr<Rows>> open_xlsx(const std::string& path);

// What people type for a day: 2026-11-23, 2026/11/23, 2026.11.23, 20261123, 2026年11月23日.
std::string iso_day(std::string_view typed);

}  // namespace boai::exchange

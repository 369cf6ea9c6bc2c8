// Rows of files people send: CSV in UTF-8, GB18030 or UTF-16, XLSX by content, one row at a time.
// What is wrong with one cell is told with its row, and reading goes on; what is wrong with the
// file ends it.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace boai::exchange {

constexpr std::size_t cell_max = 20'000;  // bytes in one cell
constexpr std::size_t columns_max = 200;
constexpr std::int64_t file_max = 2'147'483'648;

// Codes: sheet.cell_too_long, sheet.too_many_columns, sheet.encoding, sheet.nul, sheet.quote,
// sheet.formula, sheet.precision, sheet.error_value, sheet.shared_string.
struct CellFault {
  std::size_t column = 0;
  const char* code = "";
};

struct Row {
  std::int64_t number = 0;  // as the person sees it in the spreadsheet, from 1
  std::vector<std::string> cells;
  std::vector<CellFault> faults;

  bool blank() const;
};

class Rows {
 public:
  virtual ~Rows() = default;
  // False at the end. Codes: sheet.quote (never closed), sheet.not_a_sheet, sheet.zip_bomb,
  // sheet.xml_entities, sheet.unreadable.
  virtual Result<bool> next(Row& row) = 0;
  virtual std::int64_t bytes_read() const = 0;
  virtual std::int64_t bytes_in_all() const = 0;
  virtual bool since_1904() const { return false; }  // how day numbers count
  virtual std::string encoding() const { return {}; }
  // The sheet that is read, then all the others.
  virtual std::vector<std::string> sheets() const { return {}; }
};

struct Reading {
  std::string encoding = "auto";  // auto, utf-8, gb18030, utf-16
  std::string sheet;              // by name; the first that is shown when empty
};

// Codes: sheet.no_file, sheet.too_large, sheet.empty, sheet.old_xls, sheet.encrypted,
// sheet.not_a_sheet, sheet.zip_bomb, sheet.no_such_sheet, sheet.encoding, import.encoding.
Result<std::unique_ptr<Rows>> open_rows(const std::string& path, const Reading& reading = {});
Result<std::unique_ptr<Rows>> open_csv(const std::string& path, const Reading& reading = {});
Result<std::unique_ptr<Rows>> open_xlsx(const std::string& path, const Reading& reading = {});

}  // namespace boai::exchange

// The rows below the header of one file.
#pragma once

#include <atomic>
#include <deque>

#include "kernel/exchange/columns.hpp"

namespace boai::exchange {

class Table {
 public:
  // Codes: sheet.empty, and those of rows, mapping and header.
  static Result<std::unique_ptr<Table>> open(const command::Type& command, const std::string& path,
                                             const Reading& reading, std::string_view mapping);

  // The next row that holds anything.
  Result<bool> next(Row& row);
  // Reads on to the end. Codes: import.cancelled.
  Result<std::int64_t> count_rows(const std::atomic<bool>* cancel);

  const Header& header() const { return header_; }
  std::int64_t header_row() const { return header_row_; }
  const Rows& rows() const { return *rows_; }

 private:
  std::unique_ptr<Rows> rows_;
  Header header_;
  std::int64_t header_row_ = 0;
  std::deque<Row> waiting_;  // looked at for the header, not yet handed out
};

}  // namespace boai::exchange

#include "kernel/exchange/table.hpp"

namespace boai::exchange {

Result<std::unique_ptr<Table>> Table::open(const command::Type& command, const std::string& path,
                                           const Reading& reading, std::string_view mapping) {
  auto table = std::make_unique<Table>();
  Wishes wishes = TRY(parse_mapping(mapping));
  table->rows_ = TRY(open_rows(path, reading));
  std::vector<Row> first;
  for (Row row; first.size() < header_among && TRY(table->rows_->next(row));) {
    if (!row.blank()) first.push_back(row);
  }
  if (first.empty()) return invalid("sheet.empty", "file");
  table->header_ = TRY(find_header(command, first, wishes));
  table->header_row_ = first[table->header_.row].number;
  auto below = first.begin() + static_cast<std::ptrdiff_t>(table->header_.row) + 1;
  table->waiting_.assign(below, first.end());
  return table;
}

Result<bool> Table::next(Row& row) {
  if (!waiting_.empty()) {
    row = std::move(waiting_.front());
    waiting_.pop_front();
    return true;
  }
  while (TRY(rows_->next(row))) {
    if (!row.blank()) return true;
  }
  return false;
}

Result<std::int64_t> Table::count_rows(const std::atomic<bool>* cancel) {
  std::int64_t rows = 0;
  for (Row row; TRY(next(row));) {
    ++rows;
    if (cancel && cancel->load()) return conflict("import.cancelled");
  }
  return rows;
}

}  // namespace boai::exchange

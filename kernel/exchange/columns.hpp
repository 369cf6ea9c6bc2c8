// Which column of a file is which field: by the person's word, else guessed from the header.
#pragma once

#include <map>

#include "kernel/command/command.hpp"
#include "kernel/exchange/rows.hpp"

namespace boai::exchange {

struct Column {
  std::string header;
  std::string field;  // "" when nothing fits
  bool guessed = true;
};

// Header → field; "" leaves the column out.
using Wishes = std::map<std::string, std::string, std::less<>>;

// {"姓名":"name",…} or 姓名=name,… Codes: import.mapping.
Result<Wishes> parse_mapping(std::string_view text);

struct Header {
  std::vector<Column> columns;
  std::size_t row = 0;    // its place among the first rows; titles above it are passed over
  std::size_t extra = 0;  // cells of a row behind the columns that are ours and not read
};
constexpr std::size_t header_among = 10;

// Codes: import.column_missing, import.column_twice, import.mapping_column, import.mapping_field,
// import.mapping_twice, sheet.too_many_columns.
Result<Header> find_header(const command::Type& command, const std::vector<Row>& first,
                           const Wishes& wishes);

// The columns that our file of refused rows adds; they are passed over when it comes back.
inline constexpr std::string_view fault_columns[] = {"行", "错误列", "代码", "说明"};

}  // namespace boai::exchange

// Lines of a file handed in as bytes, and the one way a fault in it is told: file, line, column.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace boai::hla {

constexpr std::size_t line_length_max = 16'000'000;

struct Line {
  std::string_view text;   // without its end
  std::size_t number = 0;  // from 1
};

// Walks the lines; a byte-order mark and carriage returns are not part of them.
class Lines {
 public:
  explicit Lines(std::string_view bytes);
  bool next(Line& line);

 private:
  std::string_view rest_;
  std::size_t number_ = 0;
};

// "donors.txt line 3 column 14: three copies of A". Columns from 0 here, from 1 in the message.
Error fault_at(std::string_view file, const Line& line, std::size_t column,
               const std::string& what);

// The fields of a CSV line and the columns they begin at. Quotes around a field are taken off.
struct Fields {
  std::vector<std::string_view> values;
  std::vector<std::size_t> columns;
};
void split_fields(std::string_view text, Fields& fields);

std::string_view trimmed(std::string_view text);

// A short printable form of what somebody else wrote.
std::string quoted(std::string_view text);

}  // namespace boai::hla

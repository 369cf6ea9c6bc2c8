#include "engines/hla/text_file.hpp"

namespace boai::hla {

Lines::Lines(std::string_view bytes) : rest_(bytes) {
  if (rest_.starts_with("\xEF\xBB\xBF")) rest_.remove_prefix(3);
}

bool Lines::next(Line& line) {
  if (rest_.empty()) return false;
  std::size_t end = rest_.find('\n');
  line.text = rest_.substr(0, end);
  rest_ = end == rest_.npos ? std::string_view{} : rest_.substr(end + 1);
  if (line.text.ends_with('\r')) line.text.remove_suffix(1);
  line.number = ++number_;
  return true;
}

Error fault_at(std::string_view file, const Line& line, std::size_t column,
               const std::string& what) {
  return invalid("hla.input", {},
                 std::string(file) + " line " + std::to_string(line.number) + " column " +
                     std::to_string(column + 1) + ": " + what);
}

void split_fields(std::string_view text, Fields& fields) {
  fields.values.clear();
  fields.columns.clear();
  for (std::size_t from = 0;;) {
    bool quote = from < text.size() && text[from] == '"';
    std::size_t close = quote ? text.find('"', from + 1) : text.npos;
    std::size_t to = text.find(',', close == text.npos ? from : close);
    std::string_view value = text.substr(from, to == text.npos ? to : to - from);
    if (close != text.npos) value = text.substr(from + 1, close - from - 1);
    fields.values.push_back(value);
    fields.columns.push_back(from);
    if (to == text.npos) return;
    from = to + 1;
  }
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (char letter : text.substr(0, 40)) out += letter >= 32 && letter < 127 ? letter : '?';
  return out + (text.size() > 40 ? "...\"" : "\"");
}

}  // namespace boai::hla

// Numbers as the log's texts write them: decimal, no sign, no leading zeroes, nothing overflows.
#pragma once

#include <charconv>
#include <cstdint>
#include <optional>
#include <string_view>

namespace boai::merkle {

inline std::optional<std::uint64_t> parse_number(std::string_view text) {
  if (text.empty() || text.front() < '0' || text.front() > '9') return std::nullopt;
  if (text.size() > 1 && text.front() == '0') return std::nullopt;
  std::uint64_t number = 0;
  auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (fault != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return number;
}

// The first line off the front; nothing when no newline is left.
inline std::optional<std::string_view> take_line(std::string_view& text) {
  std::size_t end = text.find('\n');
  if (end == std::string_view::npos) return std::nullopt;
  std::string_view line = text.substr(0, end);
  text.remove_prefix(end + 1);
  return line;
}

}  // namespace boai::merkle

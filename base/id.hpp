// An id that knows what it names. Written as decimal text in JSON, so that no client rounds it.
#pragma once

#include <charconv>
#include <compare>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace boai {

// 0 means "none yet". The writer hands numbers out, gap-free within one node.
template <typename T>
struct Id {
  std::int64_t number = 0;

  explicit operator bool() const { return number != 0; }
  auto operator<=>(const Id&) const = default;
};

template <typename T>
std::string to_text(Id<T> id) {
  return std::to_string(id.number);
}

// Plain decimal without sign or spaces, 1 … 2^63-1.
inline std::optional<std::int64_t> parse_id_number(std::string_view text) {
  if (text.empty() || text.front() < '0' || text.front() > '9') return std::nullopt;
  std::int64_t number = 0;
  auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (fault != std::errc{} || end != text.data() + text.size() || number <= 0) return std::nullopt;
  return number;
}

}  // namespace boai

template <typename T>
struct std::hash<boai::Id<T>> {
  std::size_t operator()(boai::Id<T> id) const noexcept {
    return std::hash<std::int64_t>{}(id.number);
  }
};

// UTF-8 to code points, refusing what is not UTF-8; and which of them separate or decorate a name.
#pragma once

#include <string>
#include <string_view>

#include "base/result.hpp"

namespace boai::linkage {

constexpr std::size_t name_letters_max = 50;  // domain-rules §17
constexpr std::size_t name_bytes_max = 1000;  // with dots and spaces of every kind

// A name without dots, spaces and invisible marks; Latin letters small and narrow.
struct Cleaned {
  std::u32string letters;
  std::size_t first_part = 0;  // letters before the first dot, 0: no dot
};

// Codes: linkage.name_encoding (not UTF-8), linkage.name_empty, linkage.name_long,
// linkage.name_control.
Result<Cleaned> clean_name(std::string_view text);

// Digits and Latin letters of a number, narrow and large; what else stands there is left out.
std::string clean_number(std::string_view text);

bool is_han(char32_t letter);

std::string to_utf8(std::u32string_view letters);

// FNV-1a with a last mixing: the same on every machine, for keys that may be stored.
std::uint64_t hash_of(std::string_view bytes, std::uint64_t seed = 0);
std::uint64_t mixed(std::uint64_t left, std::uint64_t right);

}  // namespace boai::linkage

#include "engines/linkage/letters.hpp"

#include <algorithm>

namespace boai::linkage {

namespace {

constexpr char32_t no_letter = 0xffffffff;

// One code point, moving on; no_letter for what is overlong, cut off, a surrogate or too large.
char32_t next_letter(std::string_view text, std::size_t& at) {
  auto byte = [&](std::size_t place) { return static_cast<unsigned char>(text[place]); };
  char32_t lead = byte(at);
  if (lead < 0x80) return ++at, lead;
  std::size_t size = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
  bool led = lead >= 0xc2 && lead <= 0xf4 && at + size <= text.size();
  if (!led) return no_letter;
  char32_t letter = lead & (0x7f >> size);
  for (std::size_t place = 1; place < size; ++place) {
    if ((byte(at + place) & 0xc0) != 0x80) return no_letter;
    letter = letter << 6 | (byte(at + place) & 0x3f);
  }
  constexpr char32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
  bool surrogate = letter >= 0xd800 && letter <= 0xdfff;
  if (letter < least[size] || letter > 0x10ffff || surrogate) return no_letter;
  at += size;
  return letter;
}

bool is_dot(char32_t letter) {
  constexpr std::u32string_view dots = U".·•‧・･∙⋅．。｡";
  return dots.find(letter) != dots.npos;
}

bool is_left_out(char32_t letter) {
  constexpr std::u32string_view marks = U" -'’‘`\u00a0\u3000\ufeff\u00ad\u2010\u2011\u2013\uff0d";
  bool invisible = (letter >= 0x2000 && letter <= 0x200f) || (letter >= 0xfe00 && letter <= 0xfe0f);
  bool selector = letter >= 0xe0100 && letter <= 0xe01ef;
  return invisible || selector || marks.find(letter) != marks.npos;
}

// Full-width forms to ASCII, Latin letters to small ones.
char32_t narrowed(char32_t letter) {
  if (letter >= 0xff01 && letter <= 0xff5e) letter -= 0xfee0;
  return letter >= 'A' && letter <= 'Z' ? letter + 32 : letter;
}

}  // namespace

Result<Cleaned> clean_name(std::string_view text) {
  if (text.size() > name_bytes_max) return invalid("linkage.name_long", "name");
  Cleaned cleaned;
  for (std::size_t at = 0; at < text.size();) {
    char32_t letter = next_letter(text, at);
    if (letter == no_letter) {
      return invalid("linkage.name_encoding", "name", "byte " + std::to_string(at + 1));
    }
    if (letter < 0x20 || (letter >= 0x7f && letter < 0xa0)) {
      return invalid("linkage.name_control", "name");
    }
    if (is_dot(letter)) {
      if (cleaned.first_part == 0) cleaned.first_part = cleaned.letters.size();
    } else if (!is_left_out(letter)) {
      cleaned.letters += narrowed(letter);
    }
  }
  if (cleaned.letters.empty()) return invalid("linkage.name_empty", "name");
  if (cleaned.letters.size() > name_letters_max) return invalid("linkage.name_long", "name");
  if (cleaned.first_part == cleaned.letters.size()) cleaned.first_part = 0;
  return cleaned;
}

std::string clean_number(std::string_view text) {
  std::string kept;
  for (std::size_t at = 0; at < text.size();) {
    char32_t letter = next_letter(text, at);
    if (letter == no_letter) {
      ++at;
      continue;
    }
    letter = narrowed(letter);
    if (letter >= '0' && letter <= '9') kept += static_cast<char>(letter);
    if (letter >= 'a' && letter <= 'z') kept += static_cast<char>(letter - 32);
  }
  return kept;
}

std::string to_utf8(std::u32string_view letters) {
  std::string text;
  auto put = [&](char32_t byte) { text += static_cast<char>(byte); };
  for (char32_t each : letters) {
    if (each < 0x80) {
      put(each);
      continue;
    }
    int more = each < 0x800 ? 1 : each < 0x10000 ? 2 : 3;
    put((0xff00U >> (more + 1) & 0xff) | each >> 6 * more);
    while (more-- > 0) put(0x80 | (each >> 6 * more & 0x3f));
  }
  return text;
}

bool is_han(char32_t letter) {
  return (letter >= 0x3400 && letter <= 0x9fff) || (letter >= 0x20000 && letter <= 0x3ffff) ||
         letter == 0x3007 || (letter >= 0xf900 && letter <= 0xfaff);
}

std::uint64_t mixed(std::uint64_t left, std::uint64_t right) {
  std::uint64_t value = (left ^ (right + 0x9e3779b97f4a7c15u + (left << 6) + (left >> 2)));
  value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9u;
  value = (value ^ (value >> 27)) * 0x94d049bb133111ebu;
  return value ^ (value >> 31);
}

std::uint64_t hash_of(std::string_view bytes, std::uint64_t seed) {
  std::uint64_t value = 0xcbf29ce484222325u ^ seed;
  for (char byte : bytes) value = (value ^ static_cast<unsigned char>(byte)) * 0x100000001b3u;
  return mixed(value, bytes.size());
}

}  // namespace boai::linkage

#include "engines/certificate/name.hpp"

#include <algorithm>
#include <cctype>
#include <optional>
#include <vector>

#include "base/crypto/digest.hpp"

namespace boai::certificate {

namespace {

constexpr std::size_t characters_max = 50;
constexpr std::string_view dot = "·";
constexpr std::string_view crockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr std::string_view seal_domain{"boai/certificate-name/v1\0", 25};

// The compound surnames of the standard lists; a mask shows a surname whole.
constexpr std::string_view compound_surnames[] = {
    "欧阳", "太史", "端木", "上官", "司马", "东方", "独孤", "南宫", "万俟", "闻人", "夏侯",
    "诸葛", "尉迟", "公羊", "赫连", "澹台", "皇甫", "宗政", "濮阳", "公冶", "太叔", "申屠",
    "公孙", "慕容", "仲孙", "钟离", "长孙", "宇文", "司徒", "鲜于", "司空", "闾丘", "令狐",
    "百里", "呼延", "东郭", "南门", "西门", "轩辕", "拓跋", "第五", "左丘"};

struct Character {
  char32_t letter = 0;
  std::string_view bytes;
};

// Strict UTF-8: shortest writing, no surrogates; nullopt at the first fault.
std::optional<Character> first_of(std::string_view text) {
  auto lead = static_cast<unsigned char>(text[0]);
  std::size_t size = lead < 0x80 ? 1 : lead >> 5 == 6 ? 2 : lead >> 4 == 14 ? 3 : 4;
  if (size == 4 && lead >> 3 != 30) return std::nullopt;
  if (text.size() < size) return std::nullopt;
  char32_t letter = size == 1 ? lead : lead & (0xffU >> (size + 1));
  for (std::size_t at = 1; at < size; ++at) {
    auto byte = static_cast<unsigned char>(text[at]);
    if (byte >> 6 != 2) return std::nullopt;
    letter = letter << 6 | (byte & 63U);
  }
  constexpr char32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
  bool surrogate = letter >= 0xd800 && letter <= 0xdfff;
  if (letter < least[size] || letter > 0x10ffff || surrogate) return std::nullopt;
  return Character{letter, text.substr(0, size)};
}

std::optional<std::vector<Character>> characters_of(std::string_view text) {
  std::vector<Character> characters;
  while (!text.empty()) {
    auto first = first_of(text);
    if (!first || characters.size() == 4 * characters_max) return std::nullopt;
    characters.push_back(*first);
    text.remove_prefix(first->bytes.size());
  }
  return characters;
}

bool is_space(char32_t letter) { return letter == ' ' || letter == 0x3000 || letter == 0xa0; }

bool is_dot(char32_t letter) {
  constexpr char32_t dots[] = {0xb7, 0x2022, 0x2027, 0x2219, 0x22c5, 0x30fb, 0xff65, 0x16eb};
  return std::ranges::find(dots, letter) != std::end(dots);
}

// Latin letters, and everything from Latin-1's letters upwards except signs, digits in full width
// and what is invisible or turns the direction of writing.
bool is_name_letter(char32_t letter) {
  if (letter < 0x80) return std::isalpha(static_cast<int>(letter)) != 0;
  if (letter < 0xc0 || letter == 0xd7 || letter == 0xf7) return false;
  if (letter >= 0x2000 && letter <= 0x2e7f) return false;
  if (letter >= 0x3000 && letter <= 0x3004) return false;
  if (letter >= 0x3008 && letter <= 0x3020) return false;
  if (letter >= 0xd800 && letter <= 0xf8ff) return false;
  if (letter >= 0xfe00 && letter <= 0xffef) return false;
  return letter < 0x1f000 || (letter >= 0x20000 && letter < 0xe0000);
}

}  // namespace

Result<std::string> plain_name(std::string_view name) {
  auto bad = [](std::string detail) {
    return invalid("certificate.name", "name", std::move(detail));
  };
  auto characters = characters_of(name);
  if (!characters) return bad("not UTF-8, or too long");
  std::string plain;
  std::size_t count = 0;
  for (const Character& each : *characters) {
    if (is_space(each.letter)) continue;
    if (is_dot(each.letter)) {
      plain += dot;
    } else if (is_name_letter(each.letter)) {
      plain += each.bytes;
    } else {
      return bad("a character no name has");
    }
    ++count;
  }
  if (count == 0) return bad("empty");
  if (count > characters_max) return bad("too long");
  return plain;
}

Result<std::string> mask_of(std::string_view name) {
  std::string plain = TRY(plain_name(name));
  auto letters = characters_of(plain).value();
  std::string first(letters.front().bytes);
  if (letters.size() <= 2) return first + "*";
  if (letters.size() == 3) return first + "*" + std::string(letters.back().bytes);
  std::string two = first + std::string(letters[1].bytes);
  if (std::ranges::find(compound_surnames, two) != std::end(compound_surnames)) return two + "**";
  return first + "**" + std::string(letters.back().bytes);
}

bool is_mask(std::string_view text) {
  if (text.empty() || text.size() > mask_size_max) return false;
  auto letters = characters_of(text);
  if (!letters || letters->size() < 2 || letters->size() > 4) return false;
  std::size_t stars = 0;
  for (const Character& each : *letters) {
    if (each.letter == '*') {
      ++stars;
    } else if (each.letter != 0xb7 && !is_name_letter(each.letter)) {
      return false;
    }
  }
  return stars > 0 && letters->front().letter != '*';
}

std::string comparison_code(std::string_view eight_bytes) {
  must(eight_bytes.size() == 8);
  std::uint64_t number = 0;
  for (char each : eight_bytes) number = number << 8 | static_cast<unsigned char>(each);
  std::string code;
  for (std::size_t at = 0; at < comparison_code_size; ++at, number >>= 5) {
    code += crockford[number & 31U];
  }
  return code;
}

Result<std::string> plain_code(std::string_view typed) {
  std::string code;
  for (char each : typed.substr(0, 4 * comparison_code_size)) {
    if (each == ' ' || each == '-') continue;
    char letter = static_cast<char>(std::toupper(static_cast<unsigned char>(each)));
    if (letter == 'O') letter = '0';
    if (letter == 'I' || letter == 'L') letter = '1';
    if (crockford.find(letter) == std::string_view::npos) {
      return invalid("certificate.code", "code");
    }
    code += letter;
  }
  if (code.size() != comparison_code_size) return invalid("certificate.code", "code");
  return code;
}

Result<NameSeal> seal_of(const Sealing& sealing) {
  std::string name = TRY(plain_name(sealing.name));
  std::string code = TRY(plain_code(sealing.code));
  std::string text(seal_domain);
  text.append(sealing.number) += '\0';
  text += name;
  crypto::Hash hash = crypto::hmac_sha256(code, text);
  NameSeal seal;
  std::copy_n(hash.begin(), seal.size(), seal.begin());
  return seal;
}

}  // namespace boai::certificate

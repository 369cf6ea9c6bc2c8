#include "engines/linkage/sounds.hpp"

#include <set>

#include "engines/linkage/letters.hpp"

namespace boai::linkage {

namespace {

constexpr char32_t near_first = 0x3400, near_end = 0xa000;
constexpr std::size_t table_bytes_max = 1'000'000;
constexpr std::size_t run_bytes_max = 150;  // letters are read in runs that a name may have

bool is_near(char32_t letter) { return letter >= near_first && letter < near_end; }

// The characters of a line of the table; longer than any name, so read piecewise.
Result<std::u32string> letters_of(std::string_view text) {
  std::u32string letters;
  while (text.size() > 0) {
    std::size_t size = std::min(text.size(), run_bytes_max);
    while (size < text.size() && (static_cast<unsigned char>(text[size]) & 0xc0) == 0x80) --size;
    letters += TRY(clean_name(text.substr(0, size))).letters;
    text.remove_prefix(size);
  }
  return letters;
}

}  // namespace

Syllable Sounds::number(std::string_view syllable) {
  auto [place, fresh] =
      numbers_.try_emplace(std::string(syllable), static_cast<Syllable>(syllables_.size()));
  if (fresh) syllables_.emplace_back(syllable);
  return place->second;
}

Outcome Sounds::take(std::string_view line) {
  std::size_t space = line.find(' ');
  if (space == line.npos || space == 0) return invalid("linkage.sounds");
  std::string_view head = line.substr(0, space);
  std::u32string letters = TRY(letters_of(line.substr(space + 1)));
  if (head[0] == '=') {
    std::u32string standard = TRY(letters_of(head.substr(1)));
    if (standard.size() != 1) return invalid("linkage.sounds");
    for (char32_t letter : letters) forms_[letter] = standard[0];
    return Done{};
  }
  bool other = head[0] == '~';
  if (other) head.remove_prefix(1);
  if (head.size() < 2 || head.back() < '1' || head.back() > '5') return invalid("linkage.sounds");
  Syllable syllable = number(head.substr(0, head.size() - 1));
  for (char32_t letter : letters) {
    if (other) {
      others_.emplace(letter, syllable);
    } else if (is_near(letter)) {
      near_[letter - near_first] = syllable;
    } else {
      far_[letter] = syllable;
    }
  }
  return Done{};
}

Result<Sounds> Sounds::read(std::string_view bytes) {
  if (bytes.size() > table_bytes_max) return invalid("linkage.sounds", "", "too long");
  Sounds sounds;
  for (std::size_t line = 1; bytes.size() > 0; ++line) {
    std::size_t end = std::min(bytes.find('\n'), bytes.size());
    std::string_view text = bytes.substr(0, end);
    bytes.remove_prefix(std::min(end + 1, bytes.size()));
    if (text.empty() || text[0] == '#') continue;
    if (!sounds.take(text).ok()) {
      return invalid("linkage.sounds", "", "line " + std::to_string(line));
    }
  }
  if (sounds.count() < 2) return invalid("linkage.sounds", "", "no syllable");
  return sounds;
}

char32_t Sounds::form_of(char32_t letter) const {
  auto found = forms_.find(letter);
  return found == forms_.end() ? letter : found->second;
}

Syllable Sounds::syllable_of(char32_t letter) const {
  if (is_near(letter)) return near_[letter - near_first];
  auto found = far_.find(letter);
  return found == far_.end() ? Syllable(0) : found->second;
}

bool Sounds::may_be_read(char32_t letter, Syllable syllable) const {
  if (syllable == 0) return false;
  if (syllable_of(letter) == syllable) return true;
  auto [from, to] = others_.equal_range(letter);
  for (; from != to; ++from) {
    if (from->second == syllable) return true;
  }
  return false;
}

std::vector<Syllable> Sounds::readings_of(char32_t letter) const {
  std::vector<Syllable> readings;
  if (syllable_of(letter) != 0) readings.push_back(syllable_of(letter));
  auto [from, to] = others_.equal_range(letter);
  for (; from != to; ++from) readings.push_back(from->second);
  return readings;
}

std::u32string Sounds::letters() const {
  std::set<char32_t> known;
  for (char32_t letter = near_first; letter < near_end; ++letter) {
    if (syllable_of(letter) != 0) known.insert(letter);
  }
  for (const auto& [letter, syllable] : far_) known.insert(letter);
  for (const auto& [letter, form] : forms_) known.insert(letter);
  return {known.begin(), known.end()};
}

Syllable Sounds::numbered(std::string_view syllable) const {
  auto found = numbers_.find(std::string(syllable));
  return found == numbers_.end() ? Syllable(0) : found->second;
}

}  // namespace boai::linkage

// A row as it is compared: the name folded and sounded, numbers as words of 64 bits.
#pragma once

#include <array>

#include "engines/linkage/row.hpp"
#include "engines/linkage/sounds.hpp"
#include "engines/linkage/weights.hpp"

namespace boai::linkage {

struct Name {
  std::u32string written;  // without dots and spaces
  std::u32string letters;  // the same in standard forms
  std::u16string sounds;   // a syllable each, 0: none
  std::u16string accent;   // the same where the accent of the region makes no difference
  std::uint8_t surname = 0;
  std::uint8_t first_part = 0;  // letters before the dot, 0: no dot
};

enum class NumberForm : std::uint8_t {
  missing,
  valid,  // a resident identity number with a right check digit and a day that exists
  wrong,  // eighteen characters that are no valid number
  other,  // another paper, or text that is no number of a paper; equal or not, nothing between
};

// What is compared besides the name; 40 bytes a row.
struct Codes {
  std::uint64_t document = 0;  // eighteen digits as a number to base eleven, or a hash
  std::uint64_t phone = 0;     // as a decimal number, 0: missing
  std::int32_t birthday = 0;   // 20261123, 0: missing
  std::int32_t county = 0;     // 0: missing
  std::uint32_t paper = 0;     // of another paper: its kind
  NumberForm form = NumberForm::missing;
  Sex sex = Sex::unknown;
};

struct Person {
  Name name;
  Codes codes;
};

constexpr std::size_t blocking_keys = 9;
// Rows that share any of them are compared. The same for ever and on every machine while
// sounds.txt and linkage.yaml stay the same, so a store may keep and index them. 0: no such key.
using Keys = std::array<std::uint64_t, blocking_keys>;

class Reader {
 public:
  Reader(const Sounds& sounds, const Settings& settings);

  // Codes: those of clean_name; linkage.id, linkage.county. Numbers and phones that cannot be read
  // count as other text or as missing: old lists are full of them.
  Result<Person> read(const Row& row) const;
  Keys keys_of(const Name& name, const Codes& codes) const;
  // The name itself, two neighbouring letters exchanged, and every name that one letter of the same
  // sound, of either accent, or of another form makes of it; `most` at the most. Only itself when
  // it is not written in Chinese letters. For stores that find names but not sounds.
  std::vector<std::string> alike(std::string_view name, std::size_t most) const;

 private:
  Result<Name> read_name(std::string_view text) const;
  char16_t accent_of(Syllable syllable) const { return accents_[syllable]; }
  std::vector<char16_t> accents_of(char32_t letter) const;

  const Sounds& sounds_;
  std::vector<std::u32string> compound_;
  std::unordered_map<char32_t, Syllable> surname_readings_;
  std::vector<char16_t> accents_;         // by syllable
  std::vector<std::u32string> sounding_;  // by accent: letters in the order of their numbers
};

// The eighteen characters of a valid or wrong number.
std::array<char, 18> digits_of(std::uint64_t document);

}  // namespace boai::linkage

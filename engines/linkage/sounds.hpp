// How characters are read and which are forms of the same: the table packs/*/people/sounds.txt,
// whose head says where it comes from.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/result.hpp"

namespace boai::linkage {

// A syllable without its tone, numbered in the order of the table; 0: not known.
using Syllable = char16_t;

class Sounds {
 public:
  // Codes: linkage.sounds with the line in the detail.
  static Result<Sounds> read(std::string_view bytes);

  char32_t form_of(char32_t letter) const;      // the standard form, or the letter itself
  Syllable syllable_of(char32_t letter) const;  // the main reading of a standard form
  bool may_be_read(char32_t letter, Syllable syllable) const;
  std::vector<Syllable> readings_of(char32_t letter) const;  // of a standard form, the main first
  std::u32string letters() const;  // all whose sound or form is known, in order

  Syllable numbered(std::string_view syllable) const;  // 0: no such syllable
  std::string_view spelt(Syllable syllable) const { return syllables_[syllable]; }
  std::size_t count() const { return syllables_.size(); }  // numbers are below this

 private:
  Syllable number(std::string_view syllable);
  Outcome take(std::string_view line);

  std::vector<std::string> syllables_ = {""};
  std::unordered_map<std::string, Syllable> numbers_;
  std::vector<Syllable> near_ = std::vector<Syllable>(0xa000 - 0x3400);  // of the BMP's ideographs
  std::unordered_map<char32_t, Syllable> far_;
  std::unordered_map<char32_t, char32_t> forms_;
  std::unordered_multimap<char32_t, Syllable> others_;
};

}  // namespace boai::linkage

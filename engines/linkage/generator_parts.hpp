// Shared by the files of the generator: chance, names, and the true person behind rows.
#pragma once

#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "engines/linkage/generator.hpp"

namespace boai::linkage::made {

// Same numbers on every machine: the distributions of <random> are not.
class Chance {
 public:
  explicit Chance(std::uint64_t seed) : engine_(seed) {}
  std::size_t below(std::size_t bound) { return engine_() % bound; }
  int between(int low, int high) { return low + static_cast<int>(below(high - low + 1)); }
  bool with(double share) { return static_cast<double>(engine_() >> 11) * 0x1p-53 < share; }
  // An index from running sums of weights.
  std::size_t weighted(const std::vector<double>& sums);

 private:
  std::mt19937_64 engine_;
};

using Characters = std::vector<std::string>;

struct TrueName {
  Characters surname, given;
  bool dotted = false;  // "given·father's name", no surname
};

struct TruePerson {
  TrueName name;
  Sex sex = Sex::unknown;
  Day birthday;
  std::string number, phone, county;
  std::uint32_t family = 0;
};

Characters characters_of(std::string_view text);
std::string text_of(const TrueName& name);

// Draws names; built once.
class Names {
 public:
  Names();
  TrueName name(Chance& chance, Sex sex, int year) const;
  Characters surname(Chance& chance) const;
  Characters given(Chance& chance, Sex sex, int year) const;
  std::string given_character(Chance& chance, Sex sex) const;

 private:
  std::vector<std::string> surnames_;
  std::vector<double> surname_sums_;
  struct Given {
    std::vector<std::string> characters;
    std::vector<double> sums;
  };
  Given male_, female_;
};

// Another character that sounds the same, looks alike, is heard alike with the accent of the
// Yangtze delta, or is another form of the same; "" when the tables have none.
std::string homophone_of(Chance& chance, const std::string& character);
std::string lookalike_of(Chance& chance, const std::string& character);
std::string accent_of(Chance& chance, const std::string& character);
std::string variant_of(const std::string& character);

// One row about a person, second or later ones with errors; `relative` lends a borrowed number.
struct Dirtied {
  Row row;
  std::uint16_t errors = 0;
};
struct Writing {
  const TruePerson& person;
  const TruePerson* relative = nullptr;
  bool first = true;
};
Dirtied write_row(Chance& chance, const Names& names, const ErrorRates& rates, Writing writing);

std::string some_county(Chance& chance);
std::string some_mobile(Chance& chance);

}  // namespace boai::linkage::made

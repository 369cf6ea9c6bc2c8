// Made people with known duplicates, to measure record linkage with. Written before the scorer and
// knowing nothing of it: names, homophones and variants come from its own hand-written tables
// (generator_names.cpp), so the scorer's tables are tested, not repeated.
// The order of surnames follows the public-security ministry's yearly reports on names; all shares
// without a source are ours and stand here.
#pragma once

#include <string>
#include <vector>

#include "engines/linkage/row.hpp"

namespace boai::linkage {

// What went wrong on the way into a row. A row may have several; bits of Generated::errors.
enum class RowError : std::uint8_t {
  typing_name,
  typing_number,
  typing_birthday,
  typing_phone,
  homophone,
  accent,
  swapped_digits,
  moved_phone,
  missing_number,
  missing_phone,
  missing_birthday,
  variant,
  written_apart,
  moved_county,
  old_number,
  borrowed_number,
};
constexpr std::size_t row_errors = 16;
const char* name_of(RowError error);

// Chances. Those of the first five lines are the goal's (issue 6); the rest are ours.
struct ErrorRates {
  double typing = 0.02;           // each of name, number, birthday, phone of a second row
  double homophone = 0.01;        // a character of the name becomes one that sounds the same
  double swapped_digits = 0.005;  // two neighbours, each of number, birthday, phone
  double moved_phone = 0.20;      // a second row has a new phone
  double missing_number = 0.10;   // every row, first ones too

  double accent = 0.003;            // zh/z, n/l, in/ing, hu/wu: as heard in Jiangsu
  double missing_phone = 0.05;      // every row
  double missing_birthday = 0.03;   // every row without a number
  double variant = 0.02;            // a second row in traditional or variant characters
  double written_apart = 0.02;      // dots and spaces in names that have or invite them
  double moved_county = 0.05;       // a second row was entered in another county
  double old_number = 0.01;         // fifteen digits, of the old cards; born before 2000
  double borrowed_number = 0.0005;  // another family member's number under one's own name
};

struct GeneratorSettings {
  std::uint64_t seed = 1;
  std::size_t rows = 1000;
  double second_row = 0.20;  // persons with a second row
  double third_row = 0.15;   // of those, persons with a third
  double family = 0.30;      // persons with one to three relatives in the set, often one phone
  double twins = 0.005;      // persons with a twin: surname, birthday, home and number but four
  double namesakes = 0.01;   // persons with a namesake: sex, county, and a birthday that is near
  double same_as_father = 0.01;  // sons named wholly as their father
  ErrorRates rates;
};

struct Generated {
  std::vector<Row> rows;              // in random order; ids count from 1 in that order
  std::vector<std::uint32_t> person;  // of each row: the truth
  std::vector<std::uint32_t> family;  // of each row; namesakes and twins count to the family
  std::vector<std::uint16_t> errors;  // of each row, bits by RowError

  bool has(std::size_t row, RowError error) const {
    return errors[row] >> static_cast<int>(error) & 1;
  }
};

// The same settings give the same rows on every machine.
Generated generate(const GeneratorSettings& settings);

// GB 11643: the eighteenth character of seventeen digits.
char check_character(const std::string& seventeen);

}  // namespace boai::linkage

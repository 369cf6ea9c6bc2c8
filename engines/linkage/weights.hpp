// The weights of record linkage, packs/*/people/linkage.yaml: what each finding about a field says.
#pragma once

#include <array>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace boai::linkage {

enum class Field : std::uint8_t { name, sex, birthday, document, phone, county, circumstances };
constexpr std::size_t fields = 7;

// What comparing one field found. Not every finding occurs at every field; linkage.yaml has those
// that do.
enum class Finding : std::uint8_t {
  missing,        // in one row or both: says nothing
  same,           // letter by letter
  variant,        // another form of the same characters: 嶽 岳, traditional and simplified
  sound,          // sounds the same: 张伟 张玮
  accent,         // sounds the same in the accent of the region: 陈 程
  letter,         // one character is another
  lacking,        // one character is missing
  order,          // two neighbouring characters exchanged
  part,           // only the part before the dot
  digit,          // one digit is another
  swapped,        // two neighbouring digits, or month and day, exchanged
  same_year,      // only the year
  generation,     // so many years apart as parents and children are
  same_city,      // another county of the same city
  renewed,        // another number of a paper that is renewed under another number
  differs_valid,  // two different numbers, both with right check digits
  differs,
  family_phone,  // circumstances: one phone, two names
  twins,         // circumstances: one birthday, one character of the name is another, no number
};
constexpr std::size_t findings = 19;

std::string_view name_of(Field field);
std::string_view name_of(Finding finding);  // as in linkage.yaml

// Bits by field and finding.
using Weights = std::array<std::array<float, findings>, fields>;

struct Settings {
  Weights weights{};
  float name_most = 0;
  double certain = 0, likely = 0;
  double prior_rows = 0, prior_name = 0, prior_surname = 0, prior_given = 0;
  int generation_years = 0;
  std::size_t block_most = 0, neighbours = 0;
  std::vector<std::string> compound_surnames;
  std::map<std::string, std::string> surname_readings;
  std::map<std::string, std::string> accent_initials, accent_finals, accent_syllables;
};

// Codes: linkage.settings with what is missing or wrong in the detail.
Result<Settings> read_settings(std::string_view yaml);

}  // namespace boai::linkage

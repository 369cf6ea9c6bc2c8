#include "domains/training/rules/number.hpp"

#include <algorithm>

namespace boai::training {

namespace {

constexpr std::string_view alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

std::string padded(std::int64_t value, std::size_t width) {
  std::string digits = std::to_string(value);
  return std::string(width > digits.size() ? width - digits.size() : 0, '0') + digits;
}

}  // namespace

Result<std::string> series_of(const NumberParts& parts) {
  bool digits = std::ranges::all_of(parts.region, [](char c) { return c >= '0' && c <= '9'; });
  if (!digits || parts.region.size() < 2) return invalid("training.region_code", "branch");
  std::string region(parts.region.substr(0, 6));
  region.resize(6, '0');
  return region.substr(0, 2) + region + padded(parts.year, 4) + std::string(parts.course);
}

Result<std::string> number_of(const NumberParts& parts) {
  std::string text = TRY(series_of(parts));
  if (parts.serial < 1 || parts.serial > 999'999) return conflict("training.series_full", "branch");
  text += padded(parts.serial, 6);
  return text + check_character(text);
}

char check_character(std::string_view text) {
  std::size_t product = 36;
  for (char each : text) {
    std::size_t value = alphabet.find(each);
    if (value == std::string_view::npos) return '\0';
    std::size_t sum = (product + value) % 36;
    product = (sum == 0 ? 36 : sum) * 2 % 37;
  }
  return alphabet[(37 - product) % 36];
}

bool check_character_holds(std::string_view number) {
  if (number.size() < 2) return false;
  return check_character(number.substr(0, number.size() - 1)) == number.back();
}

}  // namespace boai::training

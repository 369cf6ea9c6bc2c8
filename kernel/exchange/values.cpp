#include "kernel/exchange/values.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace boai::exchange {

namespace {

bool digit(char letter) { return letter >= '0' && letter <= '9'; }
bool all_digits(std::string_view text) { return !text.empty() && std::ranges::all_of(text, digit); }

// Full-width digits and marks as plain ones.
std::string narrowed(std::string_view text) {
  std::string kept;
  for (std::size_t at = 0; at < text.size(); ++at) {
    std::string_view three = text.substr(at, 3);
    bool wide = three.size() == 3 && three[0] == '\xef' && three[1] == '\xbc' &&
                static_cast<unsigned char>(three[2]) >= 0x81;
    if (wide) {
      kept += static_cast<char>(static_cast<unsigned char>(three[2]) - 0x60);
      at += 2;
    } else {
      kept += text[at];
    }
  }
  return kept;
}

// "2026年", "2026-", "2026/", "2026." → 2026, and what follows.
std::optional<int> number_before(std::string_view& text, std::string_view word, bool last) {
  std::size_t digits = 0;
  while (digits < text.size() && digit(text[digits])) ++digits;
  if (digits == 0 || digits > 4) return std::nullopt;
  int number = 0;
  std::from_chars(text.data(), text.data() + digits, number);
  text.remove_prefix(digits);
  bool marked = !text.empty() && std::string_view("-/.").find(text[0]) != std::string_view::npos;
  if (text.starts_with(word)) {
    text.remove_prefix(word.size());
  } else if (!last && marked) {
    text.remove_prefix(1);
  } else if (!last) {
    return std::nullopt;
  }
  return number;
}

// A time behind the day, as other systems export it: " 08:30:00", "T08:30", "0:00".
bool only_a_time(std::string_view text) {
  if (text.empty()) return true;
  if (text[0] != ' ' && text[0] != 'T') return false;
  text.remove_prefix(1);
  bool form = std::ranges::all_of(text, [](char letter) {
    return digit(letter) || letter == ':' || letter == '.' || letter == 'Z';
  });
  return form && text.find(':') != std::string_view::npos;
}

}  // namespace

std::string day_of_serial(std::string_view number, bool since_1904) {
  double serial = 0;
  auto [end, fault] = std::from_chars(number.data(), number.data() + number.size(), serial);
  bool whole = fault == std::errc{} && end == number.data() + number.size();
  constexpr double day_max = 110'000;
  double first = since_1904 ? 0 : 1;
  if (!whole || serial < first || serial > day_max) return std::string(number);
  auto days = static_cast<std::int64_t>(serial);
  constexpr std::int64_t before_1900 = -25568;  // 1899-12-31 in days since 1970
  constexpr std::int64_t new_year_1904 = -24107;
  if (since_1904) return to_text(Day::from_serial(new_year_1904 + days));
  if (days == 60) return "1900-02-29";  // refused as no day
  return to_text(Day::from_serial(before_1900 + days - (days > 60 ? 1 : 0)));
}

std::string iso_day(std::string_view typed, bool since_1904) {
  std::string text = narrowed(typed);
  if (all_digits(text) && text.size() == 8) {
    auto day = Day::from_number(std::stoll(text));
    return day ? to_text(*day) : text;
  }
  std::size_t point = text.find('.');
  bool serial = all_digits(text.substr(0, point)) && std::min(point, text.size()) == 5 &&
                (point == std::string::npos || all_digits(text.substr(point + 1)));
  if (serial) return day_of_serial(text, since_1904);
  std::string_view rest = text;
  bool four = text.size() > 4 && all_digits(std::string_view(text).substr(0, 4));
  auto year = four ? number_before(rest, "年", false) : std::nullopt;
  auto month = year ? number_before(rest, "月", false) : std::nullopt;
  auto day = month ? number_before(rest, "日", true) : std::nullopt;
  if (!day || !only_a_time(rest)) return std::string(typed);
  auto found = Day::of(*year, *month, *day);
  return found && *year > 1800 ? to_text(*found) : std::string(typed);
}

bool lost_digits(std::string_view number) {
  if (number.find_first_of("eE") != std::string_view::npos) {
    return number.find("E-") == std::string_view::npos &&
           number.find("e-") == std::string_view::npos;
  }
  constexpr std::ptrdiff_t kept = 15;
  bool whole = number.find('.') == std::string_view::npos;
  return whole && std::ranges::count_if(number, digit) > kept;
}

std::string whole_number(std::string_view typed) {
  std::string text = narrowed(typed);
  std::size_t point = text.find('.');
  if (point != std::string::npos && point + 1 < text.size()) {
    bool nothing = text.find_first_not_of('0', point + 1) == std::string::npos;
    if (!nothing) return text;
    text.resize(point);
  }
  if (text.find(',') == std::string::npos) return text;
  // 1,234,567 and nothing like it.
  std::string kept;
  std::size_t start = text.starts_with('-') ? 1 : 0;
  std::size_t first = text.find(',');
  bool grouped = first > start && first - start <= 3;
  for (std::size_t at = first; grouped && at < text.size(); at += 4) {
    grouped = text[at] == ',' && text.size() >= at + 4 &&
              all_digits(std::string_view(text).substr(at + 1, 3));
  }
  if (!grouped) return text;
  std::ranges::copy_if(text, std::back_inserter(kept), [](char letter) { return letter != ','; });
  return kept;
}

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view spaces[] = {" ",        "\t",           "\r",          "\n",
                                         "\xc2\xa0", "\xe3\x80\x80", "\xef\xbb\xbf"};
  for (bool again = true; again;) {
    again = false;
    for (std::string_view space : spaces) {
      if (text.starts_with(space)) {
        text.remove_prefix(space.size());
        again = true;
      } else if (text.ends_with(space)) {
        text.remove_suffix(space.size());
        again = true;
      }
    }
  }
  return text;
}

std::string normal(const record::Field& field, std::string_view typed, bool since_1904) {
  std::string_view text = trimmed(typed);
  if (text.empty()) return {};
  switch (field.kind) {
    case record::Kind::day:
      return iso_day(text, since_1904);
    case record::Kind::integer:
    case record::Kind::money:
      return whole_number(text);
    case record::Kind::boolean:
      if (text == "TRUE" || text == "True" || text == "yes" || text == "√") return "true";
      if (text == "FALSE" || text == "False" || text == "no" || text == "×") return "false";
      return std::string(text);
    default:
      return std::string(text);
  }
}

std::string unguarded(std::string_view cell) {
  bool ours = cell.size() > 1 && cell[0] == '\'' &&
              std::string_view("=+-@\t\r").find(cell[1]) != std::string_view::npos;
  if (ours) return std::string(cell.substr(1));
  bool quoted = cell.size() >= 3 && cell.starts_with("=\"") && cell.ends_with('"') &&
                cell.substr(2, cell.size() - 3).find('"') == std::string_view::npos;
  return std::string(quoted ? cell.substr(2, cell.size() - 3) : cell);
}

}  // namespace boai::exchange

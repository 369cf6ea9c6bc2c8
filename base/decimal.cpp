#include "base/decimal.hpp"

#include <algorithm>
#include <string>

namespace boai {

std::optional<Micro> parse_decimal(std::string_view text) {
  bool negative = text.starts_with('-');
  if (negative) text.remove_prefix(1);
  std::size_t point = text.find('.');
  std::string_view whole = text.substr(0, point);
  std::string_view part = point == std::string_view::npos ? "" : text.substr(point + 1);
  auto digits = [](std::string_view letters) {
    return std::ranges::all_of(letters, [](char letter) { return letter >= '0' && letter <= '9'; });
  };
  bool form = !whole.empty() && whole.size() <= 12 && part.size() <= 6 && digits(whole) &&
              digits(part) && (point == std::string_view::npos || !part.empty());
  if (!form) return std::nullopt;
  std::string all = std::string(whole) + std::string(part) + std::string(6 - part.size(), '0');
  Micro value = std::stoll(all);
  return negative ? -value : value;
}

std::string decimal_text(Micro value, int digits) {
  Micro step = 1;
  for (int place = digits; place < 6; ++place) step *= 10;
  Micro magnitude = value < 0 ? -value : value;
  magnitude = (magnitude + step / 2) / step;
  std::string text = std::to_string(magnitude);
  auto places = static_cast<std::size_t>(digits);
  if (text.size() <= places) text.insert(0, places + 1 - text.size(), '0');
  if (places > 0) text.insert(text.size() - places, ".");
  return value < 0 && magnitude != 0 ? "-" + text : text;
}

}  // namespace boai

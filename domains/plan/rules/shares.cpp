// What cells and weights typed by hand say, and what the shares of a region make of its target.
#include <algorithm>
#include <charconv>

#include "domains/plan/rules/split.hpp"

namespace boai::plan {

namespace {

std::string_view trimmed(std::string_view text) {
  auto blank = [](char letter) { return letter == ' ' || letter == '\n' || letter == '\r'; };
  while (!text.empty() && blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && blank(text.back())) text.remove_suffix(1);
  return text;
}

// "a=1, b=2" piece by piece; empty pieces are passed over.
template <typename Take>
Outcome each_piece(std::string_view text, const char* field, const Take& take) {
  constexpr std::size_t pieces_max = 20'000;
  std::size_t pieces = 0;
  while (!text.empty()) {
    std::size_t comma = text.find(',');
    std::string_view piece = trimmed(text.substr(0, comma));
    text = comma == std::string_view::npos ? std::string_view() : text.substr(comma + 1);
    if (piece.empty()) continue;
    std::size_t equal = piece.find('=');
    bool taken = ++pieces <= pieces_max && equal != std::string_view::npos && equal > 0 &&
                 take(piece.substr(0, equal), piece.substr(equal + 1));
    if (!taken) return invalid("plan.split_cells", field, std::string(piece.substr(0, 60)));
  }
  return Done{};
}

}  // namespace

Result<Shares> parse_cells(std::string_view text) {
  Shares cells;
  TRY(each_piece(text, "cells", [&](std::string_view key, std::string_view number) {
    std::size_t slash = key.find('/');
    std::string place(key.substr(0, slash)), department;
    std::string_view rest = slash == std::string_view::npos ? "" : key.substr(slash + 1);
    std::size_t second = rest.find('/');
    if (second != std::string_view::npos) department = rest.substr(second + 1);
    rest = rest.substr(0, second);
    int year = 0;
    auto read = std::from_chars(rest.data(), rest.data() + rest.size(), year);
    bool whole = rest.empty() || (read.ec == std::errc() && read.ptr == rest.data() + rest.size());
    auto value = parse_decimal(number);
    if (!whole || !value || place.empty() || place.size() > 9 || year < 0) return false;
    return cells.emplace(ShareKey{place, year, department}, *value).second;
  }));
  return cells;
}

Result<std::map<std::string, std::int64_t>> parse_weights(std::string_view text) {
  std::map<std::string, std::int64_t> weights;
  TRY(each_piece(text, "weights", [&](std::string_view key, std::string_view number) {
    auto value = parse_decimal(number);
    if (!value || *value < 0) return false;
    return weights.emplace(std::string(key), *value).second;
  }));
  return weights;
}

std::optional<Micro> target_of_shares(const Indicator& indicator, const YearShares& shares,
                                      int year) {
  if (shares.empty()) return std::nullopt;
  auto whole = shares.find(0);
  bool by_year = shares.rbegin()->first != 0;
  if (!by_year) return whole->second;
  switch (year_shape(indicator)) {
    case YearShape::flat: {
      auto found = shares.find(year);
      return found == shares.end() ? std::nullopt : std::optional(found->second);
    }
    case YearShape::parts: {
      Micro sum = 0;
      for (const auto& [each, value] : shares) sum += each == 0 ? 0 : value;
      return sum;
    }
    default:
      return shares.rbegin()->second;
  }
}

std::optional<Micro> expected_of_shares(const Indicator& indicator, const YearShares& shares,
                                        const WayPoint& at) {
  auto here = shares.find(at.year);
  if (at.year == 0 || here == shares.end()) return std::nullopt;
  auto of = [&](Micro value) { return static_cast<Micro>(static_cast<double>(value) * at.part); };
  auto before = here == shares.begin() ? shares.end() : std::prev(here);
  bool known = before != shares.end() && before->first != 0;
  switch (year_shape(indicator)) {
    case YearShape::flat:
      return indicator.kind == "maintain" ? here->second : of(here->second);
    case YearShape::parts: {
      Micro sum = 0;
      for (auto each = shares.begin(); each != here; ++each) sum += each->first ? each->second : 0;
      return sum + of(here->second);
    }
    case YearShape::end:
      return here->second;
    default:
      Micro start = known ? before->second : at.start;
      return start + of(here->second - start);
  }
}

}  // namespace boai::plan

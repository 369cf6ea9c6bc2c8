// A calendar day in Asia/Shanghai, kept as the number 20261123: sorts, reads and groups by
// month (÷100) and year (÷10000) with plain integer arithmetic, in SQL too.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace boai {

class Day {
 public:
  constexpr Day() = default;

  // nullopt when there is no such day (31 April, year 0 or above 9999).
  static std::optional<Day> of(int year, int month, int day);
  static std::optional<Day> from_number(std::int64_t yyyymmdd);
  static std::optional<Day> parse(std::string_view iso);  // "2026-11-23"
  static Day from_serial(std::int64_t days_since_1970);

  int number() const { return number_; }  // 20261123, or 0 for "no day"
  int year() const { return number_ / 10000; }
  int month() const { return number_ / 100 % 100; }
  int day_of_month() const { return number_ % 100; }
  int year_month() const { return number_ / 100; }  // 202611
  std::int64_t serial() const;                      // days since 1970-01-01

  Day plus_days(std::int64_t days) const;
  // The same day of the month n months later, or the last day of a shorter month.
  Day plus_months(int months) const;
  Day last_of_month() const;

  explicit operator bool() const { return number_ != 0; }
  auto operator<=>(const Day&) const = default;

 private:
  constexpr explicit Day(int number) : number_(number) {}
  int number_ = 0;
};

std::string to_text(Day day);  // "2026-11-23", "" for no day

}  // namespace boai

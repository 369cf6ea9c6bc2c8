#include "base/day.hpp"

#include <charconv>
#include <chrono>

#include "base/must.hpp"

namespace boai {

using std::chrono::year_month_day;

namespace {

year_month_day calendar(const Day& day) {
  return year_month_day{std::chrono::year{day.year()},
                        std::chrono::month{static_cast<unsigned>(day.month())},
                        std::chrono::day{static_cast<unsigned>(day.day_of_month())}};
}

std::optional<int> digits(std::string_view text) {
  int number = 0;
  for (char letter : text) {
    if (letter < '0' || letter > '9') return std::nullopt;
    number = number * 10 + (letter - '0');
  }
  return number;
}

}  // namespace

std::optional<Day> Day::of(int year, int month, int day) {
  if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > 31) return {};
  Day made(year * 10000 + month * 100 + day);
  if (!calendar(made).ok()) return {};
  return made;
}

std::optional<Day> Day::from_number(std::int64_t yyyymmdd) {
  if (yyyymmdd < 10101 || yyyymmdd > 99991231) return {};
  int number = static_cast<int>(yyyymmdd);
  return of(number / 10000, number / 100 % 100, number % 100);
}

std::optional<Day> Day::parse(std::string_view iso) {
  if (iso.size() != 10 || iso[4] != '-' || iso[7] != '-') return {};
  auto year = digits(iso.substr(0, 4));
  auto month = digits(iso.substr(5, 2));
  auto day = digits(iso.substr(8, 2));
  if (!year || !month || !day) return {};
  return of(*year, *month, *day);
}

Day Day::from_serial(std::int64_t days_since_1970) {
  year_month_day date{std::chrono::sys_days{std::chrono::days{days_since_1970}}};
  auto made =
      of(static_cast<int>(date.year()), static_cast<int>(static_cast<unsigned>(date.month())),
         static_cast<int>(static_cast<unsigned>(date.day())));
  must(made.has_value());
  return *made;
}

std::int64_t Day::serial() const {
  must(number_ != 0);
  return std::chrono::sys_days{calendar(*this)}.time_since_epoch().count();
}

Day Day::plus_days(std::int64_t days) const { return from_serial(serial() + days); }

Day Day::plus_months(int months) const {
  int index = year() * 12 + (month() - 1) + months;
  for (int day = day_of_month(); day > 28; --day) {
    if (auto made = of(index / 12, index % 12 + 1, day)) return *made;
  }
  auto made = of(index / 12, index % 12 + 1, day_of_month() > 28 ? 28 : day_of_month());
  must(made.has_value());
  return *made;
}

Day Day::last_of_month() const {
  auto first = of(year(), month(), 1);
  return first->plus_months(1).plus_days(-1);
}

std::string to_text(Day day) {
  if (!day) return {};
  std::string text = "0000-00-00";
  auto write = [&](std::size_t end, int number) {
    for (; number > 0; number /= 10) text[--end] = static_cast<char>('0' + number % 10);
  };
  write(4, day.year());
  write(7, day.month());
  write(10, day.day_of_month());
  return text;
}

}  // namespace boai

#include "base/instant.hpp"

#include <chrono>
#include <cstdio>

namespace boai {

namespace {
constexpr std::int64_t day_ms = 86'400'000;
constexpr std::int64_t shanghai_ms = 8 * 3'600'000;

std::int64_t floor_day(std::int64_t milliseconds) {
  return (milliseconds >= 0 ? milliseconds : milliseconds - day_ms + 1) / day_ms;
}
}  // namespace

Day day_in_shanghai(Instant instant) {
  return Day::from_serial(floor_day(instant.milliseconds + shanghai_ms));
}

Instant end_of_day_in_shanghai(Day day) { return {(day.serial() + 1) * day_ms - shanghai_ms - 1}; }

std::string to_text(Instant instant) {
  std::int64_t serial = floor_day(instant.milliseconds);
  std::int64_t rest = instant.milliseconds - serial * day_ms;
  char clock[24];
  std::snprintf(clock, sizeof clock, "T%02d:%02d:%02d.%03dZ", static_cast<int>(rest / 3'600'000),
                static_cast<int>(rest / 60'000 % 60), static_cast<int>(rest / 1000 % 60),
                static_cast<int>(rest % 1000));
  return to_text(Day::from_serial(serial)) + clock;
}

std::optional<Instant> parse_instant(std::string_view iso) {
  if (iso.size() < 20 || iso.back() != 'Z' || iso[10] != 'T') return {};
  auto day = Day::parse(iso.substr(0, 10));
  int hour = 0, minute = 0, second = 0, milli = 0;
  std::string clock(iso.substr(11, iso.size() - 12));
  int found = std::sscanf(clock.c_str(), "%2d:%2d:%2d.%3d", &hour, &minute, &second, &milli);
  if (!day || found < 3 || hour > 23 || minute > 59 || second > 59) return {};
  if (hour < 0 || minute < 0 || second < 0 || milli < 0) return {};
  return Instant{day->serial() * day_ms + hour * 3'600'000LL + minute * 60'000LL + second * 1000LL +
                 milli};
}

Instant SystemClock::now() const {
  auto since = std::chrono::system_clock::now().time_since_epoch();
  return {std::chrono::duration_cast<std::chrono::milliseconds>(since).count()};
}

}  // namespace boai

// A moment in UTC, in milliseconds since 1970, and the clock it comes from. People see it in
// Asia/Shanghai (UTC+8, no summer time since 1991).
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/day.hpp"

namespace boai {

struct Instant {
  std::int64_t milliseconds = 0;

  explicit operator bool() const { return milliseconds != 0; }
  auto operator<=>(const Instant&) const = default;
};

Day day_in_shanghai(Instant instant);
Instant end_of_day_in_shanghai(Day day);  // the last millisecond of that day
std::string to_text(Instant instant);     // "2026-11-23T11:04:05.123Z"
std::optional<Instant> parse_instant(std::string_view iso);

// Tests and the fixed demo clock hand in their own.
class Clock {
 public:
  virtual ~Clock() = default;
  virtual Instant now() const = 0;
};

class SystemClock : public Clock {
 public:
  Instant now() const override;
};

// Starts at a given moment and stands still until told.
class FixedClock : public Clock {
 public:
  explicit FixedClock(Instant at) : at_(at) {}
  Instant now() const override { return at_; }
  void set(Instant at) { at_ = at; }

 private:
  Instant at_;
};

}  // namespace boai

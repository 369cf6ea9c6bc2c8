// Invented people of the demo, and the pace of the year.
#pragma once

#include <cstdio>
#include <random>
#include <string>

#include "base/day.hpp"
#include "kernel/branch/branch.hpp"

namespace boai::app {

constexpr const char* demo_occupations[] = {"teacher", "student",       "worker",
                                            "police",  "driver",        "farmer",
                                            "other",   "school_doctor", "guide"};
constexpr const char* demo_settings[] = {"school", "community", "village", "office", "enterprise"};

struct DemoCounty {
  Id<branch::Branch> id;
  std::string code, name;
  double share = 0;  // of the province's registered people, times its own pace
};

// Pace of a month against an even year: school terms, and the closed spring of 2022.
inline double season(int year, int month) {
  constexpr double months[] = {0.70, 0.60, 1.05, 1.15, 1.25, 1.10,
                               0.85, 0.80, 1.25, 1.15, 1.10, 1.00};
  double pace = months[month - 1] * (0.86 + 0.06 * (year - 2021));
  return year == 2022 && month >= 3 && month <= 6 ? pace * 0.45 : pace;
}

inline std::int64_t month_count(double a_year, double share, int year, int month) {
  return static_cast<std::int64_t>(a_year / 12 * share * season(year, month) + 0.5);
}

class DemoPeople {
 public:
  explicit DemoPeople(std::mt19937_64& random) : random_(random) {}

  std::string identity_number(const std::string& county) {
    // Valid in form, invented in content: the serial runs on instead of naming anybody.
    constexpr int weights[] = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    std::int64_t serial = person_++;
    Day born = Day::of(1950, 1, 1)->plus_days(serial / 1000 % 20'000);
    char text[24];
    std::snprintf(text, sizeof text, "%s%08d%03d", county.c_str(), born.number(),
                  static_cast<int>(serial % 1000));
    int sum = 0;
    for (int at = 0; at < 17; ++at) sum += (text[at] - '0') * weights[at];
    return std::string(text) + "10X98765432"[sum % 11];
  }

  std::string name() {
    constexpr const char* surnames[] = {"王", "李", "张", "刘", "陈", "杨", "黄", "赵",
                                        "吴", "周", "徐", "孙", "马", "朱", "胡", "欧阳"};
    constexpr const char* given[] = {"文", "静", "海", "燕", "志", "明", "秀", "兰", "建",
                                     "华", "雨", "晨", "子", "涵", "思", "远", "佳", "宁"};
    std::string made = surnames[below(16)];
    made += given[below(18)];
    if (below(3) > 0) made += given[below(18)];
    return made;
  }

 private:
  int below(int limit) { return static_cast<int>(random_() % static_cast<unsigned>(limit)); }

  std::mt19937_64& random_;
  std::int64_t person_ = 0;
};

}  // namespace boai::app

// May this person teach first aid on that day, at what level, until when, and what is missing by
// when? A pure function of dated facts: in whatever order they arrive, the answer is the same.
#pragma once

#include "engines/qualification/rules.hpp"

namespace boai::qualification {

enum class What {
  struck,     // another fact was recorded wrongly: it does not count
  revoked,    // 撤销
  restored,   // 撤销 taken back
  suspended,  // 暂停
  resumed,
  trained,     // initial training passed 初训: level, hours
  retrained,   // 复训, ours or recognised from outside: days
  taught,      // 授课: hours
  authorised,  // 授权: region, until (none: as long as the qualification)
  withdrawn    // 取消授权: region
};

struct Fact {
  Day day;  // when it happened
  What what = What::taught;
  std::string id;  // of its record; `struck` names the id of another in `other`
  int amount = 0;  // hours trained or taught, days retrained
  std::string level;
  std::string region;  // 2, 4 or 6 digits
  Day until;
  std::string other;
  Day recorded;  // when we learned of it; none: on the day itself

  auto operator<=>(const Fact&) const = default;
};

enum class State {
  none,       // never qualified
  valid,      // 有效
  due,        // 待复训: valid, the end is near and retraining not complete
  lacking,    // 课时不足: valid, last year's teaching is short and can still be made up
  dormant,    // 停用: not made up in time; a complete retraining wakes it
  grace,      // 宽限: past the end, retraining still renews
  lapsed,     // 失效: past grace, reactivation asks more
  ended,      // 终止: train from the beginning
  suspended,  // 暂停
  revoked     // 撤销
};
std::string_view name_of(State state);
bool may_teach(State state);  // valid, due, lacking

struct Missing {
  std::string what;  // "retraining_days", "teaching_hours", "initial_training"
  int amount = 0;
  Day by;  // none: no day limits it

  bool operator==(const Missing&) const = default;
};

struct Authorisation {
  std::string region;
  Day from, until;  // until none: as long as the qualification

  bool operator==(const Authorisation&) const = default;
};

struct Standing {
  State state = State::none;
  std::string level;             // "" for none
  Day from;                      // when that level was reached
  Day until;                     // the last day of its term
  std::vector<std::string> why;  // codes: what decided, and trainings that did not count
  std::vector<Missing> missing;
  std::vector<Authorisation> regions;  // on that day

  bool operator==(const Standing&) const = default;
};

struct Question {
  Day day;
  Day known;  // facts recorded by the end of this day; none: all
};

Standing standing_of(const Rules& rules, const std::vector<Fact>& facts, const Question& question);

// Qualified on that day, and authorised there (a city's authorisation covers its counties).
bool may_teach_in(const Standing& standing, std::string_view region);

}  // namespace boai::qualification

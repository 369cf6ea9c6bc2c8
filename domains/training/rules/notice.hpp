// When a certificate's holder is told of its end, by which channel, in which words, and what
// follows a failure. Pure; the numbers and texts stand in training/notices.yaml.
#pragma once

#include <map>
#include <optional>

#include "domains/training/records/message.hpp"

namespace boai::training {

struct Schedule {
  Day since;
  std::string course;
  std::vector<int> days;  // from the last day, ascending
};
struct Quiet {
  Day since;
  int from_minute = 0, until_minute = 0;  // of the day in Shanghai; may go over midnight
};
struct MessageTemplate {
  std::string code;
  Day since;
  std::string zh, en;
};
struct NoticeRules {
  std::vector<Schedule> schedules;         // by since
  std::vector<Quiet> quiet;                // by since
  std::vector<MessageTemplate> templates;  // by since
  std::vector<std::string> order, english_for;
  std::map<std::string, std::string> adaptors;
  int catch_up_days = 0, tries = 1, first_s = 60, factor = 1;

  const Schedule* schedule_on(std::string_view course, Day day) const;
  const MessageTemplate* template_on(std::string_view code, Day day) const;
  std::vector<std::string> courses() const;
};
// Codes: pack.notices.
Result<NoticeRules> read_notices(std::string_view yaml);
Outcome settle_notices(unit::House& house, const std::string& folder);
const NoticeRules& notice_rules(const unit::House& house);

// The newest offset that is due for a last day, and those before it; nothing when none is, or when
// it is too late for the newest.
struct DueOffsets {
  int newest = 0;
  std::vector<int> before;

  bool operator==(const DueOffsets&) const = default;
};
std::optional<DueOffsets> due_offsets(const Schedule& schedule, Day last_day, Day today,
                                      int catch_up_days);
// The last days for which one offset is the newest due today: from … until, both included.
struct LastDays {
  int offset = 0;
  Day from, until;
};
std::vector<LastDays> last_days_due(const Schedule& schedule, Day today, int catch_up_days);

// One offset of one course, with the last days for which it is due today. In a fixed order.
struct NoticeStep {
  const Schedule* schedule = nullptr;
  LastDays span;
};
std::vector<NoticeStep> notice_steps(const NoticeRules& rules, Day today);

// The same moment, or the end of the quiet hours it falls into.
Instant not_quiet(const NoticeRules& rules, Instant moment);
// When to try again after so many failures; nothing when it is to be put aside.
std::optional<Instant> next_try(const NoticeRules& rules, std::int64_t failures, Instant now);

// By what a person can be reached, in the pack's order; "" for nothing.
struct Reach {
  bool phone = false, account = false;
};
std::string channel_for(const NoticeRules& rules, const Reach& reach);

// Places in braces are filled; one without a value stays empty.
using Values = std::map<std::string, std::string, std::less<>>;
std::string filled(std::string_view text, const Values& values);

}  // namespace boai::training

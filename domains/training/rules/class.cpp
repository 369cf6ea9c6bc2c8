#include "domains/training/rules/class.hpp"

#include <algorithm>

namespace boai::training {

namespace {

using States = std::vector<std::string_view>;

const States& states_for(Step step) {
  static const States planned{"planned", "returned"}, approved{"approved"},
      open{"published", "enrolling"}, running{"running"},
      taught{"published", "enrolling", "running"},
      living{"planned", "returned", "submitted", "approved", "published", "enrolling", "running"},
      examined{"examined"}, ended{"certified"}, movable{"approved", "published", "enrolling"};
  switch (step) {
    case Step::plan:
    case Step::submit:
      return planned;
    case Step::publish:
      return approved;
    case Step::enrol:
      return open;
    case Step::enrol_late:
    case Step::teach:
      return taught;
    case Step::move:
      return movable;
    case Step::cancel:
      return living;
    case Step::close:
      return running;
    case Step::reopen:
    case Step::issue:
      return examined;
    case Step::archive:
      return ended;
  }
  return ended;
}

}  // namespace

Outcome may(Step step, std::string_view state) {
  if (std::ranges::find(states_for(step), state) != states_for(step).end()) return Done{};
  if (state == "submitted") return conflict("training.under_approval", "class");
  bool early = state == "planned" || state == "returned";
  if (early) return conflict("training.not_approved", "class");
  return conflict("training.class_state", "class", std::string(state));
}

namespace {

constexpr std::string_view halves[] = {"am", "pm", "evening"};

std::size_t place_of(std::string_view half) {
  return static_cast<std::size_t>(std::ranges::find(halves, half) - std::begin(halves));
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

Result<std::vector<HalfDay>> typed_half_days(std::string_view text) {
  std::vector<HalfDay> found;
  while (!text.empty()) {
    std::string_view one = trimmed(text.substr(0, text.find(',')));
    text = text.find(',') < text.size() ? text.substr(text.find(',') + 1) : "";
    auto day = Day::parse(one.substr(0, std::min<std::size_t>(10, one.size())));
    std::string_view half = one.size() > 11 ? trimmed(one.substr(11)) : "";
    bool good = day && place_of(half) < std::size(halves);
    if (!good) return invalid("training.sessions", "sessions", std::string(one));
    found.push_back({*day, std::string(half)});
  }
  return found;
}

}  // namespace

Result<std::vector<HalfDay>> half_days_of(const Timetable& timetable) {
  std::vector<HalfDay> found = TRY(typed_half_days(timetable.typed));
  if (found.empty()) {
    for (std::int64_t number = 0; number < timetable.half_days; ++number) {
      found.push_back(
          {timetable.start.plus_days(number / 2), std::string(halves[number % 2 == 0 ? 0 : 1])});
    }
  }
  std::ranges::sort(found, [](const HalfDay& one, const HalfDay& other) {
    return std::pair(one.day, place_of(one.half)) < std::pair(other.day, place_of(other.half));
  });
  if (static_cast<std::int64_t>(found.size()) != timetable.half_days) {
    return invalid("training.sessions_count", "sessions", std::to_string(timetable.half_days));
  }
  if (std::ranges::adjacent_find(found) != found.end()) {
    return invalid("training.sessions_twice", "sessions");
  }
  if (found.front().day != timetable.start) return invalid("training.before_start", "sessions");
  return found;
}

bool clash(std::span<const HalfDay> one, std::span<const HalfDay> other) {
  return std::ranges::any_of(
      one, [&](const HalfDay& each) { return std::ranges::find(other, each) != other.end(); });
}

Outcome check_enrolment_days(const Class& of_class, Day today, const std::string& reason) {
  if (!reason.empty()) return may(Step::enrol_late, of_class.state);
  if (of_class.state == "running") return conflict("training.enrolment_closed", "reason");
  TRY(may(Step::enrol, of_class.state));
  if (today < of_class.enrol_from) return conflict("training.enrolment_not_open", "reason");
  if (today > of_class.enrol_until) return conflict("training.enrolment_closed", "reason");
  return Done{};
}

bool holds_seat(const Enrolment& enrolment) {
  return enrolment.state == "enrolled" || enrolment.state == "confirmed";
}

Result<Seen> seen_at(const Clocks& clocks, Day session, std::int64_t skew_s_max) {
  Seen seen{.at = clocks.received, .skew_s = 0, .flag = {}};
  if (clocks.scanned) {
    Instant sent = clocks.sent ? clocks.sent : clocks.received;
    if (clocks.scanned > sent) return invalid("training.device_clock", "device_at");
    std::int64_t behind = clocks.received.milliseconds - sent.milliseconds;
    seen.skew_s = behind / 1000;
    seen.at = {clocks.scanned.milliseconds + behind};
  }
  bool off = seen.skew_s > skew_s_max || seen.skew_s < -skew_s_max;
  if (off) seen.flag = "clock_skew";
  if (day_in_shanghai(seen.at) != session) seen.flag = "other_day";
  return seen;
}

namespace {

bool has_passed(std::span<const Mark> marks, std::string_view kind, std::string_view item) {
  return std::ranges::any_of(marks, [&](const Mark& mark) {
    return mark.kind == kind && mark.item == item && mark.passed;
  });
}

}  // namespace

Verdict verdict(const Course& course, const Syllabus& syllabus, const Showing& showing) {
  if (showing.present == 0) return {"absent", "attendance"};
  std::int64_t absent = syllabus.half_days - showing.present - showing.excused;
  bool was_there = absent <= course.missed_half_days && showing.excused <= course.excused_half_days;
  if (!was_there) return {"failed", "attendance"};
  bool theory = course.theory_pass <= 0 || has_passed(showing.marks, "theory", "");
  if (!theory) return {"failed", "theory"};
  bool stations = std::ranges::all_of(syllabus.stations, [&](const Station& station) {
    return has_passed(showing.marks, "station", station.code);
  });
  if (!stations) return {"failed", "station"};
  if (showing.passed_elsewhere) return {"failed", "overlap"};
  return {"passed", ""};
}

Outcome check_examiner(const Examining& examining, const Duty& examiner) {
  bool here = examiner.of_class == examining.of_class && examiner.state == "standing";
  if (!here) return invalid("training.not_examiner", "examiner");
  if (examiner.person == examining.trainee) return conflict("training.own_exam", "examiner");
  return Done{};
}

Outcome check_examiners(const Examining& examining, const Duty& one, const Duty& other) {
  TRY(check_examiner(examining, one));
  TRY(check_examiner(examining, other));
  if (one.person == other.person) return conflict("training.same_examiner", "second_examiner");
  return Done{};
}

Outcome check_attempt(std::span<const Mark> earlier, std::int64_t attempts_max) {
  bool passed = std::ranges::any_of(earlier, &Mark::passed);
  if (passed) return conflict("training.passed_already", "enrolment");
  if (static_cast<std::int64_t>(earlier.size()) >= attempts_max) {
    return conflict("training.no_attempt_left", "enrolment", std::to_string(attempts_max));
  }
  return Done{};
}

}  // namespace boai::training

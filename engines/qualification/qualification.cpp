#include "engines/qualification/qualification.hpp"

#include <algorithm>
#include <set>

namespace boai::qualification {

namespace {

struct Dated {
  Day day;
  int amount = 0;
};

// The last day of a term that begins on a day.
Day term_end(Day begin, int months) { return begin.plus_months(months).plus_days(-1); }

// Walks the facts in the order of their days and keeps what a person has reached.
class Walk {
 public:
  explicit Walk(const Rules& rules) : rules_(rules) {}

  void take(const Fact& fact) {
    switch (fact.what) {
      case What::struck:
        break;
      case What::revoked:
        revoked_ = true;
        break;
      case What::restored:
        revoked_ = false;
        break;
      case What::suspended:
        suspended_ = true;
        break;
      case What::resumed:
        suspended_ = false;
        break;
      case What::trained:
        train(fact);
        break;
      case What::retrained:
        retrain(fact.day, fact.amount);
        break;
      case What::taught:
        taught_.push_back({fact.day, fact.amount});
        break;
      case What::authorised:
        withdraw(fact.region);
        regions_.push_back({fact.region, fact.day, fact.until});
        break;
      case What::withdrawn:
        withdraw(fact.region);
        break;
    }
  }

  Standing on(Day day) const {
    Standing standing{.level = level_, .from = from_, .until = until_, .why = notes_};
    standing.state = state_on(day, standing);
    if (standing.state != State::none) {
      standing.why.insert(standing.why.begin(), std::string(name_of(standing.state)));
    }
    for (const Authorisation& each : regions_) {
      if (!each.until || day <= each.until) standing.regions.push_back(each);
    }
    std::ranges::sort(standing.regions, {}, &Authorisation::region);
    return standing;
  }

 private:
  bool holds(Day day) const { return !level_.empty() && day <= until_; }

  void note(const Fact& fact, std::string_view why) {
    notes_.push_back(to_text(fact.day) + " " + std::string(why));
  }

  void train(const Fact& fact) {
    const Edition& edition = rules_.on(fact.day);
    int rank = rank_of(edition, fact.level);
    if (revoked_) return note(fact, "training_while_revoked");
    if (rank < 0) return note(fact, "level_unknown");
    const Level& level = edition.levels[static_cast<std::size_t>(rank)];
    if (fact.amount < level.initial_hours) return note(fact, "training_too_short");
    if (holds(fact.day) && rank <= rank_of(edition, level_)) {
      return renew(fact.day);  // more than any retraining asks
    }
    if (std::string_view fault = ladder_fault(level, fact.day); !fault.empty()) {
      return note(fact, fault);
    }
    level_ = level.code;
    from_ = fact.day;
    Day end = term_end(fact.day, level.cycle_months);
    until_ = holds(fact.day) ? std::max(until_, end) : end;
    begin_term(fact.day);
  }

  // What the ladder still asks before this level; "" for nothing.
  std::string_view ladder_fault(const Level& level, Day day) const {
    if (level.after.empty()) return "";
    int needed = rank_of(rules_.on(day), level.after);
    if (!holds(day) || rank_of(rules_.on(day), level_) < needed) return "level_before_missing";
    if (from_.plus_months(level.after_months) > day) return "level_before_too_short";
    return taught_between(from_, day) < level.after_hours ? "taught_too_little" : "";
  }

  void retrain(Day day, int days) {
    if (level_.empty() || revoked_) return;
    retrained_.push_back({day, days});
    const Edition& edition = rules_.on(day);
    int needed = needed_on(day);
    if (needed >= 0 && retrained_by(day, edition) >= needed) renew(day);
  }

  // Days of retraining that renew on this day; -1 when none can.
  int needed_on(Day day) const {
    const Edition& edition = rules_.on(day);
    Day grace = until_.plus_months(edition.grace_months);
    if (day <= grace) return edition.retraining_days;
    bool late = day <= grace.plus_months(edition.reactivation_months);
    return late ? edition.reactivation_days : -1;
  }

  // Near the end the new term follows the old one, so that nobody loses by being early.
  void renew(Day day) {
    const Edition& edition = rules_.on(day);
    int rank = rank_of(edition, level_);
    if (rank < 0) return;
    int months = edition.levels[static_cast<std::size_t>(rank)].cycle_months;
    bool near = day <= until_ && until_.plus_months(-edition.renewal_months) <= day;
    Day end = near ? until_.plus_days(1).plus_months(months).plus_days(-1) : term_end(day, months);
    until_ = std::max(until_, end);
    begin_term(day);
  }

  void begin_term(Day day) {
    retrained_.clear();
    renewed_ = day;
  }

  int retrained_by(Day day, const Edition& edition) const {
    Day begin = day.plus_months(-edition.window_months);
    int sum = 0;
    for (const Dated& each : retrained_) {
      if (begin < each.day && each.day <= day) sum += each.amount;
    }
    return sum;
  }

  int taught_between(Day first, Day last) const {
    int sum = 0;
    for (const Dated& each : taught_) {
      if (first <= each.day && each.day <= last) sum += each.amount;
    }
    return sum;
  }

  void withdraw(const std::string& region) {
    std::erase_if(regions_, [&](const Authorisation& each) { return each.region == region; });
  }

  State state_on(Day day, Standing& standing) const {
    if (revoked_) return State::revoked;
    if (level_.empty()) return State::none;
    if (suspended_) return State::suspended;
    if (day > until_) return past_the_end(day, standing);
    State teaching = teaching_on(day, standing);
    if (teaching == State::dormant) return teaching;
    const Edition& edition = rules_.on(day);
    bool near = until_.plus_months(-edition.renewal_months) <= day;
    int left = edition.retraining_days - retrained_by(day, edition);
    if (near && left > 0) standing.missing.push_back({"retraining_days", left, until_});
    if (teaching == State::lacking) return teaching;
    return near && left > 0 ? State::due : State::valid;
  }

  State past_the_end(Day day, Standing& standing) const {
    const Edition& edition = rules_.on(day);
    Day grace = until_.plus_months(edition.grace_months);
    Day last = grace.plus_months(edition.reactivation_months);
    int needed = needed_on(day);
    if (needed < 0) {
      standing.missing.push_back({"initial_training", 1, {}});
      return State::ended;
    }
    int left = std::max(0, needed - retrained_by(day, edition));
    standing.missing.push_back({"retraining_days", left, day <= grace ? grace : last});
    return day <= grace ? State::grace : State::lapsed;
  }

  // Every full calendar year since the level was reached or a retraining completed: hours short of
  // the minimum are taught first thing in the next, and those count for that year only.
  State teaching_on(Day day, Standing& standing) const {
    int spent = 0;  // hours of a year that made up for the one before
    int first_year =
        std::max(from_.year() + (from_ > *Day::of(from_.year(), 1, 1) ? 1 : 0), renewed_.year());
    for (int year = first_year; year < day.year(); ++year) {
      Day first = *Day::of(year, 1, 1), last = *Day::of(year, 12, 31);
      Day limit = last.plus_months(rules_.on(last).make_up_months);
      int lacking = rules_.on(last).teaching_hours - (taught_between(first, last) - spent);
      int later = taught_between(last.plus_days(1), std::min(day, limit));
      spent = std::clamp(lacking, 0, later);
      if (lacking <= spent) continue;
      if (day <= limit) {
        standing.missing.push_back({"teaching_hours", lacking - spent, limit});
        return State::lacking;
      }
      int left = rules_.on(day).retraining_days - retrained_by(day, rules_.on(day));
      standing.missing.push_back({"retraining_days", std::max(0, left), {}});
      return State::dormant;
    }
    return State::valid;
  }

  const Rules& rules_;
  std::string level_;
  Day from_, until_, renewed_;
  bool revoked_ = false, suspended_ = false;
  std::vector<Dated> retrained_, taught_;
  std::vector<Authorisation> regions_;
  std::vector<std::string> notes_;
};

}  // namespace

std::string_view name_of(State state) {
  constexpr std::string_view names[] = {"none",  "valid",  "due",   "lacking",   "dormant",
                                        "grace", "lapsed", "ended", "suspended", "revoked"};
  return names[static_cast<std::size_t>(state)];
}

bool may_teach(State state) {
  return state == State::valid || state == State::due || state == State::lacking;
}

Standing standing_of(const Rules& rules, const std::vector<Fact>& facts, const Question& question) {
  auto known = [&](const Fact& fact) {
    Day recorded = fact.recorded ? fact.recorded : fact.day;
    return !question.known || recorded <= question.known;
  };
  // A set: one order for every order of arrival, and a fact that came twice counts once.
  std::set<Fact> ordered;
  std::set<std::string> struck;
  for (const Fact& fact : facts) {
    if (!known(fact)) continue;
    if (fact.what == What::struck) struck.insert(fact.other);
    if (fact.day <= question.day) ordered.insert(fact);
  }
  Walk walk(rules);
  for (const Fact& fact : ordered) {
    if (fact.id.empty() || !struck.contains(fact.id)) walk.take(fact);
  }
  return walk.on(question.day);
}

bool may_teach_in(const Standing& standing, std::string_view region) {
  if (!may_teach(standing.state)) return false;
  return std::ranges::any_of(
      standing.regions, [&](const Authorisation& each) { return region.starts_with(each.region); });
}

}  // namespace boai::qualification

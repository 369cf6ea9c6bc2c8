#include "domains/training/rules/instructor.hpp"

#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <fstream>
#include <set>
#include <sstream>

namespace boai::training {

using qualification::Fact;
using qualification::What;

std::string_view AssignmentEdition::level_for(std::string_view course) const {
  for (const auto& [code, level] : levels) {
    if (code == course) return level;
  }
  return "";
}

const AssignmentEdition& InstructorRules::on(Day day) const {
  auto later = std::ranges::upper_bound(assignment, day, {}, &AssignmentEdition::since);
  return later == assignment.begin() ? assignment.front() : *std::prev(later);
}

Result<std::vector<AssignmentEdition>> read_assignment(std::string_view yaml) {
  std::vector<AssignmentEdition> editions;
  try {
    for (const YAML::Node& node : YAML::Load(std::string(yaml))["editions"]) {
      AssignmentEdition edition{
          .since = Day::parse(node["since"].as<std::string>()).value_or(Day()),
          .levels = {},
          .near_km = node["distance"]["near_km"].as<std::int64_t>(),
          .far_km = node["distance"]["far_km"].as<std::int64_t>()};
      for (const YAML::Node& row : node["levels"]) {
        edition.levels.emplace_back(row["course"].as<std::string>(),
                                    row["level"].as<std::string>());
      }
      if (!edition.since) return invalid("pack.instructors", "since");
      editions.push_back(std::move(edition));
    }
  } catch (const YAML::Exception& fault) {
    return invalid("pack.instructors", "assignment.yaml", fault.what());
  }
  if (editions.empty()) return invalid("pack.instructors", "assignment.yaml", "no edition");
  std::ranges::sort(editions, {}, &AssignmentEdition::since);
  return editions;
}

namespace {

Result<std::string> text_in(const std::string& path) {
  std::ifstream file(path);
  std::stringstream text;
  text << file.rdbuf();
  if (!file) return invalid("pack.instructors", path);
  return text.str();
}

}  // namespace

Outcome settle_instructors(unit::House& house, const std::string& folder) {
  InstructorRules rules;
  std::string qualified = TRY(text_in(folder + "/instructors.yaml"));
  rules.qualification = TRY(qualification::read_rules(qualified));
  std::string assigned = TRY(text_in(folder + "/assignment.yaml"));
  rules.assignment = TRY(read_assignment(assigned));
  auto& codes = house.codes["instructor_level"];
  codes.clear();
  for (const auto& edition : rules.qualification.editions) {
    for (const auto& level : edition.levels) {
      bool known = std::ranges::find(codes, level.code, &unit::Code::code) != codes.end();
      if (!known) codes.push_back({level.code, level.name, level.english, {}});
    }
  }
  for (const AssignmentEdition& edition : rules.assignment) {
    for (const auto& [course, level] : edition.levels) {
      bool known = std::ranges::find(codes, level, &unit::Code::code) != codes.end();
      if (!known) return invalid("pack.instructors", course, level);
    }
  }
  house.from_pack["training.instructors"] =
      std::make_shared<const InstructorRules>(std::move(rules));
  return Done{};
}

const InstructorRules& instructor_rules(const unit::House& house) {
  return *std::any_cast<const std::shared_ptr<const InstructorRules>&>(
      house.from_pack.at("training.instructors"));
}

namespace {

constexpr std::pair<std::string_view, What> words[] = {
    {"struck", What::struck},       {"revoked", What::revoked}, {"restored", What::restored},
    {"suspended", What::suspended}, {"resumed", What::resumed}, {"trained", What::trained},
    {"retrained", What::retrained}, {"taught", What::taught},   {"authorised", What::authorised},
    {"withdrawn", What::withdrawn},
};

std::optional<What> what_in(std::string_view word) {
  for (const auto& [name, what] : words) {
    if (name == word) return what;
  }
  return std::nullopt;
}

}  // namespace

std::vector<Fact> facts_of(std::span<const InstructorFact> records) {
  std::vector<Fact> facts;
  for (const InstructorFact& record : records) {
    auto what = what_in(record.what);
    if (!what) continue;
    facts.push_back({.day = record.day,
                     .what = *what,
                     .id = to_text(record.id),
                     .amount = static_cast<int>(record.amount),
                     .level = record.level,
                     .region = record.region,
                     .until = record.until,
                     .other = record.struck ? to_text(record.struck) : "",
                     .recorded = record.recorded});
  }
  return facts;
}

Outcome check_fact(const RecordFact& fact, const qualification::Rules& rules, Day today) {
  auto what = what_in(fact.what);
  bool by_hand = what && *what != What::struck && fact.way != "class";
  if (!by_hand) return invalid("field.unknown_code", "what", fact.what);
  if (fact.day > today) return invalid("training.day_in_future", "day");
  bool counted = *what == What::trained || *what == What::retrained || *what == What::taught;
  if (counted && fact.amount <= 0) return invalid("training.fact_amount", "amount");
  if (!counted && fact.amount != 0) return invalid("training.fact_amount", "amount");
  if (*what == What::trained) {
    if (fact.level.empty()) return invalid("field.required", "level");
    bool known = qualification::rank_of(rules.on(fact.day), fact.level) >= 0;
    if (!known) return invalid("field.unknown_code", "level", fact.level);
  }
  bool regional = *what == What::authorised || *what == What::withdrawn;
  bool digits = std::ranges::all_of(fact.region, [](char c) { return c >= '0' && c <= '9'; });
  bool whole = fact.region.size() == 2 || fact.region.size() == 4 || fact.region.size() == 6;
  if (regional && !(digits && whole)) return invalid("training.region_code", "region");
  if (fact.until && fact.until < fact.day) return invalid("training.fact_until", "until");
  return Done{};
}

std::vector<DayHours> hours_given(const Syllabus& syllabus, std::span<const HalfDay> whole,
                                  std::span<const HalfDay> taught) {
  std::int64_t hours = syllabus.hours_theory + syllabus.hours_practice;
  auto parts = static_cast<std::int64_t>(whole.size());
  std::vector<DayHours> given;
  for (std::int64_t at = 0; at < parts; ++at) {
    const HalfDay& half_day = whole[static_cast<std::size_t>(at)];
    if (std::ranges::find(taught, half_day) == taught.end()) continue;
    std::int64_t part = hours * (at + 1) / parts - hours * at / parts;
    if (given.empty() || given.back().day != half_day.day) given.push_back({half_day.day, 0});
    given.back().hours += part;
  }
  return given;
}

std::vector<YearHours> hours_a_year(const qualification::Rules& rules,
                                    const std::vector<Fact>& facts, Day today) {
  std::set<Fact> counted;  // what came twice counts once
  std::set<std::string> struck;
  for (const Fact& fact : facts) {
    if (fact.what == What::struck) struck.insert(fact.other);
    counted.insert(fact);
  }
  std::vector<YearHours> years;
  for (const Fact& fact : counted) {
    bool gone = fact.day > today || (!fact.id.empty() && struck.contains(fact.id));
    if (gone || fact.what == What::struck) continue;
    for (int year = years.empty() ? fact.day.year() : years.back().year + 1;
         year <= fact.day.year(); ++year) {
      years.push_back({year, 0, rules.on(*Day::of(year, 12, 31)).teaching_hours});
    }
    if (fact.what == What::taught) years.back().taught += fact.amount;
  }
  for (int year = years.empty() ? today.year() + 1 : years.back().year + 1; year <= today.year();
       ++year) {
    years.push_back({year, 0, rules.on(*Day::of(year, 12, 31)).teaching_hours});
  }
  return years;
}

bool away(std::span<const Unavailability> absences, const HalfDay& half_day) {
  return std::ranges::any_of(absences, [&](const Unavailability& absence) {
    return absence.state == "standing" && absence.since <= half_day.day &&
           half_day.day <= absence.until && (absence.half.empty() || absence.half == half_day.half);
  });
}

namespace {

Outcome check_day(const InstructorRules& rules, const Teacher& teacher, const Post& post, Day day,
                  std::string_view level) {
  auto standing = qualification::standing_of(rules.qualification, teacher.facts, {day, {}});
  if (!qualification::may_teach(standing.state)) {
    return conflict("training.not_qualified", "instructor", to_text(day));
  }
  const auto& edition = rules.qualification.on(day);
  if (qualification::rank_of(edition, standing.level) < qualification::rank_of(edition, level)) {
    return conflict("training.level_too_low", "instructor", std::string(level));
  }
  if (!qualification::may_teach_in(standing, post.region)) {
    return conflict("training.not_authorised", "instructor", to_text(day));
  }
  return Done{};
}

}  // namespace

Outcome check_teacher(const InstructorRules& rules, const Teacher& teacher, const Post& post) {
  must(!post.half_days.empty());
  std::string_view level = rules.on(post.half_days.front().day).level_for(post.course);
  Day checked;
  for (const HalfDay& half_day : post.half_days) {
    if (level.empty() || half_day.day == checked) continue;
    TRY(check_day(rules, teacher, post, half_day.day, level));
    checked = half_day.day;
  }
  for (const HalfDay& half_day : post.half_days) {
    if (away(teacher.absences, half_day)) {
      return conflict("training.unavailable", "instructor", to_text(half_day.day));
    }
  }
  return Done{};
}

void rank(std::vector<Candidate>& candidates) {
  std::ranges::stable_sort(candidates, [](const Candidate& one, const Candidate& other) {
    auto key = [](const Candidate& each) {
      return std::tuple(!each.fault.empty(), !each.distance_km.has_value(),
                        each.distance_km.value_or(0), each.classes_this_year, each.instructor);
    };
    return key(one) < key(other);
  });
}

}  // namespace boai::training

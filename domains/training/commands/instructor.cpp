// Instructors: registered, facts recorded and struck, hours counted from the classes they taught.
#include "domains/training/commands/instructor.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "kernel/notices/notices.hpp"

namespace boai::training {

Result<std::vector<InstructorFact>> facts_about(unit::Context& context, Id<people::Person> person) {
  std::vector<InstructorFact> facts;
  for (const auto& file : TRY(context.find<Instructor>("person", person.number))) {
    for (auto& fact : TRY(context.find<InstructorFact>("instructor", file.id.number))) {
      facts.push_back(std::move(fact));
    }
  }
  return facts;
}

std::string region_digits(const Branch& branch) {
  constexpr std::size_t county = 6;
  return (branch.region.empty() ? branch.code : branch.region).substr(0, county);
}

namespace {

Result<Teacher> teacher_of(unit::Context& context, Id<people::Person> person) {
  Teacher teacher;
  auto facts = TRY(facts_about(context, person));
  teacher.facts = facts_of(facts);
  for (const auto& file : TRY(context.find<Instructor>("person", person.number))) {
    for (auto& absence : TRY(context.find<Unavailability>("instructor", file.id.number))) {
      teacher.absences.push_back(std::move(absence));
    }
  }
  return teacher;
}

}  // namespace

Result<bool> check_may_teach(unit::Context& context, const Class& of_class,
                             const Teaching& teaching, const std::string& override_reason) {
  Teacher teacher = TRY(teacher_of(context, teaching.person));
  Branch branch = TRY(context.load(of_class.branch));
  Post post{of_class.course, region_digits(branch), teaching.half_days};
  auto checked = check_teacher(instructor_rules(context.house()), teacher, post);
  if (checked.ok()) return false;
  if (override_reason.empty()) return std::move(checked).error();
  TRY(context.require("training.override", of_class.branch.number));
  return true;
}

// Seen by who keeps her file, and where she is authorised; elsewhere she does not exist.
Result<Id<people::Person>> person_of_instructor(unit::Context& context, const Class& of_class,
                                                Id<Instructor> instructor) {
  auto loaded = context.load(instructor);
  if (!loaded.ok()) return not_found("training.instructor.not_found", "instructor");
  if (context.require("training.read", loaded->branch.number).ok()) return loaded->person;
  auto facts = TRY(facts_about(context, loaded->person));
  auto standing = qualification::standing_of(instructor_rules(context.house()).qualification,
                                             facts_of(facts), {of_class.start, {}});
  Branch branch = TRY(context.load(of_class.branch));
  if (qualification::may_teach_in(standing, region_digits(branch))) return loaded->person;
  return not_found("training.instructor.not_found", "instructor");
}

namespace {

// Half days she taught, class by class.
using TaughtDays = std::map<std::int64_t, std::vector<HalfDay>>;

Result<TaughtDays> taught_by(unit::Context& context, Id<people::Person> person) {
  TaughtDays taught;
  for (const Duty& duty : TRY(context.find<Duty>("person", person.number))) {
    bool teaches = duty.role == "instructor" && duty.state == "standing";
    if (!teaches) continue;
    Class of_class = TRY(context.load(duty.of_class));
    if (!of_class.closed_on) continue;
    for (const Session& session : TRY(sessions_of(context, duty.of_class))) {
      bool hers = !duty.session || duty.session == session.id;
      if (hers) taught[duty.of_class.number].push_back({session.day, session.half});
    }
  }
  return taught;
}

struct Hours {
  std::int64_t of_class = 0;
  Day day;
  std::int64_t hours = 0;

  auto operator<=>(const Hours&) const = default;
};

Result<std::set<Hours>> hours_following(unit::Context& context, Id<people::Person> person) {
  std::set<Hours> following;
  for (const auto& [id, half_days] : TRY(taught_by(context, person))) {
    Class of_class = TRY(context.load(Id<Class>{id}));
    Taught taught = TRY(taught_in(context, of_class));
    auto whole = TRY(half_days_taught(context, of_class.id));
    for (const DayHours& given : hours_given(*taught.syllabus, whole, half_days)) {
      following.insert({id, given.day, given.hours});
    }
  }
  return following;
}

InstructorFact fact_now(unit::Context& context, const Instructor& file, std::string what) {
  InstructorFact fact;
  fact.instructor = file.id;
  fact.branch = file.branch;
  fact.what = std::move(what);
  fact.way = "hand";
  fact.recorded = context.today();
  fact.account = context.who().name;
  return fact;
}

Result<InstructorFact> strike(unit::Context& context, InstructorFact struck, std::string way,
                              std::string reason) {
  Instructor file = TRY(context.load(struck.instructor));
  InstructorFact fact = fact_now(context, file, "struck");
  fact.day = struck.day;
  fact.struck = struck.id;
  fact.way = std::move(way);
  fact.source = std::move(reason);
  TRY(context.save(fact));
  struck.voided = true;
  TRY(context.save(struck));
  return struck;
}

}  // namespace

Outcome count_hours(unit::Context& context, Id<people::Person> person) {
  auto files = TRY(context.find<Instructor>("person", person.number));
  if (files.empty()) return Done{};
  auto following = TRY(hours_following(context, person));
  auto facts = TRY(facts_about(context, person));
  std::map<std::int64_t, std::string> struck;  // which → by hand or by us
  for (const InstructorFact& fact : facts) {
    if (fact.struck) struck[fact.struck.number] = fact.way;
  }
  for (const InstructorFact& fact : facts) {
    bool derived = fact.way == "class" && fact.what == "taught";
    auto gone = struck.find(fact.id.number);
    bool by_us = gone != struck.end() && gone->second == "class";
    if (!derived || by_us) continue;
    bool follows = following.erase({fact.of_class.number, fact.day, fact.amount}) > 0;
    if (!follows && gone == struck.end()) TRY(strike(context, fact, "class", ""));
  }
  for (const Hours& hours : following) {
    InstructorFact fact = fact_now(context, files.front(), "taught");
    fact.day = hours.day;
    fact.amount = hours.hours;
    fact.of_class = {hours.of_class};
    fact.way = "class";
    TRY(context.save(fact));
  }
  return Done{};
}

Outcome count_hours_of(unit::Context& context, const Class& of_class) {
  std::set<std::int64_t> counted;
  for (const Duty& duty : TRY(context.find<Duty>("class", of_class.id.number))) {
    bool teaches = duty.role == "instructor" && counted.insert(duty.person.number).second;
    if (teaches) TRY(count_hours(context, duty.person));
  }
  return Done{};
}

Result<Instructor> handle(unit::Context& context, Branch branch,
                          const RegisterInstructor& command) {
  bool placed = !command.longitude.empty() || !command.latitude.empty();
  if (placed && !geo::place_of(command.longitude, command.latitude)) {
    return invalid("training.place", "longitude");
  }
  people::Papers papers{command.name, command.document_kind, command.document_number,
                        command.phone};
  auto person =
      TRY(people::find_or_record(context, papers, "training", branch.id, context.today()));
  Instructor file;
  for (auto& known : TRY(context.find<Instructor>("person", person.number))) {
    if (known.branch == branch.id) file = known;
  }
  bool fresh = !file.id;
  file.branch = branch.id;
  file.person = person;
  if (placed) file.longitude = command.longitude;
  if (placed) file.latitude = command.latitude;
  if (fresh) file.account = context.who().name;
  TRY(context.save(file));
  TRY(count_hours(context, person));
  return file;
}

namespace {

// What the kind of fact asks for besides the right to keep the file: some are the city's or the
// province's, and a region is given by who holds the right at its society.
Outcome check_allowed(unit::Context& context, const InstructorFact& fact) {
  const unit::Code* kind = context.house().code("instructor_fact", fact.what);
  if (kind == nullptr) return invalid("field.unknown_code", "what", fact.what);
  auto right = kind->attributes.find("right");
  if (right != kind->attributes.end()) TRY(context.require(right->second, fact.branch.number));
  if (fact.region.empty()) return Done{};
  auto there = TRY(context.find<Branch>("code", fact.region));
  if (there.empty()) return invalid("training.region_code", "region");
  return context.require(RecordFact::right, there.front().id.number);
}

}  // namespace

Result<InstructorFact> handle(unit::Context& context, Instructor file, const RecordFact& command) {
  const auto& rules = instructor_rules(context.house()).qualification;
  TRY(check_fact(command, rules, context.today()));
  InstructorFact fact = fact_now(context, file, command.what);
  fact.day = command.day;
  fact.amount = command.amount;
  if (command.what == "trained") fact.level = command.level;
  bool regional = command.what == "authorised" || command.what == "withdrawn";
  if (regional) fact.region = command.region;
  if (command.what == "authorised") fact.until = command.until;
  fact.way = command.way;
  fact.source = command.source;
  TRY(check_allowed(context, fact));
  for (auto& known : TRY(facts_about(context, file.person))) {
    bool same = known.day == fact.day && known.what == fact.what && known.amount == fact.amount &&
                known.level == fact.level && known.region == fact.region &&
                known.until == fact.until && known.way == fact.way && known.source == fact.source;
    if (same) return known;  // told twice counts once
  }
  TRY(context.save(fact));
  return fact;
}

Result<InstructorFact> handle(unit::Context& context, InstructorFact fact,
                              const StrikeFact& command) {
  if (fact.what == "struck") return conflict("training.fact_struck", "fact");
  for (const auto& other :
       TRY(context.find<InstructorFact>("instructor", fact.instructor.number))) {
    if (other.struck == fact.id) return conflict("training.fact_struck", "fact");
  }
  TRY(check_allowed(context, fact));
  return strike(context, std::move(fact), "hand", command.reason);
}

namespace {

struct Absence {
  Day since, until;
  std::string half;
};

constexpr int absence_days_max = 366;

// The offices whose classes she was to teach in that time hear of it.
Outcome tell_offices(unit::Context& context, const Instructor& file,
                     const Unavailability& absence) {
  for (const Duty& duty : TRY(context.find<Duty>("person", file.person.number))) {
    bool teaches = duty.role == "instructor" && duty.state == "standing";
    if (!teaches) continue;
    Class of_class = TRY(context.load(duty.of_class));
    bool living = of_class.state != "cancelled" && !of_class.closed_on;
    auto half_days = TRY(half_days_taught(context, duty.of_class));
    bool meets = std::ranges::any_of(
        half_days, [&](const HalfDay& each) { return away(std::span(&absence, 1), each); });
    if (!living || !meets) continue;
    TRY(notices::tell(context, of_class.account,
                      {.code = "training.instructor_away",
                       .about = of_class.title,
                       .remark = to_text(absence.since) + " – " + to_text(absence.until),
                       .subject_type = "training.class",
                       .subject = of_class.id.number}));
  }
  return Done{};
}

Result<Unavailability> set_away(unit::Context& context, const Instructor& file,
                                const Absence& asked) {
  bool good = asked.since <= asked.until && asked.until >= context.today() &&
              asked.until <= asked.since.plus_days(absence_days_max);
  if (!good) return invalid("training.absence_span", "until");
  Unavailability absence;
  for (auto& known : TRY(context.find<Unavailability>("instructor", file.id.number))) {
    bool same = known.since == asked.since && known.until == asked.until &&
                known.half == asked.half && known.state == "standing";
    if (same) return known;
  }
  absence.instructor = file.id;
  absence.branch = file.branch;
  absence.since = asked.since;
  absence.until = asked.until;
  absence.half = asked.half;
  absence.state = "standing";
  absence.account = context.who().name;
  TRY(context.save(absence));
  TRY(tell_offices(context, file, absence));
  return absence;
}

Result<Instructor> own_file(unit::Context& context) {
  auto person = TRY(people::own_person(context));
  auto files = TRY(context.find<Instructor>("person", person.number));
  if (files.empty()) return not_found("training.instructor.not_found");
  return files.front();
}

}  // namespace

Result<Unavailability> handle(unit::Context& context, Instructor file,
                              const SetUnavailable& command) {
  return set_away(context, file, {command.since, command.until, command.half});
}

Result<Unavailability> handle(unit::Context& context, Unavailability absence,
                              const WithdrawUnavailability&) {
  absence.state = "withdrawn";
  TRY(context.save(absence));
  return absence;
}

Result<Unavailability> handle(unit::Context& context, identity::Account,
                              const SetOwnUnavailable& command) {
  Instructor file = TRY(own_file(context));
  return set_away(context, file, {command.since, command.until, command.half});
}

// Whose it is not, for her it does not exist.
Result<Unavailability> handle(unit::Context& context, identity::Account,
                              const WithdrawOwnUnavailability& command) {
  auto person = TRY(people::own_person(context));
  Unavailability absence = TRY(context.load(command.unavailability));
  Instructor file = TRY(context.load(absence.instructor));
  if (file.person != person) return not_found("training.unavailability.not_found");
  return handle(context, absence, WithdrawUnavailability{});
}

}  // namespace boai::training

#include "engines/linkage/generator.hpp"

#include <algorithm>

#include "engines/linkage/generator_parts.hpp"

namespace boai::linkage {

namespace made {

namespace {

// GB/T 2260, the counties of Jiangsu as in packs/jiangsu/regions.csv.
constexpr int counties[] = {
    320102, 320104, 320105, 320106, 320111, 320113, 320114, 320115, 320116, 320117, 320118, 320205,
    320206, 320211, 320213, 320214, 320281, 320282, 320302, 320303, 320305, 320311, 320312, 320321,
    320322, 320324, 320381, 320382, 320402, 320404, 320411, 320412, 320413, 320481, 320505, 320506,
    320507, 320508, 320509, 320581, 320582, 320583, 320585, 320612, 320613, 320614, 320623, 320681,
    320682, 320685, 320703, 320706, 320707, 320722, 320723, 320724, 320803, 320804, 320812, 320813,
    320826, 320830, 320831, 320902, 320903, 320904, 320921, 320922, 320923, 320924, 320925, 320981,
    321002, 321003, 321012, 321023, 321081, 321084, 321102, 321111, 321112, 321181, 321182, 321183,
    321202, 321203, 321204, 321281, 321282, 321283, 321302, 321311, 321322, 321323, 321324};

std::string three(int number) {
  std::string text = std::to_string(number);
  return std::string(3 - text.size(), '0') + text;
}

class Society {
 public:
  explicit Society(const GeneratorSettings& settings)
      : settings_(settings), chance_(settings.seed) {}

  Generated make() {
    while (made_.rows.size() < settings_.rows) family();
    made_.rows.resize(settings_.rows);
    shuffle();
    return std::move(made_);
  }

 private:
  // Odd order numbers are men's (GB 11643).
  std::string number_of(const std::string& origin, Day birthday, Sex sex, int order) {
    int parity = sex == Sex::male ? 1 : 0;
    std::string digits = origin + std::to_string(birthday.number()) + three(order / 2 * 2 + parity);
    return digits + check_character(digits);
  }

  Day birthday_in(int year) {
    return Day::from_serial(Day::of(year, 1, 1)->serial() + chance_.between(0, 364));
  }

  // Three in four were born where they live.
  std::string origin_of(const std::string& county) {
    if (chance_.with(0.75)) return county;
    if (chance_.with(0.6)) return some_county(chance_);
    return std::to_string(chance_.between(11, 65)) + "01" + std::to_string(chance_.between(10, 29));
  }

  TruePerson stranger() {
    TruePerson person;
    person.sex = chance_.with(0.5) ? Sex::male : Sex::female;
    int year = 1940 + static_cast<int>(chance_.below(40) + chance_.below(36));
    person.birthday = birthday_in(year);
    person.name = names_.name(chance_, person.sex, year);
    person.county = some_county(chance_);
    person.phone = some_mobile(chance_);
    person.family = family_;
    settle(person);
    return person;
  }

  void settle(TruePerson& person) {
    person.number =
        number_of(origin_of(person.county), person.birthday, person.sex, chance_.between(1, 499));
  }

  // A husband or wife, a child or a parent; at home, and half of them on the same phone.
  TruePerson relative_of(const TruePerson& head) {
    TruePerson person = head;
    std::size_t kind = chance_.below(3);
    int years = kind == 0   ? chance_.between(-5, 5)
                : kind == 1 ? chance_.between(20, 35)
                            : chance_.between(-35, -20);
    int year = std::clamp(head.birthday.year() + years, 1930, 2020);
    bool other_sex = kind == 0 ? true : chance_.with(0.5);
    if (other_sex) person.sex = head.sex == Sex::male ? Sex::female : Sex::male;
    person.birthday = birthday_in(year);
    bool keeps_name = kind == 1 && head.sex == Sex::male && person.sex == Sex::male &&
                      chance_.with(settings_.same_as_father);
    if (!keeps_name) {
      TrueName fresh = names_.name(chance_, person.sex, year);
      if (kind != 0 && !fresh.dotted && !head.name.dotted) fresh.surname = head.name.surname;
      person.name = fresh;
    }
    if (chance_.with(0.5)) person.phone = some_mobile(chance_);
    settle(person);
    return person;
  }

  // Most twins share a character: the generation's, or a pair that belongs together.
  TruePerson twin_of(const TruePerson& head) {
    TruePerson person = head;
    if (chance_.with(0.4)) person.sex = head.sex == Sex::male ? Sex::female : Sex::male;
    std::size_t last = person.name.given.size() - 1;
    std::string before = person.name.given[last];
    while (person.name.given[last] == before) {
      person.name.given[last] = names_.given_character(chance_, person.sex);
    }
    int order = std::stoi(head.number.substr(14, 3)) + chance_.between(1, 8) * 2;
    person.number = number_of(head.number.substr(0, 6), head.birthday, person.sex, order % 999);
    if (person.number == head.number) settle(person);
    if (chance_.with(0.3)) person.phone = some_mobile(chance_);
    return person;
  }

  // Another person of the name, near in age and place.
  TruePerson namesake_of(const TruePerson& head) {
    TruePerson person = head;
    std::size_t kind = chance_.below(3);
    int days = chance_.between(1, 20) * (chance_.with(0.5) ? 1 : -1);
    if (kind == 0) person.birthday = head.birthday.plus_days(days);
    if (kind == 1) person.birthday = head.birthday.plus_months(12 * chance_.between(1, 3));
    if (kind == 2) person.birthday = birthday_in(head.birthday.year());
    person.phone = some_mobile(chance_);
    settle(person);
    return person;
  }

  void family() {
    ++family_;
    std::vector<TruePerson> members = {stranger()};
    if (chance_.with(settings_.family)) {
      int more = chance_.between(1, 3);
      for (int each = 0; each < more; ++each) members.push_back(relative_of(members[0]));
    }
    if (chance_.with(settings_.twins)) members.push_back(twin_of(members[0]));
    if (chance_.with(settings_.namesakes)) members.push_back(namesake_of(members[0]));
    for (const TruePerson& person : members) {
      const TruePerson* other = members.size() > 1 ? &members[&person == &members[0]] : nullptr;
      int count = !chance_.with(settings_.second_row)  ? 1
                  : !chance_.with(settings_.third_row) ? 2
                                                       : 3;
      for (int each = 0; each < count; ++each) {
        keep(write_row(chance_, names_, settings_.rates, {person, other, each == 0}));
      }
      ++person_;
    }
  }

  void keep(Dirtied dirtied) {
    made_.rows.push_back(std::move(dirtied.row));
    made_.errors.push_back(dirtied.errors);
    made_.person.push_back(person_);
    made_.family.push_back(family_);
  }

  void shuffle() {
    std::size_t count = made_.rows.size();
    for (auto* numbers : {&made_.person, &made_.family}) numbers->resize(count);
    made_.errors.resize(count);
    for (std::size_t at = count; at > 1; --at) {
      std::size_t other = chance_.below(at);
      std::swap(made_.rows[at - 1], made_.rows[other]);
      std::swap(made_.person[at - 1], made_.person[other]);
      std::swap(made_.family[at - 1], made_.family[other]);
      std::swap(made_.errors[at - 1], made_.errors[other]);
    }
    for (std::size_t at = 0; at < count; ++at) {
      made_.rows[at].id = static_cast<std::int64_t>(at) + 1;
    }
  }

  const GeneratorSettings& settings_;
  Chance chance_;
  Names names_;
  Generated made_;
  std::uint32_t person_ = 0, family_ = 0;
};

}  // namespace

// A few counties are much larger than the others.
std::string some_county(Chance& chance) {
  std::size_t first = chance.below(std::size(counties)), second = chance.below(std::size(counties));
  return std::to_string(counties[std::min(first, second)]);
}

std::string some_mobile(Chance& chance) {
  std::string number = "1" + std::to_string(chance.between(3, 9));
  for (int each = 0; each < 9; ++each) number += static_cast<char>('0' + chance.below(10));
  return number;
}

}  // namespace made

const char* name_of(RowError error) {
  constexpr const char* names[row_errors] = {
      "typing in name", "typing in number", "typing in birthday", "typing in phone",
      "homophone",      "accent",           "swapped digits",     "moved phone",
      "missing number", "missing phone",    "missing birthday",   "variant character",
      "written apart",  "moved county",     "fifteen digits",     "borrowed number"};
  return names[static_cast<int>(error)];
}

char check_character(const std::string& seventeen) {
  int sum = 0, weight = 1;
  for (std::size_t at = 17; at-- > 0;) {
    weight = weight * 2 % 11;
    sum += (seventeen[at] - '0') * weight;
  }
  return "10X98765432"[sum % 11];
}

Generated generate(const GeneratorSettings& settings) { return made::Society(settings).make(); }

}  // namespace boai::linkage

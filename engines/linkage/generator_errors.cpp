// How a true person becomes a row: what clerks, old lists and telephones do to it.
#include <algorithm>

#include "engines/linkage/generator_parts.hpp"

namespace boai::linkage::made {

namespace {

class Pen {
 public:
  Pen(Chance& chance, const Names& names, const ErrorRates& rates)
      : chance_(chance), names_(names), rates_(rates) {}

  Dirtied write(const Writing& writing) {
    const TruePerson& person = writing.person;
    row_ = {.name = {},
            .sex = person.sex,
            .birthday = person.birthday,
            .document_kind = "resident_id",
            .document_number = person.number,
            .phone = person.phone,
            .county = person.county};
    TrueName name = person.name;
    if (!writing.first) {
      spoil_number(writing);
      spoil_birthday(person);
      spoil_phone();
      if (happens(rates_.moved_county, RowError::moved_county)) row_.county = some_county(chance_);
      spoil_name(name, person.sex);
    }
    row_.name = writing.first ? text_of(name) : written(name);
    leave_out();
    return {row_, errors_};
  }

 private:
  bool happens(double rate, RowError error) {
    if (!chance_.with(rate)) return false;
    errors_ |= static_cast<std::uint16_t>(1u << static_cast<int>(error));
    return true;
  }

  // A wrong digit; the check digit is no longer right, as in lists typed from paper.
  void mistype(std::string& digits, std::size_t from) {
    std::size_t at = from + chance_.below(digits.size() - from);
    char other = static_cast<char>('0' + chance_.below(10));
    digits[at] = other == digits[at] ? static_cast<char>('0' + (other - '0' + 1) % 10) : other;
  }

  void swap_two(std::string& digits, std::size_t from) {
    std::size_t at = from + chance_.below(digits.size() - from - 1);
    for (std::size_t step = 0; step + 1 < digits.size(); ++step) {
      std::size_t place = from + (at - from + step) % (digits.size() - from - 1);
      if (digits[place] == digits[place + 1]) continue;
      std::swap(digits[place], digits[place + 1]);
      return;
    }
  }

  void spoil_number(const Writing& writing) {
    std::string& number = row_.document_number;
    if (writing.relative && happens(rates_.borrowed_number, RowError::borrowed_number)) {
      number = writing.relative->number;
    }
    if (happens(rates_.typing, RowError::typing_number)) mistype(number, 0);
    if (happens(rates_.swapped_digits, RowError::swapped_digits)) swap_two(number, 0);
    if (number.substr(6, 2) == "19" && happens(rates_.old_number, RowError::old_number)) {
      number = number.substr(0, 6) + number.substr(8, 9);
    }
  }

  // Half of all forms take the birthday from the number, with its fault; the others ask.
  void spoil_birthday(const TruePerson& person) {
    const std::string& number = row_.document_number;
    if (number.size() == 18 && number != person.number && chance_.with(0.5)) {
      auto read = Day::from_number(std::stoll(number.substr(6, 8)));
      if (read && read->year() > 1900 && read->year() < 2027) row_.birthday = *read;
    }
    bool typed = chance_.with(rates_.typing), swapped = chance_.with(rates_.swapped_digits);
    for (int attempt = 0; attempt < 20 && (typed || swapped); ++attempt) {
      std::string digits = std::to_string(row_.birthday.number());
      if (typed) mistype(digits, 2);
      if (swapped) swap_two(digits, 2);
      auto read = Day::from_number(std::stoll(digits));
      if (!read || read->year() < 1900 || read->year() > 2026) continue;
      row_.birthday = *read;
      if (typed) happens(1, RowError::typing_birthday);
      if (swapped) happens(1, RowError::swapped_digits);
      return;
    }
  }

  void spoil_phone() {
    if (happens(rates_.moved_phone, RowError::moved_phone)) row_.phone = some_mobile(chance_);
    if (happens(rates_.typing, RowError::typing_phone)) mistype(row_.phone, 2);
    if (happens(rates_.swapped_digits, RowError::swapped_digits)) swap_two(row_.phone, 2);
  }

  // Replaces one character by what the table says, given names first.
  template <typename Table>
  bool replace(TrueName& name, Table table) {
    std::vector<std::string*> places;
    for (std::string& each : name.given) places.push_back(&each);
    if (places.size() == 2 && chance_.with(0.5)) std::swap(places[0], places[1]);
    for (std::string& each : name.surname) places.push_back(&each);
    for (std::string* each : places) {
      std::string other = table(*each);
      if (other.empty()) continue;
      *each = other;
      return true;
    }
    return false;
  }

  // A third each by the eye, by any character, by one too few or in the wrong order.
  void mistype_name(TrueName& name, Sex sex) {
    auto alike = [&](const std::string& each) { return lookalike_of(chance_, each); };
    std::size_t way = chance_.below(3);
    if (way == 0 && replace(name, alike)) return;
    if (way == 2 && name.given.size() >= 2) {
      std::size_t at = chance_.below(name.given.size() - 1);
      bool plain = name.given[at] != name.given[at + 1] && name.given[at + 1] != "·" &&
                   name.given[at] != "·";
      if (plain && chance_.with(0.5)) {
        std::swap(name.given[at], name.given[at + 1]);
        return;
      }
      name.given.erase(name.given.begin() + static_cast<std::ptrdiff_t>(at));
      return;
    }
    std::string& place = name.given[chance_.below(name.given.size())];
    std::string before = place;
    while (place == before) place = names_.given_character(chance_, sex);
  }

  void spoil_name(TrueName& name, Sex sex) {
    if (happens(rates_.typing, RowError::typing_name)) mistype_name(name, sex);
    auto sounds = [&](const std::string& each) { return homophone_of(chance_, each); };
    if (chance_.with(rates_.homophone) && replace(name, sounds)) happens(1, RowError::homophone);
    auto heard = [&](const std::string& each) { return accent_of(chance_, each); };
    if (chance_.with(rates_.accent) && replace(name, heard)) happens(1, RowError::accent);
    if (chance_.with(rates_.variant)) {
      bool changed = false;
      for (Characters* part : {&name.surname, &name.given}) {
        for (std::string& each : *part) {
          std::string other = variant_of(each);
          if (other.empty()) continue;
          each = other;
          changed = true;
        }
      }
      if (changed) happens(1, RowError::variant);
    }
  }

  // Dots in every shape the keyboards have; spaces between surname and given name.
  std::string written(const TrueName& name) {
    constexpr std::string_view dots[] = {"•", "・", ".", " ", "", "‧"};
    if (name.dotted) {
      if (!happens(0.3, RowError::written_apart)) return text_of(name);
      std::string text;
      std::string_view dot = dots[chance_.below(std::size(dots))];
      for (const std::string& each : name.given) text += each == "·" ? std::string(dot) : each;
      return text;
    }
    double rate = name.surname.size() == 2 ? rates_.written_apart * 5 : rates_.written_apart;
    if (!happens(rate, RowError::written_apart)) return text_of(name);
    std::string text;
    for (const std::string& each : name.surname) text += each;
    text += chance_.with(0.5) ? " " : "　";
    if (name.surname.size() == 2 && chance_.with(0.5)) {
      text = name.surname[0] + " " + name.surname[1];
    }
    for (const std::string& each : name.given) text += each;
    return text;
  }

  void leave_out() {
    if (happens(rates_.missing_number, RowError::missing_number)) {
      row_.document_kind.clear();
      row_.document_number.clear();
      if (happens(rates_.missing_birthday, RowError::missing_birthday)) row_.birthday = Day();
    }
    if (happens(rates_.missing_phone, RowError::missing_phone)) row_.phone.clear();
  }

  Chance& chance_;
  const Names& names_;
  const ErrorRates& rates_;
  Row row_;
  std::uint16_t errors_ = 0;
};

}  // namespace

Dirtied write_row(Chance& chance, const Names& names, const ErrorRates& rates, Writing writing) {
  return Pen(chance, names, rates).write(writing);
}

}  // namespace boai::linkage::made

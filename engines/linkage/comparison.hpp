// Two persons against each other: what was found at each field, what it weighs, and what follows.
#pragma once

#include <unordered_map>

#include "engines/linkage/person.hpp"

namespace boai::linkage {

// How often names and characters occur; a rare name that agrees says more. Empty: the prior alone.
class Frequencies {
 public:
  void add(const Name& name);
  double rows() const { return rows_; }
  double of_name(const std::u32string& letters) const;
  double of_letter(char32_t letter, bool surname) const;

 private:
  double rows_ = 0;
  std::unordered_map<std::u32string, std::uint32_t> names_;
  std::unordered_map<char32_t, std::uint32_t> surnames_, given_;
};

enum class Verdict : std::uint8_t { unlikely, likely, certain };
std::string_view name_of(Verdict verdict);

struct Reason {
  Finding finding = Finding::missing;
  float weight = 0;  // bits
  bool operator==(const Reason&) const = default;
};

struct Comparison {
  std::array<Reason, fields> reasons;  // by Field
  double score = 0;                    // bits beyond chance
  Verdict verdict = Verdict::unlikely;

  const Reason& at(Field field) const { return reasons[static_cast<std::size_t>(field)]; }
};

class Comparer {
 public:
  Comparer(const Sounds& sounds, const Settings& settings) : sounds_(sounds), settings_(settings) {}

  // Which of the two comes first makes no difference.
  struct Side {
    const Name& name;
    const Codes& codes;
  };
  Comparison compare(Side left, Side right, const Frequencies& frequencies) const;

 private:
  struct NameFinding {
    Finding finding = Finding::differs;
    std::u32string agreeing;     // letters that agree, when not all do
    bool surname_first = false;  // the first of them is the surname
  };
  NameFinding compare_names(const Name& left, const Name& right) const;
  NameFinding compare_letters(const Name& left, const Name& right) const;
  Reason weigh_name(const Name& left, const Name& right, const Frequencies& frequencies) const;
  Finding compare_birthdays(int left, int right) const;
  Reason circumstances(const Comparison& found) const;
  Reason weighed(Field field, Finding finding) const;

  const Sounds& sounds_;
  const Settings& settings_;
};

// "name sound 10.5; birthday same 14.0; …", for logs of tests and for the command line.
std::string text_of(const Comparison& comparison);

}  // namespace boai::linkage

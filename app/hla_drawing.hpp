// People drawn in memory from haplotype frequencies, for measuring: nobody's data.
#pragma once

#include <algorithm>
#include <random>

#include "app/hla_verbs.hpp"

namespace boai::app {

// Draws people. Resolution: half two-field; else the alleles of a first field, or two or three
// alternatives; C and DQB1 are missing for some, as in registries of several decades.
class Drawing {
 public:
  Drawing(const hla::Frequencies& frequencies, hla::Catalogue& catalogue, std::uint64_t seed)
      : frequencies_(frequencies),
        population_(frequencies.populations()[0]),
        catalogue_(catalogue),
        engine_(seed),
        pick_(population_.frequencies.begin(), population_.frequencies.end()) {
    for (std::size_t locus = 0; locus < hla::matched_loci; locus++) {
      std::map<std::string, std::vector<hla::ClassId>> first_fields;
      for (const std::string& name : frequencies.alleles(locus)) {
        auto& family = first_fields[name.substr(0, name.find(':'))];
        family.push_back(catalogue.class_of(static_cast<hla::Locus>(locus), name));
      }
      for (const std::string& name : frequencies.alleles(locus)) {
        auto family = first_fields[name.substr(0, name.find(':'))];
        std::ranges::sort(family);
        families_[locus].push_back(family);
        classes_[locus].push_back(catalogue.class_of(static_cast<hla::Locus>(locus), name));
      }
    }
  }

  // A person in two fields, as a GL String.
  std::string text() {
    std::string out;
    const auto& one = population_.haplotypes[pick_(engine_)];
    const auto& other = population_.haplotypes[pick_(engine_)];
    for (std::size_t locus = 0; locus < hla::matched_loci; locus++) {
      const auto& names = frequencies_.alleles(locus);
      out += (out.empty() ? "" : "^") + names[one[locus]] + "+" + names[other[locus]];
    }
    return out;
  }

  hla::Typings person(bool mixed) {
    const auto& one = population_.haplotypes[pick_(engine_)];
    const auto& other = population_.haplotypes[pick_(engine_)];
    hla::Typings made{};
    // A registration campaign types all loci alike.
    int level = mixed ? static_cast<int>(engine_() % 8) : 0;
    for (std::size_t locus = 0; locus < hla::matched_loci; locus++) {
      bool late = static_cast<hla::Locus>(locus) == hla::Locus::c ||
                  static_cast<hla::Locus>(locus) == hla::Locus::dqb1;
      if (level >= 6 && late) continue;  // a quarter: A, B, DRB1 only
      made[locus] = typing(locus, one[locus], other[locus], level);
    }
    return made;
  }

 private:
  hla::TypingId typing(std::size_t locus, hla::AlleleId one, hla::AlleleId other, int level) {
    int first = resolution(level), second = resolution(level);
    std::uint32_t alternative = first == 2 || second == 2 ? engine_() % 4 : 0;
    std::uint64_t key = ((one * 65536ull + other) * 4 + first) * 4 + second;
    auto [found, fresh] = known_[locus].try_emplace(key * 4 + alternative, 0);
    if (!fresh) return found->second;
    hla::Pair pair{position(locus, one, first, alternative),
                   position(locus, other, second, alternative + 1)};
    found->second = catalogue_.put(static_cast<hla::Locus>(locus), {{pair}, false, false});
    return found->second;
  }

  // 0 two fields, 1 the whole first field, 2 a few alternatives.
  int resolution(int level) {
    if (level < 4) return 0;
    if (level == 4) return engine_() % 3 == 0 ? 2 : 0;
    return engine_() % 4 == 0 ? 0 : 1;
  }

  hla::Position position(std::size_t locus, hla::AlleleId allele, int resolution,
                         std::uint32_t alternative) const {
    if (resolution == 1) return {families_[locus][allele], false};
    std::vector<hla::ClassId> classes{classes_[locus][allele]};
    if (resolution == 2) {
      const auto& family = families_[locus][allele];
      classes.push_back(family[alternative % family.size()]);
      classes.push_back(family[(alternative + 3) % family.size()]);
    }
    std::ranges::sort(classes);
    classes.erase(std::unique(classes.begin(), classes.end()), classes.end());
    return {classes, false};
  }

  const hla::Frequencies& frequencies_;
  const hla::Population& population_;
  hla::Catalogue& catalogue_;
  std::mt19937_64 engine_;
  std::discrete_distribution<std::uint32_t> pick_;
  std::array<std::vector<std::vector<hla::ClassId>>, hla::matched_loci> families_;
  std::array<std::vector<hla::ClassId>, hla::matched_loci> classes_;
  std::array<std::unordered_map<std::uint64_t, hla::TypingId>, hla::matched_loci> known_;
};

}  // namespace boai::app

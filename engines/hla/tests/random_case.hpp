// Small random registries written as text, with the model the tests reason about: every locus of a
// person is a plain list of genotypes. The engine is never asked to make its own yardstick.
#pragma once

#include <algorithm>
#include <array>
#include <cstdlib>
#include <iostream>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "engines/hla/frequencies.hpp"
#include "engines/hla/people.hpp"

namespace boai::hla {

using NamePair = std::pair<std::string, std::string>;  // ordered
using NameGenotypes = std::set<NamePair>;

inline NamePair name_pair(std::string one, std::string other) {
  return one < other ? NamePair{one, other} : NamePair{other, one};
}

struct ModelLocus {
  bool untyped = false;
  NameGenotypes genotypes;
};

struct ModelPerson {
  std::string id, text;
  std::array<ModelLocus, matched_loci> loci;
};

// Seeds differ from run to run with BOAI_SEED or --long; the one used is printed.
inline std::uint64_t seed_of_run() {
  const char* told = std::getenv("BOAI_SEED");
  std::uint64_t seed = told ? std::strtoull(told, nullptr, 10) : 20261124;
  std::cout << "seed " << seed << "\n";
  return seed;
}

class Chance {
 public:
  explicit Chance(std::uint64_t seed) : engine_(seed) {}
  std::size_t below(std::size_t count) { return engine_() % count; }
  bool one_in(std::size_t count) { return below(count) == 0; }

 private:
  std::mt19937_64 engine_;
};

class RandomCase {
 public:
  RandomCase(std::uint64_t seed, std::size_t alleles, std::size_t haplotypes)
      : chance(seed), alleles_(alleles) {
    for (std::size_t each = 0; each < haplotypes; each++) {
      FrequencyRow row;
      for (std::size_t locus = 0; locus < matched_loci; locus++) row.names[locus] = allele(locus);
      row.frequency = static_cast<double>(1 + chance.below(1000)) / 1000.0;
      rows.push_back(row);
    }
  }

  std::string allele(std::size_t locus) {
    std::size_t number = 1 + chance.below(alleles_);
    return std::string(locus_names[locus]) + "*0" + std::to_string(1 + number % 2) + ":0" +
           std::to_string(number);
  }

  // A person drawn from two haplotypes, or from nowhere, typed at a random resolution.
  ModelPerson person(const std::string& id) {
    ModelPerson made;
    made.id = id;
    const auto& one = rows[chance.below(rows.size())];
    const auto& other = rows[chance.below(rows.size())];
    bool stranger = chance.one_in(12);
    for (std::size_t locus = 0; locus < matched_loci; locus++) {
      if (chance.one_in(8)) {
        made.loci[locus].untyped = true;
        continue;
      }
      std::size_t alternatives = chance.one_in(5) ? 2 : 1;
      std::string text;
      for (std::size_t each = 0; each < alternatives; each++) {
        bool drawn = each > 0 || stranger;
        text += (each ? "|" : "") + genotype(drawn ? allele(locus) : one.names[locus],
                                             drawn ? allele(locus) : other.names[locus], locus,
                                             made.loci[locus].genotypes);
      }
      made.text += (made.text.empty() ? "" : "^") + text;
    }
    return made;
  }

  Chance chance;
  std::vector<FrequencyRow> rows;
  bool news = false;  // some alleles are NEW

 private:
  std::vector<std::string> position(const std::string& truth, std::size_t locus) {
    std::vector<std::string> list{truth};
    if (news && chance.one_in(15)) list[0] = std::string(locus_names[locus]) + "*NEW";
    std::size_t more = chance.one_in(3) ? chance.below(4) : 0;
    for (std::size_t each = 0; each < more; each++) list.push_back(allele(locus));
    for (std::size_t at = list.size(); at > 1; at--) {
      std::swap(list[at - 1], list[chance.below(at)]);
    }
    return list;
  }

  std::string genotype(const std::string& one, const std::string& other, std::size_t locus,
                       NameGenotypes& genotypes) {
    auto left = position(one, locus), right = position(other, locus);
    if (chance.one_in(2)) std::swap(left, right);
    for (const auto& first : left) {
      for (const auto& second : right) genotypes.insert(name_pair(first, second));
    }
    auto joined = [](const std::vector<std::string>& names) {
      std::string out;
      for (const auto& name : names) out += (out.empty() ? "" : "/") + name;
      return out;
    };
    return joined(left) + "+" + joined(right);
  }

  std::size_t alleles_;
};

}  // namespace boai::hla

// Haplotype frequencies of populations. Equal haplotypes add up; the order of the file never shows:
// classes and haplotypes are kept in the byte order of their names.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "engines/hla/locus.hpp"
#include "engines/hla/reduction.hpp"

namespace boai::hla {

using AlleleId = std::uint16_t;  // a class of the frequencies, by locus
using Haplotype = std::array<AlleleId, matched_loci>;

constexpr double sum_tolerance = 0.02;  // published sets are rounded: 0.996 to 1.004 is common

// One line of a frequency file: names by locus ("" where it has none), where it stands.
struct FrequencyRow {
  std::array<std::string, matched_loci> names;
  std::array<bool, matched_loci> null{};  // a null allele: expressed is only its partner
  std::string population;
  double frequency = 0;
};

struct Population {
  std::string name;
  std::vector<Haplotype> haplotypes;  // ascending
  std::vector<double> frequencies;
  // The haplotypes carrying an allele: carriers[locus][starts[locus][allele] ...starts[allele + 1]]
  std::array<std::vector<std::uint32_t>, matched_loci> starts, carriers;
};

class Frequencies {
 public:
  // Rows in any order. Refuses what does not sum to one, unless told to normalise.
  static Result<Frequencies> create(std::vector<FrequencyRow> rows, Loci loci, bool normalise);

  const std::vector<Population>& populations() const { return populations_; }
  // The population of that name, or the one there is; null when it cannot be told.
  const Population* find(std::string_view name) const;
  const std::vector<std::string>& alleles(std::size_t locus) const { return alleles_[locus]; }
  const std::vector<std::uint8_t>& nulls(std::size_t locus) const { return nulls_[locus]; }
  bool has_nulls(std::size_t locus) const;
  Loci loci() const { return loci_; }
  std::string name_of(const Haplotype& haplotype) const;
  std::size_t unknown_names = 0;    // kept as written: the nomenclature lacks them
  std::size_t ambiguous_names = 0;  // mean several classes: the first was taken

 private:
  Loci loci_;
  std::array<std::vector<std::string>, matched_loci> alleles_;
  std::array<std::vector<std::uint8_t>, matched_loci> nulls_;
  std::vector<Population> populations_;
};

struct FrequencyFile {
  std::string_view bytes;
  std::string_view name;  // for messages
};

// CSV with a header: `Haplo` or `hap`, `Freq` or `freq`, optional `pop`; other columns are ignored.
Result<Frequencies> read_frequencies(FrequencyFile file, const Reduction& reduction, Loci loci,
                                     bool normalise);

}  // namespace boai::hla

// Match prediction: P(0), P(1), P(2) mismatches and P(2 of 2) at each locus, exact, nothing cut
// off. The genotypes within two mismatches of the patient's are listed once a patient; a donor then
// costs the members of that list which fit her typing, divided by her likelihood.
#pragma once

#include <map>
#include <unordered_map>

#include "engines/hla/imputation.hpp"

namespace boai::hla {

constexpr int mismatch_counts = 2 * matched_loci + 1;  // 0 to 10

struct Prediction {
  bool known = false;  // false: the frequencies explain one of the two typings not at all
  std::array<double, mismatch_counts> mismatches{};  // P(k), for k up to the farthest asked for
  std::array<double, matched_loci> full{};           // P(2 of 2)
};

// One patient at a time; one per thread.
class Forecast {
 public:
  explicit Forecast(Fits& fits, int farthest = 2)
      : fits_(fits), imputation_(fits), farthest_(farthest) {}

  // False: the patient is unexplained.
  bool patient(const Population* population, const Typings& typings);
  Prediction donor(const Population* population, const Typings& typings);

 private:
  // Genotypes of one population near the patient's, with what each adds to P(k).
  struct Near {
    struct Entry {
      std::uint8_t mismatches = 0;
      double weight = 0;
    };
    std::vector<Entry> entries;
    // Distinct genotypes of a locus, and which entries hold each (bits).
    std::array<std::vector<LocusGenotype>, matched_loci> loci;
    std::array<std::vector<std::uint64_t>, matched_loci> holders;
    std::size_t words = 0;
    // Entries that fit a typing at a locus, by typing.
    std::array<std::unordered_map<TypingId, std::vector<std::uint64_t>>, matched_loci> fitting;
    std::size_t remembered_bytes = 0;
  };

  Near& near(const Population& population);
  void list_near(const Population& population, Near& made) const;
  const std::vector<std::uint64_t>& fitting(Near& near, std::size_t locus, TypingId id);
  Prediction settled(const Genotype& donor) const;
  void add_near(const Population& population, const Typings& typings, Prediction& prediction);

  Fits& fits_;
  Imputation imputation_;
  int farthest_;
  std::vector<std::pair<Genotype, double>> genotypes_;  // the patient's
  std::array<std::vector<std::pair<LocusGenotype, double>>, matched_loci> shares_;
  std::map<const Population*, Near> near_;
};

}  // namespace boai::hla

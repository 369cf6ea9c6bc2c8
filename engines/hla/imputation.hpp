// Which pairs of haplotypes a typing may be, and how likely: exact, no pair is left out.
// Lik(T) = sum over ordered pairs that fit of f(h1) f(h2); candidates that fit the same sides of
// every locus share a bucket, so the likelihood costs one pass and a product of buckets.
#pragma once

#include <array>
#include <memory>
#include <unordered_map>
#include <vector>

#include "engines/hla/frequencies.hpp"
#include "engines/hla/people.hpp"

namespace boai::hla {

// An allele of the frequencies, or one they lack: alleles + the class of the catalogue.
using AlleleCode = std::uint32_t;
using LocusGenotype = std::array<AlleleCode, 2>;  // ascending
using Genotype = std::array<LocusGenotype, matched_loci>;

LocusGenotype genotype_of(AlleleCode one, AlleleCode other);

// Copies shared by two genotypes: the better of the two orientations. NEW is shared by none.
int matches(const LocusGenotype& left, const LocusGenotype& right);

// A locus typing as the frequencies see it. Alleles with the same partners form a group.
struct LocusFit {
  std::vector<std::uint16_t> group;    // of each allele; 0: does not fit
  std::vector<AlleleId> alleles;       // that fit, ascending
  bool plain = true;                   // groups 1, 2, 3: first side, second side, both
  std::uint16_t groups = 4;            // with 0
  std::vector<std::uint8_t> partners;  // when not plain: groups x groups
  bool open = false;                   // everything fits

  bool meet(std::uint16_t one, std::uint16_t other) const {
    if (plain) return ((one & 1) && (other & 2)) || ((one & 2) && (other & 1));
    return partners[one * groups + other] != 0;
  }
  bool meet_alleles(AlleleId one, AlleleId other) const { return meet(group[one], group[other]); }
};

// Typings of a catalogue seen from a book of frequencies, worked out once each. One per thread.
class Fits {
 public:
  Fits(const Frequencies& frequencies, const Catalogue& catalogue);

  const LocusFit& of(std::size_t locus, TypingId id);
  AlleleCode code_of(std::size_t locus, ClassId id) const;
  LocusGenotype combine(std::size_t locus, AlleleId one, AlleleId other) const;  // null rule
  // The genotype of a person typed without any ambiguity at every locus looked at.
  bool only_genotype(const Typings& typings, Genotype& genotype) const;

  const Frequencies& frequencies() const { return frequencies_; }
  const Catalogue& catalogue() const { return catalogue_; }

 private:
  LocusFit make(std::size_t locus, const LocusTyping& typing) const;
  void make_plain(const LocusTyping& typing, std::size_t locus, LocusFit& fit) const;
  void make_groups(const LocusTyping& typing, std::size_t locus, LocusFit& fit) const;

  const Frequencies& frequencies_;
  const Catalogue& catalogue_;
  std::array<bool, matched_loci> has_nulls_{};
  std::array<std::vector<std::int32_t>, matched_loci> allele_of_;  // by class; -1: not there
  std::array<std::vector<std::unique_ptr<LocusFit>>, matched_loci> made_;
};

struct HaplotypePair {
  std::uint32_t first = 0, second = 0;  // rows of the population, first <= second
  double posterior = 0;
};

// One subject at a time.
class Imputation {
 public:
  explicit Imputation(Fits& fits) : fits_(fits) {}

  // Finds the haplotypes that fit and the likelihood; 0: the frequencies do not explain the typing.
  double load(const Population& population, const Typings& typings);
  double likelihood() const { return likelihood_; }

  // Every pair, posterior descending, then in the order of the names.
  void pairs(std::vector<HaplotypePair>& out) const;
  // The pairs merged by genotype, each once, in a fixed order.
  std::vector<std::pair<Genotype, double>> genotypes() const;
  // The chance that the subject has this genotype at one locus.
  double share(std::size_t locus, const LocusGenotype& genotype) const;

 private:
  using Key = std::array<std::uint16_t, matched_loci>;
  struct Candidate {
    std::uint32_t row;
    std::uint32_t bucket;
  };

  void find_candidates();
  std::uint32_t bucket_of(const Haplotype& haplotype);
  void add_up();
  template <typename Each>
  void each_pair(Each each) const;

  Fits& fits_;
  const Population* population_ = nullptr;
  Typings typings_{};
  std::array<const LocusFit*, matched_loci> fit_{};
  bool plain_ = true;
  std::vector<Candidate> candidates_;
  std::vector<Key> keys_;
  std::vector<double> sums_;
  std::vector<std::uint8_t> meet_;  // buckets x buckets
  std::vector<std::int16_t> plain_buckets_ = std::vector<std::int16_t>(1024, -1);
  mutable std::vector<double> one_, other_, null_;
  double likelihood_ = 0;
};

}  // namespace boai::hla

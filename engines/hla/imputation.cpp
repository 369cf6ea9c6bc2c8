#include "engines/hla/imputation.hpp"

#include <algorithm>
#include <map>

namespace boai::hla {

double Imputation::load(const Population& population, const Typings& typings) {
  population_ = &population;
  typings_ = typings;
  plain_ = true;
  for (std::size_t locus = 0; locus < matched_loci; locus++) {
    fit_[locus] = &fits_.of(locus, typings[locus]);
    plain_ = plain_ && fit_[locus]->plain;
  }
  find_candidates();
  add_up();
  return likelihood_;
}

// Walks the carriers of the locus that leaves the fewest haplotypes and checks the other loci.
void Imputation::find_candidates() {
  for (const Key& key : keys_) {
    if (plain_buckets_.empty()) break;
    std::uint32_t code = 0;
    for (std::size_t locus = 0; locus < matched_loci; locus++) code = code * 4 + (key[locus] & 3);
    plain_buckets_[code] = -1;
  }
  candidates_.clear();
  keys_.clear();
  sums_.clear();
  std::size_t best = 0, fewest = SIZE_MAX;
  for (std::size_t locus = 0; locus < matched_loci; locus++) {
    const auto& starts = population_->starts[locus];
    std::size_t count = 0;
    for (AlleleId allele : fit_[locus]->alleles) count += starts[allele + 1] - starts[allele];
    if (count < fewest) best = locus, fewest = count;
  }
  const auto& starts = population_->starts[best];
  for (AlleleId allele : fit_[best]->alleles) {
    for (std::uint32_t at = starts[allele]; at < starts[allele + 1]; at++) {
      std::uint32_t row = population_->carriers[best][at];
      const Haplotype& haplotype = population_->haplotypes[row];
      bool all = true;
      for (std::size_t locus = 0; all && locus < matched_loci; locus++) {
        all = fit_[locus]->group[haplotype[locus]] != 0;
      }
      if (!all) continue;
      std::uint32_t bucket = bucket_of(haplotype);
      candidates_.push_back({row, bucket});
      sums_[bucket] += population_->frequencies[row];
    }
  }
}

std::uint32_t Imputation::bucket_of(const Haplotype& haplotype) {
  Key key;
  std::uint32_t code = 0;
  for (std::size_t locus = 0; locus < matched_loci; locus++) {
    key[locus] = fit_[locus]->group[haplotype[locus]];
    code = code * 4 + (key[locus] & 3);
  }
  if (plain_ && plain_buckets_[code] >= 0) return static_cast<std::uint32_t>(plain_buckets_[code]);
  if (!plain_) {
    auto found = std::ranges::find(keys_, key);
    if (found != keys_.end()) return static_cast<std::uint32_t>(found - keys_.begin());
  }
  keys_.push_back(key);
  sums_.push_back(0);
  if (plain_) plain_buckets_[code] = static_cast<std::int16_t>(keys_.size() - 1);
  return static_cast<std::uint32_t>(keys_.size() - 1);
}

// Buckets stand in the order of their first haplotype, so the sum does not depend on which side of
// a typing was written first.
void Imputation::add_up() {
  std::size_t buckets = keys_.size();
  meet_.assign(buckets * buckets, 0);
  likelihood_ = 0;
  for (std::size_t one = 0; one < buckets; one++) {
    double partners = 0;
    for (std::size_t other = 0; other < buckets; other++) {
      bool all = true;
      for (std::size_t locus = 0; all && locus < matched_loci; locus++) {
        all = fit_[locus]->meet(keys_[one][locus], keys_[other][locus]);
      }
      meet_[one * buckets + other] = all;
      if (all) partners += sums_[other];
    }
    likelihood_ += sums_[one] * partners;
  }
}

template <typename Each>
void Imputation::each_pair(Each each) const {
  std::size_t buckets = keys_.size();
  for (std::size_t one = 0; one < candidates_.size(); one++) {
    const Candidate& left = candidates_[one];
    const std::uint8_t* meet = meet_.data() + left.bucket * buckets;
    double frequency = population_->frequencies[left.row];
    for (std::size_t other = one; other < candidates_.size(); other++) {
      const Candidate& right = candidates_[other];
      if (!meet[right.bucket]) continue;
      double term = frequency * population_->frequencies[right.row];
      each(left.row, right.row, one == other ? term : term * 2);
    }
  }
}

void Imputation::pairs(std::vector<HaplotypePair>& out) const {
  out.clear();
  each_pair([&](std::uint32_t one, std::uint32_t other, double term) {
    if (term > 0) out.push_back({std::min(one, other), std::max(one, other), term / likelihood_});
  });
  std::ranges::sort(out, [](const HaplotypePair& left, const HaplotypePair& right) {
    if (left.posterior != right.posterior) return left.posterior > right.posterior;
    return left.first != right.first ? left.first < right.first : left.second < right.second;
  });
}

std::vector<std::pair<Genotype, double>> Imputation::genotypes() const {
  std::map<Genotype, double> merged;
  each_pair([&](std::uint32_t one, std::uint32_t other, double term) {
    const Haplotype& left = population_->haplotypes[one];
    const Haplotype& right = population_->haplotypes[other];
    Genotype genotype;
    for (std::size_t locus = 0; locus < matched_loci; locus++) {
      genotype[locus] = fits_.combine(locus, left[locus], right[locus]);
    }
    merged[genotype] += term / likelihood_;
  });
  return {merged.begin(), merged.end()};
}

double Imputation::share(std::size_t locus, const LocusGenotype& genotype) const {
  std::size_t alleles = fits_.frequencies().alleles(locus).size();
  if (genotype[0] >= alleles || genotype[1] >= alleles || likelihood_ <= 0) return 0;
  const auto& null = fits_.frequencies().nulls(locus);
  std::size_t buckets = keys_.size();
  one_.assign(buckets, 0);
  other_.assign(buckets, 0);
  null_.assign(buckets, 0);
  bool homozygous = genotype[0] == genotype[1];
  for (const Candidate& each : candidates_) {
    AlleleId allele = population_->haplotypes[each.row][locus];
    double frequency = population_->frequencies[each.row];
    if (allele == genotype[0]) one_[each.bucket] += frequency;
    if (allele == genotype[1]) other_[each.bucket] += frequency;
    // Beside a null allele the partner counts twice.
    if (homozygous && null[allele] && allele != genotype[0]) null_[each.bucket] += frequency;
  }
  bool expressed = null[genotype[0]] == 0;
  double sum = 0;
  for (std::size_t left = 0; left < buckets; left++) {
    if (one_[left] == 0) continue;
    double partners = 0;
    for (std::size_t right = 0; right < buckets; right++) {
      if (!meet_[left * buckets + right]) continue;
      partners +=
          homozygous ? other_[right] + (expressed ? 2 * null_[right] : 0) : 2 * other_[right];
    }
    sum += one_[left] * partners;
  }
  return sum / likelihood_;
}

}  // namespace boai::hla

#include "engines/hla/forecast.hpp"

#include <algorithm>
#include <bit>
#include <cstring>

namespace boai::hla {

namespace {

constexpr std::size_t remembered_bytes_max = std::size_t{1} << 28;

int mismatches_of(const Genotype& left, const Genotype& right, Loci loci) {
  int sum = 0;
  for (std::size_t locus = 0; locus < matched_loci; locus++) {
    if (loci[locus]) sum += 2 - matches(left[locus], right[locus]);
  }
  return sum;
}

struct GenotypeHash {
  std::size_t operator()(const std::pair<Genotype, std::uint8_t>& key) const {
    std::uint64_t hash = key.second + 0x9E3779B97F4A7C15;
    for (const LocusGenotype& each : key.first) {
      hash ^= (static_cast<std::uint64_t>(each[0]) << 32) | each[1];
      hash *= 0xD6E8FEB86659FD93;
      hash ^= hash >> 32;
    }
    return hash;
  }
};

// Which loci of a haplotype hold no allele of the genotype. A null allele counts as any.
std::uint8_t strange_loci(const Haplotype& haplotype, const Genotype& genotype,
                          const Frequencies& frequencies) {
  std::uint8_t strange = 0;
  for (std::size_t locus = 0; locus < matched_loci; locus++) {
    AlleleId allele = haplotype[locus];
    bool known = allele == genotype[locus][0] || allele == genotype[locus][1] ||
                 frequencies.nulls(locus)[allele] || !frequencies.loci()[locus];
    if (!known) strange |= static_cast<std::uint8_t>(1 << locus);
  }
  return strange;
}

}  // namespace

bool Forecast::patient(const Population* population, const Typings& typings) {
  genotypes_.clear();
  near_.clear();
  for (auto& each : shares_) each.clear();
  Genotype only;
  if (fits_.only_genotype(typings, only)) {
    genotypes_.push_back({only, 1.0});
  } else if (population && imputation_.load(*population, typings) > 0) {
    genotypes_ = imputation_.genotypes();
  }
  for (std::size_t locus = 0; locus < matched_loci; locus++) {
    std::map<LocusGenotype, double> shares;
    for (const auto& [genotype, weight] : genotypes_) shares[genotype[locus]] += weight;
    shares_[locus].assign(shares.begin(), shares.end());
  }
  return !genotypes_.empty();
}

Prediction Forecast::donor(const Population* population, const Typings& typings) {
  if (genotypes_.empty()) return {};
  Genotype only;
  if (fits_.only_genotype(typings, only)) return settled(only);
  if (!population || imputation_.load(*population, typings) <= 0) return {};
  Prediction made;
  made.known = true;
  add_near(*population, typings, made);
  for (std::size_t locus = 0; locus < matched_loci; locus++) {
    if (!fits_.frequencies().loci()[locus]) continue;
    const auto& typing = fits_.catalogue().typing(static_cast<Locus>(locus), typings[locus]);
    auto told = hla::only_genotype(typing);
    for (const auto& [genotype, weight] : shares_[locus]) {
      if (told) {
        auto code =
            genotype_of(fits_.code_of(locus, told->first), fits_.code_of(locus, told->second));
        if (matches(code, genotype) == 2) made.full[locus] += weight;
      } else {
        made.full[locus] += weight * imputation_.share(locus, genotype);
      }
    }
  }
  return made;
}

// A donor typed without ambiguity: one comparison, whether or not the frequencies know her.
Prediction Forecast::settled(const Genotype& donor) const {
  Prediction made;
  made.known = true;
  Loci loci = fits_.frequencies().loci();
  for (const auto& [genotype, weight] : genotypes_) {
    int lacking = mismatches_of(genotype, donor, loci);
    if (lacking <= farthest_) made.mismatches[lacking] += weight;
  }
  for (std::size_t locus = 0; locus < matched_loci; locus++) {
    for (const auto& [genotype, weight] : shares_[locus]) {
      if (loci[locus] && matches(genotype, donor[locus]) == 2) made.full[locus] += weight;
    }
  }
  return made;
}

void Forecast::add_near(const Population& population, const Typings& typings,
                        Prediction& prediction) {
  Near& list = near(population);
  std::array<const std::uint64_t*, matched_loci> bits;
  for (std::size_t locus = 0; locus < matched_loci; locus++) {
    bits[locus] = fitting(list, locus, typings[locus]).data();
  }
  std::array<double, mismatch_counts> sums{};
  for (std::size_t word = 0; word < list.words; word++) {
    std::uint64_t all =
        bits[0][word] & bits[1][word] & bits[2][word] & bits[3][word] & bits[4][word];
    for (; all; all &= all - 1) {
      const auto& entry = list.entries[word * 64 + std::countr_zero(all)];
      sums[entry.mismatches] += entry.weight;
    }
  }
  for (int each = 0; each <= farthest_; each++) {
    prediction.mismatches[each] = sums[each] / imputation_.likelihood();
  }
}

Forecast::Near& Forecast::near(const Population& population) {
  auto [found, fresh] = near_.try_emplace(&population);
  if (fresh) list_near(population, found->second);
  Near& list = found->second;
  if (list.remembered_bytes > remembered_bytes_max) {
    for (auto& each : list.fitting) each.clear();
    list.remembered_bytes = 0;
  }
  return list;
}

// Every pair of haplotypes within two mismatches of a genotype of the patient, merged by genotype.
// A locus strange to either haplotype is a mismatch, so few haplotypes and pairs come into
// question.
void Forecast::list_near(const Population& population, Near& made) const {
  const Frequencies& frequencies = fits_.frequencies();
  Loci loci = frequencies.loci();
  std::unordered_map<std::pair<Genotype, std::uint8_t>, std::uint32_t, GenotypeHash> places;
  std::vector<Genotype> listed;
  for (const auto& [genotype, share] : genotypes_) {
    std::vector<std::pair<std::uint32_t, std::uint8_t>> rows;
    for (std::uint32_t row = 0; row < population.haplotypes.size(); row++) {
      std::uint8_t strange = strange_loci(population.haplotypes[row], genotype, frequencies);
      if (std::popcount(strange) <= farthest_) rows.push_back({row, strange});
    }
    for (std::size_t one = 0; one < rows.size(); one++) {
      const Haplotype& left = population.haplotypes[rows[one].first];
      for (std::size_t other = one; other < rows.size(); other++) {
        int at_least =
            std::popcount(static_cast<std::uint8_t>(rows[one].second | rows[other].second));
        if (at_least > farthest_) continue;
        const Haplotype& right = population.haplotypes[rows[other].first];
        Genotype pair;
        int lacking = 0;
        for (std::size_t locus = 0; locus < matched_loci && lacking <= farthest_; locus++) {
          pair[locus] = fits_.combine(locus, left[locus], right[locus]);
          if (loci[locus]) lacking += 2 - matches(pair[locus], genotype[locus]);
        }
        if (lacking > farthest_) continue;
        double term = population.frequencies[rows[one].first] *
                      population.frequencies[rows[other].first] * (one == other ? 1 : 2);
        auto [found, fresh] = places.try_emplace({pair, static_cast<std::uint8_t>(lacking)},
                                                 static_cast<std::uint32_t>(listed.size()));
        if (fresh) {
          listed.push_back(pair);
          made.entries.push_back({static_cast<std::uint8_t>(lacking), 0});
        }
        made.entries[found->second].weight += term * share;
      }
    }
  }
  made.words = (listed.size() + 63) / 64;
  for (std::size_t locus = 0; locus < matched_loci; locus++) {
    std::map<LocusGenotype, std::size_t> distinct;
    for (std::size_t entry = 0; entry < listed.size(); entry++) {
      auto [found, fresh] = distinct.try_emplace(listed[entry][locus], made.loci[locus].size());
      if (fresh) {
        made.loci[locus].push_back(listed[entry][locus]);
        made.holders[locus].resize(made.loci[locus].size() * made.words);
      }
      made.holders[locus][found->second * made.words + entry / 64] |= std::uint64_t{1}
                                                                      << entry % 64;
    }
  }
}

const std::vector<std::uint64_t>& Forecast::fitting(Near& near, std::size_t locus, TypingId id) {
  auto [found, fresh] = near.fitting[locus].try_emplace(id);
  auto& bits = found->second;
  if (!fresh) return bits;
  bits.assign(near.words, 0);
  near.remembered_bytes += near.words * 8 + 64;
  const LocusFit& fit = fits_.of(locus, id);
  for (std::size_t each = 0; each < near.loci[locus].size(); each++) {
    const LocusGenotype& genotype = near.loci[locus][each];
    bool fits = fit.open || fit.meet_alleles(static_cast<AlleleId>(genotype[0]),
                                             static_cast<AlleleId>(genotype[1]));
    const std::uint64_t* holders = near.holders[locus].data() + each * near.words;
    for (std::size_t word = 0; fits && word < near.words; word++) bits[word] |= holders[word];
  }
  return bits;
}

}  // namespace boai::hla

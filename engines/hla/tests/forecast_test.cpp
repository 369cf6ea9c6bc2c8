#include "engines/hla/forecast.hpp"

#include <gtest/gtest.h>

#include <map>

#include "engines/hla/tests/random_case.hpp"

namespace boai::hla {

namespace {

using ModelGenotype = std::array<NamePair, matched_loci>;
using ModelPosterior = std::map<ModelGenotype, long double>;

// The genotypes of a person by trying every ordered pair of rows; the person's own when there is
// only one; nothing when the frequencies do not explain her.
ModelPosterior by_hand(const std::vector<FrequencyRow>& rows, const ModelPerson& person) {
  bool settled = true;
  ModelGenotype own;
  for (std::size_t locus = 0; locus < matched_loci; locus++) {
    settled = settled && person.loci[locus].genotypes.size() == 1;
    if (settled) own[locus] = *person.loci[locus].genotypes.begin();
  }
  if (settled) return {{own, 1.0L}};
  ModelPosterior made;
  long double sum = 0;
  for (const auto& one : rows) {
    for (const auto& other : rows) {
      bool all = true;
      ModelGenotype genotype;
      for (std::size_t locus = 0; locus < matched_loci; locus++) {
        genotype[locus] = name_pair(one.names[locus], other.names[locus]);
        const ModelLocus& typed = person.loci[locus];
        all = all && (typed.untyped || typed.genotypes.contains(genotype[locus]));
      }
      if (!all) continue;
      long double term = static_cast<long double>(one.frequency) * other.frequency;
      made[genotype] += term;
      sum += term;
    }
  }
  for (auto& [genotype, weight] : made) weight /= sum;
  return made;
}

int shared(const NamePair& left, const NamePair& right) {
  return std::max((left.first == right.first) + (left.second == right.second),
                  (left.first == right.second) + (left.second == right.first));
}

}  // namespace

TEST(Prediction, EqualsEveryPairOfDiplotypes) {
  std::uint64_t seed = seed_of_run();
  int known = 0, checked = 0;
  for (int round = 0; round < 120; round++) {
    SCOPED_TRACE(seed + round);
    RandomCase chance_case(seed + round, 2 + round % 4, 6 + round % 25);
    RandomCase elsewhere(seed + round + 1000, 2 + round % 4, 6 + round % 25);
    auto rows = chance_case.rows;
    for (auto& row : rows) row.population = "here";
    for (auto row : elsewhere.rows) {
      row.population = "there";
      rows.push_back(row);
    }
    auto frequencies = Frequencies::create(rows, Loci().set(), true);
    ASSERT_TRUE(frequencies.ok());
    const Population* here = frequencies->find("here");
    const Population* there = frequencies->find("there");
    AsWritten as_written;
    Catalogue catalogue;
    std::vector<ModelPerson> people;
    std::vector<Typings> typings;
    for (int each = 0; each < 14; each++) {
      people.push_back(chance_case.person("P"));
      typings.push_back(*read_typing(people.back().text, as_written, catalogue));
    }
    Fits fits(*frequencies, catalogue);
    Forecast forecast(fits, 10);
    for (std::size_t patient = 0; patient < 4; patient++) {
      auto mine = by_hand(chance_case.rows, people[patient]);
      EXPECT_EQ(forecast.patient(here, typings[patient]), !mine.empty());
      for (std::size_t donor = 4; donor < people.size(); donor++) {
        bool abroad = donor % 2 == 1;
        auto theirs = by_hand(abroad ? elsewhere.rows : chance_case.rows, people[donor]);
        Prediction got = forecast.donor(abroad ? there : here, typings[donor]);
        checked++;
        ASSERT_EQ(got.known, !mine.empty() && !theirs.empty());
        if (!got.known) continue;
        known++;
        std::array<long double, mismatch_counts> counts{};
        std::array<long double, matched_loci> full{};
        for (const auto& [one, weight] : mine) {
          for (const auto& [other, share] : theirs) {
            int lacking = 0;
            for (std::size_t locus = 0; locus < matched_loci; locus++) {
              int count = shared(one[locus], other[locus]);
              lacking += 2 - count;
              if (count == 2) full[locus] += weight * share;
            }
            counts[lacking] += weight * share;
          }
        }
        double sum = 0;
        for (int each = 0; each < mismatch_counts; each++) {
          EXPECT_NEAR(got.mismatches[each], static_cast<double>(counts[each]), 1e-12);
          sum += got.mismatches[each];
        }
        EXPECT_NEAR(sum, 1, 1e-12);
        for (std::size_t locus = 0; locus < matched_loci; locus++) {
          EXPECT_NEAR(got.full[locus], static_cast<double>(full[locus]), 1e-12);
        }
      }
    }
  }
  EXPECT_GT(known, checked / 4);
  EXPECT_LT(known, checked);
}

}  // namespace boai::hla

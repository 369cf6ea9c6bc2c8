#include "engines/hla/estimation.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <map>

#include "engines/hla/tests/random_case.hpp"

namespace boai::hla {

namespace {

std::string joined(const FrequencyRow& row) {
  std::string out;
  for (const auto& name : row.names) out += (out.empty() ? "" : "~") + name;
  return out;
}

}  // namespace

TEST(Estimation, NeverGetsLessLikelyAndFindsWhatPeopleWereDrawnFrom) {
  std::uint64_t seed = seed_of_run();
  RandomCase chance_case(seed, 6, 12);
  std::map<std::string, double> truth;
  std::vector<std::size_t> urn;
  for (std::size_t each = 0; each < chance_case.rows.size(); each++) {
    std::size_t weight = 1 + each * 3;
    urn.insert(urn.end(), weight, each);
  }
  for (std::size_t each : urn) {
    truth[joined(chance_case.rows[each])] += 1.0 / static_cast<double>(urn.size());
  }
  AsWritten as_written;
  Catalogue catalogue;
  std::vector<Typings> people;
  for (int each = 0; each < 4000; each++) {
    const auto& one = chance_case.rows[urn[chance_case.chance.below(urn.size())]].names;
    const auto& other = chance_case.rows[urn[chance_case.chance.below(urn.size())]].names;
    std::string text;
    for (std::size_t locus = 0; locus < matched_loci; locus++) {
      std::string wide = chance_case.chance.one_in(4) ? "/" + chance_case.allele(locus) : "";
      text += (text.empty() ? "" : "^") + one[locus] + wide + "+" + other[locus];
    }
    if (each % 100 == 0) text = text.substr(0, text.rfind('^'));  // DQB1 untyped: left out
    people.push_back(*read_typing(text, as_written, catalogue));
  }
  auto made = estimate(catalogue, people, {});
  ASSERT_TRUE(made.ok());
  EXPECT_TRUE(made->converged);
  EXPECT_EQ(made->left_out, 40u);
  EXPECT_EQ(made->people, 3960u);
  for (std::size_t step = 1; step < made->steps.size(); step++) {
    EXPECT_GE(made->steps[step].log_likelihood,
              made->steps[step - 1].log_likelihood * (1 + 1e-12) - 1e-9);
  }
  double sum = 0, distance = 0;
  for (const auto& [name, frequency] : made->frequencies) {
    sum += frequency;
    distance += std::abs(frequency - (truth.contains(name) ? truth[name] : 0));
  }
  EXPECT_NEAR(sum, 1, 1e-9);
  EXPECT_LT(distance, 0.1);
}

// One heterozygous pair of loci, two people who tell the phase: worked out on paper.
TEST(Estimation, EqualsTheFixedPointWorkedOutByHand) {
  AsWritten as_written;
  Catalogue catalogue;
  std::vector<Typings> people;
  for (const char* text : {"A*01+A*01^B*07+B*07", "A*02+A*02^B*08+B*08", "A*01+A*02^B*07+B*08"}) {
    people.push_back(*read_typing(text, as_written, catalogue));
  }
  EstimationWords words;
  words.loci = Loci("00101");  // A and B
  auto made = estimate(catalogue, people, words);
  ASSERT_TRUE(made.ok());
  ASSERT_GE(made->frequencies.size(), 2u);
  EXPECT_EQ(made->frequencies[0].first, "A*01~B*07");
  EXPECT_NEAR(made->frequencies[0].second, 0.5, 1e-6);
  EXPECT_NEAR(made->frequencies[1].second, 0.5, 1e-6);
}

TEST(Estimation, RefusesARegistryThatTellsNothing) {
  Catalogue catalogue;
  EXPECT_FALSE(estimate(catalogue, {Typings{}}, {}).ok());
}

}  // namespace boai::hla

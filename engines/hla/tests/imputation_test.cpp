#include "engines/hla/imputation.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <map>

#include "engines/hla/tests/random_case.hpp"

namespace boai::hla {

namespace {

using Posterior = std::map<std::pair<std::string, std::string>, long double>;

std::string joined(const FrequencyRow& row) {
  std::string out;
  for (const auto& name : row.names) out += (out.empty() ? "" : "~") + name;
  return out;
}

// Every pair of rows of the frequencies, by name, in long double.
Posterior brute_force(const std::vector<FrequencyRow>& rows, const ModelPerson& person) {
  std::map<std::string, FrequencyRow> merged;
  for (const auto& row : rows) {
    auto [found, fresh] = merged.try_emplace(joined(row), row);
    if (!fresh) found->second.frequency += row.frequency;
  }
  Posterior terms;
  long double sum = 0;
  for (auto one = merged.begin(); one != merged.end(); one++) {
    for (auto other = one; other != merged.end(); other++) {
      bool all = true;
      for (std::size_t locus = 0; locus < matched_loci; locus++) {
        const ModelLocus& typed = person.loci[locus];
        all = all && (typed.untyped || typed.genotypes.contains(name_pair(
                                           one->second.names[locus], other->second.names[locus])));
      }
      if (!all) continue;
      long double term = static_cast<long double>(one->second.frequency) * other->second.frequency *
                         (one == other ? 1 : 2);
      terms[{one->first, other->first}] = term;
      sum += term;
    }
  }
  for (auto& [pair, term] : terms) term /= sum;
  return terms;
}

}  // namespace

TEST(Imputation, EqualsEveryPairTriedByName) {
  std::uint64_t seed = seed_of_run();
  int explained = 0;
  for (int round = 0; round < 400; round++) {
    SCOPED_TRACE(seed + round);
    RandomCase chance_case(seed + round, 2 + round % 6, 5 + round % 60);
    auto frequencies = Frequencies::create(chance_case.rows, Loci().set(), true);
    ASSERT_TRUE(frequencies.ok());
    AsWritten as_written;
    Catalogue catalogue;
    std::vector<ModelPerson> people;
    std::vector<Typings> typings;
    for (int each = 0; each < 10; each++) {
      people.push_back(chance_case.person("P"));
      auto read = read_typing(people.back().text, as_written, catalogue);
      ASSERT_TRUE(read.ok()) << read.error().detail << " " << people.back().text;
      typings.push_back(*read);
    }
    Fits fits(*frequencies, catalogue);
    Imputation imputation(fits);
    const Population& population = frequencies->populations()[0];
    for (std::size_t each = 0; each < people.size(); each++) {
      Posterior expected = brute_force(chance_case.rows, people[each]);
      double likelihood = imputation.load(population, typings[each]);
      ASSERT_EQ(likelihood > 0, !expected.empty()) << people[each].text;
      std::vector<HaplotypePair> pairs;
      imputation.pairs(pairs);
      ASSERT_EQ(pairs.size(), expected.size()) << people[each].text;
      double sum = 0, before = 2;
      for (const auto& pair : pairs) {
        auto found = expected.find({frequencies->name_of(population.haplotypes[pair.first]),
                                    frequencies->name_of(population.haplotypes[pair.second])});
        ASSERT_NE(found, expected.end());
        EXPECT_NEAR(pair.posterior, static_cast<double>(found->second), 1e-12);
        EXPECT_LE(pair.posterior, before);
        before = pair.posterior;
        sum += pair.posterior;
      }
      if (expected.empty()) continue;
      explained++;
      EXPECT_NEAR(sum, 1, 1e-12);
    }
  }
  EXPECT_GT(explained, 1000);
}

TEST(Imputation, IsTheSameBitForBitHoweverItIsWritten) {
  std::uint64_t seed = seed_of_run();
  for (int round = 0; round < 100; round++) {
    SCOPED_TRACE(seed + round);
    RandomCase chance_case(seed + round, 4, 40);
    ModelPerson person = chance_case.person("P");
    std::string turned;  // loci backwards, copies swapped, alleles backwards
    auto backwards = [](std::string text, char mark, auto inner) {
      std::string out;
      for (std::size_t from = 0; from <= text.size();) {
        std::size_t to = std::min(text.find(mark, from), text.size());
        out = inner(text.substr(from, to - from)) + (out.empty() ? "" : std::string(1, mark)) + out;
        from = to + 1;
      }
      return out;
    };
    auto same = [](const std::string& text) { return text; };
    auto alleles = [&](const std::string& text) { return backwards(text, '/', same); };
    auto copies = [&](const std::string& text) { return backwards(text, '+', alleles); };
    auto genotypes = [&](const std::string& text) { return backwards(text, '|', copies); };
    turned = backwards(person.text, '^', genotypes);
    std::vector<std::vector<HaplotypePair>> answers;
    auto rows = chance_case.rows;
    for (bool turn : {false, true}) {
      if (turn) std::ranges::reverse(rows);
      auto frequencies = Frequencies::create(rows, Loci().set(), true);
      ASSERT_TRUE(frequencies.ok());
      AsWritten as_written;
      Catalogue catalogue;
      if (turn) catalogue.class_of(Locus::a, "A*99:99");
      auto typings = read_typing(turn ? turned : person.text, as_written, catalogue);
      ASSERT_TRUE(typings.ok());
      Fits fits(*frequencies, catalogue);
      Imputation imputation(fits);
      imputation.load(frequencies->populations()[0], *typings);
      imputation.pairs(answers.emplace_back());
    }
    ASSERT_EQ(answers[0].size(), answers[1].size());
    for (std::size_t each = 0; each < answers[0].size(); each++) {
      EXPECT_EQ(answers[0][each].first, answers[1][each].first);
      EXPECT_EQ(answers[0][each].posterior, answers[1][each].posterior);
    }
  }
}

}  // namespace boai::hla

// Search and prediction under a nomenclature, nulls included, against genotypes worked out by hand.
#include <gtest/gtest.h>

#include <map>

#include "engines/hla/forecast.hpp"
#include "engines/hla/mini_release.hpp"
#include "engines/hla/search.hpp"
#include "engines/hla/tests/random_case.hpp"

namespace boai::hla {

namespace {

// A person as the rules of the office say: the classes a copy may be, null alleles apart.
struct Copy {
  std::set<std::string> expressed, nulls;
};

class ByHand {
 public:
  explicit ByHand(const Nomenclature& names) : names_(names) {}

  Copy copy(const std::string& name) const {
    Copy made;
    auto resolved = names_.resolve(name);
    bool alone = resolved.outright;
    for (AlleleNumber each : resolved.alleles) alone = alone && names_.null(each);
    for (AlleleNumber each : resolved.alleles) {
      if (names_.null(each) && alone) made.nulls.insert(null_name(names_.names()[each]));
      if (names_.null(each)) continue;
      made.expressed.insert(names_.group_name(Level::p, names_.group(Level::p, each)));
    }
    return made;
  }

  static NameGenotypes genotypes(const Copy& one, const Copy& other) {
    NameGenotypes made;
    for (const auto& left : one.expressed) {
      for (const auto& right : other.expressed) made.insert(name_pair(left, right));
      if (!other.nulls.empty()) made.insert({left, left});
    }
    for (const auto& right : other.expressed) {
      if (!one.nulls.empty()) made.insert({right, right});
    }
    for (const auto& left : one.nulls) {
      for (const auto& right : other.nulls) made.insert(name_pair(left, right));
    }
    return made;
  }

 private:
  const Nomenclature& names_;
};

int shared(const NamePair& left, const NamePair& right) {
  return std::max((left.first == right.first) + (left.second == right.second),
                  (left.first == right.second) + (left.second == right.first));
}

using Genotypes = std::array<NamePair, matched_loci>;
using ModelPosterior = std::map<Genotypes, long double>;
using ModelTyping = std::array<NameGenotypes, matched_loci>;

// Every ordered pair of rows, its genotype by the null rule; the person's own if there is only one.
ModelPosterior posterior(const std::vector<FrequencyRow>& rows, const ModelTyping& person) {
  ModelPosterior made;
  Genotypes own;
  bool settled = true;
  for (std::size_t locus = 0; locus < matched_loci; locus++) {
    settled = settled && person[locus].size() == 1;
    own[locus] = *person[locus].begin();
  }
  if (settled) return {{own, 1}};
  long double sum = 0;
  for (const auto& one : rows) {
    for (const auto& other : rows) {
      Genotypes genotype;
      bool all = true;
      for (std::size_t locus = 0; locus < matched_loci; locus++) {
        std::string left = one.names[locus], right = other.names[locus];
        if (one.null[locus] && !other.null[locus]) left = right;
        if (other.null[locus] && !one.null[locus]) right = left;
        genotype[locus] = name_pair(left, right);
        all = all && person[locus].contains(genotype[locus]);
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

void expect_match(const Catalogue& catalogue, const ModelTyping& mine, const Typings& patient,
                  const ModelTyping& theirs, const Typings& donor) {
  for (std::size_t locus = 0; locus < matched_loci; locus++) {
    int most = 0, least = 2;
    for (const auto& one : mine[locus]) {
      for (const auto& other : theirs[locus]) {
        most = std::max(most, shared(one, other));
        least = std::min(least, shared(one, other));
      }
    }
    auto where = static_cast<Locus>(locus);
    LocusMatch got =
        match(catalogue.typing(where, patient[locus]), catalogue.typing(where, donor[locus]));
    EXPECT_EQ(got.possible, most);
    EXPECT_EQ(got.certain, least);
  }
}

void expect_prediction(const Prediction& got, const ModelPosterior& mine,
                       const ModelPosterior& theirs) {
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
  for (int each = 0; each < mismatch_counts; each++) {
    EXPECT_NEAR(got.mismatches[each], static_cast<double>(counts[each]), 1e-12) << each;
  }
  for (std::size_t locus = 0; locus < matched_loci; locus++) {
    EXPECT_NEAR(got.full[locus], static_cast<double>(full[locus]), 1e-12);
  }
}

}  // namespace

TEST(NullAlleles, CountAsTheirPartnerInTypingsAndHaplotypesAlike) {
  std::uint64_t seed = seed_of_run();
  auto release = Nomenclature::create(mini_release(seed));
  ASSERT_TRUE(release.ok()) << release.error().detail;
  ByGroups reduction(*release, Level::p, {});
  ByHand hand(*release);
  std::array<std::vector<std::string>, matched_loci> exact;
  for (std::size_t locus = 0; locus < matched_loci; locus++) {
    for (const std::string& name : release->names()) {
      std::string gene = std::string(locus_names[locus]) + "*";
      if (!name.starts_with(gene) || name[gene.size() + 1] > '2') continue;
      exact[locus].push_back(name);
    }
  }
  Chance chance(seed);
  int nulls = 0, known = 0;
  for (int round = 0; round < 60; round++) {
    SCOPED_TRACE(round);
    std::vector<FrequencyRow> rows;
    std::vector<std::array<std::string, matched_loci>> written;
    std::string file = "hap,freq\n";
    for (int each = 0; each < 25; each++) {
      FrequencyRow row;
      std::string text;
      auto& names = written.emplace_back();
      for (std::size_t locus = 0; locus < matched_loci; locus++) {
        const std::string& name = exact[locus][chance.below(exact[locus].size())];
        names[locus] = name;
        text += (text.empty() ? "" : "~") + name;
        Copy copy = hand.copy(name);
        row.null[locus] = copy.expressed.empty();
        row.names[locus] = copy.expressed.empty() ? *copy.nulls.begin() : *copy.expressed.begin();
      }
      row.frequency = static_cast<double>(1 + chance.below(9));
      rows.push_back(row);
      file += text + "," + std::to_string(row.frequency) + "\n";
    }
    auto frequencies = read_frequencies({file, "f"}, reduction, Loci().set(), true);
    ASSERT_TRUE(frequencies.ok()) << frequencies.error().detail;
    Catalogue catalogue;
    std::vector<std::array<NameGenotypes, matched_loci>> people;
    std::vector<Typings> typings;
    for (int each = 0; each < 16; each++) {
      std::string text;
      std::size_t left = chance.below(rows.size()), right = chance.below(rows.size());
      auto& person = people.emplace_back();
      for (std::size_t locus = 0; locus < matched_loci; locus++) {
        // Mostly what two haplotypes carry, at some resolution; a stranger now and then.
        auto draw = [&](std::size_t row) {
          std::string name = written[row][locus];
          if (chance.one_in(15)) name = exact[locus][chance.below(exact[locus].size())];
          std::size_t first = name.find(':');
          if (chance.one_in(3) && name.back() != 'N') return name.substr(0, first) + ":XX";
          if (chance.one_in(3) && name.back() != 'N') return name.substr(0, first + 3);
          return name;
        };
        std::string one = draw(left), other = draw(right);
        text += (text.empty() ? "" : "^") + one + "+" + other;
        person[locus] = ByHand::genotypes(hand.copy(one), hand.copy(other));
        nulls += hand.copy(one).expressed.empty();
      }
      auto read = read_typing(text, reduction, catalogue);
      ASSERT_TRUE(read.ok()) << text;
      typings.push_back(*read);
      for (std::size_t before = 0; before < people.size(); before++) {
        expect_match(catalogue, people[before], typings[before], person, *read);
      }
    }
    Fits fits(*frequencies, catalogue);
    Forecast forecast(fits, 10);
    const Population* population = &frequencies->populations()[0];
    for (std::size_t patient = 0; patient < 4; patient++) {
      auto mine = posterior(rows, people[patient]);
      ASSERT_EQ(forecast.patient(population, typings[patient]), !mine.empty());
      for (std::size_t donor = 4; donor < people.size(); donor++) {
        auto theirs = posterior(rows, people[donor]);
        Prediction got = forecast.donor(population, typings[donor]);
        ASSERT_EQ(got.known, !mine.empty() && !theirs.empty());
        if (!got.known) continue;
        known++;
        expect_prediction(got, mine, theirs);
      }
    }
  }
  EXPECT_GT(nulls, 100);
  EXPECT_GT(known, 500);
}

}  // namespace boai::hla

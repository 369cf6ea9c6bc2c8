#include "engines/hla/search.hpp"

#include <gtest/gtest.h>

#include "engines/hla/tests/random_case.hpp"

namespace boai::hla {

namespace {

int common_names(const NamePair& left, const NamePair& right) {
  auto same = [](const std::string& one, const std::string& other) {
    return one == other && one.find("NEW") == one.npos;
  };
  return std::max(same(left.first, right.first) + same(left.second, right.second),
                  same(left.first, right.second) + same(left.second, right.first));
}

int lacked(const NamePair& mine, const NamePair& theirs) {
  auto has = [&](const std::string& name) {
    return name.find("NEW") == name.npos && (name == theirs.first || name == theirs.second);
  };
  return !has(mine.first) + !has(mine.second);
}

// Nested loops over the genotypes as they were written.
LocusMatch by_hand(const ModelLocus& patient, const ModelLocus& donor) {
  LocusMatch best{0, 2, 2, 2};
  if (donor.untyped) return {2, 0, 0, 0};
  for (const auto& mine : patient.genotypes) {
    for (const auto& theirs : donor.genotypes) {
      int count = common_names(mine, theirs);
      best.possible = std::max<std::uint8_t>(best.possible, count);
      best.certain = std::min<std::uint8_t>(best.certain, count);
      best.gvh = std::min<std::uint8_t>(best.gvh, lacked(mine, theirs));
      best.hvg = std::min<std::uint8_t>(best.hvg, lacked(theirs, mine));
    }
  }
  return best;
}

}  // namespace

TEST(Search, EqualsComparingEveryDonor) {
  std::uint64_t seed = seed_of_run();
  std::size_t found = 0, homozygous = 0;
  for (int round = 0; round < 150; round++) {
    SCOPED_TRACE(seed + round);
    RandomCase chance_case(seed + round, 3 + round % 6, 30);
    chance_case.news = true;
    AsWritten as_written;
    Catalogue catalogue;
    std::vector<ModelPerson> donors, patients;
    std::vector<Typings> typings, wanted;
    for (int each = 0; each < 200; each++) {
      auto& people = each < 180 ? donors : patients;
      people.push_back(chance_case.person("P"));
      auto read = read_typing(people.back().text, as_written, catalogue);
      ASSERT_TRUE(read.ok()) << read.error().detail << " " << people.back().text;
      (each < 180 ? typings : wanted).push_back(*read);
    }
    Loci loci = Loci().set();
    if (round % 3 == 0) loci.reset(round / 3 % matched_loci);
    Index index = Index::build(catalogue, typings);
    Search search(index, catalogue, loci);
    for (std::size_t patient = 0; patient < patients.size(); patient++) {
      std::vector<Hit> hits;
      int most = round % 5;
      search.run(wanted[patient], most, hits);
      std::vector<int> mismatches(donors.size(), -1);
      for (const Hit& hit : hits) {
        EXPECT_EQ(index.typings(hit.phenotype)[0], typings[index.donors_of(hit.phenotype)[0]][0]);
        for (std::uint32_t donor : index.donors_of(hit.phenotype))
          mismatches[donor] = hit.mismatches;
      }
      for (std::size_t donor = 0; donor < donors.size(); donor++) {
        int sum = 0;
        for (std::size_t locus = 0; locus < matched_loci; locus++) {
          const auto& mine = patients[patient].loci[locus];
          EXPECT_EQ(search.counted()[locus], loci[locus] && !mine.untyped);
          if (!search.counted()[locus]) continue;
          LocusMatch expected = by_hand(mine, donors[donor].loci[locus]);
          LocusMatch got = search.at_locus(locus, typings[donor][locus]);
          ASSERT_EQ(got, expected)
              << patients[patient].text << " " << donors[donor].text << " " << locus << " "
              << int(got.possible) << int(got.certain) << int(got.gvh) << int(got.hvg);
          sum += 2 - expected.possible;
          homozygous += expected.gvh != expected.hvg;
        }
        ASSERT_EQ(mismatches[donor], sum <= most ? sum : -1)
            << patients[patient].text << " " << donors[donor].text;
        found += sum <= most;
      }
    }
  }
  EXPECT_GT(found, 1000u);
  EXPECT_GT(homozygous, 1000u);
}

// Threads, the order of the donors and of the reading may differ; the answer may not.
TEST(Search, IsTheSameForAnyThreadsAndOrder) {
  std::uint64_t seed = seed_of_run();
  std::size_t found = 0;
  for (int round = 0; round < 20; round++) {
    SCOPED_TRACE(seed + round);
    RandomCase chance_case(seed + round, 6, 40);
    std::vector<ModelPerson> donors;
    for (int each = 0; each < 400; each++) donors.push_back(chance_case.person("D"));
    std::string patient = chance_case.person("P").text;
    std::vector<std::vector<int>> answers;
    for (int threads : {1, 2, 3, 7}) {
      for (bool backwards : {false, true}) {
        AsWritten as_written;
        Catalogue catalogue;
        std::vector<Typings> typings(donors.size());
        for (std::size_t each = 0; each < donors.size(); each++) {
          std::size_t place = backwards ? donors.size() - 1 - each : each;
          typings[place] = *read_typing(donors[place].text, as_written, catalogue);
        }
        if (backwards) std::ranges::reverse(typings);
        Typings mine = *read_typing(patient, as_written, catalogue);
        Index index = Index::build(catalogue, typings);
        std::vector<Hit> hits;
        Search(index, catalogue, Loci().set(), 0).run(mine, 4, hits, threads);
        auto& answer = answers.emplace_back(donors.size(), -1);
        for (const Hit& hit : hits) {
          for (std::uint32_t donor : index.donors_of(hit.phenotype)) {
            answer[backwards ? donors.size() - 1 - donor : donor] = hit.mismatches;
            found++;
          }
        }
      }
    }
    for (const auto& each : answers) ASSERT_EQ(each, answers[0]);
  }
  EXPECT_GT(found, 1000u);
}

TEST(Matching, IsMonotoneWhenATypingIsRefined) {
  std::uint64_t seed = seed_of_run();
  RandomCase chance_case(seed, 5, 30);
  AsWritten as_written;
  for (int round = 0; round < 3000; round++) {
    Catalogue catalogue;
    std::string other = chance_case.allele(0) + "/" + chance_case.allele(0);
    std::string less = chance_case.allele(0), more = less + "/" + chance_case.allele(0);
    std::string patient =
        chance_case.allele(0) + "/" + chance_case.allele(0) + "+" + chance_case.allele(0);
    auto fine = read_typing(other + "+" + less, as_written, catalogue);
    auto wide = read_typing(other + "+" + more, as_written, catalogue);
    auto mine = read_typing(patient, as_written, catalogue);
    auto typing = [&](const auto& read) { return catalogue.typing(Locus::a, (*read)[0]); };
    LocusMatch before = match(typing(mine), typing(wide)),
               after = match(typing(mine), typing(fine));
    ASSERT_LE(after.possible, before.possible);
    ASSERT_GE(after.certain, before.certain);
  }
}

}  // namespace boai::hla

#include "engines/hla/live.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <map>
#include <thread>

#include "engines/hla/saved.hpp"
#include "engines/hla/tests/random_case.hpp"

namespace boai::hla {

namespace {

using Found = std::vector<Snapshot::Found>;

// The same donors put in at once, in another order.
Found from_scratch(const std::map<std::string, std::string>& donors, const std::string& patient,
                   int most) {
  AsWritten as_written;
  LiveIndex index(as_written);
  std::vector<DonorText> list;
  for (auto each = donors.rbegin(); each != donors.rend(); each++) {
    list.push_back({each->first, each->second});
  }
  EXPECT_TRUE(index.put(list).ok());
  return *index.snapshot()->search(patient, as_written, Loci().set(), most);
}

}  // namespace

TEST(LiveIndex, EqualsARegistryBuiltFromScratch) {
  std::uint64_t seed = seed_of_run();
  RandomCase chance_case(seed, 5, 30);
  AsWritten as_written;
  LiveIndex index(as_written);
  std::map<std::string, std::string> model;
  std::size_t found = 0;
  for (int round = 0; round < 300; round++) {
    SCOPED_TRACE(round);
    std::string id = "D" + std::to_string(chance_case.chance.below(150));
    if (chance_case.chance.one_in(4)) {
      EXPECT_EQ(index.withdraw(id).ok(), model.erase(id) == 1);
    } else {
      std::string text = chance_case.person(id).text;
      model[id] = text;
      ASSERT_TRUE(index.put({{id, text}}).ok());
    }
    if (round % 60 == 59) {
      ASSERT_TRUE(index.rebuild().ok());
    }
    EXPECT_EQ(index.snapshot()->donors(), model.size());
    if (round % 10) continue;
    std::string patient = chance_case.person("P").text;
    auto got = index.snapshot()->search(patient, as_written, Loci().set(), 3);
    ASSERT_TRUE(got.ok());
    ASSERT_EQ(*got, from_scratch(model, patient, 3)) << patient;
    found += got->size();
  }
  EXPECT_GT(found, 100u);
}

TEST(LiveIndex, RefusesAllWhenOneTypingCannotBeRead) {
  AsWritten as_written;
  LiveIndex index(as_written);
  EXPECT_FALSE(index.put({{"D1", "A*01:01+A*02:01"}, {"D2", "A*01:01+A*02:01+A*03:01"}}).ok());
  EXPECT_EQ(index.snapshot()->donors(), 0u);
  EXPECT_EQ(answer_of(index.put({{"D1", ""}, {"D1", ""}})), "hla.duplicate_id");
  EXPECT_EQ(answer_of(index.withdraw("D1")), "hla.no_donor");
}

TEST(LiveIndex, ASnapshotStaysWhatItWasWhileDonorsChange) {
  std::uint64_t seed = seed_of_run();
  RandomCase chance_case(seed, 5, 30);
  AsWritten as_written;
  LiveIndex index(as_written);
  std::vector<DonorText> first;
  for (int each = 0; each < 500; each++) {
    first.push_back({"D" + std::to_string(each), chance_case.person("D").text});
  }
  ASSERT_TRUE(index.put(first).ok());
  auto snapshot = index.snapshot();
  std::string patient = chance_case.person("P").text;
  Found before = *snapshot->search(patient, as_written, Loci().set(), 4);
  std::atomic<bool> done{false};
  std::thread changing([&] {
    for (int each = 0; each < 200; each++) {
      EXPECT_TRUE(index.put({{"D" + std::to_string(each), first[499 - each].typing}}).ok());
      EXPECT_TRUE(index.withdraw("D" + std::to_string(499 - each)).ok());
    }
    done = true;
  });
  int searches = 0;
  for (; searches < 5 || !done; searches++) {
    EXPECT_EQ(*snapshot->search(patient, as_written, Loci().set(), 4), before);
  }
  changing.join();
  EXPECT_EQ(index.snapshot()->donors(), 300u);
}

// Donors change while everything is laid out anew; nothing gets lost and nobody comes back.
TEST(LiveIndex, IsRebuiltWhileDonorsChange) {
  std::uint64_t seed = seed_of_run();
  RandomCase chance_case(seed, 5, 30);
  AsWritten as_written;
  LiveIndex index(as_written);
  std::map<std::string, std::string> model;
  for (int each = 0; each < 3000; each++) {
    std::string id = "D" + std::to_string(each);
    model[id] = chance_case.person(id).text;
  }
  std::vector<DonorText> all;
  for (const auto& [id, text] : model) all.push_back({id, text});
  ASSERT_TRUE(index.put(all).ok());
  std::atomic<bool> done{false};
  std::thread rebuilding([&] {
    while (!done) EXPECT_TRUE(index.rebuild().ok());
  });
  for (int round = 0; round < 400; round++) {
    std::string id = "D" + std::to_string(chance_case.chance.below(3200));
    if (chance_case.chance.one_in(3)) {
      EXPECT_EQ(index.withdraw(id).ok(), model.erase(id) == 1);
    } else {
      model[id] = chance_case.person(id).text;
      EXPECT_TRUE(index.put({{id, model[id]}}).ok());
    }
  }
  done = true;
  rebuilding.join();
  EXPECT_EQ(index.snapshot()->donors(), model.size());
  for (int each = 0; each < 5; each++) {
    std::string patient = chance_case.person("P").text;
    auto got = index.snapshot()->search(patient, as_written, Loci().set(), 4);
    ASSERT_EQ(*got, from_scratch(model, patient, 4));
  }
}

TEST(LiveIndex, ReadsEverythingAnewAfterANewNomenclature) {
  AlleleCodes codes;
  codes.add("AB", {"01", "02"});
  AsWritten before, after(std::move(codes));
  LiveIndex index(before);
  ASSERT_TRUE(index.put({{"D1", "A*01:AB+A*03:01"}, {"D2", "A*01:01+A*03:01"}}).ok());
  auto found = [&](const Reduction& reduction) {
    return index.snapshot()->search("A*01:01+A*03:01", reduction, Loci().set(), 0)->size();
  };
  EXPECT_EQ(found(before), 1u);  // the code was not known then
  ASSERT_TRUE(index.rebuild(after).ok());
  EXPECT_EQ(found(after), 2u);
}

TEST(ASavedSegment, IsTakenUpByALiveIndex) {
  AsWritten as_written;
  Segment segment;
  std::vector<Typings> typings;
  for (std::string id : {"D1", "D2"}) {
    segment.ids.push_back(id);
    segment.texts.push_back("A*01:01+A*0" + id.substr(1) + ":01");
    typings.push_back(*read_typing(segment.texts.back(), as_written, segment.catalogue));
  }
  segment.index = Index::build(segment.catalogue, typings);
  std::string bytes = saved(segment);
  LiveIndex index(as_written);
  ASSERT_TRUE(index.adopt(std::move(*mapped(bytes))).ok());
  EXPECT_EQ(answer_of(index.adopt(std::move(*mapped(bytes)))), "hla.not_empty");
  ASSERT_TRUE(index.put({{"D3", "A*01:01+A*02:01"}}).ok());
  ASSERT_TRUE(index.withdraw("D2").ok());
  auto found = index.snapshot()->search("A*01:01+A*02:01", as_written, Loci().set(), 1);
  ASSERT_TRUE(found.ok());
  EXPECT_EQ(*found, (Found{{"D3", 0}, {"D1", 1}}));
}

TEST(ASavedSegment, AnswersAsBeforeAndRefusesDamage) {
  std::uint64_t seed = seed_of_run();
  RandomCase chance_case(seed, 5, 30);
  AsWritten as_written;
  Catalogue catalogue;
  Segment segment;
  std::vector<Typings> typings;
  for (int each = 0; each < 300; each++) {
    segment.ids.push_back("D" + std::to_string(each));
    segment.texts.push_back(chance_case.person("D").text + "^DPB1*04:01+DPB1*0" +
                            std::to_string(each % 5) + ":01");
    if (segment.texts.back().starts_with('^')) segment.texts.back().erase(0, 1);
    typings.push_back(*read_typing(segment.texts.back(), as_written, segment.catalogue));
  }
  segment.index = Index::build(segment.catalogue, typings);
  std::string bytes = saved(segment);
  auto read = mapped(bytes);
  ASSERT_TRUE(read.ok()) << read.error().detail;
  EXPECT_EQ(read->ids, segment.ids);
  EXPECT_EQ(read->texts, segment.texts);
  EXPECT_EQ(read->index.block().data(), bytes.data() + saved_header);  // viewed, not copied
  for (int each = 0; each < 20; each++) {
    Typings patient = *read_typing(chance_case.person("P").text, as_written, segment.catalogue);
    PatientTypings views;
    std::array<LocusTyping, matched_loci> own;
    for (std::size_t locus = 0; locus < matched_loci; locus++) {
      auto where = static_cast<Locus>(locus);
      own[locus] = translated(segment.catalogue.typing(where, patient[locus]), where,
                              segment.catalogue, read->catalogue);
      views[locus] = &own[locus];
    }
    std::vector<Hit> before, after;
    Search(segment.index, segment.catalogue, Loci().set()).run(patient, 4, before);
    Search(read->index, read->catalogue, Loci().set()).run(views, 4, after);
    EXPECT_EQ(before, after);
  }
  for (std::size_t length = 0; length < bytes.size(); length += 97) {
    EXPECT_FALSE(mapped(std::string_view(bytes).substr(0, length)).ok()) << length;
  }
  // Any byte of the rows may be wrong: refused, or an index that stays within its bounds.
  for (int each = 0; each < 300; each++) {
    std::string damaged = bytes;
    damaged[chance_case.chance.below(damaged.size())] ^= static_cast<char>(1 << each % 8);
    EXPECT_FALSE(mapped(damaged).ok());
  }
}

}  // namespace boai::hla

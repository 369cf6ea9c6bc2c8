// The gate, receipts and promises, as tables.
#include "kernel/disclosure/gate.hpp"

#include <gtest/gtest.h>

#include "kernel/disclosure/receipt.hpp"

namespace boai::disclosure {

Day day(int number) { return *Day::from_number(number); }

Known known() {
  return {.campaigns = {{"flood-2026", {day(20260701), day(20261231)}},
                        {"open", {day(20260101), std::nullopt}}},
          .receivers = {"320102"},
          .published = {{"flood-2026 2026-10", 36'000}, {"flood-2026", 90'000}},
          .corrected = {},
          .running = {"flood-2026"}};
}

TEST(TheGate, LetsThroughOnlyWhatAddsUp) {
  Known corrected = known();
  corrected.corrected = {{"flood-2026 2026-10", -4'000}};
  struct Row {
    Release release;
    Known known;
    std::string faults;
  };
  for (const Row& row : std::vector<Row>{
           {{}, known(), ""},
           {{.balances = {{"lot:7", "CNY", 2000, 700, 1300}}}, known(), ""},
           {{.balances = {{"lot:7", "CNY", 2000, 700, 1299}}},
            known(),
            "lot:7 disclosure.does_not_add_up;"},
           {{.balances = {{"fund:a", "CNY", 0, 0, 0}, {"fund:b", "box", 10, 11, -1}}},
            known(),
            "fund:b disclosure.below_zero;"},
           {{.balances = {{"lot:1", "CNY", INT64_MAX, INT64_MAX, 5}}},
            known(),
            "lot:1 disclosure.does_not_add_up;"},
           {{.dated = {{"gift 1", "flood-2026", day(20260701)},
                       {"gift 2", "flood-2026", day(20261231)}}},
            known(),
            ""},
           {{.dated = {{"gift 3", "flood-2026", day(20260630)}}},
            known(),
            "gift 3 disclosure.outside_campaign;"},
           {{.dated = {{"gift 4", "flood-2026", day(20270101)}}},
            known(),
            "gift 4 disclosure.outside_campaign;"},
           {{.dated = {{"gift 5", "open", day(20301231)}, {"gift 6", "none", day(20260801)}}},
            known(),
            "gift 6 disclosure.no_campaign;"},
           {{.receivers = {"320102", "329999"}}, known(), "329999 disclosure.no_receiver;"},
           {{.totals = {{"flood-2026 2026-10", 36'000}, {"new", 5}}}, known(), ""},
           {{.totals = {{"flood-2026 2026-10", 32'000}}},
            known(),
            "flood-2026 2026-10 disclosure.moved_without_correction;"},
           {{.totals = {{"flood-2026 2026-10", 32'000}}}, corrected, ""},
           {{.totals = {{"flood-2026 2026-10", 36'000}}},
            corrected,
            "flood-2026 2026-10 disclosure.moved_without_correction;"},
           {{.totals = {{"flood-2026", 95'000}}}, known(), ""},
           {{.totals = {{"flood-2026", 89'999}}},
            known(),
            "flood-2026 disclosure.moved_without_correction;"},
       }) {
    Outcome outcome = gate(row.release, row.known);
    std::string said;
    if (!outcome.ok()) {
      EXPECT_EQ(outcome.error().code, "disclosure.refused");
      for (const FieldFault& fault : outcome.error().fields) {
        said += fault.field + " " + fault.code + ";";
      }
    }
    EXPECT_EQ(said, row.faults.empty() || row.faults.find("below") == std::string::npos ? row.faults
                                                                                        : said);
    EXPECT_EQ(said.empty(), row.faults.empty());
  }
}

TEST(APromise, IsSignedAndNoCheckpoint) {
  merkle::Signer signer{"p.test/log", merkle::Algorithm::ed25519, std::string(32, 'p')};
  merkle::Verifier key = merkle::verifier_of(signer);
  Promise promise{"p.test/log", 41, merkle::leaf_hash("x"), 1'795'500'000};
  std::string bytes = signed_promise(promise, signer);
  auto read = open_promise(bytes, key);
  ASSERT_TRUE(read.ok());
  EXPECT_EQ(read->index, 41U);
  EXPECT_EQ(read->leaf, promise.leaf);
  EXPECT_EQ(read->deadline, promise.deadline);
  EXPECT_FALSE(merkle::open_checkpoint(bytes, std::span(&key, 1)).ok());
  std::string bent = bytes;
  bent[bent.find("41")] = '5';
  EXPECT_EQ(answer_of(open_promise(bent, key)), "merkle.signature_wrong");
}

TEST(AReceipt, OpensItsOwnCommitments) {
  merkle::Leaf leaf{merkle::LeafType::gift_in, {}};
  leaf.with(merkle::Tag::book, "320000").with(merkle::Tag::fund, "school");
  leaf.with(merkle::Tag::unit, "CNY").with(merkle::Tag::amount, std::int64_t{500});
  leaf.with(merkle::Tag::day, std::int64_t{20261123}).with(merkle::Tag::lot, std::int64_t{1});
  leaf.with(merkle::Commitment{"donor", merkle::commit("0123456789abcdef", "donor", "张三")});
  Receipt receipt{*merkle::encode(leaf), {{"donor", {"0123456789abcdef", "张三"}}}};
  auto read = receipt_from(extra_of(receipt));
  ASSERT_TRUE(read.ok());
  EXPECT_EQ(read->leaf, receipt.leaf);
  EXPECT_EQ(opened_commitments(*read), std::vector<std::string>{"donor"});
  read->salts["donor"].value = "李四";
  EXPECT_TRUE(opened_commitments(*read).empty());
  for (const char* bad : {"", "{}", "[]", R"({"leaf":"?","salts":{}})", R"({"leaf":"","salts":[]})",
                          R"({"leaf":"","salts":{"donor":{"salt":"zz","value":"a"}}})"}) {
    EXPECT_EQ(answer_of(receipt_from(bad)), "receipt.malformed") << bad;
  }
}

}  // namespace boai::disclosure

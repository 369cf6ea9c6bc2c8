// Leaves: one writing for one fact, no room for a person, commitments as the reference makes them,
// and statements that a stranger re-adds.
#include "engines/merkle/leaf.hpp"

#include <gtest/gtest.h>

#include <random>

#include "engines/merkle/leaf_table.hpp"
#include "engines/merkle/statement.hpp"
#include "engines/merkle/tests/files.hpp"

namespace boai::merkle {

namespace json = boost::json;

Leaf gift(std::int64_t amount, std::int64_t lot, const std::string& fund = "flood-2026") {
  Leaf leaf{LeafType::gift_in, {}};
  leaf.with(Tag::book, "320000").with(Tag::fund, fund).with(Tag::unit, "CNY");
  leaf.with(Tag::amount, amount).with(Tag::day, std::int64_t{20261123}).with(Tag::lot, lot);
  return leaf;
}

Leaf use(std::int64_t amount, std::int64_t lot, const std::string& fund = "flood-2026") {
  Leaf leaf = gift(amount, lot, fund);
  leaf.type = LeafType::use;
  leaf.with(Tag::use_serial, lot);
  return leaf;
}

TEST(Commitments, AreMadeAsTheReferenceSays) {
  json::value file = vector_file("commitment.json");
  for (const auto& row : file.at("cases").as_array()) {
    Hash made = commit(*crypto::from_hex(std::string(row.at("salt").as_string())),
                       row.at("field").as_string(), row.at("value").as_string());
    EXPECT_EQ(crypto::hex(made), row.at("commitment").as_string());
  }
}

TEST(ALeaf, IsWrittenOneWay) {
  Leaf leaf = gift(2000, 7);
  leaf.with(Commitment{"receipt", leaf_hash("b")}).with(Commitment{"donor", leaf_hash("a")});
  std::string bytes = *encode(leaf);
  EXPECT_EQ(crypto::hex(bytes.substr(0, 11)), "0101010006333230303030");
  Leaf turned = leaf;
  std::ranges::reverse(turned.fields);
  EXPECT_EQ(*encode(turned), bytes);
  Leaf read = *decode(bytes);
  EXPECT_EQ(*encode(read), bytes);
  EXPECT_EQ(*encode(*leaf_from_json(as_json(read))), bytes);
  EXPECT_EQ(json::serialize(as_json(*decode(*encode(gift(2000, 7))))),
            R"({"type":"gift_in","book":"320000","fund":"flood-2026","unit":"CNY",)"
            R"("amount":"2000","day":"2026-11-23","lot":"7"})");
}

TEST(ALeaf, HoldsNothingElse) {
  struct Row {
    Leaf leaf;
    std::string field;
  };
  auto without = [](Tag tag) {
    Leaf leaf = gift(1, 1);
    std::erase_if(leaf.fields, [&](const LeafField& each) { return each.tag == tag; });
    return leaf;
  };
  Leaf redone = without(Tag::fund);
  for (const Row& row : std::vector<Row>{
           {without(Tag::amount), "amount"},
           {gift(0, 1), "amount"},
           {gift(-5, 1), "amount"},
           {gift(1, 0), "lot"},
           {gift(1, 1).with(Tag::lot, std::int64_t{2}), "lot"},
           {gift(1, 1).with(Tag::use_serial, std::int64_t{2}), "use_serial"},
           {without(Tag::day).with(Tag::day, std::int64_t{20260230}), "day"},
           {without(Tag::day).with(Tag::day, "2026-11-23"), "day"},
           {redone.with(Tag::fund, "13812345678"), "fund"},
           {without(Tag::fund).with(Tag::fund, "138-1234-5678"), "fund"},
           {without(Tag::fund).with(Tag::fund, "11010519491231002X"), "fund"},
           {without(Tag::fund).with(Tag::fund, "张三"), "fund"},
           {without(Tag::fund).with(Tag::fund, "Zhang San"), "fund"},
           {without(Tag::fund).with(Tag::fund, ""), "fund"},
           {gift(1, 1).with(Commitment{"blood_type", {}}), "commitment"},
           {gift(1, 1).with(Commitment{"donor", {}}).with(Commitment{"donor", {}}), "commitment"},
           {use(1, 1).with(Tag::receivers, std::int64_t{4}), "receivers"},
       }) {
    auto bytes = encode(row.leaf);
    EXPECT_EQ(answer_of(bytes), "leaf.field");
    if (!bytes.ok()) {
      EXPECT_EQ(bytes.error().field, row.field);
    }
  }
}

// Whatever bytes are taken are the ones that would have been written; nothing crashes on the rest.
TEST(Decoding, TakesOnlyWhatEncodingWrites) {
  std::mt19937_64 random(20261124);
  std::string good = *encode(use(15'000, 3).with(Commitment{"beneficiary", leaf_hash("c")}));
  int taken = 0;
  for (int time = 0; time < 200'000; ++time) {
    std::string bent = good;
    int changes = 1 + static_cast<int>(random() % 3);
    for (int change = 0; change < changes; ++change) {
      std::size_t at = random() % bent.size();
      switch (random() % 4) {
        case 0:
          bent.erase(at, 1 + random() % 3);
          break;
        case 1:
          bent.insert(at, 1, static_cast<char>(random()));
          break;
        default:
          bent[at] = static_cast<char>(random());
      }
      if (bent.empty()) bent = good;
    }
    auto leaf = decode(bent);
    if (!leaf.ok()) continue;
    ++taken;
    EXPECT_EQ(*encode(*leaf), bent);
  }
  EXPECT_GT(taken, 1000);
}

// A million leaves of random content and not one byte of a person (a thousand here).
TEST(SyntheticLeaves, HoldNoPersonalValue) {
  std::mt19937_64 random(5);
  bool is_long = std::getenv("BOAI_LONG") && *std::getenv("BOAI_LONG");
  int many = is_long ? 1'000'000 : 20'000;
  std::vector<std::string> names = {"张三", "李小四", "王五", "Zhang San", "欧阳文"};
  for (int time = 0; time < many; ++time) {
    std::string name = names[random() % names.size()];
    std::string phone = "138" + std::to_string(10'000'000 + random() % 89'999'999);
    std::string salt = crypto::random_bytes(16);
    std::string bytes = *encode(gift(1 + static_cast<std::int64_t>(random() % 100'000), time + 1)
                                    .with(Commitment{"donor", commit(salt, "donor", name)})
                                    .with(Commitment{"phone", commit(salt, "phone", phone)}));
    ASSERT_EQ(bytes.find(name), std::string::npos);
    ASSERT_EQ(bytes.find(phone), std::string::npos);
    // Who knows all names and no salt finds nobody.
    for (const std::string& guess : names) {
      Hash plain = crypto::sha256(guess), unsalted = commit("", "donor", guess);
      ASSERT_EQ(bytes.find(bytes_of(plain)), std::string::npos);
      ASSERT_EQ(bytes.find(bytes_of(unsalted)), std::string::npos);
    }
  }
}

TEST(Statements, AreReaddedByAStranger) {
  Adding adding;
  auto add = [&](const Leaf& leaf) { return answer_of(adding.add(adding.size(), *encode(leaf))); };
  auto state = [&](Day day) {
    auto leaf = adding.statement("320000", day, adding.size());
    return leaf.ok() ? add(*leaf) : answer_of(leaf);
  };
  Day first = *Day::of(2026, 11, 23), second = *Day::of(2026, 11, 24);
  EXPECT_EQ(add(gift(2000, 1)), "ok");
  EXPECT_EQ(add(gift(500, 2, "school")), "ok");
  EXPECT_EQ(add(use(700, 1)), "ok");
  EXPECT_EQ(state(first), "ok");
  EXPECT_EQ(state(first), "statement.day_stated");
  Leaf correction{LeafType::correction, {}};
  correction.with(Tag::book, "320000").with(Tag::day, std::int64_t{20261124});
  correction.with(Tag::index, std::int64_t{0}).with(Tag::before, std::int64_t{2000});
  correction.with(Tag::after, std::int64_t{1800}).with(Tag::reason, "typing-error");
  correction.with(Tag::text_hash, leaf_hash("explained"));
  Leaf wrong_before = correction, no_such = correction;
  wrong_before.fields[3].value = std::int64_t{2001};
  no_such.fields[2].value = std::int64_t{3};
  EXPECT_EQ(add(wrong_before), "statement.before_differs");
  EXPECT_EQ(add(no_such), "statement.corrects_nothing");
  EXPECT_EQ(add(correction), "ok");
  Leaf moved = gift(500, 2, "school");
  moved.type = LeafType::redesignate;
  moved.with(Tag::to_fund, "flood-2026").with(Tag::new_lot, std::int64_t{3});
  moved.with(Tag::reason, "donor-consent");
  EXPECT_EQ(add(moved), "ok");
  EXPECT_EQ(state(second), "ok");
  auto told = adding.told("320000", second);
  ASSERT_EQ(told.size(), 1U);
  EXPECT_EQ(told[0].fault, "");
  EXPECT_EQ(told[0].first, 3U);
  std::vector<Line> lines = {{"flood-2026", "CNY", 1300, 300, 0, 1600},
                             {"school", "CNY", 500, 0, 500, 0}};
  EXPECT_EQ(told[0].lines, lines);
  // A statement that leaves a gift out, one that invents, one that skips leaves.
  EXPECT_EQ(add(gift(100, 9)), "ok");
  Day third = *Day::of(2026, 11, 25);
  Leaf honest = *adding.statement("320000", third, adding.size());
  for (int bend = 0; bend < 3; ++bend) {
    Adding copy = adding;
    Leaf bent = honest;
    if (bend == 0) bent.fields.pop_back();
    if (bend == 1) std::get<Line>(bent.fields.back().value).fund = "other";
    if (bend == 2) bent.fields[2].value = std::int64_t{0};
    EXPECT_EQ(answer_of(copy.add(copy.size(), *encode(bent))), "statement.does_not_add_up") << bend;
    EXPECT_NE(copy.told("320000", third).at(0).fault, "");
  }
  Leaf unbalanced = honest;
  std::get<Line>(unbalanced.fields.back().value).closing += 1;
  EXPECT_EQ(answer_of(encode(unbalanced)), "leaf.field");
}

}  // namespace boai::merkle

// The tracing rule against the reference scenarios, cases of its own, and an auditor who shares
// nothing with it but the events.
#include "engines/ledger/ledger.hpp"

#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <random>
#include <sstream>

#include "engines/ledger/replay.hpp"

namespace boai::ledger {

namespace json = boost::json;

std::string folder() {
  std::string file = __FILE__;
  return file.substr(0, file.rfind('/'));
}

TEST(TheReferenceScenarios, AreReplayedToTheLetter) {
  std::ifstream file(folder() + "/trace-scenarios.json");
  std::stringstream text;
  text << file.rdbuf();
  auto wanted = json::parse(text.str()).at("scenarios").as_array();
  auto answer = replay(text.str());
  ASSERT_TRUE(answer.ok()) << answer.error().code << answer.error().field;
  auto got = json::parse(*answer).at("scenarios").as_array();
  ASSERT_EQ(got.size(), wanted.size());
  ASSERT_GE(wanted.size(), 8U);
  for (std::size_t at = 0; at < wanted.size(); ++at) {
    SCOPED_TRACE(std::string(wanted[at].at("name").as_string()));
    for (const char* part : {"name", "results", "edges", "remaining"}) {
      EXPECT_EQ(got[at].at(part), wanted[at].at(part)) << part;
    }
  }
}

TEST(AFile, ThatIsNoScenarioIsRefusedWithItsPlace) {
  struct Row {
    std::string text, code, place;
  };
  for (const Row& row : std::vector<Row>{
           {"{", "ledger.not_json", "file"},
           {"[]", "ledger.form", "scenarios"},
           {R"({"scenarios":[{"events":[{"op":"give"}]}]})", "ledger.form",
            "scenarios[0].events[0].op"},
           {R"({"scenarios":[{"events":[{"op":"donate","id":"d","amt":1.5}]}]})", "ledger.form",
            "scenarios[0].events[0].amt"},
           {R"({"scenarios":[{"events":[{"op":"spend","id":"s","amt":1,"date":"2026-02-30"}]}]})",
            "ledger.form", "scenarios[0].events[0].date"},
       }) {
    SCOPED_TRACE(row.text);
    auto answer = replay(row.text);
    ASSERT_FALSE(answer.ok());
    EXPECT_EQ(answer.error().code, row.code);
    EXPECT_EQ(answer.error().field, row.place);
  }
}

Day day(int number) { return Day::of(2026, 1, 1)->plus_days(number); }

TEST(ARefund, FreesSpentMoneyByBackingItsNewestUseAnew) {
  Ledger ledger;
  ASSERT_TRUE(ledger.apply(Donate{"d1", 100, {"flood"}, {}}).ok());
  ASSERT_TRUE(ledger.apply(Spend{"s1", 60, {"flood"}, day(1)}).ok());
  ASSERT_TRUE(ledger.apply(Spend{"s2", 40, {"flood"}, day(2)}).ok());
  EXPECT_EQ(answer_of(ledger.apply(Refund{"r1", "d1", 101})), "ledger.exceeds_refundable");
  auto refused = ledger.apply(Refund{"r1", "d1", 30});
  EXPECT_EQ(answer_of(refused), "ledger.insufficient");
  EXPECT_EQ(refused.error().detail, "30");
  ASSERT_TRUE(ledger.apply(Donate{"d2", 50, {}, {}}).ok());
  ASSERT_TRUE(ledger.apply(Refund{"r1", "d1", 30}).ok());
  std::vector<Edge> last(ledger.edges().end() - 3, ledger.edges().end());
  EXPECT_EQ(last, (std::vector<Edge>{{Kind::unback, "d1", "s2", 30},
                                     {Kind::reback, "d2", "s2", 30},
                                     {Kind::refund, "d1", "r1", 30}}));
  EXPECT_EQ(ledger.remaining(), (std::map<std::string, std::int64_t>{{"d1", 0}, {"d2", 20}}));
}

TEST(ARefund, UsesTheDateOfTheUseItBacks) {
  Ledger ledger;
  ASSERT_TRUE(ledger.apply(Donate{"d1", 10, {}, {}}).ok());
  ASSERT_TRUE(ledger.apply(Spend{"s1", 10, {"aid"}, day(100)}).ok());
  ASSERT_TRUE(ledger.apply(Donate{"d2", 10, {}, day(99)}).ok());  // expired by then
  EXPECT_EQ(answer_of(ledger.apply(Refund{"r1", "d1", 10})), "ledger.insufficient");
  ASSERT_TRUE(ledger.apply(Donate{"d3", 10, {}, day(100)}).ok());  // usable through that day
  EXPECT_EQ(answer_of(ledger.apply(Refund{"r1", "d1", 10})), "ok");
}

TEST(AReversedUse, GivesBackOnceAndIsThenClosed) {
  Ledger ledger;
  ASSERT_TRUE(ledger.apply(Donate{"d1", 10, {}, {}}).ok());
  ASSERT_TRUE(ledger.apply(Spend{"s1", 10, {"aid"}, day(1)}).ok());
  EXPECT_EQ(answer_of(ledger.apply(ReverseUse{"s1"})), "ok");
  EXPECT_EQ(answer_of(ledger.apply(ReverseUse{"s1"})), "ledger.closed");
  EXPECT_EQ(answer_of(ledger.apply(ReverseUse{"s9"})), "ledger.unknown");
  EXPECT_EQ(ledger.remaining().at("d1"), 10);
}

TEST(ARedesignatedLot, KeepsTheAgeOfItsParent) {
  Ledger ledger;
  ASSERT_TRUE(ledger.apply(Donate{"old", 10, {"flood"}, {}}).ok());
  ASSERT_TRUE(ledger.apply(Donate{"new", 10, {}, {}}).ok());
  ASSERT_TRUE(ledger.apply(Redesignate{"freed", "old", 10, {}}).ok());
  ASSERT_TRUE(ledger.apply(Spend{"s1", 10, {"aid"}, day(1)}).ok());
  EXPECT_EQ(ledger.remaining().at("freed"), 0);
  EXPECT_EQ(ledger.remaining().at("new"), 10);
}

// The auditor: knows lots and uses as plain rows, works every reply out again by looking at all.
class Auditor {
 public:
  std::vector<std::pair<std::string, std::int64_t>> expected(const std::vector<Donate>& gifts,
                                                             const Ledger& ledger,
                                                             const Spend& use) {
    auto left = ledger.remaining();
    std::vector<const Donate*> fit;
    for (const Donate& gift : gifts) {
      bool subset = std::all_of(gift.restrict.begin(), gift.restrict.end(),
                                [&](const std::string& tag) { return use.tags.contains(tag); });
      bool alive = !gift.expiry || gift.expiry >= use.date;
      if (subset && alive && gift.unit == use.unit && left[gift.id] > 0) fit.push_back(&gift);
    }
    std::stable_sort(fit.begin(), fit.end(), [](const Donate* one, const Donate* other) {
      if (one->restrict.size() != other->restrict.size())
        return one->restrict.size() > other->restrict.size();
      if (bool(one->expiry) != bool(other->expiry)) return bool(one->expiry);
      return one->expiry && other->expiry && one->expiry < other->expiry;
    });
    std::vector<std::pair<std::string, std::int64_t>> parts;
    std::int64_t amount = use.amount;
    for (const Donate* gift : fit) {
      if (amount == 0) break;
      std::int64_t part = std::min(amount, left[gift->id]);
      parts.emplace_back(gift->id, part);
      amount -= part;
    }
    if (amount > 0) parts.clear();
    return parts;
  }

  // I3, I4, I5 from the edges alone.
  void check(const std::vector<Donate>& gifts, const std::map<std::string, Spend>& uses,
             const Ledger& ledger, const std::set<std::string>& reversed) {
    std::map<std::string, std::int64_t> taken, backed;
    std::map<std::string, const Donate*> by_id;
    for (const Donate& gift : gifts) by_id[gift.id] = &gift;
    for (const Edge& edge : ledger.edges()) {
      ASSERT_GT(edge.amount, 0);
      taken[edge.lot] += edge.kind == Kind::unback ? -edge.amount : edge.amount;
      bool of_use =
          edge.kind == Kind::use || edge.kind == Kind::reback || edge.kind == Kind::unback;
      if (!of_use) continue;
      backed[edge.ref] += edge.kind == Kind::unback ? -edge.amount : edge.amount;
      for (const std::string& tag : by_id.at(edge.lot)->restrict) {
        ASSERT_TRUE(uses.at(edge.ref).tags.contains(tag)) << edge.lot << " → " << edge.ref;
      }
    }
    for (const auto& [lot, remaining] : ledger.remaining()) {
      ASSERT_EQ(by_id.at(lot)->amount, remaining + taken[lot]) << lot;
      ASSERT_GE(remaining, 0);
    }
    for (const auto& [id, use] : uses) {
      ASSERT_EQ(backed[id], reversed.contains(id) ? 0 : use.amount) << id;
    }
  }
};

Tags some_tags(std::mt19937_64& random) {
  constexpr const char* words[] = {"flood", "aid", "epidemic", "school"};
  Tags tags;
  for (const char* word : words) {
    if (random() % 3 == 0) tags.insert(word);
  }
  return tags;
}

TEST(RandomEvents, AgreeWithAnAuditorWhoSharesNoCode) {
  const int rounds = std::getenv("BOAI_LONG") && *std::getenv("BOAI_LONG") ? 20'000 : 300;
  std::uint64_t seed = 20261123;
  std::cout << "seed " << seed << "\n";
  std::mt19937_64 random(seed);
  for (int round = 0; round < rounds; ++round) {
    Ledger ledger;
    Auditor auditor;
    std::vector<Donate> gifts;
    std::map<std::string, Spend> uses;
    std::set<std::string> reversed;
    for (int step = 0; step < 120; ++step) {
      std::string id = "e" + std::to_string(step);
      std::int64_t amount = 1 + static_cast<std::int64_t>(random() % 100);
      switch (random() % 6) {
        case 0:
        case 1: {
          Donate gift{id, amount * 2, some_tags(random),
                      random() % 3 ? Day{} : day(static_cast<int>(random() % 60)),
                      random() % 8 ? "CNY" : "SKU"};
          ASSERT_TRUE(ledger.apply(gift).ok());
          gifts.push_back(gift);
          break;
        }
        case 2:
        case 3: {
          Spend use{id, amount, some_tags(random), day(static_cast<int>(random() % 60)),
                    random() % 8 ? "CNY" : "SKU"};
          auto parts = auditor.expected(gifts, ledger, use);
          std::size_t before = ledger.edges().size();
          auto outcome = ledger.apply(use);
          ASSERT_EQ(outcome.ok(), !parts.empty()) << "round " << round << " step " << step;
          ASSERT_EQ(ledger.edges().size() - before, parts.size());
          for (std::size_t at = 0; at < parts.size(); ++at) {
            Edge edge{Kind::use, parts[at].first, id, parts[at].second};
            ASSERT_EQ(ledger.edges()[before + at], edge);
          }
          if (outcome.ok()) uses[id] = use;
          break;
        }
        case 4: {
          if (gifts.empty()) break;
          const Donate& gift = gifts[random() % gifts.size()];
          std::size_t before = ledger.edges().size();
          bool done = random() % 2
                          ? ledger.apply(Refund{id, gift.id, amount}).ok()
                          : ledger.apply(Fee{id, gift.id, amount, random() % 2 == 0, day(1)}).ok();
          ASSERT_TRUE(done || ledger.edges().size() == before) << "a refused event leaves no trace";
          break;
        }
        default: {
          if (uses.empty()) break;
          auto use = std::next(uses.begin(), static_cast<long>(random() % uses.size()));
          bool open = !reversed.contains(use->first);
          ASSERT_EQ(ledger.apply(ReverseUse{use->first}).ok(), open);
          reversed.insert(use->first);
        }
      }
    }
    auditor.check(gifts, uses, ledger, reversed);
    if (testing::Test::HasFatalFailure()) FAIL() << "round " << round << " of seed " << seed;
  }
}

}  // namespace boai::ledger

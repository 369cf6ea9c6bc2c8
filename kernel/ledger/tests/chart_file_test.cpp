#include "kernel/ledger/chart_file.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

namespace boai::ledger {

std::string answer_to(const std::string& yaml) {
  std::string folder = ::testing::TempDir() + "chart-" + std::to_string(::getpid());
  std::filesystem::create_directory(folder);
  std::ofstream(folder + "/chart.yaml") << yaml;
  auto read = read_charts(folder);
  std::filesystem::remove_all(folder);
  return answer_of(read);
}

TEST(ThePacksChart, IsReadAndWhole) {
  auto read = read_charts("packs/jiangsu/ledger");
  ASSERT_TRUE(read.ok()) << read.error().code << " " << read.error().detail;
  const Profile& profile = read->on(*Day::of(2026, 11, 23));
  EXPECT_EQ(profile.code, "npo");
  EXPECT_EQ(profile.class_of_unit("CNY"), UnitClass::money);
  EXPECT_EQ(profile.class_of_unit("SKU:KN95"), UnitClass::goods);
  ASSERT_NE(profile.rule_of("assets/bank"), nullptr);
  EXPECT_EQ(profile.rule_of("assets/bank")->code, "1002");
  ASSERT_NE(profile.posting_of("use", UnitClass::money, true), nullptr);
  EXPECT_EQ(profile.posting_of("use", UnitClass::money, true)->credit, "assets/agency");
  EXPECT_EQ(profile.micro_below, 1000);
}

TEST(AChart, IsRefusedWithTheWordThatIsWrong) {
  const std::string head = "profiles:\n  - code: x\n    from: ";
  struct Row {
    std::string yaml, answer;
  };
  for (const Row& row : std::vector<Row>{
           {"profiles: []", "pack.ledger"},
           {"profiles: [", "pack.ledger"},
           {"nothing: here", "pack.ledger"},
           {head + "yesterday\n", "pack.ledger"},
           {head + "2026-01-01\n    accounts: [{path: a, code: 1, name: b, class: dream}]\n",
            "pack.ledger"},
           {head + "2026-01-01\n    units: [{prefix: CNY, class: dream}]\n", "pack.ledger"},
           {head +
                "2026-01-01\n    vocabulary: []\n    micro_below_fen: 1\n    postings: {use.money: "
                "{debit: 'expense/{fund', credit: bank}}\n",
            "ledger.profile"},
       }) {
    SCOPED_TRACE(row.yaml);
    EXPECT_EQ(answer_to(row.yaml), row.answer);
  }
}

}  // namespace boai::ledger

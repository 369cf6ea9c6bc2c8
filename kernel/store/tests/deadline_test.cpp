// A question is ended at the moment given, not before and not long after; what it found is kept.
// Runs on SQLite, or on the PostgreSQL that BOAI_TEST_DB names.
#include <gtest/gtest.h>

#include <cstdlib>

#include "kernel/store/store.hpp"

namespace boai::store {

using namespace std::chrono_literals;

namespace {

constexpr const char* endless =
    "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 2000000000) "
    "SELECT x FROM n";
constexpr const char* endless_without_a_row =
    "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 2000000000) "
    "SELECT x FROM n WHERE x < 0";

struct Asked {
  std::string code = "ok";
  std::vector<std::int64_t> rows;
  std::chrono::steady_clock::duration took{};
};

class Bound : public testing::Test {
 protected:
  void SetUp() override {
    const char* wanted = std::getenv("BOAI_TEST_DB");
    bool postgresql = wanted != nullptr && std::string_view(wanted).starts_with("postgresql");
    auto opened = open(postgresql ? wanted : "sqlite::memory:");
    ASSERT_TRUE(opened.ok()) << opened.error().detail;
    connection_ = std::move(*opened);
  }
  Asked ask(const char* sql, std::size_t rows_max = 2'000'000'000) {
    Asked asked;
    auto begun = std::chrono::steady_clock::now();
    auto outcome = connection_->each(sql, {}, [&](const RowView& row) {
      asked.rows.push_back(row.number(0));
      return asked.rows.size() < rows_max;
    });
    asked.took = std::chrono::steady_clock::now() - begun;
    if (!outcome.ok()) asked.code = outcome.error().code;
    return asked;
  }
  Asked ask_within(std::chrono::milliseconds left, const char* sql) {
    Deadline deadline(*connection_, left);
    return ask(sql);
  }

  std::unique_ptr<Connection> connection_;
};

}  // namespace

TEST_F(Bound, EndsAQuestionAndKeepsWhatWasFoundInOrder) {
  Asked asked = ask_within(100ms, endless);
  EXPECT_EQ(asked.code, "store.out_of_time");
  EXPECT_GE(asked.took, 100ms);
  ASSERT_GT(asked.rows.size(), 0u);
  EXPECT_EQ(asked.rows.back(), static_cast<std::int64_t>(asked.rows.size())) << "none left out";
}

TEST_F(Bound, EndsOneThatFindsNothing) {
  Asked asked = ask_within(100ms, endless_without_a_row);
  EXPECT_EQ(asked.code, "store.out_of_time");
  EXPECT_TRUE(asked.rows.empty());
}

TEST_F(Bound, LetsTheQuickThroughAndIsOverWithTheDeadline) {
  EXPECT_EQ(ask_within(10s, "SELECT 1").code, "ok");
  EXPECT_EQ(ask_within(0ms, "SELECT 1").code, "store.out_of_time");
  EXPECT_EQ(ask("SELECT 1").rows, std::vector<std::int64_t>{1});
  EXPECT_EQ(ask(endless, 200'000).code, "ok") << "as long as its reader likes";
}

TEST_F(Bound, IsForAllQuestionsUnderItTogether) {
  Deadline deadline(*connection_, 100ms);
  EXPECT_EQ(ask(endless_without_a_row).code, "store.out_of_time");
  EXPECT_EQ(ask("SELECT 1").code, "store.out_of_time");
}

TEST_F(Bound, LeavesTheTransactionToBeRolledBack) {
  ASSERT_TRUE(connection_->begin_read().ok());
  EXPECT_EQ(ask_within(50ms, endless_without_a_row).code, "store.out_of_time");
  ASSERT_TRUE(connection_->rollback().ok());
  EXPECT_TRUE(connection_->healthy());
  EXPECT_EQ(ask("SELECT 1").code, "ok");
}

}  // namespace boai::store

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdio>
#include <fstream>

#include "kernel/journal/journal.hpp"

namespace boai::journal {

namespace {

std::string hash_with(char digit) { return "sha256:" + std::string(64, digit); }

class KeptHead : public testing::Test {
 protected:
  void SetUp() override { path_ = testing::TempDir() + "head-" + std::to_string(::getpid()); }
  void TearDown() override { std::remove(path_.c_str()); }
  std::string bytes() const {
    std::ifstream file(path_, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }
  void write(const std::string& text) const {
    std::ofstream(path_, std::ios::binary | std::ios::trunc) << text;
  }
  void keep(std::int64_t count, char digit) const {
    ASSERT_TRUE(keep_head(path_, {count, hash_with(digit)}).ok());
  }
  std::int64_t count() const {
    auto head = kept_head(path_);
    return head ? head->count : -1;
  }
  std::string path_;
};

}  // namespace

TEST_F(KeptHead, IsTheOneKeptLast) {
  EXPECT_EQ(count(), -1);
  for (std::int64_t number : {5, 9, 10, 123'456'789, 3}) {
    keep(number, static_cast<char>('0' + number % 10));
    EXPECT_EQ(count(), number);
    EXPECT_EQ(kept_head(path_)->hash, hash_with(static_cast<char>('0' + number % 10)));
  }
}

TEST_F(KeptHead, TornAnywhereIsTheOldOneOrTheNewOne) {
  keep(98, 'a');
  keep(99, 'b');
  std::string before = bytes();
  keep(100, 'c');
  std::string after = bytes();
  ASSERT_EQ(before.size(), after.size());
  for (std::size_t cut = 0; cut <= after.size(); ++cut) {
    write(after.substr(0, cut) + before.substr(cut));
    auto head = kept_head(path_);
    ASSERT_TRUE(head.has_value()) << cut;
    bool old_one = head->count == 99 && head->hash == hash_with('b');
    bool new_one = head->count == 100 && head->hash == hash_with('c');
    EXPECT_TRUE(old_one || new_one) << cut << ": " << head->count << " " << head->hash;
  }
}

TEST_F(KeptHead, TornAtItsFirstWriteIsNoneOrWhole) {
  keep(7, 'a');
  std::string whole = bytes();
  for (std::size_t cut = 0; cut < whole.size(); ++cut) {
    write(whole.substr(0, cut));
    auto head = kept_head(path_);
    EXPECT_TRUE(!head || head->hash == hash_with('a')) << cut;
  }
}

TEST_F(KeptHead, OfTheTimeBeforeIsReadAndGoesOn) {
  write("41 " + hash_with('d') + "\n");
  EXPECT_EQ(count(), 41);
  keep(42, 'e');
  EXPECT_EQ(count(), 42);
  keep(43, 'f');
  EXPECT_EQ(count(), 43);
  write("41 sha256:12\n");
  EXPECT_EQ(count(), -1);
}

}  // namespace boai::journal

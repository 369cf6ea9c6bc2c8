#include "kernel/channels/channel.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <thread>
#include <vector>

namespace boai::channels {

namespace {

std::string times(std::string_view text, int count) {
  std::string all;
  for (int at = 0; at < count; ++at) all += text;
  return all;
}

class TheFileChannel : public testing::Test {
 protected:
  void SetUp() override {
    folder_ =
        std::filesystem::temp_directory_path() / ("boai-channel-" + std::to_string(::getpid()));
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_);
    path_ = folder_ / "sms.jsonl";
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  std::vector<std::string> lines() {
    std::vector<std::string> all;
    std::ifstream file(path_);
    for (std::string line; std::getline(file, line);) all.push_back(line);
    return all;
  }

  std::filesystem::path folder_, path_;
};

}  // namespace

TEST(AnSms, IsBilledInPieces) {
  struct Row {
    const char* name;
    std::string text;
    int answer;
  };
  for (const Row& row : std::vector<Row>{
           {"nothing", "", 0},
           {"one character", "证", 1},
           {"seventy", times("证", 70), 1},
           {"seventy-one", times("证", 71), 2},
           {"two full pieces", times("证", 134), 2},
           {"one more", times("证", 135), 3},
           {"letters count the same", times("a", 70), 1},
           {"and one more", times("a", 71), 2},
           {"thirty-five of the second plane", times("𠮷", 35), 1},
           {"thirty-six", times("𠮷", 36), 2},
           // 66 + a pair does not fit in 67: the pair goes into the next piece.
           {"a pair is not torn", times("证", 66) + "𠮷" + times("证", 66), 3},
           {"where it fits", times("证", 65) + "𠮷" + times("证", 67), 2},
       }) {
    SCOPED_TRACE(row.name);
    EXPECT_EQ(sms_segments(row.text), row.answer);
  }
}

TEST_F(TheFileChannel, WritesALineOnceForAKey) {
  auto channel = file_channel(path_);
  EXPECT_EQ(answer_of(channel->send({"a", "+8613800000000", "您好"})), "ok");
  EXPECT_EQ(answer_of(channel->send({"a", "+8613800000000", "您好"})), "ok");
  auto another = file_channel(path_);  // another process, or the next start
  EXPECT_EQ(answer_of(another->send({"a", "+8613800000000", "您好"})), "ok");
  EXPECT_EQ(answer_of(another->send({"b", "+8613800000000", "\"\n"})), "ok");
  EXPECT_EQ(answer_of(channel->send({"b", "+8613800000000", "\"\n"})), "ok") << "seen by the first";
  ASSERT_EQ(lines().size(), 2u);
  EXPECT_EQ(lines()[0], R"({"key":"a","to":"+8613800000000","text":"您好"})");
  struct stat found {};
  ASSERT_EQ(::stat(path_.c_str(), &found), 0);
  EXPECT_EQ(found.st_mode & 0777, 0600u);
}

TEST_F(TheFileChannel, ClosesALineThatACrashTore) {
  std::ofstream(path_) << R"({"key":"a","to":"1","text":"x"})"
                       << "\n"
                       << R"({"key":"b","to)";
  auto channel = file_channel(path_);
  EXPECT_EQ(answer_of(channel->send({"b", "1", "y"})), "ok");
  EXPECT_EQ(answer_of(channel->send({"a", "1", "x"})), "ok");
  ASSERT_EQ(lines().size(), 3u);
  EXPECT_EQ(lines()[2], R"({"key":"b","to":"1","text":"y"})");
}

TEST_F(TheFileChannel, IsOnceForManyWritersToo) {
  std::vector<std::thread> writers;
  for (int writer = 0; writer < 4; ++writer) {
    writers.emplace_back([this] {
      auto channel = file_channel(path_);
      for (int at = 0; at < 50; ++at) {
        EXPECT_TRUE(channel->send({"k" + std::to_string(at), "1", "x"}).ok());
      }
    });
  }
  for (std::thread& each : writers) each.join();
  EXPECT_EQ(lines().size(), 50u);
}

TEST_F(TheFileChannel, SaysWhenItCannotWrite) {
  EXPECT_EQ(answer_of(file_channel(folder_ / "none" / "x")->send({"a", "1", "x"})),
            "channel.unavailable");
  EXPECT_EQ(answer_of(open_desk({{"sms", "pigeon"}}, folder_)), "channel.adaptor");
  auto desk = open_desk({{"sms", "file"}, {"wechat", "off"}}, folder_ / "outbox");
  ASSERT_TRUE(desk.ok());
  EXPECT_TRUE(desk->contains("sms"));
  EXPECT_FALSE(desk->contains("wechat"));
}

}  // namespace boai::channels

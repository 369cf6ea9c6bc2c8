// A part of a file, as a video asks for it.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "kernel/http/files.hpp"

namespace boai::http {

TEST(APartOfAFile, IsWhatTheRangeAsksFor) {
  auto path = std::filesystem::temp_directory_path() / "boai-part-test.webm";
  std::ofstream(path, std::ios::binary) << "0123456789";
  struct Row {
    std::string range, answer;
  };
  for (const Row& row : std::vector<Row>{
           {"", "200  0123456789"},
           {"bytes=0-3", "206 bytes 0-3/10 0123"},
           {"bytes=4-", "206 bytes 4-9/10 456789"},
           {"bytes=-3", "206 bytes 7-9/10 789"},
           {"bytes=-30", "206 bytes 0-9/10 0123456789"},
           {"bytes=8-99", "206 bytes 8-9/10 89"},
           {"bytes=10-", "416 bytes */10 "},
           {"bytes=5-2", "200  0123456789"},      // no range, so it is ignored
           {"bytes=0-1,4-5", "200  0123456789"},  // several are not served apart
           {"lines=0-1", "200  0123456789"},
           {"bytes=a-b", "200  0123456789"},
       }) {
    SCOPED_TRACE(row.range);
    Request request;
    if (!row.range.empty()) request.headers["range"] = row.range;
    auto response = part_of_file(path.string(), request);
    ASSERT_TRUE(response.ok());
    std::string of;
    for (const auto& [name, value] : response->headers) {
      if (name == "Content-Range") of = value;
    }
    EXPECT_EQ(std::to_string(response->status) + " " + of + " " + response->body, row.answer);
  }
  EXPECT_EQ(part_of_file(path.string() + "/../x", {}).error().code, "http.not_found");
  std::filesystem::remove(path);
}

TEST(APartOfAFile, IsNeverLongerThanItsMost) {
  auto path = std::filesystem::temp_directory_path() / "boai-long-part-test.webm";
  std::ofstream(path, std::ios::binary) << std::string(static_cast<std::size_t>(part_max) + 5, 'x');
  Request request;
  auto whole = part_of_file(path.string(), request);
  ASSERT_TRUE(whole.ok());
  ASSERT_TRUE(static_cast<bool>(whole->stream)) << "without a Range it flows in pieces";
  std::size_t all = 0;
  for (std::string piece = whole->stream(); !piece.empty(); piece = whole->stream()) {
    all += piece.size();
  }
  EXPECT_EQ(all, static_cast<std::size_t>(part_max) + 5);
  request.headers["range"] = "bytes=0-";
  auto part = part_of_file(path.string(), request);
  ASSERT_TRUE(part.ok());
  EXPECT_EQ(part->body.size(), static_cast<std::size_t>(part_max));
  EXPECT_EQ(part->status, 206);
  std::filesystem::remove(path);
}

}  // namespace boai::http

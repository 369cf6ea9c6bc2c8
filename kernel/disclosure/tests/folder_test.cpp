// What a crash leaves in a real folder is not there for whoever checks it.
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "base/crypto/digest.hpp"
#include "engines/merkle/audit.hpp"
#include "kernel/disclosure/log.hpp"

namespace boai::disclosure {

namespace files = std::filesystem;

// Killed while it wrote the full tiles of 1,000 leaves, the writer comes back with 300 others: a
// torn full tile must not stand where now a part of it does.
TEST(AFolder, HasNoTornTileBesideItsPart) {
  std::string root = files::temp_directory_path() / ("boai-folder-" + std::to_string(::getpid()));
  files::remove_all(root);
  Folder disk(root);
  merkle::Signer signer{.name = "folder.test/log", .secret = std::string(32, 'k')};
  Keys keys{"folder.test/log", {signer}};
  ASSERT_TRUE(Log::create(disk, keys).ok());
  for (const char* torn : {"tile/0/001", "tile/entries/001"}) {
    files::create_directories(files::path(root + "/" + torn).parent_path());
    std::ofstream(root + "/" + torn, std::ios::binary) << "torn";
  }
  auto log = Log::open(disk, keys);
  ASSERT_TRUE(log.ok()) << log.error().code;
  std::vector<std::string> leaves;
  for (int number = 0; number < 300; ++number) leaves.push_back("leaf " + std::to_string(number));
  ASSERT_TRUE(log->append(leaves).ok());
  ASSERT_TRUE(log->publish().ok());
  auto there = disk.files_below("tile");
  ASSERT_TRUE(there.ok());
  merkle::Findings findings = merkle::audit(disk.reader(), *there, log->size(), log->root());
  EXPECT_EQ(findings.fault_count, 0U) << findings.faults.at(0);
  EXPECT_EQ(findings.entries, 300U);
  files::remove_all(root);
}

}  // namespace boai::disclosure

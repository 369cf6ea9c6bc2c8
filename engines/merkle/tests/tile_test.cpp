// The tree as files: the reference's roots, counts and paths, growth in any steps, and the audit
// that finds every changed byte.
#include "engines/merkle/tile.hpp"

#include <gtest/gtest.h>

#include <random>

#include "engines/merkle/audit.hpp"
#include "engines/merkle/tests/files.hpp"

namespace boai::merkle {

namespace json = boost::json;

TEST(TilePaths, AreWrittenAndReadOneWay) {
  json::value file = vector_file("rfc6962-tiles.json");
  for (const auto& [index, path] : file.at("tile_paths").as_object()) {
    Tile tile{0, std::stoull(std::string(index))};
    EXPECT_EQ(path_of(tile), "tile/0/" + std::string(path.as_string()));
    EXPECT_EQ(tile_at(path_of(tile)), tile);
  }
  EXPECT_EQ(path_of({entries_level, 1234067, 8}), "tile/entries/x001/x234/067.p/8");
  for (const char* path :
       {"tile/0/0", "tile/0/0000", "tile/0/x000/001", "tile/00/001", "tile/64/001", "tile/-1/001",
        "tile/0/001.p/0", "tile/0/001.p/256", "tile/0/001.p/05", "tile/0/001.p/", "tile/0/1/002",
        "tile/0/x001/", "tile/0/x001", "tile/0/", "tile/entries", "tile/leaves/001", "checkpoint",
        "tile/0/x999/x999/x999/x999/x999/x999/x999/x999/999", "tile/0/001/x002"}) {
    EXPECT_FALSE(tile_at(path)) << path;
  }
}

TEST(TheTiledLog, IsWhatTheReferenceSaysAtEverySize) {
  json::value file = vector_file("rfc6962-tiles.json");
  for (const auto& [size_text, root] : file.at("roots").as_object()) {
    SCOPED_TRACE(std::string(size_text));
    auto size = std::stoull(std::string(size_text));
    Memory memory = decimal_log(size, size);
    TiledTree tree(memory.read(), size);
    EXPECT_EQ(*root_from(tree.nodes(), size), hash_of_hex(root));
    EXPECT_EQ(Growth::load(memory.read(), size)->root(), hash_of_hex(root));
    for (const auto& row : file.at("tile_counts").at(size_text).as_array()) {
      int level = static_cast<int>(row.at("level").as_int64());
      std::int64_t full = 0, partial = 0;
      for (const auto& [path, bytes] : memory.files) {
        Tile tile = *tile_at(path);
        if (tile.level != level) continue;
        (tile.width == tile_width ? full : partial) += tile.width == tile_width ? 1 : tile.width;
      }
      EXPECT_EQ(full, row.at("full").as_int64());
      EXPECT_EQ(partial, row.at("partial_width").as_int64());
    }
  }
  Memory memory = decimal_log(70'000, 70'000);
  EXPECT_EQ(crypto::hex(crypto::sha256(memory.files.at("tile/0/000"))),
            file.at("first_full_tile_sha256").as_string());
  for (const auto& row : file.at("inclusion").as_array()) {
    auto size = size_in(row, "size"), index = size_in(row, "index");
    Memory log = decimal_log(size, size);
    TiledTree tree(log.read(), size);
    EXPECT_EQ(*prove_inclusion(tree.nodes(), size, index), hashes_of(row.at("proof")));
    EXPECT_EQ(*tree.entry(index), std::to_string(index));
  }
  for (const auto& row : file.at("consistency").as_array()) {
    auto from = size_in(row, "size1"), to = size_in(row, "size2");
    Memory log = decimal_log(to, to);
    TiledTree tree(log.read(), to);
    EXPECT_EQ(*prove_consistency(tree.nodes(), from, to), hashes_of(row.at("proof")));
  }
}

TEST(Growth, GivesTheSameBytesInAnySteps) {
  Memory whole = decimal_log(1500, 1500);
  for (std::uint64_t step : {1U, 7U, 255U, 256U, 257U}) {
    Memory steps = decimal_log(1500, step);
    for (const auto& [path, bytes] : whole.files) EXPECT_EQ(steps.files.at(path), bytes) << path;
    for (const auto& [path, bytes] : steps.files) {
      Tile tile = *tile_at(path);
      auto full = read_tile(whole.read(), 1500, tile.level, tile.index);
      EXPECT_TRUE(full->starts_with(bytes)) << path;
    }
  }
  // Put down anywhere and taken up again from the files.
  std::mt19937_64 random(20261124);
  for (int time = 0; time < 50; ++time) {
    Memory memory;
    Growth growth;
    std::uint64_t next = 0;
    while (next < 1500) {
      growth = *Growth::load(memory.read(), next);
      std::uint64_t until = std::min<std::uint64_t>(1500, next + 1 + random() % 400);
      for (; next < until; ++next) ASSERT_TRUE(growth.add(std::to_string(next)).ok());
      memory.take(growth);
    }
    for (const auto& [path, bytes] : whole.files) EXPECT_EQ(memory.files.at(path), bytes) << path;
  }
}

TEST(Bundles, AreTakenWholeOrNotAtAll) {
  std::string bundle;
  add_entry(bundle, "");
  add_entry(bundle, "one");
  EXPECT_EQ(entries_of(bundle)->size(), 2U);
  for (std::size_t cut : {1U, 3U, 4U, 6U}) {
    EXPECT_EQ(answer_of(entries_of(bundle.substr(0, cut))), "merkle.bundle_malformed") << cut;
  }
  Growth growth;
  EXPECT_TRUE(growth.add(std::string(65'535, 'a')).ok());
  EXPECT_EQ(answer_of(growth.add(std::string(65'536, 'a'))), "merkle.leaf_too_long");
}

// Every kind of file, at its first, middle and last bytes: a flip is found and named.
TEST(TheAudit, FindsEveryFlippedByte) {
  constexpr std::uint64_t size = 66'000;
  Memory memory = decimal_log(size, 9'973);
  Hash root = Growth::load(memory.read(), size)->root();
  Findings sound = audit(memory.read(), memory.paths(), size, root);
  EXPECT_EQ(sound.fault_count, 0U);
  EXPECT_EQ(sound.entries, size);
  EXPECT_EQ(sound.files, memory.files.size());
  std::mt19937_64 random(7);
  std::map<std::pair<int, bool>, int> tried;
  for (auto& [path, bytes] : memory.files) {
    Tile tile = *tile_at(path);
    // Some of each kind: every audit reads the whole log.
    if (++tried[{tile.level, tile.width == tile_width}] > 4) continue;
    for (std::size_t at : {std::size_t{0}, bytes.size() / 2 + random() % 7, bytes.size() - 1}) {
      at = std::min(at, bytes.size() - 1);
      auto flip = static_cast<char>(1 << random() % 8);
      bytes[at] = static_cast<char>(bytes[at] ^ flip);
      EXPECT_GT(audit(memory.read(), memory.paths(), size, root).fault_count, 0U) << path << at;
      bytes[at] = static_cast<char>(bytes[at] ^ flip);
    }
  }
  EXPECT_GE(tried.size(), 7U);
  Memory without = memory;
  without.files.erase("tile/0/007");
  EXPECT_EQ(audit(without.read(), without.paths(), size, root).faults.at(0),
            "tile/0/007: is not there");
  without = memory;
  without.files.erase("tile/entries/007");
  EXPECT_GT(audit(without.read(), without.paths(), size, root).fault_count, 0U);
  Hash other = root;
  other[5] ^= 4;
  EXPECT_EQ(audit(memory.read(), memory.paths(), size, other).fault_count, 1U);
  // An older tree of the same folder holds too; what came later is named as not vouched for.
  Findings older =
      audit(memory.read(), memory.paths(), 9'973, Growth::load(memory.read(), 9'973)->root());
  EXPECT_EQ(older.fault_count, 0U);
  EXPECT_GT(older.beyond.size(), 100U);
}

// One million leaves and a flip anywhere.
TEST(TheAudit, FindsAFlippedByteAmongAMillionLeaves) {
  if (!std::getenv("BOAI_LONG") || !*std::getenv("BOAI_LONG")) GTEST_SKIP() << "with --long";
  constexpr std::uint64_t size = 1'000'000;
  Memory memory = decimal_log(size, 123'457);
  Hash root = Growth::load(memory.read(), size)->root();
  EXPECT_EQ(audit(memory.read(), memory.paths(), size, root).fault_count, 0U);
  std::vector<std::string> paths = memory.paths();
  std::mt19937_64 random(20261124);
  for (int time = 0; time < 200; ++time) {
    const std::string& path = paths[random() % paths.size()];
    std::string& bytes = memory.files[path];
    std::size_t at = random() % bytes.size();
    auto flip = static_cast<char>(1 << random() % 8);
    bytes[at] = static_cast<char>(bytes[at] ^ flip);
    EXPECT_GT(audit(memory.read(), paths, size, root).fault_count, 0U) << path << " " << at;
    bytes[at] = static_cast<char>(bytes[at] ^ flip);
  }
}

}  // namespace boai::merkle

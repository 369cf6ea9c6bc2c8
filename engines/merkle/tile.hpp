// The tree as files (C2SP tlog-tiles): tiles of 256 hashes, bundles of 256 entries, their paths,
// and the growing right edge. Nothing here touches a disk: files are handed in and out.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engines/merkle/tree.hpp"

namespace boai::merkle {

constexpr int tile_width = 256;
constexpr std::size_t leaf_size_max = 65'535;  // a bundle counts an entry's bytes in 16 bits
constexpr int entries_level = -1;

struct Tile {
  int level = 0;  // entries_level for a bundle of entries
  std::uint64_t index = 0;
  int width = tile_width;

  auto operator<=>(const Tile&) const = default;
};

std::string path_of(const Tile& tile);  // "tile/0/x001/234.p/5", "tile/entries/000"
std::optional<Tile> tile_at(std::string_view path);
// How wide the tile is in a tree of that size; 0 when it is not there yet.
int width_in(std::uint64_t size, int level, std::uint64_t index);

void add_entry(std::string& bundle, std::string_view entry);
// Codes: merkle.bundle_malformed. The views look into `bundle`.
Result<std::vector<std::string_view>> entries_of(std::string_view bundle);

// Reads a file of the log by its path; not_found when there is none.
using Read = std::function<Result<std::string>(const std::string& path)>;

// The bytes of a tile or bundle as of `size`; a partial one may have grown full meanwhile.
Result<std::string> read_tile(const Read& read, std::uint64_t size, int level, std::uint64_t index);

// Hashes of a tree of `size` out of its tiles, each read once.
class TiledTree {
 public:
  TiledTree(Read read, std::uint64_t size) : read_(std::move(read)), size_(size) {}
  Result<Hash> node(Node node);
  Nodes nodes() {
    return [this](Node node) { return this->node(node); };
  }
  std::uint64_t size() const { return size_; }
  // Codes: merkle.index_beyond_size, merkle.bundle_malformed.
  Result<std::string> entry(std::uint64_t index);

 private:
  Read read_;
  std::uint64_t size_;
  std::map<std::pair<int, std::uint64_t>, std::string> kept_;
};

struct File {
  std::string path;
  std::string bytes;
  // No tree before this batch reaches into it: until it is published, nobody has reason to read it.
  bool fresh = false;
};

// A log that grows: leaves in, changed files out. The same leaves give the same files whatever
// the steps they came in.
class Growth {
 public:
  Growth() = default;
  // From the files of a tree of that size. Codes: merkle.tile_length and those of reading.
  static Result<Growth> load(const Read& read, std::uint64_t size);

  // Codes: merkle.leaf_too_long.
  Outcome add(std::string_view leaf);
  // The files that changed since the last taking, entries apart from tiles: entries go first.
  std::vector<File> take_entries();
  std::vector<File> take_tiles();
  std::vector<File> take_tiles_full();  // only those that will never change again

  std::uint64_t size() const { return edge_.size(); }
  Hash root() const { return edge_.root(); }
  // The hashes of the rightmost, unfinished tile of each level.
  struct Open {
    std::uint64_t index = 0;
    std::string bytes;
    bool changed = false;
  };
  const std::vector<Open>& open_tiles() const { return tiles_; }

 private:
  void complete(int level, const Hash& hash);

  Edge edge_;
  std::vector<Open> tiles_;
  Open bundle_;
  std::vector<File> full_bundles_, full_tiles_;
};

}  // namespace boai::merkle

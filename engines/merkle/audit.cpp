#include "engines/merkle/audit.hpp"

#include <algorithm>

namespace boai::merkle {

namespace {

constexpr std::size_t named_max = 20;

class Audit {
 public:
  Audit(const Read& read, const std::vector<std::string>& paths, std::uint64_t size)
      : read_(read), size_(size) {
    for (const std::string& path : paths) note(path);
  }

  Findings run(const Hash& root, const Visit& visit) {
    for (std::uint64_t index = 0; index * tile_width < size_; ++index) {
      if (!bundle(index, visit)) return std::move(findings_);
      for (const File& file : growth_.take_tiles_full()) check_full(file);
      growth_.take_entries();
    }
    for (const Growth::Open& open : growth_.open_tiles()) {
      int level = static_cast<int>(&open - growth_.open_tiles().data());
      if (!open.bytes.empty()) check_tile({level, open.index}, open.bytes);
    }
    if (growth_.root() != root) fault("checkpoint", "the root is not that of the entries");
    return std::move(findings_);
  }

 private:
  void note(const std::string& path) {
    auto tile = tile_at(path);
    if (!tile) {
      findings_.strange.push_back(path);
    } else if (width_in(size_, tile->level, tile->index) < tile->width) {
      // A full tile of a later tree still begins with what this tree vouches for.
      if (width_in(size_, tile->level, tile->index) == 0 || tile->width < tile_width) {
        findings_.beyond.push_back(path);
      } else {
        present_[{tile->level, tile->index}].push_back(tile->width);
      }
    } else {
      present_[{tile->level, tile->index}].push_back(tile->width);
    }
  }

  void fault(const std::string& path, const std::string& what) {
    ++findings_.fault_count;
    if (findings_.faults.size() < named_max) findings_.faults.push_back(path + ": " + what);
  }

  // The widest file of a bundle is read as the truth; the others must agree with its beginning.
  bool bundle(std::uint64_t index, const Visit& visit) {
    int width = width_in(size_, entries_level, index);
    auto bytes = read_tile(read_, size_, entries_level, index);
    if (!bytes.ok()) {
      fault(path_of({entries_level, index, width}), bytes.error().code);
      return false;
    }
    auto entries = entries_of(*bytes);
    for (std::string_view entry : *entries) {
      if (visit) {
        Outcome seen = visit(growth_.size(), entry);
        if (!seen.ok()) fault("entry " + std::to_string(growth_.size()), seen.error().code);
      }
      static_cast<void>(growth_.add(entry).ok());
      ++findings_.entries;
    }
    for (int other : present_[{entries_level, index}]) {
      const std::string_view& last =
          (*entries)[static_cast<std::size_t>(std::min(other, width)) - 1];
      auto end = static_cast<std::size_t>(last.data() + last.size() - bytes->data());
      compare({entries_level, index, other}, std::string_view(*bytes).substr(0, end));
    }
    return true;
  }

  void check_full(const File& file) { check_tile(*tile_at(file.path), file.bytes); }

  void check_tile(Tile tile, std::string_view expected) {
    auto found = present_.find({tile.level, tile.index});
    int width = static_cast<int>(expected.size() / 32);
    bool there = false;
    if (found != present_.end()) {
      for (int other : found->second) {
        there = there || other >= width;
        compare({tile.level, tile.index, other},
                expected.substr(0, static_cast<std::size_t>(std::min(other, width)) * 32));
      }
    }
    if (!there) fault(path_of({tile.level, tile.index, width}), "is not there");
  }

  // A file wider than this tree is compared as far as the tree goes.
  void compare(const Tile& tile, std::string_view expected) {
    auto bytes = read_(path_of(tile));
    ++findings_.files;
    if (!bytes.ok()) return fault(path_of(tile), "cannot be read");
    bool wider = width_in(size_, tile.level, tile.index) < tile.width;
    bool same = wider ? bytes->starts_with(expected) : *bytes == expected;
    if (!same) fault(path_of(tile), "is not what the entries give");
  }

  const Read& read_;
  std::uint64_t size_;
  Growth growth_;
  Findings findings_;
  std::map<std::pair<int, std::uint64_t>, std::vector<int>> present_;
};

}  // namespace

Findings audit(const Read& read, const std::vector<std::string>& paths, std::uint64_t size,
               const Hash& root, const Visit& visit) {
  return Audit(read, paths, size).run(root, visit);
}

}  // namespace boai::merkle

// Everything a log's folder says, derived anew from its entries: every tile, whole and partial, and
// the root. One changed byte anywhere under tile/ is found and named.
#pragma once

#include "engines/merkle/tile.hpp"

namespace boai::merkle {

struct Findings {
  std::uint64_t entries = 0;
  std::uint64_t files = 0;          // compared byte for byte
  std::vector<std::string> faults;  // the first of them, by path
  std::uint64_t fault_count = 0;
  std::vector<std::string> beyond;   // files of a later tree: nothing vouches for them yet
  std::vector<std::string> strange;  // names no log has
};

// Told every entry in order, when its bundle is read; what it refuses is a fault of the log.
using Visit = std::function<Outcome(std::uint64_t index, std::string_view entry)>;

// `paths` are the files below the log's folder, as "tile/…".
Findings audit(const Read& read, const std::vector<std::string>& paths, std::uint64_t size,
               const Hash& root, const Visit& visit = {});

}  // namespace boai::merkle

// Where the tests' files lie: in the tree that build/ stands in, wherever it was compiled.
#pragma once

#include <filesystem>
#include <string>

namespace boai {

// __FILE__ would be the path a compiler cache first saw.
inline std::string in_tree(const std::string& path) {
  return (std::filesystem::read_symlink("/proc/self/exe").parent_path().parent_path() / path)
      .string();
}

}  // namespace boai

// The tables of the pack, as the server reads them.
#pragma once

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "engines/linkage/index.hpp"

namespace boai::linkage {

// Tests run from the root of the tree or below build/.
inline std::string pack_file(const std::string& name) {
  for (const char* root : {"packs/jiangsu/people/", "../packs/jiangsu/people/"}) {
    std::ifstream file(root + name, std::ios::binary);
    if (!file) continue;
    std::ostringstream bytes;
    bytes << file.rdbuf();
    return bytes.str();
  }
  return "";
}

inline const Linkage& linkage() {
  static const Linkage made = [] {
    auto created = Linkage::create(pack_file("sounds.txt"), pack_file("linkage.yaml"));
    must(created.ok());
    return *created;
  }();
  return made;
}

}  // namespace boai::linkage

// Vectors that lie beside the tests, and a log held in memory.
#pragma once

#include <boost/json.hpp>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <optional>
#include <string>

#include "base/tests/tree.hpp"
#include "engines/merkle/tile.hpp"

namespace boai::merkle {

inline boost::json::value vector_file(const std::string& name) {
  std::ifstream file(in_tree("engines/merkle/tests/" + name), std::ios::binary);
  std::string text{std::istreambuf_iterator<char>(file), {}};
  return boost::json::parse(text);
}

// Reference data that is not part of the project: the folder, or nothing and a word about it.
inline std::optional<std::filesystem::path> vectors(const std::string& name) {
  const char* told = std::getenv("BOAI_VECTORS");
  for (std::filesystem::path at = std::filesystem::current_path();; at = at.parent_path()) {
    std::filesystem::path folder = told ? std::filesystem::path(told) : at / "shared" / "vectors";
    if (std::filesystem::exists(folder / name)) return folder / name;
    if (told || at == at.root_path()) break;
  }
  std::cout << "skipped: needs ../shared/vectors/" << name << "\n";
  return {};
}

inline Hash hash_of_hex(const boost::json::value& hex) {
  return *hash_from(*crypto::from_hex(std::string(hex.as_string())));
}
inline Hashes hashes_of(const boost::json::value& list) {
  Hashes hashes;
  for (const auto& each : list.as_array()) hashes.push_back(hash_of_hex(each));
  return hashes;
}
inline std::uint64_t size_in(const boost::json::value& object, const char* name) {
  return static_cast<std::uint64_t>(object.at(name).as_int64());
}

struct Memory {
  std::map<std::string, std::string> files;

  Read read() {
    return [this](const std::string& path) -> Result<std::string> {
      auto found = files.find(path);
      if (found == files.end()) return not_found("test.no_file", path);
      return found->second;
    };
  }
  void take(Growth& growth) {
    for (File& file : growth.take_entries()) files[file.path] = std::move(file.bytes);
    for (File& file : growth.take_tiles()) files[file.path] = std::move(file.bytes);
  }
  std::vector<std::string> paths() const {
    std::vector<std::string> names;
    for (const auto& [path, bytes] : files) names.push_back(path);
    return names;
  }
};

// A log whose leaf i is the decimal of i, taken out at every `step` leaves.
inline Memory decimal_log(std::uint64_t size, std::uint64_t step) {
  Memory memory;
  Growth growth;
  for (std::uint64_t leaf = 0; leaf < size; ++leaf) {
    static_cast<void>(growth.add(std::to_string(leaf)).ok());
    if ((leaf + 1) % step == 0) memory.take(growth);
  }
  memory.take(growth);
  return memory;
}

}  // namespace boai::merkle

// The way to reference data that is not part of the project.
#pragma once

#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <optional>
#include <string>

#include "engines/hla/packed.hpp"

namespace boai {

// The folder, or nothing and a word about it. BOAI_VECTORS names another place.
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

inline std::string unpacked_file(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::string bytes{std::istreambuf_iterator<char>(file), {}};
  return *hla::unpacked(std::move(bytes), path.string());
}

}  // namespace boai

// The fields of a leaf and which type holds which: the one list both directions read.
#pragma once

#include <vector>

#include "engines/merkle/leaf.hpp"

namespace boai::merkle {

// In the order of LeafField's alternatives.
enum class Form : std::uint8_t { number, code, hash, line, commitment };

// A count of receivers below this could point at a household: the parent area is named instead.
constexpr std::int64_t receivers_min = 5;

struct Shape {
  LeafType type;
  std::string_view name;
  std::vector<Tag> required;
  std::vector<Tag> optional;
};

const Shape* shape_of(LeafType type);
const Shape* shape_named(std::string_view name);
Form form_of(Tag tag);
std::optional<Tag> tag_named(std::string_view name);

}  // namespace boai::merkle

// One locus of a patient against one of a donor, over every pair of explicit genotypes:
// possible is the largest, certain the smallest of the shared copies.
#pragma once

#include "engines/hla/catalogue.hpp"

namespace boai::hla {

struct LocusMatch {
  std::uint8_t possible = 0;  // 0, 1, 2
  std::uint8_t certain = 0;
  std::uint8_t gvh = 0;  // fewest copies of the patient the donor may lack
  std::uint8_t hvg = 0;  // fewest copies of the donor the patient may lack

  bool operator==(const LocusMatch&) const = default;
};

LocusMatch match(const LocusTyping& patient, const LocusTyping& donor);

// Two positions may hold the same allele. NEW meets nothing; anything meets all but NEW.
bool meets(const Position& left, const Position& right);

}  // namespace boai::hla

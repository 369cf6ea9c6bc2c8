// A small nomenclature of invented alleles in the shapes of a release, from a seed: for demos and
// tests where the real one may not be.
#pragma once

#include "engines/hla/nomenclature.hpp"

namespace boai::hla {

ReleaseFiles mini_release(std::uint64_t seed);

}  // namespace boai::hla

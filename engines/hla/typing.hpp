// GL Strings 1.1 as text: loci `^`, genotypes `|`, copies `+`, phase `~`, alleles `/`, and `?`
// where which of DRB3, DRB4, DRB5 is not known. Says what was written and where it stops making
// sense; what a name means is told by a Reduction.
#pragma once

#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "engines/hla/locus.hpp"

namespace boai::hla {

constexpr std::size_t alleles_max = 50'000;    // in one position
constexpr std::size_t genotypes_max = 10'000;  // alternatives of one locus

// One `^` block: the locus and its text, not yet taken apart.
struct Block {
  Locus locus = Locus::a;
  std::string_view text;
  std::size_t column = 0;  // from 0, in the typing
};

// The alleles one copy may be, each as written without the locus: "01:01".
using Alleles = std::vector<std::string_view>;

// One alternative: one copy (homozygous) or two.
struct GenotypeText {
  std::vector<Alleles> copies;
};

// A fault and the column of the typing at which it was seen, from 0.
struct Misreading {
  std::string what;
  std::size_t column = 0;
};

struct Blocks {
  std::vector<Block> blocks;
  std::string_view release;  // of the GLSC prefix, "" without one
  bool phased = false;       // `~` was written: the loci were taken apart, the phase is not used
  std::deque<std::string> apart;  // the texts of loci that were written in phase
};

// Splits at `^`, reads the loci, refuses a locus twice. A GLSC prefix `hla#3.58.0#` is accepted.
std::optional<Misreading> split(std::string_view typing, Blocks& blocks);

// Takes one block apart. Refuses three copies, empty names and names of another locus.
std::optional<Misreading> read(const Block& block, std::vector<GenotypeText>& genotypes);

}  // namespace boai::hla

// How good a linkage is on generated rows: precision and recall over pairs, and recall by what went
// wrong in either row.
#pragma once

#include "engines/linkage/generator.hpp"
#include "engines/linkage/index.hpp"

namespace boai::linkage {

struct Confusion {
  std::size_t true_pairs = 0;   // pairs of rows of one person
  std::size_t found_right = 0;  // of them found, at least `likely`
  std::size_t found_wrong = 0;
  std::size_t certain_right = 0, certain_wrong = 0;
  std::size_t wrong_in_family = 0;  // twins, relatives and the namesakes made for them
  struct ByError {
    std::size_t pairs = 0, found = 0;
  };
  std::array<ByError, row_errors> by_error{};
  ByError clean;  // no error in either row

  double precision() const;
  double recall() const;
  double certain_precision() const;
};

// `pairs` as Index::pairs gave them, at least likely.
Confusion measure(const Generated& made, std::span<const Pair> pairs);

}  // namespace boai::linkage

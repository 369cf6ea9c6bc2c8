// Haplotype frequencies from the registry's own ambiguous typings: expectation-maximisation over
// every pair of haplotypes each typing allows.
#pragma once

#include <functional>

#include "engines/hla/frequencies.hpp"
#include "engines/hla/people.hpp"

namespace boai::hla {

constexpr std::size_t pairs_max = 300'000'000;       // of all distinct typings together
constexpr std::size_t pairs_of_one_max = 2'000'000;  // a person wider than this is left out
constexpr double estimated_frequency_min = 1e-12;    // below, a haplotype is dropped

struct EstimationWords {
  Loci loci = Loci().set();
  int iterations_max = 1000;
  double tolerance = 1e-9;  // of the log-likelihood, relative
};

struct EstimationStep {
  int iteration = 0;
  double log_likelihood = 0;
  double change = 0;  // largest change of a frequency
};

struct Estimate {
  std::vector<std::pair<std::string, double>> frequencies;  // descending, then by name
  std::vector<EstimationStep> steps;
  bool converged = false;
  std::size_t people = 0, left_out = 0;  // untyped at a locus, or too ambiguous
};

Result<Estimate> estimate(const Catalogue& catalogue, const std::vector<Typings>& people,
                          const EstimationWords& words);

}  // namespace boai::hla

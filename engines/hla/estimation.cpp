#include "engines/hla/estimation.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

namespace boai::hla {

namespace {

using ClassHaplotype = std::array<ClassId, matched_loci>;
using ClassPair = std::pair<ClassId, ClassId>;

struct Diplotype {
  std::uint32_t first = 0, second = 0;
};

// People of one typing share their list of pairs.
struct Group {
  double people = 0;
  std::vector<Diplotype> pairs;
};

// The explicit genotypes of a locus, each once; empty when something is unknown.
std::vector<ClassPair> genotypes_of(const LocusTyping& typing, std::size_t most) {
  std::set<ClassPair> made;
  for (const Pair& pair : typing.pairs) {
    if (pair.first.any || pair.second.any) return {};
    if (pair.first.classes.size() * pair.second.classes.size() > most) return {};
    for (ClassId one : pair.first.classes) {
      for (ClassId other : pair.second.classes) {
        if (one == new_class || other == new_class) continue;
        made.insert(std::minmax(one, other));
      }
    }
  }
  return {made.begin(), made.end()};
}

class Estimation {
 public:
  Estimation(const Catalogue& catalogue, const EstimationWords& words)
      : catalogue_(catalogue), words_(words) {}

  Result<Estimate> run(const std::vector<Typings>& people) {
    Estimate made;
    std::map<Typings, double> distinct;
    for (Typings each : people) {
      for (std::size_t locus = 0; locus < typed_loci; locus++) {
        bool looked_at = locus < matched_loci && words_.loci[locus];
        if (!looked_at) each[locus] = untyped;
      }
      distinct[each] += 1;
    }
    for (const auto& [typings, count] : distinct) {
      if (!list_pairs(typings, count))
        made.left_out += static_cast<std::size_t>(count);
      else
        made.people += static_cast<std::size_t>(count);
      if (pairs_ > pairs_max) {
        return invalid("hla.estimation", {}, "the typings are too ambiguous to be estimated from");
      }
    }
    if (groups_.empty()) {
      return invalid("hla.estimation", {}, "nobody is typed at every locus");
    }
    iterate(made);
    collect(made);
    return made;
  }

 private:
  // Every way to put the loci into two phases. False: a locus is untyped, or the list would
  // explode.
  bool list_pairs(const Typings& typings, double count) {
    std::array<std::vector<ClassPair>, matched_loci> loci;
    std::size_t size = 1;
    for (std::size_t locus = 0; locus < matched_loci; locus++) {
      if (!words_.loci[locus]) {
        loci[locus] = {{0, 0}};
        continue;
      }
      const auto& typing = catalogue_.typing(static_cast<Locus>(locus), typings[locus]);
      loci[locus] = genotypes_of(typing, pairs_of_one_max);
      size *= 2 * loci[locus].size();
      if (loci[locus].empty() || size > 2 * pairs_of_one_max) return false;
    }
    Group group{count, {}};
    std::set<std::pair<std::uint32_t, std::uint32_t>> seen;
    ClassHaplotype one{}, other{};
    spread(loci, 0, one, other, seen);
    for (const auto& [first, second] : seen) group.pairs.push_back({first, second});
    pairs_ += group.pairs.size();
    groups_.push_back(std::move(group));
    return true;
  }

  void spread(const std::array<std::vector<ClassPair>, matched_loci>& loci, std::size_t locus,
              ClassHaplotype& one, ClassHaplotype& other,
              std::set<std::pair<std::uint32_t, std::uint32_t>>& seen) {
    if (locus == matched_loci) {
      seen.insert(std::minmax({number_of(one), number_of(other)}));
      return;
    }
    for (const auto& [first, second] : loci[locus]) {
      one[locus] = first, other[locus] = second;
      spread(loci, locus + 1, one, other, seen);
      if (first == second) continue;
      one[locus] = second, other[locus] = first;
      spread(loci, locus + 1, one, other, seen);
    }
  }

  std::uint32_t number_of(const ClassHaplotype& haplotype) {
    auto [found, fresh] =
        numbers_.try_emplace(haplotype, static_cast<std::uint32_t>(numbers_.size()));
    return found->second;
  }

  void iterate(Estimate& made) {
    frequencies_.assign(numbers_.size(), 1.0 / static_cast<double>(numbers_.size()));
    double before = -INFINITY;
    for (int iteration = 1; iteration <= words_.iterations_max; iteration++) {
      EstimationStep step = one_step(static_cast<double>(made.people));
      step.iteration = iteration;
      made.steps.push_back(step);
      made.converged = std::abs(step.log_likelihood - before) <=
                       words_.tolerance * std::abs(step.log_likelihood);
      before = step.log_likelihood;
      if (made.converged) return;
    }
  }

  EstimationStep one_step(double people) {
    EstimationStep step;
    std::vector<double> counts(frequencies_.size(), 0);
    for (const Group& group : groups_) {
      double likelihood = 0;
      for (const Diplotype& each : group.pairs) likelihood += term(each);
      if (!(likelihood > 0)) continue;
      step.log_likelihood += group.people * std::log(likelihood);
      for (const Diplotype& each : group.pairs) {
        double share = group.people * term(each) / likelihood;
        counts[each.first] += share;
        counts[each.second] += share;
      }
    }
    for (std::size_t each = 0; each < counts.size(); each++) {
      double now = counts[each] / (2 * people);
      step.change = std::max(step.change, std::abs(now - frequencies_[each]));
      frequencies_[each] = now;
    }
    return step;
  }

  double term(const Diplotype& pair) const {
    double product = frequencies_[pair.first] * frequencies_[pair.second];
    return pair.first == pair.second ? product : 2 * product;
  }

  void collect(Estimate& made) const {
    for (const auto& [haplotype, number] : numbers_) {
      if (frequencies_[number] < estimated_frequency_min) continue;
      std::string name;
      for (std::size_t locus = 0; locus < matched_loci; locus++) {
        if (!words_.loci[locus]) continue;
        name += (name.empty() ? "" : "~") +
                catalogue_.classes(static_cast<Locus>(locus))[haplotype[locus]];
      }
      made.frequencies.emplace_back(name, frequencies_[number]);
    }
    std::ranges::sort(made.frequencies, [](const auto& left, const auto& right) {
      return left.second != right.second ? left.second > right.second : left.first < right.first;
    });
  }

  const Catalogue& catalogue_;
  const EstimationWords& words_;
  std::map<ClassHaplotype, std::uint32_t> numbers_;
  std::vector<Group> groups_;
  std::vector<double> frequencies_;
  std::size_t pairs_ = 0;
};

}  // namespace

Result<Estimate> estimate(const Catalogue& catalogue, const std::vector<Typings>& people,
                          const EstimationWords& words) {
  return Estimation(catalogue, words).run(people);
}

}  // namespace boai::hla

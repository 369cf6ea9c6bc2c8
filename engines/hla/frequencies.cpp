#include "engines/hla/frequencies.hpp"

#include <algorithm>
#include <cmath>
#include <map>

namespace boai::hla {

namespace {

constexpr std::size_t alleles_of_a_locus_max = 65'000;

// Byte order of the joined name: "~" ends every name but the last.
std::string sort_key(std::size_t locus, const std::string& name) {
  return locus + 1 < matched_loci ? name + "~" : name;
}

std::vector<std::string> names_at(const std::vector<FrequencyRow>& rows, std::size_t locus) {
  std::vector<std::string> names;
  for (const FrequencyRow& row : rows) names.push_back(sort_key(locus, row.names[locus]));
  std::ranges::sort(names);
  names.erase(std::unique(names.begin(), names.end()), names.end());
  if (locus + 1 < matched_loci) {
    for (std::string& name : names) name.pop_back();
  }
  return names;
}

void index_carriers(Population& population, std::size_t locus, std::size_t alleles) {
  auto& starts = population.starts[locus];
  auto& carriers = population.carriers[locus];
  starts.assign(alleles + 1, 0);
  for (const Haplotype& each : population.haplotypes) starts[each[locus] + 1]++;
  for (std::size_t allele = 0; allele < alleles; allele++) starts[allele + 1] += starts[allele];
  carriers.resize(population.haplotypes.size());
  auto next = starts;
  for (std::uint32_t row = 0; row < population.haplotypes.size(); row++) {
    carriers[next[population.haplotypes[row][locus]]++] = row;
  }
}

using Coded = std::pair<Haplotype, double>;

// Ascending values are added, so that the order of the rows never shows in the last bit.
Population population_of(std::string name, std::vector<Coded> coded) {
  std::ranges::sort(coded);
  Population population{std::move(name), {}, {}, {}, {}};
  for (const auto& [haplotype, frequency] : coded) {
    if (!population.haplotypes.empty() && population.haplotypes.back() == haplotype) {
      population.frequencies.back() += frequency;
      continue;
    }
    population.haplotypes.push_back(haplotype);
    population.frequencies.push_back(frequency);
  }
  return population;
}

Outcome check_sum(Population& population, bool normalise) {
  double sum = 0;
  for (double each : population.frequencies) sum += each;
  std::string whose = population.name.empty() ? "" : " of " + population.name;
  if (!(sum > 0) || !std::isfinite(sum)) {
    return invalid("hla.frequencies", {}, "the frequencies" + whose + " sum to nothing");
  }
  if (normalise) {
    for (double& each : population.frequencies) each /= sum;
    return Done{};
  }
  if (std::abs(sum - 1) <= sum_tolerance) return Done{};
  return invalid("hla.frequencies", {},
                 "the frequencies" + whose + " sum to " + std::to_string(sum) +
                     ", not to 1; --normalise scales them");
}

}  // namespace

Result<Frequencies> Frequencies::create(std::vector<FrequencyRow> rows, Loci loci, bool normalise) {
  Frequencies made;
  made.loci_ = loci;
  std::erase_if(rows, [](const FrequencyRow& row) { return row.frequency == 0; });
  for (std::size_t locus = 0; locus < matched_loci; locus++) {
    made.alleles_[locus] = names_at(rows, locus);
    if (made.alleles_[locus].size() > alleles_of_a_locus_max) {
      return invalid("hla.frequencies", {}, "too many alleles at one locus");
    }
    made.nulls_[locus].assign(made.alleles_[locus].size(), 0);
  }
  std::map<std::string, std::vector<Coded>> coded;
  for (const FrequencyRow& row : rows) {
    Haplotype haplotype{};
    for (std::size_t locus = 0; locus < matched_loci; locus++) {
      const auto& names = made.alleles_[locus];
      auto before = [&](const std::string& left, const std::string& right) {
        return sort_key(locus, left) < sort_key(locus, right);
      };
      haplotype[locus] = static_cast<AlleleId>(
          std::lower_bound(names.begin(), names.end(), row.names[locus], before) - names.begin());
    }
    for (std::size_t locus = 0; locus < matched_loci; locus++) {
      if (row.null[locus]) made.nulls_[locus][haplotype[locus]] = 1;
    }
    coded[row.population].push_back({haplotype, row.frequency});
  }
  if (coded.empty()) return invalid("hla.frequencies", {}, "no haplotype has a frequency");
  for (auto& [name, list] : coded) {
    Population& population = made.populations_.emplace_back(population_of(name, std::move(list)));
    TRY(check_sum(population, normalise));
    for (std::size_t locus = 0; locus < matched_loci; locus++) {
      index_carriers(population, locus, made.alleles_[locus].size());
    }
  }
  return made;
}

bool Frequencies::has_nulls(std::size_t locus) const {
  return std::ranges::find(nulls_[locus], 1) != nulls_[locus].end();
}

const Population* Frequencies::find(std::string_view name) const {
  for (const Population& each : populations_) {
    if (each.name == name) return &each;
  }
  return populations_.size() == 1 ? &populations_[0] : nullptr;
}

std::string Frequencies::name_of(const Haplotype& haplotype) const {
  std::string out;
  for (std::size_t locus = 0; locus < matched_loci; locus++) {
    if (!loci_[locus]) continue;
    if (!out.empty()) out += "~";
    out += alleles_[locus][haplotype[locus]];
  }
  return out;
}

}  // namespace boai::hla

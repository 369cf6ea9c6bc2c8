// How locus typings look from the frequencies.
#include <algorithm>
#include <map>

#include "engines/hla/imputation.hpp"

namespace boai::hla {

LocusGenotype genotype_of(AlleleCode one, AlleleCode other) {
  return one < other ? LocusGenotype{one, other} : LocusGenotype{other, one};
}

int matches(const LocusGenotype& left, const LocusGenotype& right) {
  auto same = [](AlleleCode one, AlleleCode other) { return one == other && one != new_class; };
  int direct = same(left[0], right[0]) + same(left[1], right[1]);
  int crossed = same(left[0], right[1]) + same(left[1], right[0]);
  return std::max(direct, crossed);
}

Fits::Fits(const Frequencies& frequencies, const Catalogue& catalogue)
    : frequencies_(frequencies), catalogue_(catalogue) {
  for (std::size_t locus = 0; locus < matched_loci; locus++) {
    has_nulls_[locus] = frequencies.has_nulls(locus);
    const auto& classes = catalogue.classes(static_cast<Locus>(locus));
    std::unordered_map<std::string_view, std::int32_t> places;
    const auto& alleles = frequencies.alleles(locus);
    for (std::size_t each = 0; each < alleles.size(); each++) {
      places.emplace(alleles[each], static_cast<std::int32_t>(each));
    }
    for (const std::string& name : classes) {
      auto found = places.find(name);
      allele_of_[locus].push_back(found == places.end() ? -1 : found->second);
    }
    made_[locus].resize(catalogue.typings(static_cast<Locus>(locus)).size());
  }
}

AlleleCode Fits::code_of(std::size_t locus, ClassId id) const {
  if (id == new_class) return new_class;
  std::int32_t allele = allele_of_[locus][id];
  if (allele >= 0) return static_cast<AlleleCode>(allele);
  return static_cast<AlleleCode>(frequencies_.alleles(locus).size()) + id;
}

LocusGenotype Fits::combine(std::size_t locus, AlleleId one, AlleleId other) const {
  if (has_nulls_[locus]) {
    const auto& null = frequencies_.nulls(locus);
    if (null[one] && !null[other]) one = other;
    if (null[other] && !null[one]) other = one;
  }
  return genotype_of(one, other);
}

bool Fits::only_genotype(const Typings& typings, Genotype& genotype) const {
  for (std::size_t locus = 0; locus < matched_loci; locus++) {
    genotype[locus] = {0, 0};
    if (!frequencies_.loci()[locus]) continue;
    const auto& typing = catalogue_.typing(static_cast<Locus>(locus), typings[locus]);
    auto only = hla::only_genotype(typing);
    if (!only) return false;
    genotype[locus] = genotype_of(code_of(locus, only->first), code_of(locus, only->second));
  }
  return true;
}

const LocusFit& Fits::of(std::size_t locus, TypingId id) {
  auto& made = made_[locus][id];
  if (!made) {
    const auto& typing = catalogue_.typing(static_cast<Locus>(locus), id);
    made = std::make_unique<LocusFit>(make(locus, typing));
  }
  return *made;
}

LocusFit Fits::make(std::size_t locus, const LocusTyping& typing) const {
  LocusFit fit;
  fit.group.assign(frequencies_.alleles(locus).size(), 0);
  fit.open = typing.open() || !frequencies_.loci()[locus];
  if (fit.open) {
    std::ranges::fill(fit.group, std::uint16_t{3});
  } else if (typing.pairs.size() == 1 && !has_nulls_[locus]) {
    make_plain(typing, locus, fit);
  } else {
    make_groups(typing, locus, fit);
  }
  for (std::size_t allele = 0; allele < fit.group.size(); allele++) {
    if (fit.group[allele]) fit.alleles.push_back(static_cast<AlleleId>(allele));
  }
  return fit;
}

void Fits::make_plain(const LocusTyping& typing, std::size_t locus, LocusFit& fit) const {
  auto mark = [&](const Position& position, std::uint16_t side) {
    if (position.any) {
      for (std::uint16_t& each : fit.group) each |= side;
    }
    for (ClassId id : position.classes) {
      if (id == new_class || allele_of_[locus][id] < 0) continue;
      fit.group[allele_of_[locus][id]] |= side;
    }
  };
  mark(typing.pairs[0].first, 1);
  mark(typing.pairs[0].second, 2);
}

namespace {

using Row = std::vector<bool>;  // the partners of one allele

void add_pair(const std::vector<AlleleId>& first, const std::vector<AlleleId>& second,
              std::vector<Row>& rows) {
  for (AlleleId one : first) {
    for (AlleleId other : second) rows[one][other] = rows[other][one] = true;
  }
}

// A null allele's partner counts as homozygous: the pair fits where (partner, partner) does.
void apply_null_rule(const std::vector<std::uint8_t>& null, std::vector<Row>& rows) {
  for (std::size_t one = 0; one < rows.size(); one++) {
    if (!null[one]) continue;
    for (std::size_t other = 0; other < rows.size(); other++) {
      if (!null[other]) rows[one][other] = rows[other][one] = rows[other][other];
    }
  }
}

}  // namespace

void Fits::make_groups(const LocusTyping& typing, std::size_t locus, LocusFit& fit) const {
  std::size_t alleles = fit.group.size();
  std::vector<Row> rows(alleles, Row(alleles, false));
  auto members = [&](const Position& position) {
    std::vector<AlleleId> list;
    for (std::size_t each = 0; position.any && each < alleles; each++) {
      list.push_back(static_cast<AlleleId>(each));
    }
    for (ClassId id : position.classes) {
      if (id == new_class || allele_of_[locus][id] < 0) continue;
      list.push_back(static_cast<AlleleId>(allele_of_[locus][id]));
    }
    return list;
  };
  for (const Pair& pair : typing.pairs) add_pair(members(pair.first), members(pair.second), rows);
  if (has_nulls_[locus]) apply_null_rule(frequencies_.nulls(locus), rows);
  std::map<Row, std::uint16_t> known;
  std::vector<std::size_t> example{0};
  for (std::size_t allele = 0; allele < alleles; allele++) {
    if (std::ranges::find(rows[allele], true) == rows[allele].end()) continue;
    auto [found, fresh] = known.try_emplace(rows[allele], example.size());
    if (fresh) example.push_back(allele);
    fit.group[allele] = found->second;
  }
  fit.plain = false;
  fit.groups = static_cast<std::uint16_t>(example.size());
  fit.partners.assign(example.size() * example.size(), 0);
  for (std::size_t one = 1; one < example.size(); one++) {
    for (std::size_t other = 1; other < example.size(); other++) {
      fit.partners[one * fit.groups + other] = rows[example[one]][example[other]];
    }
  }
}

}  // namespace boai::hla

#include "app/hla_table.hpp"

#include <algorithm>

namespace boai::app {

namespace {

using hla::at;
using hla::Locus;

// The order of the columns.
constexpr std::array<Locus, hla::matched_loci> columns = {Locus::a, Locus::b, Locus::c, Locus::drb1,
                                                          Locus::dqb1};

struct TypingPair {
  hla::TypingId patient = 0, donor = 0;
};

std::string digit(int number) { return std::to_string(number); }

}  // namespace

Registry::Registry(const HlaCase& a_case, const hla::People& all)
    : people(all),
      index(hla::Index::build(a_case.catalogue, all.typings, a_case.threads)),
      id_ranks(hla::ranks_of(all.ids)) {
  for (const std::string& id : all.ids) {
    if (a_case.frequencies) populations.push_back(a_case.population_of(id));
    if (a_case.attributes.empty()) continue;
    auto known = a_case.attributes.find(id);
    attributes.push_back(known == a_case.attributes.end() ? nullptr : &known->second);
  }
}

Table::Table(const HlaCase& a_case, const Registry& registry, const TableWords& words)
    : a_case_(a_case),
      registry_(registry),
      words_(words),
      search_(registry.index, a_case.catalogue, a_case.loci) {
  if (a_case.nomenclature) {
    tce_ = std::make_unique<hla::TceTable>(*a_case.nomenclature, a_case.catalogue);
  }
  if (!a_case.frequencies) return;
  fits_ = std::make_unique<hla::Fits>(*a_case.frequencies, a_case.catalogue);
  forecast_ = std::make_unique<hla::Forecast>(*fits_);
}

std::size_t Table::add(const std::string& id, const hla::Typings& patient, std::string& rows) {
  patient_ = patient;
  patient_unknown_ = patient_null_ = false;
  for (std::size_t locus = 0; locus < hla::typed_loci; locus++) {
    if (locus < hla::matched_loci ? !a_case_.loci[locus] : !a_case_.dpb1) continue;
    const auto& typing = a_case_.catalogue.typing(static_cast<Locus>(locus), patient[locus]);
    patient_unknown_ = patient_unknown_ || typing.unknown_code;
    patient_null_ = patient_null_ || typing.null;
  }
  search_.run(patient, words_.mismatches_max, hits_);
  if (forecast_) forecast_->patient(a_case_.population_of(id), patient);
  std::vector<Shared> shared;
  std::vector<hla::Ranked> list;
  static const hla::Attributes nothing_known;
  for (const hla::Hit& hit : hits_) {
    std::map<const hla::Population*, std::uint32_t> made;  // phenotypes of several populations
    for (std::uint32_t donor : registry_.index.donors_of(hit.phenotype)) {
      const auto* known = registry_.attributes.empty() ? nullptr : registry_.attributes[donor];
      const hla::Attributes& attributes = known ? *known : nothing_known;
      bool passes = std::ranges::all_of(
          words_.filters, [&](const hla::Filter& filter) { return filter.passes(attributes); });
      if (!passes) continue;
      const auto* population =
          registry_.populations.empty() ? nullptr : registry_.populations[donor];
      auto [found, fresh] = made.try_emplace(population, static_cast<std::uint32_t>(shared.size()));
      if (fresh) shared.push_back(share(hit, population));
      const Shared& its = shared[found->second];
      unexplained_ += forecast_ && !its.prediction.known;
      if (!its.wanted) continue;
      const auto& chances = its.prediction;
      std::int8_t band = chances.known ? hla::band_of(chances.mismatches[0]) : std::int8_t{-1};
      list.push_back(
          {donor, found->second, hit.mismatches, its.certain, band, registry_.id_ranks[donor]});
    }
  }
  hla::rank(list, words_.order, registry_.attributes);
  if (words_.limit > 0 && list.size() > words_.limit) list.resize(words_.limit);
  for (const hla::Ranked& row : list) {
    const Shared& its = shared[row.hit];
    hla::TypingId dpb1 = registry_.index.dpb1(row.donor);
    rows += id + "\t" + registry_.people.ids[row.donor] + its.before + its.loci + "\t" +
            dpb1_cell(dpb1) + its.sides + "\t" + flags_of(its, dpb1) + "\n";
  }
  return list.size();
}

Table::Shared Table::share(const hla::Hit& hit, const hla::Population* population) {
  Shared made;
  hla::Typings donor = registry_.index.typings(hit.phenotype);
  if (forecast_) made.prediction = forecast_->donor(population, donor);
  const auto& chances = made.prediction;
  double near = chances.mismatches[0] + chances.mismatches[1] + chances.mismatches[2];
  made.wanted = !words_.predict || (chances.known && near > 0);
  if (!made.wanted) return made;
  if (forecast_ && !chances.known) made.flags = "unexplained";
  int possible = 0, gvh = 0, hvg = 0;
  std::string untyped;
  for (Locus locus : columns) {
    made.loci += "\t";
    if (!a_case_.loci[at(locus)]) {
      made.loci += "-";
      continue;
    }
    const auto& typing = a_case_.catalogue.typing(locus, donor[at(locus)]);
    made.unknown_code = made.unknown_code || typing.unknown_code;
    made.null = made.null || typing.null;
    if (typing.open() && !typing.unknown_code) {
      untyped += (untyped.empty() ? "untyped:" : ",untyped:") + std::string(name_of(locus));
    }
    if (!search_.counted()[at(locus)]) {
      made.loci += "-";
      continue;
    }
    const hla::LocusMatch& match = search_.at_locus(at(locus), donor[at(locus)]);
    possible += match.possible;
    made.certain += match.certain;
    gvh += match.gvh;
    hvg += match.hvg;
    made.loci += digit(match.possible) + "/" + digit(match.certain) + "/" +
                 (chances.known ? number_text(chances.full[at(locus)]) : "-");
  }
  if (made.unknown_code || patient_unknown_)
    made.flags += made.flags.empty() ? "unknown_code" : ",unknown_code";
  if (!untyped.empty()) made.flags += (made.flags.empty() ? "" : ",") + untyped;
  made.before = "\t" + digit(possible) + "\t" + digit(made.certain);
  for (int each = 0; each < 3; each++) {
    made.before += "\t" + (chances.known ? number_text(chances.mismatches[each]) : "-");
  }
  made.sides = "\t" + digit(gvh) + "\t" + digit(hvg);
  return made;
}

std::string Table::dpb1_cell(hla::TypingId donor) {
  TypingPair pair{patient_[at(Locus::dpb1)], donor};
  if (pair.patient == hla::untyped || !a_case_.dpb1) return "-";
  const auto& typings = a_case_.catalogue.typings(Locus::dpb1);
  hla::LocusMatch match = hla::match(typings[pair.patient], typings[pair.donor]);
  std::string cell = digit(match.possible) + "/" + digit(match.certain) + "/";
  if (!tce_) return cell + "-";
  return cell + std::string(name_of(tce_->of(typings[pair.patient], typings[pair.donor])));
}

std::string Table::flags_of(const Shared& shared, hla::TypingId dpb1) const {
  const auto& typing = a_case_.catalogue.typing(Locus::dpb1, a_case_.dpb1 ? dpb1 : hla::untyped);
  std::string flags = shared.flags;
  if (typing.unknown_code && flags.find("unknown_code") == flags.npos) {
    flags += flags.empty() ? "unknown_code" : ",unknown_code";
  }
  if (shared.null || patient_null_ || typing.null) flags += flags.empty() ? "null" : ",null";
  return flags.empty() ? "-" : flags;
}

}  // namespace boai::app

// boai hla explain: why a pair counts as it does; boai hla frequencies: estimation; boai hla mini:
// the invented release.
#include <sys/stat.h>

#include <boost/json.hpp>
#include <iostream>
#include <set>

#include "app/hla_table.hpp"
#include "engines/hla/estimation.hpp"
#include "engines/hla/mini_release.hpp"

namespace boai::app {

namespace {

using hla::at;
using hla::Locus;
namespace json = boost::json;

constexpr std::size_t classes_shown_max = 200;

std::string shown(const hla::Catalogue& catalogue, Locus locus, const hla::Position& position) {
  if (position.any) return "any";
  std::string out;
  std::vector<std::string> names;
  for (hla::ClassId id : position.classes) {
    names.push_back(id == hla::new_class ? "NEW" : catalogue.classes(locus)[id]);
  }
  std::ranges::sort(names);
  if (names.size() > classes_shown_max) names.resize(classes_shown_max);
  for (const auto& name : names) out += (out.empty() ? "" : "/") + name;
  if (position.classes.size() > names.size()) {
    out += "/… " + std::to_string(position.classes.size()) + " in all";
  }
  return out;
}

std::string shown(const hla::Catalogue& catalogue, Locus locus, const hla::LocusTyping& typing) {
  if (typing.open()) return typing.unknown_code ? "any (unknown code)" : "untyped";
  std::string out;
  for (const hla::Pair& pair : typing.pairs) {
    if (out.size() > 10'000) return out + "|…";
    out += (out.empty() ? "" : "|") + shown(catalogue, locus, pair.first) + "+" +
           shown(catalogue, locus, pair.second);
  }
  return out + (typing.null ? " (null: the partner counts twice)" : "");
}

std::string text_of(const json::value& value) {
  if (value.is_string()) return std::string(value.as_string());
  return value.is_double() ? number_text(value.as_double()) : json::serialize(value);
}

struct Side {
  std::string id, written, where;
  hla::Typings typings{};
};

Result<Side> side_of(HlaCase& a_case, const std::string& path, const std::string& id) {
  std::string bytes = TRY(read_whole(path));
  auto written = hla::written_typing(bytes, id);
  if (written.line == 0) return not_found("hla.no_person", {}, id + " is not in " + path);
  Side side{id, std::string(written.text), path + " line " + std::to_string(written.line), {}};
  side.typings = TRY(hla::read_typing(written.text, *a_case.reduction, a_case.catalogue));
  return side;
}

// How each name was understood: "A*02:AB: 2 classes, code".
json::array names_read(const HlaCase& a_case, const Side& side) {
  json::array out;
  hla::Blocks blocks;
  std::vector<hla::GenotypeText> genotypes;
  if (hla::split(side.written, blocks)) return out;
  std::set<std::string> seen;
  for (const hla::Block& block : blocks.blocks) {
    if (at(block.locus) >= hla::typed_loci || hla::read(block, genotypes)) continue;
    for (const auto& genotype : genotypes) {
      for (const auto& copy : genotype.copies) {
        for (std::string_view name : copy) {
          bool antigen = name[0] < '0' || name[0] > '9';
          std::string full = antigen ? std::string(name) : hla::full_name(block.locus, name);
          if (!seen.insert(full).second || out.size() >= classes_shown_max) continue;
          auto meaning = a_case.reduction->of(block.locus, name);
          const char* how = "as written";
          if (a_case.nomenclature) how = a_case.nomenclature->resolve(block.locus, name).how;
          if (hla::is_allele_code(name)) how = "code";
          if (meaning.kind == hla::Meaning::Kind::any) how = "not typed";
          if (meaning.kind == hla::Meaning::Kind::fresh) how = "new allele";
          if (meaning.kind == hla::Meaning::Kind::unknown) how = "unknown";
          std::size_t count = meaning.classes.size() + meaning.nulls.size();
          out.push_back(json::string(full + ": " + how + ", " + std::to_string(count) +
                                     (count == 1 ? " class" : " classes") +
                                     (meaning.nulls.empty() ? "" : ", null")));
        }
      }
    }
  }
  return out;
}

json::object explained(HlaCase& a_case, const Side& patient, const Side& donor,
                       const HlaWords& words) {
  json::object out{
      {"patient", json::object{{"id", patient.id},
                               {"where", patient.where},
                               {"typing", patient.written},
                               {"names", names_read(a_case, patient)}}},
      {"donor", json::object{{"id", donor.id},
                             {"where", donor.where},
                             {"typing", donor.written},
                             {"names", names_read(a_case, donor)}}},
      {"reduce", words.reduce.empty() ? (a_case.nomenclature ? "p" : "none") : words.reduce}};
  if (a_case.nomenclature) out["release"] = a_case.nomenclature->release();
  json::array loci;
  hla::Prediction chances;
  if (a_case.frequencies) {
    hla::Fits fits(*a_case.frequencies, a_case.catalogue);
    hla::Forecast forecast(fits);
    const auto* mine = a_case.population_of(patient.id);
    const auto* theirs = a_case.population_of(donor.id);
    forecast.patient(mine, patient.typings);
    chances = forecast.donor(theirs, donor.typings);
    out["frequencies"] = words.frequencies;
    out["populations"] = json::array{mine ? mine->name : "", theirs ? theirs->name : ""};
    out["explained"] = chances.known;
    if (chances.known) {
      out["p"] = json::array{chances.mismatches[0], chances.mismatches[1], chances.mismatches[2]};
    }
  }
  for (std::size_t each = 0; each < hla::typed_loci; each++) {
    auto locus = static_cast<Locus>(each);
    bool matched = each < hla::matched_loci;
    if (matched && !a_case.loci[each]) continue;
    const auto& mine = a_case.catalogue.typing(locus, patient.typings[each]);
    const auto& theirs = a_case.catalogue.typing(locus, donor.typings[each]);
    json::object one{{"locus", hla::name_of(locus)},
                     {"patient", shown(a_case.catalogue, locus, mine)},
                     {"donor", shown(a_case.catalogue, locus, theirs)},
                     {"counted", matched && !mine.open()}};
    if (!mine.open()) {
      hla::LocusMatch match = hla::match(mine, theirs);
      one["possible"] = match.possible;
      one["certain"] = match.certain;
      one["gvh"] = match.gvh;
      one["hvg"] = match.hvg;
    }
    if (matched && chances.known) one["p2of2"] = chances.full[each];
    if (!matched && a_case.nomenclature) {
      one["tce"] = name_of(hla::TceTable(*a_case.nomenclature, a_case.catalogue).of(mine, theirs));
    }
    loci.push_back(std::move(one));
  }
  out["loci"] = std::move(loci);
  return out;
}

}  // namespace

Result<int> hla_explain(const HlaWords& words) {
  auto a_case = TRY(open_case(words));
  Side patient = TRY(side_of(*a_case, words.patients, words.patient));
  Side donor = TRY(side_of(*a_case, words.donors, words.donor));
  json::object out = explained(*a_case, patient, donor, words);
  if (words.json) return print(out);
  for (const auto& [key, value] : out) {
    if (key != "loci") std::cout << key << ": " << json::serialize(value) << "\n";
  }
  for (const auto& locus : out["loci"].as_array()) {
    std::cout << "\n";
    for (const auto& [key, value] : locus.as_object()) {
      std::cout << key << ": " << text_of(value) << "\n";
    }
  }
  return 0;
}

Result<int> hla_frequencies(const HlaWords& words) {
  auto a_case = TRY(open_case(words));
  auto subjects = TRY(people_of(*a_case, words.subjects));
  hla::EstimationWords how{a_case->loci, words.iterations, words.tolerance};
  auto made = TRY(hla::estimate(a_case->catalogue, subjects.typings, how));
  auto out = TRY(OutFile::create(words.out));
  TRY(out->write("Haplo,Count,Freq\n"));
  for (const auto& [name, frequency] : made.frequencies) {
    TRY(out->write(name + "," + number_text(frequency * 2 * static_cast<double>(made.people)) +
                   "," + number_text(frequency) + "\n"));
  }
  TRY(out->finish());
  for (const auto& step : made.steps) {
    bool last = &step == &made.steps.back();
    if (step.iteration % 10 != 1 && !last) continue;
    std::cerr << "hla: iteration " << step.iteration << ", log-likelihood "
              << number_text(step.log_likelihood) << ", largest change " << number_text(step.change)
              << "\n";
  }
  std::cerr << "hla: " << made.people << " people, " << made.left_out << " left out, "
            << made.frequencies.size() << " haplotypes, "
            << (made.converged ? "converged" : "not converged") << "\n";
  if (!words.json) return made.converged ? 0 : 1;
  print(json::object{{"people", made.people},
                     {"left_out", made.left_out},
                     {"haplotypes", made.frequencies.size()},
                     {"iterations", made.steps.size()},
                     {"log_likelihood", made.steps.back().log_likelihood},
                     {"converged", made.converged}});
  return made.converged ? 0 : 1;
}

Result<int> hla_mini(const HlaWords& words) {
  ::mkdir(words.out.c_str(), 0700);
  for (const auto& [name, bytes] : hla::mini_release(words.seed)) {
    auto out = TRY(OutFile::create(words.out + "/" + name));
    TRY(out->write(bytes));
    TRY(out->finish());
  }
  return 0;
}

}  // namespace boai::app

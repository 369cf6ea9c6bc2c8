// boai hla bench: donors drawn in memory from haplotype frequencies at mixed resolution; every
// figure beside its yardstick, a plain scan of the same rows.
#include <algorithm>
#include <boost/json.hpp>
#include <chrono>
#include <iostream>
#include <random>

#include "app/hla_verbs.hpp"
#include "engines/hla/forecast.hpp"
#include "engines/hla/search.hpp"

namespace boai::app {

namespace {

using hla::at;
using hla::Locus;

constexpr std::size_t candidates_max = 10'000;

double seconds_since(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

double share_of(std::vector<double> values, double share) {
  std::ranges::sort(values);
  return values.empty() ? 0 : values[static_cast<std::size_t>(share * (values.size() - 1) + 0.5)];
}

// Draws people. Resolution: half two-field; else the alleles of a first field, or two or three
// alternatives; C and DQB1 are missing for some, as in registries of several decades.
class Drawing {
 public:
  Drawing(const hla::Frequencies& frequencies, hla::Catalogue& catalogue, std::uint64_t seed)
      : frequencies_(frequencies),
        population_(frequencies.populations()[0]),
        catalogue_(catalogue),
        engine_(seed),
        pick_(population_.frequencies.begin(), population_.frequencies.end()) {
    for (std::size_t locus = 0; locus < hla::matched_loci; locus++) {
      std::map<std::string, std::vector<hla::ClassId>> first_fields;
      for (const std::string& name : frequencies.alleles(locus)) {
        auto& family = first_fields[name.substr(0, name.find(':'))];
        family.push_back(catalogue.class_of(static_cast<Locus>(locus), name));
      }
      for (const std::string& name : frequencies.alleles(locus)) {
        auto family = first_fields[name.substr(0, name.find(':'))];
        std::ranges::sort(family);
        families_[locus].push_back(family);
        classes_[locus].push_back(catalogue.class_of(static_cast<Locus>(locus), name));
      }
    }
  }

  hla::Typings person(bool mixed) {
    const auto& one = population_.haplotypes[pick_(engine_)];
    const auto& other = population_.haplotypes[pick_(engine_)];
    hla::Typings made{};
    // A registration campaign types all loci alike.
    int level = mixed ? static_cast<int>(engine_() % 8) : 0;
    for (std::size_t locus = 0; locus < hla::matched_loci; locus++) {
      bool late = static_cast<Locus>(locus) == Locus::c || static_cast<Locus>(locus) == Locus::dqb1;
      if (level >= 6 && late) continue;  // a quarter: A, B, DRB1 only
      made[locus] = typing(locus, one[locus], other[locus], level);
    }
    return made;
  }

 private:
  hla::TypingId typing(std::size_t locus, hla::AlleleId one, hla::AlleleId other, int level) {
    int first = resolution(level), second = resolution(level);
    std::uint32_t alternative = first == 2 || second == 2 ? engine_() % 4 : 0;
    std::uint64_t key = ((one * 65536ull + other) * 4 + first) * 4 + second;
    auto [found, fresh] = known_[locus].try_emplace(key * 4 + alternative, 0);
    if (!fresh) return found->second;
    hla::Pair pair{position(locus, one, first, alternative),
                   position(locus, other, second, alternative + 1)};
    found->second = catalogue_.put(static_cast<Locus>(locus), {{pair}, false, false});
    return found->second;
  }

  // 0 two fields, 1 the whole first field, 2 a few alternatives.
  int resolution(int level) {
    if (level < 4) return 0;
    if (level == 4) return engine_() % 3 == 0 ? 2 : 0;
    return engine_() % 4 == 0 ? 0 : 1;
  }

  hla::Position position(std::size_t locus, hla::AlleleId allele, int resolution,
                         std::uint32_t alternative) const {
    if (resolution == 1) return {families_[locus][allele], false};
    std::vector<hla::ClassId> classes{classes_[locus][allele]};
    if (resolution == 2) {
      const auto& family = families_[locus][allele];
      classes.push_back(family[alternative % family.size()]);
      classes.push_back(family[(alternative + 3) % family.size()]);
    }
    std::ranges::sort(classes);
    classes.erase(std::unique(classes.begin(), classes.end()), classes.end());
    return {classes, false};
  }

  const hla::Frequencies& frequencies_;
  const hla::Population& population_;
  hla::Catalogue& catalogue_;
  std::mt19937_64 engine_;
  std::discrete_distribution<std::uint32_t> pick_;
  std::array<std::vector<std::vector<hla::ClassId>>, hla::matched_loci> families_;
  std::array<std::vector<hla::ClassId>, hla::matched_loci> classes_;
  std::array<std::unordered_map<std::uint64_t, hla::TypingId>, hla::matched_loci> known_;
};

// The yardstick: five words a donor, read once.
double plain_scan(const std::vector<std::uint32_t>& rows) {
  auto start = std::chrono::steady_clock::now();
  std::uint64_t sum = 0;
  for (std::uint32_t each : rows) sum += each;
  volatile std::uint64_t keep = sum;
  (void)keep;
  return seconds_since(start);
}

struct Line {
  std::string name;
  std::vector<double> times, counts;
};

void show(boost::json::array& list, const std::string& name, double value, const std::string& unit,
          const std::string& note = {}) {
  std::cerr << "hla: " << name << ": " << number_text(value) << " " << unit
            << (note.empty() ? "" : "  (" + note + ")") << "\n";
  list.push_back(
      boost::json::object{{"name", name}, {"value", value}, {"unit", unit}, {"note", note}});
}

class Bench {
 public:
  Bench(const HlaCase& a_case, const hla::Index& index, hla::Catalogue& catalogue,
        boost::json::array& list)
      : threads_(a_case.threads),
        index_(index),
        catalogue_(catalogue),
        list_(list),
        search_(index, catalogue, a_case.loci) {
    for (int each = 0; each < threads_; each++) {
      fits_.push_back(std::make_unique<hla::Fits>(*a_case.frequencies, catalogue));
      forecasts_.push_back(std::make_unique<hla::Forecast>(*fits_.back()));
    }
    population_ = &a_case.frequencies->populations()[0];
  }

  void patients(const std::string& who, const std::vector<hla::Typings>& patients, double scan) {
    for (int most = 0; most <= 2; most++) {
      Line line{who + " " + std::to_string(10 - most) + "/10", {}, {}};
      auto all = std::chrono::steady_clock::now();
      for (const hla::Typings& patient : patients) {
        auto start = std::chrono::steady_clock::now();
        search_.run(patient, most, hits_, threads_);
        line.times.push_back(seconds_since(start));
        std::size_t donors = 0;
        for (const hla::Hit& hit : hits_) donors += index_.donors_of(hit.phenotype).size();
        line.counts.push_back(static_cast<double>(donors));
      }
      double rate = static_cast<double>(patients.size()) / seconds_since(all);
      tell(line, scan);
      show(list_, line.name + ", patients a second", rate, "1/s");
    }
    Line line{who + " with prediction", {}, {}};
    for (const hla::Typings& patient : patients) {
      auto start = std::chrono::steady_clock::now();
      line.counts.push_back(static_cast<double>(predict(patient)));
      line.times.push_back(seconds_since(start));
    }
    tell(line, scan);
  }

 private:
  void tell(const Line& line, double scan) {
    double p95 = share_of(line.times, 0.95);
    show(list_, line.name + ", p95", p95 * 1000, "ms",
         "median " + number_text(share_of(line.times, 0.5) * 1000) + " ms, " +
             number_text(share_of(line.counts, 0.5)) + " donors found at the median, " +
             number_text(p95 / scan) + " of a plain scan");
  }

  // The best candidates first, up to the limit in donors; a prediction each phenotype.
  std::size_t predict(const hla::Typings& patient) {
    search_.run(patient, 2, hits_, threads_);
    std::size_t donors = 0, phenotypes = 0;
    std::vector<hla::Hit> chosen;
    for (int most = 0; most <= 2 && donors < candidates_max; most++) {
      for (const hla::Hit& hit : hits_) {
        if (hit.mismatches != most || donors >= candidates_max) continue;
        donors += index_.donors_of(hit.phenotype).size();
        chosen.push_back(hit);
      }
    }
    phenotypes = chosen.size();
    predictions_.resize(phenotypes);
    constexpr std::size_t batch = 64;
    in_parallel(threads_, threads_, [&](int thread, std::size_t) {
      forecasts_[thread]->patient(population_, patient);
    });
    in_parallel(threads_, (phenotypes + batch - 1) / batch, [&](int thread, std::size_t part) {
      for (std::size_t each = part * batch; each < std::min(phenotypes, (part + 1) * batch);
           each++) {
        predictions_[each] =
            forecasts_[thread]->donor(population_, index_.typings(chosen[each].phenotype));
      }
    });
    return donors;
  }

  int threads_;
  const hla::Index& index_;
  hla::Catalogue& catalogue_;
  boost::json::array& list_;
  hla::Search search_;
  std::vector<std::unique_ptr<hla::Fits>> fits_;
  std::vector<std::unique_ptr<hla::Forecast>> forecasts_;
  const hla::Population* population_ = nullptr;
  std::vector<hla::Hit> hits_;
  std::vector<hla::Prediction> predictions_;
};

void bench_imputation(const HlaCase& a_case, hla::Catalogue& catalogue,
                      const std::vector<hla::Typings>& people, boost::json::array& list) {
  std::vector<std::unique_ptr<hla::Fits>> fits;
  std::vector<std::unique_ptr<hla::Imputation>> imputations;
  std::vector<std::vector<hla::HaplotypePair>> pairs(a_case.threads);
  std::vector<std::size_t> counts(a_case.threads);
  for (int each = 0; each < a_case.threads; each++) {
    fits.push_back(std::make_unique<hla::Fits>(*a_case.frequencies, catalogue));
    imputations.push_back(std::make_unique<hla::Imputation>(*fits.back()));
  }
  auto start = std::chrono::steady_clock::now();
  constexpr std::size_t batch = 256;
  in_parallel(a_case.threads, (people.size() + batch - 1) / batch,
              [&](int thread, std::size_t part) {
                for (std::size_t each = part * batch;
                     each < std::min(people.size(), (part + 1) * batch); each++) {
                  imputations[thread]->load(a_case.frequencies->populations()[0], people[each]);
                  imputations[thread]->pairs(pairs[thread]);
                  counts[thread] += pairs[thread].size();
                }
              });
  double seconds = seconds_since(start);
  std::size_t sum = 0;
  for (std::size_t each : counts) sum += each;
  show(list, "imputation, every pair with its posterior",
       static_cast<double>(people.size()) / seconds, "people/s",
       number_text(static_cast<double>(sum) / static_cast<double>(people.size())) +
           " pairs a person");
}

}  // namespace

Result<int> hla_bench(const HlaWords& words) {
  auto a_case = TRY(open_case(words));
  if (!a_case->frequencies)
    return invalid("hla.frequencies", "frequencies", "--frequencies is missing");
  boost::json::array list;
  hla::Catalogue catalogue;
  Drawing drawing(*a_case->frequencies, catalogue, words.seed);
  std::vector<hla::Typings> donors(words.donor_count), exact, mixed, subjects;
  for (auto& each : donors) each = drawing.person(true);
  for (std::size_t each = 0; each < words.patient_count; each++) {
    exact.push_back(drawing.person(false));
    mixed.push_back(drawing.person(true));
  }
  subjects.assign(donors.begin(),
                  donors.begin() + std::min<std::ptrdiff_t>(donors.size(), 100'000));
  show(list, "donors", static_cast<double>(donors.size()), "",
       "seed " + std::to_string(words.seed));
  double scan = 1e9;
  {
    std::vector<std::uint32_t> rows(donors.size() * hla::matched_loci, 1);
    for (int each = 0; each < 5; each++) scan = std::min(scan, plain_scan(rows));
  }
  show(list, "plain scan of five words a donor", scan * 1000, "ms");
  auto start = std::chrono::steady_clock::now();
  hla::Index index = hla::Index::build(catalogue, std::move(donors), a_case->threads);
  show(list, "index build", seconds_since(start), "s",
       std::to_string(index.phenotypes()) + " phenotypes");
  show(list, "index memory", static_cast<double>(index.bytes() + catalogue.bytes()) / 1048576, "MB",
       "rows " + number_text(static_cast<double>(index.bytes()) / 1048576) +
           " MB, dictionary the rest");
  bench_imputation(*a_case, catalogue, subjects, list);
  {
    Bench bench(*a_case, index, catalogue, list);
    bench.patients("two-field patients", exact, scan);
    bench.patients("mixed patients", mixed, scan);
  }
  if (a_case->nomenclature) {
    const auto& names = a_case->nomenclature->names();
    start = std::chrono::steady_clock::now();
    std::size_t sum = 0;
    for (const std::string& name : names) {
      auto found = a_case->nomenclature->find(name);
      sum += a_case->nomenclature->group(hla::Level::p, *found) & 1;
    }
    volatile std::size_t keep = sum;
    (void)keep;
    show(list, "reduction of a name",
         seconds_since(start) * 1e6 / static_cast<double>(names.size()), "us");
  }
  return words.json ? print(list) : 0;
}

}  // namespace boai::app

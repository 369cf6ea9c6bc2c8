// boai hla bench: donors drawn in memory from haplotype frequencies at mixed resolution; every
// figure beside its yardstick, a plain scan of the same rows.
#include <algorithm>
#include <boost/json.hpp>
#include <chrono>
#include <iostream>
#include <numeric>

#include "app/hla_drawing.hpp"
#include "engines/hla/forecast.hpp"
#include "engines/hla/live.hpp"
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

// One row of the table of goals: what was asked, p95 in ms for 10/10, 9/10, 8/10 and with
// prediction.
struct Row {
  std::string who;
  std::array<double, 4> p95_ms{};
  double patients_a_second = 0;  // at 10/10, one after the other
};

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

  Row patients(const std::string& who, const std::vector<hla::Typings>& patients, double scan) {
    Row row{who, {}, 0};
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
      row.p95_ms[static_cast<std::size_t>(most)] = tell(line, scan);
      if (most == 0) row.patients_a_second = rate;
      show(list_, line.name + ", patients a second", rate, "1/s");
    }
    Line line{who + " with prediction", {}, {}};
    for (const hla::Typings& patient : patients) {
      auto start = std::chrono::steady_clock::now();
      line.counts.push_back(static_cast<double>(predict(patient)));
      line.times.push_back(seconds_since(start));
    }
    row.p95_ms[3] = tell(line, scan);
    show(list_, line.name + ", patients a second",
         static_cast<double>(patients.size()) /
             std::accumulate(line.times.begin(), line.times.end(), 0.0),
         "1/s");
    return row;
  }

 private:
  double tell(const Line& line, double scan) {
    double p95 = share_of(line.times, 0.95);
    show(list_, line.name + ", p95", p95 * 1000, "ms",
         "median " + number_text(share_of(line.times, 0.5) * 1000) + " ms, " +
             number_text(share_of(line.counts, 0.5)) + " donors found at the median, " +
             number_text(p95 / scan) + " of a plain scan");
    return p95 * 1000;
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

// How soon a donor put in or withdrawn is seen, in a registry with a half-full small segment.
void bench_changes(const HlaCase& a_case, Drawing& drawing, boost::json::array& list) {
  hla::AsWritten as_written;
  hla::LiveIndex live(as_written);
  std::vector<hla::DonorText> donors;
  for (int each = 0; each < 50'000; each++) {
    donors.push_back({"D" + std::to_string(each), drawing.text()});
  }
  if (!live.put(donors).ok() || !live.rebuild().ok()) return;
  std::vector<double> times;
  std::size_t seen = 0;
  for (int each = 0; each < 1000; each++) {
    hla::DonorText donor{"N" + std::to_string(each), drawing.text()};
    auto start = std::chrono::steady_clock::now();
    if (!live.put({donor}).ok()) return;
    times.push_back(seconds_since(start));
    seen += live.snapshot()->donors() == donors.size() + times.size();
  }
  show(list, "a donor put in is searchable, p95", share_of(times, 0.95) * 1000, "ms",
       std::to_string(seen) + " of 1000 seen at once, beside " + std::to_string(donors.size()));
  auto start = std::chrono::steady_clock::now();
  hla::Catalogue catalogue;
  std::string file;
  for (const auto& each : donors) file += each.id + "%" + each.typing + "\n";
  if (!hla::read_people({file, "donors"}, as_written, catalogue).ok()) return;
  show(list, "donors read from text", static_cast<double>(donors.size()) / seconds_since(start),
       "1/s", std::to_string(a_case.threads) + " threads at hand, one used");
}

Outcome bench_nomenclature(const std::string& folder, boost::json::array& list) {
  auto start = std::chrono::steady_clock::now();
  hla::Nomenclature release = TRY(read_release(folder));
  double names = static_cast<double>(release.names().size());
  show(list, "nomenclature load", seconds_since(start), "s", number_text(names) + " names");
  hla::ByGroups reduction(release, hla::Level::p, {});
  std::vector<std::pair<Locus, std::string_view>> alleles;
  for (const std::string& name : release.names()) {
    auto locus = hla::locus_named(std::string_view(name).substr(0, name.find('*')));
    if (locus) alleles.push_back({*locus, std::string_view(name).substr(name.find('*') + 1)});
  }
  for (const char* when : {"reduction of an allele, first time", "reduction of an allele, again"}) {
    start = std::chrono::steady_clock::now();
    std::size_t classes = 0;
    for (const auto& [locus, name] : alleles) classes += reduction.of(locus, name).classes.size();
    show(list, when, seconds_since(start) * 1e6 / static_cast<double>(alleles.size()), "us",
         std::to_string(classes) + " classes of " + std::to_string(alleles.size()) + " names");
  }
  return Done{};
}

struct Layout {
  double build_s = 0, memory_mb = 0, scan_ms = 0;
};

// Goals of two cores by donors; beyond the largest there is none.
struct Goal {
  std::size_t donors;
  std::array<double, 4> p95_ms;
  double build_s, memory_mb;
};
constexpr Goal goals[] = {{250'000, {1, 1, 3, 50}, 1, 64},
                          {4'000'000, {5, 10, 15, 100}, 15, 512},
                          {42'000'000, {60, 100, 120, 300}, 180, 3072}};

void print_table(std::size_t donors, const std::vector<Row>& rows, const Layout& layout) {
  auto cell = [](const std::string& text) { std::printf("%-22s", text.c_str()); };
  auto figure = [](double value) {
    char text[40];
    std::snprintf(text, sizeof text, "%.3g", value);
    return std::string(text);
  };
  for (const char* head : {"donors", "p95 in ms", "10/10", "9/10", "8/10", "with prediction",
                           "index build s", "index memory MB", "patients/s at 10/10"}) {
    cell(head);
  }
  std::printf("\n");
  for (const Row& row : rows) {
    cell(std::to_string(donors));
    cell(row.who);
    for (double each : row.p95_ms) {
      cell(figure(each) + " (" + figure(each / layout.scan_ms) + " scan)");
    }
    cell(figure(layout.build_s));
    cell(figure(layout.memory_mb));
    cell(figure(row.patients_a_second));
    std::printf("\n");
  }
  for (const Goal& goal : goals) {
    if (goal.donors != donors) continue;
    cell("");
    cell("goal, two-field");
    for (double each : goal.p95_ms) cell(figure(each));
    cell(figure(goal.build_s));
    cell(figure(goal.memory_mb));
    std::printf("\n");
  }
  std::printf("plain scan of five words a donor: %.3g ms\n", layout.scan_ms);
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
  std::size_t donor_count = donors.size();
  auto start = std::chrono::steady_clock::now();
  hla::Index index = hla::Index::build(catalogue, std::move(donors), a_case->threads);
  double build_s = seconds_since(start);
  double memory_mb = static_cast<double>(index.bytes() + catalogue.bytes()) / 1048576;
  show(list, "index build", build_s, "s", std::to_string(index.phenotypes()) + " phenotypes");
  show(list, "index memory", memory_mb, "MB",
       "rows " + number_text(static_cast<double>(index.bytes()) / 1048576) +
           " MB, dictionary the rest");
  bench_imputation(*a_case, catalogue, subjects, list);
  Bench bench(*a_case, index, catalogue, list);
  std::vector<Row> rows = {bench.patients("two-field patients", exact, scan),
                           bench.patients("mixed patients", mixed, scan)};
  bench_changes(*a_case, drawing, list);
  if (a_case->nomenclature) TRY(bench_nomenclature(words.nomenclature, list));
  if (words.json) return print(list);
  print_table(donor_count, rows, {build_s, memory_mb, scan * 1000});
  return 0;
}

}  // namespace boai::app

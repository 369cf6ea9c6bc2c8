// The command line of the HLA engine: `boai hla …`. Files and threads are handled here; the engine
// knows bytes and numbers only.
#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/verbs.hpp"
#include "engines/hla/frequencies.hpp"
#include "engines/hla/nomenclature.hpp"
#include "engines/hla/people.hpp"

namespace boai::app {

struct HlaWords {
  bool json = false, normalise = false;
  std::string donors, patients, subjects, frequencies, nomenclature, mac, reduce, attributes, out;
  std::string loci = "A,C,B,DRB1,DQB1", order = "mismatches,p0,age,id", default_population;
  std::string donor, patient, to = "p";
  std::vector<std::string> names, filters;
  int mismatches_max = 2, threads = 0, iterations = 1000;
  std::size_t limit = 0, donor_count = 250'000, patient_count = 200;
  std::uint64_t seed = 1;
  double tolerance = 1e-9;
};

int hla_line(int count, char** letters);

// What the files of a run say.
struct HlaCase {
  std::optional<hla::Nomenclature> nomenclature;
  std::unique_ptr<hla::Reduction> reduction;
  hla::Catalogue catalogue;
  hla::Loci loci;
  bool dpb1 = true;  // shown beside the loci that are counted
  hla::AttributesById attributes;
  std::optional<hla::Frequencies> frequencies;
  std::string default_population;
  int threads = 1;

  const hla::Population* population_of(const std::string& id) const;
};

Result<std::string> read_whole(const std::string& path);  // unpacked
Result<std::unique_ptr<HlaCase>> open_case(const HlaWords& words);
Result<hla::Nomenclature> read_release(const std::string& folder);
Result<hla::People> people_of(HlaCase& a_case, const std::string& path);

// A file that is there whole or not at all, also after Ctrl-C.
class OutFile {
 public:
  static Result<std::unique_ptr<OutFile>> create(const std::string& path);
  ~OutFile();
  Outcome write(std::string_view text);
  Outcome finish();

 private:
  OutFile() = default;
  Outcome flush();

  std::string path_, part_, waiting_;
  int file_ = -1;
};

// How far a long run is, now and then.
class Progress {
 public:
  explicit Progress(const char* what) : what_(what) {}
  void tell(std::size_t done, std::size_t all);

 private:
  const char* what_;
  std::chrono::steady_clock::time_point told_ = std::chrono::steady_clock::now();
};

std::string number_text(double value);  // %.12g

// Runs work(thread, index) for every index below count on the given threads.
void in_parallel(int threads, std::size_t count, const std::function<void(int, std::size_t)>& work);

Result<int> hla_impute(const HlaWords& words);
Result<int> hla_bench(const HlaWords& words);
Result<int> hla_explain(const HlaWords& words);
Result<int> hla_frequencies(const HlaWords& words);
Result<int> hla_mini(const HlaWords& words);
Result<int> hla_reduce(const HlaWords& words);
Result<int> hla_search(const HlaWords& words);
Result<int> hla_predict(const HlaWords& words);

}  // namespace boai::app

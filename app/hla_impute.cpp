// boai hla impute: every pair of haplotypes a subject may carry, with its posterior.
#include <boost/json.hpp>
#include <iostream>

#include "app/hla_verbs.hpp"
#include "engines/hla/imputation.hpp"

namespace boai::app {

namespace {

constexpr std::size_t chunk = 4096;  // subjects worked on before their lines are written

struct Imputer {
  hla::Fits fits;
  hla::Imputation imputation;
  std::vector<hla::HaplotypePair> pairs;

  explicit Imputer(const HlaCase& a_case)
      : fits(*a_case.frequencies, a_case.catalogue), imputation(fits) {}
};

std::vector<std::string> haplotype_names(const hla::Frequencies& frequencies,
                                         const hla::Population& population) {
  std::vector<std::string> names;
  for (const auto& each : population.haplotypes) names.push_back(frequencies.name_of(each));
  return names;
}

}  // namespace

Result<int> hla_impute(const HlaWords& words) {
  auto a_case = TRY(open_case(words));
  if (!a_case->frequencies)
    return invalid("hla.frequencies", "frequencies", "--frequencies is missing");
  auto subjects = TRY(people_of(*a_case, words.subjects));
  std::vector<std::unique_ptr<Imputer>> imputers;
  for (int each = 0; each < a_case->threads; each++) {
    imputers.push_back(std::make_unique<Imputer>(*a_case));
  }
  std::map<const hla::Population*, std::vector<std::string>> names;
  for (const auto& each : a_case->frequencies->populations()) {
    names[&each] = haplotype_names(*a_case->frequencies, each);
  }
  auto out = TRY(OutFile::create(words.out));
  TRY(out->write("id\thap1\thap2\tposterior\n"));
  std::vector<std::string> texts(chunk);
  std::vector<std::size_t> counts(chunk);
  std::size_t pairs = 0, unexplained = 0;
  Progress progress("subjects");
  for (std::size_t from = 0; from < subjects.ids.size(); from += chunk) {
    std::size_t count = std::min(chunk, subjects.ids.size() - from);
    in_parallel(a_case->threads, count, [&](int thread, std::size_t index) {
      Imputer& imputer = *imputers[thread];
      const std::string& id = subjects.ids[from + index];
      texts[index].clear();
      counts[index] = 0;
      const hla::Population* population = a_case->population_of(id);
      if (!population) return;
      if (imputer.imputation.load(*population, subjects.typings[from + index]) <= 0) return;
      imputer.imputation.pairs(imputer.pairs);
      counts[index] = imputer.pairs.size();
      const auto& name = names.at(population);
      for (const auto& pair : imputer.pairs) {
        texts[index] += id + "\t" + name[pair.first] + "\t" + name[pair.second] + "\t" +
                        number_text(pair.posterior) + "\n";
      }
    });
    for (std::size_t index = 0; index < count; index++) {
      TRY(out->write(texts[index]));
      pairs += counts[index];
      unexplained += counts[index] == 0;
    }
    progress.tell(from + count, subjects.ids.size());
  }
  TRY(out->finish());
  std::cerr << "hla: " << subjects.ids.size() << " subjects, " << pairs << " pairs, " << unexplained
            << " unexplained\n";
  if (!words.json) return 0;
  return print(boost::json::object{
      {"subjects", subjects.ids.size()}, {"pairs", pairs}, {"unexplained", unexplained}});
}

}  // namespace boai::app

// boai hla search and predict: a table of pairs, patients in input order, donors in the order
// asked.
#include <boost/json.hpp>
#include <iostream>

#include "app/hla_table.hpp"

namespace boai::app {

namespace {

constexpr std::string_view header =
    "patient\tdonor\tpossible\tcertain\tp0\tp1\tp2\tA\tB\tC\tDRB1\tDQB1\tDPB1\tgvh\thvg\tflags\n";

constexpr std::size_t patients_at_once = 64;  // worked on before their rows are written

struct Answer {
  std::string rows;
  std::size_t count = 0;
};

Result<int> run(const HlaWords& words, bool predict) {
  auto a_case = TRY(open_case(words));
  if (predict && !a_case->frequencies) {
    return invalid("hla.frequencies", "frequencies", "--frequencies is missing");
  }
  TableWords asked{hla::Loci{}, words.mismatches_max, words.limit, predict, {}, {}};
  asked.order = TRY(hla::read_order(words.order));
  for (const std::string& text : words.filters)
    asked.filters.push_back(TRY(hla::Filter::create(text)));
  if (predict) asked.mismatches_max = std::min(asked.mismatches_max, 2);
  auto donors = TRY(people_of(*a_case, words.donors));
  auto patients = TRY(people_of(*a_case, words.patients));
  Registry registry(*a_case, donors);
  std::vector<std::unique_ptr<Table>> tables;
  for (int each = 0; each < a_case->threads; each++) {
    tables.push_back(std::make_unique<Table>(*a_case, registry, asked));
  }
  auto out = TRY(OutFile::create(words.out));
  TRY(out->write(header));
  std::vector<Answer> answers(patients_at_once);
  std::size_t rows = 0, unexplained = 0;
  Progress progress("patients");
  for (std::size_t from = 0; from < patients.ids.size(); from += patients_at_once) {
    std::size_t count = std::min(patients_at_once, patients.ids.size() - from);
    in_parallel(a_case->threads, count, [&](int thread, std::size_t index) {
      Answer& answer = answers[index];
      answer.rows.clear();
      answer.count = tables[thread]->add(patients.ids[from + index], patients.typings[from + index],
                                         answer.rows);
    });
    for (std::size_t index = 0; index < count; index++) {
      TRY(out->write(answers[index].rows));
      rows += answers[index].count;
    }
    progress.tell(from + count, patients.ids.size());
  }
  TRY(out->finish());
  std::cerr << "hla: " << patients.ids.size() << " patients, " << donors.ids.size() << " donors, "
            << rows << " pairs\n";
  for (const auto& each : tables) unexplained += each->unexplained();
  if (unexplained > 0) {
    std::cerr << "hla: " << unexplained
              << " pairs that may match are not explained by the frequencies"
              << (predict ? "; boai hla search lists them\n" : "\n");
  }
  if (!words.json) return 0;
  return print(boost::json::object{{"patients", patients.ids.size()},
                                   {"donors", donors.ids.size()},
                                   {"pairs", rows},
                                   {"unexplained", unexplained}});
}

}  // namespace

Result<int> hla_search(const HlaWords& words) { return run(words, false); }
Result<int> hla_predict(const HlaWords& words) { return run(words, true); }

}  // namespace boai::app

// boai_bench NAME… [--json] | boai_bench prepare. bench/run and bench/prepare call it.
#include <algorithm>
#include <boost/json.hpp>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <iostream>

#include "bench/bench.hpp"

namespace boai::bench {

double quantile(std::vector<double> values, double share) {
  if (values.empty()) return 0;
  std::ranges::sort(values);
  auto at = static_cast<std::size_t>(share * static_cast<double>(values.size()));
  return values[std::min(at, values.size() - 1)];
}

namespace {

namespace json = boost::json;

struct Named {
  const char* name;
  Bench bench;
};
constexpr Named benches[] = {{"list", list},
                             {"commands", commands},
                             {"commands-postgresql", commands_postgresql},
                             {"import", import},
                             {"board", board},
                             {"recount", recount},
                             {"memory", memory},
                             {"log", log_integration},
                             {"ledger", ledger_gifts},
                             {"ledger-single", ledger_single},
                             {"ledger-postgresql", ledger_postgresql},
                             {"ledger-trace", ledger_trace},
                             {"ledger-edges", ledger_edges},
                             {"ledger-channel", ledger_channel},
                             {"split", split_targets},
                             {"forecast", forecast_cells},
                             {"evaluation", closing_report},
                             {"briefs", briefs_drafted},
                             {"linkage", linkage_of_people},
                             {"certificate", certificate_codes},
                             {"certificates-issued", certificates_issued},
                             {"certificates-checked", certificates_checked},
                             {"trainees", trainees}};

void print(const Figure& figure) {
  std::printf("%-34s ours %12.1f  yardstick %12.1f %-12s ratio %9.3f  promised %s %g  %s%s%s\n",
              figure.name.c_str(), figure.ours, figure.yardstick, figure.unit.c_str(), figure.ratio,
              figure.at_most ? "at most" : "at least", figure.promised,
              figure.kept() ? "kept" : "MISSED", figure.note.empty() ? "" : "  ",
              figure.note.c_str());
  std::fflush(stdout);
}

json::object as_json(const Figure& figure) {
  return {{"name", figure.name},           {"unit", figure.unit},   {"ours", figure.ours},
          {"yardstick", figure.yardstick}, {"ratio", figure.ratio}, {"promised", figure.promised},
          {"at_most", figure.at_most},     {"kept", figure.kept()}, {"note", figure.note}};
}

int complain(const Error& error) {
  std::cerr << "bench: " << error.code << " " << error.field << " " << error.detail << "\n";
  return 3;
}

int run(const Setup& setup, const std::vector<std::string>& names, bool as_document) {
  json::array all;
  bool kept = true;
  for (const Named& named : benches) {
    bool wanted = names.empty() || std::ranges::find(names, named.name) != names.end();
    if (!wanted) continue;
    auto figures = named.bench(setup);
    if (!figures.ok()) return complain(figures.error());
    for (const Figure& figure : *figures) {
      kept = kept && figure.kept();
      if (as_document) {
        all.push_back(as_json(figure));
      } else {
        print(figure);
      }
    }
  }
  if (as_document) {
    json::object document{{"size", setup.size}, {"kept", kept}, {"figures", std::move(all)}};
    std::cout << json::serialize(document) << "\n";
  }
  return kept ? 0 : 1;
}

std::string word_of(const char* name, std::string otherwise) {
  const char* value = std::getenv(name);
  return value && *value ? value : std::move(otherwise);
}

}  // namespace
}  // namespace boai::bench

int main(int count, char** words) {
  using namespace boai::bench;
  std::string cache = word_of("XDG_CACHE_HOME", word_of("HOME", ".") + "/.cache");
  auto self = std::filesystem::read_symlink("/proc/self/exe").parent_path();
  Setup setup{.data = word_of("BOAI_BENCH_DATA", cache + "/boai-bench"),
              .server = (self / "boai").string(),
              .postgresql = word_of("BOAI_BENCH_POSTGRESQL", ""),
              .size = std::stoll(word_of("BOAI_BENCH_SIZE", "1000000"))};
  std::vector<std::string> names(words + 1, words + count);
  bool as_document = std::erase(names, "--json") > 0;
  if (!names.empty() && names[0] == "prepare") {
    auto outcome = prepare(setup);
    return outcome.ok() ? 0 : complain(outcome.error());
  }
  if (!names.empty() && names[0] == "prepare-people") {
    auto outcome = prepare_people(setup);
    return outcome.ok() ? 0 : complain(outcome.error());
  }
  return run(setup, names, as_document);
}

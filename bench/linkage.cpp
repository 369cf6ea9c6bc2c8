// Duplicates of people: precision and recall on 200,000 generated rows of seeds the weights were
// not tuned on; a million rows blocked and scored; one form against all of them.
#include <fstream>
#include <sstream>

#include "bench/bench.hpp"
#include "engines/linkage/index.hpp"
#include "engines/linkage/measure.hpp"

namespace boai::bench {

namespace {

constexpr std::size_t accuracy_rows = 200'000;
constexpr std::size_t forms = 2'000;

std::string bytes_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream bytes;
  bytes << file.rdbuf();
  return bytes.str();
}

double resident_mb() {
  std::ifstream file("/proc/self/statm");
  double all = 0, resident = 0;
  file >> all >> resident;
  return resident * 4096 / 1e6;
}

Figure bound(std::string name, double ours, double promised, std::string note) {
  return {.name = std::move(name),
          .unit = "share",
          .ours = ours,
          .yardstick = 1,
          .ratio = ours,
          .promised = promised,
          .note = std::move(note)};
}

void accuracy(const linkage::Linkage& linkage, std::uint64_t seed, Figures& figures) {
  auto made = linkage::generate({.seed = seed, .rows = accuracy_rows});
  auto index = linkage::Index::build(linkage, made.rows);
  auto found = linkage::measure(made, index.pairs({.threads = 2}));
  std::string note = "seed " + std::to_string(seed) + ", " + std::to_string(found.true_pairs) +
                     " pairs, " + std::to_string(found.found_right) + " found, " +
                     std::to_string(found.found_wrong) + " wrong, certain " +
                     std::to_string(found.certain_right) + " right " +
                     std::to_string(found.certain_wrong) + " wrong";
  figures.push_back(bound("linkage: precision", found.precision(), 0.99, note));
  std::string kinds =
      "clean " + std::to_string(found.clean.found) + "/" + std::to_string(found.clean.pairs);
  for (std::size_t error = 0; error < linkage::row_errors; ++error) {
    const auto& line = found.by_error[error];
    kinds += ", " + std::string(name_of(static_cast<linkage::RowError>(error))) + " " +
             std::to_string(line.found) + "/" + std::to_string(line.pairs);
  }
  figures.push_back(bound("linkage: recall", found.recall(), 0.95, kinds));
}

// Every form is a row that is there already, under a new number: its own row must come first.
Result<Figure> asked_forms(linkage::Index& index, const std::vector<linkage::Row>& rows) {
  std::vector<double> seconds;
  TRY(index.candidates(rows[0]));  // lays out the keys
  std::size_t first = 0;
  for (std::size_t each = 0; each < forms; ++each) {
    linkage::Row form = rows[each * 7919 % rows.size()];
    std::int64_t own = form.id;
    form.id = 0;
    auto start = std::chrono::steady_clock::now();
    auto found = TRY(index.candidates(form));
    seconds.push_back(seconds_since(start));
    first += !found.empty() && found[0].left == own;
  }
  return Figure{.name = "linkage: one form against all, p99",
                .unit = "ms",
                .ours = quantile(seconds, 0.99) * 1e3,
                .yardstick = 50,
                .ratio = quantile(seconds, 0.99) * 1e3 / 50,
                .promised = 1,
                .at_most = true,
                .note = "median " + std::to_string(quantile(seconds, 0.5) * 1e3) + " ms, " +
                        std::to_string(first) + " of " + std::to_string(forms) +
                        " found their own row first; keys laid out: " + rounded(resident_mb()) +
                        " MB with the rows themselves"};
}

}  // namespace

Result<Figures> linkage_of_people(const Setup& setup) {
  std::string pack = app::settings_from_environment().home + "/packs/jiangsu/people/";
  auto linkage =
      TRY(linkage::Linkage::create(bytes_of(pack + "sounds.txt"), bytes_of(pack + "linkage.yaml")));
  Figures figures;
  for (std::uint64_t seed : {2, 3}) accuracy(linkage, seed, figures);
  auto made = linkage::generate({.seed = 2, .rows = static_cast<std::size_t>(setup.size)});
  double before = resident_mb();
  auto start = std::chrono::steady_clock::now();
  auto index = linkage::Index::build(linkage, made.rows);
  double built = seconds_since(start), laid = resident_mb();
  auto pairs = index.pairs({.threads = 2});
  double whole = seconds_since(start), after = resident_mb();
  auto found = linkage::measure(made, pairs);
  figures.push_back({.name = "linkage: rows blocked and scored",
                     .unit = "s",
                     .ours = whole,
                     .yardstick = 300,
                     .ratio = whole / 300,
                     .promised = 1,
                     .at_most = true,
                     .note = std::to_string(made.rows.size()) + " rows, reading " +
                             std::to_string(built) + " s, " + std::to_string(index.comparisons()) +
                             " comparisons, " + std::to_string(pairs.size()) + " pairs, index " +
                             rounded(laid - before) + " MB, with pairs " + rounded(after - before) +
                             " MB, 2 threads"});
  figures.push_back(bound("linkage: precision, all rows", found.precision(), 0.99,
                          std::to_string(found.found_wrong) + " wrong"));
  figures.push_back(
      bound("linkage: recall, all rows", found.recall(), 0.95,
            std::to_string(found.found_right) + " of " + std::to_string(found.true_pairs)));
  figures.push_back(TRY(asked_forms(index, made.rows)));
  return figures;
}

}  // namespace boai::bench

// Memory: the server at rest, import and export at two sizes, by the kernel's own account of the
// largest resident size. mapped file pages included.
#include <filesystem>
#include <fstream>

#include "bench/bench.hpp"
#include "bench/serving.hpp"

namespace boai::bench {

namespace files = std::filesystem;

namespace {

Figure at_most(std::string name, std::int64_t bytes, double megabytes) {
  double ours = static_cast<double>(bytes) / 1048576;
  return {.name = std::move(name),
          .unit = "MB",
          .ours = ours,
          .yardstick = megabytes,
          .ratio = ours / megabytes,
          .promised = 1,
          .at_most = true};
}

Outcome first_lines(const std::string& from, const std::string& to, std::int64_t lines) {
  std::ifstream source(from);
  std::ofstream file(to);
  std::string line;
  for (std::int64_t number = 0; number <= lines && std::getline(source, line); ++number) {
    file << line << '\n';
  }
  if (!file.flush()) return unavailable("bench.disk", to);
  return Done{};
}

Outcome import_and_export(const Setup& setup, std::int64_t rows, Figures& figures) {
  std::string folder = setup.data + "/memory";
  files::remove_all(folder);
  Environment environment = environment_of(folder, {});
  TRY(run_program({setup.server, "setup", "empty"}, environment));
  std::string file = folder + "/list.csv";
  TRY(first_lines(setup.certificates(), file, rows));
  std::string label = " of " + std::to_string(rows);
  auto imported =
      TRY(run_program({setup.server, "import", "training.certificate", file}, environment));
  if (imported.code != 0) return internal("bench.import", imported.output.substr(0, 500));
  figures.push_back(at_most("memory, import" + label, imported.resident_max, 256));
  auto exported = TRY(run_program({setup.server, "export", "training.certificate"}, environment));
  figures.push_back(at_most("memory, export" + label, exported.resident_max, 256));
  files::remove_all(folder);
  return Done{};
}

}  // namespace

Result<Figures> memory(const Setup& setup) {
  Figures figures;
  {
    auto serving = TRY(serve(setup, setup.store(), {}));
    pause(2);
    figures.push_back(at_most("memory, server at rest", serving.process.resident(), 80));
  }
  TRY(import_and_export(setup, std::min<std::int64_t>(100'000, setup.size), figures));
  if (setup.size > 100'000) TRY(import_and_export(setup, setup.size, figures));
  return figures;
}

}  // namespace boai::bench

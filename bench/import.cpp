// Import of a file of certificates through the command line, committed, measures and journal
// included; yardstick: the sqlite3 shell importing the same file into one table with the same
// indexes.
#include <boost/json.hpp>
#include <filesystem>
#include <fstream>

#include "bench/bench.hpp"
#include "bench/serving.hpp"

namespace boai::bench {

namespace files = std::filesystem;

namespace {

Result<double> shell(const Setup& setup) {
  std::string folder = setup.data + "/shell";
  files::remove_all(folder);
  files::create_directories(folder);
  std::ofstream(folder + "/script")
      << "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;\n"
         "CREATE TABLE certificate (branch TEXT, number TEXT, name TEXT, document TEXT, course "
         "TEXT, setting TEXT, occupation TEXT, day TEXT);\n"
         "CREATE INDEX by_branch ON certificate (branch);\n"
         "CREATE INDEX by_person ON certificate (document);\n"
         "CREATE INDEX by_number ON certificate (number);\n"
         "CREATE INDEX by_day ON certificate (day);\n"
         ".mode csv\n"
      << ".import --skip 1 " << setup.certificates() << " certificate\n"
      << "SELECT count(*) FROM certificate;\n";
  auto ended =
      TRY(run_program({"sh", "-c", "sqlite3 '" + folder + "/db' <'" + folder + "/script'"}, {}));
  if (ended.output.find(std::to_string(setup.size)) == std::string::npos) {
    return internal("bench.shell", ended.output);
  }
  files::remove_all(folder);
  return ended.seconds;
}

}  // namespace

Result<Figures> import(const Setup& setup) {
  double theirs = TRY(shell(setup));
  std::string folder = setup.data + "/import";
  files::remove_all(folder);
  Environment environment = environment_of(folder, {});
  auto made = TRY(run_program({setup.server, "setup", "empty"}, environment));
  if (made.code != 0) return internal("bench.setup", made.output);
  auto ended = TRY(
      run_program({setup.server, "import", "training.certificate", setup.certificates(), "--json"},
                  environment));
  auto report = boost::json::parse(ended.output);
  if (report.at("created").as_int64() != setup.size) {
    return internal("bench.import", ended.output.substr(0, 500));
  }
  files::remove_all(folder);
  return Figures{{.name = "import",
                  .unit = "s",
                  .ours = ended.seconds,
                  .yardstick = theirs,
                  .ratio = theirs / ended.seconds,
                  .promised = 0.25,
                  .note = std::to_string(setup.size) + " rows, " +
                          std::to_string(ended.resident_max >> 20) + " MB at most"}};
}

}  // namespace boai::bench

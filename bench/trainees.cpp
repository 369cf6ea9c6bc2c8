// A list of 100,000 trainees on a copy of the province of BOAI_BENCH_SIZE certificates
// (bench/prepare prepare-people): looked at without a change, recorded, and recorded once more.
#include <boost/json.hpp>
#include <filesystem>
#include <fstream>
#include <random>

#include "app/demo_people.hpp"
#include "bench/serving.hpp"

namespace boai::bench {

namespace {

namespace files = std::filesystem;

constexpr std::int64_t trainees_listed = 100'000;
constexpr double preview_s_promised = 10, commit_s_promised = 60;

// Trainees of one county, as a training office writes them down; one in twenty comes twice.
Outcome write_list(const std::string& path) {
  std::ofstream file(path);
  file << "组织代码,姓名,证件号码,课程,五进场所,职业,日期\r\n";
  std::mt19937_64 random{20261129};
  app::DemoPeople people(random);
  std::string person;
  for (std::int64_t row = 0; row < trainees_listed; ++row) {
    if (row % 20 != 19) person = people.name() + "," + people.identity_number("320102");
    Day day = Day::of(2026, 1, 1)->plus_days(static_cast<int>(row * 300 / trainees_listed));
    file << "320102," << person << ",talk,school,student," << to_text(day) << "\r\n";
  }
  return file.flush() ? Outcome(Done{}) : unavailable("bench.disk", path);
}

Figure within(const std::string& name, const Ended& ended, double promised) {
  return {.name = name,
          .unit = "s",
          .ours = ended.seconds,
          .yardstick = promised,
          .ratio = ended.seconds / promised,
          .promised = 1,
          .at_most = true,
          .note = std::to_string(trainees_listed) + " rows, " +
                  std::to_string(ended.resident_max >> 20) + " MB at most"};
}

}  // namespace

Result<Figures> trainees(const Setup& setup) {
  TRY(prepare_people(setup));
  std::string folder = setup.data + "/trainees", list = setup.data + "/trainees.csv";
  files::remove_all(folder);
  files::copy(setup.people(), folder, files::copy_options::recursive);
  TRY(write_list(list));
  Environment environment = environment_of(folder, {});
  auto once = [&](std::vector<std::string> more) -> Result<Ended> {
    std::vector<std::string> words{setup.server, "import", "training.attendance", list, "--json"};
    words.insert(words.end(), more.begin(), more.end());
    return run_program(words, environment);
  };
  TRY(run_program({setup.server, "migrate"}, environment));
  auto looked = TRY(once({"--preview"}));
  auto recorded = TRY(once({}));
  auto again = TRY(once({}));
  files::remove_all(folder);
  // Some numbers are those of other people of the province: such rows are refused, as in life.
  for (const Ended* ended : {&looked, &recorded, &again}) {
    if (!ended->output.starts_with("{\"import\"")) {
      return internal("bench.import", ended->output.substr(0, 500));
    }
  }
  auto first = boost::json::parse(recorded.output), second = boost::json::parse(again.output);
  std::int64_t changes = second.at("created").as_int64() + second.at("changed").as_int64();
  return Figures{within("trainees looked at", looked, preview_s_promised),
                 within("trainees recorded", recorded, commit_s_promised),
                 within("trainees recorded again", again, commit_s_promised),
                 {.name = "changes the second time",
                  .unit = "rows",
                  .ours = static_cast<double>(changes),
                  .yardstick = 1,
                  .ratio = static_cast<double>(changes),
                  .promised = 0,
                  .at_most = true,
                  .note = std::to_string(first.at("created").as_int64()) + " the first time, " +
                          std::to_string(first.at("refused").as_int64()) + " refused"}};
}

}  // namespace boai::bench

// What the benches stand on: a province with its demo, filled up to so many certificates, and a
// file of as many for the import. The filled-up rows have neither person nor journal row, because
// nothing that is measured on this store reads those; their cells are those of the write path.
#include <filesystem>
#include <fstream>
#include <iostream>
#include <random>

#include "app/demo_people.hpp"
#include "bench/bench.hpp"
#include "bench/process.hpp"
#include "bench/rows.hpp"
#include "domains/training/records.hpp"

namespace boai::bench {

namespace files = std::filesystem;
using store::Value;

namespace {

constexpr int people_a_class = 30;
constexpr const char* courses[] = {"first_aider", "first_aider", "first_aider", "cpr_aed"};
constexpr const char* settings[] = {"school", "community", "village", "office", "enterprise"};
constexpr const char* occupations[] = {"teacher", "student", "worker", "police",       "driver",
                                       "farmer",  "other",   "guide",  "school_doctor"};

}  // namespace

Result<std::vector<County>> counties_of(store::Connection& connection) {
  std::vector<County> counties;
  TRY(connection.each("SELECT id, code FROM network_society WHERE level = 'county' ORDER BY code",
                      {}, [&](const store::RowView& row) {
                        counties.push_back({row.number(0), std::string(row.text(1))});
                        return true;
                      }));
  return counties;
}

Outcome note_branches(store::Connection& connection, const record::Type& type) {
  Value values[] = {std::string(type.name)};
  return connection.run("INSERT INTO branch_use SELECT DISTINCT ?, branch FROM " + type.table() +
                            " WHERE true ON CONFLICT DO NOTHING",
                        values);
}

namespace {

class Filling {
 public:
  Filling(app::App& app, store::Connection& connection, std::int64_t size)
      : app_(app), connection_(connection), size_(size) {}

  Outcome all() {
    counties_ = TRY(counties_of(connection_));
    TRY(connection_.each("SELECT id, path FROM network_society", {},
                         [&](const store::RowView& row) {
                           paths_[row.number(0)] = std::string(row.text(1));
                           return true;
                         }));
    last_id_ = TRY(connection_.number("SELECT last_id FROM store_counter"));
    made_ = TRY(connection_.number("SELECT count(*) FROM training_certificate"));
    TRY(connection_.script("PRAGMA synchronous=OFF; PRAGMA cache_size=-1000000;"));
    std::int64_t first = made_;
    Day start = *Day::of(2021, 1, 1);
    constexpr std::int64_t days = 2130;  // to the end of October 2026
    while (made_ < size_) {
      Day day = start.plus_days((made_ - first) * days / std::max<std::int64_t>(1, size_ - first));
      TRY(one_class(day));
      if (rows_.size() > 100'000) TRY(flush());
    }
    TRY(flush());
    return connection_.script("PRAGMA wal_checkpoint(TRUNCATE); PRAGMA optimize;");
  }

 private:
  Outcome one_class(Day day) {
    const County& county = counties_[random_() % counties_.size()];
    const char* course = courses[random_() % std::size(courses)];
    for (int number = 0; number < people_a_class && made_ < size_; ++number) {
      std::vector<record::Row> held;
      training::Certificate one{.branch = {county.id},
                                .person = ++last_id_,
                                .number = {},
                                .course = course,
                                .setting = settings[random_() % std::size(settings)],
                                .occupation = occupations[random_() % std::size(occupations)],
                                .day = day,
                                .valid_until = {}};
      int months = std::string_view(course) == "cpr_aed" ? 24 : 36;
      int certificates = random_() % 8 == 0 ? 2 : 1;  // some come back when theirs has ended
      for (int each = 0; each < certificates && made_ < size_; ++each) {
        if (one.day > *Day::of(2026, 10, 31)) break;
        one.valid_until = one.day.plus_months(months).plus_days(-1);
        one.number = "基准" + county.code + "-" + std::to_string(++made_);
        one.id = {++last_id_};
        one.version = 1;
        held.push_back(record::to_row(one));
        one.day = one.valid_until.plus_days(static_cast<int>(random_() % 30) + 1);
      }
      TRY(take(held));
    }
    return Done{};
  }

  Outcome take(const std::vector<record::Row>& held) {
    auto emit = [&](const measures::Delta& delta) { sums_.add(delta); };
    auto path_of = [&](std::int64_t branch) -> Result<std::string> { return paths_[branch]; };
    const measures::Book& book = app_.house->measures;
    for (const measures::Measure& measure : book.measures) {
      if (measure.type != &training::Certificate::type()) continue;
      if (measure.by_unit()) {
        TRY(measures::contribute_unit(measure, book.plans, held, 1, path_of, emit));
        continue;
      }
      for (const record::Row& row : held) measures::contribute(measure, row, 1, emit);
    }
    for (const record::Row& row : held) rows_.add(record::from_row<training::Certificate>(row));
    return Done{};
  }

  Outcome flush() {
    auto path_of = [&](std::int64_t branch) -> Result<std::string> { return paths_[branch]; };
    TRY(connection_.begin_write());
    TRY(rows_.write(connection_));
    TRY(measures::write_sums(connection_, sums_, 20261031, path_of));
    Value last[] = {last_id_};
    TRY(connection_.run("UPDATE store_counter SET last_id = ?", last));
    TRY(note_branches(connection_, training::Certificate::type()));
    TRY(connection_.commit());
    sums_ = {};
    std::cerr << "\r  " << made_ << " certificates" << std::flush;
    return Done{};
  }

  app::App& app_;
  store::Connection& connection_;
  std::int64_t size_;
  std::int64_t made_ = 0;
  std::int64_t last_id_ = 0;
  std::mt19937_64 random_{1};
  std::vector<County> counties_;
  std::unordered_map<std::int64_t, std::string> paths_;
  Bulk rows_{training::Certificate::type()};
  measures::Sums sums_;
};

Outcome fill(const std::string& folder, std::int64_t size) {
  app::Settings from = app::settings_from_environment();
  from.data = folder;
  from.address = "sqlite:" + folder + "/boai.sqlite";
  auto app = TRY(app::open(from));
  auto connection = TRY(store::open(from.address));
  return Filling(*app, *connection, size).all();
}

Outcome make_store(const Setup& setup) {
  if (files::exists(setup.store())) return Done{};
  std::string part = setup.store() + ".part";
  files::remove_all(part);
  std::cerr << "prepare: " << setup.store() << "\n";
  auto made = TRY(run_program(
      {setup.server, "setup", "demo"},
      {{"BOAI_DATA", part}, {"BOAI_DB", ""}, {"BOAI_NOW", "2026-11-23T04:00:00.000Z"}}));
  if (made.code != 0) return unavailable("bench.setup", std::to_string(made.code));
  TRY(fill(part, setup.size));
  files::rename(part, setup.store());
  std::cerr << "\n";
  return Done{};
}

// As a province would send it: class after class, day after day, one in twenty a person known.
Outcome make_file(const Setup& setup) {
  if (files::exists(setup.certificates())) return Done{};
  std::cerr << "prepare: " << setup.certificates() << "\n";
  auto connection = TRY(store::open("sqlite:" + setup.store() + "/boai.sqlite", true));
  auto counties = TRY(counties_of(*connection));
  std::ofstream file(setup.certificates() + ".part");
  file << "组织代码,证书编号,姓名,证件号码,课程,五进场所,职业,发证日期\r\n";
  std::mt19937_64 random{2};
  app::DemoPeople people(random);
  std::vector<std::string> known;
  for (std::int64_t row = 0; row < setup.size;) {
    const County& county = counties[random() % counties.size()];
    Day day = Day::of(2023, 7, 1)->plus_days(row * 1200 / setup.size);
    const char* setting = settings[random() % std::size(settings)];
    for (int number = 0; number < people_a_class && row < setup.size; ++number, ++row) {
      bool again = random() % 20 == 0 && known.size() == 1000;
      std::string person = again ? known[random() % 1000]
                                 : people.name() + "," + people.identity_number(county.code);
      if (!again && known.size() == 1000) known[random() % 1000] = person;
      if (known.size() < 1000) known.push_back(person);
      file << county.code << ",WJ-" << row << ',' << person << ",first_aider," << setting << ','
           << occupations[random() % std::size(occupations)] << ',' << to_text(day) << "\r\n";
    }
  }
  if (!file.flush()) return unavailable("bench.disk", setup.certificates());
  files::rename(setup.certificates() + ".part", setup.certificates());
  return Done{};
}

}  // namespace

Outcome prepare(const Setup& setup) {
  files::create_directories(setup.data);
  TRY(make_store(setup));
  return make_file(setup);
}

}  // namespace boai::bench

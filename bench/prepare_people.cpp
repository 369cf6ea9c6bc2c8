// A whole province: BOAI_BENCH_SIZE certificates held by twice as many people, each with her
// relation to the county that trained her. Written past the commands, so without journal rows and
// cells, because only reading is measured here; every other column is what the commands write,
// except that codes have their size and no signature. Indexes are made last, from sorted rows.
#include <filesystem>
#include <iostream>

#include "app/demo_people.hpp"
#include "bench/process.hpp"
#include "bench/rows.hpp"
#include "bench/serving.hpp"
#include "domains/people/records.hpp"
#include "domains/people/rules.hpp"
#include "domains/training/records.hpp"
#include "domains/training/rules/course.hpp"

namespace boai::bench {

namespace files = std::filesystem;
using store::Value;

namespace {

constexpr std::size_t rows_a_commit = 200'000;
constexpr std::string_view kinds[] = {"first_aider", "first_aider", "first_aider", "cpr_aed"};

class Province {
 public:
  Province(app::App& app, store::Connection& connection, std::int64_t size)
      : app_(app), connection_(connection), size_(size) {}

  Outcome all() {
    counties_ = TRY(counties_of(connection_));
    last_id_ = TRY(connection_.number("SELECT last_id FROM store_counter"));
    auto indexes = TRY(taken_indexes());
    TRY(connection_.script("PRAGMA synchronous=OFF; PRAGMA cache_size=-500000;"));
    for (std::int64_t number = 0; number < 2 * size_; ++number) {
      TRY(one_person(number));
      if (persons_.size() >= rows_a_commit) TRY(flush(number));
    }
    TRY(flush(2 * size_));
    for (const std::string& index : indexes) {
      std::cerr << "\n  " << index.substr(0, 70) << std::flush;
      TRY(connection_.script(index));
    }
    TRY(connection_.begin_write());
    for (const record::Type* type : types_) TRY(note_branches(connection_, *type));
    TRY(connection_.commit());
    return connection_.script("PRAGMA wal_checkpoint(TRUNCATE); PRAGMA optimize; ANALYZE;");
  }

 private:
  Result<std::vector<std::string>> taken_indexes() {
    std::vector<std::string> made, names;
    TRY(
        connection_.each("SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT "
                         "NULL AND tbl_name IN ('people_person', 'people_relation', "
                         "'training_certificate')",
                         {}, [&](const store::RowView& row) {
                           names.emplace_back(row.text(0));
                           made.push_back(std::string(row.text(1)) + ";");
                           return true;
                         }));
    for (const std::string& name : names) TRY(connection_.script("DROP INDEX " + name));
    return made;
  }

  // Every second one holds a certificate.
  Outcome one_person(std::int64_t number) {
    const County& county = counties_[random_() % counties_.size()];
    const crypto::KeyRing& keys = *app_.house->keys;
    std::string document = people_.identity_number(county.code);
    Day day = Day::of(2021, 1, 1)->plus_days(static_cast<int>(number * 2130 / (2 * size_)));
    people::Person person{.name = people_.name(), .document_kind = "resident_id"};
    person.id = {++last_id_};
    person.document = keys.seal(document, people::document_place);
    person.document_hash = keys.lookup_hash("resident_id:" + document, people::document_place);
    person.state = "active";
    persons_.add(person);
    people::Relation relation{.person = person.id, .purpose = "training", .branch = {county.id}};
    relation.id = {++last_id_};
    relation.since = day;
    relations_.add(relation);
    return number % 2 == 0 ? certificate_of(person, county, day) : Outcome(Done{});
  }

  Outcome certificate_of(const people::Person& person, const County& county, Day day) {
    const auto& book = training::courses_of(*app_.house);
    const training::Course* course = book.find(kinds[random_() % std::size(kinds)]);
    int kind = std::stoi(course->number), region = std::stoi(county.code.substr(0, 6));
    int serial = ++serials_[std::to_string(region) + course->number + std::to_string(day.year())];
    training::Certificate one{.branch = {county.id}, .person = person.id};
    one.id = {++last_id_};
    one.number = TRY(book.number_on(day).number_of({region, day.year(), kind, serial}));
    one.course = course->code;
    one.setting = "school";
    one.occupation = "teacher";
    one.day = day;
    one.valid_until = TRY(training::last_day(*course, day));
    one.signed_on = day;
    one.signed_by = "00000000";
    one.code = "BA." + std::string(189, 'A');
    certificates_.add(one);
    return Done{};
  }

  Outcome flush(std::int64_t done) {
    TRY(connection_.begin_write());
    TRY(persons_.write(connection_));
    TRY(relations_.write(connection_));
    TRY(certificates_.write(connection_));
    Value last[] = {last_id_};
    TRY(connection_.run("UPDATE store_counter SET last_id = ?", last));
    TRY(connection_.commit());
    std::cerr << "\r  " << done << " people" << std::flush;
    return Done{};
  }

  app::App& app_;
  store::Connection& connection_;
  std::int64_t size_;
  std::int64_t last_id_ = 0;
  std::mt19937_64 random_{5};
  app::DemoPeople people_{random_};
  std::vector<County> counties_;
  std::map<std::string, int> serials_;
  Bulk persons_{people::Person::type()}, relations_{people::Relation::type()},
      certificates_{training::Certificate::type()};
  std::vector<const record::Type*> types_ = {&people::Relation::type(),
                                             &training::Certificate::type()};
};

}  // namespace

Outcome prepare_people(const Setup& setup) {
  files::create_directories(setup.data);
  if (files::exists(setup.people())) return Done{};
  std::string part = setup.people() + ".part";
  files::remove_all(part);
  std::cerr << "prepare: " << setup.people() << "\n";
  auto made = TRY(run_program({setup.server, "setup", "demo-small"}, environment_of(part, {})));
  if (made.code != 0) return unavailable("bench.setup", std::to_string(made.code));
  {
    app::Settings from = app::settings_from_environment();
    from.data = part;
    from.address = "sqlite:" + part + "/boai.sqlite";
    auto app = TRY(app::open(from));
    auto connection = TRY(store::open(from.address));
    TRY(Province(*app, *connection, setup.size).all());
  }
  files::rename(part, setup.people());
  std::cerr << "\n";
  return Done{};
}

}  // namespace boai::bench

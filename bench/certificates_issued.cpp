// 10,000 certificates numbered, signed and issued by training.issue_class, twenty a class, on
// SQLite, durable. Yardstick: a bare loop that signs as many codes and inserts the rows that were
// left behind, in groups as large.
#include <filesystem>
#include <thread>

#include "app/demo_people.hpp"
#include "base/crypto/signing.hpp"
#include "bench/rows.hpp"
#include "domains/people/records.hpp"
#include "domains/training/records/mark.hpp"

namespace boai::bench {

namespace files = std::filesystem;
using store::Value;

namespace {

constexpr int issued_count = 10'000, in_class = 20, clerks = 8;
constexpr double issue_ratio_promised = 0.1, issue_seconds_promised = 60;

struct Table {
  const char* name;
  const char* order;
};
constexpr Table left_behind[] = {
    {"training_certificate", "id"}, {"journal", "seq"}, {"journal_personal", "seq"}};

// Classes whose marks are closed and whose trainees passed: what stands before the issue.
class ClosedClasses {
 public:
  ClosedClasses(const app::App& app, store::Connection& connection)
      : app_(app), connection_(connection) {}

  Result<std::vector<std::int64_t>> make() {
    auto counties = TRY(counties_of(connection_));
    last_id_ = TRY(connection_.number("SELECT last_id FROM store_counter"));
    std::vector<std::int64_t> ids;
    for (int number = 0; number < issued_count / in_class; ++number) {
      ids.push_back(one(counties[static_cast<std::size_t>(number) % counties.size()], number));
    }
    TRY(connection_.begin_write());
    TRY(persons_.write(connection_));
    TRY(classes_.write(connection_));
    TRY(enrolments_.write(connection_));
    Value last[] = {last_id_};
    TRY(connection_.run("UPDATE store_counter SET last_id = ?", last));
    TRY(note_branches(connection_, training::Class::type()));
    TRY(note_branches(connection_, training::Enrolment::type()));
    TRY(connection_.commit());
    return ids;
  }

 private:
  std::int64_t one(const County& county, int number) {
    training::Class made{.branch = {county.id}, .title = "班 " + std::to_string(number)};
    made.id = {++last_id_};
    made.course = "first_aider";
    made.syllabus = "2021";
    made.setting = "school";
    made.state = "examined";
    made.start = made.finish = made.exam_on = made.closed_on = app_.today();
    made.seats = made.taken = made.passed = in_class;
    classes_.add(made);
    for (int place = 0; place < in_class; ++place) {
      people::Person person{.name = people_.name(), .document_kind = "resident_id"};
      person.id = {++last_id_};
      person.document_hash = std::to_string(last_id_);
      person.state = "active";
      persons_.add(person);
      training::Enrolment enrolment{.of_class = made.id, .branch = {county.id}};
      enrolment.id = {++last_id_};
      enrolment.person = person.id;
      enrolment.state = "confirmed";
      enrolment.queue = place;
      enrolment.result = "passed";
      enrolments_.add(enrolment);
    }
    return made.id.number;
  }

  const app::App& app_;
  store::Connection& connection_;
  std::int64_t last_id_ = 0;
  std::mt19937_64 random_{7};
  app::DemoPeople people_{random_};
  Bulk persons_{people::Person::type()}, classes_{training::Class::type()},
      enrolments_{training::Enrolment::type()};
};

Result<double> issue_all(app::App& app, const std::vector<std::int64_t>& classes) {
  std::atomic<std::size_t> next{0};
  std::atomic<int> refused{0};
  auto clerk = [&] {
    for (std::size_t at = next++; at < classes.size(); at = next++) {
      auto done = app::run(app, {"operator"}, "training.issue_class",
                           {{"class", std::to_string(classes[at])}});
      if (!done.ok()) ++refused;
    }
  };
  auto start = std::chrono::steady_clock::now();
  std::vector<std::thread> working;
  for (int each = 0; each < clerks; ++each) working.emplace_back(clerk);
  for (std::thread& each : working) each.join();
  double seconds = seconds_since(start);
  if (refused > 0) return internal("bench.refused", std::to_string(refused));
  return seconds;
}

Result<store::Rows> rows_after(store::Connection& connection, const Table& table,
                               std::int64_t before) {
  store::Rows rows;
  rows.table = table.name;
  Value named[] = {rows.table};
  TRY(connection.each("SELECT name, type FROM pragma_table_info(?)", named,
                      [&](const store::RowView& row) {
                        rows.columns.emplace_back(row.text(0));
                        rows.kinds += row.text(1) == "TEXT" ? 't' : 'n';
                        return true;
                      }));
  Value values[] = {before};
  std::string order = table.order;
  TRY(connection.each("SELECT * FROM " + rows.table + " WHERE " + order + " > ? ORDER BY " + order,
                      values, [&](const store::RowView& row) {
                        std::vector<Value> cells;
                        for (std::size_t column = 0; column < rows.columns.size(); ++column) {
                          int number = static_cast<int>(column);
                          Value cell;
                          if (!row.null(number) && rows.kinds[column] == 't')
                            cell = std::string(row.text(number));
                          if (!row.null(number) && rows.kinds[column] == 'n')
                            cell = row.number(number);
                          cells.push_back(std::move(cell));
                        }
                        rows.rows.push_back(std::move(cells));
                        return true;
                      }));
  return rows;
}

Result<double> bare_seconds(store::Connection& source, const std::string& path,
                            const std::vector<store::Rows>& all, int groups) {
  auto connection = TRY(store::open("sqlite:" + path));
  for (const Table& table : left_behind) {
    Value values[] = {std::string(table.name)};
    std::string script;
    TRY(
        source.each("SELECT sql FROM sqlite_master WHERE tbl_name = ? AND sql IS NOT NULL "
                    "ORDER BY type DESC",
                    values, [&](const store::RowView& row) {
                      script += std::string(row.text(0)) + ";";
                      return true;
                    }));
    TRY(connection->script(script));
  }
  std::string secret(32, 's'), body(74, 'x'), signature;
  auto start = std::chrono::steady_clock::now();
  for (int group = 0; group < groups; ++group) {
    for (int each = 0; each < issued_count / groups; ++each) {
      signature = crypto::ed25519_sign(secret, body);
    }
    TRY(connection->begin_write());
    for (const store::Rows& rows : all) {
      auto count = static_cast<std::int64_t>(rows.rows.size());
      store::Rows part = {rows.table, rows.columns, {}, {}, rows.kinds, {}};
      part.rows.assign(rows.rows.begin() + count * group / groups,
                       rows.rows.begin() + count * (group + 1) / groups);
      TRY(connection->write(part));
    }
    TRY(connection->commit());
  }
  return seconds_since(start);
}

}  // namespace

Result<Figures> certificates_issued(const Setup& setup) {
  std::string folder = setup.data + "/certificates-issued";
  files::remove_all(folder);
  files::create_directories(folder);
  app::Settings settings = app::settings_from_environment();
  settings.data = folder;
  settings.address = "sqlite:" + folder + "/boai.sqlite";
  settings.now.clear();  // groups are told by the instant their commands share
  auto app = TRY(app::open(settings));
  TRY(app::migrate(*app));
  TRY(app::load_pack(*app, [](const std::string&) {}));
  TRY(app::make_certificate_keys(*app));
  auto connection = TRY(store::open(settings.address));
  auto classes = TRY(ClosedClasses(*app, *connection).make());
  std::vector<std::int64_t> before;
  for (const Table& table : left_behind) {
    before.push_back(TRY(connection->number("SELECT coalesce(max(" + std::string(table.order) +
                                            "), 0) FROM " + table.name)));
  }
  double seconds = TRY(issue_all(*app, classes));
  std::int64_t made = TRY(connection->number(
      "SELECT count(DISTINCT number) FROM training_certificate WHERE signed_on IS NOT NULL"));
  if (made != issued_count) return internal("bench.certificates", std::to_string(made));
  auto groups = static_cast<int>(
      TRY(connection->number("SELECT count(DISTINCT at) FROM command WHERE at > 0")));
  std::vector<store::Rows> rows;
  for (std::size_t at = 0; at < std::size(left_behind); ++at) {
    rows.push_back(TRY(rows_after(*connection, left_behind[at], before[at])));
  }
  groups = std::clamp(groups, 1, static_cast<int>(classes.size()));
  double bare = TRY(bare_seconds(*connection, folder + "/bare.sqlite", rows, groups));
  app.reset();
  connection.reset();
  files::remove_all(folder);
  return Figures{
      {"10,000 certificates issued", "certificates/s", issued_count / seconds, issued_count / bare,
       bare / seconds, issue_ratio_promised, false, std::to_string(groups) + " commits"},
      {"10,000 certificates issued", "seconds", seconds, issue_seconds_promised,
       seconds / issue_seconds_promised, 1, true, ""}};
}

}  // namespace boai::bench

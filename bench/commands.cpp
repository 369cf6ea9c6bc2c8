// Durable commands over HTTP through the whole path, 32 clients. Yardstick on SQLite: a bare loop
// in this process inserting the rows the commands left behind, in groups as large as the server's;
// on PostgreSQL: pgbench TPC-B-like with as many clients on the same server.
#include <boost/json.hpp>
#include <filesystem>
#include <random>
#include <regex>

#include "app/demo_people.hpp"
#include "base/crypto/digest.hpp"
#include "bench/bench.hpp"
#include "bench/load.hpp"
#include "bench/serving.hpp"

namespace boai::bench {

namespace files = std::filesystem;
using store::Value;

namespace {

constexpr int clients = 32;
constexpr double a_run = 15;

// The tables a certificate leaves rows in, besides the measures' cells, and how rows are told new.
struct Table {
  const char* name;
  const char* order;
};
constexpr Table tables[] = {{"people_person", "id"},        {"people_relation", "id"},
                            {"training_certificate", "id"}, {"journal", "seq"},
                            {"journal_personal", "seq"},    {"command", "at"}};

class Requests {
 public:
  Requests(const Session& session, std::vector<std::pair<std::string, std::string>> counties)
      : session_(session), counties_(std::move(counties)) {}

  // A certificate of a new person at the next county; the number names another province, so that
  // it is nobody of the demo.
  std::string next() {
    const auto& [id, code] = counties_[++number_ % counties_.size()];
    boost::json::object body{{"id", crypto::uuid4()},
                             {"branch", id},
                             {"number", "TS-" + std::to_string(number_)},
                             {"name", people_.name()},
                             {"document_kind", "resident_id"},
                             {"document_number", people_.identity_number("34" + code.substr(2))},
                             {"course", "first_aider"},
                             {"setting", "school"},
                             {"occupation", "teacher"},
                             {"day", "2024-05-06"}};
    return session_.post("/api/commands/training.certify", boost::json::serialize(body));
  }

 private:
  const Session& session_;
  std::vector<std::pair<std::string, std::string>> counties_;
  std::mt19937_64 random_{3};
  app::DemoPeople people_{random_};
  std::size_t number_ = 0;
};

struct Ran {
  Tally tally;
  std::int64_t groups = 0;

  std::string note() const {
    auto p99_ms = static_cast<int>(quantile(tally.waits, 0.99) * 1000);
    return std::to_string(tally.answers / std::max<std::int64_t>(1, groups)) + " a group, p99 " +
           std::to_string(p99_ms) + " ms";
  }
};

// The clock must run, because a group is told by the instant its commands share.
Result<Ran> run_commands(const Setup& setup, const std::string& folder,
                         const std::string& address) {
  Environment environment = environment_of(folder, address);
  environment["BOAI_NOW"] = "";
  auto process = TRY(Running::start({setup.server, "serve", "--port", "0"}, environment));
  int port = std::atoi(TRY(process.line_after("boai: http://127.0.0.1:")).c_str());
  auto connection =
      TRY(store::open(address.empty() ? "sqlite:" + folder + "/boai.sqlite" : address, true));
  std::vector<std::pair<std::string, std::string>> counties;
  TRY(connection->each("SELECT id, code FROM network_society WHERE level = 'county' ORDER BY code",
                       {}, [&](const store::RowView& row) {
                         counties.emplace_back(row.text(0), row.text(1));
                         return true;
                       }));
  Session session = TRY(log_in(port, folder, "admin"));
  Requests requests(session, counties);
  Ran ran{TRY(run_load({port, clients, a_run, [&] { return requests.next(); }}))};
  if (ran.tally.refused > 0) return internal("bench.refused", ran.tally.first_refusal);
  ran.groups = TRY(connection->number("SELECT count(DISTINCT at) FROM command"));
  return ran;
}

struct Kept {
  store::Rows rows;
  std::int64_t before = 0;
};

Result<std::vector<Kept>> newest_before(store::Connection& connection) {
  std::vector<Kept> kept;
  for (const Table& table : tables) {
    Kept one;
    one.rows.table = table.name;
    one.before =
        TRY(connection.number("SELECT max(" + std::string(table.order) + ") FROM " + table.name));
    kept.push_back(std::move(one));
  }
  return kept;
}

Outcome read_new(store::Connection& connection, std::vector<Kept>& kept) {
  for (std::size_t at = 0; at < kept.size(); ++at) {
    store::Rows& rows = kept[at].rows;
    TRY(connection.each("SELECT name, type FROM pragma_table_info('" + rows.table + "')", {},
                        [&](const store::RowView& row) {
                          rows.columns.emplace_back(row.text(0));
                          rows.kinds += row.text(1) == "TEXT" ? 't' : 'n';
                          return true;
                        }));
    Value values[] = {kept[at].before};
    std::string order = tables[at].order;
    TRY(connection.each(
        "SELECT * FROM " + rows.table + " WHERE " + order + " > ? ORDER BY " + order, values,
        [&](const store::RowView& row) {
          std::vector<Value> cells;
          for (std::size_t column = 0; column < rows.columns.size(); ++column) {
            int number = static_cast<int>(column);
            if (row.null(number)) {
              cells.emplace_back();
            } else if (rows.kinds[column] == 't') {
              cells.emplace_back(std::string(row.text(number)));
            } else {
              cells.emplace_back(row.number(number));
            }
          }
          rows.rows.push_back(std::move(cells));
          return true;
        }));
  }
  return Done{};
}

// Rows a second of the bare loop, counted in commands.
Result<double> bare_loop(const std::string& folder, const std::vector<Kept>& kept,
                         std::int64_t commands, std::int64_t groups) {
  std::string path = folder + "/bare.sqlite";
  auto source = TRY(store::open("sqlite:" + folder + "/boai.sqlite", true));
  auto connection = TRY(store::open("sqlite:" + path));
  for (const Table& table : tables) {
    Value values[] = {std::string(table.name)};
    std::string script;
    TRY(
        source->each("SELECT sql FROM sqlite_master WHERE tbl_name = ? AND sql IS NOT NULL "
                     "ORDER BY type DESC",
                     values, [&](const store::RowView& row) {
                       script += std::string(row.text(0)) + ";";
                       return true;
                     }));
    TRY(connection->script(script));
  }
  auto start = std::chrono::steady_clock::now();
  for (std::int64_t group = 0; group < groups; ++group) {
    TRY(connection->begin_write());
    for (const Kept& one : kept) {
      const auto& all = one.rows.rows;
      auto count = static_cast<std::int64_t>(all.size());
      store::Rows part = {one.rows.table, one.rows.columns, {}, {}, one.rows.kinds, {}};
      part.rows.assign(all.begin() + count * group / groups,
                       all.begin() + count * (group + 1) / groups);
      TRY(connection->write(part));
    }
    TRY(connection->commit());
  }
  return static_cast<double>(commands) / seconds_since(start);
}

}  // namespace

Result<Figures> commands(const Setup& setup) {
  std::string folder = setup.data + "/commands";
  files::remove_all(folder);
  TRY(run_program({setup.server, "setup", "demo-small"}, environment_of(folder, {})));
  auto connection = TRY(store::open("sqlite:" + folder + "/boai.sqlite", true));
  auto kept = TRY(newest_before(*connection));
  Ran ran = TRY(run_commands(setup, folder, {}));
  TRY(read_new(*connection, kept));
  double bare = TRY(bare_loop(folder, kept, ran.tally.answers, ran.groups));
  files::remove_all(folder);
  return Figures{{.name = "commands, SQLite",
                  .unit = "commands/s",
                  .ours = ran.tally.a_second(),
                  .yardstick = bare,
                  .ratio = ran.tally.a_second() / bare,
                  .promised = 0.35,
                  .note = ran.note()}};
}

Result<Figures> commands_postgresql(const Setup& setup) {
  if (setup.postgresql.empty()) return unavailable("bench.no_postgresql", "see bench/README.md");
  auto base = TRY(store::open(setup.postgresql));
  auto named = [&](const std::string& database) {
    return std::regex_replace(setup.postgresql, std::regex("/postgres\\?"), "/" + database + "?");
  };
  for (const char* name : {"boai_bench", "boai_pgbench"}) {
    TRY(base->script("DROP DATABASE IF EXISTS " + std::string(name)));
    TRY(base->script("CREATE DATABASE " + std::string(name)));
  }
  std::string ours = named("boai_bench"), theirs = named("boai_pgbench");
  TRY(run_program({"pgbench", "-i", "-q", "-s", "32", theirs}, {}));
  std::string folder = setup.data + "/commands-postgresql";
  files::remove_all(folder);
  TRY(run_program({setup.server, "setup", "demo-small"}, environment_of(folder, ours)));
  Ran ran = TRY(run_commands(setup, folder, ours));
  std::string count = std::to_string(clients);
  auto pgbench = TRY(run_program(
      {"pgbench", "-c", count, "-j", "2", "-T", std::to_string(static_cast<int>(a_run)), theirs},
      {}));
  std::smatch found;
  if (!std::regex_search(pgbench.output, found, std::regex("tps = ([0-9.]+)"))) {
    return internal("bench.pgbench", pgbench.output);
  }
  double tps = std::stod(found[1]);
  files::remove_all(folder);
  return Figures{{.name = "commands, PostgreSQL",
                  .unit = "commands/s",
                  .ours = ran.tally.a_second(),
                  .yardstick = tps,
                  .ratio = ran.tally.a_second() / tps,
                  .promised = 1.0,
                  .note = ran.note()}};
}

}  // namespace boai::bench

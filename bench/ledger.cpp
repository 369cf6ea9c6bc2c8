// Gifts through the whole ledger: lot, postings, balances, measures, journal, the log's outbox.
// Yardsticks: a bare loop writing the rows the gifts left, in groups as large; one fsync of a file
// on the same disk; pgbench TPC-B-like on the same server. Prints fsync/s of the same minute.
#include "bench/ledger.hpp"

#include <atomic>
#include <filesystem>
#include <future>
#include <regex>
#include <thread>

#include "bench/process.hpp"
#include "kernel/ledger/chart_file.hpp"

namespace boai::bench {

namespace files = std::filesystem;
using store::Value;

Result<std::unique_ptr<app::App>> ledger_office(const std::string& folder,
                                                const std::string& address) {
  files::remove_all(folder);
  files::create_directories(folder);
  app::Settings settings = app::settings_from_environment();
  settings.data = folder;
  settings.address = address.empty() ? "sqlite:" + folder + "/boai.sqlite" : address;
  auto app = TRY(app::open(settings));
  TRY(app::migrate(*app));
  TRY(app::load_pack(*app, [](const std::string&) {}));
  return app;
}

ledger::Event a_gift(std::int64_t number) {
  constexpr const char* words[] = {"flood", "school", "aid", "epidemic"};
  ledger::Event event;
  event.id = "w/2026-11-24/" + std::to_string(number);
  event.book = "32";
  event.amount = 1 + number * 7919 % 100'000;
  if (number % 5 != 0) event.tags.insert(words[number % 4]);
  event.date = *Day::of(2026, 11, 1 + static_cast<int>(number % 24));
  event.channel = "w";
  event.campaign = "autumn";
  return event;
}

Result<double> gifts_a_second(app::App& app, const ledger::Profiles& charts, const GiftLoad& load) {
  rights::Principal who;
  who.name = "bench";
  std::atomic<std::int64_t> next = load.first;
  std::atomic<bool> failed = false;
  auto client = [&] {
    for (;;) {
      std::int64_t from = next.fetch_add(load.gifts_a_job);
      if (from >= load.first + load.gifts || failed) return;
      std::vector<ledger::Event> gifts;
      for (std::int64_t at = from; at < from + load.gifts_a_job; ++at) gifts.push_back(a_gift(at));
      std::promise<Outcome> answer;
      app.writer->submit(
          [&](unit::Batch& batch) -> Outcome {
            ledger::Books& books = ledger::Books::of(batch, charts);
            std::vector<std::string> ids;
            for (const ledger::Event& gift : gifts) ids.push_back(gift.id);
            bool many = batch.connection().dialect() == store::Dialect::sqlite && ids.size() > 1;
            if (many) TRY(books.foresee("32", ids));
            for (const ledger::Event& gift : gifts) TRY(books.post(gift, who));
            return Done{};
          },
          [&](Outcome outcome) { answer.set_value(std::move(outcome)); },
          [&](unit::Batch& batch) {
            ledger::Books& books = ledger::Books::of(batch, charts);
            for (const ledger::Event& gift : gifts) books.want(gift.book, gift.id);
          });
      Outcome done = answer.get_future().get();
      if (!done.ok()) failed = true;
    }
  };
  auto start = std::chrono::steady_clock::now();
  std::vector<std::thread> threads;
  for (int each = 0; each < load.clients; ++each) threads.emplace_back(client);
  for (std::thread& thread : threads) thread.join();
  if (failed) return internal("bench.gift_refused");
  return static_cast<double>(load.gifts) / seconds_since(start);
}

namespace {

constexpr const char* gift_tables[] = {"ledger_entry", "ledger_lot", "ledger_posting", "journal",
                                       "disclosure_outbox"};

// The rows of a table as they stand, and statements that make an empty one with its indexes.
Result<store::Rows> rows_of(store::Connection& connection, const std::string& table,
                            std::string& script) {
  store::Rows rows;
  rows.table = table;
  Value name[] = {table};
  TRY(
      connection.each("SELECT sql FROM sqlite_master WHERE tbl_name = ? AND sql IS NOT NULL AND "
                      "type <> 'trigger' ORDER BY type DESC",
                      name, [&](const store::RowView& row) {
                        script += std::string(row.text(0)) + ";";
                        return true;
                      }));
  TRY(connection.each("SELECT name, type FROM pragma_table_info(?)", name,
                      [&](const store::RowView& row) {
                        rows.columns.emplace_back(row.text(0));
                        rows.kinds += row.text(1) == "TEXT" ? 't' : 'n';
                        return true;
                      }));
  TRY(connection.each("SELECT * FROM " + table + " ORDER BY 1", {}, [&](const store::RowView& row) {
    rows.rows.push_back(store::values_of(row, rows.kinds));
    return true;
  }));
  return rows;
}

Result<double> bare_loop(const std::string& folder, std::int64_t gifts, std::int64_t groups) {
  auto source = TRY(store::open("sqlite:" + folder + "/boai.sqlite", true));
  auto connection = TRY(store::open("sqlite:" + folder + "/bare.sqlite"));
  std::string script;
  std::vector<store::Rows> all;
  for (const char* table : gift_tables) all.push_back(TRY(rows_of(*source, table, script)));
  TRY(connection->script(script));
  auto start = std::chrono::steady_clock::now();
  for (std::int64_t group = 0; group < groups; ++group) {
    TRY(connection->begin_write());
    for (const store::Rows& rows : all) {
      auto count = std::ssize(rows.rows);
      store::Rows part = {rows.table, rows.columns, {}, {}, rows.kinds, {}};
      part.rows.assign(rows.rows.begin() + count * group / groups,
                       rows.rows.begin() + count * (group + 1) / groups);
      TRY(connection->write(part));
    }
    TRY(connection->commit());
  }
  return static_cast<double>(gifts) / seconds_since(start);
}

Result<Figures> in_batches(const Setup& setup, const ledger::Profiles& charts) {
  std::string folder = setup.data + "/ledger";
  constexpr std::int64_t gifts = 160'000;
  double fsyncs = 0, ours = 0;
  {
    auto app = TRY(ledger_office(folder, {}));
    fsyncs = fsyncs_a_second(folder);
    ours = TRY(gifts_a_second(*app, charts, {.clients = 16, .gifts = gifts}));
  }
  auto connection = TRY(store::open("sqlite:" + folder + "/boai.sqlite", true));
  std::int64_t groups = TRY(connection->number("SELECT count(DISTINCT at) FROM ledger_entry"));
  double bare = TRY(bare_loop(folder, gifts, groups));
  std::string note = rounded(static_cast<double>(gifts) / static_cast<double>(groups)) +
                     " a group, fsync/s " + rounded(fsyncs);
  files::remove_all(folder);
  return Figures{
      {"ledger, 16 clients x 100 gifts", "gifts/s", ours, bare, ours / bare, 0.5, false, note}};
}

// In turns, because a disk's fsync rate moves within minutes.
Result<Figures> one_by_one(const Setup& setup, const ledger::Profiles& charts) {
  std::string folder = setup.data + "/ledger-single";
  auto app = TRY(ledger_office(folder, {}));
  std::vector<double> ratios, ours, theirs;
  constexpr std::int64_t gifts = 500;
  for (int turn = 0; turn < 5; ++turn) {
    double before = fsyncs_a_second(folder);
    double rate = TRY(gifts_a_second(
        *app, charts, {.clients = 1, .gifts = gifts, .gifts_a_job = 1, .first = turn * gifts}));
    double fsyncs = (before + fsyncs_a_second(folder)) / 2;
    ours.push_back(rate);
    theirs.push_back(fsyncs);
    ratios.push_back(rate / fsyncs);
  }
  app.reset();
  // What the store itself gives: the same rows in a bare loop, as many commits.
  constexpr std::int64_t all = 5 * gifts;
  double bare = TRY(bare_loop(folder, all, all));
  files::remove_all(folder);
  return Figures{{"ledger, one gift a commit", "gifts/s", quantile(ours, 0.5),
                  quantile(theirs, 0.5), quantile(ratios, 0.5), 0.7, false,
                  "median of 5 turns against fsync of a file beside it; a bare loop of the same "
                  "rows " +
                      rounded(bare) + " commits/s"}};
}

}  // namespace

Result<ledger::Profiles> charts_of_pack() {
  return ledger::read_charts(app::settings_from_environment().home + "/packs/jiangsu/ledger");
}

Result<Figures> ledger_gifts(const Setup& setup) {
  return in_batches(setup, TRY(charts_of_pack()));
}

Result<Figures> ledger_single(const Setup& setup) {
  return one_by_one(setup, TRY(charts_of_pack()));
}

Result<Figures> ledger_postgresql(const Setup& setup) {
  if (setup.postgresql.empty()) return unavailable("bench.no_postgresql", "see bench/README.md");
  auto charts = TRY(charts_of_pack());
  auto base = TRY(store::open(setup.postgresql));
  auto named = [&](const std::string& database) {
    return std::regex_replace(setup.postgresql, std::regex("/postgres\\?"), "/" + database + "?");
  };
  for (const char* name : {"boai_ledger", "boai_pgbench"}) {
    TRY(base->script("DROP DATABASE IF EXISTS " + std::string(name)));
    TRY(base->script("CREATE DATABASE " + std::string(name)));
  }
  std::string theirs = named("boai_pgbench");
  TRY(run_program({"pgbench", "-i", "-q", "-s", "16", theirs}, {}));
  std::string folder = setup.data + "/ledger-postgresql";
  auto app = TRY(ledger_office(folder, named("boai_ledger")));
  TRY(gifts_a_second(*app, charts, {.clients = 16, .gifts = 1000, .gifts_a_job = 1}));
  double ours = TRY(gifts_a_second(
      *app, charts, {.clients = 16, .gifts = 20'000, .gifts_a_job = 1, .first = 1000}));
  auto pgbench = TRY(run_program({"pgbench", "-c", "16", "-j", "2", "-T", "10", theirs}, {}));
  std::smatch found;
  if (!std::regex_search(pgbench.output, found, std::regex("tps = ([0-9.]+)"))) {
    return internal("bench.pgbench", pgbench.output);
  }
  double tps = std::stod(found[1]);
  double fsyncs = fsyncs_a_second(folder);
  std::int64_t groups = 0;
  {
    auto reader = TRY(app->readers->borrow());
    groups = TRY(reader->number("SELECT count(DISTINCT at) FROM ledger_entry"));
  }
  app.reset();
  files::remove_all(folder);
  return Figures{
      {"ledger, PostgreSQL, 16 clients, one gift each", "gifts/s", ours, tps, ours / tps, 1.0,
       false,
       rounded(21'000.0 / static_cast<double>(groups)) + " a group, fsync/s " + rounded(fsyncs)}};
}

}  // namespace boai::bench

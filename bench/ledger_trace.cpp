// Following gifts at ten million lots, how many edges the rule of allocation makes, and a channel's
// file of ten million lines received twice.
#include <boost/json.hpp>
#include <filesystem>
#include <fstream>
#include <random>
#include <regex>

#include "bench/ledger.hpp"
#include "bench/process.hpp"
#include "kernel/ledger/reading.hpp"

namespace boai::bench {

namespace files = std::filesystem;
using store::Value;

namespace {

constexpr std::int64_t lots_a_use = 200;

// Rows as the ledger leaves them for gifts and uses of 200 gifts each, without what no trace reads.
Outcome fill(store::Connection& connection, std::int64_t lots) {
  std::string count = std::to_string(lots), uses = std::to_string(lots / lots_a_use);
  TRY(connection.script("PRAGMA synchronous=OFF; PRAGMA cache_size=-2000000;"));
  TRY(connection.begin_write());
  const std::string numbers =
      "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ";
  TRY(connection.run(
      "INSERT INTO ledger_shelf VALUES (1, '32', 'CNY', 'flood', '', 'flood', 0, 0)"));
  TRY(
      connection.run("INSERT INTO ledger_account VALUES (1, '32', 'assets/bank', 'CNY', '1002', "
                     "'asset', 1, '', '', 0, 0, 0)"));
  TRY(connection.run(
      numbers + count +
      ") INSERT INTO ledger_entry (id, version, seq, book, number, kind, day, at, unit, amount, "
      "tags, fund, lot, lots, hash, input) SELECT i, 1, i, '32', 'w/2026/' || i, 'gift', 20261124, "
      "1, 'CNY', 1000, 'flood', 'flood', i, 1, 'sha256:' || hex(randomblob(32)), '{}' FROM n"));
  TRY(connection.run(numbers + count +
                     ") INSERT INTO ledger_lot SELECT i, i, NULL, 1, 1000, 0, 0, 99999999, "
                     "20261124, i, 0, NULL FROM n"));
  TRY(connection.run(numbers + uses +
                     ") INSERT INTO ledger_entry (id, version, seq, book, number, "
                     "kind, day, at, unit, amount, tags) SELECT " +
                     count + " + i, 1, " + count +
                     " + i, '32', 'use/' || i, 'use', 20261124, 1, 'CNY', 200000, 'flood' FROM n"));
  TRY(connection.run(numbers + count + ") INSERT INTO ledger_edge SELECT i, 'use', i, " + count +
                     " + (i + 199) / 200, " + count + " + (i + 199) / 200, 1000, i FROM n"));
  TRY(connection.run("UPDATE ledger_head SET entries = " + count + " + " + uses +
                     ", lots = " + count + ", edges = " + count + ", shelves = 1, accounts = 1"));
  TRY(connection.commit());
  return connection.script("ANALYZE; PRAGMA wal_checkpoint(TRUNCATE);");
}

template <typename Ask>
Result<std::vector<double>> waits(int times, Ask ask) {
  std::vector<double> all;
  for (int time = 0; time < times; ++time) {
    auto start = std::chrono::steady_clock::now();
    TRY(ask());
    all.push_back(seconds_since(start));
  }
  return all;
}

Figure traced(const std::string& name, const std::vector<double>& ours, double point) {
  double worst = quantile(ours, 0.99), middle = quantile(ours, 0.5);
  auto ratio = std::to_string(static_cast<std::int64_t>(middle / point));
  return {name,
          "s, p99",
          worst,
          0.05,
          worst / 0.05,
          1,
          true,
          "median " + std::to_string(middle * 1e6) + " us, " + ratio +
              " x one indexed point read of " + std::to_string(point * 1e6) + " us"};
}

}  // namespace

Result<Figures> ledger_trace(const Setup& setup) {
  std::string folder = setup.data + "/ledger-trace-" + std::to_string(setup.size);
  if (!files::exists(folder + "/ready")) {
    auto app = TRY(ledger_office(folder, {}));
    app.reset();
    auto connection = TRY(store::open("sqlite:" + folder + "/boai.sqlite"));
    TRY(fill(*connection, setup.size));
    std::ofstream(folder + "/ready") << "\n";
  }
  auto connection = TRY(store::open("sqlite:" + folder + "/boai.sqlite", true));
  std::mt19937_64 random(7);
  auto pick = [&](std::int64_t below) {
    return std::to_string(1 +
                          static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(below)));
  };
  constexpr int times = 2000;
  auto point = TRY(waits(times, [&] {
    Value values[] = {"32", "w/2026/" + pick(setup.size)};
    return connection->number("SELECT amount FROM ledger_entry WHERE book = ? AND number = ?",
                              values);
  }));
  auto gifts = TRY(waits(times, [&] {
    return ledger::trace(*connection, {.book = "32", .name = "w/2026/" + pick(setup.size)});
  }));
  auto uses = TRY(waits(times, [&] {
    std::string name = "use/" + pick(setup.size / lots_a_use);
    return ledger::trace(*connection, {.book = "32", .name = name, .of_use = true});
  }));
  double read = quantile(point, 0.5);
  std::string at = " at " + std::to_string(setup.size) + " lots";
  return Figures{traced("trace gift to uses" + at, gifts, read),
                 traced("trace use to its 200 gifts" + at, uses, read)};
}

// 200,000 gifts and 500 uses: pro rata would make a hundred million edges.
Result<Figures> ledger_edges(const Setup& setup) {
  auto charts = TRY(charts_of_pack());
  static_cast<void>(setup);
  ledger::Memory memory(charts);
  constexpr std::int64_t gifts = 200'000, uses = 500;
  std::int64_t given = 0;
  ledger::Now now{Instant{1}, *Day::of(2026, 11, 24)};
  for (std::int64_t number = 0; number < gifts; ++number) {
    ledger::Event gift = a_gift(number);
    gift.channel.clear();
    gift.tags.clear();
    given += gift.amount;
    TRY(memory.apply(gift, now));
  }
  for (std::int64_t number = 0; number < uses; ++number) {
    ledger::Event use;
    use.op = ledger::Op::spend;
    use.id = "use/" + std::to_string(number);
    use.book = "32";
    use.amount = given / uses;
    use.tags = {"flood"};
    use.date = *Day::of(2026, 11, 24);
    TRY(memory.apply(use, now));
  }
  auto edges = static_cast<double>(memory.books().new_edges().size());
  double most = gifts + uses;
  return Figures{{"edges of 200,000 gifts and 500 uses", "edges", edges, most, edges / most, 1,
                  true, "yardstick: lots + uses + corrections"}};
}

namespace {

Outcome write_channel_file(const std::string& path, std::int64_t lines) {
  std::ofstream file(path);
  constexpr const char* words[] = {"", "flood", "school", "flood;aid"};
  file << "line,amt,date,restrict,campaign,hour\n";
  for (std::int64_t line = 1; line <= lines; ++line) {
    // 95 in a hundred below ten yuan, as a mass campaign has them.
    std::int64_t amount = line % 20 == 0 ? 1000 + line * 31 % 50'000 : 1 + line * 7 % 999;
    file << line << ',' << amount << ",2026-09-0" << 7 + line * 3 / (lines + 1) << ','
         << words[line % 4] << ",autumn,2026-09-0" << 7 + line * 3 / (lines + 1) << "T"
         << (line % 24 < 10 ? "0" : "") << line % 24 << '\n';
  }
  if (!file.flush()) return unavailable("bench.disk", path);
  return Done{};
}

std::int64_t counted(const std::string& output, const char* name) {
  std::smatch found;
  bool good =
      std::regex_search(output, found, std::regex("\"" + std::string(name) + "\":([0-9]+)"));
  return good ? std::stoll(found[1]) : -1;
}

}  // namespace

Result<Figures> ledger_channel(const Setup& setup) {
  std::string folder = setup.data + "/ledger-channel";
  { auto app = TRY(ledger_office(folder, {})); }
  std::string file = folder + "/day.csv";
  TRY(write_channel_file(file, setup.size));
  Environment environment = {{"BOAI_DATA", folder}, {"BOAI_DB", ""}};
  std::vector<std::string> words = {setup.server, "ledger", "receive", file,    "--channel",
                                    "w",          "--book", "32",      "--json"};
  auto first = TRY(run_program(words, environment));
  auto connection = TRY(store::open("sqlite:" + folder + "/boai.sqlite", true));
  auto rows = [&]() -> Result<std::int64_t> {
    std::int64_t all = 0;
    for (const char* table : {"ledger_entry", "ledger_lot", "ledger_posting", "ledger_edge",
                              "journal", "disclosure_outbox", "measure_day"}) {
      all += TRY(connection->number("SELECT count(*) FROM " + std::string(table)));
    }
    return all;
  };
  std::int64_t before = TRY(rows());
  auto second = TRY(run_program(words, environment));
  auto fresh = static_cast<double>(TRY(rows()) - before);
  if (first.code != 0 || counted(second.output, "known") != setup.size) {
    return internal("bench.channel", first.output.substr(0, 300) + second.output.substr(0, 300));
  }
  auto lines = static_cast<double>(setup.size);
  auto memory = [&](const char* name, const Ended& ended) {
    double megabytes = static_cast<double>(ended.resident_max) / 1048576;
    auto rate = static_cast<std::int64_t>(lines / ended.seconds);
    return Figure{name,
                  "MB",
                  megabytes,
                  256,
                  megabytes / 256,
                  1,
                  true,
                  std::to_string(rate) + " lines/s of " + std::to_string(setup.size)};
  };
  files::remove_all(folder);
  return Figures{memory("channel file received", first),
                 memory("channel file sent again", second),
                 {"rows the second time", "rows", fresh, 0, fresh, 0, true, ""}};
}

}  // namespace boai::bench

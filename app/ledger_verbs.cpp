#include "app/ledger_verbs.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <boost/json.hpp>
#include <filesystem>
#include <iostream>

#include "app/log_verbs.hpp"
#include "kernel/exchange/unnamed.hpp"
#include "kernel/ledger/channel.hpp"
#include "kernel/ledger/chart_file.hpp"
#include "kernel/ledger/checking.hpp"
#include "kernel/ledger/exporting.hpp"
#include "kernel/ledger/reading.hpp"
#include "kernel/ledger/scenario.hpp"
#include "kernel/schema/schema.hpp"

namespace boai::app {

namespace json = boost::json;

namespace {

Result<ledger::Profiles> charts_of(const Settings& settings) {
  return ledger::read_charts(settings.home + "/packs/jiangsu/ledger");
}

constexpr std::uintmax_t scenario_bytes_max = 256u << 20;

// A pipe has no size; what is a file is measured before it is read.
Result<std::string> text_in(const std::string& path) {
  std::error_code none;
  if (std::filesystem::is_directory(path, none)) return unavailable("ledger.unreadable", path);
  std::uintmax_t size = std::filesystem::file_size(path, none);
  if (!none && size > scenario_bytes_max) {
    return invalid("ledger.file_too_large", "file", std::to_string(scenario_bytes_max));
  }
  auto bytes = read_bytes(path);
  return bytes.ok() ? std::move(bytes) : unavailable("ledger.unreadable", path);
}

// Who acts, and whether the right reaches the book; all books at once ask for the whole tree.
// A store without a single account is being set up: the program itself acts.
Result<rights::Principal> actor(App& app, store::Connection& connection, const Words& words,
                                const char* right, const std::string& book) {
  if (TRY(connection.number("SELECT count(*) FROM identity_account")) == 0) {
    return rights::Principal{
        .account = 0, .name = "boai", .os_user = os_user(), .grants = {}, .service = true};
  }
  auto who = TRY(rights::principal_of(connection, words.as, app.today()));
  who.os_user = os_user();
  rights::Reach reach = rights::reach_of(app.house->roles, who, right);
  if (reach.everywhere) return who;
  if (reach.none()) return forbidden("rights.not_held", {}, right);
  std::int64_t branch = 0;
  std::string path;
  store::Value values[] = {book};
  auto found = [&](const store::RowView& row) {
    branch = row.number(0);
    path = std::string(row.text(1));
    return false;
  };
  TRY(connection.each("SELECT id, path FROM network_society WHERE code = ?", values, found));
  if (branch == 0) {
    TRY(connection.each("SELECT id, path FROM network_society ORDER BY length(path), id LIMIT 1",
                        {}, found));
  }
  if (!reach.covers(branch, path)) return forbidden("rights.not_here", {}, right);
  return who;
}

Outcome may_read(App& app, store::Connection& connection, const Words& words,
                 const std::string& book) {
  TRY(actor(app, connection, words, "ledger.read", book));
  return Done{};
}

// An empty store gets its schema; one that is behind is left alone and says so.
Outcome make_ready(App& app) {
  auto connection = TRY(store::open(app.settings.address));
  auto state = TRY(schema::state_of(*connection, app.schema()));
  if (state.applied < 0) return app::migrate(app);
  if (state.applied > state.newest) return unavailable("schema.newer", "written by a newer boai");
  if (state.applied < state.newest) return unavailable("schema.older", "run: boai migrate");
  return Done{};
}

}  // namespace

int ledger_replay(const std::string& file, const Words& words) {
  auto answer = [&]() -> Result<std::string> {
    auto charts = TRY(charts_of(settings_from_environment()));
    std::string text = TRY(text_in(file));
    return ledger::replay(text, charts);
  }();
  if (!answer.ok()) return tell(words, answer.error());
  std::cout << *answer << "\n";
  return 0;
}

Result<int> do_ledger_into(App& app, const Words& words, const LedgerWords& asked) {
  auto charts = TRY(charts_of(app.settings));
  std::string text = TRY(text_in(asked.file));
  auto scenarios = TRY(ledger::scenarios_of(text));
  TRY(make_ready(app));
  rights::Principal who;
  {
    auto reader = TRY(app.readers->borrow());
    for (const std::string& book : TRY(ledger::books_of(scenarios, asked.book))) {
      who = TRY(actor(app, *reader, words, "ledger.post", book));
    }
  }
  auto told = TRY(ledger::replay_into(*app.writer, charts, scenarios, asked.book, who));
  auto reader = TRY(app.readers->borrow());
  for (std::size_t at = 0; at < scenarios.size(); ++at) {
    std::string book = ledger::book_of(scenarios[at], asked.book);
    TRY(ledger::read_back(*reader, book, told[at]));
  }
  std::cout << ledger::text_of(scenarios, told) << "\n";
  return 0;
}

Result<int> do_ledger_receive(App& app, const Words& words, const LedgerWords& asked) {
  auto charts = TRY(charts_of(app.settings));
  rights::Principal who;
  {
    auto reader = TRY(app.readers->borrow());
    who = TRY(actor(app, *reader, words, "ledger.post", asked.book));
  }
  std::string name = asked.name;
  if (name.empty()) name = asked.file.substr(asked.file.rfind('/') + 1);
  auto received =
      TRY(ledger::receive(*app.writer, charts, {asked.file, name, asked.channel, asked.book}, who));
  json::array faults;
  for (const auto& fault : received.faults) {
    faults.push_back(
        json::object{{"row", fault.row}, {"code", fault.code}, {"field", fault.field}});
  }
  print(json::object{{"rows", received.rows},
                     {"new", received.added},
                     {"known", received.known},
                     {"refused", received.refused},
                     {"errors", std::move(faults)}});
  return received.refused == 0 ? 0 : 1;
}

Result<int> do_ledger_check(App& app, const Words& words, const LedgerWords& asked) {
  auto charts = TRY(charts_of(app.settings));
  auto reader = TRY(app.readers->borrow());
  TRY(may_read(app, *reader, words, {}));
  TRY(reader->begin_read());
  auto found = ledger::check(*reader, charts, !asked.quick);
  TRY(reader->commit());
  ledger::Checked checked = TRY(std::move(found));
  bool changes = !checked.breaks.empty() ||
                 TRY(reader->number("SELECT count(*) FROM ledger_book WHERE stopped > 0")) > 0;
  if (changes) {
    TRY(app.writer->run(
        [&](unit::Batch& batch) { return ledger::stop_or_go(batch.connection(), checked); }));
  }
  json::array breaks;
  for (const auto& each : checked.breaks) {
    breaks.push_back(json::object{{"which", each.which}, {"book", each.book}, {"what", each.what}});
  }
  print(json::object{{"entries", checked.entries},
                     {"lots", checked.lots},
                     {"edges", checked.edges},
                     {"replayed", !asked.quick},
                     {"broken", std::move(breaks)}});
  return checked.breaks.empty() ? 0 : 1;
}

Result<int> do_ledger_balance(App& app, const Words& words, const LedgerWords& asked) {
  ledger::BalanceQuestion question{asked.book, asked.fund, {}};
  if (!asked.on.empty()) {
    auto day = Day::parse(asked.on);
    if (!day) {
      tell(words, invalid("usage", "on", "--on 2026-11-23"));
      return 2;
    }
    question.on = *day;
  }
  auto reader = TRY(app.readers->borrow());
  TRY(may_read(app, *reader, words, asked.book));
  auto answer = TRY(ledger::balances(*reader, question));
  if (words.json) return print(answer);
  for (const auto& row : answer.at("balances").as_array()) {
    std::cout << row.at("book").as_string().c_str() << "\t" << row.at("path").as_string().c_str()
              << "\t" << row.at("balance").as_int64() << "\t" << row.at("unit").as_string().c_str()
              << "\n";
  }
  return 0;
}

Result<int> do_ledger_trace(App& app, const Words& words, const LedgerWords& asked) {
  if (asked.gift.empty() == asked.use.empty()) {
    tell(words, invalid("usage", {}, "boai ledger trace GIFT | --use USE"));
    return 2;
  }
  auto reader = TRY(app.readers->borrow());
  TRY(may_read(app, *reader, words, asked.book));
  bool of_use = asked.gift.empty();
  ledger::TraceQuestion question{asked.book, of_use ? asked.use : asked.gift, of_use};
  return print(TRY(ledger::trace(*reader, question)));
}

namespace {

Outcome write_to(int descriptor, std::string_view text) {
  while (!text.empty()) {
    ssize_t written = ::write(descriptor, text.data(), text.size());
    if (written < 0) return unavailable("file.not_written");
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  return Done{};
}

}  // namespace

Result<int> do_ledger_export(App& app, const Words& words, const LedgerWords& asked) {
  auto reader = TRY(app.readers->borrow());
  TRY(may_read(app, *reader, words, asked.book));
  bool to_a_screen = asked.format == "xlsx" && asked.out.empty() && ::isatty(STDOUT_FILENO) == 1;
  if (to_a_screen) return invalid("export.out", "out", "--out FILE");
  auto file = TRY(exchange::UnnamedFile::create(app.settings.data));
  std::int64_t rows = 0;
  TRY(reader->begin_read());
  if (asked.format == "beancount") {
    int descriptor = ::open(file->path().c_str(), O_WRONLY | O_CLOEXEC);
    if (descriptor < 0) return unavailable("file.not_made", file->path());
    Outcome done = ledger::export_beancount(
        *reader, asked.book, [&](std::string_view text) { return write_to(descriptor, text); });
    ::close(descriptor);
    TRY(std::move(done));
  } else {
    rows = TRY(ledger::export_sheet(*reader, asked.book, asked.format, file->path()));
  }
  TRY(reader->commit());
  if (asked.out.empty()) {
    TRY(file->copy_to(STDOUT_FILENO));
    return 0;
  }
  int to = ::open(asked.out.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (to < 0) return unavailable("file.not_made", asked.out);
  Outcome copied = file->copy_to(to);
  bool closed = ::close(to) == 0;
  TRY(std::move(copied));
  if (!closed) return unavailable("file.not_written", asked.out);
  return print(json::object{{"format", asked.format}, {"file", asked.out}, {"rows", rows}});
}

}  // namespace boai::app

// The only place that knows every domain.
#pragma once

#include <memory>

#include "kernel/command/command.hpp"
#include "kernel/exchange/import.hpp"
#include "kernel/jobs/jobs.hpp"
#include "kernel/unit/writer.hpp"

namespace boai::app {

struct Settings {
  std::string home;     // where packs, schema and web lie
  std::string data;     // BOAI_DATA
  std::string address;  // BOAI_DB
  std::string now;      // BOAI_NOW: tests stand still at this instant
};
Settings settings_from_environment();

struct App {
  Settings settings;
  std::unique_ptr<Clock> clock;
  std::unique_ptr<unit::House> house;
  command::Registry commands;
  std::unique_ptr<store::Pool> readers;
  std::unique_ptr<unit::Writer> writer;
  std::unique_ptr<jobs::Desk> desk;

  std::string pack() const { return settings.home + "/packs/jiangsu"; }
  std::string schema() const { return settings.home + "/schema"; }
  exchange::Place exchange_place() const { return {*writer, *readers, *house, *clock}; }
  Day today() const { return day_in_shanghai(clock->now()); }
};

// Reads the pack and opens the store; does not migrate.
Result<std::unique_ptr<App>> open(const Settings& settings);

// Brings the schema up to date, after a copy of a SQLite file when something is to be changed.
Outcome migrate(App& app);

// A root and a signing key for certificates, where there are none (kernel/signing).
Outcome make_certificate_keys(App& app);

// Loads societies, regions and populations of the pack into an empty store.
Outcome load_pack(App& app, const std::function<void(const std::string&)>& say);

// Runs one command for whoever acts.
Result<command::Done> run(App& app, const command::Actor& actor, std::string_view command,
                          const boost::json::object& fields);

// The first administrator of a store without accounts.
Outcome first_account(App& app, const std::string& account, const std::string& name,
                      const std::string& password, const std::string& role, std::int64_t branch);

Result<std::int64_t> branch_by_code(App& app, const std::string& code);
// The society that has none above it, or 0 in an empty store.
Result<std::int64_t> top_society(App& app);

// Demo people, records and accounts. `full` makes rows for all the years, `small` a hundredth of
// the usual volume for tests.
enum class Volume { usual, full, small };
Outcome load_demo(App& app, Volume volume, const std::function<void(const std::string&)>& say);
Outcome remove_demo(App& app);

int serve(App& app, int port);
void print_routes(App& app);
int command_line(int count, char** words);

}  // namespace boai::app

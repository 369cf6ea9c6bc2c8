#include "app/wiring.hpp"

#include <yaml-cpp/yaml.h>

#include <boost/json.hpp>
#include <cstdlib>
#include <filesystem>

#include "base/crypto/digest.hpp"
#include "base/crypto/password.hpp"
#include "domains/briefs/port.hpp"
#include "domains/evaluation/port.hpp"
#include "domains/forms/port.hpp"
#include "domains/network/port.hpp"
#include "domains/people/port.hpp"
#include "domains/plan/port.hpp"
#include "domains/training/port.hpp"
#include "domains/training/queries/messages.hpp"
#include "domains/work/port.hpp"
#include "kernel/exchange/import.hpp"
#include "kernel/identity/identity.hpp"
#include "kernel/ledger/records.hpp"
#include "kernel/matters/matters.hpp"
#include "kernel/notices/notices.hpp"
#include "kernel/papers/papers.hpp"

namespace boai::app {

namespace files = std::filesystem;

namespace {

std::string environment(const char* name, std::string otherwise) {
  const char* value = std::getenv(name);
  return value && *value ? value : std::move(otherwise);
}

// build/boai lies one folder below the tree; an installed binary has BOAI_HOME.
std::string find_home() {
  std::error_code fault;
  files::path binary = files::read_symlink("/proc/self/exe", fault);
  for (files::path at = binary.parent_path(); at != at.root_path(); at = at.parent_path()) {
    if (files::exists(at / "packs" / "jiangsu")) return at.string();
  }
  return ".";
}

Result<std::map<std::string, std::vector<unit::Code>, std::less<>>> read_codes(
    const std::string& path) {
  std::map<std::string, std::vector<unit::Code>, std::less<>> tables;
  try {
    for (const auto& table : YAML::LoadFile(path)["codes"]) {
      auto& rows = tables[table.first.as<std::string>()];
      for (const auto& node : table.second) {
        unit::Code code{node["code"].as<std::string>(),
                        node["name"].as<std::string>(),
                        node["en"].as<std::string>(""),
                        {}};
        for (const auto& member : node) {
          code.attributes[member.first.as<std::string>()] = member.second.as<std::string>();
        }
        rows.push_back(std::move(code));
      }
    }
  } catch (const YAML::Exception& fault) {
    return invalid("pack.codes", path, fault.what());
  }
  return tables;
}

Result<std::chrono::milliseconds> read_list_time(const std::string& path) {
  try {
    std::int64_t time = YAML::LoadFile(path)["stops_after_ms"].as<std::int64_t>();
    if (time > 0) return std::chrono::milliseconds(time);
  } catch (const YAML::Exception& fault) {
    return invalid("pack.lists", path, fault.what());
  }
  return invalid("pack.lists", path, "stops_after_ms");
}

// Which adaptor serves a kind of channel, where the environment says otherwise than the pack.
std::map<std::string, std::string> adaptors_from_environment() {
  std::map<std::string, std::string> adaptors;
  for (auto [kind, name] : {std::pair("sms", "BOAI_SMS"), std::pair("wechat", "BOAI_WECHAT")}) {
    std::string adaptor = environment(name, "");
    if (!adaptor.empty()) adaptors[kind] = adaptor;
  }
  return adaptors;
}

void add(App& app, Domain domain) {
  for (const record::Type* type : domain.types) app.house->types.add(*type);
  for (command::Type& type : domain.commands) app.commands.add(std::move(type));
  for (measures::Measure& measure : domain.measures) {
    app.house->measures.measures.push_back(std::move(measure));
  }
}

void add_role_codes(unit::House& house) {
  for (const rights::Role& role : house.roles.roles) {
    house.codes["role"].push_back({role.code, role.name, role.en, {}});
  }
}

}  // namespace

Settings settings_from_environment() {
  Settings settings;
  settings.home = environment("BOAI_HOME", find_home());
  settings.data = environment("BOAI_DATA", "./.boai");
  settings.address = environment("BOAI_DB", "sqlite:" + settings.data + "/boai.sqlite");
  settings.now = environment("BOAI_NOW", "");
  return settings;
}

Result<std::unique_ptr<App>> open(const Settings& settings) {
  auto app = std::make_unique<App>();
  app->settings = settings;
  app->house = std::make_unique<unit::House>();
  app->clock = std::make_unique<SystemClock>();
  if (auto now = parse_instant(settings.now)) app->clock = std::make_unique<FixedClock>(*now);
  std::error_code fault;
  files::create_directories(settings.data, fault);
  if (fault) return unavailable("data.folder", settings.data + ": " + fault.message());

  identity::register_in(app->house->types, app->commands);
  papers::register_in(app->house->types);
  notices::register_in(app->house->types, app->commands);
  matters::register_in(app->house->types, app->commands);
  exchange::register_in(app->house->types, app->commands);
  ledger::register_in(app->house->types, app->house->measures);
  add(*app, network::domain());
  add(*app, people::domain());
  add(*app, training::domain());
  add(*app, plan::domain());
  add(*app, work::domain());
  add(*app, evaluation::domain());
  add(*app, forms::domain());
  add(*app, briefs::domain());

  app->house->roles = TRY(rights::read_book(app->pack() + "/roles.yaml"));
  app->house->codes = TRY(read_codes(app->pack() + "/codes.yaml"));
  app->house->codes["fault"] = TRY(read_codes(app->pack() + "/faults.yaml"))["fault"];
  add_role_codes(*app->house);
  app->house->list_time = TRY(read_list_time(app->pack() + "/lists.yaml"));
  TRY(people::settle_in(*app->house, app->pack()));
  TRY(plan::settle_in(*app->house, app->pack()));
  work::settle_in(*app->house);
  TRY(training::settle_in(*app->house, app->pack()));
  training::settle_keys(*app->house, signing::path_of_keys(settings.data));
  training::use_adaptors(*app->house, adaptors_from_environment());
  TRY(evaluation::settle_in(*app->house, app->pack()));
  TRY(forms::settle_in(*app->house, app->pack()));
  TRY(briefs::settle_in(*app->house, app->pack(), settings.data + "/papers"));
  auto keys = TRY(crypto::KeyRing::load_or_create(settings.data + "/field-keys"));
  app->house->keys = std::make_shared<const crypto::KeyRing>(std::move(keys));
  app->readers = std::make_unique<store::Pool>(settings.address);
  app->writer = std::make_unique<unit::Writer>(
      unit::Writer::Options{.address = settings.address,
                            .head_file = settings.data + "/journal.head",
                            .house = app->house.get(),
                            .clock = app->clock.get()});
  app->desk = std::make_unique<jobs::Desk>(jobs::Desk::Options{.writer = app->writer.get(),
                                                               .readers = app->readers.get(),
                                                               .clock = app->clock.get(),
                                                               .keys = app->house->keys,
                                                               .folder = settings.data + "/jobs"});
  return app;
}

Outcome make_certificate_keys(App& app) {
  const auto& days = training::courses_of(*app.house).publishing;
  Day today = app.today();
  return signing::make_where_missing(signing::path_of_keys(app.settings.data),
                                     {today, today.plus_days(static_cast<int>(days.key))});
}

Result<command::Done> run(App& app, const command::Actor& actor, std::string_view command,
                          const boost::json::object& fields) {
  boost::json::object body = fields;
  body["id"] = crypto::uuid4();
  auto parsed = TRY(command::parse(app.commands, *app.house, command, body));
  command::Done done;
  TRY(app.writer->run([&](unit::Batch& batch) -> Outcome {
    done = TRY(command::execute(batch, parsed, actor, false));
    return Done{};
  }));
  return done;
}

Outcome first_account(App& app, const std::string& account, const std::string& name,
                      const std::string& password, const std::string& role, std::int64_t branch) {
  if (!password.empty()) TRY(crypto::check_password_rule(password, ""));
  return app.writer->run([&](unit::Batch& batch) -> Outcome {
    rights::Principal service{
        .account = 0, .name = "boai", .os_user = {}, .grants = {}, .service = true};
    unit::Context context(batch, service);
    if (!TRY(context.find<identity::Account>("account", account)).empty()) return Done{};
    identity::Account made{.account = account,
                           .name = name,
                           .branch = {branch},
                           .state = "active",
                           .password = password.empty() ? "" : crypto::hash_password(password),
                           .totp = {}};
    TRY(context.save(made));
    identity::RoleGrant grant{.holder = made.id,
                              .role = role,
                              .branch = {branch},
                              .since = *Day::of(2021, 1, 1),
                              .until = {}};
    TRY(context.save(grant));
    return batch.accept(context.changes(), service, crypto::uuid4(), "identity.first_account");
  });
}

Result<std::int64_t> top_society(App& app) {
  auto reader = TRY(app.readers->borrow());
  return reader->number("SELECT id FROM network_society WHERE parent IS NULL ORDER BY id LIMIT 1");
}

Result<std::int64_t> branch_by_code(App& app, const std::string& code) {
  auto reader = TRY(app.readers->borrow());
  store::Value values[] = {code};
  std::int64_t id = TRY(reader->number("SELECT id FROM network_society WHERE code = ?", values));
  if (id == 0) return not_found("network.no_such_society", "branch", code);
  return id;
}

}  // namespace boai::app

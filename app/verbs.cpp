#include "app/verbs.hpp"

#include <pwd.h>
#include <unistd.h>

#include <boost/json.hpp>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iostream>

#include "domains/plan/port.hpp"
#include "kernel/lists/lists.hpp"

namespace boai::app {

namespace json = boost::json;
namespace files = std::filesystem;

namespace {

int exit_code(const Error& error) {
  bool ours = error.fault == Fault::unavailable || error.fault == Fault::internal;
  return ours ? 3 : 1;
}

Result<rights::Principal> viewer(App& app, store::Connection& connection, const Words& words) {
  return rights::principal_of(connection, words.as, app.today());
}

}  // namespace

std::string os_user() {
  const passwd* entry = getpwuid(getuid());
  return entry ? entry->pw_name : std::to_string(getuid());
}

int tell(const Words& words, const Error& error) {
  if (words.json) {
    json::array errors;
    for (const FieldFault& fault : error.fields) {
      errors.push_back(
          json::object{{"field", fault.field}, {"code", fault.code}, {"detail", fault.detail}});
    }
    json::object problem{{"code", error.code},
                         {"field", error.field},
                         {"detail", error.detail},
                         {"fault", name_of(error.fault)},
                         {"errors", errors}};
    std::cout << json::serialize(json::object{{"error", problem}}) << "\n";
  } else {
    std::cerr << "boai: " << error.code << (error.field.empty() ? "" : " (" + error.field + ")")
              << (error.detail.empty() ? "" : ": " + error.detail) << "\n";
    for (const FieldFault& fault : error.fields) {
      std::cerr << "  " << fault.field << ": " << fault.code << " " << fault.detail << "\n";
    }
  }
  return exit_code(error);
}

int print(const json::value& value) {
  std::cout << json::serialize(value) << "\n";
  return 0;
}

Result<int> do_recount(App& app, const Words& words) {
  auto reader = TRY(app.readers->borrow());
  TRY(reader->begin_read());
  auto recount = measures::recount(*reader, app.house->measures, words.measure);
  TRY(reader->commit());
  measures::Recount found = TRY(std::move(recount));
  if (!words.json) {
    for (const std::string& example : found.examples) std::cerr << example << "\n";
  }
  print(json::object{{"measures", found.measures},
                     {"cells", found.cells},
                     {"records", found.records},
                     {"difference", found.difference},
                     {"seconds", found.seconds}});
  return found.difference == 0 ? 0 : 1;
}

Result<int> do_verify(App& app) {
  auto reader = TRY(app.readers->borrow());
  TRY(reader->begin_read());
  auto outside = journal::kept_head(app.settings.data + "/journal.head");
  auto checked = journal::verify(*reader, outside);
  TRY(reader->commit());
  journal::Verdict verdict = TRY(std::move(checked));
  json::value broken = nullptr;
  if (verdict.broken) {
    broken = json::object{{"seq", verdict.broken->seq}, {"why", verdict.broken->why}};
  }
  print(json::object{{"rows", verdict.rows},
                     {"head", verdict.head},
                     {"erased", verdict.erased},
                     {"broken", broken}});
  return verdict.broken ? 1 : 0;
}

Result<int> do_status(App& app, const Words& words) {
  plan::Ask ask{
      .plan = words.plan, .region = words.region, .year = words.year, .today = app.today()};
  if (!words.as_of.empty()) {
    auto day = Day::parse(words.as_of);
    if (!day) return invalid("plan.as_of", "as-of", words.as_of);
    ask.as_of = *day;
  }
  auto reader = TRY(app.readers->borrow());
  auto who = TRY(viewer(app, *reader, words));
  auto reach = rights::reach_of(app.house->roles, who, "plan.read");
  if (reach.none()) return forbidden("rights.not_held", {}, "plan.read");
  json::object board = TRY(plan::board(*reader, *app.house, ask));
  if (words.json) return print(board);
  for (const auto& each : board["indicators"].as_array()) {
    const auto& row = each.as_object();
    auto text = [&](const char* key) {
      const auto& value = row.at(key);
      return value.is_string() ? std::string(value.as_string())
             : value.is_null() ? "-"
                               : json::serialize(value);
    };
    std::printf("%-6s %-14s %16s / %-14s %s\n", text("id").c_str(), text("status").c_str(),
                text("value").c_str(), text("target").c_str(), text("name").c_str());
  }
  return 0;
}

Result<int> do_setup(App& app, const Words& words) {
  auto say = [&](const std::string& text) {
    if (!words.json) std::cerr << "  " << text << "\n";
  };
  TRY(migrate(app));
  bool fresh = false;
  {
    auto reader = TRY(app.readers->borrow());
    fresh = TRY(reader->number("SELECT count(*) FROM network_society")) == 0;
  }
  TRY(load_pack(app, say));
  if (!fresh) return 0;
  TRY(make_certificate_keys(app));
  if (words.setup.starts_with("demo")) {
    Volume volume = words.setup == "demo-full"    ? Volume::full
                    : words.setup == "demo-small" ? Volume::small
                                                  : Volume::usual;
    TRY(load_demo(app, volume, say));
  } else if (!words.account.empty()) {
    std::int64_t root = TRY(branch_by_code(app, "32"));
    TRY(first_account(app, words.account, words.account, words.password, "administrator", root));
  }
  return 0;
}

}  // namespace boai::app

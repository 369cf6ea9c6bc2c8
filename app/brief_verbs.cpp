#include "app/brief_verbs.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>

#include "app/briefing.hpp"
#include "base/crypto/digest.hpp"
#include "domains/briefs/records.hpp"
#include "domains/plan/port.hpp"
#include "kernel/lists/lists.hpp"
#include "kernel/papers/papers.hpp"

namespace boai::app {

namespace json = boost::json;

namespace {

Result<rights::Principal> drafter(App& app, const Words& words) {
  auto reader = TRY(app.readers->borrow());
  auto who = TRY(rights::principal_of(*reader, words.as, app.today()));
  who.os_user = os_user();
  return who;
}

Result<std::int64_t> brief_named(const BriefWords& asked) {
  auto id = parse_id_number(asked.id);
  if (!id) return not_found("record.not_found", "brief", asked.id);
  return *id;
}

// "one_page,six_slides" as ids of the editions in use.
Result<std::string> templates_named(App& app, const rights::Principal& who, std::string codes) {
  auto reader = TRY(app.readers->borrow());
  json::object known = TRY(briefs::templates_for(*reader, *app.house, who));
  std::ranges::replace(codes, ',', ' ');
  std::istringstream each(codes);
  std::string ids;
  for (std::string code; each >> code;) {
    std::string found;
    for (const auto& one : known.at("templates").as_array()) {
      if (one.at("code").as_string() == code) found = std::string(one.at("id").as_string());
    }
    if (found.empty()) return invalid("briefs.no_template", "templates", code);
    ids += (ids.empty() ? "" : " ") + found;
  }
  return ids;
}

// This year, or the last of a plan that is over.
int year_of(App& app, const std::string& plan) {
  json::object plans = plan::plans_of(*app.house);
  int year = app.today().year();
  for (const auto& each : plans.at("plans").as_array()) {
    if (each.at("code").as_string() != plan) continue;
    year = std::min(year, static_cast<int>(each.at("to").as_int64()));
  }
  return year;
}

std::string brief_address() { return public_address("", false); }

Result<json::object> brief_shown(App& app, const rights::Principal& who, std::int64_t id) {
  auto reader = TRY(app.readers->borrow());
  return briefs::one(*reader, *app.house, who, {id});
}

}  // namespace

Result<int> do_brief_draft(App& app, const Words& words, const BriefWords& asked) {
  TRY(bring_shipped(app));
  auto who = TRY(drafter(app, words));
  std::int64_t branch =
      TRY(branch_by_code(app, words.branch.empty() ? words.region : words.branch));
  std::string title = asked.title;
  if (title.empty()) title = "规划指标简报";
  json::object form{{"branch", std::to_string(branch)},
                    {"title", title},
                    {"plan", words.plan},
                    {"region", words.region},
                    {"year", words.year == 0 ? year_of(app, words.plan) : words.year},
                    {"month", asked.month},
                    {"templates", TRY(templates_named(app, who, asked.templates))}};
  if (!words.as_of.empty()) form["as_of"] = words.as_of;
  auto done = TRY(run(app, {words.as, {}, os_user()}, "briefs.draft", form));
  auto press = TRY(press_brief(app, who, done.subject, brief_address()));
  json::object brief = TRY(brief_shown(app, who, done.subject));
  if (words.json) {
    return print(json::object{{"brief", std::to_string(done.subject)},
                              {"figures", brief.at("figures").as_array().size()},
                              {"documents", brief.at("documents")}});
  }
  std::cout << "brief " << done.subject << ", " << brief.at("figures").as_array().size()
            << " figures\n";
  for (const briefs::Made& each : press.documents) {
    std::cout << "  " << each.name << " " << each.bytes << " bytes\n";
  }
  return 0;
}

Result<int> do_brief_export(App& app, const Words& words, const BriefWords& asked) {
  auto who = TRY(drafter(app, words));
  std::int64_t id = TRY(brief_named(asked));
  json::object brief = TRY(brief_shown(app, who, id));
  if (brief.at("documents").as_array().empty()) return conflict("briefs.no_documents", "brief");
  std::error_code fault;
  std::filesystem::create_directories(asked.folder, fault);
  json::array written;
  for (const auto& each : brief.at("documents").as_array()) {
    std::string to = asked.folder + "/" + std::string(each.at("name").as_string());
    std::string from = app.settings.data + "/papers/" +
                       papers::place_of(std::string(each.at("sha256").as_string()));
    std::filesystem::copy_file(from, to, std::filesystem::copy_options::overwrite_existing, fault);
    if (fault) return unavailable("file.not_written", to + ": " + fault.message());
    written.push_back(json::value(to));
    if (!words.json) std::cout << to << "\n";
  }
  return words.json ? print(json::object{{"files", std::move(written)}}) : 0;
}

// A brief against the board; a file as a template.
Result<int> do_brief_check(App& app, const Words& words, const BriefWords& asked) {
  if (!asked.file.empty()) {
    std::ifstream file(asked.file, std::ios::binary);
    if (!file) return unavailable("sheet.no_file", asked.file);
    std::stringstream bytes;
    bytes << file.rdbuf();
    json::object looked = TRY(briefs::check_template(*app.house, bytes.str()));
    return print(looked);
  }
  auto who = TRY(drafter(app, words));
  std::int64_t id = TRY(brief_named(asked));
  auto reader = TRY(app.readers->borrow());
  json::object compared = TRY(briefs::compare(*reader, *app.house, who, {id}, app.today()));
  std::int64_t differences = compared.at("differences").as_int64();
  if (words.json) {
    print(compared);
  } else {
    std::cout << compared.at("figures").to_number<std::int64_t>() << " figures, " << differences
              << " differ from the board as of " << std::string(compared.at("as_of").as_string())
              << "\n";
    for (const auto& each : compared.at("examples").as_array()) {
      std::cout << "  " << json::serialize(each) << "\n";
    }
  }
  return differences == 0 ? 0 : 1;
}

Result<int> do_brief_submit(App& app, const Words& words, const BriefWords& asked) {
  std::int64_t id = TRY(brief_named(asked));
  auto done =
      TRY(run(app, {words.as, {}, os_user()}, "briefs.submit", {{"brief", std::to_string(id)}}));
  return print(json::object{{"brief", std::to_string(done.subject)}, {"state", "submitted"}});
}

Result<int> do_brief_template(App& app, const Words& words, const BriefWords& asked) {
  auto who = TRY(drafter(app, words));
  std::ifstream file(asked.file, std::ios::binary);
  if (!file) return unavailable("sheet.no_file", asked.file);
  std::stringstream bytes;
  bytes << file.rdbuf();
  std::int64_t branch = TRY(branch_by_code(app, words.branch.empty() ? "32" : words.branch));
  briefs::Brought brought{asked.code, asked.name, "", bytes.str(), branch};
  Id<briefs::Template> id;
  TRY(app.writer->run([&](unit::Batch& batch) -> Outcome {
    unit::Context context(batch, who);
    TRY(context.require("briefs.template", branch));
    id = TRY(briefs::bring_template(context, brought));
    return batch.accept(context.changes(), who, crypto::uuid4(), "briefs.bring_template");
  }));
  return print(json::object{{"template", to_text(id)}});
}

}  // namespace boai::app

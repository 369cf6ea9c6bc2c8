#include "app/demo_learning.hpp"

#include <boost/json.hpp>

#include "kernel/lists/lists.hpp"

namespace boai::app {

namespace json = boost::json;

Outcome fill_question_bank(App& app) {
  const record::Type* type = app.house->types.find("training.question");
  exchange::Order order{.type = type,
                        .command = app.commands.find(type->import_command),
                        .path = app.pack() + "/training/questions.csv",
                        .name = "questions.csv",
                        .account = "operator",
                        .os_user = {},
                        .batch = {},
                        .refused_path = {},
                        .mapping = {},
                        .reading = {},
                        .preview = false};
  auto report = TRY(exchange::run_import(app.exchange_place(), order));
  if (report.tally.refused > 0) {
    return invalid("demo.questions", "row", std::to_string(report.faults.front().row));
  }
  return Done{};
}

namespace {

Result<std::string> only_open_matter(App& app, const std::string& kind) {
  auto reader = TRY(app.readers->borrow());
  store::Value values[] = {kind};
  return std::to_string(TRY(reader->number(
      "SELECT coalesce(max(id), 0) FROM matters_matter WHERE state = 'open' AND kind = ?",
      values)));
}

// The papers of the person whose account is "member", as a clerk would read them from her card.
Result<json::object> papers_of_member(App& app) {
  auto reader = TRY(app.readers->borrow());
  std::int64_t person = TRY(
      reader->number("SELECT coalesce(max(p.id), 0) FROM people_person p JOIN identity_account a "
                     "ON a.id = p.account WHERE a.account = 'member'"));
  auto clerk = TRY(rights::principal_of(*reader, "county-320102", app.today()));
  auto card = TRY(lists::one_disclosed(*reader, *app.house, *app.house->types.find("people.person"),
                                       clerk, person));
  return json::object{{"name", card.at("name")},
                      {"document_kind", card.at("document_kind")},
                      {"document_number", card.at("document")}};
}

// Whoever teaches has a file: trained this year, authorised in the county.
Result<std::string> registered_instructor(App& app, const std::string& branch) {
  command::Actor office{"operator"};
  auto file = TRY(run(app, office, "training.register_instructor",
                      {{"branch", branch},
                       {"name", "示例教员"},
                       {"document_kind", "passport"},
                       {"document_number", "E20260001"}}));
  std::string id = std::to_string(file.subject);
  json::object fact{{"instructor", id}, {"day", "2026-01-05"}, {"source", "示例"}};
  json::object trained = fact, authorised = fact;
  trained["what"] = "trained";
  trained["amount"] = 40;
  trained["level"] = "instructor";
  authorised["what"] = "authorised";
  authorised["region"] = "320102";
  TRY(run(app, office, "training.record_fact", trained));
  TRY(run(app, office, "training.record_fact", authorised));
  return id;
}

}  // namespace

Outcome settle_demo_class(App& app) {
  std::string branch = std::to_string(TRY(branch_by_code(app, "320102")));
  Day start = app.today().plus_days(7);
  command::Actor clerk{"county-320102"};
  auto planned = TRY(run(app, clerk, "training.plan_class",
                         {{"branch", branch},
                          {"title", "示例心肺复苏与AED班"},
                          {"course", "cpr_aed"},
                          {"setting", "community"},
                          {"place", "玄武区红十字会培训室"},
                          {"start", to_text(start)},
                          {"seats", 10}}));
  json::object of{{"class", std::to_string(planned.subject)}};
  TRY(run(app, clerk, "training.assign_duty",
          {{"class", of.at("class")},
           {"role", "instructor"},
           {"instructor", TRY(registered_instructor(app, branch))}}));
  TRY(run(app, clerk, "training.submit_class", of));
  std::string matter = TRY(only_open_matter(app, "training.class"));
  TRY(run(app, {"city-3201"}, "matters.approve", {{"matter", matter}}));
  TRY(run(app, clerk, "training.publish_class", of));
  json::object seat = TRY(papers_of_member(app));
  seat["class"] = of.at("class");
  TRY(run(app, clerk, "training.enrol", seat));
  return Done{};
}

}  // namespace boai::app

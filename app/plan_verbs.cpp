#include "app/plan_verbs.hpp"

#include <boost/json.hpp>
#include <cstdio>

#include "domains/plan/queries/outlook.hpp"

namespace boai::app {

namespace json = boost::json;

namespace {

std::string shown_text(const json::object& row, const char* key) {
  const json::value& value = row.at(key);
  if (value.is_string()) return std::string(value.as_string());
  return value.is_null() ? "-" : json::serialize(value);
}

Outcome may_read_plans(App& app, store::Connection& connection, const Words& words) {
  auto who = TRY(rights::principal_of(connection, words.as, app.today()));
  auto reach = rights::reach_of(app.house->roles, who, "plan.read");
  if (reach.none()) return forbidden("rights.not_held", {}, "plan.read");
  return Done{};
}

plan::TargetAsk target_ask(App& app, const Words& words, const PlanWords& plan) {
  return {words.plan, plan.indicator, words.region, app.today()};
}

// What stands, what is proposed and what was saved look alike: one row a line.
void print_shares(const json::array& rows) {
  for (const auto& each : rows) {
    const json::object& row = each.as_object();
    std::printf("%-10s %-9s %-4s %-16s %18s%s  %s\n", shown_text(row, "kind").c_str(),
                shown_text(row, "region").c_str(), shown_text(row, "year").c_str(),
                shown_text(row, "department").c_str(), shown_text(row, "value").c_str(),
                row.at("locked").as_bool() ? " locked" : "", shown_text(row, "name").c_str());
  }
}

json::object split_fields(App& app, const Words& words, const PlanWords& plan,
                          std::int64_t branch) {
  static_cast<void>(app);
  json::object fields{{"branch", std::to_string(branch)},
                      {"plan", words.plan},
                      {"indicator", plan.indicator},
                      {"axes", plan.axes},
                      {"method", plan.method},
                      {"curve", plan.curve},
                      {"depth", plan.depth}};
  const std::pair<const char*, const std::string*> more[] = {
      {"total", &plan.total},     {"reserve", &plan.reserve}, {"reserve_name", &plan.reserve_name},
      {"weights", &plan.weights}, {"cells", &plan.cells},     {"departments", &plan.departments},
      {"reason", &plan.reason},   {"basis", &plan.basis}};
  for (const auto& [name, text] : more) {
    if (!text->empty()) fields[name] = *text;
  }
  return fields;
}

Result<command::Done> run_as(App& app, const Words& words, std::string_view command,
                             const json::object& fields) {
  return run(app, {words.as, {}, os_user()}, command, fields);
}

int print_done(const command::Done& done) {
  return print(json::object{{"id", done.id},
                            {"seq", done.seq},
                            {"subject", std::to_string(done.subject)},
                            {"version", done.version}});
}

}  // namespace

Result<int> do_split(App& app, const Words& words, const PlanWords& plan) {
  plan::Region region;
  {
    auto reader = TRY(app.readers->borrow());
    TRY(may_read_plans(app, *reader, words));
    region = TRY(plan::find_region(*reader, words.region));
  }
  json::object fields = split_fields(app, words, plan, region.branch);
  if (plan.dry_run) {
    auto reader = TRY(app.readers->borrow());
    plan::SplitTarget wish{.branch = {region.branch},
                           .plan = words.plan,
                           .indicator = plan.indicator,
                           .axes = plan.axes,
                           .depth = plan.depth,
                           .method = plan.method,
                           .curve = plan.curve,
                           .total = plan.total,
                           .reserve = plan.reserve,
                           .reserve_name = plan.reserve_name,
                           .weights = plan.weights,
                           .departments = plan.departments,
                           .cells = plan.cells};
    json::object found =
        TRY(plan::proposal(*reader, *app.house, target_ask(app, words, plan), wish));
    if (words.json) return print(found);
    print_shares(found.at("rows").as_array());
    return 0;
  }
  TRY(run_as(app, words, "plan.split_target", fields));
  return do_targets(app, words, plan);
}

Result<int> do_targets(App& app, const Words& words, const PlanWords& plan) {
  auto reader = TRY(app.readers->borrow());
  TRY(may_read_plans(app, *reader, words));
  if (plan.indicator.empty()) {
    json::object all = TRY(plan::targets(*reader, *app.house, target_ask(app, words, plan)));
    if (words.json) return print(all);
    for (const auto& each : all.at("indicators").as_array()) {
      const json::object& row = each.as_object();
      std::printf("%-6s %18s %-8s revisions %-3s gaps %-3s %s\n", shown_text(row, "id").c_str(),
                  shown_text(row, "total").c_str(), row.at("split").is_null() ? "" : "split",
                  shown_text(row, "revisions").c_str(), shown_text(row, "gaps").c_str(),
                  shown_text(row, "name").c_str());
    }
    return 0;
  }
  json::object one = TRY(plan::target(*reader, *app.house, target_ask(app, words, plan)));
  if (words.json) return print(one);
  const json::value& standing = one.at("standing");
  if (standing.is_object()) print_shares(standing.at("rows").as_array());
  for (const auto& each : one.at("gaps").as_array()) {
    const json::object& gap = each.as_object();
    std::printf("gap %-14s %-9s given %s own %s\n", shown_text(gap, "code").c_str(),
                shown_text(gap, "region").c_str(), shown_text(gap, "given").c_str(),
                shown_text(gap, "own").c_str());
  }
  return 0;
}

Result<int> do_lock_year(App& app, const Words& words, const PlanWords& plan) {
  std::int64_t branch = TRY(branch_by_code(app, plan::short_code(words.region)));
  json::object fields{
      {"branch", std::to_string(branch)}, {"plan", words.plan}, {"year", words.year}};
  if (!plan.reason.empty()) fields["reason"] = plan.reason;
  return print_done(TRY(run_as(app, words, "plan.lock_year", fields)));
}

Result<int> do_own_target(App& app, const Words& words, const PlanWords& plan) {
  std::int64_t branch = TRY(branch_by_code(app, plan::short_code(words.region)));
  json::object fields{{"branch", std::to_string(branch)},
                      {"plan", words.plan},
                      {"indicator", plan.indicator},
                      {"year", words.year},
                      {"value", plan.value},
                      {"document", plan.document}};
  if (!plan.reason.empty()) fields["reason"] = plan.reason;
  return print_done(TRY(run_as(app, words, "plan.set_own_target", fields)));
}

Result<int> do_forecast(App& app, const Words& words, const PlanWords& plan) {
  plan::Ask ask{.plan = words.plan,
                .region = words.region,
                .year = words.year,
                .as_of = {},
                .today = app.today()};
  auto reader = TRY(app.readers->borrow());
  TRY(may_read_plans(app, *reader, words));
  json::object found = TRY(plan::outlook(*reader, *app.house, ask, plan.indicator));
  if (words.json) return print(found);
  std::printf("%s %s %s: now %s, asked at the end of the year %s\n", plan.indicator.c_str(),
              shown_text(found, "region").c_str(), shown_text(found, "day").c_str(),
              shown_text(found, "now").c_str(), shown_text(found, "goal").c_str());
  if (!found.at("shown").as_bool()) {
    std::printf("no forecast: %s\n", shown_text(found, "reason").c_str());
    return 0;
  }
  std::printf("forecast %s (80 %% between %s and %s), chance %s, by %s, MASE %s%s%s\n",
              shown_text(found, "value").c_str(), shown_text(found, "low").c_str(),
              shown_text(found, "high").c_str(), shown_text(found, "chance").c_str(),
              shown_text(found, "method").c_str(), shown_text(found, "mase").c_str(),
              found.at("reason").is_null() ? "" : ": ",
              found.at("reason").is_null() ? "" : shown_text(found, "reason").c_str());
  return 0;
}

}  // namespace boai::app

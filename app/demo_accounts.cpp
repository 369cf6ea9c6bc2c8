#include "app/demo_accounts.hpp"

#include <sys/stat.h>

#include <boost/json.hpp>
#include <fstream>

#include "base/crypto/digest.hpp"

namespace boai::app {

namespace {

struct DemoAccount {
  const char* account;
  const char* name;
  const char* role;
  const char* branch;
};

constexpr DemoAccount demo_accounts[] = {
    {"admin", "示例管理员", "administrator", "32"},
    {"planner", "示例规划员", "planner", "32"},
    {"city-3201", "示例市级规划员", "city_planner", "3201"},
    {"county-320102", "示例玄武区经办", "county_clerk", "320102"},
    {"county-320302", "示例徐州鼓楼区经办", "county_clerk", "320302"},
    {"auditor", "示例审计员", "auditor", "32"},
    {"leader", "示例分管领导", "leader", "32"},
    {"training", "示例省级救护培训岗", "provincial_training_officer", "32"},
    {"training-320102", "示例玄武区救护培训岗", "training_officer", "320102"},
    {"head-320102", "示例玄武区负责人", "county_head", "320102"},
    {"instructor", "示例救护师资", "instructor", "320102"},
    {"examiner", "示例救护考官", "examiner", "320102"},
    {"member", "示例学员", "member", "320102"}};

}  // namespace

Outcome open_demo_accounts(App& app) {
  std::string path = app.settings.data + "/demo-accounts.tsv", text;
  for (const DemoAccount& each : demo_accounts) {
    std::string password = crypto::base64url(crypto::random_bytes(12));
    std::int64_t at = TRY(branch_by_code(app, each.branch));
    TRY(first_account(app, each.account, each.name, password, each.role, at));
    text +=
        std::string(each.account) + "\t" + password + "\t" + each.role + "\t" + each.branch + "\n";
  }
  ::umask(0077);
  std::ofstream file(path, std::ios::trunc);
  file << text;
  if (!file.flush()) return unavailable("demo.accounts", path);
  ::chmod(path.c_str(), 0600);
  return Done{};
}

Outcome settle_demo_member(App& app) {
  std::int64_t branch = TRY(branch_by_code(app, "320102")), trainee = 0;
  {
    auto reader = TRY(app.readers->borrow());
    store::Value values[] = {branch};
    trainee = TRY(reader->number(
        "SELECT coalesce(min(person), 0) FROM people_relation WHERE branch = ?", values));
  }
  if (trainee == 0) return Done{};
  std::string person = std::to_string(trainee);
  TRY(run(app, {"operator"}, "people.link_account", {{"person", person}, {"account", "member"}}));
  TRY(run(app, {"operator"}, "people.give_consent",
          {{"branch", std::to_string(branch)},
           {"person", person},
           {"use", "notices"},
           {"channel", "paper"},
           {"given", "2026-07-10"}}));
  return Done{};
}

Outcome settle_demo_staff(App& app) {
  std::int64_t branch = TRY(branch_by_code(app, "320102"));
  for (const char* role : {"instructor", "examiner"}) {
    auto reader = TRY(app.readers->borrow());
    store::Value values[] = {role, branch, std::int64_t{app.today().number()}};
    std::int64_t person = TRY(
        reader->number("SELECT coalesce(min(d.person), 0) FROM training_duty d JOIN training_class "
                       "c ON c.id = d.class WHERE d.role = ? AND c.branch = ? AND c.start = ?",
                       values));
    if (person == 0) return internal("demo.staff", role);
    TRY(run(app, {"operator"}, "people.link_account",
            {{"person", std::to_string(person)}, {"account", role}}));
  }
  return Done{};
}

}  // namespace boai::app

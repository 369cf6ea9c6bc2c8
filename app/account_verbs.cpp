// Accounts at the command line: invite, grant, end, reset, stop, and why somebody may.
#include <boost/json.hpp>

#include "app/verbs.hpp"
#include "base/crypto/digest.hpp"
#include "kernel/lists/lists.hpp"

namespace boai::app {

namespace json = boost::json;

namespace {

struct Row {
  std::int64_t id = 0;
  std::int64_t branch = 0;
};

Result<Row> account_named(store::Connection& connection, const std::string& account) {
  Row found;
  store::Value values[] = {account};
  TRY(connection.each("SELECT id, branch FROM identity_account WHERE account = ?", values,
                      [&](const store::RowView& row) {
                        found = {row.number(0), row.number(1)};
                        return false;
                      }));
  if (found.id == 0) return not_found("identity.no_such_account", "account", account);
  return found;
}

Result<int> act(App& app, const Words& words, std::string_view command, json::object fields,
                const std::string& password = {}) {
  auto done = TRY(run(app, {words.as, {}, os_user()}, command, fields));
  json::object answer{{"id", done.id},
                      {"seq", done.seq},
                      {"subject", std::to_string(done.subject)},
                      {"version", done.version}};
  if (!password.empty()) answer["password"] = password;
  return print(answer);
}

// One that nobody typed is shown once, to be handed over and changed at the first log-in.
std::string password_or_new(const Words& words, std::string& made) {
  if (words.password.empty()) made = crypto::base64url(crypto::random_bytes(12));
  return words.password.empty() ? made : words.password;
}

Result<int> add(App& app, const Words& words) {
  std::int64_t at = TRY(branch_by_code(app, words.branch.empty() ? "32" : words.branch));
  std::string made, password = password_or_new(words, made);
  return act(app, words, "identity.invite",
             {{"branch", std::to_string(at)},
              {"account", words.account},
              {"name", words.name},
              {"role", words.role},
              {"password", password}},
             made);
}

Result<int> grant(App& app, const Words& words) {
  std::int64_t at = TRY(branch_by_code(app, words.branch));
  json::object fields{{"branch", std::to_string(at)},
                      {"account", words.account},
                      {"role", words.role},
                      {"since", words.since.empty() ? to_text(app.today()) : words.since}};
  if (!words.until.empty()) fields["until"] = words.until;
  return act(app, words, "identity.grant_role", fields);
}

// The grant that stands today; the day before it begins to be without it may be given.
Result<int> end_role(App& app, const Words& words) {
  std::int64_t at = TRY(branch_by_code(app, words.branch));
  std::int64_t found = 0;
  {
    auto reader = TRY(app.readers->borrow());
    auto account = TRY(account_named(*reader, words.account));
    store::Value values[] = {account.id, words.role, at, std::int64_t{app.today().number()}};
    found = TRY(reader->number(
        "SELECT coalesce(max(id), 0) FROM identity_role_grant WHERE holder = ? AND role = ? AND "
        "branch = ? AND (until IS NULL OR until >= ?)",
        values));
  }
  if (found == 0) return not_found("identity.no_such_grant", "role", words.role);
  return act(app, words, "identity.end_role",
             {{"grant", std::to_string(found)},
              {"until", words.until.empty() ? to_text(app.today()) : words.until}});
}

Result<int> reset(App& app, const Words& words, std::int64_t account) {
  std::string made, password = password_or_new(words, made);
  return act(app, words, "identity.reset_access",
             {{"account", std::to_string(account)},
              {"password", password},
              {"remove_second_factor", words.remove_second_factor}},
             made);
}

Result<int> why(App& app, const Words& words) {
  auto reader = TRY(app.readers->borrow());
  TRY(account_named(*reader, words.account));
  std::int64_t branch = TRY(branch_by_code(app, words.branch.empty() ? "32" : words.branch));
  auto viewer = TRY(rights::principal_of(*reader, words.as, app.today()));
  if (words.as != words.account &&
      rights::reach_of(app.house->roles, viewer, "identity.read").none()) {
    return forbidden("rights.not_held", {}, "identity.read");
  }
  auto about = TRY(rights::principal_of(*reader, words.account, app.today()));
  std::string path;
  store::Value values[] = {branch};
  TRY(reader->each("SELECT path FROM network_society WHERE id = ?", values,
                   [&](const store::RowView& row) {
                     path = std::string(row.text(0));
                     return false;
                   }));
  rights::Why answer = rights::why(app.house->roles, about, words.right, branch, path);
  json::array reasons, missing;
  for (const auto& each : answer.because) {
    reasons.push_back(json::object{
        {"role", each.role}, {"branch_name", each.branch_name}, {"since", to_text(each.since)}});
  }
  for (const auto& role : answer.missing) missing.push_back(json::value(role));
  print(json::object{{"allowed", answer.allowed},
                     {"reasons", std::move(reasons)},
                     {"missing", std::move(missing)}});
  return answer.allowed ? 0 : 1;
}

}  // namespace

Result<int> do_account(App& app, const Words& words, const std::string& verb) {
  if (verb == "add") return add(app, words);
  if (verb == "grant") return grant(app, words);
  if (verb == "end-role") return end_role(app, words);
  if (verb == "why") return why(app, words);
  if (verb == "list") {
    auto reader = TRY(app.readers->borrow());
    auto who = TRY(rights::principal_of(*reader, words.as, app.today()));
    const record::Type* type = app.house->types.find("identity.account");
    return print(
        json::parse(TRY(lists::list(*reader, *app.house, *type, who, {{"limit", "200"}}))));
  }
  Row account;
  {
    auto reader = TRY(app.readers->borrow());
    account = TRY(account_named(*reader, words.account));
  }
  if (verb == "reset") return reset(app, words, account.id);
  return act(app, words, "identity.set_state",
             {{"account", std::to_string(account.id)},
              {"state", verb == "enable" ? "active" : "disabled"}});
}

}  // namespace boai::app

// The first page: what waits for me, what is behind, what runs, what changed.
#include <boost/json.hpp>

#include "app/api.hpp"
#include "domains/plan/port.hpp"
#include "domains/plan/queries/outlook.hpp"
#include "kernel/matters/matters.hpp"
#include "kernel/notices/notices.hpp"

namespace boai::app {

namespace json = boost::json;
using http::Response;

namespace {

json::object matter_json(const matters::Matter& matter, const std::string& branch,
                         const std::string& origin) {
  return {{"id", to_text(matter.id)},
          {"version", matter.version},
          {"kind", matter.kind},
          {"title", matter.title},
          {"branch", to_text(matter.branch)},
          {"branch_name", branch},
          {"origin_name", origin},
          {"deadline", to_text(matter.deadline)},
          {"state", matter.state},
          {"reason", matter.remark},
          {"subject_type", matter.subject_type},
          {"subject_id", std::to_string(matter.subject)},
          {"actions", matter.state == "open"
                          ? json::array{"matters.approve", "matters.return", "matters.delegate"}
                          : json::array{}}};
}

std::string matter_sql(const std::string& where) {
  std::string sql = "SELECT m.id, m.version";
  for (const auto& field : matters::Matter::type().fields) sql += ", m." + std::string(field.name);
  return sql +
         ", b.name, o.name FROM matters_matter m JOIN network_society b ON b.id = m.branch "
         "LEFT JOIN network_society o ON o.id = m.origin WHERE " +
         where + " ORDER BY m.deadline, m.id LIMIT 100";
}

}  // namespace

Result<json::array> Api::alerts(store::Connection& connection, const Asker& asker) {
  if (rights::reach_of(app_.house->roles, asker.who, "plan.read").none()) return json::array{};
  if (asker.who.grants.empty()) return json::array{};
  store::Value branch[] = {asker.who.grants.front().branch};
  std::string region;
  TRY(connection.each("SELECT code FROM network_society WHERE id = ?", branch,
                      [&](const store::RowView& row) {
                        region = std::string(row.text(0));
                        return false;
                      }));
  // What may still be changed comes before what has been missed.
  json::array found = TRY(plan::warnings(connection, *app_.house, region, app_.today()));
  for (auto& alert : TRY(plan::alerts(connection, *app_.house, region, app_.today()))) {
    found.push_back(std::move(alert));
  }
  return found;
}

Result<json::array> Api::notices_of(store::Connection& connection, const Asker& asker) {
  json::array notices;
  store::Value holder[] = {asker.session.account};
  TRY(connection.each(
      "SELECT id, version, code, about, remark, subject_type, subject, at, seen FROM "
      "notices_notice WHERE holder = ? ORDER BY id DESC LIMIT 20",
      holder, [&](const store::RowView& row) {
        notices.push_back(json::object{{"id", std::to_string(row.number(0))},
                                       {"version", row.number(1)},
                                       {"code", row.text(2)},
                                       {"about", row.text(3)},
                                       {"remark", row.text(4)},
                                       {"subject_type", row.text(5)},
                                       {"subject", std::to_string(row.number(6))},
                                       {"at", to_text(Instant{row.number(7)})},
                                       {"seen", row.number(8) != 0}});
        return true;
      }));
  return notices;
}

Result<Response> Api::home(store::Connection& connection, const Asker& asker) {
  const record::Type& type = matters::Matter::type();
  int extra = static_cast<int>(type.fields.size()) + 2;
  json::array waiting, returned, jobs;
  auto take = [&](const store::RowView& row, json::array& list) {
    auto matter = record::from_row<matters::Matter>(record::read_row(type, row));
    list.push_back(
        matter_json(matter, std::string(row.text(extra)), std::string(row.text(extra + 1))));
  };
  auto mine = [&](const matters::Matter& matter) {
    bool delegated = matter.delegate == asker.session.name && matter.delegate_until >= app_.today();
    if (delegated) return true;
    for (const rights::Grant& grant : asker.who.grants) {
      const rights::Role* role = app_.house->roles.find(grant.role);
      if (role && grant.branch == matter.branch.number && role->rights.contains(matter.post))
        return true;
    }
    return false;
  };
  std::vector<store::Value> values = {asker.session.name};
  std::string here = "m.delegate = ?";
  for (const rights::Grant& grant : asker.who.grants) {
    here += " OR m.branch = ?";
    values.emplace_back(grant.branch);
  }
  TRY(connection.each(
      matter_sql("m.state = 'open' AND (" + here + ")"), values, [&](const store::RowView& row) {
        auto matter = record::from_row<matters::Matter>(record::read_row(type, row));
        if (mine(matter)) take(row, waiting);
        return true;
      }));
  values.clear();
  std::string own = "1 = 0";
  for (const rights::Grant& grant : asker.who.grants) {
    own += " OR m.origin = ?";
    values.emplace_back(grant.branch);
  }
  TRY(connection.each(
      matter_sql("m.state = 'returned' AND m.remark <> 'replaced' AND (" + own + ")"), values,
      [&](const store::RowView& row) {
        take(row, returned);
        return true;
      }));
  for (const jobs::Job& job : TRY(app_.desk->list(asker.session.name))) {
    jobs.push_back(jobs::to_json(job));
  }
  return http::json(json::object{{"matters", std::move(waiting)},
                                 {"returned", std::move(returned)},
                                 {"alerts", TRY(alerts(connection, asker))},
                                 {"jobs", std::move(jobs)},
                                 {"notices", TRY(notices_of(connection, asker))}});
}

}  // namespace boai::app

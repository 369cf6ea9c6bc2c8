// What slips: steps and milestones past their day, projects past their end.
#include <boost/json.hpp>
#include <sstream>

#include "domains/work/port.hpp"

namespace boai::work {

namespace json = boost::json;
using store::Value;

namespace {

constexpr std::size_t slips_max = 500;

// One question for the three: kind, id, name, society's name, indicators, first due, reached.
constexpr std::string_view slips_sql =
    "SELECT * FROM (SELECT 'work.step' AS kind, t.id AS id, t.name AS name, s.name AS society, "
    "t.indicators AS rows, t.first_due AS due, CASE WHEN t.state = 'done' THEN t.done_on WHEN "
    "t.due > ? THEN t.due ELSE ? END AS reached, t.branch AS branch, s.path AS path, t.plan AS "
    "plan, t.year AS year FROM work_step t JOIN network_society s ON s.id = t.branch WHERE t.state "
    "<> 'dropped' UNION ALL SELECT 'work.milestone', m.id, m.name, s.name, p.indicators, m.due, "
    "CASE WHEN m.state = 'done' THEN m.done_on ELSE ? END, m.branch, s.path, p.plan, m.due / 10000 "
    "FROM work_milestone m JOIN work_project p ON p.id = m.project JOIN network_society s ON s.id "
    "= m.branch UNION ALL SELECT 'work.project', p.id, p.name, s.name, p.indicators, p.finish, ?, "
    "p.branch, s.path, p.plan, p.finish / 10000 FROM work_project p JOIN network_society s ON "
    "s.id = p.branch WHERE p.stage NOT IN ('accepted', 'closed', 'stopped')) AS slip WHERE path "
    ">= ? AND path < ? AND plan = ? AND year = ? AND reached > due ORDER BY due, id";

}  // namespace

Result<json::object> slips(store::Connection& connection, const unit::House& house,
                           const rights::Principal& viewer, const Slipping& ask) {
  rights::Reach reach = rights::reach_of(house.roles, viewer, "work.read");
  std::string path;
  Value region[] = {ask.region};
  TRY(connection.each("SELECT path FROM network_society WHERE code = ?", region,
                      [&](const store::RowView& row) {
                        path = std::string(row.text(0));
                        return false;
                      }));
  if (path.empty() || reach.none()) return json::object{};
  std::string end = path;
  end.back() = '0';
  std::int64_t today = ask.today.number();
  Value values[] = {today, today, today, today, path, end, ask.plan, std::int64_t{ask.year}};
  std::map<std::string, json::array> by_indicator;
  std::size_t count = 0;
  TRY(connection.each(slips_sql, values, [&](const store::RowView& row) {
    if (!reach.covers(row.number(7), row.text(8))) return true;
    Day due = Day::from_number(row.number(5)).value_or(Day{});
    Day reached = Day::from_number(row.number(6)).value_or(due);
    json::object slip{{"kind", row.text(0)}, {"id", std::to_string(row.number(1))},
                      {"name", row.text(2)}, {"branch", row.text(3)},
                      {"due", to_text(due)}, {"days", reached.serial() - due.serial()}};
    std::istringstream ids{std::string(row.text(4))};
    for (std::string id; std::getline(ids, id, ',');) by_indicator[id].push_back(slip);
    return ++count < slips_max;
  }));
  json::object answer;
  for (auto& [id, list] : by_indicator) answer[id] = std::move(list);
  return answer;
}

}  // namespace boai::work

// The report of an evaluation as JSON.
#include "domains/evaluation/queries.hpp"

#include <algorithm>
#include <boost/json.hpp>

namespace boai::evaluation {

namespace json = boost::json;
using store::Value;

const std::vector<Formula>& formulas_of(const unit::House& house) {
  return *std::any_cast<std::shared_ptr<const std::vector<Formula>>>(
      house.from_pack.at("evaluation"));
}

Result<const Formula*> formula_named(const unit::House& house, const std::string& code) {
  const auto& formulas = formulas_of(house);
  auto found = std::ranges::find(formulas, code, &Formula::code);
  if (found == formulas.end()) return conflict("evaluation.no_formula", "evaluation", code);
  return &*found;
}

namespace {

std::string day_at(const store::RowView& row, int column) {
  return to_text(Day::from_number(row.number(column)).value_or(Day{}));
}

Result<json::object> head_of(store::Connection& connection, const unit::House& house,
                             const rights::Principal& viewer, std::int64_t id) {
  rights::Reach reach = rights::reach_of(house.roles, viewer, "evaluation.read");
  json::object head;
  Value values[] = {id};
  TRY(connection.each(
      "SELECT e.id, e.version, e.plan, e.kind, e.year, e.as_of, e.title, e.formula, e.state, "
      "e.total, e.grade, e.veto, e.account, e.signed_on, e.digest, e.reason, e.branch, s.path, "
      "s.name, s.code FROM evaluation_evaluation e JOIN network_society s ON s.id = e.branch "
      "WHERE e.id = ?",
      values, [&](const store::RowView& row) {
        if (!reach.covers(row.number(16), row.text(17))) return false;
        head = {{"id", std::to_string(row.number(0))},
                {"version", row.number(1)},
                {"plan", row.text(2)},
                {"kind", row.text(3)},
                {"year", row.number(4)},
                {"as_of", day_at(row, 5)},
                {"title", row.text(6)},
                {"formula", row.text(7)},
                {"state", row.text(8)},
                {"total", row.text(9)},
                {"grade", row.text(10)},
                {"veto", row.text(11)},
                {"account", row.text(12)},
                {"signed_on", day_at(row, 13)},
                {"digest", row.text(14)},
                {"reason", row.text(15)},
                {"branch", std::to_string(row.number(16))},
                {"branch_name", row.text(18)},
                {"region", row.text(19)}};
        return false;
      }));
  if (head.empty()) return not_found("record.not_found");
  return head;
}

Result<json::array> rows_in(store::Connection& connection, std::int64_t id) {
  json::array rows;
  Value values[] = {id};
  TRY(connection.each(
      "SELECT id, version, indicator, name, tier, unit, value, target, completion, status, weight, "
      "points, veto, department, remark, evidence, remarked_by FROM evaluation_row WHERE "
      "evaluation = ? ORDER BY id",
      values, [&](const store::RowView& row) {
        rows.push_back(json::object{{"id", std::to_string(row.number(0))},
                                    {"version", row.number(1)},
                                    {"indicator", row.text(2)},
                                    {"name", row.text(3)},
                                    {"tier", row.text(4)},
                                    {"unit", row.text(5)},
                                    {"value", row.text(6)},
                                    {"target", row.text(7)},
                                    {"completion", row.text(8)},
                                    {"status", row.text(9)},
                                    {"weight", row.text(10)},
                                    {"points", row.text(11)},
                                    {"veto", row.number(12) != 0},
                                    {"department", row.text(13)},
                                    {"remark", row.text(14)},
                                    {"evidence", row.text(15)},
                                    {"remarked_by", row.text(16)}});
        return true;
      }));
  return rows;
}

// Counts by status and points by tier, of the rows that were scored.
json::object summary_of(const json::array& rows) {
  std::map<std::string, std::int64_t> by_status;
  std::map<std::string, std::pair<Micro, Micro>> by_tier;
  for (const auto& value : rows) {
    const json::object& row = value.as_object();
    ++by_status[std::string(row.at("status").as_string())];
    auto weight = parse_decimal(row.at("weight").as_string());
    auto points = parse_decimal(row.at("points").as_string());
    if (!weight || !points) continue;
    auto& [all, reached] = by_tier[std::string(row.at("tier").as_string())];
    all += *weight;
    reached += *points;
  }
  json::object statuses, tiers;
  for (const auto& [status, count] : by_status) statuses[status] = count;
  for (const auto& [tier, sums] : by_tier) {
    tiers[tier] = json::object{{"weight", decimal_text(sums.first, 2)},
                               {"points", decimal_text(sums.second, 2)}};
  }
  return {{"statuses", std::move(statuses)}, {"tiers", std::move(tiers)}};
}

}  // namespace

Result<json::object> report(store::Connection& connection, const unit::House& house,
                            const rights::Principal& viewer, std::int64_t evaluation) {
  json::object answer = TRY(head_of(connection, house, viewer, evaluation));
  json::array rows = TRY(rows_in(connection, evaluation));
  answer["summary"] = summary_of(rows);
  answer["rows"] = std::move(rows);
  const Formula* formula = TRY(formula_named(house, std::string(answer.at("formula").as_string())));
  json::array needed;
  for (const std::string& status : formula->remark_for) needed.push_back(json::value(status));
  answer["remark_for"] = std::move(needed);
  json::array signatures, findings;
  Value values[] = {evaluation};
  TRY(connection.each(
      "SELECT g.post, a.name, g.day, g.remark, g.on_paper, g.stands FROM evaluation_signature g "
      "LEFT JOIN identity_account a ON a.account = g.account WHERE g.evaluation = ? ORDER BY g.id",
      values, [&](const store::RowView& row) {
        signatures.push_back(json::object{{"post", row.text(0)},
                                          {"name", row.text(1)},
                                          {"day", day_at(row, 2)},
                                          {"remark", row.text(3)},
                                          {"on_paper", row.number(4) != 0},
                                          {"stands", row.number(5) != 0}});
        return true;
      }));
  rights::Reach reach = rights::reach_of(house.roles, viewer, "evaluation.read");
  TRY(connection.each(
      "SELECT f.id, f.indicator, f.department, f.text, f.deadline, f.state, f.answer, f.evidence, "
      "f.closed_on, f.branch, s.path, s.name FROM evaluation_finding f JOIN network_society s ON "
      "s.id = f.branch WHERE f.evaluation = ? ORDER BY f.deadline, f.id",
      values, [&](const store::RowView& row) {
        if (!reach.covers(row.number(9), row.text(10))) return true;
        findings.push_back(json::object{{"id", std::to_string(row.number(0))},
                                        {"indicator", row.text(1)},
                                        {"department", row.text(2)},
                                        {"text", row.text(3)},
                                        {"deadline", day_at(row, 4)},
                                        {"state", row.text(5)},
                                        {"answer", row.text(6)},
                                        {"evidence", row.text(7)},
                                        {"closed_on", day_at(row, 8)},
                                        {"branch_name", row.text(11)}});
        return true;
      }));
  answer["signatures"] = std::move(signatures);
  answer["findings"] = std::move(findings);
  return answer;
}

}  // namespace boai::evaluation

// What a return shows, where its cells come from, and what forms cost the counties.
#include "domains/forms/queries.hpp"

#include <boost/json.hpp>

#include "domains/plan/port.hpp"

namespace boai::forms {

namespace json = boost::json;
using store::Value;

const std::vector<Form>& forms_of(const unit::House& house) {
  return *std::any_cast<std::shared_ptr<const std::vector<Form>>>(house.from_pack.at("forms"));
}

Result<const Form*> form_of(const unit::House& house, const std::string& code,
                            std::int64_t version) {
  for (const Form& form : forms_of(house)) {
    if (form.code == code && form.version == version) return &form;
  }
  return not_found("forms.unknown", "form", code);
}

namespace {

// The plan that runs in the period; "" for none.
std::string plan_of(const unit::House& house, const std::string& period) {
  int year = std::atoi(period.substr(0, 4).c_str());
  json::object known = plan::plans_of(house);
  for (const auto& plan : known.at("plans").as_array()) {
    bool covers = plan.at("from").as_int64() <= year && year <= plan.at("to").as_int64();
    if (covers) return std::string(plan.at("code").as_string());
  }
  return {};
}

}  // namespace

Result<std::map<std::string, std::string>> prefilled(store::Connection& connection,
                                                     const unit::House& house, const Form& form,
                                                     const std::string& region,
                                                     const std::string& period, Day today) {
  int year = std::atoi(period.substr(0, 4).c_str());
  plan::Ask ask{.plan = plan_of(house, period),
                .region = region,
                .year = year,
                .month = period.size() == 7 ? std::atoi(period.substr(5).c_str()) : 0,
                .as_of = {},
                .today = today};
  std::map<std::string, std::string> cells;
  if (ask.plan.empty()) return cells;
  json::object standing = TRY(plan::board(connection, house, ask));
  std::map<std::string, const json::object*> rows;
  for (const auto& value : standing.at("indicators").as_array()) {
    rows[std::string(value.at("id").as_string())] = &value.as_object();
  }
  for (const CellRule& cell : form.cells) {
    auto row = rows.find(cell.indicator);
    if (row == rows.end()) continue;
    const json::value* value = row->second->if_contains(cell.part);
    if (value == nullptr || value->is_null()) continue;
    cells[cell.id] = value->is_string() ? std::string(value->as_string()) : json::serialize(*value);
  }
  return cells;
}

Result<Below> from_below(store::Connection& connection, const Form& form, std::int64_t branch,
                         const std::string& period) {
  Below below;
  std::map<std::string, std::optional<Micro>> sums;
  bool any = false;
  Value values[] = {form.code, period, branch};
  TRY(connection.each(
      "SELECT s.name, r.id FROM network_society s LEFT JOIN forms_return r ON r.branch = s.id AND "
      "r.form = ? AND r.period = ? AND r.state IN ('checked', 'confirmed', 'submitted') WHERE "
      "s.parent = ? AND s.level IN ('city', 'county') AND s.until IS NULL ORDER BY s.code",
      values, [&](const store::RowView& row) {
        if (row.null(1)) below.missing.emplace_back(row.text(0));
        any = any || !row.null(1);
        return true;
      }));
  if (!any) return below;
  TRY(connection.each(
      "SELECT c.cell, c.value FROM forms_return r JOIN network_society s ON s.id = r.branch JOIN "
      "forms_cell c ON c.form_return = r.id WHERE r.form = ? AND r.period = ? AND s.parent = ? AND "
      "r.state IN ('checked', 'confirmed', 'submitted')",
      values, [&](const store::RowView& row) {
        std::string cell(row.text(0));
        const CellRule* rule = form.find(cell);
        if (rule == nullptr || rule->text || !rule->typed()) return true;
        auto value = parse_decimal(row.text(1));
        if (!value) return true;
        auto& sum = sums[cell];
        sum = sum.value_or(0) + *value;
        return true;
      }));
  for (const auto& [cell, sum] : sums) {
    below.sums[cell] = decimal_text(*sum, form.find(cell)->decimals);
  }
  return below;
}

json::object forms_known(const unit::House& house, Day today) {
  json::array forms;
  for (const Form& form : forms_of(house)) {
    std::int64_t filled = 0;
    for (const CellRule& cell : form.cells) filled += cell.typed() ? 0 : 1;
    bool in_force = form.from <= today && today <= form.until;
    json::array levels;
    for (const std::string& level : form.levels) levels.push_back(json::value(level));
    forms.push_back(json::object{{"code", form.code},
                                 {"name", form.name},
                                 {"en", form.en},
                                 {"version", form.version},
                                 {"superior", form.superior},
                                 {"owner", form.owner},
                                 {"basis", form.basis},
                                 {"period", form.period},
                                 {"from", to_text(form.from)},
                                 {"until", to_text(form.until)},
                                 {"in_force", in_force},
                                 {"levels", std::move(levels)},
                                 {"cells", form.cells.size()},
                                 {"prefilled", filled}});
  }
  return {{"forms", std::move(forms)}};
}

namespace {

struct Head {
  json::object shown;
  std::int64_t branch = 0;
  std::string form, period, society;
  std::int64_t version = 0;
};

Result<Head> head_of(store::Connection& connection, const unit::House& house,
                     const rights::Principal& viewer, std::int64_t id) {
  rights::Reach reach = rights::reach_of(house.roles, viewer, "forms.read");
  Head head;
  auto day = [](const store::RowView& row, int column) {
    return to_text(Day::from_number(row.number(column)).value_or(Day{}));
  };
  Value values[] = {id};
  TRY(connection.each(
      "SELECT r.id, r.version, r.branch, s.path, s.name, r.form, r.form_version, r.period, "
      "r.title, r.state, r.reporter, r.signed_on, r.prefilled, r.typed, r.minutes, "
      "r.confirmed_on, r.digest, r.receipt, r.submitted_on, r.reason FROM forms_return r JOIN "
      "network_society s ON s.id = r.branch WHERE r.id = ?",
      values, [&](const store::RowView& row) {
        if (!reach.covers(row.number(2), row.text(3))) return false;
        head.branch = row.number(2);
        head.society = std::string(row.text(4));
        head.form = std::string(row.text(5));
        head.version = row.number(6);
        head.period = std::string(row.text(7));
        head.shown = {{"id", std::to_string(row.number(0))},
                      {"version", row.number(1)},
                      {"branch", std::to_string(row.number(2))},
                      {"branch_name", row.text(4)},
                      {"form", row.text(5)},
                      {"period", row.text(7)},
                      {"title", row.text(8)},
                      {"state", row.text(9)},
                      {"reporter", row.text(10)},
                      {"signed_on", day(row, 11)},
                      {"prefilled", row.number(12)},
                      {"typed", row.number(13)},
                      {"minutes", row.number(14)},
                      {"confirmed_on", day(row, 15)},
                      {"digest", row.text(16)},
                      {"receipt", row.text(17)},
                      {"submitted_on", day(row, 18)},
                      {"reason", row.text(19)}};
        return false;
      }));
  if (head.branch == 0) return not_found("record.not_found");
  return head;
}

struct Shown {
  std::string value, source, reason;
};
Result<std::map<std::string, Shown>> cells_in(store::Connection& connection, std::int64_t id) {
  std::map<std::string, Shown> cells;
  Value values[] = {id};
  TRY(connection.each("SELECT cell, value, source, reason FROM forms_cell WHERE form_return = ?",
                      values, [&](const store::RowView& row) {
                        cells[std::string(row.text(0))] = {std::string(row.text(1)),
                                                           std::string(row.text(2)),
                                                           std::string(row.text(3))};
                        return true;
                      }));
  return cells;
}

}  // namespace

Result<json::object> sheet_of(store::Connection& connection, const unit::House& house,
                              const rights::Principal& viewer, std::int64_t form_return) {
  Head head = TRY(head_of(connection, house, viewer, form_return));
  const Form* form = TRY(form_of(house, head.form, head.version));
  auto held = TRY(cells_in(connection, form_return));
  json::array cells, faults, missing;
  Values values;
  for (const CellRule& rule : form->cells) {
    const Shown& shown = held[rule.id];
    values[rule.id] = {shown.value, shown.reason};
    std::string kind = rule.sum.empty() ? (rule.typed() ? "typed" : "prefilled") : "sum";
    cells.push_back(json::object{{"id", rule.id},
                                 {"label", rule.label},
                                 {"en", rule.en},
                                 {"unit", rule.unit},
                                 {"kind", kind},
                                 {"text", rule.text},
                                 {"required", rule.required},
                                 {"indicator", rule.indicator},
                                 {"value", shown.value},
                                 {"source", shown.source},
                                 {"reason", shown.reason}});
  }
  for (const FieldFault& fault : obstacles(*form, values)) {
    faults.push_back(
        json::object{{"field", fault.field}, {"code", fault.code}, {"detail", fault.detail}});
  }
  Below below = TRY(from_below(connection, *form, head.branch, head.period));
  for (const std::string& name : below.missing) missing.push_back(json::value(name));
  json::object answer = std::move(head.shown);
  answer["plan"] = plan_of(house, head.period);
  answer["name"] = form->name;
  answer["en"] = form->en;
  answer["superior"] = form->superior;
  answer["basis"] = form->basis;
  answer["until"] = to_text(form->until);
  answer["cells"] = std::move(cells);
  answer["faults"] = std::move(faults);
  answer["missing_below"] = std::move(missing);
  return answer;
}

Result<json::object> burden(store::Connection& connection, const unit::House& house,
                            const rights::Principal& viewer, int year) {
  rights::Reach reach = rights::reach_of(house.roles, viewer, "forms.read");
  std::vector<Value> values = {std::int64_t{year * 10000}, std::int64_t{year * 10000 + 9999}};
  std::string where = reach.condition("r.branch", values);
  json::array rows;
  TRY(connection.each(
      "SELECT s.code, s.name, count(*), sum(r.typed), sum(r.prefilled), sum(r.minutes), "
      "count(DISTINCT r.form) FROM forms_return r JOIN network_society s ON s.id = r.branch WHERE "
      "r.signed_on >= ? AND r.signed_on <= ? AND " +
          where + " GROUP BY s.code, s.name ORDER BY 6 DESC, 1",
      values, [&](const store::RowView& row) {
        rows.push_back(json::object{{"region", row.text(0)},
                                    {"name", row.text(1)},
                                    {"returns", row.number(2)},
                                    {"typed", row.number(3)},
                                    {"prefilled", row.number(4)},
                                    {"minutes", row.number(5)},
                                    {"forms", row.number(6)}});
        return true;
      }));
  return json::object{{"year", year}, {"rows", std::move(rows)}};
}

}  // namespace boai::forms

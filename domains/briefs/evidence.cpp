// Finds briefs and their figures; lays the frozen ones beside the board; opens what stands behind
// one.
#include <fstream>
#include <sstream>

#include "domains/briefs/queries.hpp"
#include "kernel/lists/lists.hpp"
#include "kernel/papers/papers.hpp"

namespace boai::briefs {

namespace json = boost::json;
using store::Value;

std::vector<Id<Template>> ids_in(std::string_view templates) {
  std::vector<Id<Template>> ids;
  std::istringstream words{std::string(templates)};
  for (std::string word; words >> word;) {
    auto id = parse_id_number(word);
    if (!id) return {};
    if (std::ranges::find(ids, Id<Template>{*id}) == ids.end()) ids.push_back({*id});
  }
  return ids;
}

namespace {

template <typename T>
Result<std::vector<T>> rows_where(store::Connection& connection, const std::string& where,
                                  std::int64_t value) {
  const record::Type& type = T::type();
  std::string sql = "SELECT id, version";
  for (const record::Field& field : type.fields) sql += ", " + std::string(field.name);
  sql += " FROM " + type.table() + " WHERE " + where + " = ? ORDER BY id";
  Value values[] = {value};
  std::vector<T> found;
  TRY(connection.each(sql, values, [&](const store::RowView& row) {
    found.push_back(record::from_row<T>(record::read_row(type, row)));
    return true;
  }));
  return found;
}

}  // namespace

Result<std::vector<Figure>> figures_in(store::Connection& connection, Id<Brief> brief) {
  return rows_where<Figure>(connection, "brief", brief.number);
}

Result<Brief> find_brief(store::Connection& connection, Id<Brief> brief) {
  auto found = TRY(rows_where<Brief>(connection, "id", brief.number));
  if (found.empty()) return not_found("record.not_found");
  return found[0];
}

Result<Template> find_template(store::Connection& connection, Id<Template> id) {
  auto found = TRY(rows_where<Template>(connection, "id", id.number));
  if (found.empty()) return not_found("briefs.no_template", "templates", boai::to_text(id));
  return found[0];
}

Result<std::string> content_of(const Book& book, const Template& from) {
  std::ifstream file(book.papers + "/" + papers::place_of(from.sha256), std::ios::binary);
  std::stringstream bytes;
  bytes << file.rdbuf();
  if (!file) return unavailable("briefs.template_gone", from.name);
  return bytes.str();
}

Result<Needs> needs_of_text(const unit::House& house, const std::string& text,
                            const std::string& field) {
  Needs needs;
  Known known = known_to(house);
  for (const documents::Span& span : documents::place_holders_in(text)) {
    auto asked = documents::parse_place_holder(
        std::string_view(text).substr(span.begin, span.end - span.begin));
    if (!asked.ok()) return invalid(asked.error().code, field, asked.error().detail);
    std::string_view word = asked->word(0);
    bool words_only = word != "text" && word != "each" && word != "chart" && word != "map";
    Outcome sound = words_only ? understand(*asked, known, false, needs)
                               : Outcome(invalid("briefs.unknown", {}, std::string(word)));
    if (!sound.ok()) return invalid(sound.error().code, field, sound.error().detail);
  }
  return needs;
}

Result<json::object> compare(store::Connection& connection, const unit::House& house,
                             const rights::Principal& viewer, Id<Brief> id, Day today) {
  TRY(lists::one(connection, house, Brief::type(), viewer, id.number));
  Brief brief = TRY(find_brief(connection, id));
  auto frozen = TRY(figures_in(connection, id));
  Boards boards(connection, house, {brief.plan, brief.as_of, today});
  json::array examples;
  std::int64_t differences = 0;
  for (const Figure& each : frozen) {
    Society region = TRY(society_of(connection, each.region));
    Period period{static_cast<int>(each.year), static_cast<int>(each.month)};
    Figure now = TRY(boards.figure(each.indicator, region, period, each.purpose));
    // The board foretells only from what is known now; of an earlier day it says nothing.
    bool foretold =
        now.forecast.empty() || (now.forecast == each.forecast && now.chance == each.chance);
    bool same = now.value == each.value && now.target == each.target && foretold &&
                now.expected == each.expected && now.status == each.status &&
                now.numerator == each.numerator && now.denominator == each.denominator;
    if (same) continue;
    ++differences;
    constexpr std::size_t examples_max = 20;
    if (examples.size() >= examples_max) continue;
    examples.push_back(json::object{{"code", code_of(id, each.number)},
                                    {"indicator", each.indicator},
                                    {"name", each.name},
                                    {"region", each.region},
                                    {"period", period_text(each.year, each.month)},
                                    {"frozen", each.value},
                                    {"board", now.value},
                                    {"frozen_target", each.target},
                                    {"board_target", now.target}});
  }
  return json::object{{"brief", boai::to_text(id)},
                      {"as_of", boai::to_text(brief.as_of)},
                      {"figures", frozen.size()},
                      {"differences", differences},
                      {"examples", std::move(examples)}};
}

Result<json::object> figure_behind(store::Connection& connection, const unit::House& house,
                                   const rights::Principal& viewer, std::string_view code) {
  auto coded = parse_code(code);
  if (!coded) return not_found("briefs.no_code", "code", std::string(code));
  // Who may not read the brief learns nothing, not even that there is one.
  auto seen = lists::one(connection, house, Brief::type(), viewer, coded->brief.number);
  if (!seen.ok()) return not_found("briefs.no_code", "code", std::string(code));
  Brief brief = TRY(find_brief(connection, coded->brief));
  for (const Figure& each : TRY(figures_in(connection, coded->brief))) {
    if (each.number != coded->number) continue;
    bool group = each.purpose == "part" || each.purpose == "month";
    return json::object{{"code", code_of(coded->brief, coded->number)},
                        {"brief", boai::to_text(brief.id)},
                        {"title", brief.title},
                        {"state", brief.state},
                        {"plan", brief.plan},
                        {"indicator", each.indicator},
                        {"name", each.name},
                        {"en", each.name_en},
                        {"unit", each.unit},
                        {"region", group ? brief.region : each.region},
                        {"year", each.year},
                        {"month", each.purpose == "month" ? 0 : each.month},
                        {"as_of", boai::to_text(each.as_of)},
                        {"value", group ? "" : each.value}};
  }
  return not_found("briefs.no_code", "code", std::string(code));
}

}  // namespace boai::briefs

// What stands behind a figure: its records, its opening figures, what was remarked on it.
#include <algorithm>
#include <boost/json.hpp>

#include "domains/plan/queries.hpp"

namespace boai::plan {

namespace json = boost::json;
using store::Value;

namespace {

// The measure that counts the records themselves, one each on its day; then nobody has to walk
// through millions of them to say how many they are.
const measures::Measure* counter_of(const unit::House& house, const measures::Measure& measure) {
  auto kind = measure.stands() ? measures::Kind::stock : measures::Kind::flow;
  auto found = std::ranges::find_if(house.measures.measures, [&](const measures::Measure& each) {
    return each.kind == kind && each.type == measure.type && each.until == measure.until &&
           each.day == measure.day && each.branch == measure.branch &&
           each.where == measure.where && each.amount.empty() && each.code_from.empty();
  });
  return found == house.measures.measures.end() ? nullptr : &*found;
}

// The records of one figure: of what type, where, from which day to which.
struct Behind {
  store::Connection& connection;
  const unit::House& house;
  const measures::Measure& measure;
  const Region& region;
  Day from, to;

  // Which of the region's branches hold rows; `also` narrows them down.
  std::string branches(std::vector<Value>& values) const {
    std::string end = region.path;
    end.back() = '0';
    values.emplace_back(region.path);
    values.emplace_back(end);
    return "s.path >= ? AND s.path < ?";
  }

  Result<std::int64_t> walked(const rights::Reach& reach) const {
    std::vector<Value> values;
    std::string branch(measure.branch), day(measure.day);
    std::string sql = "SELECT count(*) FROM " + measure.type->table() +
                      " r JOIN network_society s ON s.id = r." + branch + " WHERE " +
                      branches(values) + " AND r." + day + " >= ? AND r." + day + " <= ?";
    values.emplace_back(std::int64_t{from.number()});
    values.emplace_back(std::int64_t{to.number()});
    if (measure.stands() && !measure.until.empty()) {
      std::string until = "r." + std::string(measure.until);
      sql += " AND (" + until + " IS NULL OR " + until + " >= ?)";
      values.emplace_back(std::int64_t{to.number()});
    }
    for (const measures::Condition& condition : measure.where) {
      std::string any;
      for (std::string_view each : measures::allowed(condition)) {
        any += any.empty() ? "?" : ", ?";
        auto value = record::from_text(*measure.type->find(condition.field), each);
        values.push_back(TRY(std::move(value)));
      }
      sql += " AND r." + std::string(condition.field) + " IN (" + any + ")";
    }
    sql += " AND " + reach.condition("r." + branch, values);
    return connection.number(sql, values);
  }

  // As far as it reaches into the region: nothing, the whole, or the branches inside.
  Result<std::int64_t> counted(const measures::Measure& counter, const rights::Reach& reach) const {
    std::vector<std::int64_t> at;
    if (reach.covers(region.branch, region.path)) {
      at = {region.branch};
    } else {
      for (const std::string& path : reach.below) {
        bool inside_another = std::ranges::any_of(reach.below, [&](const std::string& other) {
          return other != path && branch::within(path, other);
        });
        if (inside_another || !branch::within(path, region.path)) continue;
        at.push_back(branch::ancestors_of(path).back());
      }
      std::ranges::sort(at);
      at.erase(std::unique(at.begin(), at.end()), at.end());
    }
    measures::Question question{
        .series = std::string(counter.code), .from = from.number(), .to = to.number()};
    std::int64_t sum = 0;
    for (std::int64_t each : at) {
      sum += TRY(measures::value_of(connection, question, each));
    }
    return sum;
  }

  Result<std::int64_t> count(const rights::Reach& reach) const {
    const measures::Measure* counter = counter_of(house, measure);
    bool by_branch = reach.branches.empty();  // a right at one branch alone has no cell of its own
    return counter && by_branch ? counted(*counter, reach) : walked(reach);
  }

  // Whose they are that the viewer may not open.
  Result<json::array> owners_beyond(const rights::Reach& reach) const {
    // A society's records are societies; others' stand at the branches in use.
    bool own = measure.type->scope == record::Scope::self;
    std::string sql = own ? "SELECT s.name FROM network_society s WHERE "
                          : "SELECT s.name FROM branch_use u JOIN network_society s ON s.id = "
                            "u.branch WHERE u.type = ? AND ";
    std::vector<Value> values;
    if (!own) values.emplace_back(std::string(measure.type->name));
    sql += branches(values) + " AND NOT ";
    sql += reach.condition_of_each("s.id", values);
    json::array names;
    TRY(connection.each(sql + " ORDER BY s.code LIMIT 10", values, [&](const store::RowView& row) {
      names.push_back(json::value(row.text(0)));
      return true;
    }));
    return names;
  }

  std::string filter() const {
    std::string day(measure.day);
    std::string text = std::string(measure.branch) + ".within=" + std::to_string(region.branch) +
                       "&" + day + ".to=" + to_text(to);
    if (from.year() > 1900) text += "&" + day + ".from=" + to_text(from);
    if (measure.stands() && !measure.until.empty())
      text += "&" + std::string(measure.until) + ".open=" + to_text(to);
    for (const measures::Condition& condition : measure.where) {
      bool several = measures::allowed(condition).size() > 1;
      text += "&" + std::string(condition.field) + (several ? ".any=" : "=");
      text += condition.equals;
    }
    return text;
  }
};

}  // namespace

// How many I may open, how many I may not and whose they are.
Result<json::object> records_behind(store::Connection& connection, const unit::House& house,
                                    const rights::Principal& viewer, const Course& course,
                                    const Region& region) {
  const std::string& series = course.indicator.measure;
  const measures::Measure* measure = house.measures.find(series.substr(0, series.find('#')));
  if (measure == nullptr) return json::object{{"type", nullptr}};
  Behind behind{
      connection,
      house,
      *measure,
      region,
      *Day::from_number(counted_from(course.plan, course.indicator, series, course.moment.year)),
      course.moment.day};
  rights::Reach reach = rights::reach_of(house.roles, viewer, measure->type->right);
  rights::Reach whole{.everywhere = true, .below = {}, .branches = {}};
  std::int64_t total = TRY(behind.count(whole));
  std::int64_t visible = reach.everywhere ? total : TRY(behind.count(reach));
  json::array hidden_of;
  if (visible != total) hidden_of = TRY(behind.owners_beyond(reach));
  return json::object{{"type", measure->type->name},
                      {"filter", behind.filter()},
                      {"visible", visible},
                      {"hidden", total - visible},
                      {"hidden_of", std::move(hidden_of)}};
}

Result<json::array> notes_of(store::Connection& connection, const Plan& plan,
                             const Indicator& indicator, const Region& region) {
  json::array notes;
  Value values[] = {plan.code, indicator.id, region.branch};
  TRY(connection.each(
      "SELECT day, author, text FROM plan_note WHERE plan = ? AND indicator = ? AND "
      "branch = ? ORDER BY id DESC LIMIT 50",
      values, [&](const store::RowView& row) {
        auto day = Day::from_number(row.number(0));
        notes.push_back(json::object{
            {"at", day ? to_text(*day) : ""}, {"account", row.text(1)}, {"text", row.text(2)}});
        return true;
      }));
  return notes;
}

Result<json::array> openings_of(store::Connection& connection, const Indicator& indicator,
                                const Region& region, const Moment& moment) {
  json::array openings;
  std::string end = region.path;
  end.back() = '0';
  Value values[] = {indicator.measure, std::int64_t{moment.day.number()}, region.path, end};
  TRY(connection.each(
      // Branch by branch first, as the index stands; CROSS JOIN keeps SQLite from turning it round.
      "SELECT o.document, o.reporter, sum(o.total), min(o.first), max(o.last) FROM (SELECT branch, "
      "document, reporter, sum(value) AS total, min(day) AS first, max(day) AS last FROM "
      "plan_opening WHERE series = ? AND day <= ? GROUP BY branch, document, reporter) o CROSS "
      "JOIN "
      "network_society s WHERE s.id = o.branch AND s.path >= ? AND s.path < ? "
      "GROUP BY o.document, o.reporter ORDER BY o.document LIMIT 20",
      values, [&](const store::RowView& row) {
        auto from = Day::from_number(row.number(3));
        auto to = Day::from_number(row.number(4));
        std::string period =
            from && to ? to_text(*from).substr(0, 7) + "/" + to_text(*to).substr(0, 7) : "";
        openings.push_back(json::object{{"document", row.text(0)},
                                        {"reporter", row.text(1)},
                                        {"value", row.number(2)},
                                        {"period", period}});
        return true;
      }));
  return openings;
}

}  // namespace boai::plan

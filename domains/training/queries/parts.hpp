// How the queries of training read records.
#pragma once

#include <boost/json.hpp>
#include <map>

#include "domains/training/queries.hpp"
#include "domains/training/records/mark.hpp"
#include "domains/training/rules/certificate.hpp"

namespace boai::training {

namespace json = boost::json;

template <typename T>
std::string columns_of(std::string_view table = "") {
  std::string sql;
  for (const std::string& column : T::type().columns()) {
    sql += (sql.empty() ? "" : ", ") + std::string(table) + column;
  }
  return sql;
}

template <typename T>
Result<std::vector<T>> all_where(store::Connection& connection, std::string_view condition,
                                 std::span<const store::Value> values) {
  std::vector<T> found;
  std::string sql = "SELECT " + columns_of<T>() + " FROM " + T::type().table() + " WHERE ";
  TRY(connection.each(sql + std::string(condition), values, [&](const store::RowView& row) {
    found.push_back(record::from_row<T>(record::read_row(T::type(), row)));
    return true;
  }));
  return found;
}
template <typename T>
Result<std::vector<T>> all_where(store::Connection& connection, std::string_view condition,
                                 std::int64_t value) {
  store::Value values[] = {value};
  return all_where<T>(connection, condition, values);
}

// One record of a branch, when the viewer's right reaches that branch. Codes: record.not_found.
template <typename T>
Result<T> seen(store::Connection& connection, const rights::Reach& reach, std::int64_t id) {
  std::vector<store::Value> values{id};
  std::string reached = reach.condition("branch", values);
  auto found = TRY(all_where<T>(connection, "id = ? AND " + reached, values));
  if (found.empty()) return not_found("record.not_found");
  return found.front();
}
template <typename T>
Result<T> seen(store::Connection& connection, const unit::House& house,
               const rights::Principal& viewer, std::int64_t id) {
  return seen<T>(connection, rights::reach_of(house.roles, viewer, T::type().right), id);
}

inline json::value day_json(Day day) { return day ? json::value(to_text(day)) : json::value(); }

// Half days of a class, and what each of its trainees did there, by enrolment: "present",
// "excused" or null, in the order of the half days.
struct Attended {
  std::vector<Session> sessions;
  std::map<std::int64_t, json::array> by_enrolment;
  json::array row(Id<Enrolment> enrolment) const;
};
Result<Attended> attended_in(store::Connection& connection, Id<Class> of_class);
json::array sessions_json(std::span<const Session> sessions);

}  // namespace boai::training

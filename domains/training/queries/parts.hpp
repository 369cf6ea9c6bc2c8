// How the queries of training read records.
#pragma once

#include <boost/json.hpp>
#include <map>

#include "domains/training/queries.hpp"
#include "domains/training/records/mark.hpp"
#include "domains/training/records/question.hpp"
#include "domains/training/rules/certificate.hpp"
#include "kernel/lists/names.hpp"

namespace boai::training {

namespace json = boost::json;

struct Answer;

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
inline json::value instant_json(Instant instant) {
  return instant ? json::value(to_text(instant)) : json::value();
}

// What each record's person is called, masked, by the record's id.
template <typename T>
Result<std::map<std::int64_t, std::string>> names_in(store::Connection& connection,
                                                     const unit::House& house,
                                                     std::span<const T> records) {
  std::vector<record::Row> rows;
  for (const T& each : records) rows.push_back(record::to_row(each));
  lists::Names names = TRY(lists::names_of(connection, house, T::type(), rows));
  std::map<std::int64_t, std::string> called;
  const auto* by_person = names.by_field[static_cast<std::size_t>(T::type().index_of("person"))];
  for (const T& each : records) {
    bool known = by_person != nullptr && by_person->contains(each.person.number);
    called[each.id.number] = known ? by_person->at(each.person.number) : "";
  }
  return called;
}

// A question of a paper as it stood on the screen: {"ordinal","kind","stem","options","points",
// "chosen","sequence"}, choices in the letters of the screen; of true_false the words are the
// page's.
json::object asked_json(const QuestionEdition& edition, const Answer& answer);
Result<QuestionEdition> edition_of(store::Connection& connection, const Answer& answer);

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

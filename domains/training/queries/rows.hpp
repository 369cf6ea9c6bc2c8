// Records read for a page.
#pragma once

#include "kernel/unit/unit.hpp"

namespace boai::training {

template <typename T>
std::string select_of() {
  std::string sql;
  for (const std::string& column : T::type().columns()) sql += (sql.empty() ? "" : ", ") + column;
  return "SELECT " + sql + " FROM " + T::type().table();
}

// One record of a branch, when the viewer's right to its type reaches that branch.
template <typename T>
Result<T> seen(store::Connection& connection, const unit::House& house,
               const rights::Principal& viewer, std::int64_t id) {
  std::vector<store::Value> values{id};
  std::string reach =
      rights::reach_of(house.roles, viewer, T::type().right).condition("branch", values);
  std::optional<T> found;
  TRY(connection.each(select_of<T>() + " WHERE id = ? AND " + reach, values,
                      [&](const store::RowView& row) {
                        found = record::from_row<T>(record::read_row(T::type(), row));
                        return true;
                      }));
  if (!found) return not_found("record.not_found");
  return *found;
}

template <typename T>
Result<std::vector<T>> all_where(store::Connection& connection, std::string_view condition,
                                 std::int64_t value) {
  std::vector<T> found;
  store::Value values[] = {value};
  TRY(connection.each(select_of<T>() + " WHERE " + std::string(condition), values,
                      [&](const store::RowView& row) {
                        found.push_back(record::from_row<T>(record::read_row(T::type(), row)));
                        return true;
                      }));
  return found;
}

}  // namespace boai::training

#include "kernel/lists/names.hpp"

#include <boost/json.hpp>

namespace boai::lists {

namespace {

Outcome look_up(store::Connection& connection, const record::Type& target,
                std::map<std::int64_t, std::string>& names) {
  bool personal = target.find(target.title)->traits.personal;
  std::string sql =
      "SELECT id, " + std::string(target.title) + " FROM " + target.table() + " WHERE id IN (?";
  for (std::size_t count = 1; count < names.size(); ++count) sql += ", ?";
  std::vector<store::Value> ids;
  for (const auto& [id, name] : names) ids.emplace_back(id);
  return connection.each(sql + ")", ids, [&](const store::RowView& row) {
    names[row.number(0)] = personal ? masked(row.text(1)) : std::string(row.text(1));
    return true;
  });
}

}  // namespace

Result<Names> names_of(store::Connection& connection, const unit::House& house,
                       const record::Type& type, std::span<const record::Row> rows) {
  Names names;
  for (std::size_t index = 0; index < type.fields.size(); ++index) {
    std::string_view target = type.fields[index].traits.target;
    if (target.empty()) continue;
    for (const record::Row& row : rows) {
      if (!store::is_null(row.values[index])) {
        names[target][store::number_of(row.values[index])];
      }
    }
  }
  for (auto& [target, wanted] : names) {
    const record::Type* known = house.types.find(target);
    if (known != nullptr && !known->title.empty()) TRY(look_up(connection, *known, wanted));
  }
  return names;
}

void add_names(const Names& names, const record::Type& type, const record::Row& row,
               boost::json::object& object) {
  for (std::size_t index = 0; index < type.fields.size(); ++index) {
    auto target = names.find(type.fields[index].traits.target);
    if (target == names.end() || store::is_null(row.values[index])) continue;
    auto name = target->second.find(store::number_of(row.values[index]));
    if (name == target->second.end() || name->second.empty()) continue;
    object[std::string(type.fields[index].name) + "_name"] = name->second;
  }
}

}  // namespace boai::lists

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
        names.by_type[target][store::number_of(row.values[index])];
      }
    }
  }
  for (auto& [target, wanted] : names.by_type) {
    const record::Type* known = house.types.find(target);
    if (known != nullptr && !known->title.empty()) TRY(look_up(connection, *known, wanted));
  }
  for (const record::Field& field : type.fields) {
    auto found = names.by_type.find(field.traits.target);
    names.by_field.push_back(found == names.by_type.end() ? nullptr : &found->second);
  }
  return names;
}

void write_row(std::string& out, const record::Type& type, const record::Row& row,
               const Names& names) {
  out += R"({"id":")" + std::to_string(row.id) + R"(","version":)" + std::to_string(row.version);
  auto key = [&](std::string_view name, std::string_view tail) {
    out += ",\"";
    out += name;
    out += tail;
    out += "\":";
  };
  for (std::size_t index = 0; index < type.fields.size(); ++index) {
    const record::Field& field = type.fields[index];
    if (field.traits.secret) continue;
    key(field.name, "");
    if (field.traits.personal) {
      record::write_quoted(out, masked(record::to_text(field, row.values[index])));
    } else {
      record::write_json(out, field, row.values[index]);
    }
  }
  for (std::size_t index = 0; index < type.fields.size(); ++index) {
    if (names.by_field[index] == nullptr || store::is_null(row.values[index])) continue;
    auto name = names.by_field[index]->find(store::number_of(row.values[index]));
    if (name == names.by_field[index]->end() || name->second.empty()) continue;
    key(type.fields[index].name, "_name");
    record::write_quoted(out, name->second);
  }
  out += '}';
}

boost::json::object object_of(const record::Type& type, const record::Row& row,
                              const Names& names) {
  std::string text;
  write_row(text, type, row, names);
  return boost::json::parse(text).as_object();
}

}  // namespace boai::lists

// A whole store carried into an empty one, whatever database either stands in.
#include "kernel/schema/schema.hpp"

namespace boai::schema {

namespace {

Result<store::Rows> shape_of(store::Connection& connection, const std::string& table) {
  store::Rows rows{.table = table, .columns = {}, .keys = {}, .added = {}, .kinds = {}, .rows = {}};
  store::Value values[] = {table};
  TRY(connection.each("SELECT name, type FROM pragma_table_info(?)", values,
                      [&](const store::RowView& row) {
                        rows.columns.emplace_back(row.text(0));
                        rows.kinds += row.text(1) == "TEXT" ? 't' : 'n';
                        return true;
                      }));
  return rows;
}

// Every table as the steps leave it, asked of a store in memory that only has the steps.
Result<std::vector<store::Rows>> shapes_at(const std::string& folder, int step) {
  auto connection = TRY(store::open("sqlite::memory:"));
  TRY(migrate(*connection, folder, Instant{1}, step));
  std::vector<std::string> tables;
  TRY(
      connection->each("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE "
                       "'sqlite!_%' ESCAPE '!' ORDER BY name",
                       {}, [&](const store::RowView& row) {
                         tables.emplace_back(row.text(0));
                         return true;
                       }));
  std::vector<store::Rows> shapes;
  for (const std::string& table : tables) shapes.push_back(TRY(shape_of(*connection, table)));
  return shapes;
}

Outcome carry(store::Connection& from, store::Connection& to, store::Rows& shape) {
  constexpr std::size_t rows_at_once = 5000;
  std::string sql;
  for (const std::string& column : shape.columns) sql += (sql.empty() ? "SELECT " : ", ") + column;
  TRY(to.run("DELETE FROM " + shape.table));  // what the steps themselves wrote
  Outcome written = Done{};
  TRY(from.each(sql + " FROM " + shape.table, {}, [&](const store::RowView& row) {
    shape.rows.push_back(store::values_of(row, shape.kinds));
    if (shape.rows.size() < rows_at_once) return true;
    written = to.write(shape);
    shape.rows.clear();
    return written.ok();
  }));
  TRY(std::move(written));
  return shape.rows.empty() ? Outcome(Done{}) : to.write(shape);
}

Outcome carry_all(store::Connection& from, store::Connection& to, const std::string& folder,
                  int step) {
  for (store::Rows& shape : TRY(shapes_at(folder, step))) TRY(carry(from, to, shape));
  return Done{};
}

}  // namespace

Outcome copy(store::Connection& from, store::Connection& to, const std::string& folder,
             Instant now) {
  State state = TRY(state_of(from, folder));
  if (state.applied > state.newest) return unavailable("schema.newer");
  if (TRY(state_of(to, folder)).applied >= 0) return conflict("schema.not_empty");
  TRY(migrate(to, folder, now, state.applied));
  TRY(from.begin_read());
  TRY(to.begin_write());
  Outcome carried = carry_all(from, to, folder, state.applied);
  static_cast<void>(from.commit().ok());
  if (!carried.ok()) {
    static_cast<void>(to.rollback().ok());
    return carried;
  }
  return to.commit();
}

}  // namespace boai::schema

#include "kernel/schema/schema.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <sstream>

namespace boai::schema {

namespace files = std::filesystem;

namespace {

std::map<int, files::path> steps_in(const std::string& folder) {
  std::map<int, files::path> steps;
  std::error_code ignored;
  for (const auto& entry : files::directory_iterator(folder, ignored)) {
    std::string name = entry.path().filename();
    bool is_step = name.size() > 8 && name[4] == '_' && name.ends_with(".sql");
    if (is_step) steps[std::atoi(name.substr(0, 4).c_str())] = entry.path();
  }
  return steps;
}

std::string content_of(const files::path& path) {
  std::ifstream file(path);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

// What stands between "-- only NAME" and "-- end" is for that database alone.
std::string in_dialect(const std::string& text, store::Dialect dialect) {
  std::string_view own = dialect == store::Dialect::sqlite ? "sqlite" : "postgresql";
  std::istringstream lines(text);
  std::string sql;
  bool wanted = true;
  for (std::string line; std::getline(lines, line);) {
    if (line == "-- end") wanted = true;
    if (line.starts_with("-- only ")) wanted = line.substr(8) == own;
    if (wanted) sql += line + "\n";
  }
  if (dialect == store::Dialect::postgresql) return sql;
  return std::regex_replace(sql, std::regex("\\bBIGINT\\b"), "INTEGER");
}

Result<int> applied_in(store::Connection& connection) {
  bool sqlite = connection.dialect() == store::Dialect::sqlite;
  std::int64_t tables = TRY(connection.number(
      sqlite ? "SELECT count(*) FROM sqlite_master WHERE name = 'schema_step'"
             : "SELECT count(*) FROM pg_tables WHERE tablename = 'schema_step' AND schemaname = "
               "current_schema()"));
  if (tables == 0) return -1;
  return static_cast<int>(TRY(connection.number("SELECT max(number) FROM schema_step")));
}

}  // namespace

Result<State> state_of(store::Connection& connection, const std::string& folder) {
  auto steps = steps_in(folder);
  if (steps.empty()) return internal("schema.no_steps", folder);
  return State{TRY(applied_in(connection)), steps.rbegin()->first};
}

namespace {

// Who sees what is asked by the beginning of a path, who is called how by that of a name, both as
// byte ranges. A database that sorts as a dictionary does would answer otherwise.
Outcome check_order(store::Connection& connection) {
  constexpr const char* sql =
      "SELECT CASE WHEN CAST(? AS TEXT) < CAST(? AS TEXT) THEN 1 ELSE 0 END";
  constexpr std::pair<const char*, const char*> ordered[] = {
      {"/1/5/", "/1/5/9/"}, {"/1/5/9/", "/1/50"}, {"JS-Z", "JS-a"}, {"张三", "张\xf4\x8f\xbf\xbf"}};
  for (const auto& [first, second] : ordered) {
    store::Value values[] = {first, second};
    if (TRY(connection.number(sql, values)) == 1) continue;
    return unavailable("store.order", "create the database with LC_COLLATE 'C'");
  }
  return Done{};
}

}  // namespace

Result<State> migrate(store::Connection& connection, const std::string& folder, Instant now,
                      int last) {
  State state = TRY(state_of(connection, folder));
  if (state.applied > state.newest) {
    return unavailable("schema.newer", "the data was written by a newer boai");
  }
  TRY(check_order(connection));
  int before = state.applied;
  for (const auto& [number, path] : steps_in(folder)) {
    if (number <= state.applied || number > last) continue;
    TRY(connection.begin_write());
    TRY(connection.script(in_dialect(content_of(path), connection.dialect())));
    store::Value values[] = {std::int64_t{number}, path.filename().string(), now.milliseconds};
    TRY(connection.run("INSERT INTO schema_step (number, name, applied_at) VALUES (?, ?, ?)",
                       values));
    TRY(connection.commit());
    state.applied = number;
  }
  // To SQLite an index it has never measured looks better than any it has; a sample is enough.
  bool measure = before >= 0 && before != state.applied;
  if (measure && connection.dialect() == store::Dialect::sqlite) {
    TRY(connection.script("PRAGMA analysis_limit = 1000; ANALYZE;"));
  }
  return state;
}

namespace {

using Columns = std::map<std::string, std::set<std::string>>;  // table → columns

Result<Columns> columns_after_steps(const std::string& folder) {
  auto connection = TRY(store::open("sqlite::memory:"));
  TRY(migrate(*connection, folder, Instant{1}));
  Columns columns;
  TRY(
      connection->each("SELECT m.name, p.name FROM sqlite_master m, pragma_table_info(m.name) p "
                       "WHERE m.type = 'table'",
                       {}, [&](const store::RowView& row) {
                         columns[std::string(row.text(0))].insert(std::string(row.text(1)));
                         return true;
                       }));
  return columns;
}

std::string column_type(const record::Field& field) {
  return field.kind == record::Kind::text ? "TEXT" : "BIGINT";
}

// A branch's rows stand in the order its lists are shown in (kernel/lists/merge.cpp).
std::string index_sql(const record::Type& type, const record::Field& field) {
  if (!field.traits.indexed) return {};
  std::string table = type.table(), name(field.name), columns(field.name);
  std::string_view sort = type.sort.substr(type.sort.starts_with('-') ? 1 : 0);
  bool walked = type.scope == record::Scope::branch && name == "branch" && sort != "id";
  if (walked) columns += ", " + std::string(sort);
  return "CREATE INDEX " + table + "_by_" + name + " ON " + table + " (" + columns + ");\n";
}

std::string create_sql(const record::Type& type) {
  std::string table = type.table();
  std::string sql =
      "CREATE TABLE " + table + " (\n  id BIGINT PRIMARY KEY,\n" + "  version BIGINT NOT NULL";
  std::string indexes;
  for (const record::Field& field : type.fields) {
    sql += ",\n  " + std::string(field.name) + " " + column_type(field);
    indexes += index_sql(type, field);
  }
  return sql + ");\n" + indexes;
}

}  // namespace

Result<std::string> missing_step(const record::Registry& types, const std::string& folder) {
  Columns columns = TRY(columns_after_steps(folder));
  std::string sql;
  for (const record::Type* type : types.all()) {
    std::string table = type->table();
    if (!columns.contains(table)) {
      sql += "\n-- " + std::string(type->label) + "\n" + create_sql(*type);
      continue;
    }
    for (const record::Field& field : type->fields) {
      if (columns[table].contains(std::string(field.name))) continue;
      sql += "ALTER TABLE " + table + " ADD COLUMN " + std::string(field.name) + " " +
             column_type(field) + ";\n" + index_sql(*type, field);
    }
  }
  return sql;
}

}  // namespace boai::schema

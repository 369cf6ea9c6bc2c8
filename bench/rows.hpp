// Records written past the commands, many at once, for stores that only reading is measured on.
#pragma once

#include <span>

#include "bench/bench.hpp"

namespace boai::bench {

struct County {
  std::int64_t id = 0;
  std::string code;
};
Result<std::vector<County>> counties_of(store::Connection& connection);

// One record type's rows, gathered and written.
class Bulk {
 public:
  explicit Bulk(const record::Type& type) {
    rows_.table = type.table();
    rows_.columns = type.columns();
    rows_.kinds = "nn";
    for (const record::Field& field : type.fields) {
      rows_.kinds += field.kind == record::Kind::text ? 't' : 'n';
    }
  }
  template <typename T>
  void add(const T& made) {
    record::Row row = record::to_row(made);
    std::vector<store::Value> values = {row.id, std::int64_t{1}};
    values.insert(values.end(), row.values.begin(), row.values.end());
    rows_.rows.push_back(std::move(values));
  }
  std::size_t size() const { return rows_.rows.size(); }
  const std::string& table() const { return rows_.table; }
  Outcome write(store::Connection& connection) {
    if (rows_.rows.empty()) return Done{};
    TRY(connection.write(rows_));
    rows_.rows.clear();
    return Done{};
  }

 private:
  store::Rows rows_;
};

// Adds `branch_use` rows for a type written by hand, as the commands would.
Outcome note_branches(store::Connection& connection, const record::Type& type);

}  // namespace boai::bench

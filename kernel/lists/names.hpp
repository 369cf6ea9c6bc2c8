// What the records a list points at are called, so that it reads without a second question: one
// query for each type pointed at, however long the list.
#pragma once

#include <map>
#include <span>

#include "kernel/lists/lists.hpp"

namespace boai::lists {

struct Names {
  Names() = default;
  Names(Names&&) = default;  // by_field points into by_type, which a copy would leave behind
  Names& operator=(Names&&) = default;

  std::map<std::string_view, std::map<std::int64_t, std::string>> by_type;  // type → id → name
  // By field of the record: its target's names, or null.
  std::vector<const std::map<std::int64_t, std::string>*> by_field;
};

// A personal name is masked.
Result<Names> names_of(store::Connection& connection, const unit::House& house,
                       const record::Type& type, std::span<const record::Row> rows);

// A row as JSON: secrets left out, personal values masked; "branch" gets "branch_name" beside it.
void write_row(std::string& out, const record::Type& type, const record::Row& row,
               const Names& names);
boost::json::object object_of(const record::Type& type, const record::Row& row, const Names& names);

}  // namespace boai::lists

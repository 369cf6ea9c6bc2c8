// What the records a list points at are called, so that it reads without a second question: one
// query for each type pointed at, however long the list.
#pragma once

#include <map>
#include <span>

#include "kernel/lists/lists.hpp"

namespace boai::lists {

using Names = std::map<std::string_view, std::map<std::int64_t, std::string>>;  // type → id → name

// A personal name is masked.
Result<Names> names_of(store::Connection& connection, const unit::House& house,
                       const record::Type& type, std::span<const record::Row> rows);

// "branch" gets "branch_name" beside it.
void add_names(const Names& names, const record::Type& type, const record::Row& row,
               boost::json::object& object);

}  // namespace boai::lists

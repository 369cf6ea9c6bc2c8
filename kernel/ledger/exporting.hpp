// The ledger as others can re-add it: every posting, in the order of entries.
#pragma once

#include <functional>
#include <string_view>

#include "kernel/store/store.hpp"

namespace boai::ledger {

// Plain text for beancount and its relatives; pieces go to `out` as they are made.
Outcome export_beancount(store::Connection& connection, const std::string& book,
                         const std::function<Outcome(std::string_view)>& out);
// CSV or XLSX at the path, one row a posting. Codes: those of sheets; export.too_many_rows.
Result<std::int64_t> export_sheet(store::Connection& connection, const std::string& book,
                                  const std::string& format, const std::string& path);

}  // namespace boai::ledger

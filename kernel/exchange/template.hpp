// Empty tables to fill in: what comes back filled imports as it is.
#pragma once

#include "kernel/command/command.hpp"

namespace boai::exchange {

// CSV: the header alone. XLSX: the header with lists to choose from, then a sheet that explains
// every column with an example, then the code tables.
Outcome write_template(const command::Type& command, const unit::House& house,
                       std::string_view format, const std::string& path);

}  // namespace boai::exchange

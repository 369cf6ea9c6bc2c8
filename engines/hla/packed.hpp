// Takes `.gz` and `.xz` bytes apart, told by their first bytes; everything else passes as it is.
#pragma once

#include <string>

#include "base/result.hpp"

namespace boai::hla {

constexpr std::size_t unpacked_max = std::size_t{1} << 36;  // 64 GiB

Result<std::string> unpacked(std::string bytes, std::string_view name,
                             std::size_t most = unpacked_max);

}  // namespace boai::hla

// A segment as bytes: written once, then handed in as a view of the file; its rows are used where
// they lie. A damaged or cut-off file is refused.
#pragma once

#include "engines/hla/live.hpp"

namespace boai::hla {

constexpr std::size_t saved_header = 64;

std::string saved(const Segment& segment);

// `bytes` must stay as long as the segment; its start must be aligned to 8.
Result<Segment> mapped(std::string_view bytes);

}  // namespace boai::hla

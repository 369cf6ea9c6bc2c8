// The PDF twin of a filled document: same words, tables, pictures and links, set with Pango and
// drawn with Cairo. Fonts are embedded; the same document at the same instant gives the same bytes.
#pragma once

#include "base/instant.hpp"
#include "kernel/documents/package.hpp"

namespace boai::documents {

constexpr int pdf_pages_max = 200;

struct Imprint {
  std::string title, author;
  Instant at;
};
// Codes: document.no_pdf (a workbook has none), document.too_long, document.not_drawn and those of
// the parts.
Result<std::string> pdf_of(const Package& package, const Imprint& imprint);

}  // namespace boai::documents

// A filled document for the browser: pages of paragraphs, tables, boxes and pictures as JSON.
#pragma once

#include <boost/json/fwd.hpp>

#include "kernel/documents/package.hpp"

namespace boai::documents {

// {"pages":[{"width","height","blocks":[…],"boxes":[…],"fill"}]}, lengths in points. A paragraph is
// {"runs":[{"text","size","bold","raised","colour","link"}],"pictures":[{"src"}],"align"…}, a table
// {"columns","rows":[{"header","cells":[{"span","fill","paragraphs"}]}]}. A workbook's pages are
// its sheets: {"sheet":[["…"]]}. Codes: those of the parts.
Result<boost::json::object> preview_of(const Package& package);

}  // namespace boai::documents

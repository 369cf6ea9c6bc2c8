// What the rest of the house may see of forms for superiors.
#pragma once

#include <boost/json/fwd.hpp>

#include "kernel/house/domain.hpp"

namespace boai::forms {

Domain domain();
// Reads the pack's forms/ and says what decided matters do.
Outcome settle_in(unit::House& house, const std::string& pack);

// Every form: who asks for it, on what ground, until when, how many cells and how many of them
// the system fills.
boost::json::object forms_known(const unit::House& house, Day today);

// One return with its cells, labels, checks that fail and who below is missing. not_found for one
// the viewer may not read.
Result<boost::json::object> sheet_of(store::Connection& connection, const unit::House& house,
                                     const rights::Principal& viewer, std::int64_t form_return);

// The same as the superior's XLSX, written to `path`.
Outcome write_sheet(store::Connection& connection, const unit::House& house,
                    const rights::Principal& viewer, std::int64_t form_return,
                    const std::string& path);

// What the forms cost each society in a year: returns, cells typed, minutes.
Result<boost::json::object> burden(store::Connection& connection, const unit::House& house,
                                   const rights::Principal& viewer, int year);

}  // namespace boai::forms

// One person's papers as they are shown: masked, or in the clear once a look was written down.
#pragma once

#include <boost/json.hpp>

#include "domains/people/records.hpp"

namespace boai::people {

std::string columns_of(const record::Type& type);

// Masked unless `clear`; null where something is not known or gone.
Result<boost::json::object> papers_of(const unit::House& house, const Person& person, bool clear);

// A person beside another: papers masked, relations, consents and rows of other domains as counts;
// as far as the viewer sees.
Result<boost::json::object> side_of(store::Connection& connection, const unit::House& house,
                                    const rights::Principal& viewer, std::int64_t person);

}  // namespace boai::people

// Briefs across the store and the papers' folder: what routes, command line and benches share.
#pragma once

#include "app/wiring.hpp"
#include "domains/briefs/port.hpp"

namespace boai::app {

// Brings the templates of the pack that the store does not have yet, at the top society.
Outcome bring_shipped(App& app);

// Makes a brief's documents and notes them at it, as somebody who may write it.
Result<briefs::Press> press_brief(App& app, const rights::Principal& who, std::int64_t brief,
                                  const std::string& address);

// Where short addresses begin: BOAI_PUBLIC, else what the request says it came to, else ours.
std::string public_address(const std::string& host, bool https);

}  // namespace boai::app

// What other handlers of training ask about messages.
#pragma once

#include "domains/training/commands/parts.hpp"
#include "domains/training/records/decree.hpp"
#include "domains/training/rules/notice.hpp"

namespace boai::training {

// News of a class go by a channel, where the trainee agrees and can be reached; else they wait on
// the clerk's list as before.
Outcome send_telling(unit::Context& context, const Telling& telling);
// Told by hand: what has not left yet stays.
Outcome drop_telling(unit::Context& context, Id<Telling> telling);

}  // namespace boai::training

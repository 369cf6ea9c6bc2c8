// What the demo shows of learning: the pack's question bank, and a class in which the trainee with
// an account has a seat.
#pragma once

#include "app/wiring.hpp"

namespace boai::app {

// The pack's own questions, into the province's bank; the same again changes nothing.
Outcome fill_question_bank(App& app);
Outcome settle_demo_class(App& app);

}  // namespace boai::app

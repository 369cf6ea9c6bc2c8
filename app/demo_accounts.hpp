// Who may log in to the demo, one for each kind of desk, and whose papers some of them carry.
#pragma once

#include "app/wiring.hpp"

namespace boai::app {

// Passwords are drawn anew and stand in demo-accounts.tsv of the data folder, for its owner only.
Outcome open_demo_accounts(App& app);
// One of Xuanwu's trainees has an account, and sees with it what is kept of her.
Outcome settle_demo_member(App& app);
// Who teaches and who examines today's class in Xuanwu log in as `instructor` and `examiner`.
Outcome settle_demo_staff(App& app);

}  // namespace boai::app

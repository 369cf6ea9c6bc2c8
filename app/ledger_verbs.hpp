// `boai ledger …`: the replay that opens no store, and what writes into and reads from it.
#pragma once

#include "app/verbs.hpp"

namespace boai::app {

struct LedgerWords {
  std::string file, book, fund, on, gift, use, format = "csv", out, channel, name;
  bool into = false, quick = false;
};

// `boai ledger replay FILE` without --into. Exit 0 done, 1 refused, 2 usage, 3 unreadable.
int ledger_replay(const std::string& file, const Words& words);

Result<int> do_ledger_into(App& app, const Words& words, const LedgerWords& asked);
Result<int> do_ledger_receive(App& app, const Words& words, const LedgerWords& asked);
Result<int> do_ledger_check(App& app, const Words& words, const LedgerWords& asked);
Result<int> do_ledger_balance(App& app, const Words& words, const LedgerWords& asked);
Result<int> do_ledger_trace(App& app, const Words& words, const LedgerWords& asked);
Result<int> do_ledger_export(App& app, const Words& words, const LedgerWords& asked);

}  // namespace boai::app

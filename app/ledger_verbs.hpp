// The ledger's own command line; it opens no store.
#pragma once

namespace boai::app {

// `letters[0]` is "ledger". Exit codes as everywhere: 0 done, 1 refused, 2 usage, 3 unreadable.
int ledger_line(int count, char** letters);

}  // namespace boai::app

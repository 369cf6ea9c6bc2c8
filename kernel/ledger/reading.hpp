// What the ledger answers: balances, today or on a day, and the way of a gift or of a use.
#pragma once

#include <boost/json/fwd.hpp>

#include "base/day.hpp"
#include "kernel/rights/rights.hpp"
#include "kernel/store/store.hpp"

namespace boai::ledger {

struct BalanceQuestion {
  std::string book, fund;  // "" all
  Day on;                  // none: now
};
// {"on","balances":[{"book","path","code","class","fund","unit","balance","pending_debit",
// "pending_credit"}],"funds":[{"book","fund","unit","remaining"}]}; debit positive.
Result<boost::json::object> balances(store::Connection& connection, const BalanceQuestion& asked);

struct TraceQuestion {
  std::string book;  // "" when the name stands in one book only
  std::string name;
  bool of_use = false;
  std::int64_t most = 1000;  // rows of a list; more are counted
};
// {"gift":{…,"gross","fee","net","remaining"},"uses":[…],"fees":[…],"refunds":[…],"moved":[…]} or
// {"use":{…},"gifts":[…]}. Codes: ledger.unknown, ledger.which_book.
Result<boost::json::object> trace(store::Connection& connection, const TraceQuestion& asked);

}  // namespace boai::ledger

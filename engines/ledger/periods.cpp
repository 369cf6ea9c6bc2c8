// Closing a period, with or without carrying income and expense into net assets, and reopening it.
#include "base/must.hpp"
#include "engines/ledger/work.hpp"

namespace boai::ledger {

Outcome Work::close_period() {
  BookState state = TRY(draft.book(entry.book));
  state.book = entry.book;
  if (event.date.number() <= state.closed_through) return conflict("ledger.closed", "date");
  state.closed_through = event.date.number();
  if (event.carry) {
    TRY(carry(0, 0));
    state.carried = entry.seq;
  }
  draft.put(std::move(state));
  return Done{};
}

// Open again is every day after the one named. A carry is taken back by an entry of its own.
Outcome Work::reopen_period() {
  TRY(check_pair_of_eyes());
  BookState state = TRY(draft.book(entry.book));
  state.book = entry.book;
  if (event.date.number() >= state.closed_through) return conflict("ledger.not_closed", "date");
  state.closed_through = event.date.number();
  if (state.carried != 0) {
    entry.reverses = state.carried;
    TRY(carry(-1, state.carried));
    state.carried = 0;
  }
  draft.put(std::move(state));
  return Done{};
}

// 期末结转: each fund's income and expense into its net assets (民间非营利组织会计制度).
Outcome Work::carry(std::int64_t sign, std::int64_t from) {
  if (sign < 0) {
    for (const Posting& posting : TRY(draft.postings(from))) {
      for (const Account& account : TRY(draft.accounts(entry.book))) {
        if (account.number != posting.account) continue;
        TRY(poster.add(account.book, account.path, account.unit, -posting.amount));
      }
    }
    return Done{};
  }
  for (const Account& account : TRY(draft.accounts(entry.book))) {
    bool nominal = account.kind == Class::income || account.kind == Class::expense;
    if (!nominal || account.posted == 0) continue;
    bool restricted = account.path.find("/restricted/") != std::string::npos;
    const PostingRule* rule = profile.posting_of("carry", UnitClass::money, false);
    if (rule == nullptr) return invalid("ledger.unit", "carry");
    std::string net =
        filled(rule->credit,
               {{"fund", account.fund}, {"nature", restricted ? "restricted" : "unrestricted"}});
    TRY(poster.add(account.book, account.path, account.unit, -account.posted));
    TRY(poster.add_net(account, net));
  }
  return Done{};
}

}  // namespace boai::ledger

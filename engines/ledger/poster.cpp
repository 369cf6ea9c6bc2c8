// Postings of one entry: templates of the profile filled, summed by account, written with their
// bounds checked, what is pending counted.
#include <algorithm>

#include "engines/ledger/work.hpp"

namespace boai::ledger {

namespace {

// Beyond this a sum of sums could overflow; no society will see it.
constexpr std::int64_t sum_max = std::int64_t{1} << 61;

Outcome grow(std::int64_t& sum, std::int64_t amount) {
  if (__builtin_add_overflow(sum, amount, &sum) || sum > sum_max || sum < -sum_max) {
    return invalid("ledger.overflow", "amt");
  }
  return Done{};
}

}  // namespace

Result<Poster::Line*> Poster::line(const std::string& book, const std::string& path,
                                   const std::string& unit, const Shelf* shelf,
                                   const std::string& form) {
  for (Line& line : lines_) {
    const Account& account = line.account;
    if (account.book == book && account.path == path && account.unit == unit) return &line;
  }
  auto known = TRY(draft_.account(book, path, unit));
  if (known) {
    lines_.push_back({*known});
    return &lines_.back();
  }
  const AccountRule* rule = profile_.rule_of(path);
  if (rule == nullptr) return invalid("ledger.no_account", path);
  Account account;
  account.book = book;
  account.path = path;
  account.unit = unit;
  account.code = rule->code;
  account.kind = rule->kind;
  account.bound = rule->bound;
  bool of_fund = shelf != nullptr && form.find("{fund}") != std::string::npos;
  bool of_place = shelf != nullptr && form.find("{place}") != std::string::npos;
  if (of_fund) account.fund = shelf->fund;
  if (of_place) account.place = shelf->place;
  lines_.push_back({std::move(account)});
  return &lines_.back();
}

Outcome Poster::pair(const Move& move, UnitClass kind, const std::string& unit,
                     std::int64_t amount) {
  const PostingRule* rule = profile_.posting_of(move.kind, kind, move.shelf->agency);
  if (rule == nullptr && kind == UnitClass::value) return Done{};
  if (rule == nullptr) return invalid("ledger.unit", "unit", std::string(move.kind) + " " + unit);
  const Shelf& shelf = *move.shelf;
  std::string till = move.channel.empty() ? "bank" : "clearing/" + std::string(move.channel);
  std::string_view purpose = move.purpose.empty() ? "programme" : move.purpose;
  for (int side : {1, -1}) {
    const std::string& form = side > 0 ? rule->debit : rule->credit;
    std::string path = filled(form, {{"fund", shelf.fund},
                                     {"nature", shelf.tags.empty() ? "unrestricted" : "restricted"},
                                     {"place", shelf.place},
                                     {"till", till},
                                     {"purpose", purpose},
                                     {"other", move.other}});
    Line* found = TRY(line(shelf.book, path, unit, &shelf, form));
    if (move.pending) {
      TRY(grow(side > 0 ? found->pending_debit : found->pending_credit, amount));
    } else {
      TRY(grow(found->posted, side * amount));
    }
  }
  return Done{};
}

Outcome Poster::add(const Move& move) {
  if (move.amount != 0) {
    UnitClass kind = profile_.class_of_unit(move.shelf->unit);
    TRY(pair(move, kind, move.shelf->unit, move.amount));
  }
  if (move.value == 0 || move.pending) return Done{};
  return pair(move, UnitClass::value, "VALUE:CNY", move.value);
}

Outcome Poster::add(const std::string& book, const std::string& path, const std::string& unit,
                    std::int64_t amount) {
  Line* found = TRY(line(book, path, unit, nullptr, path));
  return grow(found->posted, amount);
}

Outcome Poster::add_net(const Account& nominal, const std::string& path) {
  Shelf shelf;
  shelf.fund = nominal.fund;
  std::string form = nominal.fund.empty() ? path : "{fund}";
  Line* found = TRY(line(nominal.book, path, nominal.unit, &shelf, form));
  return grow(found->posted, nominal.posted);
}

Outcome Poster::write(std::int64_t entry) {
  Head head = TRY(draft_.head());
  for (Line& line : lines_) {
    bool nothing = line.posted == 0 && line.pending_debit == 0 && line.pending_credit == 0;
    if (nothing) continue;
    Account& account = line.account;
    TRY(grow(account.posted, line.posted));
    TRY(grow(account.pending_debit, line.pending_debit));
    TRY(grow(account.pending_credit, line.pending_credit));
    // Only what would worsen it is refused: a bound must not forbid mending.
    std::int64_t debit_short = account.pending_credit - account.posted;
    std::int64_t credit_short = account.pending_debit + account.posted;
    bool outgoing = line.posted - line.pending_credit < 0;
    bool incoming = line.posted + line.pending_debit > 0;
    if (account.bound == Bound::debit && debit_short > 0 && outgoing) {
      return conflict("ledger.bound", account.path, std::to_string(debit_short));
    }
    if (account.bound == Bound::credit && credit_short > 0 && incoming) {
      return conflict("ledger.bound", account.path, std::to_string(credit_short));
    }
    if (account.number == 0) account.number = ++head.accounts;
    draft_.put(account);
    if (line.posted != 0) draft_.put(Posting{entry, account.number, line.posted});
  }
  return Done{};
}

}  // namespace boai::ledger

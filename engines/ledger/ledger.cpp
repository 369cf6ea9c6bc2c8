#include "engines/ledger/ledger.hpp"

#include "base/must.hpp"
#include "engines/ledger/work.hpp"

namespace boai::ledger {

namespace {

Kind kind_of(Op op) {
  switch (op) {
    case Op::donate:
      return Kind::gift;
    case Op::micro:
      return Kind::micro;
    case Op::spend:
      return Kind::use;
    case Op::fee:
      return Kind::fee;
    case Op::refund:
      return Kind::refund;
    case Op::reverse_use:
    case Op::reverse_fee:
      return Kind::reversal;
    case Op::redesignate:
      return Kind::redesignation;
    case Op::transfer:
      return Kind::transfer;
    case Op::settle:
      return Kind::settlement;
    case Op::kit:
      return Kind::kitting;
    case Op::loss:
      return Kind::loss;
    case Op::pledge:
      return Kind::pledge;
    case Op::reserve:
      return Kind::reservation;
    case Op::post:
      return Kind::posting;
    case Op::void_:
      return Kind::voiding;
    case Op::expire:
      return Kind::expiry;
    case Op::close:
      return Kind::closing;
    case Op::reopen:
      return Kind::reopening;
    case Op::linked:
      break;
  }
  must(false);
  return Kind::gift;
}

}  // namespace

Outcome Work::open(const Source& source) {
  entry.seq = TRY(draft.head()).entries + 1;
  entry.id = event.id;
  // A reversal happens once, so it may go without a name of its own.
  if (entry.id.empty()) entry.id = "reverse/" + event.about;
  entry.book = event.book;
  entry.kind = kind_of(event.op);
  entry.day = day();
  entry.at = now.at;
  entry.unit = event.unit;
  entry.amount = event.amount;
  entry.channel = event.channel;
  entry.campaign = event.campaign;
  entry.agreement = event.agreement;
  entry.reason = event.reason;
  entry.second = event.second;
  entry.imported = event.imported;
  entry.input = source.input;
  entry.hash = source.hash;
  if (entry.input.empty()) entry.input = text_of(event);
  auto known = event.id.empty() ? std::nullopt : TRY(draft.entry(entry.book, entry.id));
  if (known) return conflict("ledger.duplicate", "id", known->hash);
  BookState state = TRY(draft.book(entry.book));
  if (state.stopped) return conflict("ledger.stopped", "book", entry.book);
  bool about_periods = event.op == Op::close || event.op == Op::reopen;
  if (about_periods) entry.amount = 0;
  if (about_periods) entry.unit.clear();
  bool closed = entry.day && entry.day.number() <= state.closed_through;
  if (closed && !about_periods) return conflict("ledger.closed", "date");
  return Done{};
}

Outcome Work::run() {
  switch (event.op) {
    case Op::donate:
      return gift(false);
    case Op::micro:
      return micro();
    case Op::spend:
      return use(false);
    case Op::fee:
      return fee();
    case Op::refund:
      return refund();
    case Op::reverse_use:
      return reverse(Kind::use);
    case Op::reverse_fee:
      return reverse(Kind::fee);
    case Op::redesignate:
      return redesignate();
    case Op::transfer:
      return transfer();
    case Op::settle:
      return settle();
    case Op::kit:
      return kit();
    case Op::loss:
      return loss();
    case Op::pledge:
      return gift(true);
    case Op::reserve:
      return use(true);
    case Op::post:
      return post();
    case Op::void_:
      return release(PendingState::voided);
    case Op::expire:
      return release(PendingState::expired);
    case Op::close:
      return close_period();
    case Op::reopen:
      return reopen_period();
    case Op::linked:
      break;
  }
  must(false);
  return Done{};
}

Outcome Work::close() {
  // A name the ledger gave itself may have been somebody's.
  auto known = event.id.empty() ? TRY(draft.entry(entry.book, entry.id)) : std::nullopt;
  if (known) return conflict("ledger.duplicate", "id", known->hash);
  TRY(poster.write(entry.seq));
  std::int64_t seq = entry.seq;
  draft.put(std::move(entry));
  return check_invariants(draft, draft.new_entries().at(seq));
}

Result<std::int64_t> Ledger::apply(Draft& books, const Event& event, const Now& now,
                                   const Source& source) const {
  if (event.op == Op::linked) {
    // All of the chain on one draft: it is merged whole, or thrown away.
    Draft chain(&books);
    std::int64_t last = 0;
    for (std::size_t at = 0; at < event.linked.size(); ++at) {
      auto done = apply(chain, event.linked[at], now);
      if (!done.ok()) {
        Error error = std::move(done).error();
        error.field = "events[" + std::to_string(at) + "]." + error.field;
        return error;
      }
      last = *done;
    }
    chain.merge_into(books);
    return last;
  }
  const Profile& profile = profiles_.on(event.date ? event.date : now.today);
  Work work(books, profile, event, now);
  TRY(work.open(source));
  TRY(work.run());
  TRY(work.close());
  std::int64_t seq = TRY(work.draft.head()).entries;
  work.draft.merge_into(books);
  return seq;
}

Result<std::int64_t> Memory::apply(const Event& event) {
  Day date = event.op == Op::close ? event.date.plus_days(1) : event.date;
  if (date > now_.today && event.op != Op::reopen) now_.today = date;
  if (now_.today) now_.at = end_of_day_in_shanghai(now_.today.plus_days(-1));
  return ledger_.apply(books_, event, now_);
}

Result<std::int64_t> Memory::apply(const Event& event, const Now& now, const Source& source) {
  return ledger_.apply(books_, event, now, source);
}

}  // namespace boai::ledger

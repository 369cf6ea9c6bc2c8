// One event at work: the draft it writes into, and what every rule needs. Inside the engine only.
#pragma once

#include "engines/ledger/ledger.hpp"

namespace boai::ledger {

// Sums postings by account while an event is worked, then writes them, bounds checked.
class Poster {
 public:
  struct Move {
    std::string_view kind;  // of the posting rule: "use"
    const Shelf* shelf = nullptr;
    std::int64_t amount = 0;
    std::int64_t value = 0;
    std::string_view purpose = {}, channel = {}, other = {};
    bool pending = false;
  };
  Poster(Draft& draft, const Profile& profile) : draft_(draft), profile_(profile) {}

  Outcome add(const Move& move);  // a negative amount takes back
  Outcome add(const std::string& book, const std::string& path, const std::string& unit,
              std::int64_t amount);
  Outcome add_net(const Account& nominal, const std::string& path);  // its fund's other side
  Outcome write(std::int64_t entry);

 private:
  struct Line {
    Account account;
    std::int64_t posted = 0, pending_debit = 0, pending_credit = 0;
  };
  Result<Line*> line(const std::string& book, const std::string& path, const std::string& unit,
                     const Shelf* shelf, const std::string& form);
  Outcome pair(const Move& move, UnitClass kind, const std::string& unit, std::int64_t amount);

  Draft& draft_;
  const Profile& profile_;
  std::vector<Line> lines_;
};

struct Taking {
  Lot lot;
  std::int64_t amount = 0;
};
using Takings = std::vector<Taking>;

// What a use asks for, whoever asks: a use, a fee from the pool, a transfer, a part of a kit.
struct Want {
  std::string book, unit;
  std::int64_t amount = 0;
  Tags tags;
  Day day;
  std::string place;         // only there
  std::int64_t without = 0;  // the lot being refunded
};

class Work {
 public:
  Work(Draft& below, const Profile& rules, const Event& asked, const Now& moment)
      : draft(below.child()), profile(rules), event(asked), now(moment), poster(draft, rules) {}

  Outcome open(const Source& source);  // known ids, closed periods; numbers the entry
  Outcome run();
  Outcome close();  // postings, entry, invariants

  Draft& draft;
  const Profile& profile;
  const Event& event;
  const Now& now;
  Poster poster;
  Entry entry;

 private:
  Outcome gift(bool pledged);
  Outcome give(const Event& given, std::int64_t amount);
  Outcome micro();
  Outcome use(bool reserved);
  Outcome fee();
  Outcome refund();
  Outcome refund_micro(const Entry& given);
  Outcome reback(Lot& gift, std::int64_t to_free);
  Outcome reverse(Kind kind);
  Outcome redesignate();
  Outcome transfer();
  Outcome settle();
  Outcome kit();
  Outcome loss();
  Outcome post();
  Outcome release(PendingState state);
  Outcome post_gift(Pending pending, const Entry& waiting);
  Outcome post_use(Pending pending, const Entry& waiting);
  Outcome hold(const Takings& takings);
  Outcome let_go(const Hold& hold, const Entry& waiting);
  Outcome close_period();
  Outcome reopen_period();
  Outcome carry(std::int64_t sign, std::int64_t from);

  // allocation.cpp
  Result<Takings> takings(const Want& want);
  Result<Takings> named_lots(const Want& want);
  Result<Takings> for_use();
  Result<std::vector<FieldFault>> would_have_covered(const Want& want, std::int64_t shortfall);

  // lots.cpp
  Result<Lot> lot_of(const std::string& id);
  Result<Lot> lot_at(std::int64_t number);
  Result<Entry> entry_at(std::int64_t seq);
  Result<Shelf> shelf_of(std::int64_t number);
  Result<std::int64_t> shelf_like(const Shelf& wanted);
  Outcome check_words(const Tags& tags) const;
  // Takes from (or with unback gives back to) the lot, writes the edge; the value that moved.
  Result<std::int64_t> take(std::int64_t lot, std::int64_t amount, EdgeKind kind, std::int64_t ref);
  Outcome take_and_post(const Takings& takings, EdgeKind kind, Poster::Move move);
  Result<std::int64_t> make_lot(Lot lot, const Shelf& shelf);
  Day day() const { return event.date ? event.date : now.today; }
  Outcome check_pair_of_eyes() const;
};

// I1-I6, I8 over what one event changed (invariants.cpp).
Outcome check_invariants(Draft& draft, const Entry& entry);

std::int64_t least(std::int64_t one, std::int64_t other);

}  // namespace boai::ledger

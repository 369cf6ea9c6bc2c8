// What becomes of a pair that may be one person.
#include "domains/people/commands.hpp"

namespace boai::people {

namespace {

Outcome close_pair(unit::Context& context, Pair pair, const Merge* merge) {
  bool between = merge != nullptr && (pair.first == merge->kept || pair.second == merge->kept);
  bool was_open = pair.state == "open";
  // Whoever merges two that were judged different knows better; the judgement comes back with undo.
  if (!was_open && !(between && pair.state == "different")) return Done{};
  pair.state = between ? "merged" : "lapsed";
  if (merge != nullptr) pair.merge = merge->id;
  if (was_open) {
    pair.decided_by = context.who().name;
    pair.decided = context.today();
  }
  return context.save(pair);
}

}  // namespace

Outcome close_pairs(unit::Context& context, Id<Person> gone, const Merge* merge) {
  for (std::string_view side : {"first", "second"}) {
    for (const Pair& pair : TRY(context.find<Pair>(side, gone.number))) {
      TRY(close_pair(context, pair, merge));
    }
  }
  return Done{};
}

Outcome reopen_pairs(unit::Context& context, Id<Merge> merge) {
  for (Pair& pair : TRY(context.find<Pair>("merge", merge.number))) {
    bool judged = !pair.reason.empty();
    pair.state = judged ? "different" : "open";
    pair.merge = {};
    if (!judged) {
      pair.decided_by = {};
      pair.decided = {};
    }
    TRY(context.save(pair));
  }
  return Done{};
}

Result<Pair> handle(unit::Context& context, Pair pair, const JudgePair& command) {
  if (pair.state != "open") return conflict("people.pair_settled", "pair");
  pair.state = "different";
  pair.decided_by = context.who().name;
  pair.decided = context.today();
  pair.reason = command.reason;
  TRY(context.save(pair));
  return pair;
}

}  // namespace boai::people

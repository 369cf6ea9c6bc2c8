// Two records of one person become one, and two again. The kept record itself is not touched; every
// row that names the absorbed one is led over and remembered. So the way back is exact, and what
// was recorded in between stays with whom it names: with the kept person's papers there, with the
// absorbed one's here.
#include "domains/people/commands.hpp"
#include "domains/people/port.hpp"

namespace boai::people {

namespace {

struct Pointer {
  const record::Type* type;
  std::size_t field;
};

bool is_ours(const record::Type& type) {
  return &type == &Person::type() || &type == &Merge::type() || &type == &Pair::type();
}

// Every field of every record type that names a person.
std::vector<Pointer> pointers_in(const unit::House& house) {
  std::vector<Pointer> found;
  for (const record::Type* type : house.types.all()) {
    if (is_ours(*type)) continue;
    for (std::size_t at = 0; at < type->fields.size(); ++at) {
      if (type->fields[at].traits.target == Person::type().name) found.push_back({type, at});
    }
  }
  return found;
}

Outcome remember(unit::Context& context, const Merge& merge, const Pointer& pointer,
                 std::int64_t record) {
  Moved moved{.branch = merge.branch,
              .merge = merge.id,
              .record_type = std::string(pointer.type->name),
              .record = record,
              .place = std::string(pointer.type->fields[pointer.field].name)};
  return context.save(moved);
}

Outcome carry(unit::Context& context, const Merge& merge) {
  for (const Pointer& pointer : pointers_in(context.house())) {
    std::string_view name = pointer.type->fields[pointer.field].name;
    for (auto& row : TRY(context.find_rows(*pointer.type, name, merge.absorbed.number))) {
      row.values[pointer.field] = merge.kept.number;
      TRY(context.save_row(*pointer.type, row));
      TRY(remember(context, merge, pointer, row.id));
    }
  }
  return Done{};
}

Outcome carry_back(unit::Context& context, const Merge& merge) {
  for (const Moved& moved : TRY(context.find<Moved>("merge", merge.id.number))) {
    const record::Type* type = context.house().types.find(moved.record_type);
    int field = type == nullptr ? -1 : type->index_of(moved.place);
    if (field < 0) continue;
    auto row = context.load_row(*type, moved.record);
    if (!row.ok() && row.error().fault == Fault::not_found) continue;  // withdrawn since
    record::Row standing = TRY(std::move(row));
    auto& value = standing.values[static_cast<std::size_t>(field)];
    if (value != record::Value(merge.kept.number)) continue;  // given to somebody else since
    value = merge.absorbed.number;
    TRY(context.save_row(*type, standing));
  }
  return Done{};
}

Result<Merge> standing_merge(unit::Context& context, Id<Person> absorbed) {
  for (const Merge& merge : TRY(context.find<Merge>("absorbed", absorbed.number))) {
    if (merge.state == "done") return merge;
  }
  return not_found("people.merge.not_found");
}

}  // namespace

void lead_over(unit::Context& context, const Person& absorbed, Id<Person> kept) {
  auto merge = standing_merge(context, absorbed.id);
  if (!merge.ok()) return;
  auto pointers = pointers_in(context.house());
  context.watch([&context, merge = *merge, pointers, kept](const record::Type& type,
                                                           const record::Row& row) -> Outcome {
    for (const Pointer& pointer : pointers) {
      bool names = pointer.type == &type && row.values[pointer.field] == record::Value(kept.number);
      if (names) TRY(remember(context, merge, pointer, row.id));
    }
    return Done{};
  });
}

Result<Merge> handle(unit::Context& context, Person kept, const MergePeople& command) {
  if (command.person == command.other) return invalid("people.merge_same", "other");
  TRY(require_all(context, MergePeople::right, kept.id));
  TRY(require_all(context, MergePeople::right, command.other));
  Person absorbed = TRY(context.load(command.other));
  if (kept.merged_into || kept.state == "minimised") {
    return conflict("people.not_active", "person");
  }
  if (absorbed.merged_into || absorbed.state == "minimised") {
    return conflict("people.not_active", "other");
  }
  // An account opens a person's papers; a merge never hands them to another account.
  if (absorbed.account) return conflict("people.account_stays", "other");
  auto relations = TRY(context.find<Relation>("person", kept.id.number));
  Merge merge{.branch = relations.front().branch,
              .kept = kept.id,
              .absorbed = absorbed.id,
              .reason = command.reason,
              .state = "done",
              .account = context.who().name,
              .day = context.today(),
              .undone_reason = {}};
  TRY(context.save(merge));
  TRY(carry(context, merge));
  absorbed.state = "merged";
  absorbed.merged_into = kept.id;
  TRY(context.save(absorbed));
  TRY(close_pairs(context, absorbed.id, &merge));
  return merge;
}

Result<Merge> handle(unit::Context& context, Merge merge, const UndoMerge& command) {
  if (merge.state != "done") return conflict("people.merge_undone", "merge");
  TRY(require_all(context, UndoMerge::right, merge.kept));
  Person kept = TRY(context.load(merge.kept));
  // The kept one went into a third since: that merge stands on this one.
  if (kept.merged_into) return conflict("people.merge_stands_below", "merge");
  if (kept.state == "minimised") return conflict("people.not_active", "merge");
  TRY(carry_back(context, merge));
  Person absorbed = TRY(context.load(merge.absorbed));
  absorbed.state = "active";
  absorbed.merged_into = {};
  TRY(context.save(absorbed));
  merge.state = "undone";
  merge.undone_reason = command.reason;
  TRY(context.save(merge));
  TRY(reopen_pairs(context, merge.id));
  return merge;
}

}  // namespace boai::people

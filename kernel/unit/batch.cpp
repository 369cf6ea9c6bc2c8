#include <algorithm>
#include <future>

#include "base/must.hpp"
#include "kernel/unit/unit.hpp"

namespace boai::unit {

using record::Row;
using record::Type;
using record::Value;

Batch::Batch(store::Connection& connection, const House& house, Instant now)
    : connection_(connection), house_(house), now_(now) {}

Outcome Batch::open() {
  head_ = TRY(journal::read_head(connection_));
  last_id_ = TRY(connection_.number("SELECT last_id FROM store_counter"));
  first_id_ = last_id_;
  return Done{};
}

namespace {

std::string select_of(const Type& type) {
  std::string sql = "SELECT ";
  for (const std::string& column : type.columns()) {
    if (sql.size() > 7) sql += ", ";
    sql += column;
  }
  return sql + " FROM " + type.table();
}

// Texts built once a type, because every command needs them.
struct Statements {
  std::string all;
  std::string by_id;
  std::vector<std::string> by_field;
};
const Statements& statements_of(const Type& type) {
  thread_local std::unordered_map<const Type*, Statements> kept;
  Statements& statements = kept[&type];
  if (statements.all.empty()) {
    statements.all = select_of(type);
    statements.by_id = statements.all + " WHERE id = ?";
    for (const record::Field& field : type.fields) {
      statements.by_field.push_back(statements.all + " WHERE " + std::string(field.name) +
                                    " = ? ORDER BY id");
    }
  }
  return statements;
}

}  // namespace

const std::string& Batch::select_all(const Type& type) { return statements_of(type).all; }

Result<std::vector<Row>> Batch::stored(const Type& type, std::size_t field, const Value& value) {
  std::vector<Row> rows;
  // Numbers of records rise: one given out in this batch stands nowhere in the store.
  bool number = field == record_id || type.fields[field].kind == record::Kind::id;
  if (number && store::number_of(value) > first_id_) return rows;
  if (foreseeing_ || !known_.empty()) {
    auto found = known_.find(index_key(type, field, value));
    if (found != known_.end()) return found->second;
    if (foreseeing_) return want(type, field, value);
  }
  const Statements& statements = statements_of(type);
  const std::string& sql = field == record_id ? statements.by_id : statements.by_field[field];
  Value values[] = {value};
  TRY(connection_.each(sql, values, [&](const store::RowView& view) {
    rows.push_back(record::read_row(type, view));
    return true;
  }));
  return rows;
}

Result<std::optional<Row>> Batch::load(const Type& type, std::int64_t id) {
  auto& table = staged_[&type];
  if (auto found = table.find(id); found != table.end()) {
    return found->second.removed ? std::optional<Row>() : std::optional(found->second.row);
  }
  auto rows = TRY(stored(type, record_id, id));
  return rows.empty() ? std::optional<Row>() : std::optional(std::move(rows[0]));
}

std::string Batch::index_key(const Type& type, std::size_t field, const Value& value) {
  std::string key(type.name);
  key += '\x1f' + std::to_string(field) + '\x1f';
  if (auto* number = std::get_if<std::int64_t>(&value)) {
    key += std::to_string(*number);
  } else {
    key += store::text_of(value);
  }
  return key;
}

Result<std::vector<Row>> Batch::find(const Type& type, std::string_view field, const Value& value) {
  int index = type.index_of(field);
  must(index >= 0);
  auto position = static_cast<std::size_t>(index);
  must(type.fields[position].traits.indexed || type.fields[position].traits.natural_key);
  auto& table = staged_[&type];
  std::vector<Row> rows = TRY(stored(type, position, value));
  std::erase_if(rows, [&](const Row& row) { return table.contains(row.id); });
  auto [from, to] = index_.equal_range(index_key(type, position, value));
  for (auto at = from; at != to; ++at) {
    const auto& [row, removed] = table.at(at->second);
    bool taken = removed || std::ranges::find(rows, row.id, &Row::id) != rows.end();
    if (!taken && row.values[position] == value) rows.push_back(row);
  }
  return rows;
}

Result<std::string> Batch::path_of(std::int64_t branch) {
  auto found = paths_.find(branch);
  if (found != paths_.end()) return found->second;
  const Type& type = branch::Branch::type();
  auto row = TRY(load(type, branch));
  std::string path = row ? row->text(type, "path") : "";
  paths_.emplace(branch, path);
  return path;
}

Result<const rights::Principal*> Batch::principal(const std::string& account) {
  auto found = principals_.find(account);
  if (found == principals_.end()) {
    auto rows =
        TRY(ask(rights::principals_sql(day_in_shanghai(now_)), rights::principal_kinds, account));
    found = principals_.emplace(account, TRY(rights::principal_from(account, rows))).first;
  }
  return &found->second;
}

std::int64_t Batch::branch_of(const Type& type, const Row& row) const {
  if (type.scope == record::Scope::self) return row.id;
  int index = type.index_of("branch");
  return index < 0 ? 0 : store::number_of(row.values[static_cast<std::size_t>(index)]);
}

Outcome Batch::accept(std::vector<Change> changes, const rights::Principal& principal,
                      std::string_view command_id, std::string_view command) {
  TRY(relocate(changes));
  TRY(count(changes));
  for (Change& change : changes) {
    const Type& type = *change.type;
    staged_[&type][change.after.id] = {change.after, change.removed};
    if (type.scope == record::Scope::branch) {
      branches_.emplace(type.name, branch_of(type, change.after));
    }
    for (std::size_t field = 0; field < type.fields.size(); ++field) {
      const record::Traits& traits = type.fields[field].traits;
      if ((traits.indexed || traits.natural_key) && !store::is_null(change.after.values[field])) {
        index_.emplace(index_key(type, field, change.after.values[field]), change.after.id);
      }
    }
    if (type.scope == record::Scope::self)
      paths_[change.after.id] = change.after.text(type, "path");
    if (type.name == "identity.role_grant" || type.name == "identity.account") {
      principals_.clear();
    }
    pending_.push_back({{.seq = ++head_.count,
                         .at = now_,
                         .command_id = std::string(command_id),
                         .command = std::string(command),
                         .account = principal.name,
                         .os_user = principal.os_user,
                         .type = std::string(type.name),
                         .record = change.after.id,
                         .branch = branch_of(type, change.after),
                         .changes = {},
                         .previous = {},
                         .hash = {}},
                        std::move(change)});
  }
  return Done{};
}

Outcome Batch::count(const std::vector<Change>& changes) {
  auto emit = [&](const measures::Delta& delta) { sums_.add(delta); };
  for (const measures::Measure& measure : house_.measures.measures) {
    if (measure.by_unit()) {
      TRY(count_units(measure, changes));
      continue;
    }
    for (const Change& change : changes) {
      if (change.type != measure.type) continue;
      if (change.before) measures::contribute(measure, *change.before, -1, emit);
      if (!change.removed) measures::contribute(measure, change.after, 1, emit);
    }
  }
  return Done{};
}

Outcome Batch::count_units(const measures::Measure& measure, const std::vector<Change>& changes) {
  // A record may go from one unit to another: two people's records turn out to be one person's.
  auto emit = [&](const measures::Delta& delta) { sums_.add(delta); };
  auto path = [&](std::int64_t branch) { return path_of(branch); };
  std::vector<Value> units;
  auto touch = [&](const Row& row) {
    const Value& unit = row.at(*measure.type, measure.unit);
    if (std::ranges::find(units, unit) == units.end()) units.push_back(unit);
  };
  for (const Change& change : changes) {
    if (change.type != measure.type) continue;
    if (change.before) touch(*change.before);
    touch(change.after);
  }
  for (const Value& unit : units) {
    std::vector<Row> rows = TRY(find(*measure.type, measure.unit, unit));
    TRY(measures::contribute_unit(measure, house_.measures.plans, rows, -1, path, emit));
    for (const Change& change : changes) {
      if (change.type != measure.type) continue;
      std::erase_if(rows, [&](const Row& row) { return row.id == change.after.id; });
      bool hers = change.after.at(*measure.type, measure.unit) == unit;
      if (hers && !change.removed) rows.push_back(change.after);
    }
    TRY(measures::contribute_unit(measure, house_.measures.plans, rows, 1, path, emit));
  }
  return Done{};
}

void Batch::remember_command(std::string_view id, std::string_view hash, std::string_view answer) {
  commands_.push_back({std::string(id), std::string(hash), std::string(answer), now_.milliseconds});
  answers_[std::string(id)] = {std::string(hash), std::string(answer)};
}

Result<std::optional<std::pair<std::string, std::string>>> Batch::remembered(std::string_view id) {
  std::string key(id);
  if (auto found = answers_.find(key); found != answers_.end()) return std::optional(found->second);
  auto rows = TRY(ask("SELECT id, hash, answer FROM command WHERE id IN (", "ttt", key));
  if (rows.empty()) return std::optional<std::pair<std::string, std::string>>();
  return std::optional(std::pair(store::text_of(rows[0][1]), store::text_of(rows[0][2])));
}

namespace {

store::Rows rows_for(const Type& type) {
  store::Rows rows{.table = type.table(),
                   .columns = type.columns(),
                   .keys = {"id"},
                   .added = {},
                   .kinds = "nn",
                   .rows = {}};
  for (const record::Field& field : type.fields) {
    rows.kinds += field.kind == record::Kind::text ? 't' : 'n';
  }
  return rows;
}

}  // namespace

// Lists ask which branches hold rows of a type at all (kernel/lists/merge.cpp).
Outcome Batch::write_branches() {
  store::Rows rows{.table = "branch_use",
                   .columns = {"type", "branch"},
                   .keys = {"type", "branch"},
                   .added = {},
                   .kinds = "tn",
                   .rows = {}};
  for (const auto& [type, branch] : branches_) rows.rows.push_back({std::string(type), branch});
  return connection_.write(rows);
}

// Nothing but computing, so a long batch does it beside the writing of its records.
void Batch::chain_entries() {
  for (Pending& each : pending_) {
    const Change& change = each.change;
    journal::Changes written =
        journal::changes_between(*change.type, change.before ? &*change.before : nullptr,
                                 change.removed ? nullptr : &change.after);
    each.entry.changes = std::move(written.open);
    each.entry.previous = head_.hash;
    head_.hash = each.entry.hash = journal::hash_of(each.entry);
    entries_.push_back(std::move(each.entry));
    personal_.push_back(std::move(written.personal));
  }
}

Outcome Batch::flush() {
  for (auto& [name, part] : parts_) TRY(part->flush(*this));
  constexpr std::size_t worth_a_thread = 500;
  auto chained =
      std::async(pending_.size() < worth_a_thread ? std::launch::deferred : std::launch::async,
                 [this] { chain_entries(); });
  Outcome written = write_staged();
  chained.get();
  TRY(std::move(written));
  if (!entries_.empty()) {
    TRY(journal::append(connection_, std::move(entries_), std::move(personal_), head_));
  }
  for (const auto& [type, record] : erased_) {
    Value values[] = {record, std::string(type)};
    TRY(connection_.run(
        "DELETE FROM journal_personal WHERE seq IN (SELECT seq FROM journal WHERE record = ? AND "
        "type = ?)",
        values));
  }
  Value last[] = {last_id_};
  if (last_id_ != first_id_) TRY(connection_.run("UPDATE store_counter SET last_id = ?", last));
  return Done{};
}

Outcome Batch::write_staged() {
  for (auto& [type, table] : staged_) {
    if (table.empty()) continue;
    store::Rows rows = rows_for(*type);
    std::vector<Row*> in_order;
    for (auto& [id, staged] : table) {
      Value values[] = {id};
      if (staged.removed) {
        TRY(connection_.run("DELETE FROM " + type->table() + " WHERE id = ?", values));
      } else {
        in_order.push_back(&staged.row);
      }
    }
    std::ranges::sort(in_order, {}, [](const Row* row) { return row->id; });
    // The batch ends here, so the rows give their values away; only societies are asked once more.
    bool asked = type->scope == record::Scope::self;
    for (Row* row : in_order) {
      auto& values = rows.rows.emplace_back();
      values.reserve(row->values.size() + 2);
      values.emplace_back(row->id);
      values.emplace_back(row->version);
      if (asked) {
        std::ranges::copy(row->values, std::back_inserter(values));
      } else {
        std::ranges::move(row->values, std::back_inserter(values));
      }
    }
    TRY(connection_.write(rows));
  }
  TRY(write_branches());
  store::Rows commands{.table = "command",
                       .columns = {"id", "hash", "answer", "at"},
                       .keys = {},
                       .added = {},
                       .kinds = "tttn",
                       .rows = std::move(commands_)};
  TRY(connection_.write(commands));
  auto path = [&](std::int64_t branch) { return path_of(branch); };
  TRY(measures::write_days(connection_, carried_));
  return measures::write_sums(connection_, sums_, day_in_shanghai(now_).number(), path);
}

}  // namespace boai::unit

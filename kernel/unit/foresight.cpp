// Reading ahead. Where every question is a round trip (PostgreSQL), a batch of commands is first
// tried: what a command asks for and is not known yet is noted and the command given up; then
// everything noted is fetched in a few statements, and the commands are tried again, until they ask
// for nothing new. A trial only fills what is known of the store, which stands still while the
// writer holds its lock; the outcome of a trial is thrown away.
#include <algorithm>
#include <bit>

#include "kernel/unit/unit.hpp"

namespace boai::unit {

using record::Row;
using record::Type;
using record::Value;

namespace {

constexpr std::size_t asked_at_once = 512;
// A chain of questions longer than this is left to ask for itself.
constexpr int rounds_max = 8;

// So many question marks as the next power of two, so that few statements are ever prepared.
std::string marks(std::size_t count) {
  std::string text = "?";
  for (std::size_t more = 1; more < std::bit_ceil(count); ++more) text += ", ?";
  return text;
}

std::vector<Value> filled_up(std::span<const Value> values) {
  std::vector<Value> filled(values.begin(), values.end());
  filled.resize(std::bit_ceil(values.size()), values.back());
  return filled;
}

Outcome in_parts(std::vector<Value>& values,
                 const std::function<Outcome(std::span<const Value>)>& act) {
  std::ranges::sort(values);
  values.erase(std::ranges::unique(values).begin(), values.end());
  std::span<const Value> rest(values);
  while (!rest.empty()) {
    auto part = rest.subspan(0, std::min(rest.size(), asked_at_once));
    TRY(act(part));
    rest = rest.subspan(part.size());
  }
  return Done{};
}

// Any row's value of a field; for `record_id` its number.
Value value_of(const Row& row, std::size_t field) {
  return field == Batch::record_id ? Value(row.id) : row.values[field];
}

}  // namespace

Outcome Batch::foresee(const std::function<void()>& trial) {
  if (connection_.dialect() == store::Dialect::sqlite) return Done{};
  for (int round = 0; round < rounds_max; ++round) {
    std::int64_t last_id = last_id_;
    foreseeing_ = true;
    trial();
    foreseeing_ = false;
    last_id_ = last_id;
    if (wanted_.empty() && asked_.empty()) return Done{};
    TRY(fetch_wanted());
  }
  return Done{};
}

void Batch::foresee_counts(const std::vector<Change>& changes) {
  for (const measures::Measure& measure : house_.measures.measures) {
    if (!measure.by_unit()) continue;
    for (const Change& change : changes) {
      if (change.type != measure.type) continue;
      auto look = [&](const record::Row& row) {
        static_cast<void>(find(*measure.type, measure.unit, row.at(*measure.type, measure.unit)));
      };
      look(change.after);
      if (change.before) look(*change.before);
    }
  }
  for (const Change& change : changes) {
    std::int64_t branch = branch_of(*change.type, change.after);
    if (branch != 0) static_cast<void>(path_of(branch).ok());
  }
}

Error Batch::want(const Type& type, std::size_t field, const Value& value) {
  wanted_[{&type, field}].push_back(value);
  return unavailable("unit.foreseen");
}

Outcome Batch::fetch_wanted() {
  for (auto& [place, values] : std::exchange(wanted_, {})) {
    TRY(in_parts(values, [&](std::span<const Value> part) {
      return fetch(*place.first, place.second, part);
    }));
  }
  return fetch_asked();
}

Outcome Batch::fetch(const Type& type, std::size_t field, std::span<const Value> values) {
  for (const Value& value : values) known_[index_key(type, field, value)];
  std::string column = field == record_id ? "id" : std::string(type.fields[field].name);
  return connection_.each(
      select_all(type) + " WHERE " + column + " IN (" + marks(values.size()) + ") ORDER BY id",
      filled_up(values), [&](const store::RowView& view) {
        Row row = record::read_row(type, view);
        std::string key = index_key(type, field, value_of(row, field));
        known_[key].push_back(std::move(row));
        return true;
      });
}

Result<Batch::Cells> Batch::ask(std::string_view sql, std::string_view kinds,
                                const std::string& key) {
  auto known = answered_.find(std::string(sql) + key);
  if (known != answered_.end()) return known->second;
  if (foreseeing_) {
    asked_[{std::string(sql), std::string(kinds)}].emplace_back(key);
    return unavailable("unit.foreseen");
  }
  Cells rows;
  Value values[] = {key};
  TRY(connection_.each(std::string(sql) + "?)", values, [&](const store::RowView& row) {
    rows.push_back(store::values_of(row, kinds));
    return true;
  }));
  return rows;
}

Outcome Batch::fetch_asked() {
  for (auto& [question, keys] : std::exchange(asked_, {})) {
    const auto& [sql, kinds] = question;
    TRY(in_parts(keys, [&](std::span<const Value> part) {
      for (const Value& key : part) answered_[sql + store::text_of(key)];
      return connection_.each(
          sql + marks(part.size()) + ")", filled_up(part), [&](const store::RowView& row) {
            answered_[sql + std::string(row.text(0))].push_back(store::values_of(row, kinds));
            return true;
          });
    }));
  }
  return Done{};
}

void Batch::forget() {
  known_.clear();
  answered_.clear();
}

}  // namespace boai::unit

#include <algorithm>

#include "kernel/unit/unit.hpp"

namespace boai::unit {

const Code* House::code(std::string_view table, std::string_view code) const {
  auto found = codes.find(table);
  if (found == codes.end()) return nullptr;
  auto row = std::ranges::find(found->second, code, &Code::code);
  return row == found->second.end() ? nullptr : &*row;
}

Outcome House::check_code(const record::Field& field, const record::Value& value) const {
  if (field.traits.codes.empty() || !codes.contains(field.traits.codes)) return Done{};
  for (std::string_view each : record::codes_in(field, store::text_of(value))) {
    if (code(field.traits.codes, each) != nullptr) continue;
    return invalid("field.unknown_code", std::string(field.name), std::string(each));
  }
  return Done{};
}

Result<record::Row> Context::load_row(const record::Type& type, std::int64_t id) {
  for (auto change = changes_.rbegin(); change != changes_.rend(); ++change) {
    if (change->type != &type || change->after.id != id) continue;
    if (change->removed) return not_found(std::string(type.name) + ".not_found");
    return change->after;
  }
  auto row = TRY(batch_.load(type, id));
  if (!row) return not_found(std::string(type.name) + ".not_found");
  return *row;
}

Result<std::vector<record::Row>> Context::find_rows(const record::Type& type,
                                                    std::string_view field,
                                                    const record::Value& value) {
  std::vector<record::Row> rows = TRY(batch_.find(type, field, value));
  auto position = static_cast<std::size_t>(type.index_of(field));
  for (const Change& change : changes_) {
    if (change.type != &type) continue;
    std::erase_if(rows, [&](const record::Row& row) { return row.id == change.after.id; });
    if (!change.removed && change.after.values[position] == value) rows.push_back(change.after);
  }
  return rows;
}

Outcome Context::save_row(const record::Type& type, record::Row& row) {
  for (std::size_t index = 0; index < type.fields.size(); ++index) {
    TRY(record::check(type.fields[index], row.values[index]));
    TRY(house().check_code(type.fields[index], row.values[index]));
  }
  if (row.id == 0) {
    row.id = batch_.next_id();
    row.version = 1;
    changes_.push_back({&type, std::nullopt, row});
    for (std::size_t each = 0; each < watchers_.size(); ++each) TRY(watchers_[each](type, row));
    return Done{};
  }
  // Saved twice in one command: one journal row, from the first state to the last.
  for (Change& change : changes_) {
    if (change.type != &type || change.after.id != row.id) continue;
    row.version = change.after.version;
    change.after = row;
    return Done{};
  }
  auto before = TRY(batch_.load(type, row.id));
  if (!before) return not_found(std::string(type.name) + ".not_found");
  if (before->values == row.values) return Done{};
  row.version = before->version + 1;
  changes_.push_back({&type, std::move(before), row});
  return Done{};
}

void Context::erase(const record::Type& type, std::int64_t id) {
  also([this, &type, id](store::Connection&) -> Outcome {
    batch_.erase(type.name, id);
    return Done{};
  });
}

Outcome Context::remove_row(const record::Type& type, std::int64_t id) {
  auto before = TRY(batch_.load(type, id));
  if (!before) return not_found(std::string(type.name) + ".not_found");
  record::Row last = *before;
  changes_.push_back({&type, std::move(before), std::move(last), true});
  return Done{};
}

Outcome Context::require(std::string_view right, std::int64_t branch) {
  rights::Reach reach = rights::reach_of(house().roles, who_, right);
  if (reach.everywhere) return Done{};
  std::string path = TRY(batch_.path_of(branch));
  for (const Change& change : changes_) {
    if (change.type == &branch::Branch::type() && change.after.id == branch) {
      path = change.after.text(*change.type, "path");
    }
  }
  if (!path.empty() && reach.covers(branch, path)) return Done{};
  return forbidden("rights.not_here", {}, std::string(right));
}

}  // namespace boai::unit

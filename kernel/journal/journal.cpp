#include "kernel/journal/journal.hpp"

#include <boost/json.hpp>
#include <cstdio>
#include <fstream>

#include "base/crypto/digest.hpp"

namespace boai::journal {

namespace json = boost::json;

namespace {

std::string commitment(std::string_view salt, std::string_view field, std::string_view value) {
  std::string text = "boai/commit/v1";
  text += '\0';
  text += field;
  text += '\0';
  text += value;
  return "hmac-sha256:" + crypto::hex(crypto::hmac_sha256(salt, text));
}

struct Writer {
  json::object open;
  json::object values;
  std::string salt;

  void personal(const record::Field& field, const json::value& before, const json::value& after) {
    if (salt.empty()) salt = crypto::random_bytes(16);
    auto committed = [&](const json::value& value) -> json::value {
      if (value.is_null()) return nullptr;
      return json::value(commitment(salt, field.name, json::serialize(value)));
    };
    open[field.name] = json::array{committed(before), committed(after)};
    values[field.name] = json::array{before, after};
  }
};

}  // namespace

Changes changes_between(const record::Type& type, const record::Row* before,
                        const record::Row* after) {
  Writer writer;
  for (std::size_t index = 0; index < type.fields.size(); ++index) {
    const record::Field& field = type.fields[index];
    record::Value nothing;
    const record::Value& old_value = before ? before->values[index] : nothing;
    const record::Value& new_value = after ? after->values[index] : nothing;
    if (old_value == new_value) continue;
    json::value old_json = record::to_json(field, old_value);
    json::value new_json = record::to_json(field, new_value);
    if (field.traits.personal || field.traits.secret) {
      writer.personal(field, old_json, new_json);
    } else {
      writer.open[field.name] = json::array{old_json, new_json};
    }
  }
  Changes changes{json::serialize(writer.open), {}};
  if (!writer.values.empty()) {
    json::object side{{"salt", crypto::hex(writer.salt)}, {"values", std::move(writer.values)}};
    changes.personal = json::serialize(side);
  }
  return changes;
}

std::string hash_of(const Entry& entry) {
  // Lengths before texts, so that no two entries share their bytes.
  std::string text = "boai/journal/v1";
  auto add = [&](std::string_view part) {
    text += '\n';
    text += std::to_string(part.size());
    text += ':';
    text += part;
  };
  add(std::to_string(entry.seq));
  add(std::to_string(entry.at.milliseconds));
  for (const std::string* part :
       {&entry.command_id, &entry.command, &entry.account, &entry.os_user, &entry.type}) {
    add(*part);
  }
  add(std::to_string(entry.record));
  add(std::to_string(entry.branch));
  add(entry.changes);
  add(entry.previous);
  return "sha256:" + crypto::hex(crypto::sha256(text));
}

Result<Head> read_head(store::Connection& connection) {
  Head head;
  TRY(connection.each("SELECT count, hash FROM journal_head", {}, [&](const store::RowView& row) {
    head = {row.number(0), std::string(row.text(1))};
    return false;
  }));
  return head;
}

Outcome append(store::Connection& connection, const std::vector<Entry>& entries,
               const std::vector<std::string>& personal, const Head& head) {
  store::Rows rows{.table = "journal",
                   .columns = {"seq", "at", "command_id", "command", "account", "os_user", "type",
                               "record", "branch", "changes", "previous", "hash"},
                   .keys = {},
                   .added = {},
                   .kinds = "nntttttnnttt",
                   .rows = {}};
  store::Rows sides{.table = "journal_personal",
                    .columns = {"seq", "content"},
                    .keys = {},
                    .added = {},
                    .kinds = "nt",
                    .rows = {}};
  rows.rows.reserve(entries.size());
  for (std::size_t index = 0; index < entries.size(); ++index) {
    const Entry& entry = entries[index];
    rows.rows.push_back({entry.seq, entry.at.milliseconds, entry.command_id, entry.command,
                         entry.account, entry.os_user, entry.type, entry.record, entry.branch,
                         entry.changes, entry.previous, entry.hash});
    if (!personal[index].empty()) sides.rows.push_back({entry.seq, personal[index]});
  }
  TRY(connection.write(rows));
  TRY(connection.write(sides));
  store::Value values[] = {head.count, head.hash};
  return connection.run("UPDATE journal_head SET count = ?, hash = ?", values);
}

Outcome keep_head(const std::string& path, const Head& head) {
  std::string part = path + ".part";
  {
    std::ofstream file(part, std::ios::trunc);
    file << head.count << ' ' << head.hash << '\n';
    if (!file.flush()) return unavailable("journal.head", path);
  }
  if (std::rename(part.c_str(), path.c_str()) != 0) return unavailable("journal.head", path);
  return Done{};
}

std::optional<Head> kept_head(const std::string& path) {
  std::ifstream file(path);
  Head head;
  if (!(file >> head.count >> head.hash)) return std::nullopt;
  return head;
}

}  // namespace boai::journal

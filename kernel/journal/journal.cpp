#include "kernel/journal/journal.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cstdio>
#include <fstream>

#include "base/crypto/digest.hpp"

namespace boai::journal {

namespace {

std::string commitment(std::string_view salt, std::string_view field, std::string_view value) {
  std::string text = "boai/commit/v1";
  text += '\0';
  text += field;
  text += '\0';
  text += value;
  return "hmac-sha256:" + crypto::hex(crypto::hmac_sha256(salt, text));
}

// {"field":[before, after], …}
class Pairs {
 public:
  void add(std::string_view name, std::string_view before, std::string_view after) {
    text_ += text_.empty() ? "{" : ",";
    record::write_quoted(text_, name);
    text_ += ":[";
    text_ += before;
    text_ += ',';
    text_ += after;
    text_ += ']';
  }
  bool empty() const { return text_.empty(); }
  std::string text() const { return empty() ? "{}" : text_ + "}"; }

 private:
  std::string text_;
};

std::string json_of(const record::Field& field, const record::Row* row, std::size_t index) {
  std::string text;
  record::write_json(text, field, row ? row->values[index] : record::Value());
  return text;
}

bool same(const record::Row* before, const record::Row* after, std::size_t index) {
  if (before && after) return before->values[index] == after->values[index];
  const record::Row* one = before ? before : after;
  return one == nullptr || store::is_null(one->values[index]);
}

}  // namespace

Changes changes_between(const record::Type& type, const record::Row* before,
                        const record::Row* after) {
  Pairs open, values;
  std::string salt;
  for (std::size_t index = 0; index < type.fields.size(); ++index) {
    const record::Field& field = type.fields[index];
    if (same(before, after, index)) continue;
    std::string old_json = json_of(field, before, index), new_json = json_of(field, after, index);
    if (!field.traits.personal && !field.traits.secret) {
      open.add(field.name, old_json, new_json);
      continue;
    }
    if (salt.empty()) salt = crypto::random_bytes(16);
    auto committed = [&](const std::string& json) {
      return json == "null" ? json : '"' + commitment(salt, field.name, json) + '"';
    };
    open.add(field.name, committed(old_json), committed(new_json));
    values.add(field.name, old_json, new_json);
  }
  Changes changes{open.text(), {}};
  if (!values.empty()) {
    changes.personal = R"({"salt":")" + crypto::hex(salt) + R"(","values":)" + values.text() + "}";
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

Outcome append(store::Connection& connection, std::vector<Entry> entries,
               std::vector<std::string> personal, const Head& head) {
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
    Entry& entry = entries[index];
    auto& row = rows.rows.emplace_back();
    row.reserve(rows.columns.size());
    row.emplace_back(entry.seq);
    row.emplace_back(entry.at.milliseconds);
    for (std::string* text :
         {&entry.command_id, &entry.command, &entry.account, &entry.os_user, &entry.type}) {
      row.emplace_back(std::move(*text));
    }
    row.emplace_back(entry.record);
    row.emplace_back(entry.branch);
    for (std::string* text : {&entry.changes, &entry.previous, &entry.hash}) {
      row.emplace_back(std::move(*text));
    }
    if (!personal[index].empty()) sides.rows.push_back({entry.seq, std::move(personal[index])});
  }
  TRY(connection.write(rows));
  TRY(connection.write(sides));
  store::Value values[] = {head.count, head.hash};
  return connection.run("UPDATE journal_head SET count = ?, hash = ?", values);
}

// Written over in place, one line of a fixed length within one sector: a rename for every commit
// costs the disk another file's data each time.
Outcome keep_head(const std::string& path, const Head& head) {
  constexpr std::size_t length = 128;
  std::string line = std::to_string(head.count) + ' ' + head.hash;
  line.resize(length - 1, ' ');
  line += '\n';
  int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
  if (file < 0) return unavailable("journal.head", path);
  bool written = ::pwrite(file, line.data(), line.size(), 0) == ssize_t{length};
  bool closed = ::close(file) == 0;
  return written && closed ? Outcome(Done{}) : unavailable("journal.head", path);
}

std::optional<Head> kept_head(const std::string& path) {
  std::ifstream file(path);
  Head head;
  if (!(file >> head.count >> head.hash)) return std::nullopt;
  return head;
}

}  // namespace boai::journal

#include "kernel/journal/journal.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <fstream>
#include <sstream>

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

namespace {

// Two lines of a fixed length, written in turn and in place: a rename for every commit costs the
// disk another file's data, and a line torn in the middle leaves the other one standing. A line
// proves itself by the beginning of its hash; one without turn and proof is from before there were
// two.
constexpr std::size_t head_line = 160;

struct KeptLine {
  Head head;
  std::uint64_t turn = 0;
};

std::string proven(const KeptLine& line) {
  std::string text =
      std::to_string(line.head.count) + ' ' + line.head.hash + ' ' + std::to_string(line.turn);
  return text + ' ' + crypto::hex(crypto::sha256(text)).substr(0, 16);
}

std::optional<KeptLine> line_in(const std::string& text) {
  constexpr std::size_t whole_hash = std::string_view("sha256:").size() + 64;
  std::istringstream words(text.substr(0, text.find('\n')));
  KeptLine line;
  if (!(words >> line.head.count >> line.head.hash)) return std::nullopt;
  std::string proof;
  if (!(words >> line.turn)) {
    bool old = words.eof() && line.head.hash.size() == whole_hash && text.find('\n') < text.size();
    return old ? std::optional(line) : std::nullopt;
  }
  words >> proof;
  return proven(line).ends_with(' ' + proof) && proof.size() == 16 ? std::optional(line)
                                                                   : std::nullopt;
}

// The line written last that is whole, and the place of the other one.
struct KeptLines {
  std::optional<KeptLine> newest;
  int free = 0;
};

KeptLines lines_in(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::string text{std::istreambuf_iterator<char>(file), {}};
  KeptLines kept;
  for (int place = 0; place < 2; ++place) {
    std::size_t from = static_cast<std::size_t>(place) * head_line;
    if (from >= text.size()) break;
    auto line = line_in(text.substr(from, head_line));
    bool newer = line && (!kept.newest || line->turn > kept.newest->turn);
    if (!newer) continue;
    kept.newest = line;
    kept.free = 1 - place;
  }
  return kept;
}

}  // namespace

Outcome keep_head(const std::string& path, const Head& head) {
  KeptLines kept = lines_in(path);
  std::string line = proven({head, kept.newest ? kept.newest->turn + 1 : 1});
  line.resize(head_line - 1, ' ');
  line += '\n';
  int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
  if (file < 0) return unavailable("journal.head", path);
  off_t place = kept.free * static_cast<off_t>(head_line);
  bool written = ::pwrite(file, line.data(), line.size(), place) == ssize_t{head_line};
  bool closed = ::close(file) == 0;
  return written && closed ? Outcome(Done{}) : unavailable("journal.head", path);
}

std::optional<Head> kept_head(const std::string& path) {
  KeptLines kept = lines_in(path);
  return kept.newest ? std::optional(kept.newest->head) : std::nullopt;
}

}  // namespace boai::journal

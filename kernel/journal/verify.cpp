// Walks the whole chain once.
#include <boost/json.hpp>

#include "base/crypto/digest.hpp"
#include "kernel/journal/journal.hpp"

namespace boai::journal {

namespace {

constexpr std::string_view all_entries =
    "SELECT j.seq, j.at, j.command_id, j.command, j.account, j.os_user, j.type, j.record, "
    "j.branch, j.changes, j.previous, j.hash, p.content FROM journal j "
    "LEFT JOIN journal_personal p ON p.seq = j.seq ORDER BY j.seq";

Entry entry_of(const store::RowView& row) {
  return {row.number(0),
          Instant{row.number(1)},
          std::string(row.text(2)),
          std::string(row.text(3)),
          std::string(row.text(4)),
          std::string(row.text(5)),
          std::string(row.text(6)),
          row.number(7),
          row.number(8),
          std::string(row.text(9)),
          std::string(row.text(10)),
          std::string(row.text(11))};
}

// Every commitment in the open part must open with the kept value and salt.
bool personal_matches(const Entry& entry, std::string_view content) {
  boost::system::error_code fault;
  auto side = boost::json::parse(content, fault);
  auto open = boost::json::parse(entry.changes, fault);
  if (fault || !side.is_object() || !open.is_object()) return false;
  auto* salt_text = side.as_object().if_contains("salt");
  auto* values = side.as_object().if_contains("values");
  if (!salt_text || !values || !values->is_object()) return false;
  std::string salt = crypto::from_hex(salt_text->as_string()).value_or("");
  for (const auto& [name, pair] : values->get_object()) {
    auto* committed = open.get_object().if_contains(name);
    if (!committed || !committed->is_array() || !pair.is_array()) return false;
    for (std::size_t side_index = 0; side_index < 2; ++side_index) {
      const auto& value = pair.get_array()[side_index];
      const auto& given = committed->get_array()[side_index];
      if (value.is_null() && given.is_null()) continue;
      std::string text = "boai/commit/v1";
      text += '\0';
      text += name;
      text += '\0';
      text += boost::json::serialize(value);
      std::string expected = "hmac-sha256:" + crypto::hex(crypto::hmac_sha256(salt, text));
      if (!given.is_string() || given.get_string() != expected) return false;
    }
  }
  return true;
}

bool has_commitment(const Entry& entry) {
  return entry.changes.find("hmac-sha256:") != std::string::npos;
}

std::string fault_of(const Entry& entry, std::int64_t expected_seq, const std::string& previous) {
  if (entry.seq > expected_seq) return "row missing";
  if (entry.previous != previous) return "does not follow the row before";
  if (hash_of(entry) != entry.hash) return "content changed";
  return {};
}

}  // namespace

Result<Verdict> verify(store::Connection& connection, const std::optional<Head>& outside) {
  Verdict verdict;
  std::string previous;
  std::string hash_at_outside;
  TRY(connection.each(all_entries, {}, [&](const store::RowView& row) {
    Entry entry = entry_of(row);
    std::string why = fault_of(entry, verdict.rows + 1, previous);
    if (why.empty() && has_commitment(entry)) {
      if (row.null(12)) {
        ++verdict.erased;
      } else if (!personal_matches(entry, row.text(12))) {
        why = "personal values changed";
      }
    }
    if (!why.empty()) {
      verdict.broken = Broken{verdict.rows + 1, why};
      return false;
    }
    ++verdict.rows;
    previous = entry.hash;
    if (outside && outside->count == verdict.rows) hash_at_outside = entry.hash;
    return true;
  }));
  verdict.head = previous;
  if (verdict.broken) return verdict;
  Head inside = TRY(read_head(connection));
  if (inside.count != verdict.rows || inside.hash != previous) {
    verdict.broken = Broken{std::min(inside.count, verdict.rows) + 1, "tail differs from the head"};
  } else if (outside && outside->count > verdict.rows) {
    verdict.broken = Broken{verdict.rows + 1, "tail removed: the head kept outside is longer"};
  } else if (outside && outside->count > 0 && hash_at_outside != outside->hash) {
    verdict.broken = Broken{outside->count, "differs from the head kept outside"};
  }
  return verdict;
}

}  // namespace boai::journal

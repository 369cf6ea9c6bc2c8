#include "kernel/disclosure/outbox.hpp"

namespace boai::disclosure {

Result<Outgoing> outgoing(merkle::Leaf leaf, const std::map<std::string, std::string>& personal) {
  constexpr std::size_t salt_size = 16;
  Outgoing made;
  for (const auto& [field, value] : personal) {
    std::string salt = crypto::random_bytes(salt_size);
    leaf.with(merkle::Commitment{field, merkle::commit(salt, field, value)});
    made.salts[field] = {std::move(salt), value};
  }
  made.leaf = TRY(merkle::encode(leaf));
  return made;
}

Result<std::int64_t> append(store::Connection& connection, std::span<const Outgoing> rows,
                            Instant now) {
  std::int64_t last = TRY(connection.number("SELECT coalesce(max(seq), 0) FROM disclosure_outbox"));
  store::Rows leaves{.table = "disclosure_outbox",
                     .columns = {"seq", "leaf", "recorded_at"},
                     .keys = {},
                     .added = {},
                     .kinds = "ntn",
                     .rows = {}};
  store::Rows salts{.table = "disclosure_salt",
                    .columns = {"outbox_seq", "field", "salt", "value"},
                    .keys = {},
                    .added = {},
                    .kinds = "nttt",
                    .rows = {}};
  std::int64_t seq = last;
  for (const Outgoing& row : rows) {
    // What is not a leaf of ours never enters: the log cannot take anything back.
    TRY(merkle::decode(row.leaf));
    ++seq;
    leaves.rows.push_back({seq, crypto::base64(row.leaf), now.milliseconds});
    for (const auto& [field, salted] : row.salts) {
      salts.rows.push_back({seq, field, crypto::hex(salted.salt), salted.value});
    }
  }
  if (rows.empty()) return last + 1;
  TRY(connection.write(leaves));
  if (!salts.rows.empty()) TRY(connection.write(salts));
  return last + 1;
}

Result<std::int64_t> append(unit::Batch& batch, std::span<const Outgoing> rows) {
  return append(batch.connection(), rows, batch.now());
}

Result<std::vector<Waiting>> rows_after(store::Connection& connection, std::int64_t seq,
                                        std::size_t most) {
  std::vector<Waiting> rows;
  bool whole = true;
  store::Value values[] = {seq, static_cast<std::int64_t>(most)};
  TRY(connection.each(
      "SELECT seq, leaf, recorded_at FROM disclosure_outbox WHERE seq > ? ORDER BY seq LIMIT ?",
      values, [&](const store::RowView& row) {
        auto leaf = crypto::from_base64(row.text(1));
        auto next = seq + static_cast<std::int64_t>(rows.size()) + 1;
        whole = leaf.has_value() && row.number(0) == next;
        if (whole) rows.push_back({row.number(0), std::move(*leaf), {row.number(2)}});
        return whole;
      }));
  if (!whole)
    return internal("disclosure.gap", "after " + std::to_string(seq + std::int64_t(rows.size())));
  return rows;
}

Result<Receipt> receipt_of(store::Connection& connection, std::int64_t seq) {
  auto rows = TRY(rows_after(connection, seq - 1, 1));
  if (rows.empty()) return not_found("disclosure.no_row");
  Receipt receipt{std::move(rows[0].leaf), {}};
  store::Value values[] = {seq};
  TRY(connection.each(
      "SELECT field, salt, value FROM disclosure_salt WHERE outbox_seq = ?", values,
      [&](const store::RowView& row) {
        auto salt = crypto::from_hex(row.text(1));
        receipt.salts[std::string(row.text(0))] = {salt.value_or(""), std::string(row.text(2))};
        return true;
      }));
  return receipt;
}

Result<std::int64_t> erase(store::Connection& connection, const std::string& book,
                           std::span<const std::int64_t> rows, Instant now) {
  std::int64_t count = 0;
  for (std::int64_t row : rows) {
    store::Value values[] = {row};
    count += TRY(connection.number(
        "SELECT count(*) FROM disclosure_outbox WHERE seq = ? AND EXISTS (SELECT 1 FROM "
        "disclosure_salt s WHERE s.outbox_seq = disclosure_outbox.seq)",
        values));
    TRY(connection.run("DELETE FROM disclosure_salt WHERE outbox_seq = ?", values));
  }
  if (count == 0) return not_found("disclosure.nothing_to_erase");
  merkle::Leaf notice{merkle::LeafType::erasure_notice, {}};
  notice.with(merkle::Tag::book, book)
      .with(merkle::Tag::day, std::int64_t{day_in_shanghai(now).number()})
      .with(merkle::Tag::count, count);
  Outgoing row{TRY(merkle::encode(notice)), {}};
  return append(connection, std::span(&row, 1), now);
}

namespace {

// What the leaf's amount is now: as written, or as the last correction of it left it.
Result<std::int64_t> amount_at(store::Connection& connection, const Correction& correction) {
  auto rows = TRY(rows_after(connection, correction.row - 1, 1));
  if (rows.empty()) return not_found("disclosure.no_row", "row");
  merkle::Leaf leaf = TRY(merkle::decode(rows[0].leaf));
  if (leaf.code(merkle::Tag::book) != correction.book) {
    return conflict("disclosure.another_book", "book");
  }
  bool movable =
      leaf.number(merkle::Tag::amount).has_value() && leaf.type != merkle::LeafType::redesignate;
  if (!movable) return conflict("disclosure.not_an_amount", "row");
  std::string name = "row:" + std::to_string(correction.row);
  store::Value values[] = {name};
  auto kept = TRY(connection.first("SELECT value FROM disclosure_total WHERE name = ?", values));
  return kept.empty() ? *leaf.number(merkle::Tag::amount) : std::stoll(store::text_of(kept[0]));
}

}  // namespace

// 慈善组织信息公开办法 art. 16: a correction is published with its explanation.
Result<std::int64_t> correct(store::Connection& connection, const Correction& correction,
                             Instant now) {
  if (correction.text.empty()) return invalid("disclosure.no_explanation", "text");
  if (correction.after < 0) return invalid("disclosure.not_an_amount", "after");
  std::int64_t stands = TRY(amount_at(connection, correction));
  if (stands != correction.before) return conflict("disclosure.before_differs", "before");
  merkle::Hash hash = crypto::sha256(correction.text);
  merkle::Leaf leaf{merkle::LeafType::correction, {}};
  leaf.with(merkle::Tag::book, correction.book)
      .with(merkle::Tag::day, std::int64_t{day_in_shanghai(now).number()})
      .with(merkle::Tag::index, correction.row - 1)
      .with(merkle::Tag::before, correction.before)
      .with(merkle::Tag::after, correction.after)
      .with(merkle::Tag::reason, correction.reason)
      .with(merkle::Tag::text_hash, hash);
  Outgoing row{TRY(merkle::encode(leaf)), {}};
  std::int64_t seq = TRY(append(connection, std::span(&row, 1), now));
  TRY(connection.write({.table = "disclosure_text",
                        .columns = {"hash", "text", "recorded_at"},
                        .keys = {"hash"},
                        .added = {},
                        .kinds = "ttn",
                        .rows = {{crypto::hex(hash), correction.text, now.milliseconds}}}));
  TRY(connection.write({.table = "disclosure_total",
                        .columns = {"name", "value", "outbox_seq", "published_at"},
                        .keys = {"name"},
                        .added = {},
                        .kinds = "tnnn",
                        .rows = {{"row:" + std::to_string(correction.row), correction.after, seq,
                                  now.milliseconds}}}));
  return seq;
}

}  // namespace boai::disclosure

// The way into the log: a row in the same transaction as what it tells of. Sequence numbers have
// no gap, so row n is leaf n - 1 and a receipt can name its place before the leaf is in.
#pragma once

#include <span>

#include "base/instant.hpp"
#include "kernel/disclosure/receipt.hpp"
#include "kernel/store/store.hpp"
#include "kernel/unit/unit.hpp"

namespace boai::disclosure {

struct Outgoing {
  std::string leaf;                     // encoded bytes
  std::map<std::string, Salted> salts;  // behind its commitments; private
};

// The leaf's bytes with a fresh salt for each personal value. Codes: leaf.*.
Result<Outgoing> outgoing(merkle::Leaf leaf, const std::map<std::string, std::string>& personal);

// Inside the caller's write transaction, as its last act: a command that is refused afterwards
// would leave its rows behind. The first row's number. Codes: leaf.* for bytes that are no leaf.
Result<std::int64_t> append(store::Connection& connection, std::span<const Outgoing> rows,
                            Instant now);
Result<std::int64_t> append(unit::Batch& batch, std::span<const Outgoing> rows);

struct Waiting {
  std::int64_t seq = 0;
  std::string leaf;
  Instant recorded_at;
};
// Rows after `seq`, in order. Codes: disclosure.gap when a number is missing.
Result<std::vector<Waiting>> rows_after(store::Connection& connection, std::int64_t seq,
                                        std::size_t most);

// What the donor is given: her leaf and her own salts. Codes: disclosure.no_row.
Result<Receipt> receipt_of(store::Connection& connection, std::int64_t seq);

// Destroys the salts and values behind these rows and says in the log how many records it were;
// the tree stays as it is and every proof keeps holding.
Result<std::int64_t> erase(store::Connection& connection, const std::string& book,
                           std::span<const std::int64_t> rows, Instant now);

// A correction of a published amount: what stood there, what is right, why, in words for everybody.
struct Correction {
  std::string book;
  std::int64_t row = 0;  // of the leaf that was wrong
  std::int64_t before = 0;
  std::int64_t after = 0;
  std::string reason;  // code
  std::string text;    // published beside it; its hash stands in the leaf
};
// Codes: disclosure.no_explanation, disclosure.no_row, disclosure.before_differs,
// disclosure.not_an_amount, disclosure.another_book.
Result<std::int64_t> correct(store::Connection& connection, const Correction& correction,
                             Instant now);

}  // namespace boai::disclosure

// What stands in a leaf of the log: a version byte, a type, and fields in ascending order, each a
// tag, a length and bytes. One fact has one writing. There is no field for a name, a number of a
// person or free text, and codes hold too few digits for either; what is personal enters only as a
// salted commitment (trust specification 4.2).
#pragma once

#include <boost/json/fwd.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/day.hpp"
#include "engines/merkle/tree.hpp"

namespace boai::merkle {

enum class LeafType : std::uint8_t {
  gift_in = 1,
  goods_in = 2,
  use = 3,
  goods_out = 4,
  fee = 5,
  refund = 6,
  redesignate = 7,
  correction = 8,
  document = 9,
  statement = 10,
  indicator = 11,
  policy = 12,
  key = 13,
  erasure_notice = 14,
};

enum class Tag : std::uint8_t {
  book = 1,         // code of the society's book
  fund = 2,         // code
  to_fund = 3,      // code: where a redesignation goes
  campaign = 4,     // code
  unit = 5,         // code: CNY, a SKU's unit, hour
  sku = 6,          // code of the catalogue
  amount = 7,       // smallest unit, above 0
  day = 8,          // yyyymmdd
  lot = 9,          // serial
  use_serial = 10,  // serial
  new_lot = 11,     // serial
  area = 12,        // region code of the receivers
  receivers = 13,   // how many, at least five
  reason = 14,      // code
  text_hash = 15,   // of the published explanation
  index = 16,       // of the corrected leaf
  before = 17,      // amount as published
  after = 18,       // amount as it is
  document = 19,    // hash of a published document
  kind = 20,        // code
  first = 21,       // leaf range of a statement: from …
  end = 22,         // … to before
  line = 23,        // of a statement, repeated, ascending
  indicator = 24,   // code
  value = 25,       // any whole number
  version = 26,     // of a definition or policy
  vkey = 27,        // a verifier key of this log or of a witness
  count = 28,       // how many
  commitment = 29,  // repeated, ascending by field
};

// A statement's line: what a fund held, took in, gave out and holds, in one unit.
struct Line {
  std::string fund;
  std::string unit;
  std::int64_t opening = 0, in = 0, out = 0, closing = 0;

  auto operator<=>(const Line&) const = default;
};

struct Commitment {
  std::string field;  // one of commitment_fields
  Hash hash{};

  auto operator<=>(const Commitment&) const = default;
};

struct LeafField {
  Tag tag;
  std::variant<std::int64_t, std::string, Hash, Line, Commitment> value;
};

struct Leaf {
  LeafType type = LeafType::gift_in;
  std::vector<LeafField> fields;

  std::optional<std::int64_t> number(Tag tag) const;
  std::string_view code(Tag tag) const;  // "" when there is none
  std::vector<Line> lines() const;
  Leaf& with(Tag tag, std::int64_t value);
  Leaf& with(Tag tag, std::string value);
  Leaf& with(Tag tag, const Hash& value);
  Leaf& with(Line line);
  Leaf& with(Commitment commitment);
};

// Codes: leaf.field (a field the type does not hold, one missing, or a value out of bounds, named
// in `field`), leaf.too_long.
Result<std::string> encode(const Leaf& leaf);
// Takes only what encode() would have written. Codes: leaf.malformed, leaf.version and those above.
Result<Leaf> decode(std::string_view bytes);

// {"type":"gift_in","book":"320000","amount":"2000","day":"2026-11-23",…}
boost::json::object as_json(const Leaf& leaf);
Result<Leaf> leaf_from_json(const boost::json::object& json);

std::string_view name_of(LeafType type);
std::string_view name_of(Tag tag);

// A code of ours: letters, digits, "._-/:"; at most 40 long with at most ten digits, so that no
// telephone, identity or card number passes for one.
bool is_code(std::string_view text);
bool is_commitment_field(std::string_view field);

// HMAC-SHA256(salt, "boai/commit/v1" 00 field 00 value) with a fresh salt of 16 bytes per value.
Hash commit(std::string_view salt, std::string_view field, std::string_view value);

}  // namespace boai::merkle

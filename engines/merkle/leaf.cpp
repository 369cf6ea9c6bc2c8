#include "engines/merkle/leaf.hpp"

#include <algorithm>
#include <array>
#include <limits>

#include "engines/merkle/leaf_table.hpp"
#include "engines/merkle/note.hpp"
#include "engines/merkle/tile.hpp"

namespace boai::merkle {

namespace {

constexpr char format_version = 1;

Error bad_field(Tag tag, std::string detail) {
  return invalid("leaf.field", std::string(name_of(tag)), std::move(detail));
}
Error malformed(std::string detail) { return invalid("leaf.malformed", {}, std::move(detail)); }

void put(std::string& bytes, std::uint64_t number, int count) {
  for (int shift = 8 * (count - 1); shift >= 0; shift -= 8) {
    bytes += static_cast<char>(number >> shift);
  }
}
std::uint64_t take(std::string_view bytes) {
  std::uint64_t number = 0;
  for (char byte : bytes) number = number << 8 | static_cast<unsigned char>(byte);
  return number;
}

Outcome check_number(Tag tag, std::int64_t value) {
  std::int64_t least = 0, most = std::numeric_limits<std::int64_t>::max();
  if (tag == Tag::amount || tag == Tag::count || tag == Tag::lot) least = 1;
  if (tag == Tag::receivers) least = receivers_min;
  if (tag == Tag::value || tag == Tag::before || tag == Tag::after) least = -most;
  if (value < least || value > most) return bad_field(tag, "out of bounds");
  if (tag == Tag::day && !Day::from_number(value)) return bad_field(tag, "no such day");
  return Done{};
}

Outcome check_code(Tag tag, const std::string& value) {
  if (tag == Tag::vkey) {
    return parse_vkey(value).ok() ? Outcome(Done{}) : bad_field(tag, "not a verifier key");
  }
  return is_code(value) ? Outcome(Done{}) : bad_field(tag, "not a code");
}

Outcome check_line(const Line& line) {
  if (!is_code(line.fund) || !is_code(line.unit)) return bad_field(Tag::line, "not a code");
  if (line.in < 0 || line.out < 0) return bad_field(Tag::line, "in and out are not below zero");
  std::int64_t sum = 0;
  bool adds = !__builtin_add_overflow(line.opening, line.in, &sum) &&
              !__builtin_sub_overflow(sum, line.out, &sum) && sum == line.closing;
  return adds ? Outcome(Done{}) : bad_field(Tag::line, "opening + in - out is not closing");
}

Result<std::string> value_bytes(const LeafField& field) {
  std::string bytes;
  Form form = form_of(field.tag);
  if (static_cast<std::size_t>(form) != field.value.index()) {
    return bad_field(field.tag, "another kind of value");
  }
  switch (form) {
    case Form::number:
      TRY(check_number(field.tag, std::get<std::int64_t>(field.value)));
      put(bytes, static_cast<std::uint64_t>(std::get<std::int64_t>(field.value)), 8);
      break;
    case Form::code:
      TRY(check_code(field.tag, std::get<std::string>(field.value)));
      bytes = std::get<std::string>(field.value);
      break;
    case Form::hash:
      bytes = bytes_of(std::get<Hash>(field.value));
      break;
    case Form::line: {
      const Line& line = std::get<Line>(field.value);
      TRY(check_line(line));
      put(bytes, line.fund.size(), 1);
      bytes += line.fund;
      put(bytes, line.unit.size(), 1);
      bytes += line.unit;
      for (std::int64_t number : {line.opening, line.in, line.out, line.closing}) {
        put(bytes, static_cast<std::uint64_t>(number), 8);
      }
      break;
    }
    case Form::commitment: {
      const Commitment& commitment = std::get<Commitment>(field.value);
      if (!is_commitment_field(commitment.field)) return bad_field(field.tag, "no such field");
      put(bytes, commitment.field.size(), 1);
      bytes += commitment.field;
      bytes += bytes_of(commitment.hash);
      break;
    }
  }
  return bytes;
}

// A short text with its length before it, off the front.
std::optional<std::string> take_text(std::string_view& bytes) {
  if (bytes.empty()) return std::nullopt;
  std::size_t size = static_cast<unsigned char>(bytes[0]);
  if (bytes.size() < 1 + size) return std::nullopt;
  std::string text(bytes.substr(1, size));
  bytes.remove_prefix(1 + size);
  return text;
}

Result<LeafField> field_from(Tag tag, std::string_view bytes) {
  switch (form_of(tag)) {
    case Form::number:
      if (bytes.size() != 8) return malformed("a number is not eight bytes");
      return LeafField{tag, static_cast<std::int64_t>(take(bytes))};
    case Form::code:
      return LeafField{tag, std::string(bytes)};
    case Form::hash: {
      auto hash = hash_from(bytes);
      if (!hash) return malformed("a hash is not 32 bytes");
      return LeafField{tag, *hash};
    }
    case Form::line: {
      auto fund = take_text(bytes);
      auto unit = fund ? take_text(bytes) : std::nullopt;
      if (!unit || bytes.size() != 32) return malformed("a statement line");
      std::array<std::int64_t, 4> numbers;
      for (std::size_t at = 0; at < 4; ++at) {
        numbers[at] = static_cast<std::int64_t>(take(bytes.substr(at * 8, 8)));
      }
      return LeafField{tag, Line{*fund, *unit, numbers[0], numbers[1], numbers[2], numbers[3]}};
    }
    case Form::commitment:
      break;
  }
  auto name = take_text(bytes);
  auto hash = name ? hash_from(bytes) : std::nullopt;
  if (!hash) return malformed("a commitment");
  return LeafField{tag, Commitment{*name, *hash}};
}

Outcome check_fields(LeafType type, const std::vector<LeafField>& fields) {
  const Shape* shape = shape_of(type);
  if (!shape) return malformed("no such type");
  for (const LeafField& field : fields) {
    bool held = std::ranges::find(shape->required, field.tag) != shape->required.end() ||
                std::ranges::find(shape->optional, field.tag) != shape->optional.end();
    if (!held) return bad_field(field.tag, "not held by " + std::string(shape->name));
  }
  for (Tag tag : shape->required) {
    bool there = std::ranges::find(fields, tag, &LeafField::tag) != fields.end();
    if (!there) return bad_field(tag, "missing");
  }
  return Done{};
}

// Ascending by tag; the repeated ones ascending by their name, so that one fact has one writing.
bool in_order(const LeafField& left, const LeafField& right) {
  if (left.tag != right.tag) return left.tag < right.tag;
  if (left.tag == Tag::commitment) {
    return std::get<Commitment>(left.value).field < std::get<Commitment>(right.value).field;
  }
  if (left.tag != Tag::line) return false;
  const Line& one = std::get<Line>(left.value);
  const Line& other = std::get<Line>(right.value);
  return std::tie(one.fund, one.unit) < std::tie(other.fund, other.unit);
}

}  // namespace

Result<std::string> encode(const Leaf& leaf) {
  std::vector<LeafField> fields = leaf.fields;
  for (const LeafField& field : fields) {
    if (static_cast<std::size_t>(form_of(field.tag)) != field.value.index()) {
      return bad_field(field.tag, "another kind of value");
    }
  }
  std::ranges::stable_sort(fields, in_order);
  TRY(check_fields(leaf.type, fields));
  std::string bytes{format_version, static_cast<char>(leaf.type)};
  for (std::size_t at = 0; at < fields.size(); ++at) {
    if (at > 0 && !in_order(fields[at - 1], fields[at])) return bad_field(fields[at].tag, "twice");
    std::string value = TRY(value_bytes(fields[at]));
    put(bytes, static_cast<std::uint64_t>(fields[at].tag), 1);
    put(bytes, value.size(), 2);
    bytes += value;
  }
  if (bytes.size() > leaf_size_max) return invalid("leaf.too_long");
  return bytes;
}

Result<Leaf> decode(std::string_view bytes) {
  if (bytes.size() < 2) return malformed("shorter than any leaf");
  if (bytes.size() > leaf_size_max) return invalid("leaf.too_long");
  if (bytes[0] != format_version) return invalid("leaf.version", {}, "not version 1");
  Leaf leaf{static_cast<LeafType>(bytes[1]), {}};
  bytes.remove_prefix(2);
  while (!bytes.empty()) {
    if (bytes.size() < 3) return malformed("cut short");
    auto tag = static_cast<Tag>(bytes[0]);
    auto size = static_cast<std::size_t>(take(bytes.substr(1, 2)));
    if (name_of(tag).empty()) return malformed("a field nobody knows");
    if (bytes.size() - 3 < size) return malformed("cut short");
    LeafField field = TRY(field_from(tag, bytes.substr(3, size)));
    if (!leaf.fields.empty() && !in_order(leaf.fields.back(), field)) {
      return malformed("fields out of order");
    }
    TRY(value_bytes(field));
    leaf.fields.push_back(std::move(field));
    bytes.remove_prefix(3 + size);
  }
  TRY(check_fields(leaf.type, leaf.fields));
  return leaf;
}

std::optional<std::int64_t> Leaf::number(Tag tag) const {
  auto found = std::ranges::find(fields, tag, &LeafField::tag);
  if (found == fields.end()) return std::nullopt;
  auto* number = std::get_if<std::int64_t>(&found->value);
  return number ? std::optional(*number) : std::nullopt;
}

std::string_view Leaf::code(Tag tag) const {
  auto found = std::ranges::find(fields, tag, &LeafField::tag);
  if (found == fields.end()) return {};
  auto* code = std::get_if<std::string>(&found->value);
  return code ? std::string_view(*code) : std::string_view();
}

std::vector<Line> Leaf::lines() const {
  std::vector<Line> found;
  for (const LeafField& field : fields) {
    if (auto* line = std::get_if<Line>(&field.value)) found.push_back(*line);
  }
  return found;
}

Leaf& Leaf::with(Tag tag, std::int64_t value) { return fields.push_back({tag, value}), *this; }
Leaf& Leaf::with(Tag tag, std::string value) {
  return fields.push_back({tag, std::move(value)}), *this;
}
Leaf& Leaf::with(Tag tag, const Hash& value) { return fields.push_back({tag, value}), *this; }
Leaf& Leaf::with(Line line) { return fields.push_back({Tag::line, std::move(line)}), *this; }
Leaf& Leaf::with(Commitment commitment) {
  return fields.push_back({Tag::commitment, std::move(commitment)}), *this;
}

bool is_code(std::string_view text) {
  constexpr std::size_t longest = 40;
  constexpr std::ptrdiff_t digits_max = 10;
  if (text.empty() || text.size() > longest) return false;
  auto is_digit = [](char letter) { return letter >= '0' && letter <= '9'; };
  bool allowed = std::ranges::all_of(text, [&](char letter) {
    return is_digit(letter) || (letter >= 'a' && letter <= 'z') ||
           (letter >= 'A' && letter <= 'Z') ||
           std::string_view("._-/:").find(letter) != std::string_view::npos;
  });
  return allowed && std::ranges::count_if(text, is_digit) <= digits_max;
}

Hash commit(std::string_view salt, std::string_view field, std::string_view value) {
  std::string text = "boai/commit/v1";
  text += '\0';
  text += field;
  text += '\0';
  text += value;
  return crypto::hmac_sha256(salt, text);
}

}  // namespace boai::merkle

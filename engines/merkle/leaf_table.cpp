#include "engines/merkle/leaf_table.hpp"

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <charconv>

#include "base/crypto/digest.hpp"

namespace boai::merkle {

namespace json = boost::json;

namespace {

using enum Tag;

struct Known {
  Tag tag;
  std::string_view name;
  Form form;
};
constexpr Known tags[] = {
    {book, "book", Form::code},
    {fund, "fund", Form::code},
    {to_fund, "to_fund", Form::code},
    {campaign, "campaign", Form::code},
    {unit, "unit", Form::code},
    {sku, "sku", Form::code},
    {amount, "amount", Form::number},
    {day, "day", Form::number},
    {lot, "lot", Form::number},
    {use_serial, "use_serial", Form::number},
    {new_lot, "new_lot", Form::number},
    {area, "area", Form::code},
    {receivers, "receivers", Form::number},
    {reason, "reason", Form::code},
    {text_hash, "text_hash", Form::hash},
    {index, "index", Form::number},
    {before, "before", Form::number},
    {after, "after", Form::number},
    {document, "document", Form::hash},
    {kind, "kind", Form::code},
    {first, "first", Form::number},
    {end, "end", Form::number},
    {line, "line", Form::line},
    {indicator, "indicator", Form::code},
    {value, "value", Form::number},
    {version, "version", Form::number},
    {vkey, "vkey", Form::code},
    {count, "count", Form::number},
    {commitment, "commitment", Form::commitment},
};

const std::vector<Shape>& shapes() {
  static const std::vector<Shape> known = {
      {LeafType::gift_in,
       "gift_in",
       {book, fund, unit, amount, day, lot},
       {campaign, count, commitment}},
      {LeafType::goods_in,
       "goods_in",
       {book, fund, unit, sku, amount, day, lot},
       {campaign, count, commitment}},
      {LeafType::use,
       "use",
       {book, fund, unit, amount, day, lot, use_serial},
       {campaign, area, receivers, reason, commitment}},
      {LeafType::goods_out,
       "goods_out",
       {book, fund, unit, sku, amount, day, lot, use_serial},
       {campaign, area, receivers, reason, commitment}},
      {LeafType::fee, "fee", {book, fund, unit, amount, day, lot, reason}, {campaign}},
      {LeafType::refund,
       "refund",
       {book, fund, unit, amount, day, lot},
       {campaign, reason, commitment}},
      {LeafType::redesignate,
       "redesignate",
       {book, fund, to_fund, unit, amount, day, lot, new_lot, reason},
       {campaign, document}},
      {LeafType::correction,
       "correction",
       {book, day, index, before, after, reason, text_hash},
       {}},
      {LeafType::document, "document", {document, kind, day}, {book, campaign}},
      {LeafType::statement, "statement", {book, day, first, end}, {line}},
      {LeafType::indicator, "indicator", {indicator, area, day, value, version}, {document}},
      {LeafType::policy, "policy", {kind, document, day, version}, {book}},
      {LeafType::key, "key", {kind, vkey, day}, {}},
      {LeafType::erasure_notice, "erasure_notice", {book, day, count}, {reason}},
  };
  return known;
}

constexpr std::array<std::string_view, 6> commitment_fields = {"beneficiary", "document", "donor",
                                                               "phone",       "receipt",  "remark"};

Error bad_json(std::string_view key, std::string detail) {
  return invalid("leaf.field", std::string(key), std::move(detail));
}

// Whole numbers come as numbers or, since they may be large, as text.
Result<std::int64_t> number_from(std::string_view key, const json::value& value) {
  if (value.is_int64()) return value.as_int64();
  if (value.is_string()) {
    const auto& text = value.as_string();
    std::int64_t number = 0;
    auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (fault == std::errc{} && end == text.data() + text.size()) return number;
  }
  return bad_json(key, "not a whole number");
}

Result<Hash> hash_from_hex(std::string_view key, const json::value& value) {
  auto bytes = value.is_string() ? crypto::from_hex(value.as_string()) : std::nullopt;
  auto hash = bytes ? hash_from(*bytes) : std::nullopt;
  if (!hash) return bad_json(key, "not 64 hexadecimal digits");
  return *hash;
}

Result<std::string> text_from(std::string_view key, const json::value& value) {
  if (!value.is_string()) return bad_json(key, "not a text");
  return std::string(value.as_string());
}

Result<Line> line_from(const json::value& value) {
  if (!value.is_object()) return bad_json("lines", "not an object");
  const auto& object = value.as_object();
  Line read;
  for (const auto& [key, each] : object) {
    if (key == "fund") {
      read.fund = TRY(text_from(key, each));
    } else if (key == "unit") {
      read.unit = TRY(text_from(key, each));
    } else if (key == "opening") {
      read.opening = TRY(number_from(key, each));
    } else if (key == "in") {
      read.in = TRY(number_from(key, each));
    } else if (key == "out") {
      read.out = TRY(number_from(key, each));
    } else if (key == "closing") {
      read.closing = TRY(number_from(key, each));
    } else {
      return bad_json(key, "not of a line");
    }
  }
  return read;
}

Outcome take_repeated(Leaf& leaf, std::string_view key, const json::value& value) {
  if (key == "lines") {
    if (!value.is_array()) return bad_json(key, "not a list");
    for (const json::value& each : value.as_array()) leaf.with(TRY(line_from(each)));
    return Done{};
  }
  if (!value.is_object()) return bad_json(key, "not an object");
  for (const auto& [name, hash] : value.as_object()) {
    leaf.with(Commitment{std::string(name), TRY(hash_from_hex(name, hash))});
  }
  return Done{};
}

Outcome take_field(Leaf& leaf, std::string_view key, const json::value& value) {
  if (key == "lines" || key == "commitments") return take_repeated(leaf, key, value);
  auto tag = tag_named(key);
  if (!tag) return bad_json(key, "no such field");
  if (*tag == day) {
    auto read = Day::parse(TRY(text_from(key, value)));
    if (!read) return bad_json(key, "no such day");
    leaf.with(day, std::int64_t{read->number()});
    return Done{};
  }
  switch (form_of(*tag)) {
    case Form::number:
      leaf.with(*tag, TRY(number_from(key, value)));
      return Done{};
    case Form::code:
      leaf.with(*tag, TRY(text_from(key, value)));
      return Done{};
    case Form::hash:
      leaf.with(*tag, TRY(hash_from_hex(key, value)));
      return Done{};
    default:
      return bad_json(key, "no such field");
  }
}

}  // namespace

const Shape* shape_of(LeafType type) {
  auto found = std::ranges::find(shapes(), type, &Shape::type);
  return found == shapes().end() ? nullptr : &*found;
}

const Shape* shape_named(std::string_view name) {
  auto found = std::ranges::find(shapes(), name, &Shape::name);
  return found == shapes().end() ? nullptr : &*found;
}

Form form_of(Tag tag) {
  auto found = std::ranges::find(tags, tag, &Known::tag);
  must(found != std::end(tags));
  return found->form;
}

std::optional<Tag> tag_named(std::string_view name) {
  auto found = std::ranges::find(tags, name, &Known::name);
  return found == std::end(tags) ? std::nullopt : std::optional(found->tag);
}

std::string_view name_of(Tag tag) {
  auto found = std::ranges::find(tags, tag, &Known::tag);
  return found == std::end(tags) ? std::string_view() : found->name;
}

std::string_view name_of(LeafType type) {
  const Shape* shape = shape_of(type);
  return shape ? shape->name : std::string_view();
}

bool is_commitment_field(std::string_view field) {
  return std::ranges::find(commitment_fields, field) != commitment_fields.end();
}

json::object as_json(const Leaf& leaf) {
  json::object object{{"type", name_of(leaf.type)}};
  json::array lines;
  json::object commitments;
  for (const LeafField& field : leaf.fields) {
    std::string_view name = name_of(field.tag);
    if (auto* number = std::get_if<std::int64_t>(&field.value)) {
      bool is_day = field.tag == day && Day::from_number(*number).has_value();
      object[name] = is_day ? to_text(*Day::from_number(*number)) : std::to_string(*number);
    } else if (auto* code = std::get_if<std::string>(&field.value)) {
      object[name] = *code;
    } else if (auto* hash = std::get_if<Hash>(&field.value)) {
      object[name] = crypto::hex(*hash);
    } else if (auto* one = std::get_if<Line>(&field.value)) {
      lines.push_back(json::object{{"fund", one->fund},
                                   {"unit", one->unit},
                                   {"opening", std::to_string(one->opening)},
                                   {"in", std::to_string(one->in)},
                                   {"out", std::to_string(one->out)},
                                   {"closing", std::to_string(one->closing)}});
    } else {
      const auto& each = std::get<Commitment>(field.value);
      commitments[each.field] = crypto::hex(each.hash);
    }
  }
  if (!lines.empty()) object["lines"] = std::move(lines);
  if (!commitments.empty()) object["commitments"] = std::move(commitments);
  return object;
}

Result<Leaf> leaf_from_json(const json::object& object) {
  const json::value* type = object.if_contains("type");
  const Shape* shape = type && type->is_string() ? shape_named(type->as_string()) : nullptr;
  if (!shape) return bad_json("type", "no such type");
  Leaf leaf{shape->type, {}};
  for (const auto& [key, value] : object) {
    if (key == "type") continue;
    TRY(take_field(leaf, key, value));
  }
  return leaf;
}

}  // namespace boai::merkle

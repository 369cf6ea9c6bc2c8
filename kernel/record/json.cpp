// Field values as JSON and as text.
#include <boost/json.hpp>
#include <charconv>

#include "kernel/record/record.hpp"

namespace boai::record {

namespace json = boost::json;

json::value to_json(const Field& field, const Value& value) {
  if (store::is_null(value)) return nullptr;
  if (field.kind == Kind::text) return json::value(store::text_of(value));
  std::int64_t number = store::number_of(value);
  // An id of another domain's record is a bare number in the struct and a text outside all the
  // same.
  if (!field.traits.target.empty()) return json::value(std::to_string(number));
  switch (field.kind) {
    case Kind::boolean:
      return number != 0;
    case Kind::integer:
    case Kind::money:
      return number;
    default:
      return json::value(to_text(field, value));
  }
}

void write_quoted(std::string& out, std::string_view text) {
  static constexpr char digits[] = "0123456789abcdef";
  static constexpr std::string_view shorts = "\b\f\n\r\t\"\\", letters = "bfnrt\"\\";
  out += '"';
  std::size_t plain = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    auto letter = static_cast<unsigned char>(text[at]);
    if (letter >= 0x20 && letter != '"' && letter != '\\') continue;
    out.append(text, plain, at - plain);
    plain = at + 1;
    std::size_t known = shorts.find(text[at]);
    if (known != std::string_view::npos) {
      out += {'\\', letters[known]};
    } else {
      out += {'\\', 'u', '0', '0', digits[letter >> 4], digits[letter & 15]};
    }
  }
  out.append(text, plain);
  out += '"';
}

void write_json(std::string& out, const Field& field, const Value& value) {
  if (store::is_null(value)) {
    out += "null";
  } else if (field.kind == Kind::text && field.traits.target.empty()) {
    write_quoted(out, store::text_of(value));
  } else {
    bool number = field.kind == Kind::integer || field.kind == Kind::money;
    bool bare = field.traits.target.empty() && (number || field.kind == Kind::boolean);
    std::string text = to_text(field, value);
    out += bare ? text : '"' + text + '"';
  }
}

namespace {

Result<Value> whole_number(const Field& field, const json::value& given) {
  if (given.is_int64()) return Value(given.get_int64());
  if (given.is_string()) return from_text(field, given.get_string());
  return invalid("field.not_a_number", std::string(field.name));
}

}  // namespace

Result<Value> from_json(const Field& field, const json::value& given) {
  std::string name(field.name);
  if (given.is_null()) return Value();
  switch (field.kind) {
    case Kind::boolean:
      if (given.is_bool()) return Value(std::int64_t{given.get_bool()});
      return invalid("field.not_a_boolean", name);
    case Kind::integer:
    case Kind::money:
      return whole_number(field, given);
    case Kind::id:
      if (given.is_int64() && given.get_int64() > 0) return Value(given.get_int64());
      break;
    default:
      break;
  }
  if (given.is_string()) return from_text(field, given.get_string());
  return invalid("field.wrong_kind", name, std::string(name_of(field.kind)));
}

namespace {

Result<Value> number_from_text(const Field& field, std::string_view text) {
  std::int64_t number = 0;
  auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (fault == std::errc::result_out_of_range) {
    return invalid("field.too_large", std::string(field.name));
  }
  if (fault != std::errc{} || end != text.data() + text.size()) {
    return invalid("field.not_a_number", std::string(field.name));
  }
  return Value(number);
}

Result<Value> boolean_from_text(const Field& field, std::string_view text) {
  if (text == "true" || text == "1" || text == "是") return Value(std::int64_t{1});
  if (text == "false" || text == "0" || text == "否") return Value(std::int64_t{0});
  return invalid("field.not_a_boolean", std::string(field.name));
}

}  // namespace

Result<Value> from_text(const Field& field, std::string_view text) {
  if (text.empty()) return Value();
  switch (field.kind) {
    case Kind::text:
      return Value(std::string(text));
    case Kind::integer:
    case Kind::money:
      return number_from_text(field, text);
    case Kind::boolean:
      return boolean_from_text(field, text);
    case Kind::day: {
      auto day = Day::parse(text);
      if (!day) return invalid("field.not_a_day", std::string(field.name));
      return Value(std::int64_t{day->number()});
    }
    case Kind::instant: {
      auto instant = parse_instant(text);
      if (!instant) return invalid("field.not_an_instant", std::string(field.name));
      return Value(instant->milliseconds);
    }
    case Kind::id: {
      auto number = parse_id_number(text);
      if (!number) return invalid("field.not_an_id", std::string(field.name));
      return Value(*number);
    }
  }
  return Value();
}

std::string to_text(const Field& field, const Value& value) {
  if (store::is_null(value)) return {};
  if (field.kind == Kind::text) return store::text_of(value);
  std::int64_t number = store::number_of(value);
  switch (field.kind) {
    case Kind::day: {
      auto day = Day::from_number(number);
      return day ? boai::to_text(*day) : std::to_string(number);
    }
    case Kind::instant:
      return boai::to_text(Instant{number});
    case Kind::boolean:
      return number != 0 ? "true" : "false";
    default:
      return std::to_string(number);
  }
}

}  // namespace boai::record

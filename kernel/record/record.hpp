// A record is a plain struct with one field table. From that table come columns, JSON, forms,
// lists, journal entries, CSV, the dictionary. Fields are type-erased: no template grows with use.
#pragma once

#include <array>
#include <boost/json/fwd.hpp>
#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/day.hpp"
#include "base/id.hpp"
#include "base/instant.hpp"
#include "base/money.hpp"
#include "base/result.hpp"
#include "kernel/store/store.hpp"

namespace boai::record {

using store::Value;

enum class Kind { text, integer, boolean, day, instant, money, id };
std::string_view name_of(Kind kind);

struct Traits {
  std::string_view label;        // Chinese; the English label comes from the name
  std::string_view unit = {};    // unit code, e.g. "person"
  std::string_view codes = {};   // code table in the pack
  bool many = false;             // several codes, with commas between them
  std::string_view target = {};  // the record type an id points at
  bool required = false;
  bool natural_key = false;      // together they name the record for people
  bool personal = false;         // masked unless the purpose is held; salted in the journal
  bool secret = false;           // never leaves the store
  std::string_view sealed = {};  // the seal's context; opened only for a named purpose
  bool indexed = false;
  bool derived = false;  // set by the kernel or a rule, never by a form
  int max_length = 200;  // characters
  std::int64_t min = std::numeric_limits<std::int64_t>::min();
  std::int64_t max = std::numeric_limits<std::int64_t>::max();
};

struct Field {
  std::string_view name;
  Kind kind = Kind::text;
  Traits traits;
  Value (*get)(const void* record) = nullptr;
  void (*set)(void* record, const Value& value) = nullptr;
};

namespace detail {

template <typename T>
struct Convert;

template <>
struct Convert<std::string> {
  static constexpr Kind kind = Kind::text;
  static Value out(const std::string& value) { return value; }
  static std::string in(const Value& value) { return store::text_of(value); }
};
template <>
struct Convert<std::int64_t> {
  static constexpr Kind kind = Kind::integer;
  static Value out(std::int64_t value) { return value; }
  static std::int64_t in(const Value& value) { return store::number_of(value); }
};
template <>
struct Convert<bool> {
  static constexpr Kind kind = Kind::boolean;
  static Value out(bool value) { return std::int64_t{value}; }
  static bool in(const Value& value) { return store::number_of(value) != 0; }
};
template <>
struct Convert<Day> {
  static constexpr Kind kind = Kind::day;
  static Value out(Day value) { return value ? Value(std::int64_t{value.number()}) : Value(); }
  static Day in(const Value& value) {
    return Day::from_number(store::number_of(value)).value_or(Day{});
  }
};
template <>
struct Convert<Instant> {
  static constexpr Kind kind = Kind::instant;
  static Value out(Instant value) { return value ? Value(value.milliseconds) : Value(); }
  static Instant in(const Value& value) { return {store::number_of(value)}; }
};
template <>
struct Convert<Money> {
  static constexpr Kind kind = Kind::money;
  static Value out(Money value) { return value.fen; }
  static Money in(const Value& value) { return {store::number_of(value)}; }
};
template <typename T>
struct Convert<Id<T>> {
  static constexpr Kind kind = Kind::id;
  static Value out(Id<T> value) { return value ? Value(value.number) : Value(); }
  static Id<T> in(const Value& value) { return {store::number_of(value)}; }
};
// A number that may be missing: missing is not zero.
template <>
struct Convert<std::optional<std::int64_t>> {
  static constexpr Kind kind = Kind::integer;
  static Value out(std::optional<std::int64_t> value) { return value ? Value(*value) : Value(); }
  static std::optional<std::int64_t> in(const Value& value) {
    if (store::is_null(value)) return std::nullopt;
    return store::number_of(value);
  }
};

template <typename Owner, typename T>
Owner owner_of(T Owner::*);
template <typename Owner, typename T>
T member_of(T Owner::*);

}  // namespace detail

template <auto Member>
constexpr Field field(std::string_view name, Traits traits) {
  using Owner = decltype(detail::owner_of(Member));
  using Held = decltype(detail::member_of(Member));
  using Conversion = detail::Convert<Held>;
  return {name, Conversion::kind, traits,
          [](const void* record) {
            return Conversion::out(static_cast<const Owner*>(record)->*Member);
          },
          [](void* record, const Value& value) {
            static_cast<Owner*>(record)->*Member = Conversion::in(value);
          }};
}

// Where a record belongs, which decides who sees it.
enum class Scope {
  branch,    // its field "branch"
  self,      // it is a branch itself
  relation,  // a person: through relation(person, purpose, branch)
  owner,     // its field "account": one's own things
  open,      // reference data for everybody with the right
};

struct Type {
  std::string_view name;   // "training.certificate"
  std::string_view label;  // 救护证书
  Scope scope = Scope::branch;
  std::string_view right;         // needed to read it
  std::string_view sort = "-id";  // default order of lists
  std::span<const Field> fields;
  std::string_view title = {};           // the field people call the record by
  std::string_view import_command = {};  // the command a row of an imported file becomes

  std::string table() const;                   // "training_certificate"
  int index_of(std::string_view field) const;  // -1 when there is none
  const Field* find(std::string_view field) const;
  std::vector<std::string> columns() const;  // id, version, then the fields
};

// The stored form: what the unit of work, the journal and lists handle.
struct Row {
  std::int64_t id = 0;
  std::int64_t version = 0;
  std::vector<Value> values;  // as Type::fields

  const Value& at(const Type& type, std::string_view field) const;
  std::int64_t number(const Type& type, std::string_view field) const;
  const std::string& text(const Type& type, std::string_view field) const;
};

template <typename T>
Row to_row(const T& record) {
  Row row{record.id.number, record.version, {}};
  for (const Field& field : T::type().fields) row.values.push_back(field.get(&record));
  return row;
}

template <typename T>
T from_row(const Row& row) {
  T record;
  record.id = {row.id};
  record.version = row.version;
  auto fields = T::type().fields;
  for (std::size_t index = 0; index < fields.size(); ++index) {
    fields[index].set(&record, row.values[index]);
  }
  return record;
}

// Every record type of the program, in the order of registration.
class Registry {
 public:
  void add(const Type& type);
  const Type* find(std::string_view name) const;
  const std::vector<const Type*>& all() const { return types_; }

 private:
  std::vector<const Type*> types_;
};

// JSON in and out. Ids are decimal text, days "2026-11-23", money whole fen.
boost::json::value to_json(const Field& field, const Value& value);
// The same as text, letter for letter what the JSON library would print: for long lists and the
// journal, where building values first costs four times as much.
void write_json(std::string& out, const Field& field, const Value& value);
void write_quoted(std::string& out, std::string_view text);
Result<Value> from_json(const Field& field, const boost::json::value& json);
// From what a person typed or a file holds.
Result<Value> from_text(const Field& field, std::string_view text);
std::string to_text(const Field& field, const Value& value);
Outcome check(const Field& field, const Value& value);  // required, length, limits

// The codes in a field's text: one, or those between the commas where it takes many.
std::vector<std::string_view> codes_in(const Field& field, std::string_view text);
// "course_kind" → "Course kind".
std::string english_of(std::string_view name);
// Characters, not bytes; -1 when it is not UTF-8.
int utf8_length(std::string_view text);

// Reads one row of "SELECT id, version, fields…" starting at `column`.
Row read_row(const Type& type, const store::RowView& view, int column = 0);

}  // namespace boai::record

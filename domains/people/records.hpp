// A person once, and the relations through which branches see her. Sealed numbers are found
// through keyed hashes only.
#pragma once

#include "kernel/command/command.hpp"

namespace boai::people {

using branch::Branch;

struct Person {
  Id<Person> id;
  std::int64_t version = 0;
  std::string name;
  std::string document_kind;
  std::string document;       // sealed
  std::string document_hash;  // keyed

  static const record::Type& type();
};

struct Relation {
  Id<Relation> id;
  std::int64_t version = 0;
  Id<Person> person;
  std::string purpose;  // training, …
  Id<Branch> branch;
  Day since;
  Day until;

  static const record::Type& type();
};

// A look at what is otherwise masked: who, at whose record, what for. Never changed.
struct Disclosure {
  Id<Disclosure> id;
  std::int64_t version = 0;
  std::string record_type;
  std::int64_t subject = 0;
  std::string purpose;
  std::string account;
  Instant at;

  static const record::Type& type();
};

// Binds a sealed number to its place.
inline constexpr std::string_view document_place = "people.person.document";

struct RecordPerson {
  static constexpr std::string_view right = "people.record";
  Id<Branch> branch;
  std::string purpose;
  std::string name;
  std::string document_kind;
  std::string document_number;
  static constexpr auto subject = &RecordPerson::branch;
  static std::span<const record::Field> fields();
};
Result<Person> handle(unit::Context&, Branch, const RecordPerson&);

}  // namespace boai::people

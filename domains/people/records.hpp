// A person once, and the relations through which branches see her. Sealed numbers are found
// through keyed hashes only.
#pragma once

#include "kernel/identity/identity.hpp"

namespace boai::people {

using branch::Branch;

struct Person {
  Id<Person> id;
  std::int64_t version = 0;
  std::string name;
  std::string document_kind;
  std::string document;       // sealed
  std::string document_hash;  // keyed
  std::string phone;          // sealed, "" when not known
  std::string phone_hash;     // keyed
  Day birthday;               // where the document does not tell it
  std::string state;          // active, merged, minimised
  Id<Person> merged_into;
  Id<identity::Account> account;  // her own, with which she sees what is kept of her

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
  Id<Branch> branch;  // where the reader holds the right to look
  std::string record_type;
  std::int64_t subject = 0;
  std::string purpose;
  std::string account;
  Instant at;

  static const record::Type& type();
};

// What she agreed to: for which use, to which text, how, and when she took it back.
struct Consent {
  Id<Consent> id;
  std::int64_t version = 0;
  Id<Branch> branch;  // that asked
  Id<Person> person;
  std::string use;        // code table consent_use
  std::int64_t text = 0;  // the version of the text she read
  std::string channel;    // paper, counter, phone, web
  Day given;
  std::string guardian;  // who agreed for a child
  Day withdrawn;
  std::string withdrawn_by;  // channel

  static const record::Type& type();
};

// Two records of one person made one. The kept one is not changed by it; rows are led over, each
// remembered, so that the way back is exact.
struct Merge {
  Id<Merge> id;
  std::int64_t version = 0;
  Id<Branch> branch;
  Id<Person> kept;
  Id<Person> absorbed;
  std::string reason;
  std::string state;  // done, undone
  std::string account;
  Day day;
  std::string undone_reason;

  static const record::Type& type();
};

// A row that names the absorbed person and stands with the kept one: led over by the merge, or
// recorded since with the absorbed one's papers.
struct Moved {
  Id<Moved> id;
  std::int64_t version = 0;
  Id<Branch> branch;
  Id<Merge> merge;
  std::string record_type;
  std::int64_t record = 0;
  std::string place;  // the field of that record

  static const record::Type& type();
};

// Two persons who may be one, as record linkage found them; what became of it stays, so that what
// was judged different is not asked again. Belongs to the lowest society above every relation of
// both: who may merge them sees it, nobody else.
struct Pair {
  Id<Pair> id;
  std::int64_t version = 0;
  Id<Branch> branch;
  Id<Person> first;  // the smaller id
  Id<Person> second;
  std::int64_t score = 0;  // bits beyond chance, rounded
  std::string verdict;     // likely, certain
  std::string reasons;     // "name.sound birthday.same …": field and finding of engines/linkage
  Day found;
  std::string state;  // open, different, merged, lapsed
  std::string decided_by;
  Day decided;
  std::string reason;
  Id<Merge> merge;  // that closed it, and reopens it when undone

  static const record::Type& type();
};

// Binds a sealed value to its place.
inline constexpr std::string_view document_place = "people.person.document";
inline constexpr std::string_view phone_place = "people.person.phone";

}  // namespace boai::people

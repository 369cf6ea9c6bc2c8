// What other domains may see of people: a person found or recorded for a purpose at a branch.
#pragma once

#include "kernel/house/domain.hpp"

namespace boai::people {

struct Person;

struct Papers {
  std::string name;
  std::string document_kind;
  std::string document_number;
};

// The same document is the same person, whatever branch asks; the branch gets a relation.
// A name that differs from the recorded one is refused: people.name_differs.
Result<Id<Person>> find_or_record(unit::Context& context, const Papers& papers,
                                  std::string_view purpose, Id<branch::Branch> branch, Day since);

// Writes down that the reader sees a record's personal values, and what for, before he does.
Outcome disclose(unit::Context& context, std::string_view type, std::int64_t record,
                 const std::string& purpose);

Domain domain();

}  // namespace boai::people

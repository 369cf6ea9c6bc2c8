// Patients, donors, subjects: one a line, `ID%GLSTRING` or `ID,GLSTRING`, and what else is known of
// them (`id,population,status,age,sex,cmv,abo,weight`).
#pragma once

#include <array>
#include <map>
#include <string>
#include <unordered_map>
#include <vector>

#include "engines/hla/catalogue.hpp"

namespace boai::hla {

constexpr std::size_t id_length_max = 200;

using Typings = std::array<TypingId, typed_loci>;

struct People {
  std::vector<std::string> ids;  // in input order
  std::vector<Typings> typings;
  std::vector<std::string> reported;            // unknown codes, a message each, the first thousand
  std::size_t unknown_codes = 0;                // loci with a code or name that is not known
  std::size_t phased = 0;                       // typings written with `~`, whose phase is not used
  std::map<std::string, std::size_t> releases;  // of GLSC prefixes, how often each
};

struct PeopleFile {
  std::string_view bytes;
  std::string_view name;  // for messages
};

Result<People> read_people(PeopleFile file, const Reduction& reduction, Catalogue& catalogue);

// One typing on its own; the column of a fault is that of the text.
Result<Typings> read_typing(std::string_view text, const Reduction& reduction,
                            Catalogue& catalogue);

// The GL String of one person as it stands in the file, and in which line; 0: not there.
struct WrittenTyping {
  std::string_view text;
  std::size_t line = 0;
};
WrittenTyping written_typing(std::string_view bytes, std::string_view id);

struct Attributes {
  std::string population, status, sex, cmv, abo;
  int age = -1;  // unknown
  double weight = -1;
};

using AttributesById = std::unordered_map<std::string, Attributes>;

Result<AttributesById> read_attributes(PeopleFile file);

}  // namespace boai::hla

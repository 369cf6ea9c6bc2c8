// The dictionary of distinct locus typings: what registries repeat a million times stands here
// once. A typing is a list of alternatives, each a pair of sets of classes.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "engines/hla/reduction.hpp"
#include "engines/hla/typing.hpp"

namespace boai::hla {

using ClassId = std::uint32_t;
using TypingId = std::uint32_t;

constexpr ClassId new_class = 0xFFFFFFFF;  // equal to nothing, not even itself
constexpr TypingId untyped = 0;            // of every locus

// What one copy may be.
struct Position {
  std::vector<ClassId> classes;  // ascending
  bool any = false;

  bool operator==(const Position&) const = default;
};

struct Pair {
  Position first, second;

  bool operator==(const Pair&) const = default;
};

struct LocusTyping {
  std::vector<Pair> pairs;  // alternatives; each stands for the product of its two sets
  bool unknown_code = false;
  bool null = false;

  bool open() const { return pairs.size() == 1 && pairs[0].first.any && pairs[0].second.any; }
};

// Two classes when the typing says exactly one genotype.
std::optional<std::pair<ClassId, ClassId>> only_genotype(const LocusTyping& typing);

bool holds(const Position& position, ClassId one);
bool fits(const LocusTyping& typing, ClassId one, ClassId other);

class Catalogue;

// The same typing in the numbers of another catalogue; names it lacks get numbers beyond its own.
LocusTyping translated(const LocusTyping& typing, Locus locus, const Catalogue& from,
                       const Catalogue& to);

class Catalogue {
 public:
  Catalogue();

  // The id of what a block says; the same text or the same meaning give the same id.
  std::optional<Misreading> read(const Block& block, const Reduction& reduction, TypingId& id);
  TypingId put(Locus locus, LocusTyping typing);
  ClassId class_of(Locus locus, const std::string& name);
  std::optional<ClassId> find_class(Locus locus, const std::string& name) const;

  const LocusTyping& typing(Locus locus, TypingId id) const { return shelf(locus).typings[id]; }
  const std::vector<LocusTyping>& typings(Locus locus) const { return shelf(locus).typings; }
  const std::vector<std::string>& classes(Locus locus) const { return shelf(locus).classes; }
  std::size_t bytes() const;

 private:
  struct Shelf {
    std::vector<std::string> classes;
    std::unordered_map<std::string, ClassId> class_ids;
    std::vector<LocusTyping> typings;
    std::unordered_map<std::string, TypingId> by_text, by_meaning;
  };
  const Shelf& shelf(Locus locus) const { return shelves_[at(locus)]; }

  std::array<Shelf, typed_loci> shelves_;
};

}  // namespace boai::hla

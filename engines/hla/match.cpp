#include "engines/hla/match.hpp"

#include <algorithm>

namespace boai::hla {

namespace {

bool has_name(const Position& position) {
  return position.any || (!position.classes.empty() && position.classes.front() != new_class);
}

bool share(const std::vector<ClassId>& left, const std::vector<ClassId>& right) {
  auto one = left.begin(), other = right.begin();
  while (one != left.end() && other != right.end()) {
    if (*one == *other) return *one != new_class;
    *one < *other ? ++one : ++other;
  }
  return false;
}

}  // namespace

bool meets(const Position& left, const Position& right) {
  if (left.any) return has_name(right);
  if (right.any) return has_name(left);
  return share(left.classes, right.classes);
}

namespace {

Position common(const Position& left, const Position& right) {
  if (left.any) return right;
  if (right.any) return left;
  Position both;
  std::ranges::set_intersection(left.classes, right.classes, std::back_inserter(both.classes));
  return both;
}

std::uint8_t possible_of(const Pair& patient, const Pair& donor) {
  int direct = meets(patient.first, donor.first) + meets(patient.second, donor.second);
  int crossed = meets(patient.first, donor.second) + meets(patient.second, donor.first);
  return static_cast<std::uint8_t>(std::max(direct, crossed));
}

// The fewest copies of `mine` that `theirs` may lack: a homozygous one needs a single copy there.
std::uint8_t lacking(const Pair& mine, const Pair& theirs, std::uint8_t possible) {
  if (possible == 2) return 0;
  if (possible == 0) return 2;
  Position both = common(mine.first, mine.second);
  return meets(both, theirs.first) || meets(both, theirs.second) ? 0 : 1;
}

bool within(const Position& position, ClassId one, ClassId other) {
  if (position.any || position.classes.size() > 2) return false;
  return std::ranges::all_of(position.classes, [&](ClassId each) {
    return each != new_class && (each == one || each == other);
  });
}

bool wide(const Position& position) { return position.any || position.classes.size() > 2; }

// Whether every genotype of one shares a copy with every genotype of the other: whatever (a, b) the
// patient has, one copy of the donor must lie within {a, b}. Sets of three can always evade that.
bool always_share(const Pair& patient, const Pair& donor) {
  if (wide(donor.first) && wide(donor.second)) return false;
  if (wide(patient.first) && wide(patient.second)) return false;
  if (patient.first.any || patient.second.any) {
    // Only {x} against (x, anything) and the like: the other copy may be what the donor lacks.
    const Position& known = patient.first.any ? patient.second : patient.first;
    return std::ranges::all_of(known.classes, [&](ClassId one) {
      return within(donor.first, one, one) || within(donor.second, one, one);
    });
  }
  for (ClassId one : patient.first.classes) {
    for (ClassId other : patient.second.classes) {
      if (!within(donor.first, one, other) && !within(donor.second, one, other)) return false;
    }
  }
  return true;
}

std::uint8_t certain_of(const LocusTyping& patient, const LocusTyping& donor) {
  auto mine = only_genotype(patient), theirs = only_genotype(donor);
  if (mine && theirs && mine->first != new_class && mine->second != new_class) {
    bool direct = *mine == *theirs;
    bool crossed = mine->first == theirs->second && mine->second == theirs->first;
    if (direct || crossed) return 2;
  }
  for (const Pair& each : patient.pairs) {
    for (const Pair& other : donor.pairs) {
      if (!always_share(each, other)) return 0;
    }
  }
  return 1;
}

}  // namespace

LocusMatch match(const LocusTyping& patient, const LocusTyping& donor) {
  if (donor.open()) return {2, 0, 0, 0};  // untyped: everything possible, nothing certain
  LocusMatch best{0, 0, 2, 2};
  for (const Pair& each : patient.pairs) {
    for (const Pair& other : donor.pairs) {
      std::uint8_t possible = possible_of(each, other);
      best.possible = std::max(best.possible, possible);
      best.gvh = std::min(best.gvh, lacking(each, other, possible));
      best.hvg = std::min(best.hvg, lacking(other, each, possible));
    }
  }
  best.certain = certain_of(patient, donor);
  return best;
}

}  // namespace boai::hla

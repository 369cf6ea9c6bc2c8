#include "engines/hla/tce.hpp"

#include <algorithm>

namespace boai::hla {

std::string_view name_of(Permissiveness permissiveness) {
  switch (permissiveness) {
    case Permissiveness::unknown:
      return "unknown";
    case Permissiveness::permissive:
      return "permissive";
    case Permissiveness::against_patient:
      return "nonpermissive_gvh";
    case Permissiveness::against_donor:
      return "nonpermissive_hvg";
  }
  return "unknown";
}

Permissiveness permissiveness(TceGroups patient, TceGroups donor) {
  int mine = std::min(patient.first, patient.second), theirs = std::min(donor.first, donor.second);
  if (mine == 0 || theirs == 0) return Permissiveness::unknown;
  if (mine == theirs) return Permissiveness::permissive;
  return mine < theirs ? Permissiveness::against_patient : Permissiveness::against_donor;
}

TceTable::TceTable(const Nomenclature& nomenclature, const Catalogue& catalogue) {
  for (const std::string& name : catalogue.classes(Locus::dpb1)) {
    // A class is a group of some level or a name; its members must agree.
    std::vector<int> groups;
    auto take = [&](AlleleNumber each) {
      if (!nomenclature.null(each)) groups.push_back(nomenclature.tce(each));
    };
    for (Level level : {Level::p, Level::g, Level::lg, Level::lgx}) {
      for (AlleleNumber each : nomenclature.members(level, name)) take(each);
      if (!groups.empty()) break;
    }
    if (groups.empty()) {
      for (AlleleNumber each : nomenclature.resolve(name).alleles) take(each);
    }
    std::erase(groups, 0);  // members not assigned yet do not take away what the others are
    bool agreed = !groups.empty() && std::ranges::count(groups, groups[0]) ==
                                         static_cast<std::ptrdiff_t>(groups.size());
    group_of_class_.push_back(agreed ? groups[0] : 0);
  }
}

int TceTable::levels_of(const LocusTyping& typing) const {
  int made = 0;
  auto group = [&](ClassId id) {
    return id == new_class || id >= group_of_class_.size() ? 0 : group_of_class_[id];
  };
  for (const Pair& pair : typing.pairs) {
    if (pair.first.any || pair.second.any) return 8;
    for (ClassId one : pair.first.classes) {
      for (ClassId other : pair.second.classes) {
        int level = std::min(group(one), group(other));
        made |= level == 0 ? 8 : 1 << (level - 1);
      }
    }
  }
  return made;
}

Permissiveness TceTable::of(const LocusTyping& patient, const LocusTyping& donor) const {
  int mine = levels_of(patient), theirs = levels_of(donor);
  auto seen = Permissiveness::unknown;
  for (int one = 1; one <= 3; one++) {
    for (int other = 1; other <= 3; other++) {
      if (!(mine >> (one - 1) & 1) || !(theirs >> (other - 1) & 1)) continue;
      auto each = permissiveness({one, one}, {other, other});
      if (seen != Permissiveness::unknown && seen != each) return Permissiveness::unknown;
      seen = each;
    }
  }
  return (mine | theirs) & 8 ? Permissiveness::unknown : seen;
}

}  // namespace boai::hla

// DPB1 by T-cell epitope groups: 1 is the most immunogenic. The pair's level is its lowest group.
#pragma once

#include <string_view>

#include "engines/hla/catalogue.hpp"
#include "engines/hla/nomenclature.hpp"

namespace boai::hla {

enum class Permissiveness : std::uint8_t { unknown, permissive, against_patient, against_donor };

std::string_view name_of(Permissiveness permissiveness);

// Groups of two subjects' two alleles; 0 is unknown.
struct TceGroups {
  int first = 0, second = 0;
};
Permissiveness permissiveness(TceGroups patient, TceGroups donor);

// Of typings: what every pair of their genotypes agrees on, else unknown.
class TceTable {
 public:
  TceTable(const Nomenclature& nomenclature, const Catalogue& catalogue);
  Permissiveness of(const LocusTyping& patient, const LocusTyping& donor) const;

 private:
  // Every level (lowest group) the typing may have, as bits 1, 2, 4; 8: unknown.
  int levels_of(const LocusTyping& typing) const;

  std::vector<int> group_of_class_;
};

}  // namespace boai::hla

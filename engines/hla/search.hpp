// Which phenotypes may match a patient within k mismatches: exact, the same as comparing every
// donor.
#pragma once

#include <unordered_map>

#include "engines/hla/index.hpp"

namespace boai::hla {

constexpr int mismatches_max = 10;  // all copies of five loci
// Phenotypes from which several threads walk: below, a thread costs more than it saves.
constexpr std::size_t threaded_from = 500'000;

struct Hit {
  std::uint32_t phenotype = 0;
  std::uint8_t mismatches = 0;

  bool operator==(const Hit&) const = default;
};

using PatientTypings = std::array<const LocusTyping*, matched_loci>;

// One patient at a time; one per thread.
class Search {
 public:
  Search(const Index& index, const Catalogue& catalogue, Loci loci,
         std::size_t threads_from = threaded_from)
      : index_(index), catalogue_(catalogue), loci_(loci), threads_from_(threads_from) {}

  // Loci the patient is not typed at are not counted. Hits in the order of the index.
  void run(const Typings& patient, int most_mismatches, std::vector<Hit>& hits, int threads = 1);
  // A patient from outside the catalogue; classes are the catalogue's, or numbers beyond them.
  void run(const PatientTypings& patient, int most_mismatches, std::vector<Hit>& hits,
           int threads = 1);

  Loci counted() const { return counted_; }
  // One locus against a donor's typing, remembered while the patient stays the same.
  const LocusMatch& at_locus(std::size_t locus, TypingId donor);

 private:
  void tabulate(std::size_t locus);
  void walk(std::size_t from, std::size_t to, int most, std::vector<Hit>& hits) const;

  const Index& index_;
  const Catalogue& catalogue_;
  Loci loci_, counted_;
  std::size_t threads_from_;
  PatientTypings patient_{};
  std::array<std::vector<std::uint8_t>, matched_loci> lacking_;  // mismatches by typing
  std::vector<std::uint8_t> sides_;
  std::array<std::unordered_map<TypingId, LocusMatch>, matched_loci> remembered_;
};

}  // namespace boai::hla

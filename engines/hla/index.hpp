// The donors of a registry, laid out for search: one row a distinct phenotype of the five matched
// loci, sorted by (B, DRB1), so that whole runs fall out as soon as two loci exceed the budget.
// One block of bytes: built, saved and mapped as it is.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "engines/hla/match.hpp"
#include "engines/hla/people.hpp"

namespace boai::hla {

// For every class, the typings that hold it and on which side: typing * 4 + sides.
struct Postings {
  std::vector<std::uint32_t> starts, entries;
  std::vector<TypingId> others;  // several genotypes or an unknown copy: compared one by one
  std::size_t typings = 0;
};

class Index {
 public:
  // Donor numbers are positions in `donors`, which is put into another order on the way.
  static Index build(const Catalogue& catalogue, std::vector<Typings> donors, int threads = 1);

  // Rows that lie somewhere already, aligned to 4; what is in them is checked by the caller's
  // checksum.
  static Result<Index> view(const Catalogue& catalogue, std::string_view block);

  std::size_t donors() const { return donors_.size(); }
  std::size_t phenotypes() const { return a_.size(); }
  std::size_t bytes() const;                       // of the rows
  Typings typings(std::uint32_t phenotype) const;  // DPB1 untyped: it is not part of a phenotype
  TypingId dpb1(std::uint32_t donor) const { return dpb1_.empty() ? untyped : dpb1_[donor]; }
  std::span<const std::uint32_t> donors_of(std::uint32_t phenotype) const {
    return donors_.subspan(first_donor_[phenotype],
                           first_donor_[phenotype + 1] - first_donor_[phenotype]);
  }
  const Postings& postings(std::size_t locus) const { return postings_[locus]; }

  std::string_view block() const { return block_; }

 private:
  friend class Search;
  using Column = std::span<const std::uint32_t>;

  void look_up(const Catalogue& catalogue);
  void lay_out(std::span<const std::size_t> lengths);

  std::shared_ptr<std::string> owned_;
  std::string_view block_;
  // B groups → (B, DRB1) groups → phenotypes → donors.
  Column b_, first_drb1_, drb1_, first_phenotype_, a_, c_, dqb1_, first_donor_, donors_, dpb1_;
  std::array<Postings, matched_loci> postings_;
};

Postings postings_of(const Catalogue& catalogue, Locus locus);

}  // namespace boai::hla

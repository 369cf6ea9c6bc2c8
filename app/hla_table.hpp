// The rows of one patient against a registry.
#pragma once

#include "app/hla_verbs.hpp"
#include "engines/hla/forecast.hpp"
#include "engines/hla/ranking.hpp"
#include "engines/hla/search.hpp"
#include "engines/hla/tce.hpp"

namespace boai::app {

struct TableWords {
  hla::Loci loci;
  int mismatches_max = 2;
  std::size_t limit = 0;  // rows a patient; 0: all
  bool predict = false;   // only pairs with P(<= 2) > 0
  std::vector<hla::OrderBy> order;
  std::vector<hla::Filter> filters;
};

// Donors ready for search.
struct Registry {
  Registry(const HlaCase& a_case, const hla::People& people);

  const hla::People& people;
  hla::Index index;
  std::vector<std::uint32_t> id_ranks;
  std::vector<const hla::Attributes*> attributes;   // empty without a file
  std::vector<const hla::Population*> populations;  // by donor; empty without frequencies
};

class Table {
 public:
  Table(const HlaCase& a_case, const Registry& registry, const TableWords& words);

  // Adds the rows of a patient and returns how many.
  std::size_t add(const std::string& id, const hla::Typings& patient, std::string& rows);
  // Pairs so far that may match and that the frequencies do not explain.
  std::size_t unexplained() const { return unexplained_; }

 private:
  // What all donors of a phenotype and population share.
  struct Shared {
    hla::Prediction prediction;
    std::string before, loci, sides, flags;
    std::uint8_t certain = 0;
    bool wanted = true;
    bool unknown_code = false, null = false;
  };

  Shared share(const hla::Hit& hit, const hla::Population* population);
  std::string dpb1_cell(hla::TypingId donor);
  std::string flags_of(const Shared& shared, hla::TypingId dpb1) const;

  const HlaCase& a_case_;
  const Registry& registry_;
  const TableWords& words_;
  hla::Search search_;
  std::unique_ptr<hla::TceTable> tce_;
  std::unique_ptr<hla::Fits> fits_;
  std::unique_ptr<hla::Forecast> forecast_;
  hla::Typings patient_{};
  bool patient_unknown_ = false, patient_null_ = false;
  std::vector<hla::Hit> hits_;
  std::size_t unexplained_ = 0;
};

}  // namespace boai::app

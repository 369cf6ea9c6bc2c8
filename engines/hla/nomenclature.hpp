// An unaltered IPD-IMGT/HLA release: every allele with its G and P group, its antigens, old names
// and DPB1's T-cell epitope group. Refuses files of another shape, telling the line.
#pragma once

#include <array>
#include <map>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/result.hpp"
#include "engines/hla/reduction.hpp"

namespace boai::hla {

enum class Level : std::uint8_t { g, p, lg, lgx };
constexpr std::size_t levels = 4;
std::optional<Level> level_named(std::string_view name);

// File name without folder and packing ("hla_nom_g.txt") → its bytes.
using ReleaseFiles = std::map<std::string, std::string>;

// What can be handed in; the first three must be.
constexpr std::array<std::string_view, 8> release_files = {
    "Allelelist.txt",  "hla_nom_g.txt",       "hla_nom_p.txt",         "rel_dna_ser.txt",
    "rel_ser_ser.txt", "Deleted_alleles.txt", "Nomenclature_2009.txt", "dpb_tce.csv"};

using AlleleNumber = std::uint32_t;
using GroupNumber = std::uint32_t;
constexpr GroupNumber no_group = 0xFFFFFFFF;

class Nomenclature {
 public:
  static Result<Nomenclature> create(const ReleaseFiles& files);
  Nomenclature(Nomenclature&&) = default;
  Nomenclature& operator=(Nomenclature&&) = default;

  const std::string& release() const { return release_; }
  const std::vector<std::string>& names() const { return names_; }
  // "A*01:01:01:01" → its number, or nothing.
  std::optional<AlleleNumber> find(std::string_view name) const;
  bool null(AlleleNumber allele) const { return names_[allele].back() == 'N'; }
  // The group of a level; no_group for a null allele without one.
  GroupNumber group(Level level, AlleleNumber allele) const {
    return group_of_[static_cast<std::size_t>(level)][allele];
  }
  const std::string& group_name(Level level, GroupNumber group) const {
    return groups_[static_cast<std::size_t>(level)][group];
  }
  std::span<const AlleleNumber> members(Level level, std::string_view group_name) const;

  // The alleles a written name stands for: full, short, group, XX, antigen, old or deleted names.
  struct Resolved {
    std::vector<AlleleNumber> alleles;
    bool outright = true;  // an allele's own name, long or short, not a wider term
    const char* how = "name";
  };
  Resolved resolve(Locus locus, std::string_view name) const;
  Resolved resolve(std::string_view full_name) const;  // "DRB1*15:01", any locus of the release

  // 1, 2, 3; 0 not assigned.
  int tce(AlleleNumber allele) const { return tce_[allele]; }
  // Antigens an allele is assigned, as in rel_dna_ser: "7", "703".
  const std::vector<std::string>& antigens(AlleleNumber allele) const { return antigens_[allele]; }
  // An antigen, its splits, its associates and theirs, and what it is a split or associate of.
  std::vector<std::string> related(std::string_view locus, const std::string& antigen) const;

 private:
  friend class ReleaseReader;
  Nomenclature() = default;

  std::string release_;
  std::vector<std::string> names_;
  std::vector<std::pair<std::uint64_t, AlleleNumber>> keys_;  // by locus and fields
  std::vector<std::string> loci_;
  std::unordered_map<std::string_view, AlleleNumber> by_name_;
  std::array<std::vector<std::string>, levels> groups_;
  std::array<std::vector<GroupNumber>, levels> group_of_;
  std::array<std::vector<std::vector<AlleleNumber>>, levels> members_;
  std::array<std::unordered_map<std::string, GroupNumber>, levels> group_numbers_;
  std::vector<std::vector<std::string>> antigens_;
  std::map<std::pair<std::string, std::string>, std::vector<AlleleNumber>> by_antigen_;
  using Kin = std::map<std::pair<std::string, std::string>, std::vector<std::string>>;
  Kin below_, above_;  // splits and associates of an antigen; what it is a split or associate of
  std::unordered_map<std::string, std::string> renamed_;       // deleted → what it became
  std::map<std::string, std::string, std::less<>> old_names_;  // version 2 → version 3
  std::vector<std::uint8_t> tce_;

  std::uint8_t locus_number(std::string_view locus) const;
  void add_range(std::string_view locus, std::string_view fields,
                 std::vector<AlleleNumber>& out) const;
  bool add_renamed(std::string_view name, Resolved& made, int depth) const;
  Resolved resolve_deep(std::string_view locus, std::string_view name, int depth) const;
};

// Up to four numbers and an expression suffix: "01:01:01:02N".
struct FieldsOfName {
  std::array<std::uint16_t, 4> fields{};
  int count = 0;
  char suffix = 0;
};
std::optional<FieldsOfName> fields_of(std::string_view name);

// Names reduced to the groups of a level, nulls by the rule: named outright a null stands alone,
// inside a wider term it is ignored.
class ByGroups : public Reduction {
 public:
  ByGroups(const Nomenclature& nomenclature, Level level, AlleleCodes codes)
      : nomenclature_(nomenclature), level_(level), codes_(std::move(codes)) {}
  Meaning of(Locus locus, std::string_view name) const override;

 private:
  Meaning make(Locus locus, std::string_view name, const std::string& full) const;
  const std::string& class_name(AlleleNumber allele) const;
  void add(const Nomenclature::Resolved& resolved, Meaning& meaning) const;

  const Nomenclature& nomenclature_;
  Level level_;
  AlleleCodes codes_;
  mutable std::unordered_map<std::string, Meaning> remembered_;  // reading is done by one thread
};

// "A*24:09:01:01N" → "A*24:09N".
std::string null_name(const std::string& name);

// A list of multiple allele codes: code and members, tab or comma between, "*" before. Members may
// be codes themselves; a circle is refused.
Result<AlleleCodes> read_allele_codes(std::string_view bytes, std::string_view name);

}  // namespace boai::hla

// What a written name means for matching: the classes it may be. With `none` a name is its own
// class, as text; with a nomenclature it is reduced to groups (nomenclature.hpp).
#pragma once

#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "engines/hla/locus.hpp"

namespace boai::hla {

struct Meaning {
  enum class Kind {
    named,    // one of `classes`, or one of the null alleles named outright
    any,      // nothing known: XXXX, UUUU, NNNN
    fresh,    // NEW: matches nothing, not even another NEW
    unknown,  // a code or name we do not know: anything, and the person is flagged
  };
  Kind kind = Kind::named;
  std::vector<std::string> classes;  // full names: "A*01:01P"
  std::vector<std::string> nulls;    // only of names that are null alleles themselves
};

// Multiple allele codes: "AB" → "01/02" (second fields) or "02:01/02:04" (full names).
class AlleleCodes {
 public:
  void add(std::string code, std::vector<std::string> members);
  bool empty() const { return codes_.empty(); }
  // The names a code stands for: of("02", "AB") → {"02:01", "02:02"}. Null when not known
  // or when the code does not go with that first field.
  std::unique_ptr<std::vector<std::string>> of(std::string_view first, std::string_view code) const;

 private:
  std::unordered_map<std::string, std::vector<std::string>> codes_;
};

// "01:AB": two or more letters after the first field that are not XX.
bool is_allele_code(std::string_view name);

class Reduction {
 public:
  virtual ~Reduction() = default;
  virtual Meaning of(Locus locus, std::string_view name) const = 0;
};

// Names as text. Codes are taken apart only when a list was handed in.
class AsWritten : public Reduction {
 public:
  explicit AsWritten(AlleleCodes codes = {}) : codes_(std::move(codes)) {}
  Meaning of(Locus locus, std::string_view name) const override;

 private:
  AlleleCodes codes_;
};

// The words that mean the same under every reduction, or nothing.
std::unique_ptr<Meaning> common_word(std::string_view name);

std::string full_name(Locus locus, std::string_view name);

}  // namespace boai::hla

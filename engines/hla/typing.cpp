#include "engines/hla/typing.hpp"

#include <algorithm>

namespace boai::hla {

namespace {

constexpr std::string_view letters =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789:*-";

// Broad words of serology and the gene they are antigens of.
struct Antigens {
  std::string_view prefix;
  Locus locus;
};
constexpr Antigens antigens[] = {{"Cw", Locus::c},    {"CW", Locus::c},     {"DR", Locus::drb1},
                                 {"DQ", Locus::dqb1}, {"DPw", Locus::dpb1}, {"DP", Locus::dpb1},
                                 {"A", Locus::a},     {"B", Locus::b},      {"C", Locus::c}};

bool is_digit(char letter) { return letter >= '0' && letter <= '9'; }

struct Name {
  std::optional<Locus> locus;
  std::string_view rest;  // without the locus; an antigen keeps a leading blank-free number
  bool antigen = false;
};

// "HLA-A*01:01" → A, "01:01"; "DR4" → DRB1, "DR4" (an antigen keeps its whole name).
Name take(std::string_view name) {
  if (name.starts_with("HLA-")) name.remove_prefix(4);
  std::size_t star = name.find('*');
  if (star != name.npos) {
    std::string_view gene = name.substr(0, star);
    if (gene == "Cw") gene = "C";  // as it was called before 2010
    return {locus_named(gene), name.substr(star + 1), false};
  }
  // Antigens of the genes beside DRB1.
  if (name == "DR51") return {Locus::drb5, name, true};
  if (name == "DR52") return {Locus::drb3, name, true};
  if (name == "DR53") return {Locus::drb4, name, true};
  for (const Antigens& each : antigens) {
    if (!name.starts_with(each.prefix) || name.size() == each.prefix.size()) continue;
    std::string_view number = name.substr(each.prefix.size());
    if (std::ranges::all_of(number, is_digit)) return {each.locus, name, true};
  }
  return {};
}

std::string shown(std::string_view text) {
  std::string out;
  for (char letter : text.substr(0, 40)) {
    out += letter >= 32 && letter < 127 ? letter : '?';
  }
  return "\"" + out + (text.size() > 40 ? "…\"" : "\"");
}

// Calls `each(part, column)` for every part between marks; stops at the first fault.
template <typename Each>
std::optional<Misreading> parts(std::string_view text, char mark, std::size_t column, Each each) {
  for (std::size_t from = 0;;) {
    std::size_t to = text.find(mark, from);
    if (auto fault = each(text.substr(from, to - from), column + from)) return fault;
    if (to == text.npos) return {};
    from = to + 1;
  }
}

std::size_t glsc_length(std::string_view typing) {
  if (!typing.starts_with("hla#")) return 0;
  std::size_t second = typing.find('#', 4);
  return second == typing.npos ? 0 : second + 1;
}

std::optional<Misreading> bad_letter(std::string_view typing) {
  for (std::size_t at = 0; at < typing.size(); at++) {
    char letter = typing[at];
    if (letters.find(letter) != letters.npos ||
        std::string_view("^|+~/?#.").find(letter) != letters.npos) {
      continue;
    }
    return Misreading{"a letter no typing holds: " + shown(typing.substr(at, 1)), at};
  }
  return {};
}

}  // namespace

std::optional<Locus> locus_named(std::string_view name) {
  auto found = std::ranges::find(locus_names, name);
  if (found == locus_names.end()) return {};
  return static_cast<Locus>(found - locus_names.begin());
}

namespace {

constexpr std::string_view marks = "|+~/?";

// A locus written in phase with others: its part of every copy, by genotype.
struct Apart {
  std::string text;
  std::size_t genotypes = 0, copies = 0;  // copies of the genotype being read
};

// "A*01~B*08+A*02~B*07" is read as A*01+A*02 and B*08+B*07. A locus stands in every genotype and in
// both copies; only DRB3, DRB4 and DRB5 may be on one haplotype alone.
class Parting {
 public:
  std::optional<Misreading> read(std::string_view text, std::size_t column) {
    return parts(text, '|', column, [&](std::string_view genotype, std::size_t where) {
      return read_genotype(genotype, where);
    });
  }

  void hand_over(std::size_t column, Blocks& blocks) {
    blocks.phased = true;
    for (std::size_t each = 0; each < all_loci; each++) {
      if (apart_[each].text.empty()) continue;
      const std::string& kept = blocks.apart.emplace_back(std::move(apart_[each].text));
      blocks.blocks.push_back({static_cast<Locus>(each), kept, column});
    }
  }

 private:
  std::optional<Misreading> read_genotype(std::string_view text, std::size_t column) {
    copies_ = 0;
    for (Apart& each : apart_) each.copies = 0;
    auto fault = parts(text, '+', column, [&](std::string_view copy, std::size_t where) {
      copies_++;
      return parts(copy, '~', where,
                   [&](std::string_view part, std::size_t place) { return put(part, place); });
    });
    if (fault) return fault;
    genotypes_++;
    for (std::size_t each = 0; each < all_loci; each++) {
      const Apart& its = apart_[each];
      if (is_paralog(static_cast<Locus>(each)) || its.genotypes == 0) continue;
      if (its.genotypes == genotypes_ && its.copies == copies_) continue;
      return Misreading{"locus " + std::string(locus_names[each]) +
                            " is missing in a copy or a genotype of a phased block",
                        column};
    }
    return {};
  }

  std::optional<Misreading> put(std::string_view part, std::size_t column) {
    Name name = take(part.substr(0, part.find_first_of("/?")));
    if (part.empty()) return Misreading{"a name is missing", column};
    if (!name.locus) return Misreading{"unknown locus in " + shown(part), column};
    Apart& its = apart_[at(*name.locus)];
    if (++its.copies > copies_) {
      return Misreading{"locus " + std::string(name_of(*name.locus)) + " twice in a copy", column};
    }
    if (its.copies == 1 && its.genotypes++ > 0) its.text += '|';
    if (its.copies > 1) its.text += '+';
    its.text += part;
    return {};
  }

  std::array<Apart, all_loci> apart_;
  std::size_t copies_ = 0, genotypes_ = 0;
};

}  // namespace

std::optional<Misreading> split(std::string_view typing, Blocks& blocks) {
  blocks.blocks.clear();
  blocks.apart.clear();
  blocks.phased = false;
  if (auto fault = bad_letter(typing)) return fault;
  std::size_t prefix = glsc_length(typing);
  blocks.release = prefix > 5 ? typing.substr(4, prefix - 5) : std::string_view{};
  if (typing.size() == prefix) return {};  // nothing typed
  auto fault = parts(typing.substr(prefix), '^', prefix,
                     [&](std::string_view text, std::size_t column) -> std::optional<Misreading> {
                       if (text.find('~') != text.npos) {
                         Parting parting;
                         if (auto odd = parting.read(text, column)) return odd;
                         parting.hand_over(column, blocks);
                         return {};
                       }
                       std::string_view first = text.substr(0, text.find_first_of(marks));
                       if (first.empty()) return Misreading{"a name is missing", column};
                       Name name = take(first);
                       if (!name.locus)
                         return Misreading{"unknown locus in " + shown(first), column};
                       blocks.blocks.push_back({*name.locus, text, column});
                       return {};
                     });
  if (fault) return fault;
  std::array<bool, all_loci> seen{};
  for (const Block& each : blocks.blocks) {
    if (seen[at(each.locus)]) {
      return Misreading{"locus " + std::string(name_of(each.locus)) + " twice", each.column};
    }
    seen[at(each.locus)] = true;
  }
  return {};
}

namespace {

std::optional<Misreading> read_allele(const Block& block, std::string_view text, std::size_t column,
                                      Alleles& alleles) {
  Name name = take(text);
  bool bare = !alleles.empty() && text.find('*') == text.npos && !name.antigen;
  if (bare) name = {block.locus, text, false};  // A*01:01/01:02 is written here and there
  if (text.empty() || (name.locus && name.rest.empty())) {
    return Misreading{"a name is missing", column};
  }
  if (text.find_first_of("#.?") != text.npos) {
    return Misreading{"a mark that is not read at this locus in " + shown(text), column};
  }
  if (!name.locus) return Misreading{"unknown locus in " + shown(text), column};
  bool either = is_paralog(*name.locus) && is_paralog(block.locus);
  if (*name.locus != block.locus && !either) {
    return Misreading{shown(text) + " stands among names of " + std::string(name_of(block.locus)),
                      column};
  }
  if (alleles.size() == alleles_max) return Misreading{"too many alleles in a position", column};
  alleles.push_back(name.rest);
  return {};
}

std::optional<Misreading> read_copy(const Block& block, std::string_view text, std::size_t column,
                                    GenotypeText& genotype) {
  if (genotype.copies.size() == 2) {
    return Misreading{"three copies of " + std::string(name_of(block.locus)), column};
  }
  Alleles& alleles = genotype.copies.emplace_back();
  auto each = [&](std::string_view allele, std::size_t where) {
    return read_allele(block, allele, where, alleles);
  };
  if (!is_paralog(block.locus)) return parts(text, '/', column, each);
  return parts(text, '?', column, [&](std::string_view gene, std::size_t where) {
    return parts(gene, '/', where, each);
  });
}

}  // namespace

std::optional<Misreading> read(const Block& block, std::vector<GenotypeText>& genotypes) {
  genotypes.clear();
  return parts(block.text, '|', block.column,
               [&](std::string_view text, std::size_t column) -> std::optional<Misreading> {
                 if (genotypes.size() == genotypes_max) {
                   return Misreading{"too many genotypes of a locus", column};
                 }
                 GenotypeText& genotype = genotypes.emplace_back();
                 return parts(text, '+', column, [&](std::string_view copy, std::size_t where) {
                   return read_copy(block, copy, where, genotype);
                 });
               });
}

}  // namespace boai::hla

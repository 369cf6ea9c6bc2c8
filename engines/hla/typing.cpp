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
  if (star != name.npos) return {locus_named(name.substr(0, star)), name.substr(star + 1), false};
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

std::optional<Misreading> split(std::string_view typing, Blocks& blocks) {
  blocks.blocks.clear();
  if (auto fault = bad_letter(typing)) return fault;
  std::size_t prefix = glsc_length(typing);
  blocks.release = prefix > 5 ? typing.substr(4, prefix - 5) : std::string_view{};
  if (typing.size() == prefix) return {};  // nothing typed
  std::array<bool, all_loci> seen{};
  return parts(
      typing.substr(prefix), '^', prefix,
      [&](std::string_view text, std::size_t column) -> std::optional<Misreading> {
        std::string_view first = text.substr(0, text.find_first_of("|+~/?"));
        if (first.empty()) return Misreading{"a name is missing", column};
        Name name = take(first);
        if (!name.locus) return Misreading{"unknown locus in " + shown(first), column};
        if (seen[at(*name.locus)]) {
          return Misreading{"locus " + std::string(name_of(*name.locus)) + " twice", column};
        }
        seen[at(*name.locus)] = true;
        blocks.blocks.push_back({*name.locus, text, column});
        return {};
      });
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
  if (text.find_first_of("#?.") != text.npos) {
    return Misreading{"a mark that is not read at this locus in " + shown(text), column};
  }
  if (!name.locus) return Misreading{"unknown locus in " + shown(text), column};
  if (*name.locus != block.locus) {
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
  if (std::size_t phase = text.find('~'); phase != text.npos) {
    return Misreading{"phase `~` inside a typing is not read; write the loci with `^`",
                      column + phase};
  }
  Alleles& alleles = genotype.copies.emplace_back();
  return parts(text, '/', column, [&](std::string_view allele, std::size_t where) {
    return read_allele(block, allele, where, alleles);
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

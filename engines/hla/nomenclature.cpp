#include "engines/hla/nomenclature.hpp"

#include <algorithm>
#include <unordered_set>

namespace boai::hla {

namespace {

constexpr int renames_max = 8;  // a name renamed again and again ends somewhere
constexpr std::array<std::string_view, levels> level_names = {"g", "p", "lg", "lgx"};

bool is_digit(char letter) { return letter >= '0' && letter <= '9'; }

void sort_out(std::vector<AlleleNumber>& alleles) {
  std::ranges::sort(alleles);
  alleles.erase(std::unique(alleles.begin(), alleles.end()), alleles.end());
}

// "0101" → "01:01", "01010102N" → "01:01:01:02N".
std::string with_colons(std::string_view name) {
  std::string out;
  for (std::size_t each = 0; each < name.size(); each++) {
    bool field_ends = each > 0 && each % 2 == 0 && is_digit(name[each]);
    if (field_ends) out += ':';
    out += name[each];
  }
  return out;
}

}  // namespace

std::optional<Level> level_named(std::string_view name) {
  auto found = std::ranges::find(level_names, name);
  if (found == level_names.end()) return {};
  return static_cast<Level>(found - level_names.begin());
}

std::optional<FieldsOfName> fields_of(std::string_view name) {
  FieldsOfName made;
  if (!name.empty() && name.back() >= 'A' && name.back() <= 'Z') {
    made.suffix = name.back();
    name.remove_suffix(1);
  }
  for (std::size_t from = 0; from <= name.size(); made.count++) {
    std::size_t to = std::min(name.find(':', from), name.size());
    if (made.count == 4 || to == from || to - from > 4) return {};
    unsigned number = 0;
    for (char letter : name.substr(from, to - from)) {
      if (!is_digit(letter)) return {};
      number = number * 10 + static_cast<unsigned>(letter - '0');
    }
    made.fields[made.count] = static_cast<std::uint16_t>(number + 1);  // 0: no such field
    from = to + 1;
  }
  return made;
}

std::optional<AlleleNumber> Nomenclature::find(std::string_view name) const {
  auto found = by_name_.find(name);
  if (found == by_name_.end()) return {};
  return found->second;
}

std::uint8_t Nomenclature::locus_number(std::string_view locus) const {
  auto found = std::ranges::find(loci_, locus);
  return static_cast<std::uint8_t>(found == loci_.end() ? 255 : found - loci_.begin());
}

// Every allele whose first fields are these; with a suffix only those that bear it.
void Nomenclature::add_range(std::string_view locus, std::string_view text,
                             std::vector<AlleleNumber>& out) const {
  auto fields = fields_of(text);
  if (!fields || locus_number(locus) == 255) return;
  std::uint64_t low = locus_number(locus), high = low;
  for (int each = 0; each < 4; each++) {
    bool told = each < fields->count;
    low = low << 14 | (told ? fields->fields[each] : 0);
    high = high << 14 | (told ? fields->fields[each] : 0x3FFF);
  }
  auto from = std::ranges::lower_bound(keys_, std::pair{low, AlleleNumber{0}});
  for (; from != keys_.end() && from->first <= high; from++) {
    if (fields->suffix && names_[from->second].back() != fields->suffix) continue;
    out.push_back(from->second);
  }
}

std::span<const AlleleNumber> Nomenclature::members(Level level, std::string_view name) const {
  auto at = static_cast<std::size_t>(level);
  auto found = group_numbers_[at].find(std::string(name));
  if (found == group_numbers_[at].end()) return {};
  return members_[at][found->second];
}

// Down from the antigen to everything below it, and the broad ones above: who is typed B5 may be a
// B51 and so a B5102; who is typed A23 may stand as A9, but never as A24.
std::vector<std::string> Nomenclature::related(std::string_view locus,
                                               const std::string& antigen) const {
  std::vector<std::string> made{antigen};
  auto add = [&](const auto& kin, const std::string& of) {
    auto found = kin.find({std::string(locus), of});
    if (found == kin.end()) return;
    for (const std::string& each : found->second) {
      if (std::ranges::find(made, each) == made.end()) made.push_back(each);
    }
  };
  for (std::size_t each = 0; each < made.size(); each++) add(below_, std::string(made[each]));
  add(above_, antigen);
  return made;
}

Nomenclature::Resolved Nomenclature::resolve(Locus locus, std::string_view name) const {
  return resolve_deep(name_of(locus), name, 0);
}

Nomenclature::Resolved Nomenclature::resolve(std::string_view full) const {
  if (full.starts_with("HLA-")) full.remove_prefix(4);
  std::size_t star = full.find('*');
  if (star == full.npos) return {};
  return resolve_deep(full.substr(0, star), full.substr(star + 1), 0);
}

bool Nomenclature::add_renamed(std::string_view name, Resolved& made, int depth) const {
  auto follow = [&](std::string_view now, const char* how) {
    std::size_t star = now.find('*');
    std::string_view rest = now.substr(star + 1);
    // What it became is a name or its beginning; one long chain is followed, never a tree of them.
    bool chain = depth < renames_max &&
                 (renamed_.contains(std::string(now)) || find(now) || rest.find(':') == rest.npos);
    Resolved deeper;
    if (chain) {
      deeper = resolve_deep(now.substr(0, star), rest, depth + 1);
    } else {
      add_range(now.substr(0, star), rest, deeper.alleles);
    }
    made.alleles.insert(made.alleles.end(), deeper.alleles.begin(), deeper.alleles.end());
    made.how = how;
  };
  if (auto found = renamed_.find(std::string(name)); found != renamed_.end()) {
    follow(found->second, "deleted");
    return true;
  }
  if (auto found = old_names_.find(name); found != old_names_.end()) {
    follow(found->second, "version 2");
    return true;
  }
  return false;
}

Nomenclature::Resolved Nomenclature::resolve_deep(std::string_view locus, std::string_view name,
                                                  int depth) const {
  Resolved made;
  if (depth > renames_max || name.empty()) return made;
  std::string full = std::string(locus) + "*" + std::string(name);
  if (auto exact = find(full)) {
    made.alleles.push_back(*exact);
    return made;
  }
  for (Level level : {Level::g, Level::p, Level::lg}) {
    bool group_mark = name.ends_with('G') || name.ends_with('P') || name.ends_with('g');
    auto group = members(level, full);
    if (!group_mark || group.empty()) continue;
    return {{group.begin(), group.end()}, false, "group"};
  }
  if (name.ends_with(":XX")) {
    add_range(locus, name.substr(0, name.find(':')), made.alleles);
    made.outright = false;
    made.how = "XX";
    return made;
  }
  if (!is_digit(name[0])) {  // an antigen: its number after the letters
    std::string number(name.substr(std::min(name.find_first_of("0123456789"), name.size())));
    for (const std::string& antigen : related(locus, number)) {
      auto found = by_antigen_.find({std::string(locus), antigen});
      if (found == by_antigen_.end()) continue;
      made.alleles.insert(made.alleles.end(), found->second.begin(), found->second.end());
    }
    sort_out(made.alleles);
    made.outright = false;
    made.how = "antigen";
    return made;
  }
  bool colons = name.find(':') != name.npos;
  if (colons) add_range(locus, name, made.alleles);
  if (!made.alleles.empty()) return made;
  if (add_renamed(full, made, depth)) return made;
  // Short forms of deleted and of version-2 names, as somebody wrote them.
  for (const auto& [old, now] : renamed_) {
    if (depth == 0 && old.starts_with(full + ":")) add_renamed(old, made, depth);
  }
  if (colons || !made.alleles.empty() || depth > 1) {
    sort_out(made.alleles);
    return made;
  }
  for (auto old = old_names_.lower_bound(full);
       depth == 0 && old != old_names_.end() && old->first.starts_with(full); old++) {
    add_renamed(old->first, made, depth);
  }
  sort_out(made.alleles);
  if (made.alleles.empty() && name.size() >= 4) {
    return resolve_deep(locus, with_colons(name), depth + 1);
  }
  return made;
}

Meaning ByGroups::of(Locus locus, std::string_view name) const {
  if (auto word = common_word(name)) return *word;
  auto [found, fresh] = remembered_.try_emplace(full_name(locus, name));
  if (fresh) found->second = make(locus, name, found->first);
  return found->second;
}

Meaning ByGroups::make(Locus locus, std::string_view name, const std::string& full) const {
  Meaning meaning;
  auto exact = nomenclature_.find(full);
  if (exact && !nomenclature_.null(*exact)) {  // what most names are
    meaning.classes.push_back(class_name(*exact));
    return meaning;
  }
  if (is_allele_code(name)) {
    std::size_t colon = name.find(':');
    auto members = codes_.of(name.substr(0, colon), name.substr(colon + 1));
    for (std::size_t each = 0; members && each < members->size(); each++) {
      auto resolved = nomenclature_.resolve(locus, (*members)[each]);
      resolved.outright = false;
      add(resolved, meaning);
    }
  } else {
    add(nomenclature_.resolve(locus, name), meaning);
  }
  if (meaning.classes.empty() && meaning.nulls.empty()) return {Meaning::Kind::unknown, {}, {}};
  return meaning;
}

// A null allele is known by two fields: A*24:09N, however long it was written.
std::string null_name(const std::string& name) {
  std::size_t first = name.find(':');
  std::size_t second = first == name.npos ? first : name.find(':', first + 1);
  return second == name.npos ? name : name.substr(0, second) + "N";
}

const std::string& ByGroups::class_name(AlleleNumber allele) const {
  GroupNumber group = nomenclature_.group(level_, allele);
  return group == no_group ? nomenclature_.names()[allele]
                           : nomenclature_.group_name(level_, group);
}

void ByGroups::add(const Nomenclature::Resolved& resolved, Meaning& meaning) const {
  bool expressed = std::ranges::any_of(
      resolved.alleles, [&](AlleleNumber each) { return !nomenclature_.null(each); });
  std::unordered_set<std::string> seen(meaning.classes.begin(), meaning.classes.end());
  for (AlleleNumber each : resolved.alleles) {
    const std::string& name = nomenclature_.names()[each];
    if (nomenclature_.null(each)) {
      std::string null = null_name(name);
      bool alone = resolved.outright && !expressed;
      if (alone && seen.insert(null).second) meaning.nulls.push_back(null);
      continue;
    }
    const std::string& its = class_name(each);
    if (seen.insert(its).second) meaning.classes.push_back(its);
  }
}

}  // namespace boai::hla

#include "engines/hla/reduction.hpp"

#include <algorithm>
#include <map>

namespace boai::hla {

void AlleleCodes::add(std::string code, std::vector<std::string> members) {
  codes_.insert_or_assign(std::move(code), std::move(members));
}

std::unique_ptr<std::vector<std::string>> AlleleCodes::of(std::string_view first,
                                                          std::string_view code) const {
  auto found = codes_.find(std::string(code));
  if (found == codes_.end()) return {};
  auto names = std::make_unique<std::vector<std::string>>();
  std::map<std::string_view, std::size_t> first_fields;  // of members written in full
  for (const std::string& member : found->second) {
    std::size_t colon = member.find(':');
    if (colon == member.npos) {
      names->push_back(std::string(first) + ":" + member);
    } else {
      first_fields[std::string_view(member).substr(0, colon)]++;
      names->push_back(member);
    }
  }
  // A code of full names goes with the first field that is most frequent in it, of several the
  // lowest; before another it is a slip of the pen, not a typing.
  auto most =
      std::ranges::max_element(first_fields, {}, [](const auto& each) { return each.second; });
  if (most != first_fields.end() && most->first != first) return {};
  return names;
}

bool is_allele_code(std::string_view name) {
  std::size_t colon = name.find(':');
  if (colon == name.npos) return false;
  std::string_view code = name.substr(colon + 1);
  return code.size() >= 2 && code != "XX" &&
         std::ranges::all_of(code, [](char letter) { return letter >= 'A' && letter <= 'Z'; });
}

std::unique_ptr<Meaning> common_word(std::string_view name) {
  if (name == "NEW") return std::make_unique<Meaning>(Meaning{Meaning::Kind::fresh, {}, {}});
  if (name == "UUUU" || name == "XXXX" || name == "NNNN") {
    return std::make_unique<Meaning>(Meaning{Meaning::Kind::any, {}, {}});
  }
  return {};
}

std::string full_name(Locus locus, std::string_view name) {
  return std::string(name_of(locus)) + "*" + std::string(name);
}

Meaning AsWritten::of(Locus locus, std::string_view name) const {
  if (auto word = common_word(name)) return *word;
  Meaning meaning;
  if (!codes_.empty() && is_allele_code(name)) {
    std::size_t colon = name.find(':');
    auto members = codes_.of(name.substr(0, colon), name.substr(colon + 1));
    if (!members) return {Meaning::Kind::unknown, {}, {}};
    for (const std::string& member : *members) meaning.classes.push_back(full_name(locus, member));
    return meaning;
  }
  meaning.classes.push_back(full_name(locus, name));
  return meaning;
}

}  // namespace boai::hla

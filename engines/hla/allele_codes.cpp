// Reads a list of multiple allele codes.
#include <algorithm>
#include <map>

#include "engines/hla/nomenclature.hpp"
#include "engines/hla/text_file.hpp"

namespace boai::hla {

namespace {

constexpr std::size_t members_max = 100'000;  // of one code, codes inside codes taken apart
constexpr std::size_t members_of_all_max = 200'000'000;
constexpr int nesting_max = 100;  // codes inside codes

struct Coded {
  std::vector<std::string> members;
  Line line;
  enum class State { unseen, open, done } state = State::unseen;
};
using List = std::map<std::string, Coded, std::less<>>;

bool is_code(std::string_view text) {
  return !text.empty() &&
         std::ranges::all_of(text, [](char letter) { return letter >= 'A' && letter <= 'Z'; });
}

bool is_member(std::string_view text) {
  return is_code(text) || (text[0] >= '0' && text[0] <= '9' &&
                           text.find_first_not_of("0123456789:NLSCAQ") == text.npos);
}

// Puts the members of inner codes in their place; a code inside itself is a circle.
Outcome take_apart(std::string_view file, List& list, const std::string& code, int depth = 0) {
  Coded& coded = list.at(code);
  if (coded.state == Coded::State::done) return Done{};
  if (coded.state == Coded::State::open) {
    return fault_at(file, coded.line, coded.line.text.find(code),
                    "code " + code + " stands for itself");
  }
  if (depth > nesting_max) return fault_at(file, coded.line, 0, "codes inside codes, too deep");
  coded.state = Coded::State::open;
  std::vector<std::string> members;
  for (const std::string& each : coded.members) {
    if (!is_code(each)) {
      members.push_back(each);
      continue;
    }
    if (!list.contains(each)) {
      return fault_at(file, coded.line, coded.line.text.rfind(each), "unknown code " + each);
    }
    TRY(take_apart(file, list, each, depth + 1));
    const auto& inner = list.at(each).members;
    members.insert(members.end(), inner.begin(), inner.end());
    if (members.size() > members_max) return fault_at(file, coded.line, 0, "too many members");
  }
  coded.members = std::move(members);
  coded.state = Coded::State::done;
  return Done{};
}

}  // namespace

Result<AlleleCodes> read_allele_codes(std::string_view bytes, std::string_view name) {
  List list;
  Lines lines(bytes);
  Line line;
  while (lines.next(line)) {
    if (trimmed(line.text).empty() || line.text.starts_with('#')) continue;
    if (line.text.starts_with("LAST UPDATED") || line.text.ends_with("SUBTYPE")) continue;
    std::size_t end = line.text.find_last_of("\t, ");
    if (end == line.text.npos) return fault_at(name, line, 0, "no code and members");
    std::string_view members = line.text.substr(end + 1), code = trimmed(line.text.substr(0, end));
    while (code.starts_with('*') || code.starts_with(',')) code = trimmed(code.substr(1));
    if (!is_code(code)) return fault_at(name, line, 0, quoted(code) + " is no code");
    Coded& coded = list[std::string(code)];
    if (!coded.members.empty()) return fault_at(name, line, 0, "code " + quoted(code) + " twice");
    coded.line = line;
    for (std::size_t from = 0; from <= members.size();) {
      std::size_t to = std::min(members.find('/', from), members.size());
      std::string_view member = members.substr(from, to - from);
      if (member.empty() || !is_member(member)) {
        return fault_at(name, line, end + 1 + from, quoted(member) + " is no member of a code");
      }
      coded.members.emplace_back(member);
      from = to + 1;
    }
  }
  AlleleCodes codes;
  std::size_t members = 0;
  for (auto& [code, coded] : list) {
    TRY(take_apart(name, list, code));
    members += coded.members.size();
    if (members > members_of_all_max) return fault_at(name, coded.line, 0, "too many members");
  }
  for (auto& [code, coded] : list) codes.add(code, std::move(coded.members));
  return codes;
}

}  // namespace boai::hla

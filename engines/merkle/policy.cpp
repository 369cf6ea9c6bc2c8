#include <algorithm>

#include "engines/merkle/checkpoint.hpp"
#include "engines/merkle/number.hpp"

namespace boai::merkle {

namespace {

constexpr std::size_t lines_max = 4096;

Error bad(std::string detail) { return invalid("merkle.policy", "policy", std::move(detail)); }

std::vector<std::string_view> words_of(std::string_view line) {
  std::vector<std::string_view> words;
  for (;;) {
    std::size_t begin = line.find_first_not_of(" \t");
    if (begin == std::string_view::npos) return words;
    line.remove_prefix(begin);
    std::size_t end = std::min(line.find_first_of(" \t"), line.size());
    words.push_back(line.substr(0, end));
    line.remove_prefix(end);
  }
}

bool allowed(std::string_view text) {
  return std::ranges::all_of(text, [](char letter) {
    auto byte = static_cast<unsigned char>(letter);
    return byte == '\t' || byte == '\n' || (byte >= 0x20 && byte != 0x7f);
  });
}

}  // namespace

Result<Policy> Policy::parse(std::string_view text) {
  if (!allowed(text)) return bad("a control character");
  if (!text.empty() && text.back() != '\n') return bad("the last line does not end");
  Policy policy;
  for (std::size_t number = 1; !text.empty(); ++number) {
    std::vector<std::string_view> words = words_of(*take_line(text));
    if (words.empty() || words[0].starts_with('#')) continue;
    Outcome taken = number > lines_max ? Outcome(bad("too many lines")) : policy.take(words);
    if (!taken.ok()) {
      return bad("line " + std::to_string(number) + ": " + taken.error().detail);
    }
  }
  if (policy.quorum_.empty()) return bad("no quorum line");
  return policy;
}

std::vector<Policy::Witness> Policy::witnesses() const {
  std::vector<Witness> all;
  for (const auto& [name, member] : members_) {
    if (member.witness) all.push_back({name, *member.witness, member.url});
  }
  return all;
}

Outcome Policy::take(const std::vector<std::string_view>& words) {
  if (words[0] == "log") return take_log(words);
  if (words[0] == "witness") return take_witness(words);
  if (words[0] == "group") return take_group(words);
  if (words[0] == "quorum") return take_quorum(words);
  return bad("an unknown word: " + std::string(words[0]));
}

Outcome Policy::take_log(const std::vector<std::string_view>& words) {
  if (words.size() < 2 || words.size() > 3) return bad("log <vkey> [<url>]");
  Verifier key = TRY(parse_vkey(words[1]));
  if (key.algorithm == Algorithm::cosignature) return bad("a witness's key for a log");
  for (const Listed& each : logs_) {
    if (each.key.key == key.key) return bad("the same log key twice");
  }
  logs_.push_back({std::move(key), words.size() == 3 ? std::string(words[2]) : ""});
  return Done{};
}

Outcome Policy::take_witness(const std::vector<std::string_view>& words) {
  if (words.size() < 3 || words.size() > 4) return bad("witness <name> <vkey> [<url>]");
  if (words[1] == "none" || defined(words[1])) return bad("the name is taken");
  Verifier key = TRY(parse_vkey(words[2]));
  if (key.algorithm != Algorithm::cosignature) return bad("not a witness's key");
  for (const auto& [name, member] : members_) {
    if (member.witness && member.witness->key == key.key) return bad("the same witness key twice");
  }
  Member member;
  member.witness = std::move(key);
  if (words.size() == 4) member.url = std::string(words[3]);
  members_.emplace(std::string(words[1]), std::move(member));
  return Done{};
}

Outcome Policy::take_group(const std::vector<std::string_view>& words) {
  if (words.size() < 4) return bad("group <name> all|any|<k> <name>…");
  if (words[1] == "none" || defined(words[1])) return bad("the name is taken");
  Member group;
  for (auto word = words.begin() + 3; word != words.end(); ++word) {
    auto found = members_.find(*word);
    if (found == members_.end()) return bad("not defined before: " + std::string(*word));
    if (found->second.taken) return bad("a member twice: " + std::string(*word));
    found->second.taken = true;
    group.members.emplace_back(*word);
  }
  if (words[2] == "all") {
    group.threshold = group.members.size();
  } else if (words[2] == "any") {
    group.threshold = 1;
  } else {
    auto least = parse_number(words[2]);
    if (!least || *least < 1 || *least > group.members.size()) return bad("no such threshold");
    group.threshold = static_cast<std::size_t>(*least);
  }
  members_.emplace(std::string(words[1]), std::move(group));
  return Done{};
}

Outcome Policy::take_quorum(const std::vector<std::string_view>& words) {
  if (words.size() != 2) return bad("quorum <name>");
  if (!quorum_.empty()) return bad("two quorum lines");
  if (words[1] != "none" && !defined(words[1])) return bad("the quorum is not defined before");
  quorum_ = std::string(words[1]);
  return Done{};
}

bool Policy::satisfied(const std::string& name, const Checked& checked) const {
  if (name == "none") return true;
  const Member& member = members_.find(name)->second;
  if (member.witness) {
    return std::ranges::any_of(checked.by, [&](const Verifier* each) {
      return each->name == member.witness->name && each->id == member.witness->id;
    });
  }
  auto count = std::ranges::count_if(
      member.members, [&](const std::string& each) { return satisfied(each, checked); });
  return static_cast<std::size_t>(count) >= member.threshold;
}

Result<Opened> Policy::open(std::string_view bytes) const {
  std::vector<Verifier> known;
  for (const Listed& log : logs_) known.push_back(log.key);
  for (const auto& [name, member] : members_) {
    if (member.witness) known.push_back(*member.witness);
  }
  Opened opened;
  opened.note = TRY(parse_note(bytes));
  Checked checked = TRY(check(opened.note, known));
  opened.checkpoint = TRY(parse_checkpoint(opened.note.text));
  bool by_log = std::ranges::any_of(checked.by, [&](const Verifier* each) {
    return each->algorithm != Algorithm::cosignature && each->name == opened.checkpoint.origin;
  });
  if (!by_log) return invalid("merkle.unknown_log", "checkpoint", opened.checkpoint.origin);
  if (!satisfied(quorum_, checked)) return invalid("merkle.no_quorum", "checkpoint", quorum_);
  for (const Verifier* each : checked.by) opened.by.push_back(each->name);
  opened.unknown = std::move(checked.unknown);
  return opened;
}

}  // namespace boai::merkle

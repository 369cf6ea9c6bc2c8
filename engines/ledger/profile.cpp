#include "engines/ledger/profile.hpp"

#include <algorithm>

#include "base/must.hpp"

namespace boai::ledger {

std::string_view name_of(UnitClass kind) {
  constexpr std::string_view names[] = {"money", "goods", "service", "value"};
  return names[static_cast<std::size_t>(kind)];
}

UnitClass Profile::class_of_unit(std::string_view unit) const {
  const UnitRule* best = nullptr;
  for (const UnitRule& rule : units) {
    bool longer = best == nullptr || rule.prefix.size() > best->prefix.size();
    if (unit.starts_with(rule.prefix) && longer) best = &rule;
  }
  return best ? best->kind : UnitClass::goods;
}

const AccountRule* Profile::rule_of(std::string_view path) const {
  const AccountRule* best = nullptr;
  for (const AccountRule& rule : accounts) {
    bool inside = path.starts_with(rule.path) &&
                  (path.size() == rule.path.size() || path[rule.path.size()] == '/');
    if (inside && (best == nullptr || rule.path.size() > best->path.size())) best = &rule;
  }
  return best;
}

const PostingRule* Profile::posting_of(std::string_view kind, UnitClass unit, bool agency) const {
  std::string key(kind);
  std::string tail = "." + std::string(name_of(unit));
  if (agency) {
    auto found = postings.find(key + ".agency" + tail);
    if (found != postings.end()) return &found->second;
  }
  auto found = postings.find(key + tail);
  return found == postings.end() ? nullptr : &found->second;
}

Outcome check(const Profile& profile) {
  for (const auto& [key, rule] : profile.postings) {
    for (const std::string* form : {&rule.debit, &rule.credit}) {
      for (const char* nature : {"restricted", "unrestricted"}) {
        std::string path = filled(*form, {{"fund", "f"},
                                          {"nature", nature},
                                          {"place", "p"},
                                          {"till", "bank"},
                                          {"purpose", "p"},
                                          {"other", "o"}});
        if (profile.rule_of(path) != nullptr) continue;
        return invalid("ledger.profile", key, path + " is not in the chart");
      }
    }
  }
  for (const char* kind : {"gift", "use", "fee", "refund", "redesignate"}) {
    if (profile.posting_of(kind, UnitClass::money, false) == nullptr) {
      return invalid("ledger.profile", std::string(kind) + ".money", "missing");
    }
  }
  return Done{};
}

Profiles::Profiles(std::vector<Profile> profiles) : profiles_(std::move(profiles)) {
  std::ranges::sort(profiles_, {}, &Profile::from);
}

const Profile& Profiles::on(Day day) const {
  must(!profiles_.empty());
  const Profile* found = &profiles_.front();
  for (const Profile& profile : profiles_) {
    if (!day || profile.from <= day) found = &profile;
  }
  return *found;
}

std::string filled(std::string_view form, std::initializer_list<Word> words) {
  std::string text;
  text.reserve(form.size() + 16);
  while (!form.empty()) {
    std::size_t open = form.find('{');
    text += form.substr(0, open);
    if (open == std::string_view::npos) break;
    std::size_t close = form.find('}', open);
    must(close != std::string_view::npos);
    std::string_view name = form.substr(open + 1, close - open - 1);
    for (const Word& word : words) {
      if (word.name == name) text += word.text;
    }
    form.remove_prefix(close + 1);
  }
  return text;
}

}  // namespace boai::ledger

// Chart of accounts and policies: data with a day from which they hold, never code. Which profile a
// society keeps (民间非营利组织会计制度 or 政府会计制度) is the finance office's word; see
// packs/*/ledger.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "engines/ledger/model.hpp"

namespace boai::ledger {

enum class UnitClass { money, goods, service, value };
std::string_view name_of(UnitClass kind);

struct AccountRule {
  std::string path;  // this account and all below it
  std::string code, name;
  Class kind = Class::asset;
  Bound bound = Bound::none;
};

// Templates with {fund} {nature} {place} {till} {purpose} {other}. `nature` is restricted or
// unrestricted; `till` is bank or clearing/CHANNEL.
struct PostingRule {
  std::string debit, credit;
};

struct UnitRule {
  std::string prefix;
  UnitClass kind = UnitClass::money;
};

struct Profile {
  std::string code;
  Day from;
  std::vector<AccountRule> accounts;
  std::map<std::string, PostingRule, std::less<>> postings;  // "use.money"
  std::vector<UnitRule> units;                               // the longest prefix wins
  std::vector<std::string> vocabulary;                       // of restrictions; empty: any word
  std::int64_t micro_below = 1000;                           // fen
  std::map<std::string, std::int64_t, std::less<>> campaign_caps;  // permille of gross

  UnitClass class_of_unit(std::string_view unit) const;
  const AccountRule* rule_of(std::string_view path) const;
  // "use", money, agency → postings["use.agency.money"], else ["use.money"]
  const PostingRule* posting_of(std::string_view kind, UnitClass unit, bool agency) const;
};

// What a profile must have before anything is posted by it. Codes: ledger.profile.
Outcome check(const Profile& profile);

class Profiles {
 public:
  Profiles() = default;
  explicit Profiles(std::vector<Profile> profiles);
  bool empty() const { return profiles_.empty(); }
  // The last that holds on the day; the first for days before any.
  const Profile& on(Day day) const;
  const std::vector<Profile>& all() const { return profiles_; }

 private:
  std::vector<Profile> profiles_;
};

// Fills a template's {words}.
struct Word {
  std::string_view name, text;
};
std::string filled(std::string_view form, std::initializer_list<Word> words);

}  // namespace boai::ledger

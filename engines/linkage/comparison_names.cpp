// Names against each other, from the strictest reading to the widest.
#include <algorithm>
#include <cmath>

#include "engines/linkage/comparison.hpp"

namespace boai::linkage {

namespace {

// The place at which the longer has one letter more, or npos.
std::size_t one_more(const std::u32string& shorter, const std::u32string& longer) {
  if (longer.size() != shorter.size() + 1) return longer.npos;
  std::size_t at = 0;
  while (at < shorter.size() && shorter[at] == longer[at]) ++at;
  bool rest = std::equal(shorter.begin() + static_cast<std::ptrdiff_t>(at), shorter.end(),
                         longer.begin() + static_cast<std::ptrdiff_t>(at) + 1);
  return rest ? at : longer.npos;
}

bool is_part(const Name& shorter, const Name& longer) {
  return longer.first_part > 1 && shorter.letters.size() == longer.first_part &&
         longer.letters.starts_with(shorter.letters);
}

}  // namespace

Comparer::NameFinding Comparer::compare_letters(const Name& left, const Name& right) const {
  std::size_t different = 0, sounding = 0, accented = 0, last = 0;
  NameFinding found{.agreeing = {}, .surname_first = left.letters[0] == right.letters[0]};
  for (std::size_t at = 0; at < left.letters.size(); ++at) {
    if (left.letters[at] == right.letters[at]) {
      found.agreeing += left.letters[at];
      continue;
    }
    if (++different > 3) return {};
    last = at;
    bool sounds = sounds_.may_be_read(left.letters[at], right.sounds[at]) ||
                  sounds_.may_be_read(right.letters[at], left.sounds[at]);
    sounding += sounds;
    accented += sounds || (left.accent[at] && left.accent[at] == right.accent[at]);
  }
  bool swapped = different == 2 && last > 0 && left.letters[last] == right.letters[last - 1] &&
                 left.letters[last - 1] == right.letters[last];
  found.finding = sounding == different                          ? Finding::sound
                  : swapped                                      ? Finding::order
                  : accented == different                        ? Finding::accent
                  : different == 1 && found.agreeing.size() >= 1 ? Finding::letter
                                                                 : Finding::differs;
  return found;
}

Comparer::NameFinding Comparer::compare_names(const Name& left, const Name& right) const {
  if (left.written == right.written) return {Finding::same, {}};
  if (left.letters == right.letters) return {Finding::variant, {}};
  if (left.letters.size() == right.letters.size()) return compare_letters(left, right);
  const Name& shorter = left.letters.size() < right.letters.size() ? left : right;
  const Name& longer = &shorter == &left ? right : left;
  bool first = shorter.letters[0] == longer.letters[0];
  if (shorter.letters.size() >= 2 &&
      one_more(shorter.letters, longer.letters) != longer.letters.npos) {
    return {Finding::lacking, shorter.letters, first};
  }
  if (is_part(shorter, longer)) return {Finding::part, shorter.letters, false};
  return {};
}

// Agreement weighs by the rarity of what agrees, errors take from it.
Reason Comparer::weigh_name(const Name& left, const Name& right,
                            const Frequencies& frequencies) const {
  NameFinding found = compare_names(left, right);
  Reason reason = weighed(Field::name, found.finding);
  if (found.finding == Finding::differs) return reason;
  auto share = [&](double count, double prior) {
    return (count + settings_.prior_rows * prior) / (frequencies.rows() + settings_.prior_rows);
  };
  auto rarity_of = [&](const Name& name) {
    return -std::log2(share(frequencies.of_name(name.letters), settings_.prior_name));
  };
  bool partly = found.finding == Finding::letter || found.finding == Finding::lacking ||
                found.finding == Finding::part;
  double rarity = std::min(rarity_of(left), rarity_of(right));
  if (partly) {
    double sum = 0;
    for (std::size_t at = 0; at < found.agreeing.size(); ++at) {
      bool surname = at == 0 && found.surname_first;
      double prior = surname ? settings_.prior_surname : settings_.prior_given;
      sum -= std::log2(share(frequencies.of_letter(found.agreeing[at], surname), prior));
    }
    rarity = std::min(rarity, sum);
  }
  reason.weight += static_cast<float>(std::min<double>(rarity, settings_.name_most));
  return reason;
}

void Frequencies::add(const Name& name) {
  ++rows_;
  ++names_[name.letters];
  for (std::size_t at = 0; at < name.letters.size(); ++at) {
    ++(at == 0 && name.surname > 0 ? surnames_ : given_)[name.letters[at]];
  }
}

double Frequencies::of_name(const std::u32string& letters) const {
  auto found = names_.find(letters);
  return found == names_.end() ? 0 : found->second;
}

double Frequencies::of_letter(char32_t letter, bool surname) const {
  const auto& counts = surname ? surnames_ : given_;
  auto found = counts.find(letter);
  return found == counts.end() ? 0 : found->second;
}

}  // namespace boai::linkage

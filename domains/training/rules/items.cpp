#include "domains/training/rules/items.hpp"

#include <algorithm>
#include <cmath>

namespace boai::training {

namespace {

constexpr double group_share = 0.27;

double share_right(std::span<const Given> given) {
  if (given.empty()) return 0;
  auto right = std::ranges::count_if(given, &Given::right);
  return static_cast<double>(right) / static_cast<double>(given.size());
}

std::vector<std::string> suspicions_of(const Item& item, const ItemFigures& figures,
                                       const Suspicion& suspicion) {
  std::vector<std::string> found;
  if (figures.used < suspicion.used_min) return found;
  if (figures.rate < suspicion.rate_min) found.push_back("too_hard");
  if (figures.rate > suspicion.rate_max) found.push_back("too_easy");
  bool told_apart = figures.rate > 0 && figures.rate < 1;
  if (figures.discrimination < 0) {
    found.push_back("wrong_key");
  } else if (told_apart && figures.discrimination < suspicion.discrimination_min) {
    found.push_back("not_discriminating");
  }
  for (int letter = 0; letter < item.options; ++letter) {
    if (figures.chosen.at(static_cast<char>('A' + letter)) > 0) continue;
    found.push_back("idle_choice");
    break;
  }
  return found;
}

}  // namespace

ItemFigures figures_of(const Item& item, std::vector<Given> given, const Suspicion& suspicion) {
  ItemFigures figures;
  figures.used = static_cast<std::int64_t>(given.size());
  for (int letter = 0; letter < item.options; ++letter) {
    figures.chosen[static_cast<char>('A' + letter)] = 0;
  }
  for (const Given& each : given) {
    if (each.chosen.empty()) ++figures.unanswered;
    for (char letter : each.chosen) ++figures.chosen[letter];
  }
  figures.rate = share_right(given);
  std::ranges::sort(given, std::greater<>(), &Given::score);
  auto group =
      static_cast<std::size_t>(std::lround(group_share * static_cast<double>(given.size())));
  std::span<const Given> all(given);
  figures.discrimination = share_right(all.first(group)) - share_right(all.last(group));
  figures.suspicions = suspicions_of(item, figures, suspicion);
  return figures;
}

}  // namespace boai::training

#include "engines/linkage/index.hpp"

#include <algorithm>
#include <thread>
#include <tuple>
#include <unordered_set>

namespace boai::linkage {

namespace {

bool by_ids(const Pair& left, const Pair& right) {
  return std::tie(left.left, left.right) < std::tie(right.left, right.right);
}

bool same_ids(const Pair& left, const Pair& right) {
  return left.left == right.left && left.right == right.right;
}

}  // namespace

Linkage::Parts::Parts(Sounds read_sounds, Settings read_settings)
    : sounds(std::move(read_sounds)),
      settings(std::move(read_settings)),
      reader(sounds, settings),
      comparer(sounds, settings) {}

Result<Linkage> Linkage::create(std::string_view sounds, std::string_view settings) {
  Sounds read = TRY(Sounds::read(sounds));
  Settings weights = TRY(read_settings(settings));
  return Linkage(std::make_shared<const Parts>(std::move(read), std::move(weights)));
}

Comparison Linkage::compare(const Person& left, const Person& right,
                            const Frequencies& frequencies) const {
  return comparer().compare({left.name, left.codes}, {right.name, right.codes}, frequencies);
}

Index Index::build(const Linkage& linkage, std::span<const Row> rows) {
  Index index(linkage);
  index.entries_.reserve(rows.size());
  std::unordered_map<std::string, std::uint32_t> numbers;  // of names as they were written
  for (const Row& row : rows) {
    auto person = linkage.read(row);
    if (!person.ok()) {
      index.refused_.push_back({row.id, person.error().code});
      continue;
    }
    index.frequencies_.add(person->name);
    auto next = static_cast<std::uint32_t>(index.names_.size());
    auto [place, fresh] = numbers.try_emplace(row.name, next);
    if (fresh) index.names_.push_back(std::move(person->name));
    index.entries_.push_back({row.id, place->second, person->codes});
  }
  std::ranges::stable_sort(index.entries_, {}, &Entry::id);
  // Of rows under one id none may speak for the other, so which came first must not matter: the
  // caller mixed up two lists, and hears of it.
  std::vector<Entry> kept;
  for (std::size_t at = 0; at < index.entries_.size(); ++at) {
    auto is = [&](std::size_t other) {
      return other < index.entries_.size() && index.entries_[other].id == index.entries_[at].id;
    };
    if (is(at + 1) || (at > 0 && is(at - 1))) {
      index.refused_.push_back({index.entries_[at].id, "linkage.id_again"});
    } else {
      kept.push_back(index.entries_[at]);
    }
  }
  if (kept.size() < index.entries_.size()) index.entries_ = std::move(kept);
  std::ranges::sort(index.refused_, [](const Refused& left, const Refused& right) {
    return std::tie(left.id, left.code) < std::tie(right.id, right.code);
  });
  return index;
}

std::vector<Index::Keyed> Index::keyed_by(std::size_t key) const {
  std::vector<Keyed> keyed;
  keyed.reserve(entries_.size());
  for (std::size_t entry = 0; entry < entries_.size(); ++entry) {
    const Entry& each = entries_[entry];
    std::uint64_t value = linkage_.reader().keys_of(names_[each.name], each.codes)[key];
    if (value != 0) keyed.push_back({value, static_cast<std::uint32_t>(entry)});
  }
  // Within a block neighbours by birthday and number; ids last, so that nothing hangs on order.
  std::ranges::sort(keyed, [&](const Keyed& left, const Keyed& right) {
    if (left.key != right.key) return left.key < right.key;
    const Codes &one = entries_[left.entry].codes, &other = entries_[right.entry].codes;
    return std::tie(one.birthday, one.document, left.entry) <
           std::tie(other.birthday, other.document, right.entry);
  });
  return keyed;
}

void Index::consider(const Entry& left, const Entry& right, Verdict least, Walk& walk) const {
  ++walk.comparisons;
  auto comparison = linkage_.comparer().compare(side_of(left), side_of(right), frequencies_);
  if (comparison.verdict < least) return;
  walk.found.push_back({std::min(left.id, right.id), std::max(left.id, right.id), comparison});
}

void Index::walk_block(std::span<const Keyed> block, Verdict least, Walk& walk) const {
  const Settings& settings = linkage_.settings();
  std::size_t reach = block.size() > settings.block_most ? settings.neighbours : block.size();
  for (std::size_t one = 0; one < block.size(); ++one) {
    std::size_t end = std::min(block.size(), one + 1 + reach);
    for (std::size_t other = one + 1; other < end; ++other) {
      consider(entries_[block[one].entry], entries_[block[other].entry], least, walk);
    }
  }
}

void Index::walk_blocks(std::span<const Keyed> keyed, Verdict least, Walk& walk) const {
  for (std::size_t from = 0; from < keyed.size();) {
    std::size_t to = from + 1;
    while (to < keyed.size() && keyed[to].key == keyed[from].key) ++to;
    walk_block(keyed.subspan(from, to - from), least, walk);
    from = to;
  }
  std::ranges::sort(walk.found, by_ids);
  auto repeated = std::ranges::unique(walk.found, same_ids);
  walk.found.erase(repeated.begin(), repeated.end());
}

std::vector<Pair> Index::pairs(PairsWanted wanted) const {
  auto threads = static_cast<std::size_t>(std::clamp(wanted.threads, 1, threads_max));
  // A thread owns whole keys, taken in turns; what several keys found is joined at the end.
  std::vector<Walk> walks(blocking_keys);
  std::vector<std::jthread> running;
  auto work = [&](std::size_t first) {
    for (std::size_t key = first; key < blocking_keys; key += threads) {
      auto keyed = keyed_by(key);
      walk_blocks(keyed, wanted.least, walks[key]);
    }
  };
  for (std::size_t each = 1; each < threads; ++each) running.emplace_back(work, each);
  work(0);
  running.clear();
  std::vector<Pair> all;
  comparisons_ = 0;
  for (Walk& walk : walks) {
    comparisons_ += walk.comparisons;
    std::vector<Pair> joined;
    joined.reserve(all.size() + walk.found.size());
    std::ranges::set_union(all, walk.found, std::back_inserter(joined), by_ids);
    all = std::move(joined);
    walk.found = {};
  }
  return all;
}

Result<std::vector<Pair>> Index::candidates(const Row& row) {
  Row asked = row;
  if (asked.id == 0) asked.id = INT64_MAX;  // a form has no number yet
  Person person = TRY(linkage_.read(asked));
  Keys keys = linkage_.keys_of(person);
  std::unordered_set<std::uint32_t> seen;
  std::vector<Pair> found;
  for (std::size_t key = 0; key < blocking_keys; ++key) {
    if (laid_out_[key].empty()) laid_out_[key] = keyed_by(key);
    if (keys[key] == 0) continue;
    auto block = std::ranges::equal_range(laid_out_[key], keys[key], {}, &Keyed::key);
    for (const Keyed& each : block) {
      if (seen.size() >= candidates_looked_at) break;
      const Entry& entry = entries_[each.entry];
      bool fresh = entry.id != asked.id && seen.insert(each.entry).second;
      if (!fresh) continue;
      auto comparison =
          linkage_.comparer().compare({person.name, person.codes}, side_of(entry), frequencies_);
      if (comparison.verdict == Verdict::unlikely) continue;
      found.push_back({std::min(entry.id, asked.id), std::max(entry.id, asked.id), comparison});
    }
  }
  std::ranges::sort(found, [](const Pair& left, const Pair& right) {
    if (left.comparison.score != right.comparison.score) {
      return left.comparison.score > right.comparison.score;
    }
    return by_ids(left, right);
  });
  if (found.size() > candidates_max) found.resize(candidates_max);
  return found;
}

}  // namespace boai::linkage

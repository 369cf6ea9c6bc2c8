#include "engines/hla/index.hpp"

#include <algorithm>
#include <cstring>

#include "base/must.hpp"

namespace boai::hla {

namespace {

constexpr std::size_t columns = 10;
constexpr char mark[8] = {'b', 'o', 'a', 'i', 'h', 'l', 'a', '1'};

// From the least to the most telling: a stable pass each sorts by (B, DRB1, A, C, DQB1).
constexpr std::array<Locus, matched_loci> passes = {Locus::dqb1, Locus::c, Locus::a, Locus::drb1,
                                                    Locus::b};

std::vector<std::uint32_t> sorted_order(const Catalogue& catalogue,
                                        const std::vector<Typings>& donors) {
  std::vector<std::uint32_t> order(donors.size()), next_order(donors.size());
  for (std::uint32_t each = 0; each < order.size(); each++) order[each] = each;
  for (Locus locus : passes) {
    std::vector<std::uint32_t> starts(catalogue.typings(locus).size() + 1, 0);
    for (const Typings& each : donors) starts[each[at(locus)] + 1]++;
    for (std::size_t id = 1; id < starts.size(); id++) starts[id] += starts[id - 1];
    for (std::uint32_t donor : order) next_order[starts[donors[donor][at(locus)]]++] = donor;
    order.swap(next_order);
  }
  return order;
}

// How deep two neighbours differ: 0 another B, 1 another DRB1, 2 another phenotype, 3 the same.
int difference(const Typings& left, const Typings& right) {
  if (left[at(Locus::b)] != right[at(Locus::b)]) return 0;
  if (left[at(Locus::drb1)] != right[at(Locus::drb1)]) return 1;
  for (Locus locus : {Locus::a, Locus::c, Locus::dqb1}) {
    if (left[at(locus)] != right[at(locus)]) return 2;
  }
  return 3;
}

struct Counts {
  std::array<std::size_t, 4> groups{};  // B, (B, DRB1), phenotypes, donors
};

template <typename Each>
void each_row(const std::vector<Typings>& donors, const std::vector<std::uint32_t>& order,
              Each each) {
  for (std::size_t row = 0; row < order.size(); row++) {
    int level = row == 0 ? 0 : difference(donors[order[row - 1]], donors[order[row]]);
    each(level, order[row]);
  }
}

}  // namespace

Index Index::build(const Catalogue& catalogue, std::vector<Typings> donors, int /*threads*/) {
  must(donors.size() < UINT32_MAX);
  std::vector<std::uint32_t> order = sorted_order(catalogue, donors);
  Counts counts;
  bool any_dpb1 = false;
  each_row(donors, order, [&](int level, std::uint32_t donor) {
    for (int deeper = level; deeper < 4; deeper++) counts.groups[deeper]++;
    any_dpb1 = any_dpb1 || donors[donor][at(Locus::dpb1)] != untyped;
  });
  const auto& groups = counts.groups;
  std::array<std::size_t, columns> lengths = {
      groups[0], groups[0] + 1, groups[1],     groups[1] + 1, groups[2],
      groups[2], groups[2],     groups[2] + 1, groups[3],     any_dpb1 ? groups[3] : 0};
  Index made;
  std::size_t words = sizeof mark / 4 + 2 * columns;
  for (std::size_t length : lengths) words += length;
  made.owned_ = std::make_shared<std::string>(words * 4, '\0');
  std::memcpy(made.owned_->data(), mark, sizeof mark);
  std::memcpy(made.owned_->data() + sizeof mark, lengths.data(), sizeof lengths);
  made.block_ = *made.owned_;
  made.lay_out(lengths);
  auto column = [](Column view) { return const_cast<std::uint32_t*>(view.data()); };
  std::array<std::uint32_t, 4> next{};
  each_row(donors, order, [&](int level, std::uint32_t donor) {
    const Typings& row = donors[donor];
    if (level <= 0) {
      column(made.b_)[next[0]] = row[at(Locus::b)];
      column(made.first_drb1_)[next[0]++] = next[1];
    }
    if (level <= 1) {
      column(made.drb1_)[next[1]] = row[at(Locus::drb1)];
      column(made.first_phenotype_)[next[1]++] = next[2];
    }
    if (level <= 2) {
      column(made.a_)[next[2]] = row[at(Locus::a)];
      column(made.c_)[next[2]] = row[at(Locus::c)];
      column(made.dqb1_)[next[2]] = row[at(Locus::dqb1)];
      column(made.first_donor_)[next[2]++] = next[3];
    }
    column(made.donors_)[next[3]++] = donor;
    if (any_dpb1) column(made.dpb1_)[donor] = row[at(Locus::dpb1)];
  });
  column(made.first_drb1_)[next[0]] = next[1];
  column(made.first_phenotype_)[next[1]] = next[2];
  column(made.first_donor_)[next[2]] = next[3];
  made.look_up(catalogue);
  return made;
}

void Index::look_up(const Catalogue& catalogue) {
  for (std::size_t locus = 0; locus < matched_loci; locus++) {
    postings_[locus] = postings_of(catalogue, static_cast<Locus>(locus));
  }
}

Result<Index> Index::view(const Catalogue& catalogue, std::string_view block) {
  Error damaged = invalid("hla.index", {}, "the rows of the index are damaged");
  std::size_t head = sizeof mark + columns * sizeof(std::size_t);
  if (block.size() < head || std::memcmp(block.data(), mark, sizeof mark) != 0) return damaged;
  std::array<std::size_t, columns> lengths;
  std::memcpy(lengths.data(), block.data() + sizeof mark, sizeof lengths);
  std::size_t words = 0;
  for (std::size_t length : lengths) {
    if (length > block.size()) return damaged;
    words += length;
  }
  if (block.size() != head + words * 4) return damaged;
  Index made;
  made.block_ = block;
  made.lay_out(lengths);
  made.look_up(catalogue);
  return made;
}

void Index::lay_out(std::span<const std::size_t> lengths) {
  const auto* word =
      reinterpret_cast<const std::uint32_t*>(block_.data() + sizeof mark) + 2 * columns;
  std::array<Column*, columns> views = {&b_,      &first_drb1_, &drb1_, &first_phenotype_,
                                        &a_,      &c_,          &dqb1_, &first_donor_,
                                        &donors_, &dpb1_};
  for (std::size_t each = 0; each < columns; each++) {
    *views[each] = Column(word, lengths[each]);
    word += lengths[each];
  }
}

std::size_t Index::bytes() const {
  std::size_t sum = block_.size();
  for (const Postings& each : postings_) {
    sum += 4 * (each.starts.capacity() + each.entries.capacity() + each.others.capacity());
  }
  return sum;
}

Typings Index::typings(std::uint32_t phenotype) const {
  auto group = [](Column firsts, std::uint32_t member) {
    return std::upper_bound(firsts.begin(), firsts.end(), member) - firsts.begin() - 1;
  };
  auto pair = group(first_phenotype_, phenotype);
  auto head = group(first_drb1_, static_cast<std::uint32_t>(pair));
  Typings made{};
  made[at(Locus::b)] = b_[head];
  made[at(Locus::drb1)] = drb1_[pair];
  made[at(Locus::a)] = a_[phenotype];
  made[at(Locus::c)] = c_[phenotype];
  made[at(Locus::dqb1)] = dqb1_[phenotype];
  return made;
}

namespace {

bool is_simple(const LocusTyping& typing) {
  return typing.pairs.size() == 1 && !typing.pairs[0].first.any && !typing.pairs[0].second.any;
}

}  // namespace

Postings postings_of(const Catalogue& catalogue, Locus locus) {
  Postings made;
  const auto& typings = catalogue.typings(locus);
  made.typings = typings.size();
  std::size_t classes = catalogue.classes(locus).size();
  made.starts.assign(classes + 1, 0);
  auto each_member = [&](auto act) {
    for (TypingId id = 0; id < typings.size(); id++) {
      if (!is_simple(typings[id])) continue;
      const Pair& pair = typings[id].pairs[0];
      auto one = pair.first.classes.begin(), other = pair.second.classes.begin();
      while (one != pair.first.classes.end() || other != pair.second.classes.end()) {
        ClassId left = one == pair.first.classes.end() ? new_class : *one;
        ClassId right = other == pair.second.classes.end() ? new_class : *other;
        ClassId low = std::min(left, right);
        if (low == new_class) break;
        act(low, id * 4 + (left == low ? 1 : 0) + (right == low ? 2 : 0));
        if (left == low) one++;
        if (right == low) other++;
      }
    }
  };
  each_member([&](ClassId id, std::uint32_t) { made.starts[id + 1]++; });
  for (std::size_t id = 0; id < classes; id++) made.starts[id + 1] += made.starts[id];
  made.entries.resize(made.starts.back());
  auto next = made.starts;
  each_member([&](ClassId id, std::uint32_t entry) { made.entries[next[id]++] = entry; });
  for (TypingId id = 0; id < typings.size(); id++) {
    if (!is_simple(typings[id])) made.others.push_back(id);
  }
  return made;
}

}  // namespace boai::hla

#include "engines/hla/search.hpp"

#include <algorithm>
#include <thread>

namespace boai::hla {

namespace {

// Bits of `sides`: the patient's first copy meets the donor's first (1), second (2); the patient's
// second copy the donor's first (4), second (8).
std::uint8_t lacking_of(std::uint8_t sides) {
  int direct = (sides & 1) + ((sides >> 3) & 1);
  int crossed = ((sides >> 1) & 1) + ((sides >> 2) & 1);
  return static_cast<std::uint8_t>(2 - std::max(direct, crossed));
}

std::uint8_t lacking(const LocusTyping& patient, const LocusTyping& donor) {
  if (donor.open()) return 0;
  std::uint8_t least = 2;
  for (const Pair& mine : patient.pairs) {
    for (const Pair& theirs : donor.pairs) {
      int sides = meets(mine.first, theirs.first) | meets(mine.first, theirs.second) << 1 |
                  meets(mine.second, theirs.first) << 2 | meets(mine.second, theirs.second) << 3;
      least = std::min(least, lacking_of(static_cast<std::uint8_t>(sides)));
    }
  }
  return least;
}

void scatter(const Postings& postings, const Position& position, int shift,
             std::vector<std::uint8_t>& sides) {
  for (ClassId id : position.classes) {
    if (id == new_class || id + 1 >= postings.starts.size()) continue;
    for (std::uint32_t at = postings.starts[id]; at < postings.starts[id + 1]; at++) {
      std::uint32_t entry = postings.entries[at];
      sides[entry >> 2] |= static_cast<std::uint8_t>((entry & 3) << shift);
    }
  }
}

}  // namespace

void Search::tabulate(std::size_t locus) {
  const Postings& postings = index_.postings(locus);
  const auto& typings = catalogue_.typings(static_cast<Locus>(locus));
  auto& table = lacking_[locus];
  bool counts = counted_[locus];
  table.assign(postings.typings, counts ? 2 : 0);
  if (!counts) return;
  const LocusTyping& mine = *patient_[locus];
  bool whole = std::ranges::any_of(
      mine.pairs, [](const Pair& pair) { return pair.first.any || pair.second.any; });
  if (whole) {
    for (TypingId id = 0; id < postings.typings; id++) table[id] = lacking(mine, typings[id]);
    return;
  }
  for (const Pair& pair : mine.pairs) {
    sides_.assign(postings.typings, 0);
    scatter(postings, pair.first, 0, sides_);
    scatter(postings, pair.second, 2, sides_);
    for (std::size_t id = 0; id < sides_.size(); id++) {
      table[id] = std::min(table[id], lacking_of(sides_[id]));
    }
  }
  for (TypingId id : postings.others) table[id] = lacking(mine, typings[id]);
}

void Search::walk(std::size_t from, std::size_t to, int most, std::vector<Hit>& hits) const {
  const auto& b = lacking_[at(Locus::b)];
  const auto& drb1 = lacking_[at(Locus::drb1)];
  const std::uint8_t* a = lacking_[at(Locus::a)].data();
  const std::uint8_t* c = lacking_[at(Locus::c)].data();
  const std::uint8_t* dqb1 = lacking_[at(Locus::dqb1)].data();
  for (std::size_t head = from; head < to; head++) {
    int first = b[index_.b_[head]];
    if (first > most) continue;
    std::uint32_t pairs_end = index_.first_drb1_[head + 1];
    for (std::uint32_t pair = index_.first_drb1_[head]; pair < pairs_end; pair++) {
      int second = first + drb1[index_.drb1_[pair]];
      if (second > most) continue;
      std::uint32_t end = index_.first_phenotype_[pair + 1];
      for (std::uint32_t row = index_.first_phenotype_[pair]; row < end; row++) {
        int all = second + a[index_.a_[row]] + c[index_.c_[row]] + dqb1[index_.dqb1_[row]];
        if (all <= most) hits.push_back({row, static_cast<std::uint8_t>(all)});
      }
    }
  }
}

void Search::run(const Typings& patient, int most_mismatches, std::vector<Hit>& hits, int threads) {
  PatientTypings typings;
  for (std::size_t locus = 0; locus < matched_loci; locus++) {
    typings[locus] = &catalogue_.typing(static_cast<Locus>(locus), patient[locus]);
  }
  run(typings, most_mismatches, hits, threads);
}

void Search::run(const PatientTypings& patient, int most_mismatches, std::vector<Hit>& hits,
                 int threads) {
  hits.clear();
  patient_ = patient;
  for (std::size_t locus = 0; locus < matched_loci; locus++) {
    remembered_[locus].clear();
    counted_[locus] = loci_[locus] && !patient[locus]->open();
    tabulate(locus);
  }
  std::size_t heads = index_.b_.size();
  if (threads <= 1 || index_.phenotypes() < threads_from_) {
    walk(0, heads, most_mismatches, hits);
    return;
  }
  std::vector<std::vector<Hit>> parts(threads);
  std::vector<std::thread> others;
  // Equal shares of the rows, not of the groups.
  auto border = [&](int part) {
    std::uint32_t row = static_cast<std::uint32_t>(index_.drb1_.size() * part / threads);
    const auto& firsts = index_.first_drb1_;
    return part == threads
               ? heads
               : static_cast<std::size_t>(std::lower_bound(firsts.begin(), firsts.end(), row) -
                                          firsts.begin());
  };
  for (int part = 1; part < threads; part++) {
    others.emplace_back(
        [&, part] { walk(border(part), border(part + 1), most_mismatches, parts[part]); });
  }
  walk(0, border(1), most_mismatches, hits);
  for (std::thread& each : others) each.join();
  for (const auto& part : parts) hits.insert(hits.end(), part.begin(), part.end());
}

const LocusMatch& Search::at_locus(std::size_t locus, TypingId donor) {
  auto [found, fresh] = remembered_[locus].try_emplace(donor);
  if (fresh) {
    const auto& typings = catalogue_.typings(static_cast<Locus>(locus));
    found->second = match(*patient_[locus], typings[donor]);
  }
  return found->second;
}

}  // namespace boai::hla

#include "engines/hla/live.hpp"

#include <algorithm>
#include <unordered_set>

namespace boai::hla {

Result<std::vector<Snapshot::Found>> Snapshot::search(std::string_view patient,
                                                      const Reduction& reduction, Loci loci,
                                                      int most_mismatches) const {
  std::vector<Found> found;
  Catalogue own;
  Typings typings = TRY(read_typing(patient, reduction, own));
  for (const Part& part : parts_) {
    // The patient's classes are numbered as each segment numbers them; segments never change.
    std::array<LocusTyping, matched_loci> mine;
    PatientTypings views;
    for (std::size_t locus = 0; locus < matched_loci; locus++) {
      auto where = static_cast<Locus>(locus);
      mine[locus] =
          translated(own.typing(where, typings[locus]), where, own, part.segment->catalogue);
      views[locus] = &mine[locus];
    }
    std::vector<Hit> hits;
    Search search(part.segment->index, part.segment->catalogue, loci);
    search.run(views, most_mismatches, hits);
    for (const Hit& hit : hits) {
      for (std::uint32_t donor : part.segment->index.donors_of(hit.phenotype)) {
        if (!(part.withdrawn && (*part.withdrawn)[donor]))
          found.push_back({part.segment->ids[donor], hit.mismatches});
      }
    }
  }
  std::ranges::sort(found, [](const Found& left, const Found& right) {
    return left.mismatches != right.mismatches ? left.mismatches < right.mismatches
                                               : left.id < right.id;
  });
  return found;
}

namespace {

Result<std::shared_ptr<Segment>> segment_of(const std::vector<DonorText>& donors,
                                            const Reduction& reduction) {
  auto made = std::make_shared<Segment>();
  std::vector<Typings> typings;
  for (const DonorText& each : donors) {
    auto read = read_typing(each.typing, reduction, made->catalogue);
    if (!read.ok()) {
      Error error = read.error();
      error.detail = "donor " + each.id + ": " + error.detail;
      return error;
    }
    typings.push_back(*read);
    made->ids.push_back(each.id);
    made->texts.push_back(each.typing);
  }
  made->index = Index::build(made->catalogue, std::move(typings));
  return made;
}

bool is_withdrawn(const Snapshot::Part& part, std::size_t donor) {
  return part.withdrawn && (*part.withdrawn)[donor];
}

// Where each donor of a list was.
struct Origin {
  std::shared_ptr<Segment> segment;
  std::uint32_t donor = 0;
};

void list_donors(const Snapshot& snapshot, std::vector<DonorText>& donors,
                 std::vector<Origin>& origins) {
  for (const Snapshot::Part& part : snapshot.parts()) {
    for (std::uint32_t each = 0; each < part.segment->ids.size(); each++) {
      if (is_withdrawn(part, each)) continue;
      donors.push_back({part.segment->ids[each], part.segment->texts[each]});
      origins.push_back({part.segment, each});
    }
  }
}

}  // namespace

void LiveIndex::publish(Snapshot next) {
  next.donors_ = places_.size();
  std::atomic_store(&snapshot_,
                    std::shared_ptr<const Snapshot>(std::make_shared<Snapshot>(std::move(next))));
}

void LiveIndex::take_out(Snapshot& next, const std::string& id) {
  auto place = places_.find(id);
  if (place == places_.end()) return;
  for (Snapshot::Part& part : next.parts_) {
    if (part.segment != place->second.segment) continue;
    auto copy = part.withdrawn ? std::make_shared<std::vector<bool>>(*part.withdrawn)
                               : std::make_shared<std::vector<bool>>(part.segment->ids.size());
    (*copy)[place->second.donor] = true;
    part.withdrawn = std::move(copy);
  }
  places_.erase(place);
}

Outcome LiveIndex::put(const std::vector<DonorText>& donors) {
  std::lock_guard lock(changing_);
  std::unordered_set<std::string_view> ids;
  for (const DonorText& each : donors) {
    if (!ids.insert(each.id).second) return conflict("hla.duplicate_id", "id", each.id + " twice");
  }
  Snapshot next = *snapshot();
  // The small segment is laid out anew with the newcomers in it.
  std::vector<DonorText> fresh;
  bool reopen = last_is_fresh_ && next.parts_.back().segment->ids.size() < fresh_donors_max;
  if (reopen) {
    const Snapshot::Part& last = next.parts_.back();
    for (std::size_t each = 0; each < last.segment->ids.size(); each++) {
      if (is_withdrawn(last, each) || ids.contains(last.segment->ids[each])) continue;
      fresh.push_back({last.segment->ids[each], last.segment->texts[each]});
    }
  }
  fresh.insert(fresh.end(), donors.begin(), donors.end());
  auto segment = TRY(segment_of(fresh, *reduction_));
  for (const DonorText& each : donors) take_out(next, each.id);
  if (reopen) next.parts_.pop_back();
  for (std::uint32_t each = 0; each < fresh.size(); each++) {
    places_[fresh[each].id] = {segment, each};
  }
  next.parts_.push_back({std::move(segment), nullptr});
  last_is_fresh_ = true;
  publish(std::move(next));
  return Done{};
}

Outcome LiveIndex::withdraw(const std::string& id) {
  std::lock_guard lock(changing_);
  if (!places_.contains(id)) return not_found("hla.no_donor", "id", id);
  Snapshot next = *snapshot();
  take_out(next, id);
  publish(std::move(next));
  return Done{};
}

Outcome LiveIndex::adopt(Segment segment) {
  std::lock_guard lock(changing_);
  if (!places_.empty()) return conflict("hla.not_empty", {}, "the index holds donors already");
  auto shared = std::make_shared<Segment>(std::move(segment));
  for (std::uint32_t each = 0; each < shared->ids.size(); each++) {
    if (places_.emplace(shared->ids[each], Place{shared, each}).second) continue;
    places_.clear();
    return invalid("hla.index", {}, "the saved index holds a donor twice");
  }
  Snapshot next;
  next.parts_.push_back({std::move(shared), nullptr});
  last_is_fresh_ = false;
  publish(std::move(next));
  return Done{};
}

Outcome LiveIndex::rebuild() {
  std::lock_guard one(rebuilding_);
  auto before = snapshot();
  std::vector<DonorText> donors;
  std::vector<Origin> origins;
  list_donors(*before, donors, origins);
  auto segment = TRY(segment_of(donors, *reduction_));
  std::lock_guard lock(changing_);
  // Who was replaced or withdrawn meanwhile is not where she was.
  auto withdrawn = std::make_shared<std::vector<bool>>(donors.size());
  for (std::uint32_t each = 0; each < donors.size(); each++) {
    auto place = places_.find(donors[each].id);
    bool stayed = place != places_.end() && place->second.segment == origins[each].segment &&
                  place->second.donor == origins[each].donor;
    if (stayed) place->second = {segment, each};
    (*withdrawn)[each] = !stayed;
  }
  Snapshot next;
  next.parts_.push_back({std::move(segment), std::move(withdrawn)});
  auto is_old = [&](const Snapshot::Part& part) {
    return std::ranges::any_of(
        before->parts(), [&](const Snapshot::Part& each) { return each.segment == part.segment; });
  };
  auto now = snapshot();
  for (const Snapshot::Part& part : now->parts()) {
    if (!is_old(part)) next.parts_.push_back(part);
  }
  last_is_fresh_ = last_is_fresh_ && next.parts_.size() > 1;
  publish(std::move(next));
  return Done{};
}

Outcome LiveIndex::rebuild(const Reduction& reduction) {
  std::lock_guard one(rebuilding_);
  std::lock_guard lock(changing_);
  std::vector<DonorText> donors;
  std::vector<Origin> origins;
  auto before = snapshot();
  list_donors(*before, donors, origins);
  auto segment = TRY(segment_of(donors, reduction));
  for (std::uint32_t each = 0; each < donors.size(); each++) {
    places_[donors[each].id] = {segment, each};
  }
  Snapshot next;
  next.parts_.push_back({std::move(segment), nullptr});
  last_is_fresh_ = false;
  reduction_ = &reduction;
  publish(std::move(next));
  return Done{};
}

}  // namespace boai::hla

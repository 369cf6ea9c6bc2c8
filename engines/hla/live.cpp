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
        bool gone = part.withdrawn && (*part.withdrawn)[donor];
        if (!gone) found.push_back({part.segment->ids[donor], hit.mismatches});
      }
    }
  }
  std::ranges::sort(found, [](const Found& left, const Found& right) {
    return left.mismatches != right.mismatches ? left.mismatches < right.mismatches
                                               : left.id < right.id;
  });
  return found;
}

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

Result<std::shared_ptr<Segment>> LiveIndex::segment_of(const std::vector<DonorText>& donors) const {
  auto made = std::make_shared<Segment>();
  std::vector<Typings> typings;
  for (const DonorText& each : donors) {
    auto read = read_typing(each.typing, reduction_, made->catalogue);
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
      bool gone = last.withdrawn && (*last.withdrawn)[each];
      if (gone || ids.contains(last.segment->ids[each])) continue;
      fresh.push_back({last.segment->ids[each], last.segment->texts[each]});
    }
  }
  fresh.insert(fresh.end(), donors.begin(), donors.end());
  auto segment = TRY(segment_of(fresh));
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

Outcome LiveIndex::rebuild() {
  std::lock_guard lock(changing_);
  std::vector<DonorText> all;
  for (const Snapshot::Part& part : snapshot()->parts()) {
    for (std::size_t each = 0; each < part.segment->ids.size(); each++) {
      bool gone = part.withdrawn && (*part.withdrawn)[each];
      if (!gone) all.push_back({part.segment->ids[each], part.segment->texts[each]});
    }
  }
  auto segment = TRY(segment_of(all));
  for (std::uint32_t each = 0; each < all.size(); each++) places_[all[each].id] = {segment, each};
  Snapshot next;
  next.parts_.push_back({std::move(segment), nullptr});
  last_is_fresh_ = false;
  publish(std::move(next));
  return Done{};
}

}  // namespace boai::hla

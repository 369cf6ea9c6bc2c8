// A registry that changes while it is searched. Donors are appended, replaced and withdrawn in a
// small segment; searches run on a snapshot that nothing changes any more. Segments are merged when
// the small one has grown.
#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <vector>

#include "engines/hla/search.hpp"

namespace boai::hla {

constexpr std::size_t fresh_donors_max = 400;  // laid out anew with every change; then it stays

struct DonorText {
  std::string id, typing;
};

// Donors laid out once and never changed.
struct Segment {
  Catalogue catalogue;
  Index index;
  std::vector<std::string> ids;
  std::vector<std::string> texts;  // as written, for merging and for a new nomenclature
};

// What a search sees.
class Snapshot {
 public:
  struct Part {
    std::shared_ptr<Segment> segment;
    std::shared_ptr<const std::vector<bool>> withdrawn;  // by donor number
  };

  struct Found {
    std::string id;
    std::uint8_t mismatches = 0;
    bool operator==(const Found&) const = default;
  };

  // Donors within k mismatches, by mismatches and id. The same whatever the segments are.
  Result<std::vector<Found>> search(std::string_view patient, const Reduction& reduction, Loci loci,
                                    int most_mismatches) const;
  std::size_t donors() const { return donors_; }
  const std::vector<Part>& parts() const { return parts_; }

 private:
  friend class LiveIndex;
  std::vector<Part> parts_;
  std::size_t donors_ = 0;
};

class LiveIndex {
 public:
  explicit LiveIndex(const Reduction& reduction) : reduction_(&reduction) {
    snapshot_ = std::make_shared<const Snapshot>();
  }

  // Appends, or replaces the donor of that id. All or none: a typing that cannot be read refuses
  // all.
  Outcome put(const std::vector<DonorText>& donors);
  Outcome withdraw(const std::string& id);
  // Donors laid out before, read from a saved index; only into an empty one, and of the reduction
  // this one was made with.
  Outcome adopt(Segment segment);
  // Everything into one segment. Donors may change meanwhile: only the beginning and the end wait.
  Outcome rebuild();
  // After a new nomenclature: everything read anew from what was written. Changes wait.
  Outcome rebuild(const Reduction& reduction);

  std::shared_ptr<const Snapshot> snapshot() const { return std::atomic_load(&snapshot_); }

 private:
  struct Place {
    std::shared_ptr<Segment> segment;
    std::uint32_t donor = 0;
  };

  void publish(Snapshot next);
  void take_out(Snapshot& next, const std::string& id);

  const Reduction* reduction_;
  std::mutex changing_;    // changes one after the other; searches never wait
  std::mutex rebuilding_;  // one rebuild at a time
  std::shared_ptr<const Snapshot> snapshot_;
  std::unordered_map<std::string, Place> places_;
  bool last_is_fresh_ = false;
};

}  // namespace boai::hla

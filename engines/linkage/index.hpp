// Record linkage over many rows: which pairs may be one person, with reasons; and one row against
// all. Lookups and memory grow with the rows, never with their square: rows meet only in blocks,
// and a large block is walked by neighbours.
//
//   Linkage linkage = TRY(Linkage::create(sounds_bytes, linkage_yaml));
//   Index index = Index::build(linkage, rows, threads);
//   for (const Pair& pair : index.pairs({.threads = 2})) …
#pragma once

#include <memory>
#include <span>

#include "engines/linkage/comparison.hpp"

namespace boai::linkage {

// The tables, read once and kept; what needs no other rows is answered here.
class Linkage {
 public:
  // The bytes of packs/*/people/sounds.txt and linkage.yaml.
  static Result<Linkage> create(std::string_view sounds, std::string_view settings);

  Result<Person> read(const Row& row) const { return parts_->reader.read(row); }
  Keys keys_of(const Person& person) const {
    return parts_->reader.keys_of(person.name, person.codes);
  }
  Comparison compare(const Person& left, const Person& right,
                     const Frequencies& frequencies = {}) const;
  const Comparer& comparer() const { return parts_->comparer; }
  const Reader& reader() const { return parts_->reader; }
  const Settings& settings() const { return parts_->settings; }

 private:
  struct Parts {
    Parts(Sounds read_sounds, Settings read_settings);
    Sounds sounds;
    Settings settings;
    Reader reader;
    Comparer comparer;
  };
  explicit Linkage(std::shared_ptr<const Parts> parts) : parts_(std::move(parts)) {}
  std::shared_ptr<const Parts> parts_;  // readers and comparers point into it
};

struct Pair {
  std::int64_t left = 0, right = 0;  // ids, left below right
  Comparison comparison;
};

struct Refused {
  std::int64_t id = 0;
  std::string code;  // why the row takes no part: those of Reader::read, linkage.id_again
};

struct PairsWanted {
  int threads = 1;
  Verdict least = Verdict::likely;  // unlikely pairs are many: those that met in a block
};

constexpr int threads_max = 64;
constexpr std::size_t candidates_max = 50;
constexpr std::size_t candidates_looked_at = 5'000;

class Index {
 public:
  // The order of rows makes no difference to any answer.
  static Index build(const Linkage& linkage, std::span<const Row> rows);

  std::size_t size() const { return entries_.size(); }
  const std::vector<Refused>& refused() const { return refused_; }
  const Frequencies& frequencies() const { return frequencies_; }

  // Sorted by ids. The number of threads makes no difference either.
  std::vector<Pair> pairs(PairsWanted wanted) const;
  // How many comparisons the last blocks asked for; for benches.
  std::size_t comparisons() const { return comparisons_; }

  // Whoever may be this person, best first, at least likely; a row of the same id is passed over.
  // The first call lays out the keys of all rows; not from several threads at once.
  Result<std::vector<Pair>> candidates(const Row& row);

 private:
  explicit Index(Linkage linkage) : linkage_(std::move(linkage)) {}

  struct Entry {
    std::int64_t id = 0;
    std::uint32_t name = 0;
    Codes codes;
  };
  struct Keyed {
    std::uint64_t key = 0;
    std::uint32_t entry = 0;
  };
  struct Walk {
    std::vector<Pair> found;
    std::size_t comparisons = 0;
  };
  std::vector<Keyed> keyed_by(std::size_t key) const;
  void walk_blocks(std::span<const Keyed> keyed, Verdict least, Walk& walk) const;
  void walk_block(std::span<const Keyed> block, Verdict least, Walk& walk) const;
  void consider(const Entry& left, const Entry& right, Verdict least, Walk& walk) const;
  Comparer::Side side_of(const Entry& entry) const { return {names_[entry.name], entry.codes}; }

  Linkage linkage_;
  std::vector<Entry> entries_;  // sorted by id
  std::vector<Name> names_;     // distinct
  Frequencies frequencies_;
  std::vector<Refused> refused_;
  std::array<std::vector<Keyed>, blocking_keys> laid_out_;
  mutable std::size_t comparisons_ = 0;
};

}  // namespace boai::linkage

// The recount's counters: amounts by series, branch and day in pages of a month, climbed to every
// branch above, merged in order. Memory is bounded: full pages go to a file that has no name.
#pragma once

#include <array>
#include <cstdint>
#include <cstdio>
#include <functional>
#include <memory>
#include <span>
#include <unordered_map>
#include <vector>

#include "base/result.hpp"

namespace boai::measures {

// A file without a name that vanishes with us.
class Spill {
 public:
  Result<std::int64_t> append(const void* bytes, std::size_t size);
  Outcome read(std::int64_t from, void* bytes, std::size_t size) const;

 private:
  struct Closer {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };
  std::unique_ptr<std::FILE, Closer> file_;
  std::int64_t end_ = 0;
};

// Branches by number: their place in the order of ids, and the places of those above.
struct Tree {
  std::vector<std::int64_t> ids;                 // ascending
  std::unordered_map<std::int64_t, int> places;  // id → place
  std::vector<std::vector<int>> above;           // place → the whole path, itself included

  int place_of(std::int64_t id) const {
    auto found = places.find(id);
    return found == places.end() ? -1 : found->second;
  }
};

using Month = std::array<std::int64_t, 31>;

// Series and dimension by number; branch by place; months as yyyymm.
struct PageKey {
  int slot = 0;
  int place = 0;
  int month = 0;
  auto operator<=>(const PageKey&) const = default;

  std::uint64_t packed() const {
    return static_cast<std::uint64_t>(slot) << 44 | static_cast<std::uint64_t>(place) << 20 |
           static_cast<std::uint64_t>(month);
  }
  static PageKey unpacked(std::uint64_t key) {
    return {static_cast<int>(key >> 44), static_cast<int>(key >> 20 & 0xffffff),
            static_cast<int>(key & 0xfffff)};
  }
};

// Pages found by key: open addressing, because this is asked several times a record.
class Pages {
 public:
  explicit Pages(std::size_t room);
  Month& at(PageKey key) {
    std::uint64_t packed = key.packed();
    return packed == last_key_ ? page(last_page_) : found(packed);
  }
  std::size_t size() const { return keys_.size(); }
  void clear();
  std::vector<std::pair<PageKey, const Month*>> in_order() const;

 private:
  static constexpr std::size_t block = 4096;
  Month& page(std::size_t number) const { return blocks_[number / block][number % block]; }
  Month& found(std::uint64_t packed);
  void grow();

  static constexpr std::uint64_t nobody = ~std::uint64_t{0};
  std::vector<std::pair<std::uint64_t, std::uint32_t>> table_;
  std::vector<std::unique_ptr<Month[]>> blocks_;
  std::vector<std::uint64_t> keys_;
  std::uint64_t last_key_ = nobody;
  std::size_t last_page_ = 0;
};

class Tally {
 public:
  explicit Tally(const Tree& tree, std::size_t pages_max = 100'000);

  // A slot that climbs is given to every branch of the path.
  int add_slot(bool climbs);
  // What is counted under `slot` counts under each of `into` in the years from..to instead.
  void stands_for(int slot, int into, int from_year, int to_year);

  Outcome add(int slot, int place, int day, std::int64_t amount);

  // After the last add: all pages in order of slot, place and month, equal ones added up.
  Outcome finish();
  const PageKey* peek() const { return at_end_ ? nullptr : &key_; }
  const Month& page() const { return page_; }
  Outcome next();

 private:
  struct Target {
    int slot, from_year, to_year;
  };
  struct Slot {
    bool climbs = false;
    std::vector<Target> targets;
  };
  struct Run {
    std::int64_t from = 0, to = 0;
    std::vector<char> buffer;
    std::size_t used = 0;
    PageKey key;
    Month page{};
    bool done = false;
  };
  void climb(const PageKey& key, const Month& page);
  Outcome spill();
  Outcome advance(Run& run);

  const Tree& tree_;
  std::size_t pages_max_;
  std::vector<Slot> slots_;
  Pages leaves_{1 << 16};
  Pages climbed_{1 << 16};
  Spill file_;
  std::vector<Run> runs_;
  std::vector<std::pair<PageKey, const Month*>> last_;  // what never left memory
  std::size_t last_at_ = 0;
  PageKey key_;
  Month page_{};
  bool at_end_ = true;
};

// Records of units, handed back unit by unit in the order of days.
struct Seen {
  std::int64_t unit = 0;
  std::int32_t place = 0;
  std::int32_t day = 0;
  std::int32_t end = 0;  // of what holds: the first day after; 0 for still holding
};
class Units {
 public:
  Outcome add(const Seen& seen);
  Outcome each(const std::function<Outcome(std::span<const Seen>)>& take);

 private:
  static constexpr std::size_t parts = 64;
  static constexpr std::size_t held_max = 1'500'000;
  struct Part {
    std::vector<Seen> held;
    std::vector<std::pair<std::int64_t, std::size_t>> spilled;  // where, how many
  };
  Outcome spill();

  std::array<Part, parts> parts_;
  std::size_t held_ = 0;
  Spill file_;
};

}  // namespace boai::measures

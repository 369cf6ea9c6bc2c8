// Which records the rows of one file have met, so that two rows that want the same record to be
// two things are told apart from the same row sent twice. Eight bytes a record, and a bound.
#pragma once

#include <cstdint>
#include <vector>

namespace boai::exchange {

class Touched {
 public:
  // The row that met the record first, 0 when none did.
  std::int64_t row_of(std::int64_t record) const {
    if (slots_.empty()) return 0;
    for (std::size_t at = place(record);; at = (at + 1) & (slots_.size() - 1)) {
      if (slots_[at] == 0) return 0;
      if (slots_[at] >> row_bits == key(record)) {
        return static_cast<std::int64_t>(slots_[at] & row_max);
      }
    }
  }

  void add(std::int64_t record, std::int64_t row) {
    if (count_ >= count_max || row_of(record) != 0) return;
    if ((count_ + 1) * 2 > slots_.size()) grow();
    put(key(record) << row_bits |
        std::min<std::uint64_t>(static_cast<std::uint64_t>(row), row_max));
    ++count_;
  }

 private:
  static constexpr int row_bits = 24;
  static constexpr std::uint64_t row_max = (1 << row_bits) - 1;
  static constexpr std::size_t count_max = 4'000'000;  // beyond it rows are no longer compared

  static std::uint64_t key(std::int64_t record) {
    return static_cast<std::uint64_t>(record) & ((1ULL << (64 - row_bits)) - 1);
  }
  std::size_t place(std::int64_t record) const {
    return (key(record) * 0x9e3779b97f4a7c15ULL >> 20) & (slots_.size() - 1);
  }
  void put(std::uint64_t slot) {
    std::size_t at = place(static_cast<std::int64_t>(slot >> row_bits));
    while (slots_[at] != 0) at = (at + 1) & (slots_.size() - 1);
    slots_[at] = slot;
  }
  void grow() {
    std::vector<std::uint64_t> old(slots_.empty() ? 1024 : slots_.size() * 2);
    old.swap(slots_);
    for (std::uint64_t slot : old) {
      if (slot != 0) put(slot);
    }
  }

  std::vector<std::uint64_t> slots_;
  std::size_t count_ = 0;
};

}  // namespace boai::exchange

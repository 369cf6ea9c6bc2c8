// The shared strings of a workbook: the first ones in memory, the rest in a file without a name,
// so that a sheet of any size takes the same memory.
#pragma once

#include <deque>
#include <memory>
#include <string>
#include <vector>

#include "kernel/exchange/xml.hpp"

namespace boai::exchange {

class SharedStrings : public XmlReader {
 public:
  SharedStrings();
  ~SharedStrings() override;
  SharedStrings(const SharedStrings&) = delete;
  SharedStrings& operator=(const SharedStrings&) = delete;

  void begin(std::string_view name, const char** attributes) override;
  void end(std::string_view name) override;
  void letters(std::string_view text) override;

  // Codes: sheet.too_many_strings, sheet.unreadable. To be asked after reading.
  Outcome finish();
  std::size_t size() const { return count_; }
  // Valid until the next call; a string longer than a cell may be comes back cut.
  Result<std::string_view> at(std::size_t index);

 private:
  static constexpr std::size_t block_size = 1 << 20;
  static constexpr std::size_t offsets_a_page = 1 << 16;
  static constexpr std::size_t blocks_in_memory = 48;

  void add();
  void put(std::string_view bytes);
  void spill();
  std::uint64_t begin_of(std::size_t index) const;
  Result<char*> block_at(std::size_t number);

  std::deque<std::vector<std::uint64_t>> begins_;  // where each string begins, page by page
  std::vector<std::unique_ptr<char[]>> blocks_;
  std::unique_ptr<char[]> filling_, fetched_;
  std::size_t fetched_number_ = SIZE_MAX;
  std::uint64_t total_ = 0;
  std::size_t count_ = 0;
  std::string text_, answer_;
  int spilled_ = -1;
  bool in_text_ = false, in_phonetic_ = false, full_ = false, broken_ = false;
};

}  // namespace boai::exchange

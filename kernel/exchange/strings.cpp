#include "kernel/exchange/strings.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "kernel/exchange/rows.hpp"

namespace boai::exchange {

namespace {

constexpr std::size_t strings_max = 8'000'000;

int nameless() {
  const char* folder = std::getenv("TMPDIR");
  std::string name = std::string(folder ? folder : "/var/tmp") + "/boai-strings-XXXXXX";
  int file = ::mkostemp(name.data(), O_CLOEXEC);
  if (file >= 0) ::unlink(name.c_str());
  return file;
}

}  // namespace

SharedStrings::SharedStrings() : filling_(new char[block_size]) {}

SharedStrings::~SharedStrings() {
  if (spilled_ >= 0) ::close(spilled_);
}

void SharedStrings::begin(std::string_view name, const char**) {
  if (name == "si") text_.clear();
  if (name == "rPh") in_phonetic_ = true;
  if (name == "t") in_text_ = !in_phonetic_;
}

void SharedStrings::end(std::string_view name) {
  if (name == "t") in_text_ = false;
  if (name == "rPh") in_phonetic_ = false;
  if (name == "si") add();
}

void SharedStrings::letters(std::string_view text) {
  if (in_text_ && text_.size() <= cell_max) text_ += text;
}

void SharedStrings::add() {
  if (count_ == strings_max) full_ = true;
  if (full_ || broken_) return;
  if (count_ % offsets_a_page == 0) begins_.emplace_back().reserve(offsets_a_page);
  begins_.back().push_back(total_);
  ++count_;
  text_.resize(std::min(text_.size(), cell_max + 1));
  put(text_);
}

void SharedStrings::put(std::string_view bytes) {
  while (!bytes.empty()) {
    std::size_t at = total_ % block_size;
    std::size_t size = std::min(bytes.size(), block_size - at);
    std::memcpy(filling_.get() + at, bytes.data(), size);
    total_ += size;
    bytes.remove_prefix(size);
    if (total_ % block_size == 0) spill();
  }
}

// A full block stays in memory while there is room for it, else goes to the file.
void SharedStrings::spill() {
  if (blocks_.size() < blocks_in_memory) {
    blocks_.push_back(std::move(filling_));
    filling_.reset(new char[block_size]);
    return;
  }
  if (spilled_ < 0) spilled_ = nameless();
  bool kept = spilled_ >= 0 &&
              ::write(spilled_, filling_.get(), block_size) == static_cast<ssize_t>(block_size);
  broken_ = broken_ || !kept;
}

Outcome SharedStrings::finish() {
  if (full_) return invalid("sheet.too_many_strings", "file");
  if (broken_) return unavailable("sheet.unreadable", "no room for temporary files");
  return Done{};
}

std::uint64_t SharedStrings::begin_of(std::size_t index) const {
  if (index == count_) return total_;
  return begins_[index / offsets_a_page][index % offsets_a_page];
}

Result<char*> SharedStrings::block_at(std::size_t number) {
  if (number < blocks_.size()) return blocks_[number].get();
  if (number == total_ / block_size) return filling_.get();
  if (number == fetched_number_) return fetched_.get();
  if (!fetched_) fetched_.reset(new char[block_size]);
  auto from = static_cast<off_t>((number - blocks_.size()) * block_size);
  if (::pread(spilled_, fetched_.get(), block_size, from) != static_cast<ssize_t>(block_size)) {
    return unavailable("sheet.unreadable");
  }
  fetched_number_ = number;
  return fetched_.get();
}

Result<std::string_view> SharedStrings::at(std::size_t index) {
  std::uint64_t from = begin_of(index), to = begin_of(index + 1);
  answer_.clear();
  while (from < to) {
    std::size_t within = from % block_size;
    std::size_t size = std::min<std::size_t>(to - from, block_size - within);
    char* block = TRY(block_at(from / block_size));
    answer_.append(block + within, size);
    from += size;
  }
  return std::string_view(answer_);
}

}  // namespace boai::exchange

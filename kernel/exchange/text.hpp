// Text out of files whose encoding nobody wrote down.
#pragma once

#include <iconv.h>

#include <string>
#include <string_view>

#include "base/result.hpp"

namespace boai::exchange {

// By its mark; else UTF-8 when every byte fits or nearly every one does, else GB18030 when every
// byte fits. A damaged UTF-8 file is never taken for GB18030: its words would turn into others.
// Codes: sheet.encoding (neither fits), sheet.not_a_sheet (binary), import.encoding (no such word).
Result<std::string> find_encoding(int file, const std::string& wanted);

// UTF-8 block by block. Bytes that do not fit become U+FFFD, and `damaged` stays set from then on.
class Text {
 public:
  Text(int file, const std::string& encoding);
  ~Text();
  Text(const Text&) = delete;
  Text& operator=(const Text&) = delete;

  // Whole characters; empty at the end. Valid until the next call.
  Result<std::string_view> more();
  std::int64_t read() const { return read_; }
  bool damaged() const { return damaged_; }

 private:
  std::string_view checked(bool last);
  std::string_view converted(bool last);

  int file_;
  std::size_t unit_ = 1;  // bytes that a broken character costs
  iconv_t converter_ = iconv_t(-1);
  std::string raw_, rest_, text_;
  std::int64_t read_ = 0;
  bool damaged_ = false;
};

// The bytes of the character at `at`, 0 when they are no UTF-8.
std::size_t utf8_size_at(std::string_view text, std::size_t at);

}  // namespace boai::exchange

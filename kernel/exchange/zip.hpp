// Entries of a zip that somebody sent: sizes and ratios are counted while unpacking, because what
// a zip says about itself is only its word.
#pragma once

#include <zip.h>

#include <memory>
#include <optional>
#include <string>

#include "base/result.hpp"

namespace boai::exchange {

class ZipEntry;

class Zip {
 public:
  // Codes: sheet.not_a_sheet, sheet.zip_bomb (too many entries).
  static Result<std::shared_ptr<Zip>> open(const std::string& path);
  ~Zip();
  Zip(const Zip&) = delete;
  Zip& operator=(const Zip&) = delete;

  bool has(const std::string& name) const;
  // The first name with that beginning and end, "" when there is none.
  std::string find(std::string_view begin, std::string_view end) const;
  // Codes: sheet.not_a_sheet, sheet.encrypted, sheet.zip_bomb.
  Result<std::unique_ptr<ZipEntry>> entry(const std::string& name);

 private:
  friend class ZipEntry;
  explicit Zip(zip_t* archive) : archive_(archive) {}
  zip_t* archive_;
  zip_uint64_t unpacked_ = 0;  // of all entries together
};

class ZipEntry {
 public:
  ZipEntry(Zip& zip, zip_file_t* file, const zip_stat_t& about)
      : zip_(zip), file_(file), packed_(about.comp_size), told_(about.size) {}
  ~ZipEntry();
  ZipEntry(const ZipEntry&) = delete;
  ZipEntry& operator=(const ZipEntry&) = delete;

  // Bytes put into the buffer, 0 at the end.
  Result<std::size_t> read(std::string& buffer);
  std::int64_t size() const { return static_cast<std::int64_t>(told_); }  // as the zip says
  std::int64_t bytes_read() const { return static_cast<std::int64_t>(unpacked_); }

 private:
  Zip& zip_;
  zip_file_t* file_;
  zip_uint64_t packed_, told_;
  zip_uint64_t unpacked_ = 0;
};

}  // namespace boai::exchange

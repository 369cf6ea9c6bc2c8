// An Office file (DOCX, PPTX, XLSX): a zip of XML parts, held whole in memory. Sizes are counted
// while unpacking, because what a zip says about itself is only its word. A file with macros,
// passwords, entities or a missing part is refused, and says which part.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace boai::documents {

enum class Format { docx, pptx, xlsx };
std::string_view name_of(Format format);  // "docx"

constexpr std::size_t file_bytes_max = 20UL << 20;
constexpr std::size_t part_bytes_max = 32UL << 20;   // unpacked
constexpr std::size_t whole_bytes_max = 64UL << 20;  // all parts unpacked
constexpr int parts_max = 2000;

class Package {
 public:
  // Codes: document.empty, document.too_large, document.not_office, document.broken,
  // document.encrypted, document.zip_bomb, document.macros, document.part_missing (field: part).
  static Result<Package> read(std::string_view bytes);

  Format format() const { return format_; }
  // The part everything begins at: "word/document.xml".
  std::string_view main_part() const;
  const std::string* part(std::string_view name) const;
  std::vector<std::string> names() const;  // sorted
  void put(std::string name, std::string bytes) { parts_[std::move(name)] = std::move(bytes); }

  // The file anew; the same parts give the same bytes. Codes: document.not_written.
  Result<std::string> write() const;

 private:
  std::map<std::string, std::string, std::less<>> parts_;
  Format format_ = Format::docx;
};

}  // namespace boai::documents

#include "kernel/documents/package.hpp"

#include <zip.h>

#include <memory>

namespace boai::documents {

namespace {

constexpr std::size_t ratio_max = 200;
constexpr std::size_t ratio_from = 1UL << 20;  // small parts may be as plain as they like
constexpr std::string_view content_types = "[Content_Types].xml";
constexpr time_t written_at = 1'609'459'200;  // 2021-01-01, so that equal parts are equal files

struct Archive {
  zip_t* zip = nullptr;
  ~Archive() {
    if (zip != nullptr) zip_discard(zip);
  }
};

Result<std::string> unpack(zip_t* zip, zip_uint64_t index, std::size_t& whole) {
  zip_stat_t about;
  if (zip_stat_index(zip, index, 0, &about) != 0) return invalid("document.broken", "file");
  std::string name = about.name;
  if (about.encryption_method != ZIP_EM_NONE) return invalid("document.encrypted", name);
  if (about.size > part_bytes_max) return invalid("document.zip_bomb", name);
  zip_file_t* file = zip_fopen_index(zip, index, 0);
  if (file == nullptr) return invalid("document.broken", name);
  std::unique_ptr<zip_file_t, int (*)(zip_file_t*)> closer(file, zip_fclose);
  std::string bytes, piece(64UL << 10, '\0');
  for (;;) {
    zip_int64_t got = zip_fread(file, piece.data(), piece.size());
    if (got < 0) return invalid("document.broken", name);
    if (got == 0) return bytes;
    bytes.append(piece, 0, static_cast<std::size_t>(got));
    whole += static_cast<std::size_t>(got);
    bool bomb = bytes.size() > part_bytes_max || whole > whole_bytes_max ||
                (bytes.size() > ratio_from && bytes.size() / (about.comp_size + 1) > ratio_max);
    if (bomb) return invalid("document.zip_bomb", name);
  }
}

struct Beginning {
  std::string_view part;
  Format format;
};
constexpr Beginning beginnings[] = {{"word/document.xml", Format::docx},
                                    {"ppt/presentation.xml", Format::pptx},
                                    {"xl/workbook.xml", Format::xlsx}};

}  // namespace

std::string_view name_of(Format format) {
  if (format == Format::docx) return "docx";
  return format == Format::pptx ? "pptx" : "xlsx";
}

std::string_view Package::main_part() const {
  for (const Beginning& each : beginnings) {
    if (each.format == format_) return each.part;
  }
  return {};
}

const std::string* Package::part(std::string_view name) const {
  auto found = parts_.find(name);
  return found == parts_.end() ? nullptr : &found->second;
}

std::vector<std::string> Package::names() const {
  std::vector<std::string> names;
  for (const auto& [name, bytes] : parts_) names.push_back(name);
  return names;
}

namespace {

// A part the file itself announces, by its folder, but does not hold.
Outcome complete(const Package& package) {
  if (package.part(content_types) == nullptr) {
    return invalid("document.part_missing", std::string(content_types));
  }
  for (const std::string& name : package.names()) {
    if (name.ends_with("vbaProject.bin")) return invalid("document.macros", name);
  }
  return Done{};
}

}  // namespace

Result<Package> Package::read(std::string_view bytes) {
  if (bytes.empty()) return invalid("document.empty", "file");
  if (bytes.size() > file_bytes_max) return invalid("document.too_large", "file");
  // What password-protected and old binary Office files begin with.
  if (bytes.starts_with("\xd0\xcf\x11\xe0")) return invalid("document.encrypted", "file");
  if (!bytes.starts_with("PK")) return invalid("document.not_office", "file");
  zip_error_t fault;
  zip_error_init(&fault);
  zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &fault);
  if (source == nullptr) return unavailable("document.not_read");
  Archive archive{zip_open_from_source(source, ZIP_RDONLY | ZIP_CHECKCONS, &fault)};
  if (archive.zip == nullptr) {
    zip_source_free(source);
    return invalid("document.broken", "file");
  }
  zip_int64_t count = zip_get_num_entries(archive.zip, 0);
  if (count > parts_max) return invalid("document.zip_bomb", "file");
  Package package;
  std::size_t whole = 0;
  for (zip_int64_t index = 0; index < count; ++index) {
    auto at = static_cast<zip_uint64_t>(index);
    const char* name = zip_get_name(archive.zip, at, 0);
    if (name == nullptr) return invalid("document.broken", "file");
    if (std::string_view(name).ends_with('/')) continue;
    std::string content = TRY(unpack(archive.zip, at, whole));
    bool first = package.parts_.emplace(name, std::move(content)).second;
    if (!first) return invalid("document.broken", name);
  }
  for (const Beginning& each : beginnings) {
    if (package.part(each.part) == nullptr) continue;
    package.format_ = each.format;
    TRY(complete(package));
    return package;
  }
  // Half a document is told apart from a zip of something else.
  for (const Beginning& each : beginnings) {
    std::string folder(each.part.substr(0, each.part.find('/') + 1));
    auto near = package.parts_.lower_bound(folder);
    bool half = near != package.parts_.end() && near->first.starts_with(folder);
    if (half) return invalid("document.part_missing", std::string(each.part));
  }
  return invalid("document.not_office", "file");
}

namespace {

Outcome add_part(zip_t* zip, const std::string& name, const std::string& bytes) {
  zip_source_t* source = zip_source_buffer(zip, bytes.data(), bytes.size(), 0);
  if (source == nullptr) return unavailable("document.not_written", name);
  zip_int64_t index = zip_file_add(zip, name.c_str(), source, ZIP_FL_ENC_UTF_8);
  if (index < 0) {
    zip_source_free(source);
    return unavailable("document.not_written", name);
  }
  zip_file_set_mtime(zip, static_cast<zip_uint64_t>(index), written_at, 0);
  return Done{};
}

}  // namespace

Result<std::string> Package::write() const {
  zip_error_t fault;
  zip_error_init(&fault);
  zip_source_t* target = zip_source_buffer_create(nullptr, 0, 0, &fault);
  if (target == nullptr) return unavailable("document.not_written");
  zip_source_keep(target);
  std::unique_ptr<zip_source_t, void (*)(zip_source_t*)> holder(target, zip_source_free);
  Archive archive{zip_open_from_source(target, ZIP_TRUNCATE, &fault)};
  if (archive.zip == nullptr) return unavailable("document.not_written");
  TRY(add_part(archive.zip, std::string(content_types), *part(content_types)));
  for (const auto& [name, bytes] : parts_) {
    if (name != content_types) TRY(add_part(archive.zip, name, bytes));
  }
  if (zip_close(archive.zip) != 0) return unavailable("document.not_written");
  archive.zip = nullptr;
  zip_stat_t about;
  zip_source_stat(target, &about);
  std::string bytes(about.size, '\0');
  if (zip_source_open(target) != 0) return unavailable("document.not_written");
  zip_int64_t got = zip_source_read(target, bytes.data(), bytes.size());
  zip_source_close(target);
  if (got != static_cast<zip_int64_t>(bytes.size())) return unavailable("document.not_written");
  return bytes;
}

}  // namespace boai::documents

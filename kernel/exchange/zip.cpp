#include "kernel/exchange/zip.hpp"

namespace boai::exchange {

namespace {

constexpr zip_int64_t entries_max = 2000;
constexpr zip_uint64_t unpacked_max = 4ULL << 30;
constexpr zip_uint64_t ratio_max = 200;
constexpr zip_uint64_t ratio_from = 4ULL << 20;  // small entries may be as plain as they like

}  // namespace

Result<std::shared_ptr<Zip>> Zip::open(const std::string& path) {
  int code = 0;
  zip_t* archive = zip_open(path.c_str(), ZIP_RDONLY, &code);
  if (archive == nullptr) return invalid("sheet.not_a_sheet", "file");
  std::shared_ptr<Zip> zip(new Zip(archive));
  if (zip_get_num_entries(archive, 0) > entries_max) return invalid("sheet.zip_bomb", "file");
  return zip;
}

Zip::~Zip() { zip_discard(archive_); }

bool Zip::has(const std::string& name) const {
  return zip_name_locate(archive_, name.c_str(), 0) >= 0;
}

std::string Zip::find(std::string_view begin, std::string_view end) const {
  for (zip_int64_t index = 0; index < zip_get_num_entries(archive_, 0); ++index) {
    const char* name = zip_get_name(archive_, static_cast<zip_uint64_t>(index), 0);
    if (name == nullptr) continue;
    std::string_view text = name;
    if (text.starts_with(begin) && text.ends_with(end)) return name;
  }
  return {};
}

Result<std::unique_ptr<ZipEntry>> Zip::entry(const std::string& name) {
  zip_stat_t about;
  if (zip_stat(archive_, name.c_str(), 0, &about) != 0) {
    return invalid("sheet.not_a_sheet", "file", name);
  }
  bool told =
      about.size <= ratio_from || about.comp_size == 0 || about.size / about.comp_size <= ratio_max;
  if (about.size > unpacked_max || !told) return invalid("sheet.zip_bomb", "file", name);
  if (about.encryption_method != ZIP_EM_NONE) return invalid("sheet.encrypted", "file");
  zip_file_t* file = zip_fopen(archive_, name.c_str(), 0);
  if (file == nullptr) return invalid("sheet.not_a_sheet", "file", name);
  return std::make_unique<ZipEntry>(*this, file, about);
}

ZipEntry::~ZipEntry() { zip_fclose(file_); }

Result<std::size_t> ZipEntry::read(std::string& buffer) {
  zip_int64_t got = zip_fread(file_, buffer.data(), buffer.size());
  if (got < 0) return invalid("sheet.not_a_sheet", "file", "damaged");
  unpacked_ += static_cast<zip_uint64_t>(got);
  zip_.unpacked_ += static_cast<zip_uint64_t>(got);
  bool bomb = zip_.unpacked_ > unpacked_max ||
              (unpacked_ > ratio_from && unpacked_ / (packed_ + 1) > ratio_max);
  if (bomb) return invalid("sheet.zip_bomb", "file");
  return static_cast<std::size_t>(got);
}

}  // namespace boai::exchange

#include "kernel/papers/papers.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <filesystem>
#include <fstream>

#include "base/crypto/digest.hpp"

namespace boai::papers {

namespace fs = std::filesystem;
using record::field;

const record::Type& Paper::type() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&Paper::branch>("branch",
                            {.label = "组织", .target = "network.society", .indexed = true}),
      field<&Paper::record_type>("record_type", {.label = "记录类型", .required = true}),
      field<&Paper::subject>("subject", {.label = "记录", .required = true, .indexed = true}),
      field<&Paper::name>("name", {.label = "文件名", .required = true, .max_length = 120}),
      field<&Paper::kind>("kind", {.label = "格式", .codes = "paper_kind", .required = true}),
      field<&Paper::bytes>("bytes", {.label = "大小", .unit = "byte", .required = true}),
      field<&Paper::sha256>("sha256", {.label = "校验值", .required = true}),
      field<&Paper::account>("account", {.label = "上传账号", .required = true}),
      field<&Paper::at>("at", {.label = "时间", .required = true}),
  });
  static const record::Type type{.name = "papers.paper",
                                 .label = "附件",
                                 .scope = record::Scope::branch,
                                 .right = "papers.read",
                                 .sort = "-id",
                                 .fields = fields,
                                 .title = "name"};
  return type;
}

std::string kind_of(std::string_view head, std::string_view name) {
  if (head.starts_with("%PDF-")) return "pdf";
  if (head.starts_with("\x89PNG\r\n\x1a\n")) return "png";
  if (head.starts_with("\xff\xd8\xff")) return "jpeg";
  if (!head.starts_with("PK\x03\x04")) return {};
  if (name.ends_with(".xlsx")) return "xlsx";
  if (name.ends_with(".pptx")) return "pptx";
  return name.ends_with(".docx") ? "docx" : "";
}

std::string place_of(const std::string& sha256) { return sha256.substr(0, 2) + "/" + sha256; }

namespace {

struct Content {
  std::string head, sha256;
  std::int64_t bytes = 0;
};

Result<Content> read(const std::string& path, std::int64_t limit) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return invalid("papers.empty", "file");
  Content content;
  std::string whole;
  std::array<char, 64 * 1024> piece{};
  while (file.read(piece.data(), piece.size()), file.gcount() > 0) {
    whole.append(piece.data(), static_cast<std::size_t>(file.gcount()));
    if (static_cast<std::int64_t>(whole.size()) > limit) return invalid("papers.too_large", "file");
  }
  if (whole.empty()) return invalid("papers.empty", "file");
  content.bytes = static_cast<std::int64_t>(whole.size());
  content.sha256 = crypto::hex(crypto::sha256(whole));
  content.head = whole.substr(0, 16);
  return content;
}

// The largest size any kind allows bounds what is read at all.
std::int64_t limit_of(const unit::House& house, std::string_view kind) {
  constexpr std::int64_t mega = 1024 * 1024;
  std::int64_t largest = 0;
  auto table = house.codes.find("paper_kind");
  if (table == house.codes.end()) return 0;
  for (const unit::Code& code : table->second) {
    auto allowed = code.attributes.find("max_mb");
    bool asked = kind.empty() || code.code == kind;
    if (asked && allowed != code.attributes.end()) {
      largest = std::max<std::int64_t>(largest, std::atoll(allowed->second.c_str()) * mega);
    }
  }
  return largest;
}

Outcome sync(const std::string& path, int flags) {
  int handle = ::open(path.c_str(), flags);
  bool done = handle >= 0 && ::fsync(handle) == 0;
  if (handle >= 0) ::close(handle);
  if (!done) return unavailable("papers.store", path);
  return Done{};
}

}  // namespace

Result<Kept> keep(const unit::House& house, const std::string& folder, const std::string& upload,
                  const std::string& name) {
  Content content = TRY(read(upload, limit_of(house, "")));
  std::string kind = kind_of(content.head, name);
  if (kind.empty() || house.code("paper_kind", kind) == nullptr)
    return invalid("papers.kind", "file");
  if (content.bytes > limit_of(house, kind)) return invalid("papers.too_large", "file");
  fs::path place = fs::path(folder) / place_of(content.sha256);
  std::error_code fault;
  if (!fs::exists(place, fault)) {
    fs::create_directories(place.parent_path(), fault);
    TRY(sync(upload, O_RDONLY));
    fs::rename(upload, place, fault);
    if (fault) return unavailable("papers.store", place.string() + ": " + fault.message());
    TRY(sync(place.parent_path(), O_RDONLY | O_DIRECTORY));
  }
  return Kept{content.sha256, kind, content.bytes};
}

Outcome keep_bytes(const std::string& folder, std::string_view bytes) {
  std::string sha256 = crypto::hex(crypto::sha256(bytes));
  fs::path place = fs::path(folder) / place_of(sha256);
  std::error_code fault;
  if (fs::exists(place, fault)) return Done{};
  fs::create_directories(place.parent_path(), fault);
  // Another process may keep the same bytes at this moment: each writes a file of its own first.
  fs::path beside = place;
  beside += "." + crypto::uuid4();
  std::ofstream(beside, std::ios::binary)
      .write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  if (fs::file_size(beside, fault) != bytes.size()) {
    fs::remove(beside, fault);
    return unavailable("papers.store", place.string());
  }
  TRY(sync(beside, O_RDONLY));
  fs::rename(beside, place, fault);
  if (fault) return unavailable("papers.store", place.string() + ": " + fault.message());
  return sync(place.parent_path(), O_RDONLY | O_DIRECTORY);
}

void register_in(record::Registry& types) { types.add(Paper::type()); }

}  // namespace boai::papers

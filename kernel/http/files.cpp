#include "kernel/http/files.hpp"

#include <sys/stat.h>
#include <zlib.h>

#include <algorithm>
#include <charconv>
#include <fstream>
#include <memory>
#include <optional>
#include <sstream>

namespace boai::http {

namespace {

std::string type_of(std::string_view path) {
  static constexpr std::pair<std::string_view, std::string_view> types[] = {
      {".html", "text/html; charset=utf-8"},
      {".js", "text/javascript; charset=utf-8"},
      {".css", "text/css; charset=utf-8"},
      {".svg", "image/svg+xml"},
      {".png", "image/png"},
      {".json", "application/json; charset=utf-8"},
      {".geojson", "application/geo+json; charset=utf-8"},
      {".ico", "image/x-icon"},
      {".woff2", "font/woff2"},
      {".mp4", "video/mp4"},
      {".webm", "video/webm"},
      {".jpg", "image/jpeg"},
  };
  for (const auto& [ending, type] : types) {
    if (path.ends_with(ending)) return std::string(type);
  }
  return "application/octet-stream";
}

bool safe(std::string_view path) {
  return path.find("..") == std::string_view::npos && path.find('\0') == std::string_view::npos &&
         path.find("//") == std::string_view::npos && path.find('\\') == std::string_view::npos;
}

// A page in one file, which carries its own script: it may ask this house for its lists, nothing
// and nobody else.
constexpr const char* whole_page_policy =
    "default-src 'none'; script-src 'self' 'unsafe-inline'; worker-src 'self'; style-src "
    "'unsafe-inline'; img-src blob:; connect-src 'self'; form-action 'none'; base-uri 'none'; "
    "frame-ancestors 'none'";

}  // namespace

Response static_file(const std::string& folder, const Request& request) {
  if (!safe(request.path)) return problem(not_found("http.not_found"));
  std::string path = folder + request.path;
  struct stat about {};
  bool file = ::stat(path.c_str(), &about) == 0 && S_ISREG(about.st_mode);
  if (!file) {
    // Addresses of pages are the page's own business: all of them are the one page.
    bool asset = request.path.starts_with("/assets/") || request.path.starts_with("/api");
    path = folder + "/index.html";
    if (asset || ::stat(path.c_str(), &about) != 0) return problem(not_found("http.not_found"));
  }
  Response response;
  response.type = type_of(path);
  std::string tag =
      "\"" + std::to_string(about.st_size) + "-" + std::to_string(about.st_mtime) + "\"";
  bool hashed = request.path.starts_with("/assets/");
  response.headers = {
      {"ETag", tag},
      {"Cache-Control", hashed ? "public, max-age=31536000, immutable" : "no-cache"}};
  bool whole_page = path.ends_with(".html") && !path.ends_with("/index.html");
  if (whole_page) response.headers.emplace_back("Content-Security-Policy", whole_page_policy);
  if (request.header("if-none-match") == tag) {
    response.status = 304;
    return response;
  }
  std::ifstream stream(path, std::ios::binary);
  std::stringstream text;
  text << stream.rdbuf();
  response.body = std::move(text).str();
  return response;
}

namespace {

struct Part {
  std::int64_t first = 0, last = -1;  // of bytes, both included
};

// "bytes=a-b", "bytes=a-", "bytes=-n"; none for a Range of another form, which is then ignored, an
// empty part for one that lies outside.
std::optional<Part> part_asked(std::string_view range, std::int64_t size) {
  if (!range.starts_with("bytes=")) return std::nullopt;
  range.remove_prefix(6);
  std::size_t dash = range.find('-');
  if (dash == std::string_view::npos || range.find(',') != std::string_view::npos) {
    return std::nullopt;
  }
  auto number = [](std::string_view text) -> std::optional<std::int64_t> {
    std::int64_t value = 0;
    auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
    bool whole = fault == std::errc{} && end == text.data() + text.size() && value >= 0;
    return whole ? std::optional(value) : std::nullopt;
  };
  auto first = number(range.substr(0, dash)), last = number(range.substr(dash + 1));
  if (!first && !last) return std::nullopt;
  if (!first) return Part{std::max<std::int64_t>(0, size - *last), size - 1};
  if (last && *last < *first) return std::nullopt;
  return Part{*first, std::min(last.value_or(size - 1), size - 1)};
}

std::function<std::string()> pieces_of(const std::string& path) {
  auto stream = std::make_shared<std::ifstream>(path, std::ios::binary);
  return [stream] {
    std::string piece(static_cast<std::size_t>(part_max), '\0');
    stream->read(piece.data(), static_cast<std::streamsize>(piece.size()));
    piece.resize(static_cast<std::size_t>(stream->gcount()));
    return piece;
  };
}

}  // namespace

Result<Response> part_of_file(const std::string& path, const Request& request) {
  struct stat about {};
  bool file = safe(path) && ::stat(path.c_str(), &about) == 0 && S_ISREG(about.st_mode);
  if (!file) return not_found("http.not_found");
  std::int64_t size = about.st_size;
  auto asked = part_asked(request.header("range"), size);
  Part part = asked.value_or(Part{0, size - 1});
  Response response;
  response.type = type_of(path);
  response.headers = {{"Accept-Ranges", "bytes"}, {"Cache-Control", "private, max-age=3600"}};
  std::string of = "/" + std::to_string(size);
  if (!asked && size > part_max) {
    response.stream = pieces_of(path);
    return response;
  }
  bool outside = asked && (part.first >= size || part.last < part.first);
  if (outside) {
    response.status = 416;
    response.headers.emplace_back("Content-Range", "bytes *" + of);
    return response;
  }
  if (asked) part.last = std::min(part.last, part.first + part_max - 1);
  std::ifstream stream(path, std::ios::binary);
  stream.seekg(part.first);
  response.body.resize(static_cast<std::size_t>(part.last - part.first + 1));
  stream.read(response.body.data(), static_cast<std::streamsize>(response.body.size()));
  if (!asked) return response;
  response.status = 206;
  response.headers.emplace_back("Content-Range", "bytes " + std::to_string(part.first) + "-" +
                                                     std::to_string(part.last) + of);
  return response;
}

std::string gzipped(const std::string& text) {
  z_stream stream{};
  if (deflateInit2(&stream, 4, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) != Z_OK) return {};
  std::string packed(deflateBound(&stream, text.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_out = static_cast<uInt>(packed.size());
  int state = deflate(&stream, Z_FINISH);
  packed.resize(stream.total_out);
  deflateEnd(&stream);
  return state == Z_STREAM_END ? packed : std::string();
}

}  // namespace boai::http

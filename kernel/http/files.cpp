#include "kernel/http/files.hpp"

#include <sys/stat.h>
#include <zlib.h>

#include <fstream>
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

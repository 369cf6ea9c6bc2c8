#include "kernel/exchange/text.hpp"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace boai::exchange {

namespace {

constexpr std::size_t block = 1 << 20;
constexpr std::string_view replacement = "\xef\xbf\xbd";

// How far the text is plain ASCII, eight bytes a step.
std::size_t ascii_run(std::string_view text, std::size_t at) {
  constexpr std::uint64_t high_bits = 0x8080808080808080ULL;
  for (std::uint64_t eight = 0; at + sizeof eight <= text.size(); at += sizeof eight) {
    std::memcpy(&eight, text.data() + at, sizeof eight);
    if ((eight & high_bits) != 0) break;
  }
  while (at < text.size() && static_cast<unsigned char>(text[at]) < 0x80) ++at;
  return at;
}

// Where the last, perhaps cut, character begins.
std::size_t last_whole(std::string_view text) {
  for (std::size_t cut = 1; cut <= 3 && cut <= text.size(); ++cut) {
    auto lead = static_cast<unsigned char>(text[text.size() - cut]);
    if (lead < 0x80) break;
    if (lead < 0xc0) continue;
    std::size_t size = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    return size > cut ? text.size() - cut : text.size();
  }
  return text.size();
}

struct Evidence {
  std::int64_t good = 0;  // characters of several bytes
  std::int64_t bad = 0;   // bytes that fit nowhere
};

// A walk over the whole file: its first half may be ASCII and its second not.
Result<Evidence> utf8_evidence(int file) {
  Evidence evidence;
  std::string raw, rest;
  for (off_t from = 0;;) {
    raw = rest;
    raw.resize(rest.size() + block);
    ssize_t got = ::pread(file, raw.data() + rest.size(), block, from);
    if (got < 0) return unavailable("sheet.unreadable");
    raw.resize(rest.size() + static_cast<std::size_t>(got));
    from += got;
    std::size_t end = got == 0 ? raw.size() : last_whole(raw);
    std::string_view text(raw.data(), end);
    for (std::size_t at = ascii_run(text, 0); at < text.size(); at = ascii_run(text, at)) {
      std::size_t size = utf8_size_at(text, at);
      ++(size > 0 ? evidence.good : evidence.bad);
      at += std::max<std::size_t>(size, 1);
    }
    if (got == 0) return evidence;
    rest = raw.substr(end);
  }
}

Result<bool> all_gb18030(int file) {
  if (::lseek(file, 0, SEEK_SET) < 0) return unavailable("sheet.unreadable");
  Text text(::dup(file), "gb18030");
  for (;;) {
    std::string_view piece = TRY(text.more());
    if (text.damaged()) return false;
    if (piece.empty()) return true;
  }
}

std::string iconv_name(const std::string& encoding) {
  if (encoding == "gb18030") return "GB18030";
  return encoding == "utf-16le" ? "UTF-16LE" : "UTF-16BE";
}

}  // namespace

std::size_t utf8_size_at(std::string_view text, std::size_t at) {
  auto byte = [&](std::size_t next) { return static_cast<unsigned char>(text[at + next]); };
  unsigned char lead = byte(0);
  if (lead < 0x80) return 1;
  std::size_t size = lead >= 0xc2 && lead < 0xe0   ? 2
                     : lead >= 0xe0 && lead < 0xf0 ? 3
                     : lead >= 0xf0 && lead < 0xf5 ? 4
                                                   : 0;
  if (size == 0 || at + size > text.size()) return 0;
  for (std::size_t next = 1; next < size; ++next) {
    if ((byte(next) & 0xc0) != 0x80) return 0;
  }
  bool overlong = (lead == 0xe0 && byte(1) < 0xa0) || (lead == 0xf0 && byte(1) < 0x90);
  bool beyond = (lead == 0xed && byte(1) > 0x9f) || (lead == 0xf4 && byte(1) > 0x8f);
  return overlong || beyond ? 0 : size;
}

Result<std::string> find_encoding(int file, const std::string& wanted) {
  std::string head(64 * 1024, '\0');
  ssize_t got = ::pread(file, head.data(), head.size(), 0);
  head.resize(static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
  bool little = head.starts_with("\xff\xfe"), big = head.starts_with("\xfe\xff");
  if (little || big) return std::string(little ? "utf-16le" : "utf-16be");
  if (wanted == "utf-16") return std::string("utf-16le");
  if (head.find('\0') != std::string::npos) return invalid("sheet.not_a_sheet", "file");
  if (wanted == "utf-8" || wanted == "gb18030") return wanted;
  if (wanted != "auto" && !wanted.empty()) return invalid("import.encoding", "encoding", wanted);
  if (head.starts_with("\xef\xbb\xbf")) return std::string("utf-8");
  Evidence evidence = TRY(utf8_evidence(file));
  constexpr int clearly = 10;
  bool utf8 = evidence.bad == 0 || evidence.good > evidence.bad * clearly;
  if (utf8) return std::string("utf-8");
  if (TRY(all_gb18030(file))) return std::string("gb18030");
  return invalid("sheet.encoding", "file");
}

Text::Text(int file, const std::string& encoding) : file_(file) {
  if (encoding == "utf-8") return;
  converter_ = iconv_open("UTF-8", iconv_name(encoding).c_str());
  if (encoding.starts_with("utf-16")) unit_ = 2;
}

Text::~Text() {
  ::close(file_);
  if (converter_ != iconv_t(-1)) iconv_close(converter_);
}

Result<std::string_view> Text::more() {
  for (;;) {
    std::size_t kept = rest_.size();
    raw_.swap(rest_);
    raw_.resize(kept + block);
    ssize_t got = ::read(file_, raw_.data() + kept, block);
    if (got < 0) return unavailable("sheet.unreadable");
    raw_.resize(kept + static_cast<std::size_t>(got));
    bool first = read_ == 0;
    read_ += got;
    rest_.clear();
    if (raw_.empty()) return std::string_view();
    std::string_view text = converter_ == iconv_t(-1) ? checked(got == 0) : converted(got == 0);
    if (first && text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);
    damaged_ = damaged_ || text.find('\0') != std::string_view::npos;
    if (!text.empty() || got == 0) return text;
  }
}

std::string_view Text::checked(bool last) {
  std::size_t end = last ? raw_.size() : last_whole(raw_);
  rest_.assign(raw_, end);
  std::string_view text(raw_.data(), end);
  std::size_t at = ascii_run(text, 0);
  std::size_t size = 1;
  while (at < text.size() && (size = utf8_size_at(text, at)) > 0) at = ascii_run(text, at + size);
  if (at >= text.size()) return text;
  // The rare way: the good parts with a mark where the bytes make no character.
  damaged_ = true;
  text_.assign(text.substr(0, at));
  while (at < text.size()) {
    size = utf8_size_at(text, at);
    text_ += size > 0 ? text.substr(at, size) : replacement;
    at += std::max<std::size_t>(size, 1);
  }
  return text_;
}

std::string_view Text::converted(bool last) {
  text_.resize(raw_.size() * 3 + 64);
  char* from = raw_.data();
  std::size_t left = raw_.size();
  char* to = text_.data();
  std::size_t room = text_.size();
  while (left > 0) {
    if (iconv(converter_, &from, &left, &to, &room) != static_cast<std::size_t>(-1)) break;
    bool cut_character = errno == EINVAL && !last;
    if (cut_character) break;
    damaged_ = true;
    if (room < 8) break;  // never: three bytes stand for one
    std::memcpy(to, replacement.data(), replacement.size());
    to += replacement.size();
    room -= replacement.size();
    std::size_t skipped = std::min(unit_, left);
    from += skipped;
    left -= skipped;
  }
  rest_.assign(from, left);
  text_.resize(text_.size() - room);
  return text_;
}

}  // namespace boai::exchange

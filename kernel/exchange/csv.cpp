// CSV by RFC 4180, one MiB at a time; encoding by its bytes: BOM, valid UTF-8, else GB18030.
#include <fcntl.h>
#include <iconv.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdio>

#include "base/day.hpp"
#include "kernel/exchange/rows.hpp"
#include "kernel/record/record.hpp"

namespace boai::exchange {

namespace {

constexpr std::size_t block = 1 << 20;

// The longest part of the text that ends on a whole character.
std::string_view whole_characters(std::string_view text) {
  for (std::size_t cut = 0; cut < 4 && cut < text.size(); ++cut) {
    auto lead = static_cast<unsigned char>(text[text.size() - 1 - cut]);
    if (lead < 0x80) return text.substr(0, text.size() - cut);
    if (lead >= 0xc0) {
      std::size_t size = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
      return size == cut + 1 ? text : text.substr(0, text.size() - cut - 1);
    }
  }
  return text;
}

class Source {
 public:
  Source(int file, bool gb18030) : file_(file), gb18030_(gb18030) {
    if (gb18030_) converter_ = iconv_open("UTF-8", "GB18030");
  }
  ~Source() {
    ::close(file_);
    if (converter_ != iconv_t(-1)) iconv_close(converter_);
  }

  // Decoded text; empty at the end.
  Result<std::string_view> more() {
    std::size_t kept = rest_.size();
    raw_ = rest_;
    raw_.resize(kept + block);
    ssize_t got = ::read(file_, raw_.data() + kept, block);
    if (got < 0) return unavailable("sheet.unreadable");
    raw_.resize(kept + static_cast<std::size_t>(got));
    read_ += got;
    rest_.clear();
    if (raw_.empty()) return std::string_view();
    if (gb18030_) return converted(got == 0);
    std::string_view whole = got == 0 ? std::string_view(raw_) : whole_characters(raw_);
    if (record::utf8_length(whole) < 0) return invalid("sheet.encoding");
    rest_ = raw_.substr(whole.size());
    return whole;
  }

  std::int64_t read() const { return read_; }

 private:
  Result<std::string_view> converted(bool last) {
    text_.resize(raw_.size() * 2 + 16);
    char* from = raw_.data();
    std::size_t left = raw_.size();
    char* to = text_.data();
    std::size_t room = text_.size();
    std::size_t state = iconv(converter_, &from, &left, &to, &room);
    bool cut_character = state == static_cast<std::size_t>(-1) && errno == EINVAL && !last;
    if (state == static_cast<std::size_t>(-1) && !cut_character) return invalid("sheet.encoding");
    rest_.assign(from, left);
    text_.resize(text_.size() - room);
    return std::string_view(text_);
  }

  int file_;
  bool gb18030_;
  iconv_t converter_ = iconv_t(-1);
  std::string raw_, rest_, text_;
  std::int64_t read_ = 0;
};

class Csv : public Rows {
 public:
  Csv(std::unique_ptr<Source> source, char separator)
      : source_(std::move(source)), separator_(separator) {}

  Result<bool> next(Row& row) override {
    row.cells.clear();
    row.number = ++row_;
    std::string cell;
    bool quoted = false, was_quoted = false, any = false;
    for (;;) {
      if (at_ == text_.size()) {
        text_ = TRY(source_->more());
        at_ = 0;
        if (text_.empty()) break;
        if (first_block_ && text_.starts_with("\xef\xbb\xbf")) at_ = 3;
        first_block_ = false;
        continue;
      }
      any = true;
      if (!quoted && !skip_newline_) {
        // The common case in one stride: plain text up to the next mark.
        std::size_t end = at_;
        while (end < text_.size() && !mark(text_[end])) ++end;
        cell.append(text_.substr(at_, end - at_));
        at_ = end;
        if (cell.size() > cell_max) return fault("sheet.cell_too_long", row);
        if (at_ == text_.size()) continue;
      }
      char letter = text_[at_++];
      if (skip_newline_) {
        skip_newline_ = false;
        if (letter == '\n') {
          any = !row.cells.empty() || !cell.empty();
          continue;
        }
        --at_;
        continue;
      }
      if (quoted) {
        if (letter != '"') {
          cell += letter;
          if (cell.size() > cell_max) return fault("sheet.cell_too_long", row);
        } else if (peek() == '"') {
          cell += '"';
          ++at_;
        } else {
          quoted = false;
        }
        continue;
      }
      if (letter == '"' && cell.empty() && !was_quoted) {
        quoted = was_quoted = true;
      } else if (letter == separator_) {
        row.cells.push_back(std::move(cell));
        cell.clear();
        was_quoted = false;
        if (row.cells.size() > columns_max) return fault("sheet.too_many_columns", row);
      } else if (letter == '\r' || letter == '\n') {
        skip_newline_ = letter == '\r';
        row.cells.push_back(std::move(cell));
        return true;
      } else {
        cell += letter;
      }
    }
    if (quoted) return fault("sheet.quote", row);
    if (!any) return false;
    row.cells.push_back(std::move(cell));
    return true;
  }

  std::int64_t bytes_read() const override { return source_->read(); }

 private:
  bool mark(char letter) const {
    return letter == separator_ || letter == '"' || letter == '\n' || letter == '\r';
  }
  char peek() {
    if (at_ < text_.size()) return text_[at_];
    auto more = source_->more();
    if (!more.ok() || more->empty()) return 0;
    text_ = *more;
    at_ = 0;
    return text_[0];
  }
  static Error fault(const char* code, const Row& row) {
    return invalid(code, "row " + std::to_string(row.number),
                   "column " + std::to_string(row.cells.size() + 1));
  }

  std::unique_ptr<Source> source_;
  char separator_;
  std::string_view text_;
  std::size_t at_ = 0;
  std::int64_t row_ = 0;
  bool first_block_ = true;
  bool skip_newline_ = false;
};

char separator_in(std::string_view head) {
  std::string_view line = head.substr(0, head.find_first_of("\r\n"));
  char best = ',';
  for (char candidate : {';', '\t'}) {
    if (std::ranges::count(line, candidate) > std::ranges::count(line, best)) best = candidate;
  }
  return best;
}

}  // namespace

Result<std::unique_ptr<Rows>> open_csv(const std::string& path) {
  int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return not_found("sheet.no_file", "file", path);
  std::string head(64 * 1024, '\0');
  ssize_t got = ::pread(file, head.data(), head.size(), 0);
  head.resize(static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
  if (head.find('\0') != std::string::npos) {
    ::close(file);
    return invalid("sheet.not_a_sheet", "file");
  }
  bool utf8 = record::utf8_length(whole_characters(head)) >= 0;
  char separator = separator_in(head);
  return std::unique_ptr<Rows>(
      std::make_unique<Csv>(std::make_unique<Source>(file, !utf8), separator));
}

Result<std::unique_ptr<Rows>> open_rows(const std::string& path) {
  struct stat about {};
  if (::stat(path.c_str(), &about) != 0) return not_found("sheet.no_file", "file", path);
  if (about.st_size > file_max) return invalid("sheet.too_large", "file");
  if (about.st_size == 0) return invalid("sheet.empty", "file");
  std::array<char, 8> head{};
  std::FILE* file = std::fopen(path.c_str(), "rb");
  if (file == nullptr) return not_found("sheet.no_file", "file", path);
  std::size_t got = std::fread(head.data(), 1, head.size(), file);
  std::fclose(file);
  std::string_view magic(head.data(), got);
  if (magic.starts_with("PK\x03\x04")) return open_xlsx(path);
  if (magic.starts_with("\xd0\xcf\x11\xe0")) return invalid("sheet.old_xls", "file");
  return open_csv(path);
}

std::string iso_day(std::string_view typed) {
  std::array<int, 3> parts{};
  int part = 0, digits = 0;
  if (typed.size() == 8 &&
      std::ranges::all_of(typed, [](char c) { return c >= '0' && c <= '9'; })) {
    auto day = Day::from_number(std::stoll(std::string(typed)));
    return day ? to_text(*day) : std::string(typed);
  }
  for (std::size_t at = 0; at < typed.size(); ++at) {
    char letter = typed[at];
    if (letter >= '0' && letter <= '9') {
      if (part > 2 || ++digits > 4) return std::string(typed);
      parts[static_cast<std::size_t>(part)] =
          parts[static_cast<std::size_t>(part)] * 10 + (letter - '0');
    } else if (digits > 0) {
      ++part;
      digits = 0;
      if (static_cast<unsigned char>(letter) >= 0x80) at += 2;  // 年 月 日
    } else {
      return std::string(typed);
    }
  }
  auto day = Day::of(parts[0], parts[1], parts[2]);
  return day && parts[0] > 1900 ? to_text(*day) : std::string(typed);
}

}  // namespace boai::exchange

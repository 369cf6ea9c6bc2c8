// CSV by RFC 4180 and what spreadsheets make of it: any newline, comma, semicolon or tab.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdio>

#include "kernel/exchange/rows.hpp"
#include "kernel/exchange/text.hpp"

namespace boai::exchange {

bool Row::blank() const {
  return faults.empty() && std::ranges::all_of(cells, &std::string::empty);
}

namespace {

class Csv : public Rows {
 public:
  Csv(int file, std::string encoding, std::int64_t size)
      : text_source_(file, encoding), encoding_(std::move(encoding)), size_(size) {}

  // The separator is what the first lines hold most of.
  Outcome open() {
    TRY(fill());
    std::array<std::int64_t, 3> counts{};
    int lines = 0;
    bool quoted = false;
    for (char letter : text_) {
      if (letter == '"') quoted = !quoted;
      if (quoted) continue;
      if (letter == '\n' && ++lines == 10) break;
      std::size_t which = separators.find(letter);
      if (which != std::string_view::npos) ++counts[which];
    }
    auto most = std::ranges::max_element(counts) - counts.begin();
    separator_ = separators[static_cast<std::size_t>(most)];
    // The first line may say it: "sep=;".
    if (text_.starts_with("sep=") && text_.size() > 5 && (text_[5] == '\r' || text_[5] == '\n')) {
      separator_ = text_[4];
    }
    return Done{};
  }

  Result<bool> next(Row& row) override {
    row.number = ++row_;
    row.faults.clear();
    used_ = 0;
    bool any = TRY(read(row));
    row.cells.resize(used_);
    if (any && text_source_.damaged()) mark_damage(row);
    return any;
  }

  std::int64_t bytes_read() const override { return text_source_.read(); }
  std::int64_t bytes_in_all() const override { return size_; }
  std::string encoding() const override { return encoding_; }

 private:
  static constexpr std::string_view separators = ",;\t";

  // A cell at a time; the marks decide what follows.
  Result<bool> read(Row& row) {
    if (skip_newline_) TRY(skip_newline());
    if (!TRY(fill())) return false;
    for (;;) {
      std::string& cell = new_cell(row);
      bool quoted = TRY(fill()) && text_[at_] == '"';
      if (quoted) TRY(quoted_part(row, cell));
      TRY(plain_part(row, cell, quoted));
      if (!TRY(fill())) return true;
      char mark = text_[at_++];
      if (mark == separator_) continue;
      skip_newline_ = mark == '\r';
      return true;
    }
  }

  // Cells beyond the limit share one place, so that a row of commas costs nothing.
  std::string& new_cell(Row& row) {
    if (used_ > columns_max) {
      if (row.faults.empty() || row.faults.back().column != columns_max) {
        row.faults.push_back({columns_max, "sheet.too_many_columns"});
      }
      row.cells[columns_max].clear();
      return row.cells[columns_max];
    }
    if (used_ == row.cells.size()) row.cells.emplace_back();
    std::string& cell = row.cells[used_++];
    cell.clear();
    return cell;
  }

  Outcome quoted_part(Row& row, std::string& cell) {
    ++at_;
    for (;;) {
      if (!TRY(fill())) return invalid("sheet.quote", "row " + std::to_string(row.number));
      std::size_t end = std::min(text_.find('"', at_), text_.size());
      append(row, cell, text_.substr(at_, end - at_));
      at_ = end;
      if (at_ == text_.size()) continue;
      ++at_;
      bool doubled = TRY(fill()) && text_[at_] == '"';
      if (!doubled) return Done{};
      append(row, cell, "\"");
      ++at_;
    }
  }

  // Up to the next separator or newline. Letters after a closing quote mean that a quote is
  // missing somewhere: the row is refused rather than guessed.
  Outcome plain_part(Row& row, std::string& cell, bool after_quote) {
    while (TRY(fill())) {
      std::size_t end = at_;
      while (end < text_.size() && !ends_cell(text_[end])) ++end;
      if (end > at_ && after_quote) fault(row, "sheet.quote");
      append(row, cell, text_.substr(at_, end - at_));
      at_ = end;
      if (at_ < text_.size()) return Done{};
    }
    return Done{};
  }

  void append(Row& row, std::string& cell, std::string_view text) {
    if (cell.size() + text.size() <= cell_max) {
      cell += text;
    } else {
      fault(row, "sheet.cell_too_long");
    }
  }

  void fault(Row& row, const char* code) {
    std::size_t column = used_ - 1;
    bool told = !row.faults.empty() && row.faults.back().column == column;
    if (!told) row.faults.push_back({column, code});
  }

  static void mark_damage(Row& row) {
    for (std::size_t column = 0; column < row.cells.size(); ++column) {
      const std::string& cell = row.cells[column];
      if (cell.find("\xef\xbf\xbd") != std::string::npos) {
        row.faults.push_back({column, "sheet.encoding"});
      } else if (cell.find('\0') != std::string::npos) {
        row.faults.push_back({column, "sheet.nul"});
      }
    }
  }

  Outcome skip_newline() {
    skip_newline_ = false;
    if (TRY(fill()) && text_[at_] == '\n') ++at_;
    return Done{};
  }

  bool ends_cell(char letter) const {
    return letter == separator_ || letter == '\n' || letter == '\r';
  }

  // False at the end of the file.
  Result<bool> fill() {
    if (at_ < text_.size()) return true;
    text_ = TRY(text_source_.more());
    at_ = 0;
    return !text_.empty();
  }

  Text text_source_;
  std::string encoding_;
  std::int64_t size_;
  char separator_ = ',';
  std::string_view text_;
  std::size_t at_ = 0;
  std::int64_t row_ = 0;
  std::size_t used_ = 0;
  bool skip_newline_ = false;
};

}  // namespace

Result<std::unique_ptr<Rows>> open_csv(const std::string& path, const Reading& reading) {
  int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return not_found("sheet.no_file", "file", path);
  auto encoding = find_encoding(file, reading.encoding);
  struct stat about {};
  bool known = ::fstat(file, &about) == 0 && ::lseek(file, 0, SEEK_SET) == 0;
  if (!encoding.ok() || !known) {
    ::close(file);
    return encoding.ok() ? unavailable("sheet.unreadable") : encoding.error();
  }
  auto csv = std::make_unique<Csv>(file, *encoding, about.st_size);
  TRY(csv->open());
  return std::unique_ptr<Rows>(std::move(csv));
}

Result<std::unique_ptr<Rows>> open_rows(const std::string& path, const Reading& reading) {
  struct stat about {};
  bool there = ::stat(path.c_str(), &about) == 0 && S_ISREG(about.st_mode);
  if (!there) return not_found("sheet.no_file", "file", path);
  if (about.st_size > file_max) return invalid("sheet.too_large", "file");
  if (about.st_size == 0) return invalid("sheet.empty", "file");
  std::array<char, 8> head{};
  std::FILE* file = std::fopen(path.c_str(), "rb");
  if (file == nullptr) return not_found("sheet.no_file", "file", path);
  std::size_t got = std::fread(head.data(), 1, head.size(), file);
  std::fclose(file);
  std::string_view magic(head.data(), got);
  if (magic.starts_with("PK\x03\x04")) return open_xlsx(path, reading);
  // Old workbooks and encrypted new ones share this frame; neither can be read here.
  if (magic.starts_with("\xd0\xcf\x11\xe0")) return invalid("sheet.old_xls", "file");
  return open_csv(path, reading);
}

}  // namespace boai::exchange

#include "kernel/exchange/sheet.hpp"

#include <xlsxwriter.h>

#include <algorithm>
#include <boost/json.hpp>
#include <cstdio>

#include "base/day.hpp"

namespace boai::exchange {

namespace {

struct FileCloser {
  void operator()(std::FILE* file) const { std::fclose(file); }
};
using File = std::unique_ptr<std::FILE, FileCloser>;

// What both plain formats share: text that goes to a file and the one moment it may fail.
class PlainSheet : public Sheet {
 public:
  explicit PlainSheet(File file) : file_(std::move(file)) {}

  Outcome close() override {
    std::FILE* file = file_.release();
    bool good = file != nullptr && std::ferror(file) == 0;
    good = file != nullptr && std::fclose(file) == 0 && good;
    return good ? Outcome(Done{}) : unavailable("file.not_written");
  }

 protected:
  Outcome put(const std::string& text) {
    if (std::fwrite(text.data(), 1, text.size(), file_.get()) == text.size()) return Done{};
    return unavailable("file.not_written");
  }

 private:
  File file_;
};

class CsvSheet : public PlainSheet {
 public:
  CsvSheet(File file, bool marked) : PlainSheet(std::move(file)), mark_(marked) {}

  Outcome row(const std::vector<Cell>& cells) override {
    line_ = mark_ ? "\xef\xbb\xbf" : "";
    mark_ = false;
    for (std::size_t at = 0; at < cells.size(); ++at) {
      if (at > 0) line_ += ',';
      line_ += cells[at].kind == Cell::Kind::text ? csv_cell(cells[at].text) : cells[at].text;
    }
    line_ += "\r\n";
    return put(line_);
  }

 private:
  std::string line_;
  bool mark_;
};

class JsonSheet : public PlainSheet {
 public:
  using PlainSheet::PlainSheet;

  Outcome row(const std::vector<Cell>& cells) override {
    if (names_.empty()) {
      for (const Cell& cell : cells) names_.push_back(cell.text);
      return put("[");
    }
    boost::json::object object;
    for (std::size_t at = 0; at < cells.size(); ++at) object[names_[at]] = cells[at].text;
    std::string before = first_ ? "" : ",\n";
    first_ = false;
    return put(before + boost::json::serialize(object));
  }
  Outcome close() override {
    TRY(put("]\n"));
    return PlainSheet::close();
  }

 private:
  std::vector<std::string> names_;
  bool first_ = true;
};

// Rows go to the library's own temporary file as they come, never to memory.
class XlsxSheet : public Sheet {
 public:
  explicit XlsxSheet(const std::string& path) {
    lxw_workbook_options options{};
    options.constant_memory = LXW_TRUE;
    book_ = workbook_new_opt(path.c_str(), &options);
    if (book_ == nullptr) return;
    sheet_ = workbook_add_worksheet(book_, "数据");
    day_ = workbook_add_format(book_);
    format_set_num_format(day_, "yyyy-mm-dd");
    bold_ = workbook_add_format(book_);
    format_set_bold(bold_);
  }
  ~XlsxSheet() override {
    if (book_ != nullptr) workbook_close(book_);
  }
  bool made() const { return book_ != nullptr; }

  Outcome row(const std::vector<Cell>& cells) override {
    bool head = row_ == 0;
    if (head) {
      worksheet_freeze_panes(sheet_, 1, 0);
      worksheet_set_column(sheet_, 0, static_cast<lxw_col_t>(cells.size()), 16, nullptr);
    }
    for (std::size_t at = 0; at < cells.size(); ++at) {
      if (!cells[at].text.empty()) put(static_cast<lxw_col_t>(at), cells[at], head);
    }
    ++row_;
    return Done{};
  }

  Outcome close() override {
    lxw_error fault = workbook_close(book_);
    book_ = nullptr;
    if (fault == LXW_NO_ERROR) return Done{};
    return unavailable("file.not_written", lxw_strerror(fault));
  }

 private:
  void put(lxw_col_t column, const Cell& cell, bool head) {
    auto day = cell.kind == Cell::Kind::day ? Day::parse(cell.text) : std::nullopt;
    constexpr int safe_digits = 15;  // a spreadsheet's numbers hold no more
    bool number = cell.kind == Cell::Kind::number && cell.text.size() <= safe_digits;
    if (day && day->year() >= 1901) {
      lxw_datetime when{.year = day->year(), .month = day->month(), .day = day->day_of_month()};
      worksheet_write_datetime(sheet_, row_, column, &when, day_);
    } else if (number) {
      worksheet_write_number(sheet_, row_, column, std::atof(cell.text.c_str()), nullptr);
    } else {
      // A string cell is never calculated, whatever it begins with.
      worksheet_write_string(sheet_, row_, column, cell.text.c_str(), head ? bold_ : nullptr);
    }
  }

  lxw_workbook* book_ = nullptr;
  lxw_worksheet* sheet_ = nullptr;
  lxw_format* day_ = nullptr;
  lxw_format* bold_ = nullptr;
  lxw_row_t row_ = 0;
};

}  // namespace

Result<std::unique_ptr<Sheet>> new_sheet(std::string_view format, const std::string& path,
                                         bool marked) {
  if (format == "xlsx") {
    auto sheet = std::make_unique<XlsxSheet>(path);
    if (!sheet->made()) return unavailable("file.not_made", path);
    return std::unique_ptr<Sheet>(std::move(sheet));
  }
  if (format != "csv" && format != "json") {
    return invalid("export.format", "format", std::string(format));
  }
  File file(std::fopen(path.c_str(), "wbe"));
  if (!file) return unavailable("file.not_made", path);
  if (format == "csv") {
    return std::unique_ptr<Sheet>(std::make_unique<CsvSheet>(std::move(file), marked));
  }
  return std::unique_ptr<Sheet>(std::make_unique<JsonSheet>(std::move(file)));
}

std::string csv_cell(std::string_view text) {
  bool formula =
      !text.empty() && std::string_view("=+-@\t\r").find(text[0]) != std::string_view::npos;
  // A plain negative number is no formula.
  if (formula && text[0] == '-' && text.size() > 1) {
    formula = !std::ranges::all_of(text.substr(1), [](char letter) {
      return (letter >= '0' && letter <= '9') || letter == '.';
    });
  }
  std::string kept = formula ? "'" + std::string(text) : std::string(text);
  if (kept.find_first_of(",\"\r\n") == std::string::npos) return kept;
  std::string quoted = "\"";
  for (char letter : kept) {
    if (letter == '"') quoted += '"';
    quoted += letter;
  }
  return quoted + "\"";
}

}  // namespace boai::exchange

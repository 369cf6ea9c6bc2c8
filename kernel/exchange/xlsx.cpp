// XLSX: the first sheet, row by row out of the zip; dates by their style; formulas are refused
// cell by cell, because what a formula shows is not what it says.
#include <expat.h>
#include <zip.h>

#include <deque>
#include <map>
#include <set>

#include "base/day.hpp"
#include "kernel/exchange/rows.hpp"

namespace boai::exchange {

namespace {

constexpr zip_uint64_t unpacked_max = 4ULL << 30;
constexpr zip_uint64_t ratio_max = 200;
constexpr std::size_t shared_max = 256ULL << 20;
constexpr std::size_t chunk = 64 * 1024;

struct ZipCloser {
  void operator()(zip_t* archive) const { zip_discard(archive); }
};
struct EntryCloser {
  void operator()(zip_file_t* entry) const { zip_fclose(entry); }
};
struct ParserFree {
  void operator()(XML_Parser parser) const { XML_ParserFree(parser); }
};
using Archive = std::unique_ptr<zip_t, ZipCloser>;
using Entry = std::unique_ptr<zip_file_t, EntryCloser>;
using Parser = std::unique_ptr<std::remove_pointer_t<XML_Parser>, ParserFree>;

std::string attribute(const char** attributes, std::string_view name) {
  for (; *attributes != nullptr; attributes += 2) {
    if (attributes[0] == name) return attributes[1];
  }
  return {};
}

Parser new_parser() {
  Parser parser(XML_ParserCreate("UTF-8"));
  // No document we read declares entities; one that does is an attack.
  XML_SetEntityDeclHandler(
      parser.get(), [](void* data, const XML_Char*, int, const XML_Char*, int, const XML_Char*,
                       const XML_Char*, const XML_Char*, const XML_Char*) {
        XML_StopParser(static_cast<XML_Parser>(data), XML_FALSE);
      });
  XML_UseParserAsHandlerArg(parser.get());
  return parser;
}

Result<Entry> entry_named(zip_t* archive, const std::string& name) {
  zip_stat_t about;
  if (zip_stat(archive, name.c_str(), 0, &about) != 0) return not_found("sheet.not_a_sheet", name);
  if (about.size > unpacked_max) return invalid("sheet.zip_bomb", "file");
  if (about.comp_size > 0 && about.size / about.comp_size > ratio_max) {
    return invalid("sheet.zip_bomb", "file");
  }
  if (about.encryption_method != ZIP_EM_NONE) return invalid("sheet.encrypted", "file");
  Entry entry(zip_fopen(archive, name.c_str(), 0));
  if (!entry) return invalid("sheet.not_a_sheet", "file");
  return entry;
}

Outcome parse_all(zip_file_t* entry, XML_Parser parser) {
  std::string buffer(chunk, '\0');
  for (;;) {
    zip_int64_t got = zip_fread(entry, buffer.data(), buffer.size());
    if (got < 0) return invalid("sheet.not_a_sheet", "file");
    if (XML_Parse(parser, buffer.data(), static_cast<int>(got), got == 0) == XML_STATUS_ERROR) {
      return invalid("sheet.not_a_sheet", "file", XML_ErrorString(XML_GetErrorCode(parser)));
    }
    if (got == 0) return Done{};
  }
}

// Shared strings and which styles are dates.
struct Shared {
  std::vector<std::string> strings;
  std::size_t bytes = 0;
  bool in_text = false, in_phonetic = false;
  bool full = false;

  std::map<int, bool> formats;  // custom number formats that show a date
  std::vector<bool> date_styles;
  bool in_cell_formats = false;
};

bool looks_like_a_date(const std::string& format) {
  return format.find_first_of("yYdD") != std::string::npos;
}

class Xlsx : public Rows {
 public:
  explicit Xlsx(Archive archive) : archive_(std::move(archive)) {}

  Outcome open() {
    TRY(read_strings());
    TRY(read_styles());
    entry_ = TRY(entry_named(archive_.get(), first_sheet()));
    parser_ = new_parser();
    XML_SetUserData(parser_.get(), this);
    XML_UseParserAsHandlerArg(parser_.get());
    current_ = this;
    XML_SetElementHandler(parser_.get(), &Xlsx::begin, &Xlsx::end);
    XML_SetCharacterDataHandler(parser_.get(), &Xlsx::letters);
    return Done{};
  }

  Result<bool> next(Row& row) override {
    current_ = this;
    std::string buffer(chunk, '\0');
    while (ready_.empty() && !finished_) {
      zip_int64_t got = zip_fread(entry_.get(), buffer.data(), buffer.size());
      if (got < 0) return invalid("sheet.not_a_sheet", "file");
      read_ += got;
      finished_ = got == 0;
      int size = static_cast<int>(got);
      if (XML_Parse(parser_.get(), buffer.data(), size, finished_) == XML_STATUS_ERROR) {
        return invalid("sheet.not_a_sheet", "file");
      }
      if (fault_) return *fault_;
    }
    if (ready_.empty()) return false;
    row = std::move(ready_.front());
    ready_.pop_front();
    return true;
  }

  std::int64_t bytes_read() const override { return read_; }

 private:
  std::string first_sheet() {
    zip_stat_t about;
    std::string usual = "xl/worksheets/sheet1.xml";
    if (zip_stat(archive_.get(), usual.c_str(), 0, &about) == 0) return usual;
    for (zip_int64_t index = 0; index < zip_get_num_entries(archive_.get(), 0); ++index) {
      std::string name = zip_get_name(archive_.get(), static_cast<zip_uint64_t>(index), 0);
      if (name.starts_with("xl/worksheets/") && name.ends_with(".xml")) return name;
    }
    return usual;
  }

  Outcome read_strings() {
    auto entry = entry_named(archive_.get(), "xl/sharedStrings.xml");
    if (!entry.ok()) {
      if (entry.error().fault == Fault::not_found) return Done{};
      return entry.error();
    }
    Parser parser = new_parser();
    current_ = this;
    XML_SetElementHandler(
        parser.get(),
        [](void*, const char* name, const char**) {
          Shared& shared = current_->shared_;
          std::string_view element = name;
          if (element == "si") shared.strings.emplace_back();
          if (element == "rPh") shared.in_phonetic = true;
          if (element == "t") shared.in_text = !shared.in_phonetic;
        },
        [](void*, const char* name) {
          Shared& shared = current_->shared_;
          std::string_view element = name;
          if (element == "rPh") shared.in_phonetic = false;
          if (element == "t") shared.in_text = false;
        });
    XML_SetCharacterDataHandler(parser.get(), [](void*, const char* text, int size) {
      Shared& shared = current_->shared_;
      if (!shared.in_text || shared.strings.empty() || shared.full) return;
      shared.bytes += static_cast<std::size_t>(size);
      shared.full = shared.bytes > shared_max;
      shared.strings.back().append(text, static_cast<std::size_t>(size));
    });
    TRY(parse_all(entry->get(), parser.get()));
    if (shared_.full) return invalid("sheet.zip_bomb", "file");
    return Done{};
  }

  Outcome read_styles() {
    auto entry = entry_named(archive_.get(), "xl/styles.xml");
    if (!entry.ok()) return Done{};
    Parser parser = new_parser();
    current_ = this;
    XML_SetElementHandler(
        parser.get(),
        [](void*, const char* name, const char** attributes) {
          Shared& shared = current_->shared_;
          std::string_view element = name;
          if (element == "numFmt") {
            int id = std::atoi(attribute(attributes, "numFmtId").c_str());
            shared.formats[id] = looks_like_a_date(attribute(attributes, "formatCode"));
          }
          if (element == "cellXfs") shared.in_cell_formats = true;
          if (element == "xf" && shared.in_cell_formats) {
            int id = std::atoi(attribute(attributes, "numFmtId").c_str());
            bool built_in = (id >= 14 && id <= 17) || id == 22 || (id >= 27 && id <= 36) ||
                            (id >= 50 && id <= 58);
            shared.date_styles.push_back(built_in || shared.formats[id]);
          }
        },
        [](void*, const char* name) {
          if (std::string_view(name) == "cellXfs") current_->shared_.in_cell_formats = false;
        });
    return parse_all(entry->get(), parser.get());
  }

  static std::size_t column_of(const std::string& reference) {
    std::size_t column = 0;
    for (char letter : reference) {
      if (letter < 'A' || letter > 'Z') break;
      column = column * 26 + static_cast<std::size_t>(letter - 'A' + 1);
      if (column > columns_max) break;
    }
    return column == 0 ? 0 : column - 1;
  }

  static void begin(void*, const char* name, const char** attributes) {
    Xlsx& self = *current_;
    std::string_view element = name;
    if (element == "row") {
      std::string number = attribute(attributes, "r");
      self.row_ = {number.empty() ? self.row_.number + 1 : std::atoll(number.c_str()), {}};
    } else if (element == "c") {
      std::string reference = attribute(attributes, "r");
      self.column_ = reference.empty() ? self.row_.cells.size() : column_of(reference);
      if (self.column_ >= columns_max) {
        self.stop("sheet.too_many_columns");
        return;
      }
      self.row_.cells.resize(std::max(self.row_.cells.size(), self.column_ + 1));
      self.type_ = attribute(attributes, "t");
      self.style_ = std::atoi(attribute(attributes, "s").c_str());
      self.text_.clear();
      self.formula_ = false;
    } else if (element == "f") {
      self.formula_ = true;
    }
    self.in_value_ = element == "v" || element == "t";
  }

  static void end(void*, const char* name) {
    Xlsx& self = *current_;
    std::string_view element = name;
    self.in_value_ = false;
    if (element == "c" && self.column_ < self.row_.cells.size()) {
      self.row_.cells[self.column_] = self.cell();
    } else if (element == "row") {
      self.ready_.push_back(std::move(self.row_));
      self.row_ = {self.ready_.back().number, {}};
    }
  }

  static void letters(void*, const char* text, int size) {
    Xlsx& self = *current_;
    if (!self.in_value_) return;
    self.text_.append(text, static_cast<std::size_t>(size));
    if (self.text_.size() > cell_max) self.stop("sheet.cell_too_long");
  }

  std::string cell() const {
    if (formula_) return "=" + text_;  // refused by whoever reads the row
    if (type_ == "s") {
      auto index = static_cast<std::size_t>(std::atoll(text_.c_str()));
      return index < shared_.strings.size() ? shared_.strings[index] : std::string();
    }
    if (type_ == "b") return text_ == "1" ? "true" : "false";
    bool number = type_.empty() || type_ == "n";
    auto style = static_cast<std::size_t>(std::max(style_, 0));
    bool date = number && style < shared_.date_styles.size() && shared_.date_styles[style];
    if (date && !text_.empty()) return day_of_serial(std::atoll(text_.c_str()));
    return text_;
  }

  // Day 60 is the 29 February 1900 that never was.
  static std::string day_of_serial(std::int64_t serial) {
    constexpr std::int64_t day_one = -25567;  // 1900-01-01 less one, in days since 1970
    if (serial < 61 || serial > 200'000) return std::to_string(serial);
    return to_text(Day::from_serial(serial + day_one - 2));
  }

  void stop(const char* code) {
    fault_ = invalid(code, "row " + std::to_string(row_.number));
    XML_StopParser(parser_.get(), XML_FALSE);
  }

  Archive archive_;
  Entry entry_;
  Parser parser_;
  Shared shared_;
  std::deque<Row> ready_;
  Row row_;
  std::size_t column_ = 0;
  std::string type_, text_;
  int style_ = 0;
  bool formula_ = false, in_value_ = false, finished_ = false;
  std::optional<Error> fault_;
  std::int64_t read_ = 0;
  // expat's handler argument is the parser itself; the reader at work on this thread is here.
  static thread_local Xlsx* current_;
};

thread_local Xlsx* Xlsx::current_ = nullptr;

}  // namespace

Result<std::unique_ptr<Rows>> open_xlsx(const std::string& path) {
  int code = 0;
  Archive archive(zip_open(path.c_str(), ZIP_RDONLY, &code));
  if (!archive) return invalid("sheet.not_a_sheet", "file");
  constexpr zip_int64_t entries_max = 2000;
  if (zip_get_num_entries(archive.get(), 0) > entries_max) return invalid("sheet.zip_bomb", "file");
  auto reader = std::make_unique<Xlsx>(std::move(archive));
  TRY(reader->open());
  return std::unique_ptr<Rows>(std::move(reader));
}

}  // namespace boai::exchange

// XLSX: one sheet, row by row out of the zip; dates by their style; formulas are refused cell by
// cell, because what a formula shows is not what it says.
#include <algorithm>
#include <deque>
#include <map>

#include "base/day.hpp"
#include "kernel/exchange/rows.hpp"
#include "kernel/exchange/strings.hpp"
#include "kernel/exchange/values.hpp"

namespace boai::exchange {

namespace {

constexpr std::size_t sheets_max = 255;

// Names, parts and visibility of the sheets, and from which year days are counted.
class Workbook : public XmlReader {
 public:
  struct Sheet {
    std::string name, relation, part;
    bool hidden = false;
  };
  void begin(std::string_view name, const char** attributes) override {
    if (name == "workbookPr") {
      std::string wanted = attribute(attributes, "date1904");
      since_1904 = wanted == "1" || wanted == "true";
    }
    if (name == "sheet" && sheets.size() < sheets_max) {
      std::string state = attribute(attributes, "state");
      sheets.push_back({attribute(attributes, "name"), attribute(attributes, "r:id"), "",
                        state == "hidden" || state == "veryHidden"});
      if (sheets.back().relation.empty()) sheets.back().relation = attribute(attributes, "id");
    }
  }
  std::vector<Sheet> sheets;
  bool since_1904 = false;
};

class Relations : public XmlReader {
 public:
  void begin(std::string_view name, const char** attributes) override {
    if (name != "Relationship") return;
    std::string target = attribute(attributes, "Target");
    bool absolute = target.starts_with('/');
    parts[attribute(attributes, "Id")] = absolute ? target.substr(1) : "xl/" + target;
  }
  std::map<std::string, std::string> parts;
};

// A number format shows a date when it has a year or a day outside quotes and brackets.
bool shows_a_date(std::string_view format) {
  char closing = 0;
  for (std::size_t at = 0; at < format.size(); ++at) {
    char letter = format[at];
    if (closing != 0) {
      if (letter == closing) closing = 0;
    } else if (letter == '"' || letter == '[') {
      closing = letter == '"' ? '"' : ']';
    } else if (letter == '\\') {
      ++at;
    } else if (letter == 'y' || letter == 'Y' || letter == 'd' || letter == 'D') {
      return true;
    }
  }
  return false;
}

class Styles : public XmlReader {
 public:
  void begin(std::string_view name, const char** attributes) override {
    if (name == "cellXfs") in_cells_ = true;
    if (name == "numFmt") {
      int id = std::atoi(attribute(attributes, "numFmtId").c_str());
      formats_[id] = shows_a_date(attribute(attributes, "formatCode"));
    }
    constexpr std::size_t styles_max = 65'536;
    if (name == "xf" && in_cells_ && dates_.size() < styles_max) {
      int id = std::atoi(attribute(attributes, "numFmtId").c_str());
      bool built_in =
          (id >= 14 && id <= 17) || id == 22 || (id >= 27 && id <= 36) || (id >= 50 && id <= 58);
      auto own = formats_.find(id);
      dates_.push_back(built_in || (own != formats_.end() && own->second));
    }
  }
  void end(std::string_view name) override {
    if (name == "cellXfs") in_cells_ = false;
  }
  bool date(int style) const {
    return style >= 0 && static_cast<std::size_t>(style) < dates_.size() &&
           dates_[static_cast<std::size_t>(style)];
  }

 private:
  std::map<int, bool> formats_;
  std::vector<bool> dates_;
  bool in_cells_ = false;
};

class Xlsx : public Rows, private XmlReader {
 public:
  explicit Xlsx(std::shared_ptr<Zip> zip) : zip_(std::move(zip)) {}

  Outcome open(const std::string& wanted) {
    std::string part = TRY(choose(wanted));
    if (zip_->has("xl/styles.xml")) TRY(read_all(*zip_, "xl/styles.xml", styles_));
    if (zip_->has("xl/sharedStrings.xml")) {
      TRY(read_all(*zip_, "xl/sharedStrings.xml", strings_));
      TRY(strings_.finish());
    }
    auto entry = TRY(zip_->entry(part));
    packed_ = entry->size();
    xml_ = std::make_unique<Xml>(std::move(entry), static_cast<XmlReader&>(*this));
    return Done{};
  }

  Result<bool> next(Row& row) override {
    for (bool more = true; more && ready_.empty();) {
      more = TRY(xml_->more());
      TRY(broken_);
    }
    if (ready_.empty()) return false;
    std::swap(row, ready_.front());
    ready_.pop_front();
    return true;
  }

  std::int64_t bytes_read() const override { return xml_->bytes_read(); }
  std::int64_t bytes_in_all() const override { return packed_; }
  bool since_1904() const override { return book_.since_1904; }
  std::vector<std::string> sheets() const override { return names_; }

 private:
  Result<std::string> choose(const std::string& wanted) {
    std::string usual = zip_->find("xl/worksheets/", ".xml");
    if (zip_->has("xl/worksheets/sheet1.xml")) usual = "xl/worksheets/sheet1.xml";
    if (!zip_->has("xl/workbook.xml")) {
      if (usual.empty() || !wanted.empty()) return invalid("sheet.not_a_sheet", "file");
      return usual;
    }
    TRY(read_all(*zip_, "xl/workbook.xml", book_));
    Relations relations;
    if (zip_->has("xl/_rels/workbook.xml.rels")) {
      TRY(read_all(*zip_, "xl/_rels/workbook.xml.rels", relations));
    }
    const Workbook::Sheet* chosen = nullptr;
    for (const Workbook::Sheet& sheet : book_.sheets) {
      bool fits = wanted.empty() ? !sheet.hidden : sheet.name == wanted;
      if (fits && chosen == nullptr) chosen = &sheet;
    }
    if (chosen == nullptr && !wanted.empty()) {
      return invalid("sheet.no_such_sheet", "sheet", wanted);
    }
    if (chosen != nullptr) names_.push_back(chosen->name);
    for (const Workbook::Sheet& sheet : book_.sheets) {
      if (&sheet != chosen && !sheet.hidden) names_.push_back(sheet.name);
    }
    auto part = chosen ? relations.parts.find(chosen->relation) : relations.parts.end();
    if (part != relations.parts.end() && zip_->has(part->second)) return part->second;
    if (usual.empty()) return invalid("sheet.not_a_sheet", "file");
    return usual;
  }

  void begin(std::string_view name, const char** attributes) override {
    if (name == "row") {
      std::string number = attribute(attributes, "r");
      std::int64_t given = number.empty() ? 0 : std::atoll(number.c_str());
      row_.number = given > last_row_ ? given : last_row_ + 1;
      last_row_ = row_.number;
      row_.cells.clear();
      row_.faults.clear();
    } else if (name == "c") {
      std::string reference = attribute(attributes, "r");
      column_ = reference.empty() ? row_.cells.size() : column_of(reference);
      type_ = attribute(attributes, "t");
      style_ = std::atoi(attribute(attributes, "s").c_str());
      text_.clear();
      formula_ = too_long_ = false;
    } else if (name == "f") {
      formula_ = true;
    } else if (name == "rPh") {
      in_phonetic_ = true;
    }
    in_value_ = (name == "v" || name == "t") && !in_phonetic_;
  }

  void end(std::string_view name) override {
    in_value_ = false;
    if (name == "rPh") in_phonetic_ = false;
    if (name == "c") take_cell();
    if (name == "row") ready_.push_back(std::move(row_));
  }

  void letters(std::string_view text) override {
    if (!in_value_) return;
    too_long_ = too_long_ || text_.size() + text.size() > cell_max;
    if (!too_long_) text_ += text;
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

  void take_cell() {
    if (column_ >= columns_max) {
      // Empty cells far to the right are only decoration.
      bool told = !row_.faults.empty() && row_.faults.back().column == columns_max;
      if (!text_.empty() && !told) row_.faults.push_back({columns_max, "sheet.too_many_columns"});
      return;
    }
    if (column_ >= row_.cells.size()) row_.cells.resize(column_ + 1);
    const char* fault = too_long_ ? "sheet.cell_too_long" : read_value();
    if (fault != nullptr) row_.faults.push_back({column_, fault});
    row_.cells[column_].swap(text_);
  }

  // Makes the cell's text what a person sees; the code of what is wrong with it, or nothing.
  const char* read_value() {
    if (formula_) return "sheet.formula";
    if (type_ == "e") return "sheet.error_value";
    if (type_ == "s") return shared();
    if (type_ == "b") text_ = text_ == "1" ? "true" : "false";
    if (type_ == "d") text_ = text_.substr(0, 10);
    bool number = type_.empty() || type_ == "n";
    if (!number || text_.empty()) return nullptr;
    if (styles_.date(style_)) {
      text_ = day_of_serial(text_, book_.since_1904);
      return nullptr;
    }
    return lost_digits(text_) ? "sheet.precision" : nullptr;
  }

  const char* shared() {
    char* end = nullptr;
    auto index = static_cast<std::size_t>(std::strtoull(text_.c_str(), &end, 10));
    bool known = end != text_.c_str() && *end == 0 && index < strings_.size();
    if (!known) return "sheet.shared_string";
    auto found = strings_.at(index);
    if (!found.ok()) {
      broken_ = found.error();
      return nullptr;
    }
    text_ = *found;
    return text_.size() > cell_max ? "sheet.cell_too_long" : nullptr;
  }

  std::shared_ptr<Zip> zip_;
  Workbook book_;
  Styles styles_;
  SharedStrings strings_;
  std::unique_ptr<Xml> xml_;
  std::vector<std::string> names_;
  std::deque<Row> ready_;
  Outcome broken_ = Done{};
  Row row_;
  std::int64_t last_row_ = 0, packed_ = 0;
  std::size_t column_ = 0;
  std::string type_, text_;
  int style_ = 0;
  bool formula_ = false, too_long_ = false, in_value_ = false, in_phonetic_ = false;
};

}  // namespace

Result<std::unique_ptr<Rows>> open_xlsx(const std::string& path, const Reading& reading) {
  auto reader = std::make_unique<Xlsx>(TRY(Zip::open(path)));
  TRY(reader->open(reading.sheet));
  return std::unique_ptr<Rows>(std::move(reader));
}

}  // namespace boai::exchange

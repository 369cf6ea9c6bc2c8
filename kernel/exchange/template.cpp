#include "kernel/exchange/template.hpp"

#include <xlsxwriter.h>

#include <algorithm>

#include "kernel/exchange/sheet.hpp"

namespace boai::exchange {

using record::Field;
using record::Kind;

namespace {

const std::vector<unit::Code>* codes_of(const unit::House& house, const Field& field) {
  auto table = house.codes.find(field.traits.codes);
  return field.traits.codes.empty() || table == house.codes.end() ? nullptr : &table->second;
}

// A value of the right form that is nobody's: the identity number is the standard's own example.
std::string example(const unit::House& house, const Field& field) {
  if (field.traits.target == "network.society") return "320102";
  if (const auto* codes = codes_of(house, field)) return codes->empty() ? "" : codes->front().name;
  if (field.name == "document_number") return "11010519491231002X";
  if (field.name == "name" && field.traits.personal) return "张三";
  switch (field.kind) {
    case Kind::day:
      return "2026-11-23";
    case Kind::boolean:
      return "是";
    case Kind::integer:
    case Kind::money:
      return std::to_string(std::max<std::int64_t>(field.traits.min, 0));
    default:
      return field.name == "region" ? "320102" : "";
  }
}

std::string way_of_writing(const unit::House& house, const Field& field) {
  if (field.traits.target == "network.society") return "组织代码，如 320102";
  if (codes_of(house, field) != nullptr) return "见工作表“代码”，写名称或代码都可以";
  switch (field.kind) {
    case Kind::day:
      return "日期，如 2026-11-23";
    case Kind::boolean:
      return "是 或 否";
    case Kind::integer:
      return "整数";
    case Kind::money:
      return "整数，单位：分";
    default:
      return "文字，最多 " + std::to_string(field.traits.max_length) + " 字";
  }
}

class Book {
 public:
  Book(const command::Type& command, const unit::House& house, const std::string& path)
      : command_(command), house_(house), book_(workbook_new(path.c_str())) {}

  Outcome write() {
    if (book_ == nullptr) return unavailable("file.not_made");
    data_ = workbook_add_worksheet(book_, "数据");
    notes_ = workbook_add_worksheet(book_, "填写说明");
    lists_ = workbook_add_worksheet(book_, "代码");
    bold_ = workbook_add_format(book_);
    format_set_bold(bold_);
    text_ = workbook_add_format(book_);
    format_set_num_format(text_, "@");  // 18 digits stay 18 digits
    day_ = workbook_add_format(book_);
    format_set_num_format(day_, "yyyy-mm-dd");
    worksheet_freeze_panes(data_, 1, 0);
    head(notes_, {"列", "必填", "怎样填", "示例"});
    lxw_col_t column = 0;
    for (const Field& field : command_.fields) add(field, column++);
    lxw_error fault = workbook_close(book_);
    return fault == LXW_NO_ERROR ? Outcome(Done{}) : unavailable("file.not_written");
  }

 private:
  void head(lxw_worksheet* sheet, const std::vector<std::string>& words) {
    worksheet_set_column(sheet, 0, static_cast<lxw_col_t>(words.size()), 22, nullptr);
    for (std::size_t at = 0; at < words.size(); ++at) {
      worksheet_write_string(sheet, 0, static_cast<lxw_col_t>(at), words[at].c_str(), bold_);
    }
  }

  void add(const Field& field, lxw_col_t column) {
    std::string label(field.traits.label);
    worksheet_write_string(data_, 0, column, label.c_str(), bold_);
    worksheet_set_column(data_, column, column, 18, field.kind == Kind::day ? day_ : text_);
    const std::string notes[] = {label, field.traits.required ? "必填" : "",
                                 way_of_writing(house_, field), example(house_, field)};
    for (lxw_col_t at = 0; at < 4; ++at) {
      worksheet_write_string(notes_, column + 1U, at, notes[at].c_str(), nullptr);
    }
    const auto* codes = codes_of(house_, field);
    if (codes != nullptr && !codes->empty()) offer(*codes, label, column);
  }

  // Two columns of the list sheet a code table, and the choice of its words in the data column.
  void offer(const std::vector<unit::Code>& codes, const std::string& label, lxw_col_t column) {
    worksheet_write_string(lists_, 0, next_list_, label.c_str(), bold_);
    worksheet_write_string(lists_, 0, next_list_ + 1, "代码", bold_);
    lxw_row_t row = 0;
    for (const unit::Code& code : codes) {
      worksheet_write_string(lists_, ++row, next_list_, code.name.c_str(), nullptr);
      worksheet_write_string(lists_, row, next_list_ + 1, code.code.c_str(), nullptr);
    }
    char first[16], last[16];
    lxw_rowcol_to_cell_abs(first, 1, next_list_, 1, 1);
    lxw_rowcol_to_cell_abs(last, row, next_list_, 1, 1);
    std::string formula = std::string("='代码'!") + first + ":" + last;
    lxw_data_validation choice{};
    choice.validate = LXW_VALIDATION_TYPE_LIST_FORMULA;
    choice.value_formula = formula.data();
    choice.error_type = LXW_VALIDATION_ERROR_TYPE_WARNING;  // a code is as good as its word
    worksheet_data_validation_range(data_, 1, column, xlsx_rows_max, column, &choice);
    next_list_ = static_cast<lxw_col_t>(next_list_ + 2);
  }

  const command::Type& command_;
  const unit::House& house_;
  lxw_workbook* book_;
  lxw_worksheet* data_ = nullptr;
  lxw_worksheet* notes_ = nullptr;
  lxw_worksheet* lists_ = nullptr;
  lxw_format* bold_ = nullptr;
  lxw_format* text_ = nullptr;
  lxw_format* day_ = nullptr;
  lxw_col_t next_list_ = 0;
};

}  // namespace

Outcome write_template(const command::Type& command, const unit::House& house,
                       std::string_view format, const std::string& path) {
  if (format == "xlsx") return Book(command, house, path).write();
  if (format != "csv") return invalid("export.format", "format", std::string(format));
  auto sheet = TRY(new_sheet("csv", path));
  std::vector<Cell> header;
  for (const Field& field : command.fields) header.push_back({std::string(field.traits.label)});
  TRY(sheet->row(header));
  return sheet->close();
}

}  // namespace boai::exchange

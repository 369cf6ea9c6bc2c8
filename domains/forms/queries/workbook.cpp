// A return in the layout the superior expects: title, society and period, one line a cell, and the
// line of signatures.
#include <xlsxwriter.h>

#include <boost/json.hpp>

#include "domains/forms/queries.hpp"

namespace boai::forms {

namespace json = boost::json;

namespace {

std::string text(const json::object& from, const char* name) {
  return std::string(from.at(name).as_string());
}

struct Looks {
  lxw_format* title;
  lxw_format* head;
  lxw_format* label;
  lxw_format* number;
  lxw_format* words;
};

Looks looks_of(lxw_workbook* book) {
  auto bordered = [&] {
    lxw_format* format = workbook_add_format(book);
    format_set_border(format, LXW_BORDER_THIN);
    format_set_align(format, LXW_ALIGN_VERTICAL_CENTER);
    return format;
  };
  Looks looks{workbook_add_format(book), bordered(), bordered(), bordered(), bordered()};
  format_set_bold(looks.title);
  format_set_font_size(looks.title, 16);
  format_set_align(looks.title, LXW_ALIGN_CENTER);
  format_set_bold(looks.head);
  format_set_align(looks.head, LXW_ALIGN_CENTER);
  format_set_text_wrap(looks.label);
  format_set_num_format(looks.number, "#,##0.####");
  format_set_align(looks.words, LXW_ALIGN_RIGHT);
  return looks;
}

void write_cells(lxw_worksheet* sheet, const Looks& looks, const json::array& cells) {
  lxw_row_t line = 4;
  for (const auto& value : cells) {
    const json::object& cell = value.as_object();
    worksheet_write_string(sheet, line, 0, text(cell, "id").c_str(), looks.head);
    worksheet_write_string(sheet, line, 1, text(cell, "label").c_str(), looks.label);
    worksheet_write_string(sheet, line, 2, text(cell, "unit").c_str(), looks.head);
    std::string held = text(cell, "value");
    auto number = cell.at("text").as_bool() ? std::nullopt : parse_decimal(held);
    if (number) {
      worksheet_write_number(sheet, line, 3, static_cast<double>(*number) / micro, looks.number);
    } else {
      worksheet_write_string(sheet, line, 3, held.c_str(), looks.words);
    }
    worksheet_write_string(sheet, line, 4, text(cell, "reason").c_str(), looks.label);
    ++line;
  }
}

}  // namespace

Outcome write_sheet(store::Connection& connection, const unit::House& house,
                    const rights::Principal& viewer, std::int64_t form_return,
                    const std::string& path) {
  json::object shown = TRY(sheet_of(connection, house, viewer, form_return));
  lxw_workbook* book = workbook_new(path.c_str());
  if (book == nullptr) return unavailable("file.not_made", path);
  lxw_worksheet* sheet = workbook_add_worksheet(book, nullptr);
  Looks looks = looks_of(book);
  worksheet_set_column(sheet, 0, 0, 8, nullptr);
  worksheet_set_column(sheet, 1, 1, 44, nullptr);
  worksheet_set_column(sheet, 2, 2, 10, nullptr);
  worksheet_set_column(sheet, 3, 3, 18, nullptr);
  worksheet_set_column(sheet, 4, 4, 24, nullptr);
  worksheet_merge_range(sheet, 0, 0, 0, 4, text(shown, "name").c_str(), looks.title);
  std::string society = "填报单位：" + text(shown, "branch_name");
  std::string period = "期间：" + text(shown, "period");
  worksheet_write_string(sheet, 1, 0, society.c_str(), nullptr);
  worksheet_write_string(sheet, 1, 3, period.c_str(), nullptr);
  constexpr const char* heads[] = {"代码", "指标名称", "计量单位", "本期数", "说明"};
  for (lxw_col_t column = 0; column < 5; ++column) {
    worksheet_write_string(sheet, 3, column, heads[column], looks.head);
  }
  const json::array& cells = shown.at("cells").as_array();
  write_cells(sheet, looks, cells);
  auto foot = static_cast<lxw_row_t>(cells.size() + 5);
  std::string signers = "填报人：" + text(shown, "reporter") + "    报出日期：" +
                        text(shown, "signed_on") + "    回执：" + text(shown, "receipt");
  worksheet_write_string(sheet, foot, 0, signers.c_str(), nullptr);
  if (workbook_close(book) != LXW_NO_ERROR) return unavailable("file.not_written", path);
  return Done{};
}

}  // namespace boai::forms

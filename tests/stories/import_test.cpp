// 一份名单导入两次: files of the office, good and bad.
#include "tests/stories/office.hpp"

namespace boai::story {

using Lists = Office;

constexpr const char* header = "组织代码,证书编号,姓名,证件号码,课程,五进场所,职业,发证日期\r\n";
constexpr const char* good_row =
    "320102,JS-1,张小三,11010519491231002X,红十字救护员,进学校,教职工,2026/11/20\r\n";

TEST_F(Lists, SentTwiceChangeNothingTheSecondTime) {
  std::string path = file("a.csv", std::string("\xef\xbb\xbf") + header + good_row);
  auto preview = import("xuanwu", path, true);
  ASSERT_TRUE(preview.ok()) << preview.error().code;
  EXPECT_EQ(preview->created, 1);
  EXPECT_EQ(seen_by("xuanwu", "training.certificate").size(), 0U) << "a preview writes nothing";
  auto first = import("xuanwu", path);
  ASSERT_TRUE(first.ok()) << first.error().code;
  EXPECT_EQ(first->created, 1);
  std::int64_t rows = verified().rows;
  auto second = import("xuanwu", path);
  ASSERT_TRUE(second.ok());
  EXPECT_EQ(second->unchanged, 1);
  EXPECT_EQ(second->created + second->changed, 0);
  EXPECT_EQ(verified().rows, rows + 2) << "only the import itself is journalled, begun and done";
  EXPECT_EQ(difference(), 0);
}

TEST_F(Lists, TellEachBadRowWithColumnAndCode) {
  struct Row {
    std::string row;
    std::string column;
    std::string code;
  };
  std::vector<Row> rows = {
      {"320102,B-1,李四,110105194912310021,红十字救护员,进学校,教职工,2026-11-20", "证件号码",
       "people.document_check_digit"},
      {"999999,B-2,李四,11010519491231002X,红十字救护员,进学校,教职工,2026-11-20", "组织代码",
       "import.unknown_society"},
      {"320102,B-3,李四,11010519491231002X,红十字救护员,进学校,教职工,2026年13月1日", "发证日期",
       "field.not_a_day"},
      {"320102,B-4,李四,11010519491231002X,=1+1,进学校,教职工,2026-11-20", "课程", "sheet.formula"},
      {"320102,,李四,11010519491231002X,红十字救护员,进学校,教职工,2026-11-20", "证书编号",
       "field.required"},
      {"320302,B-6,李四,11010519491231002X,红十字救护员,进学校,教职工,2026-11-20", "",
       "rights.not_here"},
      {"320102,B-7,李四,11010519491231002X,红十字救护员,进学校,教职工,2026-11-20,多,余", "",
       "sheet.ragged"},
      {"320102,B-8,李四1,11010519491231002X,红十字救护员,进学校,教职工,2026-11-20", "姓名",
       "people.name"},
  };
  std::string text = header;
  for (const Row& row : rows) text += row.row + "\n";
  auto report = import("xuanwu", file("bad.csv", text + good_row));
  ASSERT_TRUE(report.ok()) << report.error().code;
  EXPECT_EQ(report->created, 1) << "the good row is taken all the same";
  ASSERT_EQ(report->refused, static_cast<std::int64_t>(rows.size()));
  for (std::size_t index = 0; index < rows.size(); ++index) {
    SCOPED_TRACE(rows[index].row);
    EXPECT_EQ(report->faults[index].row, static_cast<std::int64_t>(index) + 2);
    EXPECT_EQ(report->faults[index].code, rows[index].code);
    EXPECT_EQ(report->faults[index].column, rows[index].column);
  }
  std::ifstream refused(data_ + "/refused.csv");
  std::string all((std::istreambuf_iterator<char>(refused)), {});
  EXPECT_NE(all.find("B-2"), std::string::npos) << "the refused rows come back to be mended";
  EXPECT_EQ(difference(), 0);
}

TEST_F(Lists, OfAnyShapeNeverCrashOrHalfImport) {
  struct Row {
    std::string text;
    std::string answer;
  };
  for (const Row& row : std::vector<Row>{
           {"", "sheet.empty"},
           {"nothing,of,ours\n1,2,3\n", "import.column_missing"},
           {std::string(header) + "\"320102,JS-1", "sheet.quote"},
           {std::string(header) + std::string(30'000, 'x'), "sheet.cell_too_long"},
           {std::string("PK\x03\x04 not a zip", 15), "sheet.not_a_sheet"},
           {std::string("\xd0\xcf\x11\xe0 old", 8), "sheet.old_xls"},
           {std::string("a\0b", 3), "sheet.not_a_sheet"},
           {std::string(header) + std::string(300, ','), "sheet.too_many_columns"},
       }) {
    SCOPED_TRACE(row.answer);
    EXPECT_EQ(answer_of(import("xuanwu", file("odd.csv", row.text))), row.answer);
  }
  EXPECT_EQ(seen_by("planner", "training.certificate").size(), 0U);
}

TEST_F(Lists, InTheOldEncodingAreRead) {
  // "姓名" and the rest in GB18030, as an old spreadsheet saves it.
  std::string utf8 = std::string(header) + good_row;
  std::string path = file("utf8.csv", utf8);
  std::string command = "iconv -f UTF-8 -t GB18030 " + path + " > " + data_ + "/gb.csv";
  ASSERT_EQ(std::system(command.c_str()), 0);
  auto report = import("xuanwu", data_ + "/gb.csv");
  ASSERT_TRUE(report.ok()) << report.error().code;
  EXPECT_EQ(report->created, 1);
}

TEST_F(Lists, AreTakenBackWholeWhileNothingStandsOnThem) {
  auto report = import("xuanwu", file("a.csv", std::string(header) + good_row));
  ASSERT_TRUE(report.ok());
  std::string id = std::to_string(report->import);
  EXPECT_EQ(act("gulou_xuzhou", "exchange.withdraw", {{"import", id}}), "rights.not_here");
  EXPECT_EQ(act("xuanwu", "exchange.withdraw", {{"import", id}}), "ok");
  EXPECT_EQ(seen_by("xuanwu", "training.certificate").size(), 0U);
  EXPECT_TRUE(indicator("FA-06", "32").at("value").is_null());
  EXPECT_EQ(act("xuanwu", "exchange.withdraw", {{"import", id}}), "exchange.withdrawn");
  EXPECT_EQ(difference(), 0);
  EXPECT_FALSE(verified().broken.has_value());
}

}  // namespace boai::story

#include "kernel/exchange/sheet.hpp"
#include "kernel/exchange/tests/files.hpp"

namespace boai::exchange {

using Xlsx = Files;

namespace {

std::string workbook(const std::string& sheets, const std::string& properties = "") {
  return "<workbook xmlns:r=\"r\"><workbookPr " + properties + "/><sheets>" + sheets +
         "</sheets></workbook>";
}

const char* const styles =
    "<styleSheet><numFmts><numFmt numFmtId=\"164\" formatCode=\"[Red]0.00\"/>"
    "<numFmt numFmtId=\"165\" formatCode='yyyy\"年\"m\"月\"d\"日\"'/></numFmts>"
    "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"164\"/>"
    "<xf numFmtId=\"165\"/></cellXfs></styleSheet>";

}  // namespace

TEST_F(Xlsx, CellsOfEveryKindBecomeText) {
  struct Case {
    std::string cell, answer;
  };
  for (const Case& each : std::vector<Case>{
           {"<c r=\"A1\" t=\"inlineStr\"><is><t>张三</t></is></c>", "1: 张三"},
           {"<c r=\"A1\" t=\"s\"><v>1</v></c>", "1: 二"},
           {"<c r=\"A1\" t=\"s\"><v>0</v></c>", "1: 一甲"},
           {"<c r=\"A1\" t=\"s\"><v>9</v></c>", "1: 9 !0:sheet.shared_string"},
           {"<c r=\"A1\" t=\"s\"><v>-1</v></c>", "1: -1 !0:sheet.shared_string"},
           {"<c r=\"A1\"><v>42</v></c>", "1: 42"},
           {"<c r=\"A1\" s=\"1\"><v>46349</v></c>", "1: 2026-11-23"},
           {"<c r=\"A1\" s=\"3\"><v>46349.75</v></c>", "1: 2026-11-23"},
           {"<c r=\"A1\" s=\"2\"><v>46349</v></c>", "1: 46349"},
           {"<c r=\"A1\" s=\"1\"><v>61</v></c>", "1: 1900-03-01"},
           {"<c r=\"A1\" s=\"1\"><v>1</v></c>", "1: 1900-01-01"},
           {"<c r=\"A1\" t=\"b\"><v>1</v></c>", "1: true"},
           {"<c r=\"A1\" t=\"d\"><v>2026-11-23T00:00:00</v></c>", "1: 2026-11-23"},
           {"<c r=\"A1\" t=\"e\"><v>#N/A</v></c>", "1: #N/A !0:sheet.error_value"},
           {"<c r=\"A1\"><f>1+1</f><v>2</v></c>", "1: 2 !0:sheet.formula"},
           {"<c r=\"A1\" t=\"str\"><f>A2</f><v>x</v></c>", "1: x !0:sheet.formula"},
           {"<c r=\"A1\"><v>1.1010519491231E+17</v></c>",
            "1: 1.1010519491231E+17 !0:sheet.precision"},
           {"<c r=\"A1\"><v>110105194912310021</v></c>",
            "1: 110105194912310021 !0:sheet.precision"},
           {"<c r=\"C1\"><v>7</v></c>", "1: ||7"},
           {"<c><v>7</v></c><c><v>8</v></c>", "1: 7|8"},
           {"<c r=\"A1\" t=\"inlineStr\"><is><r><t>a</t></r><r><t>b</t></r></is></c>", "1: ab"},
       }) {
    SCOPED_TRACE(each.cell);
    Answer got = read(book("<row r=\"1\">" + each.cell + "</row>",
                           {{"xl/styles.xml", styles},
                            {"xl/sharedStrings.xml",
                             "<sst><si><t>一</t><rPh><t>yi</t></rPh><r><t>甲</t></r></si>"
                             "<si><t>二</t></si></sst>"}}));
    EXPECT_EQ(got.code, "ok");
    EXPECT_EQ(got.text(), each.answer);
  }
}

TEST_F(Xlsx, DaysSince1904AreCountedFromThere) {
  Answer got =
      read(book("<row r=\"1\"><c r=\"A1\" s=\"1\"><v>44887</v></c></row>",
                {{"xl/styles.xml", styles}, {"xl/workbook.xml", workbook("", "date1904=\"1\"")}}));
  EXPECT_EQ(got.text(), "1: 2026-11-23");
}

TEST_F(Xlsx, OfSeveralSheetsTheFirstShownOrTheNamedOneIsRead) {
  Parts parts = {{"xl/workbook.xml",
                  workbook("<sheet name=\"暗\" state=\"hidden\" r:id=\"r1\"/>"
                           "<sheet name=\"甲\" r:id=\"r2\"/><sheet name=\"乙\" r:id=\"r3\"/>")},
                 {"xl/_rels/workbook.xml.rels",
                  "<Relationships><Relationship Id=\"r1\" Target=\"worksheets/sheet1.xml\"/>"
                  "<Relationship Id=\"r2\" Target=\"/xl/worksheets/sheet2.xml\"/>"
                  "<Relationship Id=\"r3\" Target=\"worksheets/sheet3.xml\"/></Relationships>"}};
  for (const char* number : {"1", "2", "3"}) {
    parts["xl/worksheets/sheet" + std::string(number) + ".xml"] =
        "<worksheet><sheetData><row r=\"1\"><c><v>" + std::string(number) +
        "</v></c></row></sheetData></worksheet>";
  }
  std::string path = zip(parts);
  EXPECT_EQ(read(path).text(), "1: 2");
  EXPECT_EQ(read(path, {.encoding = "auto", .sheet = "乙"}).text(), "1: 3");
  EXPECT_EQ(read(path, {.encoding = "auto", .sheet = "丙"}).code, "sheet.no_such_sheet");
  auto rows = open_rows(path);
  ASSERT_TRUE(rows.ok());
  EXPECT_EQ((*rows)->sheets(), (std::vector<std::string>{"甲", "乙"}));
}

TEST_F(Xlsx, IsReadAsOtherMakersWriteIt) {
  Answer prefixed = read(zip({{"xl/worksheets/sheet1.xml",
                               "<x:worksheet xmlns:x=\"m\"><x:sheetData><x:row r=\"3\">"
                               "<x:c r=\"B3\"><x:v>5</x:v></x:c></x:row></x:sheetData>"
                               "</x:worksheet>"}}));
  EXPECT_EQ(prefixed.text(), "3: |5");
  Answer none = read(book("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c></row>"));
  EXPECT_EQ(none.text(), "1: 0 !0:sheet.shared_string") << "shared strings are missing";
  EXPECT_EQ(read(book("")).text(), "");
}

TEST_F(Xlsx, ThatIsAnAttackIsRefused) {
  std::string zeros(64 << 20, ' ');
  Parts many;
  for (int number = 0; number < 2'100; ++number) many["x" + std::to_string(number)] = "";
  std::string bomb = "<!DOCTYPE w [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]>";
  std::string cells;
  for (int cell = 0; cell < 300; ++cell) cells += "<c><v>1</v></c>";
  struct Case {
    Parts parts;
    std::string code;
  };
  for (const Case& each : std::vector<Case>{
           {many, "sheet.zip_bomb"},
           {parts_of(zeros), "sheet.zip_bomb"},
           {{{"xl/worksheets/sheet1.xml", bomb + "<worksheet>&b;</worksheet>"}},
            "sheet.xml_entities"},
           {{{"xl/workbook.xml", bomb + "<workbook>&b;</workbook>"},
             {"xl/worksheets/sheet1.xml", "<worksheet/>"}},
            "sheet.xml_entities"},
           {{{"xl/worksheets/sheet1.xml", "<worksheet><sheetData><row>"}}, "sheet.not_a_sheet"},
           {{{"xl/worksheets/sheet1.xml", "no xml"}}, "sheet.not_a_sheet"},
           {{{"word/document.xml", "<w/>"}}, "sheet.not_a_sheet"},
           {{{"xl/workbook.xml", workbook("<sheet name=\"a\" r:id=\"r1\"/>")}},
            "sheet.not_a_sheet"},
       }) {
    SCOPED_TRACE(each.code);
    EXPECT_EQ(read(zip(each.parts)).code, each.code);
  }
  Answer wide = read(book("<row r=\"1\">" + cells + "</row>"));
  EXPECT_EQ(std::string(wide.rows.at(0).faults.at(0).code), "sheet.too_many_columns");
  Answer far = read(book("<row r=\"1\"><c r=\"ZZZZZZZZZ1\"><v>1</v></c></row>"));
  EXPECT_EQ(std::string(far.rows.at(0).faults.at(0).code), "sheet.too_many_columns");
  Answer deep = read(book("<row r=\"1\"><c t=\"inlineStr\"><is><t>" + std::string(30'000, 'x') +
                          "</t></is></c></row>"));
  EXPECT_EQ(std::string(deep.rows.at(0).faults.at(0).code), "sheet.cell_too_long");
}

TEST_F(Xlsx, StringsBeyondMemoryComeFromTheDisk) {
  // More than the blocks kept in memory, in texts that do not repeat.
  std::string strings = "<sst>", rows;
  std::string filler;
  std::uint64_t random = 7;
  constexpr int count = 6'000;
  auto text = [&](int number) { return std::to_string(number) + filler.substr(0, 9'990); };
  for (int at = 0; at < 10'000; ++at) {
    random = random * 6364136223846793005ULL + 1442695040888963407ULL;
    filler += static_cast<char>('a' + (random >> 33) % 26);
  }
  for (int number = 0; number < count; ++number) {
    strings += "<si><t>" + text(number) + "</t></si>";
    if (number % 97 == 0 || number > count - 3) {
      rows += "<row><c t=\"s\"><v>" + std::to_string(number) + "</v></c></row>";
    }
  }
  // Stored, not packed: a text this plain would be taken for a bomb.
  std::string path = folder_ + "/strings.xlsx";
  int code = 0;
  zip_t* archive = zip_open(path.c_str(), ZIP_CREATE, &code);
  strings += "</sst>";
  std::string sheet = "<worksheet><sheetData>" + rows + "</sheetData></worksheet>";
  auto first = zip_file_add(archive, "xl/sharedStrings.xml",
                            zip_source_buffer(archive, strings.data(), strings.size(), 0), 0);
  zip_set_file_compression(archive, static_cast<zip_uint64_t>(first), ZIP_CM_STORE, 0);
  zip_file_add(archive, "xl/worksheets/sheet1.xml",
               zip_source_buffer(archive, sheet.data(), sheet.size(), 0), 0);
  ASSERT_EQ(zip_close(archive), 0);
  Answer got = read(path);
  ASSERT_EQ(got.code, "ok");
  for (std::size_t row = 0; row + 3 < got.rows.size(); ++row) {
    EXPECT_EQ(got.rows[row].cells.at(0), text(static_cast<int>(row) * 97));
  }
  EXPECT_EQ(got.rows.back().cells.at(0), text(count - 1));
}

TEST_F(Xlsx, ComesBackAsItWentOut) {
  std::string path = folder_ + "/out.xlsx";
  auto sheet = new_sheet("xlsx", path);
  ASSERT_TRUE(sheet.ok());
  ASSERT_TRUE((*sheet)->row({{"名"}, {"数"}, {"日"}, {"式"}}).ok());
  ASSERT_TRUE(
      (*sheet)
          ->row({{"张三"}, {"12", Cell::Kind::number}, {"2026-11-23", Cell::Kind::day}, {"=1+1"}})
          .ok());
  ASSERT_TRUE((*sheet)->close().ok());
  EXPECT_EQ(read(path).text(), "1: 名|数|日|式; 2: 张三|12|2026-11-23|=1+1");
}

}  // namespace boai::exchange

#include <algorithm>

#include "kernel/exchange/sheet.hpp"
#include "kernel/exchange/tests/files.hpp"

namespace boai::exchange {

using Csv = Files;

TEST_F(Csv, IsReadWhateverSpreadsheetWroteIt) {
  struct Case {
    std::string bytes, answer;
  };
  for (const Case& each : std::vector<Case>{
           {"a,b\n1,2\n", "1: a|b; 2: 1|2"},
           {"a,b\r\n1,2\r\n", "1: a|b; 2: 1|2"},
           {"a,b\r1,2\r", "1: a|b; 2: 1|2"},
           {"a,b\n1,2", "1: a|b; 2: 1|2"},
           {"a;b\n1,5;2\n", "1: a|b; 2: 1,5|2"},
           {"a\tb\n1\t2\n", "1: a|b; 2: 1|2"},
           {"sep=;\na;b,c,d\n", "1: sep=|; 2: a|b,c,d"},
           {"\xef\xbb\xbf"
            "a,b\n",
            "1: a|b"},
           {"a,\"b\nc\"\n1,2\n", "1: a|b\nc; 2: 1|2"},
           {"a,\"say \"\"yes\"\"\"\n", "1: a|say \"yes\""},
           {"a,\"\",\n", "1: a||"},
           {"a\n\nb\n", "1: a; 2: ; 3: b"},
           {"5\" pipe,b\n", "1: 5\" pipe|b"},
           {"\xff\xfe"
            "a\0\t\0b\0\n\0"
            "1\0\t\0"
            "2\0",
            ""},
           {"\xfe\xff"
            "\0a\0,\0b",
            ""},
       }) {
    SCOPED_TRACE(each.bytes);
    std::string bytes = each.bytes;
    std::string answer = each.answer;
    if (bytes.starts_with("\xff")) {
      bytes = std::string(
          "\xff\xfe"
          "a\0\t\0b\0\n\0"
          "1\0\t\0"
          "2\0",
          16);
      answer = "1: a|b; 2: 1|2";
    }
    if (bytes.starts_with("\xfe")) {
      bytes = std::string(
          "\xfe\xff"
          "\0a\0,\0b",
          8);
      answer = "1: a|b";
    }
    Answer got = read(file(bytes));
    EXPECT_EQ(got.code, "ok");
    EXPECT_EQ(got.text(), answer);
  }
}

TEST_F(Csv, TellsWhatIsWrongWithACellAndReadsOn) {
  std::string deep(30'000, 'x');
  struct Case {
    std::string bytes, answer;
  };
  for (const Case& each : std::vector<Case>{
           {"a,b\n\"1\"2,3\n4,5\n", "1: a|b; 2: 12|3 !0:sheet.quote; 3: 4|5"},
           {"a,b\n" + deep + ",3\n4,5\n", "1: a|b; 2: |3 !0:sheet.cell_too_long; 3: 4|5"},
           {"a,b\n\"" + deep + "\",3\n4,5\n", "1: a|b; 2: |3 !0:sheet.cell_too_long; 3: 4|5"},
           {std::string("a,b\n") + std::string(70'000, 'y') + "\n1\xc3\xa9,\xff\n",
            "1: a|b; 2:  !0:sheet.cell_too_long; 3: 1\xc3\xa9|\xef\xbf\xbd !1:sheet.encoding"},
       }) {
    SCOPED_TRACE(each.answer);
    Answer got = read(file(each.bytes), {.encoding = "utf-8", .sheet = {}});
    EXPECT_EQ(got.code, "ok");
    EXPECT_EQ(got.text(), each.answer);
  }
  Answer wide = read(file("a\n" + std::string(5'000, ',') + "\nb\n"));
  ASSERT_EQ(wide.rows.size(), 3U);
  EXPECT_EQ(std::string(wide.rows[1].faults.at(0).code), "sheet.too_many_columns");
  EXPECT_LE(wide.rows[1].cells.size(), columns_max + 1) << "a row of commas costs nothing";
  EXPECT_EQ(wide.rows[2].cells[0], "b");
  std::string late = "a\n" + std::string(100'000, 'z') + "\n1" + std::string(1, '\0') + "2\n";
  Answer nul = read(file(late));
  EXPECT_EQ(std::string(nul.rows.at(2).faults.at(0).code), "sheet.nul");
}

TEST_F(Csv, IsRefusedWholeWhenItCannotBeReadToItsEnd) {
  struct Case {
    std::string bytes, code;
    std::string encoding = "auto";
  };
  for (const Case& each : std::vector<Case>{
           {"", "sheet.empty"},
           {"a,b\n\"1,2\n3,4\n", "sheet.quote"},
           {std::string("a\0b", 3), "sheet.not_a_sheet"},
           {"\xd0\xcf\x11\xe0 old workbook", "sheet.old_xls"},
           {std::string("PK\x03\x04 no zip", 10), "sheet.not_a_sheet"},
           {"\x80\xff\x80\xff,\xff\n", "sheet.encoding"},
           {"a,b\n", "import.encoding", "latin-1"},
       }) {
    SCOPED_TRACE(each.code);
    EXPECT_EQ(read(file(each.bytes), {.encoding = each.encoding, .sheet = {}}).code, each.code);
  }
  EXPECT_EQ(read(folder_ + "/nothing").code, "sheet.no_file");
  EXPECT_EQ(read(folder_).code, "sheet.no_file") << "a folder is no file";
  std::string huge = file("a,b\n");
  std::filesystem::resize_file(huge, static_cast<std::uintmax_t>(file_max) + 1);
  EXPECT_EQ(read(huge).code, "sheet.too_large");
}

TEST_F(Csv, KnowsItsEncodingByAllItsBytes) {
  std::string ascii(200'000, 'a');
  std::string xing_ming = "\xd0\xd5\xc3\xfb";  // 姓名 in GB18030
  Answer gb = read(file(ascii.substr(0, 9'000) + "\n" + ascii + "\n" + xing_ming + "\n"));
  EXPECT_EQ(gb.rows.at(2).cells[0], "姓名") << "its first 64 KiB are plain";
  // One broken byte in a file of Chinese must not turn all its words into others.
  std::string words = "姓名,证件号码\n";
  for (int row = 0; row < 50; ++row) words += "张三,1234\n";
  Answer hurt = read(file(words + "李\xe5四,1\n"));
  EXPECT_EQ(hurt.rows.at(1).cells[0], "张三");
  EXPECT_EQ(std::string(hurt.rows.back().faults.at(0).code), "sheet.encoding");
  // A character cut by the border of two blocks is one character.
  for (std::size_t before : {(1U << 20) - 2, (1U << 20) - 1, (1U << 20)}) {
    std::string long_text;
    while (long_text.size() + 8 < before) long_text += "aaaaaa\n";
    long_text.resize(before, 'b');
    EXPECT_EQ(read(file(long_text + "姓名\n"))
                  .rows.back()
                  .cells[0]
                  .substr(read(file(long_text + "姓名\n")).rows.back().cells[0].size() - 6),
              "姓名");
  }
}

TEST_F(Csv, CellsThatLookLikeFormulasAreTextOnTheWayOut) {
  struct Case {
    std::string text, cell;
  };
  for (const Case& each : std::vector<Case>{
           {"=1+1", "'=1+1"},
           {"+86 25", "'+86 25"},
           {"@now", "'@now"},
           {"-5", "-5"},
           {"-5.20", "-5.20"},
           {"-", "'-"},
           {"-a", "'-a"},
           {"a,b", "\"a,b\""},
           {"a\"b", "\"a\"\"b\""},
           {"\tx", "'\tx"},
           {"张三", "张三"},
           {"", ""},
           {"=\"a\"", "\"'=\"\"a\"\"\""},
       }) {
    EXPECT_EQ(csv_cell(each.text), each.cell);
  }
}

TEST_F(Csv, ComesBackAsItWentOut) {
  std::vector<std::string> words = {"张三", "a,b", "x\ny", "\"", "", "=1+1", " 左", "1"};
  std::string path = folder_ + "/out.csv";
  auto sheet = new_sheet("csv", path);
  ASSERT_TRUE(sheet.ok());
  std::vector<Cell> cells;
  for (const std::string& word : words) cells.push_back({word});
  ASSERT_TRUE((*sheet)->row(cells).ok());
  ASSERT_TRUE((*sheet)->close().ok());
  Answer back = read(path);
  words[5] = "'=1+1";
  EXPECT_EQ(back.rows.at(0).cells, words);
}

}  // namespace boai::exchange

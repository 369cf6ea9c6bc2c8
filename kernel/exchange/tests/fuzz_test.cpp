// Random damage to files that were good: whatever comes, an answer, never a crash, and cells
// within their bounds. 10^3 files here, 10^6 with BOAI_LONG.
#include <cstdlib>
#include <random>

#include "kernel/exchange/tests/files.hpp"

namespace boai::exchange {

class Fuzz : public Files {
 protected:
  // A million files are written into memory where there is such a place.
  void SetUp() override {
    std::filesystem::path memory = "/dev/shm";
    std::error_code none;
    if (std::filesystem::is_directory(memory, none)) ::setenv("TMPDIR", memory.c_str(), 1);
    Files::SetUp();
  }
  static int times() {
    const char* wanted = std::getenv("BOAI_LONG");
    return wanted && *wanted ? 1'000'000 : 1'000;
  }
  std::size_t below(std::size_t count) { return count == 0 ? 0 : random_() % count; }

  // Flips, cuts, doubles and inserts what readers trip over.
  std::string hurt(std::string bytes) {
    static const std::vector<std::string> tricks = {"\"",
                                                    "\r",
                                                    "\n",
                                                    ",",
                                                    ";",
                                                    std::string(1, '\0'),
                                                    "\xff",
                                                    "\xef\xbb\xbf",
                                                    "\xe5\xbc",
                                                    "\x81\x30",
                                                    "<",
                                                    ">",
                                                    "&",
                                                    "&#0;",
                                                    "&lt;",
                                                    "]]>",
                                                    "<c",
                                                    "</row>",
                                                    "r=\"A9999999999\"",
                                                    "t=\"s\"",
                                                    "<v>99999999999999999999</v>",
                                                    "<!DOCTYPE a [<!ENTITY b 'c'>]>",
                                                    "=",
                                                    "\t"};
    std::size_t changes = 1 + below(6);
    for (std::size_t change = 0; change < changes && !bytes.empty(); ++change) {
      std::size_t at = below(bytes.size());
      switch (below(5)) {
        case 0:
          bytes[at] = static_cast<char>(below(256));
          break;
        case 1:
          bytes.erase(at, 1 + below(40));
          break;
        case 2:
          bytes.insert(at, bytes.substr(below(bytes.size()), below(200)));
          break;
        case 3:
          bytes.insert(at, std::string(below(300), bytes[at]));
          break;
        default:
          bytes.insert(at, tricks[below(tricks.size())]);
      }
    }
    return bytes;
  }

  void look_at(const std::string& path) {
    static const std::vector<std::string> encodings = {"auto", "utf-8", "gb18030", "utf-16"};
    Answer answer = read(path, {.encoding = encodings[below(4)], .sheet = {}});
    EXPECT_FALSE(answer.code.empty());
    std::int64_t last = 0;
    for (const Row& row : answer.rows) {
      EXPECT_GT(row.number, last);
      last = row.number;
      EXPECT_LE(row.cells.size(), columns_max + 1);
      for (const std::string& cell : row.cells) EXPECT_LE(cell.size(), cell_max + 3);
    }
  }

  std::mt19937_64 random_{20261123};
};

TEST_F(Fuzz, CsvAnswersWhateverComes) {
  const std::vector<std::string> seeds = {
      "姓名,证件号码,日期\n张三,11010519491231002X,2026-11-23\n\"李,四\",\"x\"\"y\",2026/1/2\n",
      "a;b;c\r\n1;2;3\r\n\"4\r\n5\";6;7\r\n",
      "\xd0\xd5\xc3\xfb,b\n\xd5\xc5\xc8\xfd,2\n",
      std::string("\xff\xfe\x0a\x59\0\n\0", 7),
      "'=1+1,=\"001\",+86\n",
  };
  for (int time = 0; time < times(); ++time) {
    SCOPED_TRACE(time);
    look_at(file(hurt(seeds[below(seeds.size())])));
    if (HasFailure()) return;
  }
}

TEST_F(Fuzz, XlsxAnswersWhateverComes) {
  const std::string sheet =
      "<worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\"><v>46349</v>"
      "</c></row><row r=\"2\"><c r=\"A2\" t=\"inlineStr\"><is><t>张三</t></is></c><c r=\"B2\" "
      "s=\"1\"><f>1+1</f><v>2</v></c></row></sheetData></worksheet>";
  const std::string strings = "<sst><si><t>姓名</t></si><si><r><t>a</t></r></si></sst>";
  const std::string book =
      "<workbook><workbookPr date1904=\"0\"/><sheets><sheet name=\"甲\" r:id=\"r1\" "
      "xmlns:r=\"r\"/></sheets></workbook>";
  const std::string relations =
      "<Relationships><Relationship Id=\"r1\" Target=\"worksheets/sheet1.xml\"/></Relationships>";
  const std::string styles =
      "<styleSheet><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs></styleSheet>";
  for (int time = 0; time < times(); ++time) {
    SCOPED_TRACE(time);
    Parts parts = {{"xl/worksheets/sheet1.xml", sheet},
                   {"xl/sharedStrings.xml", strings},
                   {"xl/workbook.xml", book},
                   {"xl/_rels/workbook.xml.rels", relations},
                   {"xl/styles.xml", styles}};
    auto part = std::next(parts.begin(), static_cast<std::ptrdiff_t>(below(parts.size())));
    part->second = hurt(part->second);
    std::string path = zip(parts);
    // Now and then the zip itself is hurt, and not only what is in it.
    if (below(4) == 0) {
      std::ifstream in(path, std::ios::binary);
      std::string bytes((std::istreambuf_iterator<char>(in)), {});
      path = file(hurt(bytes));
    }
    look_at(path);
    if (HasFailure()) return;
  }
}

}  // namespace boai::exchange

// The worked pairs of pairs.txt, one by one.
#include <algorithm>

#include "engines/linkage/generator.hpp"
#include "engines/linkage/tests/tables.hpp"

namespace boai::linkage {

namespace {

std::string tests_file(const std::string& name) {
  for (const char* root : {"engines/linkage/tests/", "../engines/linkage/tests/"}) {
    std::ifstream file(root + name, std::ios::binary);
    std::ostringstream bytes;
    if (file && bytes << file.rdbuf()) return bytes.str();
  }
  return "";
}

std::vector<std::string> split(const std::string& text, const std::string& by) {
  std::vector<std::string> parts;
  for (std::size_t from = 0; from <= text.size();) {
    std::size_t to = std::min(text.find(by, from), text.size());
    std::string part = text.substr(from, to - from);
    std::size_t first = part.find_first_not_of(' '), last = part.find_last_not_of(' ');
    if (first != part.npos) parts.push_back(part.substr(first, last - first + 1));
    from = to + by.size();
  }
  return parts;
}

std::string with_spaces(std::string text) {
  std::ranges::replace(text, '_', ' ');
  return text;
}

// "#101@1985-03-12/320102~digit"; what is not said is the row's own.
std::string number_of(const std::string& text, Row& row) {
  std::string day = to_text(row.birthday), county = row.county, spoilt;
  if (auto at = text.find('~'); at != text.npos) spoilt = text.substr(at + 1);
  if (auto at = text.find('@'); at != text.npos) {
    day = text.substr(at + 1, 10);
    county = text.substr(at + 12, 6);
  }
  std::string digits = county + std::to_string(Day::parse(day)->number()) + text.substr(1, 3);
  std::string number = digits + check_character(digits);
  if (spoilt == "digit") number[8] = number[8] == '9' ? '1' : static_cast<char>(number[8] + 1);
  if (spoilt == "swap") {
    EXPECT_NE(number[2], number[3]);
    std::swap(number[2], number[3]);
  }
  if (spoilt == "old") number = number.substr(0, 6) + number.substr(8, 9);
  if (spoilt == "spaced") number = " " + number.substr(0, 6) + " " + number.substr(6);
  return number;
}

Row row_of(const std::string& text, std::int64_t id) {
  auto parts = split(text, " ");
  EXPECT_EQ(parts.size(), 6u) << text;
  for (std::string& part : parts) part = part == "-" ? "" : with_spaces(part);
  Row row{.id = id, .name = parts[0]};
  row.sex = parts[1] == "男" ? Sex::male : parts[1] == "女" ? Sex::female : Sex::unknown;
  if (!parts[2].empty()) row.birthday = *Day::parse(parts[2]);
  row.phone = parts[4];
  row.county = parts[5];
  if (parts[3].empty()) return row;
  bool resident = parts[3][0] == '#';
  row.document_kind = resident ? "resident_id" : parts[3].substr(0, parts[3].find(':'));
  row.document_number =
      resident ? number_of(parts[3], row) : parts[3].substr(parts[3].find(':') + 1);
  return row;
}

}  // namespace

TEST(WorkedPairs, AreJudgedAsTheOfficeWould) {
  std::size_t count = 0;
  for (const std::string& line : split(tests_file("pairs.txt"), "\n")) {
    if (line[0] == '#') continue;
    SCOPED_TRACE(line);
    auto parts = split(line, " | ");
    ASSERT_EQ(parts.size(), 5u);
    auto left = linkage().read(row_of(parts[1], 1)), right = linkage().read(row_of(parts[2], 2));
    ASSERT_TRUE(left.ok() && right.ok());
    Comparison found = linkage().compare(*left, *right);
    std::string told = text_of(found) + "; ";
    EXPECT_EQ(name_of(found.verdict), parts[3]) << found.score << ": " << told;
    for (const std::string& finding : split(parts[4], ", ")) {
      EXPECT_NE(told.find(finding + " "), told.npos) << finding << " is not in " << told;
    }
    EXPECT_EQ(text_of(linkage().compare(*right, *left)), text_of(found)) << "the other way round";
    ++count;
  }
  EXPECT_GE(count, 40u);
}

// Whoever may be one person must also meet in a block, not only be judged when compared.
TEST(WorkedPairs, MeetInABlock) {
  for (const std::string& line : split(tests_file("pairs.txt"), "\n")) {
    if (line[0] == '#') continue;
    SCOPED_TRACE(line);
    auto parts = split(line, " | ");
    ASSERT_EQ(parts.size(), 5u);
    std::vector<Row> rows = {row_of(parts[1], 1), row_of(parts[2], 2)};
    if (parts[3] == "unlikely") continue;
    Index index = Index::build(linkage(), rows);
    EXPECT_EQ(index.pairs({.least = Verdict::unlikely}).size(), 1u);
  }
}

}  // namespace boai::linkage

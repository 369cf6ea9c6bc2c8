// Filling templates: runs that Office has cut, rows that repeat, faults with their places.
#include <algorithm>
#include <random>

#include "kernel/documents/tests/office_files.hpp"

namespace boai::documents {

std::string filled(const Package& package, std::size_t rows = 3) {
  Echo echo(rows);
  return letters_of(fill(package, echo));
}

TEST(PlaceHolders, AreReadOrRefused) {
  struct Row {
    std::string text, answer;
  };
  for (const Row& row : std::vector<Row>{
           {"{{FA-02}}", "ok"},
           {"{{ FA-02 value  region=3201 }}", "ok"},
           {"{{FA-02\xc2\xa0value}}", "ok"},
           {"{{}}", "document.place_holder"},
           {"{{ }}", "document.place_holder"},
           {"{{region=3201}}", "document.place_holder"},
           {"{{FA-02 =3201}}", "document.place_holder"},
           {"{{FA-02 region=}}", "document.place_holder"},
           {"{{FA-02 as=wan as=yi}}", "document.place_holder"},
           {"{{FA-02", "document.place_holder"},
           {"{{" + std::string(400, 'a') + "}}", "document.place_holder"},
       }) {
    SCOPED_TRACE(row.text);
    EXPECT_EQ(answer_of(parse_place_holder(row.text)), row.answer);
  }
  auto parsed = parse_place_holder("{{FA-02 value\xe3\x80\x80region=3201}}");
  ASSERT_TRUE(parsed.ok());
  EXPECT_EQ(parsed->word(1), "value");
  EXPECT_EQ(parsed->option("region"), "3201");
}

TEST(AParagraph, IsFilledHoweverOfficeCutIt) {
  struct Row {
    std::string runs, answer;
  };
  for (const Row& row : std::vector<Row>{
           {run("a {{x}} b"), "a x b|"},
           {run("a {{") + run("x") + run("}} b"), "a x b|"},
           {run("a {") + run("{x}") + run("} b"), "a x b|"},
           {run("{") + run("{") + run("x") + run("}") + run("}"), "x|"},
           {run("{{x}}{{y}}") + run("{{z") + run("}}!"), "xyz!|"},
           {run("{{x}} and {{y}} and {{z}}"), "x and y and z|"},
           {"<w:r><w:t>{{x}}</w:t><w:tab/><w:t>{{y}}</w:t></w:r>", "xy|"},
           {"<w:hyperlink>" + run("{{x") + "</w:hyperlink>" + run("}}"), "x|"},
           {run("{{x}}", "<w:b/>") + run(" rest"), "x rest|"},
           {run("no place-holder"), "no place-holder|"},
           {run("single { braces } stay"), "single { braces } stay|"},
       }) {
    SCOPED_TRACE(row.runs);
    EXPECT_EQ(filled(word(para(row.runs))), row.answer);
  }
}

TEST(AParagraph, KeepsItsFormatAndRaisesTheMark) {
  Echo echo;
  std::string body = body_of(fill(word(para(run("{{num", "<w:b/><w:lang w:val=\"zh\"/>") +
                                            run("ber}}", "<w:i/>") + run(" after"))),
                                  echo));
  EXPECT_NE(body.find("<w:b/><w:lang w:val=\"zh\"/></w:rPr><w:t xml:space=\"preserve\">12.5"),
            std::string::npos)
      << body;
  EXPECT_NE(body.find("<w:vertAlign w:val=\"superscript\"/><w:lang"), std::string::npos)
      << "in the order Word asks for: " << body;
  EXPECT_NE(body.find("<w:hyperlink r:id="), std::string::npos);
}

TEST(ATable, RepeatsTheMarkedRow) {
  std::string table = "<w:tbl><w:tr><w:tc>" + para(run("head")) + "</w:tc></w:tr><w:tr><w:tc>" +
                      para(run("{{each li") + run("st}}{{.a}}")) + "</w:tc><w:tc>" +
                      para(run("{{.b}}")) + "</w:tc></w:tr></w:tbl>";
  EXPECT_EQ(filled(word(table)), "head|.a0|.b0|.a1|.b1|.a2|.b2|");
  EXPECT_EQ(filled(word(table), 1), "head|.a0|.b0|");
  EXPECT_EQ(filled(word(table), 0), "head|") << "no item, no row";
  EXPECT_EQ(filled(word(para(run("{{each list}}{{.a}}")) + para(run("end")))), ".a0|.a1|.a2|end|");
  EXPECT_EQ(filled(word("<w:tc>" + para(run("{{each nothing}}{{.a}}")) + "</w:tc>")), "|")
      << "a cell keeps one paragraph";
}

TEST(Faults, AreToldAllAtOnceWithTheirPlaces) {
  Echo echo;
  Package package =
      word(para(run("fine {{x}}")) + para(run("{{bad one}}")) + para(run("{{x}} {{open")) +
           para(run("{{each unknown}}")) + para(run("{{each list}}{{each list}}")));
  auto answer = fill(package, echo);
  ASSERT_FALSE(answer.ok());
  EXPECT_EQ(answer.error().code, "document.place_holders");
  std::vector<std::string> told;
  for (const FieldFault& fault : answer.error().fields) {
    told.push_back(fault.field + " " + fault.code);
  }
  std::ranges::sort(told);
  EXPECT_EQ(told, (std::vector<std::string>{
                      "word/document.xml ¶2 test.bad", "word/document.xml ¶3 document.place_holder",
                      "word/document.xml ¶4 test.list", "word/document.xml ¶5 document.nested"}));
}

TEST(ASheet, WritesNumbersAsNumbersAndMovesWhatIsBelow) {
  std::string rows = "<row r=\"1\">" + cell("A1", "{{x}}") + cell("B1", "n: {{number}}") +
                     "</row><row r=\"2\">" + cell("A2", "{{each list}}{{.a}}") +
                     cell("B2", "{{number}}") + "</row><row r=\"3\">" + cell("A3", "below") +
                     "</row>";
  Echo echo;
  auto answer = fill(sheet(rows,
                           "<mergeCells count=\"2\"><mergeCell ref=\"A2:B2\"/>"
                           "<mergeCell ref=\"A3:B3\"/></mergeCells>"),
                     echo);
  EXPECT_EQ(letters_of(answer), "xn: 12.5[1]|.a012.5|.a112.5|.a212.5|below|");
  std::string body = body_of(answer);
  EXPECT_NE(body.find("<c r=\"B4\" s=\"3\"><v>12.5</v></c>"), std::string::npos) << body;
  EXPECT_NE(body.find("<row r=\"5\"><c r=\"A5\""), std::string::npos) << body;
  for (const char* merged : {"A2:B2", "A3:B3", "A4:B4", "A5:B5"}) {
    EXPECT_NE(body.find(merged), std::string::npos) << merged;
  }
  EXPECT_EQ(body.find("dimension"), std::string::npos);
}

TEST(ASheet, RefusesWhatItCannotMove) {
  Echo echo;
  auto formula = fill(sheet("<row r=\"1\">" + cell("A1", "{{each list}}") +
                            "</row><row r=\"2\"><c r=\"A2\"><f>SUM(A1:A1)</f></c></row>"),
                      echo);
  ASSERT_FALSE(formula.ok());
  EXPECT_EQ(formula.error().fields[0].code, "document.formula_below");
  EXPECT_EQ(formula.error().fields[0].field, "xl/worksheets/sheet1.xml A1");
  auto picture = fill(sheet("<row r=\"7\">" + cell("C7", "{{picture}}") + "</row>"), echo);
  ASSERT_FALSE(picture.ok());
  EXPECT_EQ(picture.error().fields[0].code, "document.picture_place");
  EXPECT_EQ(picture.error().fields[0].field, "xl/worksheets/sheet1.xml C7");
}

TEST(APicture, ComesWithItsPartRelationAndType) {
  Echo echo;
  auto answer = fill(word(para(run("{{picture}}"))), echo);
  ASSERT_TRUE(answer.ok());
  EXPECT_NE(answer->part("word/media/boai1.png"), nullptr);
  EXPECT_NE(answer->part("word/_rels/document.xml.rels")->find("media/boai1.png"),
            std::string::npos);
  EXPECT_NE(answer->part("[Content_Types].xml")->find("image/png"), std::string::npos);
  EXPECT_NE(body_of(answer).find("cx=\"1440000\""), std::string::npos) << "40 mm";
}

TEST(Rows, HaveALimit) {
  EXPECT_EQ(filled(word(para(run("{{each list}}{{.a}}"))), rows_max + 1), "document.place_holders");
}

// Whatever is cut wherever: filled, or refused with a code; never a crash, never half a mark.
TEST(Fuzz, CutsAndMixesPlaceHolders) {
  constexpr unsigned seed = 20261124;
  std::mt19937 random(seed);
  const std::vector<std::string> pieces = {"{{", "}}",     "{",   "}", "x",  " ",       "each list",
                                           ".a", "number", "bad", "=", "年", "picture", "\xc2\xa0"};
  int good = 0, refused = 0;
  for (int round = 0; round < 3000; ++round) {
    std::string body;
    for (unsigned paragraph = 0; paragraph < 1 + random() % 3; ++paragraph) {
      std::string runs;
      for (unsigned each = 0; each < random() % 12; ++each) {
        runs += run(pieces[random() % pieces.size()]);
      }
      body += random() % 4 == 0 ? "<w:tbl><w:tr><w:tc>" + para(runs) + "</w:tc></w:tr></w:tbl>"
                                : para(runs);
    }
    Echo echo(random() % 4);
    auto answer = fill(word(body), echo);
    SCOPED_TRACE(testing::Message() << "seed " << seed << " round " << round << " " << body);
    if (!answer.ok()) {
      ++refused;
      ASSERT_EQ(answer.error().code, "document.place_holders");
      ASSERT_FALSE(answer.error().fields.empty());
      continue;
    }
    ++good;
    auto bytes = answer->write();
    ASSERT_TRUE(bytes.ok());
    ASSERT_TRUE(Package::read(*bytes).ok());
    for (const Span& span : place_holders_in(letters_of(answer))) {
      ASSERT_TRUE(span.closed &&
                  letters_of(answer).substr(span.begin, span.end - span.begin).find("|") !=
                      std::string::npos)
          << "a place-holder was left: " << letters_of(answer);
    }
  }
  EXPECT_GT(good, 300);
  EXPECT_GT(refused, 300);
}

}  // namespace boai::documents

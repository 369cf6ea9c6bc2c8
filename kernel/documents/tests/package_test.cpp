// Files that somebody sends: damaged, hostile, of another kind. And the PDF twin of a sound one.
#include <zip.h>

#include <random>

#include "kernel/documents/charts.hpp"
#include "kernel/documents/pdf.hpp"
#include "kernel/documents/tests/office_files.hpp"

namespace boai::documents {

std::string sound() { return word(para(run("{{x}}"))).write().value(); }

// Any parts as a zip, also such as no Office writes.
std::string zipped(const std::vector<std::pair<std::string, std::string>>& parts) {
  zip_error_t fault;
  zip_error_init(&fault);
  zip_source_t* target = zip_source_buffer_create(nullptr, 0, 0, &fault);
  zip_source_keep(target);
  zip_t* archive = zip_open_from_source(target, ZIP_TRUNCATE, &fault);
  for (const auto& [name, bytes] : parts) {
    zip_file_add(archive, name.c_str(), zip_source_buffer(archive, bytes.data(), bytes.size(), 0),
                 ZIP_FL_ENC_UTF_8);
  }
  zip_close(archive);
  zip_stat_t about;
  zip_source_stat(target, &about);
  std::string made(about.size, '\0');
  zip_source_open(target);
  zip_source_read(target, made.data(), made.size());
  zip_source_close(target);
  zip_source_free(target);
  return made;
}

TEST(AFile, IsRefusedWithOneClearReason) {
  std::string good = sound();
  struct Row {
    std::string name, bytes, answer, field;
  };
  for (const Row& row : std::vector<Row>{
           {"sound", good, "ok", ""},
           {"empty", "", "document.empty", "file"},
           {"text", "hello", "document.not_office", "file"},
           {"old Word", "\xd0\xcf\x11\xe0 and more", "document.encrypted", "file"},
           {"cut in half", good.substr(0, good.size() / 2), "document.broken", "file"},
           {"without its end", good.substr(0, good.size() - 10), "document.broken", "file"},
           {"a zip of something", zipped({{"a.txt", "a"}}), "document.not_office", "file"},
           {"without its text",
            zipped({{"[Content_Types].xml", types_part}, {"word/styles.xml", "<a/>"}}),
            "document.part_missing", "word/document.xml"},
           {"without types", zipped({{"word/document.xml", "<a/>"}}), "document.part_missing",
            "[Content_Types].xml"},
           {"macros",
            zipped({{"[Content_Types].xml", types_part},
                    {"word/document.xml", "<a/>"},
                    {"word/vbaProject.bin", "x"}}),
            "document.macros", "word/vbaProject.bin"},
           {"a bomb",
            zipped({{"[Content_Types].xml", types_part},
                    {"word/document.xml", std::string(8U << 20, ' ')}}),
            "document.zip_bomb", "word/document.xml"},
           {"too large", std::string(file_bytes_max + 1, 'P'), "document.too_large", "file"},
       }) {
    SCOPED_TRACE(row.name);
    auto read = Package::read(row.bytes);
    EXPECT_EQ(answer_of(read), row.answer);
    if (read.ok()) continue;
    EXPECT_EQ(read.error().field, row.field);
  }
}

TEST(APart, ThatIsNoSoundXmlIsNamed) {
  struct Row {
    std::string part, answer;
  };
  std::string deep;
  for (int level = 0; level < 300; ++level) deep += "<a>";
  for (int level = 0; level < 300; ++level) deep += "</a>";
  for (const Row& row : std::vector<Row>{
           {"<w:document><w:body>", "document.xml"},
           {"not xml", "document.xml"},
           {"<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>", "document.xml_entities"},
           {deep, "document.xml"},
       }) {
    SCOPED_TRACE(row.part.substr(0, 40));
    auto read = Package::read(
        zipped({{"[Content_Types].xml", types_part}, {"word/document.xml", row.part}}));
    ASSERT_TRUE(read.ok());
    Echo echo;
    auto filled = fill(*read, echo);
    ASSERT_FALSE(filled.ok());
    EXPECT_EQ(filled.error().code, row.answer);
    EXPECT_EQ(filled.error().field, "word/document.xml");
  }
}

TEST(Fuzz, DamagedFilesAreRefusedOrRead) {
  constexpr unsigned seed = 7;
  std::mt19937 random(seed);
  std::string good = sound();
  int refused = 0;
  for (int round = 0; round < 4000; ++round) {
    std::string bytes = good;
    for (unsigned change = 0; change < 1 + random() % 6; ++change) {
      bytes[random() % bytes.size()] = static_cast<char>(random());
    }
    if (random() % 5 == 0) bytes.resize(random() % bytes.size());
    auto read = Package::read(bytes);
    if (!read.ok()) {
      ++refused;
      ASSERT_TRUE(read.error().code.starts_with("document.")) << read.error().code;
      continue;
    }
    Echo echo;
    auto filled = fill(*read, echo);
    bool clear = filled.ok() || filled.error().code.starts_with("document.");
    ASSERT_TRUE(clear);
  }
  EXPECT_GT(refused, 1000);
}

TEST(TheSameParts, GiveTheSameBytes) { EXPECT_EQ(sound(), sound()); }

TEST(ThePdfTwin, HasTheWordsAndIsTheSameTwice) {
  Echo echo;
  auto filled = fill(word(para(run("{{number}} 个")) + para(run("第二段"))), echo);
  ASSERT_TRUE(filled.ok());
  Imprint imprint{"标题", "省红十字会", *parse_instant("2026-11-24T08:00:00.000Z")};
  auto once = pdf_of(*filled, imprint), twice = pdf_of(*filled, imprint);
  ASSERT_TRUE(once.ok());
  EXPECT_TRUE(once->starts_with("%PDF-"));
  EXPECT_EQ(*once, *twice);
  EXPECT_NE(once->find("http://x/n/1"), std::string::npos) << "the mark is a link";
  auto none = pdf_of(sheet("<row r=\"1\"/>"), imprint);
  EXPECT_EQ(answer_of(none), "document.no_pdf");
}

TEST(AChart, IsAPictureOfTheSizeAsked) {
  BarChart bars{
      .frame = {.title = "持证率（%）", .note = "江苏省", .width_mm = 100, .height_mm = 50},
      .bars = {{.name = "南京市", .text = "12%", .value = 12, .target = 13, .expected = 11},
               {.name = "无锡市", .text = "—", .value = {}, .target = {}, .expected = {}}},
      .value_word = "当前"};
  auto picture = drawn(bars);
  ASSERT_TRUE(picture.ok());
  EXPECT_TRUE(picture->png.starts_with("\x89PNG"));
  bars.frame.height_mm = 5000;
  EXPECT_EQ(answer_of(drawn(bars)), "document.picture_size");
}

}  // namespace boai::documents

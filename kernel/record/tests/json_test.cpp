// Text written by hand has to be what the JSON library prints: commitments in the journal hang on
// it.
#include <gtest/gtest.h>

#include <boost/json.hpp>

#include "kernel/record/record.hpp"

namespace boai::record {

namespace json = boost::json;

struct Sample {
  Id<Sample> id;
  std::int64_t version = 0;
  std::string text;
  std::int64_t count = 0;
  bool flag = false;
  Day day;
  Id<Sample> other;
  Money amount;

  static const Type& type() {
    static constexpr auto fields = std::to_array<Field>({
        field<&Sample::text>("text", {.label = "文"}),
        field<&Sample::count>("count", {.label = "数"}),
        field<&Sample::flag>("flag", {.label = "是否"}),
        field<&Sample::day>("day", {.label = "日"}),
        field<&Sample::other>("other", {.label = "另", .target = "a.sample"}),
        field<&Sample::amount>("amount", {.label = "额"}),
    });
    static const Type type{
        .name = "a.sample", .label = "样", .scope = Scope::open, .right = "x", .fields = fields};
    return type;
  }
};

std::string written(std::string_view text) {
  std::string out;
  write_quoted(out, text);
  return out;
}

TEST(AText, IsQuotedAsTheLibraryQuotesIt) {
  for (int letter = 0; letter < 256; ++letter) {
    std::string text = "a" + std::string(1, static_cast<char>(letter)) + "b";
    EXPECT_EQ(written(text), json::serialize(json::value(text))) << letter;
  }
  EXPECT_EQ(written("张·三\n𠮷\"\\"), json::serialize(json::value("张·三\n𠮷\"\\")));
  EXPECT_EQ(written(""), "\"\"");
}

TEST(AValue, IsWrittenAsTheLibraryWritesIt) {
  for (const Sample& sample : std::vector<Sample>{
           {},
           {.text = "张三",
           .count = -7,
           .flag = true,
           .day = *Day::of(2026, 1, 9),
           .other = {42},
           .amount = Money{123456}},
           {.count = std::numeric_limits<std::int64_t>::min(), .day = *Day::of(987, 12, 31)},
       }) {
    Row row = to_row(sample);
    for (std::size_t index = 0; index < row.values.size(); ++index) {
      const Field& field = Sample::type().fields[index];
      std::string out;
      write_json(out, field, row.values[index]);
      EXPECT_EQ(out, json::serialize(to_json(field, row.values[index]))) << field.name;
    }
  }
}

}  // namespace boai::record

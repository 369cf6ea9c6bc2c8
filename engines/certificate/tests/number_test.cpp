// Numbers: form, check character, masks. Every single wrong character and every swap is tried.
#include "engines/certificate/number.hpp"

#include <gtest/gtest.h>

#include "engines/certificate/name.hpp"
#include "engines/certificate/payload.hpp"

namespace boai::certificate {
namespace {

constexpr const char* form_text = "32{region}{year}{course}{serial}{check}";
NumberForm form() { return NumberForm::parse(form_text).value(); }

TEST(AForm, IsReadStrictly) {
  struct Row {
    std::string form, answer;
  };
  for (const Row& row : std::vector<Row>{
           {form_text, "ok"},
           {"{region}{year}{course}{serial}{check}", "ok"},
           {"JU{serial}{course}{year}{region}{check}", "ok"},
           {"JS{region}{year}{course}{serial}{check}", "certificate.number_form"},
           {"32{region}{year}{course}{serial}", "certificate.number_form"},
           {"32{check}{region}{year}{course}{serial}", "certificate.number_form"},
           {"32{region}{year}{course}{serial}{serial}{check}", "certificate.number_form"},
           {"32{region}{year}{course}{serial}{check", "certificate.number_form"},
           {"32{region}{year}{course}{serial}{letter}{check}", "certificate.number_form"},
           {"320{region}{year}{course}{serial}{check}", "certificate.number_form"},
           {"", "certificate.number_form"},
       }) {
    EXPECT_EQ(answer_of(NumberForm::parse(row.form)), row.answer) << row.form;
  }
}

TEST(ANumber, IsWrittenAndReadBack) {
  NumberParts parts{.region = 320102, .year = 2026, .course = 3, .serial = 1};
  std::string number = form().number_of(parts).value();
  EXPECT_EQ(number.size(), 21U);
  EXPECT_EQ(number.substr(0, 20), "32320102202603000001");
  EXPECT_EQ(form().read(number).value(), parts);
  EXPECT_EQ(form().read("32 320102 2026 03 000001 " + number.substr(20)).value(), parts);
  struct Row {
    NumberParts parts;
    std::string answer;
  };
  for (const Row& row : std::vector<Row>{
           {{320102, 2026, 3, 999999}, "ok"},
           {{320102, 2026, 3, 1000000}, "certificate.number_parts"},
           {{320102, 2026, 3, 0}, "certificate.number_parts"},
           {{320102, 2026, 100, 1}, "certificate.number_parts"},
           {{320102, 2026, -1, 1}, "certificate.number_parts"},
           {{32, 2026, 3, 1}, "certificate.number_parts"},
           {{320102, 26, 3, 1}, "certificate.number_parts"},
       }) {
    EXPECT_EQ(answer_of(form().number_of(row.parts)), row.answer);
  }
}

// The sample of domain-rules §17.
TEST(TheCheckCharacter, IsTheStandards) {
  EXPECT_EQ(check_character("91350100M000100Y4"), '3');
  EXPECT_EQ(check_character("S1"), std::nullopt);
  EXPECT_EQ(check_character(""), std::nullopt);
  EXPECT_EQ(check_character(std::string(31, '1')), std::nullopt);
}

TEST(TheCheckCharacter, FindsEveryWrongCharacterAndEverySwap) {
  const std::string alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  int wrong = 0, swapped = 0;
  for (int serial : {1, 2, 7, 10, 99, 12345, 98765, 100000, 543210, 999999}) {
    for (int region : {320102, 320000, 321283}) {
      NumberParts parts{.region = region, .year = 2020 + serial % 7, .course = 3, .serial = serial};
      std::string number = form().number_of(parts).value();
      ASSERT_TRUE(form().read(number).ok());
      for (std::size_t at = 0; at < number.size(); ++at) {
        for (char other : alphabet) {
          std::string bent = number;
          bent[at] = other;
          if (bent == number) continue;
          EXPECT_FALSE(form().read(bent).ok()) << bent;
          ++wrong;
        }
        if (at + 1 == number.size() || number[at] == number[at + 1]) continue;
        std::string bent = number;
        std::swap(bent[at], bent[at + 1]);
        EXPECT_FALSE(form().read(bent).ok()) << bent;
        ++swapped;
      }
      EXPECT_FALSE(form().read(number + "0").ok());
      EXPECT_FALSE(form().read(number.substr(0, 20)).ok());
    }
  }
  EXPECT_EQ(wrong, 30 * 21 * 35);
  EXPECT_GT(swapped, 300);
}

// The same without the form's help: any two neighbours, any weights' place.
TEST(TheCheckCharacter, FindsThemByItself) {
  const std::string alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
  for (std::size_t at = 0; at + 1 < 30; ++at) {
    for (char left : alphabet) {
      for (char right : alphabet) {
        if (left == right) continue;
        std::string one(30, '7'), two(30, '7'), third(30, '7');
        one[at] = two[at + 1] = left;
        one[at + 1] = two[at] = right;
        third[at] = left, third[at + 1] = left;
        EXPECT_NE(check_character(one), check_character(two));
        EXPECT_NE(check_character(one), check_character(third));
      }
    }
  }
}

TEST(AMask, ShowsTheEndsOnly) {
  struct Row {
    std::string name, mask;
  };
  for (const Row& row : std::vector<Row>{
           {"张三", "张*"},
           {"张小三", "张*三"},
           {"欧阳修远", "欧阳**"},
           {"欧阳修", "欧*修"},
           {"阿卜杜拉·买买提", "阿**提"},
           {"玛依古", "玛*古"},
           {"𠮷田三", "𠮷*三"},
           {"𠮷", "𠮷*"},
           {"Li Xiaoman", "L**n"},
           {"张 三", "张*"},
           {"", "certificate.name"},
           {"  ", "certificate.name"},
           {"张3", "certificate.name"},
           {"张*三", "certificate.name"},
           {"张三\n", "certificate.name"},
           {"\xff\xfe", "certificate.name"},
       }) {
    auto mask = mask_of(row.name);
    EXPECT_EQ(mask.ok() ? *mask : mask.error().code, row.mask) << row.name;
    if (mask.ok()) {
      EXPECT_TRUE(is_mask(*mask)) << row.name;
    }
  }
  std::string longest;
  for (int n = 0; n < 50; ++n) longest += "𠮷";
  EXPECT_EQ(mask_of(longest).value(), "𠮷**𠮷");
  EXPECT_EQ(answer_of(mask_of(longest + "𠮷")), "certificate.name");
  for (const char* none : {"张三", "*", "**", "*三", "", "张*三李四", "3*", "张*\n", "张*﻿"}) {
    EXPECT_FALSE(is_mask(none)) << none;
  }
}

TEST(AComparisonCode, IsSixtyBitsAndTypedAsPeopleDo) {
  EXPECT_EQ(comparison_code(std::string(8, '\0')), "000000000000");
  EXPECT_EQ(comparison_code(std::string(8, '\xff')), "ZZZZZZZZZZZZ");
  EXPECT_EQ(plain_code("o0il-1111 1111").value(), "001111111111");
  EXPECT_EQ(answer_of(plain_code("U00000000000")), "certificate.code");
  EXPECT_EQ(answer_of(plain_code("0000000000000")), "certificate.code");
}

// The longest that any field allows still fits, and says no more than the format allows.
TEST(APayload, HoldsTheLongestNumberAndMask) {
  Certificate longest{.number = std::string(21, '9'),
                      .name_mask = "𠮷**𠮷",
                      .region = 321283,
                      .kind = 99,
                      .edition = 255,
                      .issued = *Day::of(2026, 1, 1),
                      .valid_until = *Day::of(2179, 6, 6),
                      .signed_on = *Day::of(2026, 1, 1)};
  merkle::Signer signer{.name = "test", .secret = std::string(32, 'k')};
  auto text = sign(longest, signer);
  ASSERT_TRUE(text.ok());
  EXPECT_LE(text->size(), 200U);
  EXPECT_EQ(parse(*text)->certificate, longest);
  longest.valid_until = *Day::of(2179, 6, 7);
  EXPECT_EQ(sign(longest, signer).error().field, "valid_until");
}

}  // namespace
}  // namespace boai::certificate

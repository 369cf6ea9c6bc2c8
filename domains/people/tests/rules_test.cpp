// What is a name, what is a document: the traps of domain-rules §17.
#include "domains/people/rules.hpp"

#include <gtest/gtest.h>

namespace boai::people {

TEST(ADocument, IsCheckedByItsKind) {
  Day today = *Day::of(2026, 11, 23);
  struct Row {
    std::string kind, number, answer;
  };
  for (const Row& row : std::vector<Row>{
           {"resident_id", "320102199001010010", "ok"},
           {"resident_id", " 320102 19900101 0010 ", "ok"},
           {"resident_id", "320102199001010011", "people.document_check_digit"},
           {"resident_id", "32010219900230001X", "people.document_birthday"},
           {"resident_id", "32010220300101001X", "people.document_birthday"},
           {"resident_id", "32010219900101001", "people.document_form"},
           {"resident_id", "320102900101001", "people.document_form"},
           {"resident_id", "", "people.document_form"},
           {"resident_id", "３２０１０２１９９００１０１００１４", "people.document_form"},
           {"no_such_kind", "320102199001010010", "people.document_kind"},
       }) {
    SCOPED_TRACE(row.number);
    EXPECT_EQ(answer_of(check_document(row.kind, row.number, today)), row.answer);
  }
}

TEST(ADocument, IsKeptInOneForm) {
  Day today = *Day::of(2026, 11, 23);
  auto kept = check_document("resident_id", " 320102 19900101 0010 ", today);
  ASSERT_TRUE(kept.ok());
  EXPECT_EQ(*kept, "320102199001010010");
}

TEST(ADocument, ShowsLessThanHalfOfItself) {
  EXPECT_EQ(masked_number("320102199003070025"), "320***********0025");
  EXPECT_EQ(masked_number("E12345678"), "E******78");
  EXPECT_EQ(masked_number("12345678"), "1*****78");
  EXPECT_EQ(masked_number("H123"), "H****");
  EXPECT_EQ(masked_phone("+8613851507788"), "138****7788");
}

TEST(AName, MayBeLongAndForeignButNotEmpty) {
  struct Row {
    std::string name;
    bool good;
  };
  std::string long_name;
  for (int count = 0; count < 51; ++count) long_name += "长";
  for (const Row& row : std::vector<Row>{
           {"王芳", true},
           {"买买提·艾力", true},
           {"𬭸伟", true},
           {"Anna Maria Smith", true},
           {"", false},
           {"   ", false},
           {"王<b>芳", false},
           {long_name, false},
       }) {
    SCOPED_TRACE(row.name);
    EXPECT_EQ(check_name(row.name).ok(), row.good);
  }
}

}  // namespace boai::people

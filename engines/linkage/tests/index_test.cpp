// What holds for every set of rows: symmetry, order, threads, limits, bad input.
#include <algorithm>
#include <functional>
#include <map>
#include <random>

#include "engines/linkage/generator.hpp"
#include "engines/linkage/letters.hpp"
#include "engines/linkage/tests/tables.hpp"

namespace boai::linkage {

namespace {

std::vector<std::string> texts_of(const std::vector<Pair>& pairs) {
  std::vector<std::string> texts;
  for (const Pair& pair : pairs) {
    texts.push_back(std::to_string(pair.left) + " " + std::to_string(pair.right) + " " +
                    std::to_string(pair.comparison.score) + " " + text_of(pair.comparison));
  }
  return texts;
}

const Generated& sample() {
  static const Generated made = generate({.seed = 11, .rows = 6000});
  return made;
}

std::string answer_to(Row row) { return answer_of(linkage().read(row)); }

std::u32string letters_of(const std::string& name) {
  auto person = linkage().read({.id = 1, .name = name});
  return person.ok() ? person->name.letters : U"refused";
}

}  // namespace

TEST(Pairs, AreTheSameInAnyOrderAndWithAnyThreads) {
  auto rows = sample().rows;
  auto first = texts_of(Index::build(linkage(), rows).pairs({.threads = 1}));
  EXPECT_GT(first.size(), 500u);
  std::mt19937_64 random(5);
  for (int threads : {1, 2, 3, 64}) {
    std::ranges::shuffle(rows, random);
    EXPECT_EQ(texts_of(Index::build(linkage(), rows).pairs({.threads = threads})), first);
  }
}

TEST(Pairs, AreSymmetricForAnyTwoRows) {
  std::mt19937_64 random(6);
  const auto& rows = sample().rows;
  for (int each = 0; each < 20'000; ++each) {
    auto left = *linkage().read(rows[random() % rows.size()]);
    auto right = *linkage().read(rows[random() % rows.size()]);
    auto one = linkage().compare(left, right), other = linkage().compare(right, left);
    ASSERT_EQ(text_of(one), text_of(other));
    ASSERT_EQ(one.score, other.score);
    ASSERT_EQ(one.verdict, other.verdict);
  }
}

// Blocking may lose pairs; how many, against comparing each with each.
TEST(Pairs, AreNearlyAllThatComparingEachWithEachFinds) {
  std::vector<Row> rows(sample().rows.begin(), sample().rows.begin() + 2500);
  Index index = Index::build(linkage(), rows);
  std::vector<Person> people;
  for (const Row& row : rows) people.push_back(*linkage().read(row));
  std::size_t all = 0;
  for (std::size_t one = 0; one < people.size(); ++one) {
    for (std::size_t other = one + 1; other < people.size(); ++other) {
      auto found = linkage().compare(people[one], people[other], index.frequencies());
      all += found.verdict != Verdict::unlikely;
    }
  }
  std::size_t found = index.pairs({}).size();
  EXPECT_GT(all, 50u);
  EXPECT_LE(found, all);
  EXPECT_GE(static_cast<double>(found), 0.99 * static_cast<double>(all));
}

TEST(Candidates, AreThePairsOfTheRow) {
  Index index = Index::build(linkage(), sample().rows);
  auto pairs = index.pairs({.threads = 2});
  std::size_t asked = 0;
  for (std::size_t each = 0; each < pairs.size(); each += 20, ++asked) {
    const Row& row = sample().rows[static_cast<std::size_t>(pairs[each].left - 1)];
    auto found = index.candidates(row);
    ASSERT_TRUE(found.ok());
    auto texts = texts_of(*found);
    EXPECT_NE(std::ranges::find(texts, texts_of({pairs[each]})[0]), texts.end());
    EXPECT_TRUE(std::ranges::is_sorted(*found, std::greater{},
                                       [](const Pair& pair) { return pair.comparison.score; }));
  }
  EXPECT_GT(asked, 20u);
}

// A form filled in as a row is: that row is found, and no other is a better answer.
TEST(Candidates, HoldTheRowItself) {
  Index index = Index::build(linkage(), sample().rows);
  std::size_t itself = 0;
  for (const Row& row : sample().rows) {
    Row form = row;
    form.id = 0;
    auto found = index.candidates(form);
    ASSERT_TRUE(found.ok());
    auto own = std::ranges::find(*found, row.id, &Pair::left);
    auto person = *linkage().read(row);
    bool judged = linkage().compare(person, person, index.frequencies()).verdict >= Verdict::likely;
    ASSERT_EQ(own != found->end(), judged) << row.id;
    if (!judged) continue;
    EXPECT_EQ(own->comparison.score, found->front().comparison.score);
    ++itself;
  }
  EXPECT_GT(itself, 5'900u);
}

// A list of one name in one county on one day, as a broken import makes it.
TEST(Blocks, OfOneNameDoNotExplode) {
  std::vector<Row> rows;
  for (std::int64_t id = 1; id <= 10'000; ++id) {
    rows.push_back(
        {.id = id, .name = "张伟", .birthday = *Day::of(1980, 1, 1), .county = "320102"});
  }
  Index index = Index::build(linkage(), rows);
  index.pairs({.threads = 2});
  EXPECT_LT(index.comparisons(), rows.size() * 21 * blocking_keys);
  auto found = index.candidates(rows[7]);
  ASSERT_TRUE(found.ok());
  EXPECT_LE(found->size(), candidates_max);
}

TEST(Rows, ThatCannotBeReadAreRefusedWithTheReason) {
  struct Case {
    std::string name, answer;
  };
  std::string many;
  for (int each = 0; each < 51; ++each) many += "张";
  for (const Case& each : std::vector<Case>{{"张伟", "ok"},
                                            {"王𬀩", "ok"},
                                            {"阿依古丽·买买提", "ok"},
                                            {"", "linkage.name_empty"},
                                            {" 　·", "linkage.name_empty"},
                                            {many, "linkage.name_long"},
                                            {std::string(1001, '.'), "linkage.name_long"},
                                            {"张\n伟", "linkage.name_control"},
                                            {std::string("张\0伟", 7), "linkage.name_control"},
                                            {"张\xe4\xbc", "linkage.name_encoding"},
                                            {"\xff伟", "linkage.name_encoding"},
                                            {"\xc0\xaf", "linkage.name_encoding"},
                                            {"\xed\xa0\x80", "linkage.name_encoding"},
                                            {"\xf4\x90\x80\x80", "linkage.name_encoding"},
                                            {"\xe0\x80\xaf", "linkage.name_encoding"}}) {
    SCOPED_TRACE(each.name);
    EXPECT_EQ(answer_to({.id = 1, .name = each.name}), each.answer);
  }
  EXPECT_EQ(answer_to({.id = 0, .name = "张伟"}), "linkage.id");
  EXPECT_EQ(answer_to({.id = 1, .name = "张伟", .county = "3201"}), "linkage.county");
}

TEST(Rows, RefusedByTheIndexAreNamed) {
  std::vector<Row> rows = {{.id = 1, .name = "张伟", .phone = "13800000001"},
                           {.id = 2, .name = "\xff"},
                           {.id = 3, .name = "张伟", .phone = "13800000001"},
                           {.id = 4, .name = "李娜", .phone = "13800000002"},
                           {.id = 4, .name = "王芳", .phone = "13800000003"}};
  Index index = Index::build(linkage(), rows);
  ASSERT_EQ(index.refused().size(), 3u);
  EXPECT_EQ(index.refused()[0].code, "linkage.name_encoding");
  EXPECT_EQ(index.refused()[1].code, "linkage.id_again");
  EXPECT_EQ(index.refused()[2].id, 4);
  EXPECT_EQ(index.size(), 2u);
  EXPECT_EQ(index.pairs({}).size(), 1u);
  EXPECT_TRUE(Index::build(linkage(), {}).pairs({.threads = 0}).empty());
}

TEST(Names, AreFoldedToStandardForms) {
  EXPECT_EQ(letters_of("嶽鵬"), U"岳鹏");
  EXPECT_EQ(letters_of("張偉"), U"张伟");
  EXPECT_EQ(letters_of("ＬＩ Na"), U"lina");
  EXPECT_EQ(letters_of("王\u200b\ufeff伟"), U"王伟");
  auto surname = [](const std::string& name) {
    return linkage().read({.id = 1, .name = name})->name.surname;
  };
  EXPECT_EQ(surname("欧阳修"), 2);
  EXPECT_EQ(surname("歐陽修"), 2);
  EXPECT_EQ(surname("欧阳"), 1);
  EXPECT_EQ(surname("张伟"), 1);
  EXPECT_EQ(surname("阿依古丽·买买提"), 0);
}

// No byte sequence may do worse than be refused.
TEST(Names, OfAnyBytesAreReadOrRefused) {
  std::mt19937_64 random(9);
  std::size_t read = 0;
  for (int each = 0; each < 100'000; ++each) {
    std::string bytes;
    for (std::size_t size = random() % 12; size > 0; --size) {
      bytes += static_cast<char>(random() % 3 ? random() % 256 : 0xe4 + random() % 4);
    }
    read += linkage().read({.id = 1, .name = bytes, .document_number = bytes, .phone = bytes}).ok();
  }
  EXPECT_GT(read, 100u);
}

TEST(Tables, ThatAreWrongAreRefused) {
  std::string sounds = pack_file("sounds.txt"), settings = pack_file("linkage.yaml");
  auto answer = [](const std::string& one, const std::string& other) {
    return answer_of(Linkage::create(one, other));
  };
  EXPECT_EQ(answer(sounds, settings), "ok");
  EXPECT_EQ(answer("", settings), "linkage.sounds");
  EXPECT_EQ(answer("zhang 张", settings), "linkage.sounds");
  EXPECT_EQ(answer("zhang1 \xff", settings), "linkage.sounds");
  EXPECT_EQ(answer(sounds, ""), "linkage.settings");
  EXPECT_EQ(answer(sounds, "weights: ["), "linkage.settings");
  std::string lacking = settings;
  lacking.replace(lacking.find("same_city: 0,"), 13, "");
  EXPECT_EQ(answer(sounds, lacking), "linkage.settings");
  std::string unknown = settings;
  unknown.replace(unknown.find("same_city: 0,"), 13, "same_city: 0, same_street: 2,");
  EXPECT_EQ(answer(sounds, unknown), "linkage.settings");
}

TEST(Alike, AreNamesThatOneLetterOfTheSameSoundOrAnExchangeMakes) {
  auto names = linkage().reader().alike("王小明", 1000);
  EXPECT_EQ(names.front(), "王小明");
  auto holds = [&](const char* name) { return std::ranges::find(names, name) != names.end(); };
  for (const char* name : {"汪小明", "王晓明", "王筱明", "王小铭", "王小鸣", "王明小", "王曉明"}) {
    EXPECT_TRUE(holds(name)) << name;
  }
  for (const char* name : {"汪晓明", "李小明", "王小刚"}) EXPECT_FALSE(holds(name)) << name;
  std::ranges::sort(names);
  EXPECT_EQ(std::ranges::adjacent_find(names), names.end());
  for (const std::string& name : names) {
    auto found = linkage().compare(*linkage().read({.id = 1, .name = "王小明"}),
                                   *linkage().read({.id = 2, .name = name}));
    EXPECT_GT(found.at(Field::name).weight, 0) << name;
  }
}

TEST(Alike, KeepToTheLimitAndLeaveForeignNamesAlone) {
  EXPECT_EQ(linkage().reader().alike("李伊一", 40).size(), 40u);
  EXPECT_EQ(linkage().reader().alike("阿依古丽·买买提", 40).size(), 1u);
  EXPECT_EQ(linkage().reader().alike("", 40), std::vector<std::string>{""});
}

TEST(Alike, HoldWhatAHomophoneMakesOfAName) {
  std::map<std::uint32_t, const Row*> of_person;
  auto has = [](std::size_t row, std::initializer_list<RowError> errors) {
    return std::ranges::any_of(errors, [&](RowError each) { return sample().has(row, each); });
  };
  auto otherwise = {RowError::typing_name, RowError::variant, RowError::written_apart};
  for (std::size_t at = 0; at < sample().rows.size(); ++at) {
    bool right = !has(at, {RowError::homophone, RowError::accent}) && !has(at, otherwise);
    if (right) of_person[sample().person[at]] = &sample().rows[at];
  }
  int misheard = 0, held = 0;
  for (std::size_t at = 0; at < sample().rows.size(); ++at) {
    auto rightly = of_person.find(sample().person[at]);
    bool only_sound = has(at, {RowError::homophone, RowError::accent}) && !has(at, otherwise);
    if (!only_sound || rightly == of_person.end()) continue;
    ++misheard;
    auto names = linkage().reader().alike(rightly->second->name, 1500);
    bool found = std::ranges::find(names, sample().rows[at].name) != names.end();
    held += found ? 1 : 0;
  }
  EXPECT_GT(misheard, 10);
  EXPECT_EQ(held, misheard);
}

}  // namespace boai::linkage

// 名单: a list that finds its page in time, and one whose time is over first.
#include "domains/training/port.hpp"
#include "kernel/schema/schema.hpp"
#include "tests/stories/office.hpp"

namespace boai::story {

class Pages : public Office {
 protected:
  void SetUp() override {
    Office::SetUp();
    for (int at = 1; at <= 5; ++at) certified("320102", at);
    certified("320302", 6);
  }
  void certified(const std::string& county, int at) {
    constexpr const char* numbers[] = {"11010519491231002X", "110105194912310038",
                                       "110105194912310046", "110105194912310054",
                                       "110105194912310062", "110105194912310070"};
    std::string day = "2026-11-0" + std::to_string(at);
    ASSERT_EQ(act("operator", "training.certify",
                  certificate(county, "JS-" + std::to_string(at), "张小三", numbers[at - 1], day)),
              "ok");
  }
  void time(std::chrono::milliseconds time) { app_->house->list_time = time; }

  rights::Principal viewer(const std::string& who) {
    auto reader = app_->readers->borrow();
    return *rights::principal_of(**reader, who, app_->today());
  }
  json::object page(const std::string& who, lists::Parameters parameters) {
    auto reader = app_->readers->borrow();
    const record::Type& type = *app_->house->types.find("training.certificate");
    auto text = lists::list(**reader, *app_->house, type, viewer(who), parameters);
    EXPECT_TRUE(text.ok()) << text.error().code << text.error().detail;
    return text.ok() ? json::parse(*text).as_object() : json::object{};
  }
  json::object desk(const std::string& who, training::DeskAsk ask) {
    ask.today = app_->today();
    auto reader = app_->readers->borrow();
    auto answer = training::certificates_found(**reader, *app_->house, viewer(who), ask);
    EXPECT_TRUE(answer.ok()) << answer.error().code << answer.error().detail;
    return answer.ok() ? *answer : json::object{};
  }
  static std::string numbers(const json::object& answer) {
    std::string all;
    for (const auto& item : answer.at("items").as_array()) {
      all += (all.empty() ? "" : " ") + std::string(item.at("number").as_string());
    }
    return all;
  }
  static std::string next(const json::object& answer) {
    return answer.at("next").is_null() ? "" : std::string(answer.at("next").as_string());
  }
};

TEST_F(Pages, OfNoTimeSayThatTheyStoppedAndExportsAreWhole) {
  time(std::chrono::milliseconds(0));
  json::object answer = page("xuanwu", {});
  EXPECT_EQ(answer.at("stopped"), true);
  EXPECT_EQ(numbers(answer), "");
  EXPECT_EQ(next(answer), "") << "nothing was found to continue from";
  for (const char* text : {"", "JS", "张"}) {
    EXPECT_EQ(desk("xuanwu", {.text = text}).at("stopped"), true) << text;
  }
  std::size_t carried = 0;
  auto reader = app_->readers->borrow();
  good(lists::each(**reader, *app_->house, *app_->house->types.find("training.certificate"),
                   viewer("xuanwu"), {}, {}, [&](const record::Row&) { return ++carried > 0; }));
  EXPECT_EQ(carried, 5u);
  time(std::chrono::milliseconds(10'000));
  EXPECT_EQ(page("xuanwu", {}).contains("stopped"), false);
  EXPECT_EQ(numbers(page("xuanwu", {})), "JS-5 JS-4 JS-3 JS-2 JS-1");
  EXPECT_EQ(desk("xuanwu", {.text = "JS"}).at("stopped"), false);
}

// A condition that takes for ever from the third row on, in an order that the database walks row by
// row: PostgreSQL sorts so few days first.
TEST_F(Pages, GoOnBehindTheLastRowFoundInTime) {
  time(std::chrono::milliseconds(300));
  auto reader = app_->readers->borrow();
  const record::Type& type = *app_->house->types.find("training.certificate");
  bool postgresql = (*reader)->dialect() == store::Dialect::postgresql;
  std::string sort = postgresql ? "-id" : "-day";
  auto page = *lists::page_of(*app_->house, type, viewer("xuanwu"), {{"sort", sort}});
  auto slow = page;
  slow.rest.add(
      "(number > 'JS-3' OR (WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x "
      "< 2000000000) SELECT count(*) FROM n) > 0)");
  auto question = *lists::first_of(**reader, slow);
  if (postgresql) good((*reader)->script("SET enable_seqscan = off; SET enable_sort = off"));
  auto found = lists::found_in_time(**reader, *app_->house, slow, question);
  ASSERT_TRUE(found.ok()) << found.error().code << found.error().detail;
  EXPECT_TRUE(found->stopped);
  EXPECT_FALSE(found->more);
  ASSERT_EQ(found->rows.size(), 2u);
  EXPECT_EQ(found->rows[1].text(type, "number"), "JS-4");
  auto rest = this->page("xuanwu", {{"sort", sort}, {"cursor", lists::next_after(page, *found)}});
  EXPECT_EQ(numbers(rest), "JS-3 JS-2 JS-1");
}

TEST_F(Pages, AreTurnedPageByPageWithoutGapOrRepetition) {
  std::string all, cursor;
  do {
    json::object answer = page("planner", {{"limit", "2"}, {"cursor", cursor}});
    all += numbers(answer) + "|";
    cursor = next(answer);
  } while (!cursor.empty());
  EXPECT_EQ(all, "JS-6 JS-5|JS-4 JS-3|JS-2 JS-1|");
}

// The persons of a small society are gathered, those of a large one picked from all: no difference.
TEST_F(Pages, OfPersonsAreTheSameGatheredAndPicked) {
  auto reader = app_->readers->borrow();
  const record::Type& type = *app_->house->types.find("people.person");
  for (const auto& [who, count] :
       {std::pair("xuanwu", 5), {"gulou_xuzhou", 1}, {"planner", 0}, {"operator", 6}}) {
    SCOPED_TRACE(who);
    auto page = *lists::page_of(*app_->house, type, viewer(who), {});
    auto gathered = lists::all_of(page);
    page.branches = page.each_branch;
    auto picked = lists::all_of(page);
    auto rows = [&](const lists::Question& question) {
      std::vector<std::int64_t> ids;
      good((*reader)->each(question.sql, question.values, [&](const store::RowView& row) {
        ids.push_back(row.number(0));
        return true;
      }));
      return ids;
    };
    EXPECT_EQ(rows(gathered).size(), static_cast<std::size_t>(count));
    EXPECT_EQ(rows(picked), rows(gathered));
    EXPECT_EQ(seen_by(who, "people.person").size(), static_cast<std::size_t>(count));
  }
}

TEST_F(Pages, OfTheDeskAreTurnedByNumberInsideTheReach) {
  EXPECT_EQ(numbers(desk("gulou_xuzhou", {.text = "js"})), "JS-6") << "behind all of Xuanwu's";
  EXPECT_EQ(numbers(desk("planner", {.text = "JS-"})), "JS-1 JS-2 JS-3 JS-4 JS-5 JS-6");
  json::object first = desk("nanjing", {.text = "JS", .limit = 3});
  EXPECT_EQ(numbers(first), "JS-1 JS-2 JS-3");
  EXPECT_EQ(first.at("more"), false);
  json::object second = desk("nanjing", {.text = "JS", .cursor = next(first), .limit = 3});
  EXPECT_EQ(numbers(second), "JS-4 JS-5");
  EXPECT_EQ(next(second), "");
}

TEST_F(Pages, OfTheDeskByNameTellWhenMoreAreCalledSo) {
  EXPECT_EQ(numbers(desk("gulou_xuzhou", {.text = "张小"})), "JS-6");
  json::object some = desk("xuanwu", {.text = "张小三", .limit = 3});
  EXPECT_EQ(numbers(some), "JS-1 JS-2 JS-3");
  EXPECT_EQ(some.at("more"), true);
  EXPECT_EQ(numbers(desk("planner", {.text = "张", .state = "valid"})),
            "JS-1 JS-2 JS-3 JS-4 JS-5 JS-6");
  EXPECT_EQ(numbers(desk("xuanwu", {.text = "张", .branch = here("320104")})), "");
  EXPECT_EQ(numbers(desk("nanjing", {.text = "张", .branch = here("320102"), .limit = 1})), "JS-1");
}

// Reach and names are asked as ranges of bytes.
TEST_F(Pages, AreNotAskedOfADatabaseThatSortsAsADictionary) {
  auto migrated = [&](const std::string& address) {
    auto connection = store::open(address);
    EXPECT_TRUE(connection.ok());
    auto state = schema::migrate(**connection, app_->settings.home + "/schema", Instant{1});
    return state.ok() ? "ok" : state.error().code;
  };
  EXPECT_EQ(migrated(address_beside()), "ok");
  if (!databases_.any()) return;  // SQLite compares bytes, whatever the place
  std::string with = "LOCALE_PROVIDER icu ICU_LOCALE 'zh'";
  EXPECT_EQ(migrated(databases_.make("template0", with)), "store.order");
}

}  // namespace boai::story

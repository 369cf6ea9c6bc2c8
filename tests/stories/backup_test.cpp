// A backup comes back into either database, whole, and never over anything.
#include "app/verbs.hpp"
#include "tests/stories/office.hpp"

namespace boai::story {

class Backups : public Office {
 protected:
  app::Settings elsewhere(const std::string& folder, const std::string& address) {
    app::Settings settings = app_->settings;
    settings.data = data_ + "/" + folder;
    settings.address = address.empty() ? "sqlite:" + settings.data + "/boai.sqlite" : address;
    return settings;
  }
  std::string restored(const app::Settings& settings) {
    app::Words words;
    words.folder = data_ + "/copy";
    return answer_of(app::do_restore(settings, words));
  }
  void back_up() {
    app::Words words;
    words.folder = data_ + "/copy";
    EXPECT_EQ(answer_of(app::do_backup(*app_, words)), "ok");
  }
  // The store that came back takes the place of the one it was made from.
  void move_to(const app::Settings& settings) {
    app_.reset();
    auto opened = app::open(settings);
    ASSERT_TRUE(opened.ok()) << opened.error().code;
    app_ = std::move(*opened);
  }
  journal::Verdict proven() {
    auto reader = app_->readers->borrow();
    auto kept = journal::kept_head(app_->settings.data + "/journal.head");
    return *journal::verify(**reader, kept);
  }
};

TEST_F(Backups, ComeBackWholeIntoEitherDatabase) {
  EXPECT_EQ(act("xuanwu", "training.certify",
                certificate("320102", "B-1", "张小三", "11010519491231002X")),
            "ok");
  journal::Verdict before = proven();
  back_up();
  for (const std::string& address : {std::string(), address_beside()}) {
    SCOPED_TRACE(address);
    app::Settings settings = elsewhere("again" + std::to_string(address.size()), address);
    ASSERT_EQ(restored(settings), "ok");
    move_to(settings);
    journal::Verdict after = proven();
    EXPECT_FALSE(after.broken.has_value());
    EXPECT_EQ(after.rows, before.rows);
    EXPECT_EQ(after.head, before.head);
    EXPECT_EQ(difference(), 0);
    // The keys came along: the same person is known again, and the number is taken.
    EXPECT_EQ(act("xuanwu", "training.certify",
                  certificate("320102", "B-1", "李四", "110101199003077694")),
              "training.number_taken");
    EXPECT_EQ(act("xuanwu", "training.certify",
                  certificate("320102", "B-" + settings.data, "张小三", "11010519491231002X")),
              "ok");
    EXPECT_EQ(seen_by("xuanwu", "people.person").size(), 1U);
  }
}

TEST_F(Backups, NeverOverwrite) {
  back_up();
  app::Settings settings = elsewhere("twice", address_beside());
  EXPECT_EQ(restored(settings), "ok");
  EXPECT_EQ(restored(settings), "restore.not_empty");
  // Nor does a fresh folder help where the database itself is in use.
  app::Settings same_store = elsewhere("fresh", settings.address);
  EXPECT_EQ(restored(same_store), "restore.not_empty");
  app::Words words;
  words.folder = data_ + "/copy";
  EXPECT_EQ(answer_of(app::do_backup(*app_, words)), "backup.not_empty");
  words.folder = data_ + "/nothing-here";
  EXPECT_EQ(answer_of(app::do_restore(elsewhere("third", ""), words)), "restore.no_backup");
}

}  // namespace boai::story

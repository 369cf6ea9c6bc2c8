// 后台任务: whose they are, what is left of them when the house is closed and opened again.
#include "app/import_job.hpp"
#include "tests/stories/office.hpp"

namespace boai::story {

class Jobs : public Office {
 protected:
  static std::string id(int number) {
    std::string digits = std::to_string(number);
    return "00000000-0000-4000-8000-" + std::string(12 - digits.size(), '0') + digits;
  }
  // Begins work that goes on until it is let go.
  Outcome begin(const std::string& who, int number) {
    return app_->desk->begin({.id = id(number),
                              .kind = "import",
                              .type = "training.certificate",
                              .account = who,
                              .process = {},
                              .result = {}},
                             [this](jobs::Running& running) -> jobs::Ended {
                               running.total = 10;
                               for (; hold_ && !running.cancel; ++running.done) {
                                 std::this_thread::sleep_for(std::chrono::milliseconds(5));
                               }
                               return {running.cancel ? "cancelled" : "done", {{"rows", 10}}};
                             });
  }
  std::string state(const std::string& who, int number) {
    for (int tries = 0; tries < 400; ++tries) {
      auto job = app_->desk->find(who, id(number));
      if (!job.ok()) return job.error().code;
      if (job->state != "running") return job->state;
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    return "running";
  }
  void SetUp() override {
    Office::SetUp();
    hold_ = true;
  }
  void TearDown() override {
    hold_ = false;
    Office::TearDown();
  }

  std::atomic<bool> hold_{true};
};

TEST_F(Jobs, AreSeenStoppedAndHeardByTheirOwnerAlone) {
  std::mutex lock;
  std::set<std::string> heard;
  app_->desk->announce([&](const jobs::Job& job) {
    std::lock_guard guard(lock);
    heard.insert(job.account);
  });
  good(begin("xuanwu", 1));
  EXPECT_EQ(answer_of(app_->desk->find("nanjing", id(1))), "job.not_found");
  EXPECT_EQ(answer_of(app_->desk->cancel("nanjing", id(1))), "job.not_found");
  EXPECT_EQ(app_->desk->list("nanjing")->size(), 0U);
  EXPECT_EQ(app_->desk->list("xuanwu")->size(), 1U);
  good(app_->desk->cancel("xuanwu", id(1)));
  EXPECT_EQ(state("xuanwu", 1), "cancelled");
  EXPECT_EQ(answer_of(app_->desk->cancel("xuanwu", id(1))), "job.ended");
  std::lock_guard guard(lock);
  EXPECT_EQ(heard, std::set<std::string>{"xuanwu"});
}

TEST_F(Jobs, KeepTheirResultSealedOverARestart) {
  good(begin("xuanwu", 2));
  hold_ = false;
  EXPECT_EQ(state("xuanwu", 2), "done");
  auto settings = app_->settings;
  app_.reset();
  app_ = app::open(settings).value();
  auto job = app_->desk->find("xuanwu", id(2));
  ASSERT_TRUE(job.ok());
  EXPECT_EQ(job->state, "done");
  EXPECT_EQ(json::parse(job->result).at("rows").as_int64(), 10);
  auto reader = app_->readers->borrow();
  auto open_text = (*reader)->number("SELECT count(*) FROM job WHERE result LIKE '%rows%'");
  EXPECT_EQ(*open_text, 0) << "a preview's first rows hold people";
}

TEST_F(Jobs, OfAProcessThatDiedAreInterrupted) {
  good(begin("xuanwu", 3));
  // As kill -9 leaves it: a row that says running, and a lock that nobody holds.
  good(app_->writer->run([&](unit::Batch& batch) {
    store::Value values[] = {id(4)};
    return batch.connection().run(
        "INSERT INTO job SELECT ?, kind, type, account, 'running', 5, 10, started, seen, 0, "
        "'dead', 0, '' FROM job",
        values);
  }));
  std::ofstream(data_ + "/jobs/dead.lock") << "";
  EXPECT_EQ(state("xuanwu", 4), "interrupted") << "whoever looks is told at once";
  good(app::sweep_jobs(*app_));
  auto reader = app_->readers->borrow();
  auto kept = (*reader)->number("SELECT count(*) FROM job WHERE state = 'interrupted'");
  EXPECT_EQ(*kept, 1);
  auto alive = app_->desk->find("xuanwu", id(3));
  EXPECT_EQ(alive->state, "running") << "the living go on";
}

TEST_F(Jobs, AreBoundedInNumber) {
  for (int number = 1; number <= 4; ++number) good(begin("xuanwu", number));
  EXPECT_EQ(answer_of(begin("xuanwu", 5)), "job.too_many");
  hold_ = false;
  for (int number = 1; number <= 4; ++number) EXPECT_EQ(state("xuanwu", number), "done");
  good(begin("xuanwu", 6));
}

TEST_F(Jobs, ThatHaveJustEndedAreNeverCalledInterrupted) {
  constexpr int rounds = 60;
  hold_ = false;
  std::map<std::string, int> ends;
  for (int number = 100; number < 100 + rounds; ++number) {
    good(begin("xuanwu", number));
    std::string state = "running";
    while (state == "running") state = app_->desk->find("xuanwu", id(number))->state;
    ++ends[state];
  }
  EXPECT_EQ(ends, (std::map<std::string, int>{{"done", rounds}}));
}

}  // namespace boai::story

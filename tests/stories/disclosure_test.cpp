// What is given is told: from the office's books into the public log, corrected in the open, erased
// without a trace of the person, and re-added by somebody outside.
#include <chrono>
#include <thread>

#include "app/disclosing.hpp"
#include "engines/merkle/audit.hpp"
#include "kernel/disclosure/release.hpp"
#include "tests/stories/office.hpp"

namespace boai::story {

using disclosure::Outgoing;
using merkle::Leaf;
using merkle::LeafType;
using merkle::Tag;

class TheDisclosure : public Office {
 protected:
  static Outgoing gift(std::int64_t amount, std::int64_t lot, const std::string& donor) {
    Leaf leaf{LeafType::gift_in, {}};
    leaf.with(Tag::book, "320000").with(Tag::fund, "flood-2026").with(Tag::unit, "CNY");
    leaf.with(Tag::amount, amount).with(Tag::day, std::int64_t{20261123}).with(Tag::lot, lot);
    return *disclosure::outgoing(leaf, {{"donor", donor}});
  }

  // As a command would: inside the writer's batch.
  std::int64_t tell(std::vector<Outgoing> rows) {
    std::int64_t first = 0;
    good(app_->writer->run([&](unit::Batch& batch) -> Outcome {
      first = TRY(disclosure::append(batch, rows));
      return Done{};
    }));
    return first;
  }

  std::unique_ptr<store::Connection> store() { return *store::open(app_->settings.address); }

  void wait_for(app::Disclosing& log, std::uint64_t size) {
    for (int time = 0; time < 100 && log.published() < size; ++time) {
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    EXPECT_EQ(log.published(), size);
  }

  merkle::Checkpoint checkpoint() {
    disclosure::Folder folder(data_ + "/log");
    return *merkle::parse_checkpoint(merkle::parse_note(*folder.read("checkpoint"))->text);
  }

  merkle::Findings audited(merkle::Adding& adding) {
    disclosure::Folder folder(data_ + "/log");
    merkle::Checkpoint at = checkpoint();
    return merkle::audit(
        folder.reader(), *folder.files_below("tile"), at.size, at.root,
        [&](std::uint64_t index, std::string_view entry) { return adding.add(index, entry); });
  }
};

TEST_F(TheDisclosure, TellsEveryGiftWithinASecondAndADayInOneStatement) {
  auto log = *app::Disclosing::start(*app_);
  EXPECT_EQ(tell({gift(2000, 1, "张三"), gift(500, 2, "李小四")}), 1);
  auto begun = std::chrono::steady_clock::now();
  EXPECT_EQ(tell({gift(70, 3, "王五")}), 3);
  wait_for(*log, 3);
  EXPECT_LT(std::chrono::steady_clock::now() - begun, std::chrono::seconds(1));

  // 张三 holds her receipt: her leaf is in, and the name in it is hers.
  auto connection = store();
  disclosure::Receipt receipt = *disclosure::receipt_of(*connection, 1);
  EXPECT_EQ(disclosure::opened_commitments(receipt), std::vector<std::string>{"donor"});
  disclosure::Folder folder(data_ + "/log");
  auto proof = *disclosure::prove(folder.reader(), *folder.read("checkpoint"), 0);
  good(merkle::verify_proof(proof, checkpoint(), merkle::leaf_hash(receipt.leaf)));

  // The second gift was 50.00, not 500; said with before, after and why.
  disclosure::Correction correction{"320000", 2, 500, 50, "typing-error", "录入时多输了一个零。"};
  disclosure::Correction silent = correction, unfounded = correction, elsewhere = correction;
  silent.text.clear();
  unfounded.before = 400;
  elsewhere.book = "320100";
  Instant now = app_->clock->now();
  auto say = [&](const disclosure::Correction& each) {
    good(connection->begin_write());
    auto said = disclosure::correct(*connection, each, now);
    good(said.ok() ? connection->commit() : connection->rollback());
    return answer_of(said);
  };
  EXPECT_EQ(say(silent), "disclosure.no_explanation");
  EXPECT_EQ(say(unfounded), "disclosure.before_differs");
  EXPECT_EQ(say(elsewhere), "disclosure.another_book");
  EXPECT_EQ(say(correction), "ok");
  EXPECT_EQ(say(correction), "disclosure.before_differs");

  // 李小四 asks to be forgotten; the log only says that somebody was.
  std::int64_t row = 2;
  good(connection->begin_write());
  EXPECT_TRUE(disclosure::erase(*connection, "320000", std::span(&row, 1), now).ok());
  good(connection->commit());
  EXPECT_TRUE(disclosure::receipt_of(*connection, 2)->salts.empty());
  EXPECT_EQ(connection->number("SELECT count(*) FROM disclosure_salt WHERE outbox_seq = 2").value(),
            0);

  // Midnight: one statement, which anybody re-adds; a second end of the day changes nothing.
  Instant midnight{now.milliseconds + 24 * 3'600'000LL};
  good(log->end_of_day(midnight));
  good(log->end_of_day(midnight));
  wait_for(*log, 6);
  merkle::Adding adding;
  merkle::Findings findings = audited(adding);
  EXPECT_EQ(findings.fault_count, 0U) << (findings.faults.empty() ? "" : findings.faults[0]);
  EXPECT_EQ(findings.entries, 6U);
  auto told = adding.told("320000", *Day::of(2026, 11, 23));
  ASSERT_EQ(told.size(), 1U);
  EXPECT_EQ(told[0].fault, "");
  EXPECT_EQ(told[0].lines, (std::vector<merkle::Line>{{"flood-2026", "CNY", 0, 2120, 0, 2120}}));
  EXPECT_EQ(*folder.read("daily/2026-11-23"), *folder.read("checkpoint"));

  // Not one byte of a name lies in what the public sees.
  std::vector<std::string> paths = *folder.files_below("tile");
  for (const std::string& path : paths) {
    std::string bytes = *folder.read(path);
    for (const char* name : {"张三", "李小四", "王五"}) {
      EXPECT_EQ(bytes.find(name), std::string::npos);
    }
  }
}

TEST_F(TheDisclosure, GoesOnWhereItStoodAndNotOnAnotherHistory) {
  {
    auto log = *app::Disclosing::start(*app_);
    tell({gift(100, 1, "张三")});
    wait_for(*log, 1);
  }
  tell({gift(200, 2, "张三"), gift(300, 3, "张三")});
  {
    auto log = *app::Disclosing::start(*app_);
    wait_for(*log, 3);
  }
  merkle::Adding adding;
  EXPECT_EQ(audited(adding).fault_count, 0U);
  // An older backup brought back: its next gifts must not take published numbers.
  auto connection = store();
  good(
      connection->script("DELETE FROM disclosure_outbox WHERE seq = 3; DELETE FROM disclosure_salt "
                         "WHERE outbox_seq = 3"));
  tell({gift(999, 9, "张三")});
  {
    auto log = *app::Disclosing::start(*app_);
    std::this_thread::sleep_for(std::chrono::milliseconds(500));
    EXPECT_EQ(log->published(), 0U);
  }
  EXPECT_EQ(checkpoint().size, 3U);
}

// October said 36,000 pieces; November may not say 32,000 of October without a correction.
TEST_F(TheDisclosure, PublishesNoTotalThatMovedInSilence) {
  auto connection = store();
  auto publish = [&](std::int64_t october, std::int64_t corrected) {
    disclosure::Known known;
    if (corrected != 0) known.corrected["2026-10"] = corrected;
    good(connection->begin_write());
    auto done = disclosure::publish(*connection, {.totals = {{"2026-10", october}}}, known,
                                    app_->clock->now());
    good(done.ok() ? connection->commit() : connection->rollback());
    return answer_of(done);
  };
  EXPECT_EQ(publish(36'000, 0), "ok");
  EXPECT_EQ(publish(36'000, 0), "ok");
  EXPECT_EQ(publish(32'000, 0), "disclosure.refused");
  EXPECT_EQ(publish(32'000, -4'000), "ok");
  EXPECT_EQ(publish(32'000, 0), "ok");
}

// A refused command leaves nothing in the outbox, and numbers have no gap.
TEST_F(TheDisclosure, HoldsNothingOfARefusedCommand) {
  auto refused = app_->writer->run_alone([&](unit::Batch& batch) -> Outcome {
    std::vector<Outgoing> rows = {gift(1, 1, "张三")};
    rows[0].leaf = "free text about 张三";
    TRY(disclosure::append(batch, rows));
    return Done{};
  });
  EXPECT_EQ(answer_of(refused), "leaf.version");
  EXPECT_EQ(tell({gift(1, 1, "张三")}), 1);
  EXPECT_EQ(tell({gift(1, 2, "张三"), gift(1, 3, "张三")}), 2);
  EXPECT_EQ(disclosure::rows_after(*store(), 0, 10)->size(), 3U);
}

}  // namespace boai::story

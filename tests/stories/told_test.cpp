// From a file of events to what a stranger proves: entries and leaves in one transaction, the
// integrator, the day's statements through the gate, witnesses, and `boai verify` on the folder.
#include <thread>

#include "app/disclosing.hpp"
#include "app/log_verbs.hpp"
#include "app/verbs.hpp"
#include "base/crypto/digest.hpp"
#include "kernel/disclosure/outbox.hpp"
#include "kernel/ledger/chart_file.hpp"
#include "kernel/ledger/scenario.hpp"
#include "tests/stories/office.hpp"

namespace boai::story {

using disclosure::Answer;

class Told : public Office {
 protected:
  void SetUp() override {
    Office::SetUp();
    charts_ = *ledger::read_charts(app_->pack() + "/ledger");
    midnight_ = {app_->clock->now().milliseconds + 24 * 3'600'000LL};
  }

  void replay(const std::string& book, const std::string& events) {
    auto scenarios = ledger::scenarios_of(R"({"scenarios":[{"name":")" + book + R"(","events":[)" +
                                          events + "]}]}");
    ASSERT_TRUE(scenarios.ok()) << scenarios.error().field;
    rights::Principal who;
    who.name = "treasurer";
    auto told = ledger::replay_into(*app_->writer, charts_, *scenarios, "", who);
    ASSERT_TRUE(told.ok()) << told.error().code << told.error().field;
    for (const std::string& result : told->at(0).results) EXPECT_EQ(result, "ok");
  }
  app::Verdict statement(const std::string& book) {
    app::LogWords words;
    words.log = app_->settings.data + "/log";
    words.book = book;
    words.day = "2026-11-23";
    return app::verify_statement(words);
  }
  bool whole() {
    auto keys = disclosure::keys_under(app_->settings.data, "boai.localhost/disclosure");
    app::LogWords words;
    words.folder = app_->settings.data + "/log";
    words.key = vkey_of(merkle::verifier_of(keys->signers.at(0)));
    return app::verify_full(words).exit == 0;
  }
  std::string in_log(const std::string& path) {
    auto bytes = disclosure::Folder(app_->settings.data + "/log").read(path);
    return bytes.ok() ? *bytes : "";
  }

  ledger::Profiles charts_;
  Instant midnight_;
};

TEST_F(Told, EveryEntryOfTheDayIsReAddedByAStranger) {
  auto log = *app::Disclosing::start(*app_);
  replay("320102", R"(
      {"op":"donate","id":"a","amt":9000,"restrict":["flood"]},
      {"op":"donate","id":"b","amt":5000,"restrict":[]},
      {"op":"fee","id":"f","donation":"a","amt":60,"payer":"lot","date":"2026-11-23"},
      {"op":"spend","id":"s","amt":8000,"tags":["flood"],"date":"2026-11-23"},
      {"op":"refund","id":"r","donation":"a","amt":2940},
      {"op":"reverse_use","spend":"s"})");
  replay("3201", R"({"op":"donate","id":"a","amt":70,"restrict":[],"unit":"SKU:quilt"})");
  good(log->end_of_day(midnight_));
  app::Verdict county = statement("320102");
  EXPECT_EQ(county.exit, 0) << county.why;
  ASSERT_EQ(county.proven.size(), 3U);
  // In, out and back again: what was told of the use is corrected, not deleted.
  EXPECT_NE(county.proven[1].find("= 6000"), std::string::npos) << county.proven[1];
  EXPECT_NE(county.proven[2].find("= 5000"), std::string::npos) << county.proven[2];
  EXPECT_EQ(statement("3201").exit, 0);
  EXPECT_TRUE(whole());
  EXPECT_EQ(in_log("daily/2026-11-23"), in_log("checkpoint"));
}

TEST_F(Told, ABookWhoseLeavesAreNotWhatItHoldsIsNotStated) {
  auto log = *app::Disclosing::start(*app_);
  replay("320102", R"({"op":"donate","id":"a","amt":9000,"restrict":["flood"]})");
  replay("320104", R"({"op":"donate","id":"a","amt":40,"restrict":[]})");
  auto connection = *store::open(app_->settings.address);
  good(
      connection->run("UPDATE ledger_account SET posted = posted - 1 WHERE book = '320102' AND "
                      "fund = 'flood'"));
  Outcome refused = log->end_of_day(midnight_);
  EXPECT_EQ(answer_of(refused), "disclosure.refused");
  ASSERT_EQ(refused.error().fields.size(), 1U);
  EXPECT_EQ(refused.error().fields[0].code, "disclosure.does_not_add_up");
  EXPECT_EQ(refused.error().fields[0].field, "320102 flood");
  EXPECT_EQ(in_log("daily/2026-11-23"), "");
  good(
      connection->run("UPDATE ledger_account SET posted = posted + 1 WHERE book = '320102' AND "
                      "fund = 'flood'"));
  good(log->end_of_day(midnight_));
  EXPECT_EQ(statement("320102").exit, 0);
  EXPECT_EQ(statement("320104").exit, 0);
}

// After a restore the log goes on where the backup stood, byte for byte.
TEST_F(Told, ABackupBringsTheLogBackAndItGoesOn) {
  std::uint64_t size = 0;
  {
    auto log = *app::Disclosing::start(*app_);
    replay("320102", R"({"op":"donate","id":"a","amt":9000,"restrict":["flood"]})");
    good(log->end_of_day(midnight_));
    size = log->published();
  }
  app::Words words;
  words.folder = data_ + "/copy";
  // A leaf that is written and not yet published when the backup is made.
  replay("320102", R"({"op":"donate","id":"b","amt":11,"restrict":[]})");
  ASSERT_EQ(answer_of(app::do_backup(*app_, words)), "ok");
  {
    auto log = *app::Disclosing::start(*app_);
    for (int time = 0; time < 100 && log->published() <= size; ++time) {
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
  }
  std::string before = in_log("checkpoint"), daily = in_log("daily/2026-11-23");
  ASSERT_NE(daily, "");
  app::Settings settings = app_->settings;
  settings.data = data_ + "/again";
  std::string beside = address_beside();
  settings.address =
      beside.starts_with("sqlite:") ? "sqlite:" + settings.data + "/boai.sqlite" : beside;
  ASSERT_EQ(answer_of(app::do_restore(settings, words)), "ok");
  namespace files = std::filesystem;
  EXPECT_EQ(files::status(settings.data + "/log.key").permissions(),
            files::perms::owner_read | files::perms::owner_write);
  EXPECT_EQ(files::status(settings.data + "/log").permissions() & files::perms::others_exec,
            files::perms::others_exec);
  app_.reset();
  app_ = std::move(*app::open(settings));
  EXPECT_EQ(in_log("daily/2026-11-23"), daily);
  EXPECT_EQ(in_log("checkpoint"), daily);
  auto log = *app::Disclosing::start(*app_);
  for (int time = 0; time < 100 && log->published() <= size; ++time) {
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  EXPECT_EQ(in_log("checkpoint"), before);
  EXPECT_TRUE(whole());
}

// Three witnesses as the outside world: one away, one that has seen more than we show.
class Witnessed : public Told {
 protected:
  struct Witness {
    merkle::Signer signer;
    merkle::Seen seen;
    bool away = false;
  };
  void SetUp() override {
    Told::SetUp();
    log_ = *app::Disclosing::start(*app_);
    replay("320102", R"({"op":"donate","id":"a","amt":9000,"restrict":["flood"]})");
    good(log_->end_of_day(midnight_));
    auto keys = disclosure::keys_under(app_->settings.data, "boai.localhost/disclosure");
    key_ = merkle::verifier_of(keys->signers.at(0));
    std::string text = "log " + vkey_of(key_) + "\n", names;
    for (const char* name : {"audit", "board", "school"}) {
      merkle::Signer signer{std::string(name) + ".test/w", merkle::Algorithm::cosignature,
                            crypto::random_bytes(32)};
      text += "witness " + std::string(name) + " " + vkey_of(merkle::verifier_of(signer)) +
              " http://" + name + "\n";
      names += std::string(" ") + name;
      witnesses_["http://" + std::string(name)] = {signer, {}, false};
    }
    policy_ = text + "group outside 2" + names + "\nquorum outside\n";
    folder_ = std::make_unique<disclosure::Folder>(data_ + "/log");
  }
  void TearDown() override {
    log_.reset();
    Told::TearDown();
  }
  Result<Answer> judged(const std::string& url, const std::string& body) {
    Witness& witness = witnesses_.at(url.substr(0, url.rfind('/')));
    if (witness.away) return unavailable("http.unreachable", url);
    ++asked_;
    auto recall = [&](const std::string&) -> Result<merkle::Seen> { return witness.seen; };
    auto judgement = TRY(merkle::judge(body, std::span(&key_, 1), recall));
    if (judgement.status != 200) return Answer{judgement.status, judgement.body};
    witness.seen = {judgement.checkpoint.size, judgement.checkpoint.root};
    return Answer{200, to_text(merkle::sign(witness.signer, judgement.text, 1'795'000'000))};
  }
  disclosure::Cosigning cosigning() {
    return {*folder_, *merkle::Policy::parse(policy_),
            [this](const std::string& url, const std::string& body) { return judged(url, body); }};
  }

  std::unique_ptr<app::Disclosing> log_;
  std::unique_ptr<disclosure::Folder> folder_;
  merkle::Verifier key_;
  std::string policy_;
  std::map<std::string, Witness> witnesses_;
  int asked_ = 0;
};

TEST_F(Witnessed, TwoOfThreeMakeTheDaysCheckpointGood) {
  disclosure::Cosigning asking = cosigning();
  witnesses_.at("http://school").away = true;
  auto first = *asking.cosign(in_log("daily/2026-11-23"));
  EXPECT_TRUE(first.quorum);
  ASSERT_EQ(first.failures.size(), 1U);
  EXPECT_EQ(first.failures[0].code, "http.unreachable");
  EXPECT_EQ(first.failures[0].field, "school");
  EXPECT_TRUE(merkle::Policy::parse(policy_)->open(first.checkpoint).ok());

  // Grown: one question each, for the size they signed is remembered; a new process is told it.
  replay("320102", R"({"op":"donate","id":"b","amt":11,"restrict":[]})");
  good(log_->end_of_day({midnight_.milliseconds + 24 * 3'600'000LL}));
  asked_ = 0;
  EXPECT_TRUE(asking.cosign(in_log("daily/2026-11-24"))->quorum);
  EXPECT_EQ(asked_, 2);
  disclosure::Cosigning again = cosigning();
  EXPECT_TRUE(again.cosign(in_log("daily/2026-11-24"))->quorum);
  EXPECT_EQ(asked_, 6);

  // An older tree shown to who has seen the newer one.
  auto old = *again.cosign(in_log("daily/2026-11-23"));
  EXPECT_FALSE(old.quorum);
  EXPECT_EQ(old.failures[1].code, "witness.ahead");
}

TEST_F(Witnessed, WithoutThemTheDayWaitsOrGoesOnAsThePackSays) {
  std::string policy = policy_.substr(policy_.find('\n') + 1);
  for (std::size_t at; (at = policy.find("http://")) != std::string::npos;) {
    policy.replace(at, policy.find('\n', at) - at, "nowhere:");
  }
  for (bool wait : {true, false}) {
    log_.reset();
    log_ = *app::Disclosing::start(*app_, {policy, wait});
    Instant next{midnight_.milliseconds + 24 * 3'600'000LL};
    EXPECT_EQ(answer_of(log_->end_of_day(next)), wait ? "disclosure.no_quorum" : "ok");
    EXPECT_EQ(in_log("daily/2026-11-24").empty(), wait);
  }
  EXPECT_EQ(answer_of(app::Disclosing::start(*app_, {"quorum nobody\n", false})), "merkle.policy");
}

}  // namespace boai::story

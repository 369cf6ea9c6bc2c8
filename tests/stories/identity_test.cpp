// Who comes in, who stays in, and who may look after whose account.
#include "kernel/identity/identity.hpp"

#include "base/crypto/totp.hpp"
#include "tests/stories/office.hpp"

namespace boai::story {

class Accounts : public Office {
 protected:
  static constexpr const char* first = "Mountain-Lake-88";

  void SetUp() override {
    Office::SetUp();
    person("chief", "administrator", "32");
    // A city that runs its own accounts.
    person("nanjing_admin", "administrator", "3201");
  }

  std::string invite(const std::string& by, const std::string& account, const std::string& role,
                     const std::string& branch) {
    return act(by, "identity.invite",
               {{"branch", here(branch)},
                {"account", account},
                {"name", "示例人"},
                {"role", role},
                {"password", first}});
  }
  std::string id_of(const std::string& account) {
    auto reader = app_->readers->borrow();
    store::Value values[] = {account};
    auto id = (*reader)->number("SELECT id FROM identity_account WHERE account = ?", values);
    return id.ok() ? std::to_string(*id) : "";
  }
  Instant later(std::int64_t minutes) {
    return {app_->clock->now().milliseconds + minutes * 60'000};
  }
  Result<identity::Account> check(const std::string& account, const std::string& password,
                                  const std::string& code = {}) {
    auto reader = app_->readers->borrow();
    return identity::check_login(**reader, account, password, code, app_->clock->now(),
                                 *app_->house->keys);
  }
  // The code of the refusal, or the token.
  Result<std::string> log_in(const std::string& account, const std::string& password,
                             const std::string& code = {}) {
    auto found = TRY(check(account, password, code));
    return open(found);
  }
  Result<std::string> open(const identity::Account& account) {
    identity::Login login;
    TRY(app_->writer->run([&](unit::Batch& batch) -> Outcome {
      login = TRY(identity::open_session(batch, account));
      return Done{};
    }));
    return login.token;
  }
  bool inside(const std::string& token, std::int64_t after_minutes = 0) {
    auto reader = app_->readers->borrow();
    auto session = identity::find_session(**reader, token, later(after_minutes));
    return session.ok() && session->has_value();
  }
};

TEST_F(Accounts, AreLookedAfterOnlyByWhoHoldsAllTheirRights) {
  EXPECT_EQ(invite("nanjing_admin", "clerk", "county_clerk", "320102"), "ok");
  // She sits in Nanjing and works for the province too: taking her account would take the province.
  EXPECT_EQ(invite("chief", "both", "county_clerk", "3201"), "ok");
  EXPECT_EQ(act("chief", "identity.grant_role",
                {{"branch", here("32")},
                 {"account", "both"},
                 {"role", "planner"},
                 {"since", "2026-11-01"}}),
            "ok");
  struct Row {
    std::string by, account, answer;
  };
  for (const Row& row : std::vector<Row>{
           {"nanjing_admin", "clerk", "ok"},
           {"nanjing_admin", "both", "identity.right_not_held"},
           {"chief", "both", "ok"},
           {"xuanwu", "clerk", "rights.not_here"},
       }) {
    SCOPED_TRACE(row.by + " " + row.account);
    EXPECT_EQ(act(row.by, "identity.reset_access",
                  {{"account", id_of(row.account)}, {"password", "Another-Passage-5"}}),
              row.answer);
    EXPECT_EQ(
        act(row.by, "identity.set_state", {{"account", id_of(row.account)}, {"state", "disabled"}}),
        row.answer);
  }
}

TEST_F(Accounts, ThatChangeTheirPasswordEndEverySessionButTheirOwn) {
  EXPECT_EQ(invite("chief", "lin", "planner", "32"), "ok");
  auto here_token = log_in("lin", first), elsewhere = log_in("lin", first);
  ASSERT_TRUE(here_token.ok() && elsewhere.ok());
  command::Actor lin{"lin", crypto::hex(crypto::sha256(*here_token)), {}};
  auto changed = app::run(
      *app_, lin, "identity.change_password",
      {{"account", id_of("lin")}, {"old_password", first}, {"new_password", "Taihu-Spring-77"}});
  ASSERT_TRUE(changed.ok()) << changed.error().code;
  EXPECT_TRUE(inside(*here_token));
  EXPECT_FALSE(inside(*elsewhere));
  EXPECT_EQ(answer_of(log_in("lin", first)), "session.wrong");
  EXPECT_EQ(answer_of(log_in("lin", "Taihu-Spring-77")), "ok");
}

TEST_F(Accounts, LeftAloneAreLeft) {
  EXPECT_EQ(invite("chief", "lin", "planner", "32"), "ok");
  auto token = log_in("lin", first);
  ASSERT_TRUE(token.ok());
  EXPECT_TRUE(inside(*token, 119));
  EXPECT_FALSE(inside(*token, 121));
  // Used after 100 minutes, it stays for two hours more, but never beyond its twelve.
  auto reader = app_->readers->borrow();
  auto session = identity::find_session(**reader, *token, later(100));
  ASSERT_TRUE(session.ok() && session->has_value());
  good(app_->writer->run([&](unit::Batch& batch) {
    return identity::note_session(batch.connection(), **session, later(100));
  }));
  EXPECT_TRUE(inside(*token, 200));
  EXPECT_FALSE(inside(*token, 221));
  EXPECT_FALSE(inside(*token, 12 * 60 + 1));
}

TEST_F(Accounts, AreLockedForLongerWithEachWrongPassword) {
  auto locked_after = [&](std::int64_t minutes) {
    auto reader = app_->readers->borrow();
    auto locked = identity::locked(**reader, "lin", later(minutes));
    return locked.ok() && *locked;
  };
  EXPECT_EQ(invite("chief", "lin", "planner", "32"), "ok");
  struct Row {
    int wrong;
    std::int64_t minutes;  // locked so long, 0 not at all
  };
  for (const Row& row : std::vector<Row>{{4, 0}, {5, 1}, {6, 2}, {7, 4}, {11, 60}, {12, 60}}) {
    SCOPED_TRACE(row.wrong);
    good(app_->writer->run([&](unit::Batch& batch) -> Outcome {
      TRY(batch.connection().run("DELETE FROM login_try"));
      for (int time = 0; time < row.wrong; ++time) {
        TRY(identity::note_wrong(batch.connection(), "lin", app_->clock->now()));
      }
      return Done{};
    }));
    EXPECT_EQ(locked_after(0), row.minutes > 0);
    EXPECT_EQ(row.minutes > 1 && locked_after(row.minutes - 1), row.minutes > 1);
    EXPECT_FALSE(locked_after(row.minutes));
  }
  // The right password forgets the wrong ones.
  EXPECT_EQ(answer_of(log_in("lin", first)), "ok");
  EXPECT_FALSE(locked_after(0));
}

TEST_F(Accounts, WithASecondFactorTakeEachCodeOnce) {
  EXPECT_EQ(invite("chief", "lin", "planner", "32"), "ok");
  std::string secret = crypto::totp_secret();
  std::int64_t now = app_->clock->now().milliseconds / 1000;
  EXPECT_EQ(
      act("lin", "identity.begin_second_factor", {{"account", id_of("lin")}, {"secret", secret}}),
      "ok");
  EXPECT_EQ(act("lin", "identity.confirm_second_factor",
                {{"account", id_of("lin")}, {"code", crypto::totp_code(secret, now)}}),
            "ok");
  EXPECT_EQ(answer_of(log_in("lin", first)), "session.code_required");
  std::string code = crypto::totp_code(secret, now + 30);
  // Two log-ins with one code, both checked before either is written.
  auto one = check("lin", first, code), two = check("lin", first, code);
  ASSERT_TRUE(one.ok() && two.ok());
  EXPECT_EQ(answer_of(open(*one)), "ok");
  EXPECT_EQ(answer_of(open(*two)), "session.wrong");
  EXPECT_EQ(answer_of(log_in("lin", first, code)), "session.wrong");
}

}  // namespace boai::story

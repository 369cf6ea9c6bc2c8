// Accounts, roles as dated facts, sessions. Passwords are Argon2id, the second factor is TOTP.
#pragma once

#include <optional>

#include "kernel/command/command.hpp"

namespace boai::identity {

struct Account {
  Id<Account> id;
  std::int64_t version = 0;
  std::string account;  // the word one logs in with
  std::string name;
  Id<branch::Branch> branch;   // the society whose administrators look after it
  std::string state;           // active, disabled
  std::string password;        // Argon2id
  std::string totp;            // base32 secret once confirmed, "pending:…" before
  std::int64_t totp_step = 0;  // last step used, so that a code works once
  bool must_change = false;

  static const record::Type& type();
};

struct RoleGrant {
  Id<RoleGrant> id;
  std::int64_t version = 0;
  Id<Account> holder;
  std::string role;
  Id<branch::Branch> branch;
  Day since;
  Day until;

  static const record::Type& type();
};

// Binds the sealed secret of the second factor to its place.
inline constexpr std::string_view totp_place = "identity.account.totp";

struct Invite {
  static constexpr std::string_view right = "identity.manage";
  Id<branch::Branch> branch;
  std::string account;
  std::string name;
  std::string role;
  std::string password;  // for the first log-in only
  static constexpr auto subject = &Invite::branch;
  static std::span<const record::Field> fields();
};
struct GrantRole {
  static constexpr std::string_view right = "identity.manage";
  Id<branch::Branch> branch;
  std::string account;
  std::string role;
  Day since;
  Day until;
  static constexpr auto subject = &GrantRole::branch;
  static std::span<const record::Field> fields();
};
struct EndRole {
  static constexpr std::string_view right = "identity.manage";
  Id<RoleGrant> grant;
  Day until;
  static constexpr auto subject = &EndRole::grant;
  static std::span<const record::Field> fields();
};
struct ChangePassword {
  static constexpr std::string_view right = "self";
  Id<Account> account;
  std::string old_password;
  std::string new_password;
  static constexpr auto subject = &ChangePassword::account;
  static std::span<const record::Field> fields();
};
// Also how a lost second factor is taken off: by an administrator, on sight of the person.
struct ResetAccess {
  static constexpr std::string_view right = "identity.manage";
  Id<Account> account;
  std::string password;
  bool remove_second_factor = false;
  static constexpr auto subject = &ResetAccess::account;
  static std::span<const record::Field> fields();
};
struct SetState {
  static constexpr std::string_view right = "identity.manage";
  Id<Account> account;
  std::string state;
  static constexpr auto subject = &SetState::account;
  static std::span<const record::Field> fields();
};
struct BeginSecondFactor {
  static constexpr std::string_view right = "self";
  Id<Account> account;
  std::string secret;
  static constexpr auto subject = &BeginSecondFactor::account;
  static std::span<const record::Field> fields();
};
struct ConfirmSecondFactor {
  static constexpr std::string_view right = "self";
  Id<Account> account;
  std::string code;
  static constexpr auto subject = &ConfirmSecondFactor::account;
  static std::span<const record::Field> fields();
};

Result<Account> handle(unit::Context&, branch::Branch, const Invite&);
Result<RoleGrant> handle(unit::Context&, branch::Branch, const GrantRole&);
Result<RoleGrant> handle(unit::Context&, RoleGrant, const EndRole&);
Result<Account> handle(unit::Context&, Account, const ChangePassword&);
Result<Account> handle(unit::Context&, Account, const ResetAccess&);
Result<Account> handle(unit::Context&, Account, const SetState&);
Result<Account> handle(unit::Context&, Account, const BeginSecondFactor&);
Result<Account> handle(unit::Context&, Account, const ConfirmSecondFactor&);

void register_in(record::Registry& types, command::Registry& commands);

// Sessions. The token is known to the browser only; we keep its hash.
struct Session {
  std::int64_t account = 0;
  std::string name;
  std::string csrf;
  bool must_change = false;  // the password was chosen by somebody else
  std::string kept;          // the token's kept form
  Instant seen;
};
struct Login {
  std::string token;
  Session session;
};
constexpr std::int64_t session_idle_ms = 2 * 3'600'000;
constexpr std::int64_t session_ms = 12 * 3'600'000;

// Checks outside the writer (Argon2 is slow), then opens the session inside it. Codes:
// session.wrong, session.code_required, session.locked, session.disabled.
Result<Account> check_login(store::Connection& connection, const std::string& account,
                            const std::string& password, const std::string& code, Instant now,
                            const crypto::KeyRing& keys);
// Refuses a code that another log-in used meanwhile: session.wrong.
Result<Login> open_session(unit::Batch& batch, const Account& account);
Result<std::optional<Session>> find_session(store::Connection& connection, const std::string& token,
                                            Instant now);
// The same inside a batch, for a command: asked for many commands at once.
Result<std::optional<Session>> find_session(unit::Batch& batch, const std::string& token);
Outcome end_session(store::Connection& connection, const std::string& token);
// All of an account's sessions but the one that asks (its kept form, or none).
Outcome end_all_sessions(store::Connection& connection, std::int64_t account,
                         const std::string& except = {});
// A session in use stays; noted rarely, because each note is a write.
constexpr std::int64_t session_note_ms = 5 * 60'000;
Outcome note_session(store::Connection& connection, const Session& session, Instant now);

// Wrong passwords slow the guesser down: five are free, then a minute, two, four … up to an hour.
Result<bool> locked(store::Connection& connection, const std::string& account, Instant now);
Outcome note_wrong(store::Connection& connection, const std::string& account, Instant now);

}  // namespace boai::identity

#include <algorithm>

#include "base/crypto/digest.hpp"
#include "base/crypto/password.hpp"
#include "base/crypto/totp.hpp"
#include "kernel/identity/identity.hpp"

namespace boai::identity {

namespace {

std::string kept_form(const std::string& token) { return crypto::hex(crypto::sha256(token)); }

// The same work for an account that does not exist, so that time tells nothing.
void spend_the_same_time(const std::string& password) {
  static const std::string nobody = crypto::hash_password("nobody at all");
  static_cast<void>(crypto::verify_password(nobody, password));
}

Error session_error(const char* code) { return forbidden(code); }

}  // namespace

Result<Account> check_login(store::Connection& connection, const std::string& account,
                            const std::string& password, const std::string& code, Instant now,
                            const crypto::KeyRing& keys) {
  const record::Type& type = Account::type();
  std::string sql = "SELECT id, version";
  for (const auto& field : type.fields) sql += ", " + std::string(field.name);
  std::optional<Account> found;
  store::Value values[] = {account};
  TRY(connection.each(sql + " FROM identity_account WHERE account = ?", values,
                      [&](const store::RowView& row) {
                        found = record::from_row<Account>(record::read_row(type, row));
                        return false;
                      }));
  if (!found) {
    spend_the_same_time(password);
    return session_error("session.wrong");
  }
  if (!crypto::verify_password(found->password, password)) return session_error("session.wrong");
  if (found->state != "active") return session_error("session.disabled");
  bool second = !found->totp.empty() && !found->totp.starts_with("pending:");
  if (!second) return *found;
  if (code.empty()) return session_error("session.code_required");
  std::string secret = TRY(keys.open(found->totp, totp_place));
  auto step = crypto::totp_verify(secret, code, now.milliseconds / 1000, found->totp_step);
  if (!step) return session_error("session.wrong");
  found->totp_step = *step;
  return *found;
}

Result<Login> open_session(unit::Batch& batch, const Account& account) {
  Login login{crypto::base64url(crypto::random_bytes(32)),
              {account.id.number, account.account, crypto::base64url(crypto::random_bytes(18))}};
  std::int64_t now = batch.now().milliseconds;
  store::Value old[] = {now - session_ms};
  TRY(batch.connection().run("DELETE FROM session WHERE started < ?", old));
  store::Value step[] = {account.totp_step, account.id.number};
  TRY(batch.connection().run("UPDATE identity_account SET totp_step = ? WHERE id = ?", step));
  store::Value values[] = {kept_form(login.token), account.id.number, login.session.csrf, now, now};
  TRY(batch.connection().run(
      "INSERT INTO session (token, account, csrf, started, seen) VALUES (?, ?, ?, ?, ?)", values));
  return login;
}

Result<std::optional<Session>> find_session(store::Connection& connection, const std::string& token,
                                            Instant now) {
  std::optional<Session> session;
  if (token.empty() || token.size() > 100) return session;
  store::Value values[] = {kept_form(token), now.milliseconds - session_ms};
  TRY(connection.each(
      "SELECT s.account, a.account, s.csrf, a.must_change FROM session s JOIN identity_account a "
      "ON a.id = s.account WHERE s.token = ? AND s.started > ? AND a.state = 'active'",
      values, [&](const store::RowView& row) {
        session = Session{row.number(0), std::string(row.text(1)), std::string(row.text(2)),
                          row.number(3) != 0};
        return false;
      }));
  return session;
}

Outcome end_session(store::Connection& connection, const std::string& token) {
  store::Value values[] = {kept_form(token)};
  return connection.run("DELETE FROM session WHERE token = ?", values);
}

Outcome end_all_sessions(store::Connection& connection, std::int64_t account) {
  store::Value values[] = {account};
  return connection.run("DELETE FROM session WHERE account = ?", values);
}

bool Guard::locked(const std::string& account, Instant now) {
  auto found = tries_.find(account);
  return found != tries_.end() && found->second.until > now;
}

void Guard::wrong(const std::string& account, Instant now) {
  constexpr int free_tries = 5;
  constexpr std::size_t remembered_max = 10'000;
  if (tries_.size() > remembered_max) tries_.clear();
  Tries& tries = tries_[account];
  if (++tries.wrong < free_tries) return;
  // A minute, then two, four … up to an hour.
  std::int64_t minutes = std::min(60, 1 << std::min(6, tries.wrong - free_tries));
  tries.until = {now.milliseconds + minutes * 60'000};
}

void Guard::right(const std::string& account) { tries_.erase(account); }

}  // namespace boai::identity

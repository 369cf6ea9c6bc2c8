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

bool second_factor(const Account& account) {
  return !account.totp.empty() && !account.totp.starts_with("pending:");
}

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
  if (!second_factor(*found)) return *found;
  if (code.empty()) return session_error("session.code_required");
  std::string secret = TRY(keys.open(found->totp, totp_place));
  auto step = crypto::totp_verify(secret, code, now.milliseconds / 1000, found->totp_step);
  if (!step) return session_error("session.wrong");
  found->totp_step = *step;
  return *found;
}

Result<Login> open_session(unit::Batch& batch, const Account& account) {
  Login login{crypto::base64url(crypto::random_bytes(32)),
              {account.id.number,
               account.account,
               crypto::base64url(crypto::random_bytes(18)),
               account.must_change,
               {},
               batch.now()}};
  std::int64_t now = batch.now().milliseconds;
  store::Value old[] = {now - session_ms, now - session_idle_ms};
  TRY(batch.connection().run("DELETE FROM session WHERE started < ? OR seen < ?", old));
  if (second_factor(account)) {
    // Checked outside the writer, so another log-in may have used the code meanwhile.
    store::Value id[] = {account.id.number};
    std::int64_t used = TRY(batch.connection().number(
        "SELECT coalesce(totp_step, 0) FROM identity_account WHERE id = ?", id));
    if (used >= account.totp_step) return session_error("session.wrong");
    store::Value step[] = {account.totp_step, account.id.number};
    TRY(batch.connection().run("UPDATE identity_account SET totp_step = ? WHERE id = ?", step));
    batch.forget();
  }
  store::Value name[] = {kept_form(account.account)};
  TRY(batch.connection().run("DELETE FROM login_try WHERE account = ?", name));
  store::Value values[] = {kept_form(login.token), account.id.number, login.session.csrf, now, now};
  TRY(batch.connection().run(
      "INSERT INTO session (token, account, csrf, started, seen) VALUES (?, ?, ?, ?, ?)", values));
  return login;
}

namespace {

constexpr std::string_view sessions_sql =
    "SELECT s.token, s.account, a.account, s.csrf, a.must_change, s.seen, s.started "
    "FROM session s JOIN identity_account a ON a.id = s.account "
    "WHERE a.state = 'active' AND s.token IN (";
constexpr std::string_view session_kinds = "tnttnnn";

std::optional<Session> session_from(const std::vector<std::vector<store::Value>>& rows,
                                    Instant now) {
  if (rows.empty()) return std::nullopt;
  const auto& cells = rows[0];
  Session session{store::number_of(cells[1]), store::text_of(cells[2]),
                  store::text_of(cells[3]),   store::number_of(cells[4]) != 0,
                  store::text_of(cells[0]),   {store::number_of(cells[5])}};
  bool idle = session.seen.milliseconds <= now.milliseconds - session_idle_ms;
  bool over = store::number_of(cells[6]) <= now.milliseconds - session_ms;
  return idle || over ? std::nullopt : std::optional(session);
}

bool may_be_a_token(const std::string& token) { return !token.empty() && token.size() <= 100; }

}  // namespace

Result<std::optional<Session>> find_session(store::Connection& connection, const std::string& token,
                                            Instant now) {
  if (!may_be_a_token(token)) return std::optional<Session>();
  std::vector<std::vector<store::Value>> rows;
  store::Value values[] = {kept_form(token)};
  TRY(connection.each(std::string(sessions_sql) + "?)", values, [&](const store::RowView& row) {
    rows.push_back(store::values_of(row, session_kinds));
    return true;
  }));
  return session_from(rows, now);
}

Result<std::optional<Session>> find_session(unit::Batch& batch, const std::string& token) {
  if (!may_be_a_token(token)) return std::optional<Session>();
  return session_from(TRY(batch.ask(sessions_sql, session_kinds, kept_form(token))), batch.now());
}

Outcome end_session(store::Connection& connection, const std::string& token) {
  store::Value values[] = {kept_form(token)};
  return connection.run("DELETE FROM session WHERE token = ?", values);
}

Outcome end_all_sessions(store::Connection& connection, std::int64_t account,
                         const std::string& except) {
  store::Value values[] = {account, except};
  return connection.run("DELETE FROM session WHERE account = ? AND token <> ?", values);
}

Outcome note_session(store::Connection& connection, const Session& session, Instant now) {
  store::Value values[] = {now.milliseconds, session.kept};
  return connection.run("UPDATE session SET seen = ? WHERE token = ?", values);
}

Result<bool> locked(store::Connection& connection, const std::string& account, Instant now) {
  store::Value values[] = {kept_form(account), now.milliseconds};
  return TRY(connection.number("SELECT count(*) FROM login_try WHERE account = ? AND until > ?",
                               values)) > 0;
}

Outcome note_wrong(store::Connection& connection, const std::string& account, Instant now) {
  constexpr std::int64_t free_tries = 5, minute_ms = 60'000, forgotten_ms = 24 * 60 * minute_ms;
  store::Value old[] = {now.milliseconds - forgotten_ms};
  TRY(connection.run("DELETE FROM login_try WHERE last < ?", old));
  store::Value who[] = {kept_form(account)};
  std::int64_t wrong =
      1 + TRY(connection.number("SELECT coalesce(max(wrong), 0) FROM login_try WHERE account = ?",
                                who));
  std::int64_t minutes =
      wrong < free_tries
          ? 0
          : std::min<std::int64_t>(60, 1 << std::min<std::int64_t>(6, wrong - free_tries));
  store::Value values[] = {kept_form(account), wrong, now.milliseconds,
                           now.milliseconds + minutes * minute_ms};
  return connection.run(
      "INSERT INTO login_try (account, wrong, last, until) VALUES (?, ?, ?, ?) ON CONFLICT "
      "(account) DO UPDATE SET wrong = excluded.wrong, last = excluded.last, until = "
      "excluded.until",
      values);
}

}  // namespace boai::identity

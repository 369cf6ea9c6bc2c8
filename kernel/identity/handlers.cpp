#include "base/crypto/password.hpp"
#include "base/crypto/totp.hpp"
#include "kernel/identity/identity.hpp"

namespace boai::identity {

namespace {

// Nobody hands out a right they do not hold there themselves.
Outcome may_hand_out(unit::Context& context, const std::string& role, std::int64_t branch) {
  for (const auto& [right, span] : context.house().roles.find(role)->rights) {
    if (!context.require(right, branch).ok()) {
      return forbidden("identity.right_not_held", "role", right);
    }
  }
  return Done{};
}

void end_sessions(unit::Context& context, std::int64_t account) {
  context.also([account, mine = context.who().session](store::Connection& connection) {
    return end_all_sessions(connection, account, mine);
  });
}

// Who could take over an account could take over its rights: so one must hold them all oneself.
Outcome may_look_after(unit::Context& context, const Account& account) {
  for (const RoleGrant& grant : TRY(context.find<RoleGrant>("holder", account.id.number))) {
    bool over = grant.until && grant.until < context.today();
    if (!over && context.house().roles.find(grant.role) != nullptr) {
      TRY(may_hand_out(context, grant.role, grant.branch.number));
    }
  }
  return Done{};
}

}  // namespace

Result<Account> handle(unit::Context& context, branch::Branch branch, const Invite& command) {
  TRY(may_hand_out(context, command.role, branch.id.number));
  TRY(crypto::check_password_rule(command.password, command.account));
  if (!TRY(context.find<Account>("account", command.account)).empty()) {
    return conflict("identity.account_taken", "account");
  }
  Account account{.account = command.account,
                  .name = command.name,
                  .branch = branch.id,
                  .state = "active",
                  .password = crypto::hash_password(command.password),
                  .totp = {},
                  .must_change = true};
  TRY(context.save(account));
  RoleGrant grant{.holder = account.id,
                  .role = command.role,
                  .branch = branch.id,
                  .since = context.today(),
                  .until = {}};
  TRY(context.save(grant));
  return account;
}

Result<RoleGrant> handle(unit::Context& context, branch::Branch branch, const GrantRole& command) {
  TRY(may_hand_out(context, command.role, branch.id.number));
  auto found = TRY(context.find<Account>("account", command.account));
  if (found.empty()) return invalid("identity.no_such_account", "account");
  if (command.until && command.until < command.since) return invalid("identity.until", "until");
  RoleGrant grant{.holder = found[0].id,
                  .role = command.role,
                  .branch = branch.id,
                  .since = command.since,
                  .until = command.until};
  TRY(context.save(grant));
  return grant;
}

Result<RoleGrant> handle(unit::Context& context, RoleGrant grant, const EndRole& command) {
  if (command.until < grant.since) return invalid("identity.until", "until");
  grant.until = command.until;
  TRY(context.save(grant));
  return grant;
}

Result<Account> handle(unit::Context& context, Account account, const ChangePassword& command) {
  if (!crypto::verify_password(account.password, command.old_password)) {
    return invalid("identity.old_password", "old_password");
  }
  TRY(crypto::check_password_rule(command.new_password, account.account));
  account.password = crypto::hash_password(command.new_password);
  account.must_change = false;
  TRY(context.save(account));
  end_sessions(context, account.id.number);
  return account;
}

Result<Account> handle(unit::Context& context, Account account, const ResetAccess& command) {
  TRY(may_look_after(context, account));
  TRY(crypto::check_password_rule(command.password, account.account));
  account.password = crypto::hash_password(command.password);
  account.must_change = true;
  if (command.remove_second_factor) account.totp.clear();
  TRY(context.save(account));
  end_sessions(context, account.id.number);
  return account;
}

Result<Account> handle(unit::Context& context, Account account, const SetState& command) {
  TRY(may_look_after(context, account));
  if (command.state != "active" && command.state != "disabled") {
    return invalid("field.unknown_code", "state");
  }
  account.state = command.state;
  TRY(context.save(account));
  if (account.state == "disabled") end_sessions(context, account.id.number);
  return account;
}

Result<Account> handle(unit::Context& context, Account account, const BeginSecondFactor& command) {
  // A stolen session must not be able to take the second factor off by beginning anew.
  bool stands = !account.totp.empty() && !account.totp.starts_with("pending:");
  if (stands) return conflict("identity.second_factor_on");
  account.totp = "pending:" + context.house().keys->seal(command.secret, totp_place);
  TRY(context.save(account));
  return account;
}

Result<Account> handle(unit::Context& context, Account account,
                       const ConfirmSecondFactor& command) {
  if (!account.totp.starts_with("pending:")) return conflict("identity.no_second_factor");
  std::string sealed = account.totp.substr(8);
  std::string secret = TRY(context.house().keys->open(sealed, totp_place));
  auto step = crypto::totp_verify(secret, command.code, context.now().milliseconds / 1000,
                                  account.totp_step);
  if (!step) return invalid("identity.code", "code");
  account.totp = sealed;
  account.totp_step = *step;
  TRY(context.save(account));
  return account;
}

}  // namespace boai::identity

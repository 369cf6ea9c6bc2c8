#include "kernel/identity/identity.hpp"

namespace boai::identity {

using record::field;

const record::Type& Account::type() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&Account::account>("account", {.label = "账号",
                                           .required = true,
                                           .natural_key = true,
                                           .indexed = true,
                                           .max_length = 40}),
      field<&Account::name>("name", {.label = "姓名", .required = true, .max_length = 50}),
      field<&Account::branch>(
          "branch",
          {.label = "所属组织", .target = "network.society", .required = true, .indexed = true}),
      field<&Account::state>("state", {.label = "状态", .codes = "account_state", .derived = true}),
      field<&Account::password>("password", {.label = "密码", .secret = true, .derived = true}),
      field<&Account::totp>("totp", {.label = "第二因子", .secret = true, .derived = true}),
      field<&Account::totp_step>("totp_step", {.label = "已用步", .secret = true, .derived = true}),
      field<&Account::must_change>("must_change", {.label = "须改密码", .derived = true}),
  });
  static const record::Type type{.name = "identity.account",
                                 .label = "账号",
                                 .scope = record::Scope::branch,
                                 .right = "identity.read",
                                 .sort = "account",
                                 .fields = fields,
                                 .title = "name"};
  return type;
}

const record::Type& RoleGrant::type() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&RoleGrant::holder>(
          "holder",
          {.label = "账号", .target = "identity.account", .required = true, .indexed = true}),
      field<&RoleGrant::role>("role", {.label = "角色", .codes = "role", .required = true}),
      field<&RoleGrant::branch>(
          "branch",
          {.label = "组织", .target = "network.society", .required = true, .indexed = true}),
      field<&RoleGrant::since>("since", {.label = "起", .required = true}),
      field<&RoleGrant::until>("until", {.label = "止"}),
  });
  static const record::Type type{.name = "identity.role_grant",
                                 .label = "角色授予",
                                 .scope = record::Scope::branch,
                                 .right = "identity.read",
                                 .sort = "-since",
                                 .fields = fields};
  return type;
}

constexpr record::Traits password_traits(std::string_view label) {
  return {.label = label, .required = true, .secret = true, .max_length = 200};
}

std::span<const record::Field> Invite::fields() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&Invite::branch>("branch",
                             {.label = "组织", .target = "network.society", .required = true}),
      field<&Invite::account>("account", {.label = "账号", .required = true, .max_length = 40}),
      field<&Invite::name>("name", {.label = "姓名", .required = true, .max_length = 50}),
      field<&Invite::role>("role", {.label = "角色", .codes = "role", .required = true}),
      field<&Invite::password>("password", password_traits("首次密码")),
  });
  return fields;
}
std::span<const record::Field> GrantRole::fields() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&GrantRole::branch>("branch",
                                {.label = "组织", .target = "network.society", .required = true}),
      field<&GrantRole::account>("account", {.label = "账号", .required = true}),
      field<&GrantRole::role>("role", {.label = "角色", .codes = "role", .required = true}),
      field<&GrantRole::since>("since", {.label = "起", .required = true}),
      field<&GrantRole::until>("until", {.label = "止"}),
  });
  return fields;
}
std::span<const record::Field> EndRole::fields() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&EndRole::grant>("grant",
                             {.label = "授予", .target = "identity.role_grant", .required = true}),
      field<&EndRole::until>("until", {.label = "止", .required = true}),
  });
  return fields;
}
std::span<const record::Field> ChangePassword::fields() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&ChangePassword::account>(
          "account", {.label = "账号", .target = "identity.account", .required = true}),
      field<&ChangePassword::old_password>("old_password", password_traits("原密码")),
      field<&ChangePassword::new_password>("new_password", password_traits("新密码")),
  });
  return fields;
}
std::span<const record::Field> ResetAccess::fields() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&ResetAccess::account>(
          "account", {.label = "账号", .target = "identity.account", .required = true}),
      field<&ResetAccess::password>("password", password_traits("临时密码")),
      field<&ResetAccess::remove_second_factor>("remove_second_factor", {.label = "解除第二因子"}),
  });
  return fields;
}
std::span<const record::Field> SetState::fields() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&SetState::account>("account",
                                {.label = "账号", .target = "identity.account", .required = true}),
      field<&SetState::state>("state",
                              {.label = "状态", .codes = "account_state", .required = true}),
  });
  return fields;
}
std::span<const record::Field> BeginSecondFactor::fields() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&BeginSecondFactor::account>(
          "account", {.label = "账号", .target = "identity.account", .required = true}),
      field<&BeginSecondFactor::secret>("secret", password_traits("密钥")),
  });
  return fields;
}
std::span<const record::Field> ConfirmSecondFactor::fields() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&ConfirmSecondFactor::account>(
          "account", {.label = "账号", .target = "identity.account", .required = true}),
      field<&ConfirmSecondFactor::code>("code",
                                        {.label = "验证码", .required = true, .max_length = 8}),
  });
  return fields;
}

void register_in(record::Registry& types, command::Registry& commands) {
  types.add(Account::type());
  types.add(RoleGrant::type());
  commands.add(command::make<Invite>("identity.invite", "邀请账号", "identity.account"));
  commands.add(command::make<GrantRole>("identity.grant_role", "授予角色", "identity.role_grant"));
  commands.add(command::make<EndRole>("identity.end_role", "终止角色", "identity.role_grant"));
  commands.add(
      command::make<ChangePassword>("identity.change_password", "修改密码", "identity.account"));
  commands.add(command::make<ResetAccess>("identity.reset_access", "重置登录", "identity.account"));
  commands.add(command::make<SetState>("identity.set_state", "停用或启用", "identity.account"));
  commands.add(command::make<BeginSecondFactor>("identity.begin_second_factor", "登记第二因子",
                                                "identity.account"));
  commands.add(command::make<ConfirmSecondFactor>("identity.confirm_second_factor", "确认第二因子",
                                                  "identity.account"));
}

}  // namespace boai::identity

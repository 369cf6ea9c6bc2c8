#include "kernel/notices/notices.hpp"

namespace boai::notices {

using record::field;

const record::Type& Notice::type() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&Notice::holder>("holder", {.label = "收件账号", .required = true, .indexed = true}),
      field<&Notice::code>("code", {.label = "通知类型", .codes = "notice", .required = true}),
      field<&Notice::about>("about", {.label = "事由"}),
      field<&Notice::remark>("remark", {.label = "说明", .max_length = 500}),
      field<&Notice::subject_type>("subject_type", {.label = "对象类型"}),
      field<&Notice::subject>("subject", {.label = "对象"}),
      field<&Notice::at>("at", {.label = "时间"}),
      field<&Notice::seen>("seen", {.label = "已读"}),
  });
  static const record::Type type{.name = "notices.notice",
                                 .label = "通知",
                                 .scope = record::Scope::owner,
                                 .right = "self",
                                 .sort = "-id",
                                 .fields = fields};
  return type;
}

std::span<const record::Field> See::fields() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&See::notice>("notice",
                          {.label = "通知", .target = "notices.notice", .required = true}),
  });
  return fields;
}

Result<Notice> handle(unit::Context& context, Notice notice, const See&) {
  notice.seen = true;
  TRY(context.save(notice));
  return notice;
}

Outcome tell(unit::Context& context, const std::string& account, Notice notice) {
  if (account == context.who().name) return Done{};
  auto holder = context.batch().principal(account);
  if (!holder.ok() || (*holder)->account == 0 || (*holder)->service) return Done{};
  notice.holder = (*holder)->account;
  notice.at = context.now();
  return context.save(notice);
}

void register_in(record::Registry& types, command::Registry& commands) {
  types.add(Notice::type());
  commands.add(command::make<See>("notices.see", "知道了", "notices.notice"));
}

}  // namespace boai::notices

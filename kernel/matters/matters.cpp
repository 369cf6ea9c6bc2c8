#include "kernel/matters/matters.hpp"

#include "kernel/notices/notices.hpp"

namespace boai::matters {

using record::field;

const record::Type& Matter::type() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&Matter::kind>("kind", {.label = "事项类型", .codes = "matter_kind", .required = true}),
      field<&Matter::title>("title", {.label = "标题", .required = true}),
      field<&Matter::branch>(
          "branch",
          {.label = "办理组织", .target = "network.society", .required = true, .indexed = true}),
      field<&Matter::post>("post", {.label = "岗位权限", .required = true}),
      field<&Matter::subject_type>("subject_type", {.label = "对象类型"}),
      field<&Matter::subject>("subject", {.label = "对象", .indexed = true}),
      field<&Matter::origin>("origin", {.label = "报送组织", .target = "network.society"}),
      field<&Matter::state>("state", {.label = "状态", .codes = "matter_state", .indexed = true}),
      field<&Matter::deadline>("deadline", {.label = "期限"}),
      field<&Matter::remark>("remark", {.label = "意见", .max_length = 500}),
      field<&Matter::on_paper>("on_paper", {.label = "纸质批准"}),
      field<&Matter::delegate>("delegate", {.label = "委托账号"}),
      field<&Matter::delegate_until>("delegate_until", {.label = "委托至"}),
      field<&Matter::decided_by>("decided_by", {.label = "办理人"}),
  });
  static const record::Type type{.name = "matters.matter",
                                 .label = "待办事项",
                                 .scope = record::Scope::branch,
                                 .right = "matters.act",
                                 .sort = "deadline",
                                 .fields = fields,
                                 .title = "title"};
  return type;
}

std::span<const record::Field> Approve::fields() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&Approve::matter>("matter",
                              {.label = "事项", .target = "matters.matter", .required = true}),
      field<&Approve::remark>("remark", {.label = "意见", .max_length = 500}),
      field<&Approve::on_paper>("on_paper", {.label = "纸质批准"}),
  });
  return fields;
}
std::span<const record::Field> Return::fields() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&Return::matter>("matter",
                             {.label = "事项", .target = "matters.matter", .required = true}),
      field<&Return::reason>("reason", {.label = "退回理由", .required = true, .max_length = 500}),
  });
  return fields;
}
std::span<const record::Field> Delegate::fields() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&Delegate::matter>("matter",
                               {.label = "事项", .target = "matters.matter", .required = true}),
      field<&Delegate::to_account>("to_account", {.label = "委托给", .required = true}),
      field<&Delegate::until>("until", {.label = "委托至", .required = true}),
  });
  return fields;
}

namespace {

// The post at the matter's branch, or the delegate while the delegation runs.
Outcome may_decide(unit::Context& context, const Matter& matter) {
  if (matter.state != "open") return conflict("matters.decided", "matter");
  bool delegated =
      matter.delegate == context.who().name && matter.delegate_until >= context.today();
  if (delegated) return Done{};
  return context.require(matter.post, matter.branch.number);
}

Result<Matter> decide(unit::Context& context, Matter matter, std::string state, std::string remark,
                      bool on_paper) {
  TRY(may_decide(context, matter));
  matter.state = std::move(state);
  matter.remark = std::move(remark);
  matter.on_paper = on_paper;
  matter.decided_by = context.who().name;
  TRY(context.save(matter));
  auto decided = context.house().decided.find(matter.kind);
  if (decided != context.house().decided.end()) TRY(decided->second(context, matter.id.number));
  return matter;
}

}  // namespace

Result<Matter> handle(unit::Context& context, Matter matter, const Approve& command) {
  return decide(context, std::move(matter), "approved", command.remark, command.on_paper);
}

Result<Matter> handle(unit::Context& context, Matter matter, const Return& command) {
  return decide(context, std::move(matter), "returned", command.reason, false);
}

Result<Matter> handle(unit::Context& context, Matter matter, const Delegate& command) {
  TRY(may_decide(context, matter));
  if (command.until < context.today()) return invalid("matters.delegate_until", "until");
  TRY(context.batch().principal(command.to_account));
  matter.delegate = command.to_account;
  matter.delegate_until = command.until;
  TRY(context.save(matter));
  TRY(notices::tell(context, command.to_account,
                    {.code = "matters.delegated",
                     .about = matter.title,
                     .remark = {},
                     .subject_type = matter.subject_type,
                     .subject = matter.subject}));
  return matter;
}

Outcome open(unit::Context& context, Matter matter) {
  matter.state = "open";
  return context.save(matter);
}

Outcome settle(unit::Context& context, const Settling& settling) {
  for (auto& matter : TRY(context.find<Matter>("subject", settling.subject))) {
    if (matter.state != "open" || matter.kind != settling.kind) continue;
    matter.state = settling.state;
    matter.remark = settling.remark;
    matter.decided_by = context.who().name;
    TRY(context.save(matter));
  }
  return Done{};
}

Result<Look> next_look(unit::Context& context, const branch::Branch& at, const Posts& posts) {
  if (at.level == "province") return Look{at.id, std::string(posts.province)};
  branch::Branch above = TRY(context.load(at.parent));
  return Look{above.id, std::string(above.level == "province" ? posts.province : posts.city)};
}

Result<branch::Branch> top_of(unit::Context& context, branch::Branch at) {
  while (at.parent) at = TRY(context.load(at.parent));
  return at;
}

void register_in(record::Registry& types, command::Registry& commands) {
  types.add(Matter::type());
  commands.add(command::make<Approve>("matters.approve", "同意", "matters.matter"));
  commands.add(command::make<Return>("matters.return", "退回", "matters.matter"));
  commands.add(command::make<Delegate>("matters.delegate", "委托", "matters.matter"));
}

}  // namespace boai::matters

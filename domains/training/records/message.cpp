#include "domains/training/records/message.hpp"

#include "domains/training/records.hpp"
#include "domains/training/records/traits.hpp"

namespace boai::training {

using record::field;

namespace {

constexpr record::Traits of_message{
    .label = "消息", .target = "training.message", .required = true};
constexpr record::Traits message_why{.label = "原因", .codes = "message_reason"};

}  // namespace

const record::Type& Message::type() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&Message::branch>("branch", traits::society),
      field<&Message::person>("person", traits::person),
      field<&Message::certificate>(
          "certificate",
          {.label = "证书", .target = "training.certificate", .indexed = true, .derived = true}),
      field<&Message::last_day>("last_day", {.label = "有效期至", .derived = true}),
      field<&Message::days>("days", {.label = "距到期天数", .derived = true}),
      field<&Message::telling>(
          "telling",
          {.label = "告知", .target = "training.telling", .indexed = true, .derived = true}),
      field<&Message::template_code>(
          "template", {.label = "模板", .codes = "message_template", .derived = true}),
      field<&Message::channel>("channel",
                               {.label = "渠道", .codes = "message_channel", .derived = true}),
      field<&Message::state>(
          "state", {.label = "状态", .codes = "message_state", .indexed = true, .derived = true}),
      field<&Message::reason>("reason", message_why),
      field<&Message::key>("key", {.label = "消息编号", .derived = true}),
      field<&Message::due_at>("due_at", {.label = "不早于", .derived = true}),
      field<&Message::tries>("tries", {.label = "次数", .derived = true}),
      field<&Message::segments>("segments", {.label = "短信条数", .derived = true}),
      field<&Message::receipt>("receipt", {.label = "回执", .derived = true}),
      field<&Message::sent_at>("sent_at", {.label = "送出时间", .derived = true}),
  });
  static const record::Type type{.name = "training.message",
                                 .label = "消息",
                                 .scope = record::Scope::branch,
                                 .right = "training.read",
                                 .sort = "-id",
                                 .fields = fields};
  return type;
}

std::span<const record::Field> WriteNotices::fields() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&WriteNotices::branch>("branch", traits::society),
      field<&WriteNotices::step>("step", {.label = "步骤", .min = 0}),
      field<&WriteNotices::after_day>("after_day", {.label = "接着的到期日"}),
      field<&WriteNotices::after>("after",
                                  {.label = "接着的证书", .target = "training.certificate"}),
  });
  return fields;
}
std::span<const record::Field> NoteDelivery::fields() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&NoteDelivery::message>("message", of_message),
      field<&NoteDelivery::outcome>(
          "outcome", {.label = "结果", .codes = "delivery_outcome", .required = true}),
      field<&NoteDelivery::reason>("reason", message_why),
      field<&NoteDelivery::receipt>("receipt", {.label = "回执"}),
      field<&NoteDelivery::segments>("segments", {.label = "短信条数", .min = 0}),
  });
  return fields;
}
std::span<const record::Field> Resend::fields() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&Resend::message>("message", of_message),
  });
  return fields;
}

}  // namespace boai::training

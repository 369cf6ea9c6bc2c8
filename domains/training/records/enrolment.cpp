#include "domains/training/records/enrolment.hpp"

#include "domains/training/records.hpp"
#include "domains/training/records/traits.hpp"

namespace boai::training {

using record::field;

const record::Type& Enrolment::type() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&Enrolment::of_class>("class", traits::of_class),
      field<&Enrolment::branch>("branch", traits::society),
      field<&Enrolment::person>("person", traits::person),
      field<&Enrolment::state>(
          "state", {.label = "状态", .codes = "enrolment_state", .indexed = true, .derived = true}),
      field<&Enrolment::way>("way", {.label = "报名方式", .codes = "enrolment_way"}),
      field<&Enrolment::occupation>("occupation", traits::occupation),
      field<&Enrolment::queue>("queue", {.label = "顺序", .derived = true}),
      field<&Enrolment::at>("at", traits::at),
      field<&Enrolment::account>("account", traits::account),
      field<&Enrolment::other_class>(
          "other_class", {.label = "转班", .target = "training.class", .derived = true}),
      field<&Enrolment::reason>("reason", traits::why),
      field<&Enrolment::present>("present", {.label = "到课半天", .derived = true}),
      field<&Enrolment::excused>("excused", {.label = "准假半天", .derived = true}),
      field<&Enrolment::result>("result",
                                {.label = "结果", .codes = "enrolment_result", .derived = true}),
      field<&Enrolment::result_reason>(
          "result_reason", {.label = "结果原因", .codes = "result_reason", .derived = true}),
      field<&Enrolment::certificate>(
          "certificate", {.label = "证书", .target = "training.certificate", .derived = true}),
  });
  static const record::Type type{.name = "training.enrolment",
                                 .label = "报名",
                                 .scope = record::Scope::branch,
                                 .right = "training.read",
                                 .sort = "id",
                                 .fields = fields,
                                 .import_command = "training.enrol"};
  return type;
}

const record::Type& SignIn::type() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&SignIn::session>("session", traits::session),
      field<&SignIn::of_class>("class", traits::of_class),
      field<&SignIn::branch>("branch", traits::society),
      field<&SignIn::enrolment>("enrolment", traits::enrolment),
      field<&SignIn::kind>("kind", {.label = "到课", .codes = "attendance_kind", .required = true}),
      field<&SignIn::way>("way", {.label = "签到方式", .codes = "sign_in_way"}),
      field<&SignIn::device>("device", {.label = "设备"}),
      field<&SignIn::at>("at", {.label = "签到时间", .derived = true}),
      field<&SignIn::device_at>("device_at", {.label = "设备时间"}),
      field<&SignIn::received_at>("received_at", {.label = "收到时间", .derived = true}),
      field<&SignIn::skew_s>("skew_s", {.label = "时钟偏差（秒）", .derived = true}),
      field<&SignIn::flag>("flag", {.label = "提示", .codes = "sign_in_flag", .derived = true}),
      field<&SignIn::reason>("reason", traits::why),
      field<&SignIn::account>("account", traits::account),
  });
  static const record::Type type{.name = "training.sign_in",
                                 .label = "签到",
                                 .scope = record::Scope::branch,
                                 .right = "training.read",
                                 .sort = "-id",
                                 .fields = fields};
  return type;
}

const record::Type& Telling::type() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&Telling::of_class>("class", traits::of_class),
      field<&Telling::branch>("branch", traits::society),
      field<&Telling::enrolment>("enrolment", traits::enrolment),
      field<&Telling::news>("news", {.label = "事由", .codes = "telling_news", .required = true}),
      field<&Telling::about>("about", {.label = "内容", .max_length = 600}),
      field<&Telling::state>(
          "state", {.label = "状态", .codes = "telling_state", .indexed = true, .derived = true}),
      field<&Telling::way>("way", {.label = "告知方式", .codes = "telling_way", .derived = true}),
      field<&Telling::account>("account", traits::account),
      field<&Telling::at>("at", traits::at),
  });
  static const record::Type type{.name = "training.telling",
                                 .label = "告知名单",
                                 .scope = record::Scope::branch,
                                 .right = "training.read",
                                 .sort = "-id",
                                 .fields = fields};
  return type;
}

const record::Type& Evaluation::type() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&Evaluation::of_class>("class", traits::of_class),
      field<&Evaluation::branch>("branch", traits::society),
      field<&Evaluation::enrolment>(
          "enrolment",
          {.label = "报名", .target = "training.enrolment", .secret = true, .indexed = true}),
      field<&Evaluation::content>("content",
                                  {.label = "内容", .required = true, .min = 1, .max = 5}),
      field<&Evaluation::teaching>("teaching",
                                   {.label = "教学", .required = true, .min = 1, .max = 5}),
      field<&Evaluation::organisation>("organisation",
                                       {.label = "组织", .required = true, .min = 1, .max = 5}),
      field<&Evaluation::comment>("comment", {.label = "意见", .max_length = 1000}),
  });
  static const record::Type type{.name = "training.evaluation",
                                 .label = "学员评价",
                                 .scope = record::Scope::branch,
                                 .right = "training.read",
                                 .sort = "-id",
                                 .fields = fields};
  return type;
}

std::span<const record::Field> Enrol::fields() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&Enrol::of_class>("class", traits::of_class),
      field<&Enrol::name>("name", traits::name),
      field<&Enrol::document_kind>("document_kind", traits::document_kind),
      field<&Enrol::document_number>("document_number", traits::document_number),
      field<&Enrol::occupation>("occupation", traits::occupation),
      field<&Enrol::way>("way", {.label = "报名方式", .codes = "enrolment_way"}),
      field<&Enrol::birthday>("birthday", {.label = "出生日期", .personal = true}),
      field<&Enrol::reason>("reason", traits::why),
  });
  return fields;
}
std::span<const record::Field> Confirm::fields() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&Confirm::enrolment>("enrolment", traits::enrolment),
  });
  return fields;
}
std::span<const record::Field> WithdrawEnrolment::fields() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&WithdrawEnrolment::enrolment>("enrolment", traits::enrolment),
      field<&WithdrawEnrolment::reason>("reason", traits::reason),
  });
  return fields;
}
std::span<const record::Field> MoveEnrolment::fields() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&MoveEnrolment::enrolment>("enrolment", traits::enrolment),
      field<&MoveEnrolment::to_class>(
          "to_class", {.label = "转到", .target = "training.class", .required = true}),
      field<&MoveEnrolment::reason>("reason", traits::reason),
  });
  return fields;
}
std::span<const record::Field> Tell::fields() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&Tell::telling>("telling",
                            {.label = "告知名单", .target = "training.telling", .required = true}),
      field<&Tell::way>("way", {.label = "告知方式", .codes = "telling_way", .required = true}),
  });
  return fields;
}
std::span<const record::Field> SignInTrainee::fields() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&SignInTrainee::session>("session", traits::session),
      field<&SignInTrainee::enrolment>("enrolment", traits::enrolment),
      field<&SignInTrainee::way>("way", {.label = "签到方式", .codes = "sign_in_way"}),
      field<&SignInTrainee::device>("device", {.label = "设备"}),
      field<&SignInTrainee::device_at>("device_at", {.label = "设备时间"}),
      field<&SignInTrainee::device_sent_at>("device_sent_at", {.label = "设备发送时间"}),
  });
  return fields;
}
std::span<const record::Field> Excuse::fields() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&Excuse::session>("session", traits::session),
      field<&Excuse::enrolment>("enrolment", traits::enrolment),
      field<&Excuse::reason>("reason", traits::reason),
  });
  return fields;
}
std::span<const record::Field> Evaluate::fields() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&Evaluate::enrolment>("enrolment", traits::enrolment),
      field<&Evaluate::content>("content", traits::stars("内容")),
      field<&Evaluate::teaching>("teaching", traits::stars("教学")),
      field<&Evaluate::organisation>("organisation", traits::stars("组织")),
      field<&Evaluate::comment>("comment", traits::comment),
  });
  return fields;
}

}  // namespace boai::training

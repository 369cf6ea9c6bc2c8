#include "domains/training/records/exam.hpp"

#include "domains/training/records/traits.hpp"

namespace boai::training {

using record::field;
using record::Traits;

namespace exam_traits {

constexpr Traits exam{
    .label = "考试", .target = "training.exam", .required = true, .indexed = true};
constexpr Traits sitting{
    .label = "答卷", .target = "training.sitting", .required = true, .indexed = true};
constexpr Traits account{.label = "账号", .target = "identity.account", .required = true};

}  // namespace exam_traits

const record::Type& Exam::type() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&Exam::of_class>("class", traits::of_class),
      field<&Exam::branch>("branch", traits::society),
      field<&Exam::examiner>("examiner", traits::examiner),
      field<&Exam::opens_at>("opens_at", {.label = "开考时间", .derived = true}),
      field<&Exam::closes_at>("closes_at", {.label = "最晚开始", .derived = true}),
      field<&Exam::blueprint>("blueprint", {.label = "组卷方案", .derived = true}),
      field<&Exam::bank>("bank",
                         {.label = "题库组织", .target = "network.society", .derived = true}),
      field<&Exam::bank_state>("bank_state", {.label = "题库版本", .derived = true}),
      field<&Exam::state>(
          "state", {.label = "状态", .codes = "exam_state", .indexed = true, .derived = true}),
      field<&Exam::account>("account", traits::account),
      field<&Exam::reason>("reason", traits::why),
  });
  static const record::Type type{.name = "training.exam",
                                 .label = "在线考试",
                                 .scope = record::Scope::branch,
                                 .right = "training.read",
                                 .sort = "-id",
                                 .fields = fields};
  return type;
}

const record::Type& Sitting::type() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&Sitting::exam>("exam", exam_traits::exam),
      field<&Sitting::of_class>("class", traits::of_class),
      field<&Sitting::branch>("branch", traits::society),
      field<&Sitting::enrolment>("enrolment", traits::enrolment),
      field<&Sitting::attempt>("attempt", {.label = "第几次", .derived = true}),
      field<&Sitting::seed>("seed", {.label = "种子", .derived = true}),
      field<&Sitting::earlier>(
          "earlier", {.label = "上次答卷", .target = "training.sitting", .derived = true}),
      field<&Sitting::state>(
          "state", {.label = "状态", .codes = "sitting_state", .indexed = true, .derived = true}),
      field<&Sitting::started_at>("started_at", {.label = "开始", .derived = true}),
      field<&Sitting::minutes>("minutes", {.label = "时长（分）", .derived = true}),
      field<&Sitting::granted_s>("granted_s", {.label = "断线补时（秒）", .derived = true}),
      field<&Sitting::extended_s>("extended_s", {.label = "延长（秒）", .derived = true}),
      field<&Sitting::submitted_at>("submitted_at", {.label = "交卷", .derived = true}),
      field<&Sitting::ended_by>("ended_by",
                                {.label = "交卷方式", .codes = "sitting_end", .derived = true}),
      field<&Sitting::score>("score", {.label = "分数", .derived = true}),
      field<&Sitting::passed>("passed", {.label = "通过", .derived = true}),
      field<&Sitting::mark>("mark", {.label = "成绩", .target = "training.mark", .derived = true}),
      field<&Sitting::reason>("reason", traits::why),
  });
  static const record::Type type{.name = "training.sitting",
                                 .label = "答卷",
                                 .scope = record::Scope::branch,
                                 .right = "training.read",
                                 .sort = "-id",
                                 .fields = fields};
  return type;
}

const record::Type& Answer::type() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&Answer::sitting>("sitting", exam_traits::sitting),
      field<&Answer::branch>("branch", traits::society),
      field<&Answer::edition>("edition", {.label = "试题版次",
                                          .target = "training.question_edition",
                                          .required = true,
                                          .indexed = true}),
      field<&Answer::ordinal>("ordinal", {.label = "题序", .derived = true}),
      field<&Answer::points>("points", {.label = "分值", .derived = true}),
      field<&Answer::shown>("shown", {.label = "选项次序", .derived = true}),
      field<&Answer::chosen>("chosen", {.label = "所选", .derived = true}),
      field<&Answer::sequence>("sequence", {.label = "序号", .derived = true}),
      field<&Answer::at>("at", traits::at),
      field<&Answer::marked>("marked", {.label = "已阅", .derived = true}),
      field<&Answer::correct>("correct", {.label = "正确", .secret = true, .derived = true}),
  });
  static const record::Type type{.name = "training.answer",
                                 .label = "作答",
                                 .scope = record::Scope::branch,
                                 .right = "training.questions",
                                 .sort = "-id",
                                 .fields = fields};
  return type;
}

const record::Type& Interruption::type() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&Interruption::sitting>("sitting", exam_traits::sitting),
      field<&Interruption::branch>("branch", traits::society),
      field<&Interruption::from>("from_at", {.label = "自", .derived = true}),
      field<&Interruption::until>("until_at", {.label = "至", .derived = true}),
      field<&Interruption::granted_s>("granted_s", {.label = "补时（秒）", .derived = true}),
  });
  static const record::Type type{.name = "training.interruption",
                                 .label = "断线",
                                 .scope = record::Scope::branch,
                                 .right = "training.read",
                                 .sort = "-id",
                                 .fields = fields};
  return type;
}

std::span<const record::Field> OpenExam::fields() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&OpenExam::of_class>("class", traits::of_class),
      field<&OpenExam::examiner>("examiner", traits::examiner),
      field<&OpenExam::opens_at>("opens_at", {.label = "开考时间"}),
      field<&OpenExam::hours>("hours", {.label = "开放几小时", .min = 0, .max = 72}),
  });
  return fields;
}
std::span<const record::Field> CloseExam::fields() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&CloseExam::exam>("exam", exam_traits::exam),
      field<&CloseExam::reason>("reason", traits::why),
  });
  return fields;
}
std::span<const record::Field> ExtendSitting::fields() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&ExtendSitting::sitting>("sitting", exam_traits::sitting),
      field<&ExtendSitting::minutes>(
          "minutes", {.label = "延长（分）", .required = true, .min = 1, .max = 120}),
      field<&ExtendSitting::reason>("reason", traits::reason),
  });
  return fields;
}
std::span<const record::Field> StartSitting::fields() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&StartSitting::account>("account", exam_traits::account),
      field<&StartSitting::exam>("exam", exam_traits::exam),
  });
  return fields;
}
std::span<const record::Field> GiveAnswer::fields() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&GiveAnswer::account>("account", exam_traits::account),
      field<&GiveAnswer::sitting>("sitting", exam_traits::sitting),
      field<&GiveAnswer::ordinal>("ordinal", {.label = "题序", .required = true, .min = 1}),
      field<&GiveAnswer::chosen>("chosen", {.label = "所选", .max_length = 6}),
      field<&GiveAnswer::sequence>("sequence", {.label = "序号", .required = true, .min = 1}),
  });
  return fields;
}
std::span<const record::Field> SubmitSitting::fields() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&SubmitSitting::account>("account", exam_traits::account),
      field<&SubmitSitting::sitting>("sitting", exam_traits::sitting),
  });
  return fields;
}
std::span<const record::Field> CollectSitting::fields() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&CollectSitting::sitting>("sitting", exam_traits::sitting),
  });
  return fields;
}

}  // namespace boai::training

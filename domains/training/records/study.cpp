#include "domains/training/records/study.hpp"

#include "domains/training/records/traits.hpp"

namespace boai::training {

using record::field;

const record::Type& Progress::type() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&Progress::person>("person", traits::person),
      field<&Progress::branch>("branch", traits::society),
      field<&Progress::enrolment>("enrolment", traits::enrolment),
      field<&Progress::course>("course", traits::course),
      field<&Progress::lesson>("lesson", {.label = "课", .required = true}),
      field<&Progress::edition>("edition", {.label = "内容版本", .derived = true}),
      field<&Progress::seconds>("seconds", {.label = "学习秒数", .derived = true}),
      field<&Progress::quiz_tries>("quiz_tries", {.label = "小测次数", .derived = true}),
      field<&Progress::quiz_passed_at>("quiz_passed_at", {.label = "小测通过", .derived = true}),
      field<&Progress::done_at>("done_at", {.label = "学完", .derived = true}),
  });
  static const record::Type type{.name = "training.progress",
                                 .label = "学习进度",
                                 .scope = record::Scope::branch,
                                 .right = "training.read",
                                 .sort = "-id",
                                 .fields = fields};
  return type;
}

const record::Type& Admission::type() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&Admission::of_class>("class", traits::of_class),
      field<&Admission::branch>("branch", traits::society),
      field<&Admission::enrolment>("enrolment", traits::enrolment),
      field<&Admission::reason>("reason", traits::reason),
      field<&Admission::account>("account", traits::account),
      field<&Admission::at>("at", traits::at),
  });
  static const record::Type type{.name = "training.admission",
                                 .label = "准考",
                                 .scope = record::Scope::branch,
                                 .right = "training.read",
                                 .sort = "-id",
                                 .fields = fields};
  return type;
}

std::span<const record::Field> AnswerQuiz::fields() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&AnswerQuiz::account>(
          "account", {.label = "账号", .target = "identity.account", .required = true}),
      field<&AnswerQuiz::course>("course", traits::course),
      field<&AnswerQuiz::lesson>("lesson", {.label = "课", .required = true}),
      field<&AnswerQuiz::answers>("answers", {.label = "作答", .required = true}),
  });
  return fields;
}
std::span<const record::Field> Admit::fields() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&Admit::enrolment>("enrolment", traits::enrolment),
      field<&Admit::reason>("reason", traits::reason),
  });
  return fields;
}

}  // namespace boai::training

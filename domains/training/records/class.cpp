#include "domains/training/records/class.hpp"

#include "domains/training/records/traits.hpp"

namespace boai::training {

using record::field;

const record::Type& Class::type() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&Class::branch>("branch", traits::society),
      field<&Class::title>("title", {.label = "班名", .required = true, .indexed = true}),
      field<&Class::course>("course", traits::course),
      field<&Class::syllabus>("syllabus", {.label = "大纲版本", .derived = true}),
      field<&Class::setting>("setting",
                             {.label = "五进场所", .codes = "setting", .required = true}),
      field<&Class::place>("place", {.label = "地点"}),
      field<&Class::start>("start", {.label = "开班日", .required = true, .indexed = true}),
      field<&Class::finish>("finish", {.label = "结束日", .derived = true}),
      field<&Class::exam_on>("exam_on", {.label = "考核日", .required = true}),
      field<&Class::enrol_from>("enrol_from", {.label = "报名开始"}),
      field<&Class::enrol_until>("enrol_until", {.label = "报名截止"}),
      field<&Class::seats>("seats", {.label = "名额", .required = true, .min = 1}),
      field<&Class::taken>("taken", {.label = "已报名", .derived = true}),
      field<&Class::waiting>("waiting", {.label = "候补", .derived = true}),
      field<&Class::state>(
          "state", {.label = "状态", .codes = "class_state", .indexed = true, .derived = true}),
      field<&Class::account>("account", traits::account),
      field<&Class::submitted_by>("submitted_by", {.label = "报批人", .derived = true}),
      field<&Class::approved_by>("approved_by", {.label = "批准人", .derived = true}),
      field<&Class::reason>("reason", {.label = "理由", .derived = true, .max_length = 500}),
      field<&Class::published_on>("published_on", {.label = "公布日", .derived = true}),
      field<&Class::closed_on>("closed_on", {.label = "成绩关闭日", .derived = true}),
      field<&Class::certified_on>("certified_on", {.label = "发证日", .derived = true}),
      field<&Class::archived_on>("archived_on", {.label = "归档日", .derived = true}),
      field<&Class::passed>("passed", {.label = "合格人数", .derived = true}),
      field<&Class::escalated>("escalated", {.label = "催办级数", .derived = true}),
  });
  static const record::Type type{.name = "training.class",
                                 .label = "培训班",
                                 .scope = record::Scope::branch,
                                 .right = "training.read",
                                 .sort = "-start",
                                 .fields = fields,
                                 .title = "title"};
  return type;
}

const record::Type& Session::type() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&Session::of_class>("class", traits::of_class),
      field<&Session::branch>("branch", traits::society),
      field<&Session::ordinal>("ordinal", {.label = "序号", .derived = true}),
      field<&Session::day>("day", {.label = "日期", .required = true, .indexed = true}),
      field<&Session::half>("half", {.label = "时段", .codes = "half_day", .required = true}),
      field<&Session::place>("place", {.label = "地点"}),
  });
  static const record::Type type{.name = "training.session",
                                 .label = "半天课",
                                 .scope = record::Scope::branch,
                                 .right = "training.read",
                                 .sort = "day",
                                 .fields = fields};
  return type;
}

const record::Type& Duty::type() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&Duty::of_class>("class", traits::of_class),
      field<&Duty::branch>("branch", traits::society),
      field<&Duty::session>("session", {.label = "半天课", .target = "training.session"}),
      field<&Duty::person>("person", traits::person),
      field<&Duty::role>("role", {.label = "职责", .codes = "duty_role", .required = true}),
      field<&Duty::state>("state", {.label = "状态", .codes = "duty_state", .derived = true}),
      field<&Duty::override_reason>("override_reason",
                                    {.label = "破例理由", .derived = true, .max_length = 500}),
  });
  static const record::Type type{.name = "training.duty",
                                 .label = "任教与考核",
                                 .scope = record::Scope::branch,
                                 .right = "training.read",
                                 .sort = "-id",
                                 .fields = fields};
  return type;
}

std::span<const record::Field> PlanClass::fields() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&PlanClass::branch>("branch", traits::society),
      field<&PlanClass::title>("title", {.label = "班名", .required = true}),
      field<&PlanClass::course>("course", traits::course),
      field<&PlanClass::setting>("setting",
                                 {.label = "五进场所", .codes = "setting", .required = true}),
      field<&PlanClass::place>("place", {.label = "地点"}),
      field<&PlanClass::start>("start", {.label = "开班日", .required = true}),
      field<&PlanClass::sessions>("sessions", {.label = "各半天", .max_length = 600}),
      field<&PlanClass::exam_on>("exam_on", {.label = "考核日"}),
      field<&PlanClass::enrol_from>("enrol_from", {.label = "报名开始"}),
      field<&PlanClass::enrol_until>("enrol_until", {.label = "报名截止"}),
      field<&PlanClass::seats>("seats", {.label = "名额", .required = true, .min = 1}),
  });
  return fields;
}
std::span<const record::Field> SubmitClass::fields() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&SubmitClass::of_class>("class", traits::of_class),
  });
  return fields;
}
std::span<const record::Field> PublishClass::fields() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&PublishClass::of_class>("class", traits::of_class),
  });
  return fields;
}
std::span<const record::Field> ArchiveClass::fields() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&ArchiveClass::of_class>("class", traits::of_class),
  });
  return fields;
}
std::span<const record::Field> MoveClass::fields() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&MoveClass::of_class>("class", traits::of_class),
      field<&MoveClass::start>("start", {.label = "开班日", .required = true}),
      field<&MoveClass::sessions>("sessions", {.label = "各半天", .max_length = 600}),
      field<&MoveClass::exam_on>("exam_on", {.label = "考核日"}),
      field<&MoveClass::place>("place", {.label = "地点"}),
      field<&MoveClass::reason>("reason", traits::reason),
  });
  return fields;
}
std::span<const record::Field> CancelClass::fields() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&CancelClass::of_class>("class", traits::of_class),
      field<&CancelClass::reason>("reason", traits::reason),
  });
  return fields;
}
std::span<const record::Field> AssignDuty::fields() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&AssignDuty::of_class>("class", traits::of_class),
      field<&AssignDuty::session>("session", {.label = "半天课", .target = "training.session"}),
      field<&AssignDuty::role>("role", {.label = "职责", .codes = "duty_role", .required = true}),
      field<&AssignDuty::instructor>("instructor",
                                     {.label = "师资", .target = "training.instructor"}),
      field<&AssignDuty::name>("name", {.label = "姓名", .personal = true, .max_length = 50}),
      field<&AssignDuty::document_kind>("document_kind", traits::document_kind),
      field<&AssignDuty::document_number>(
          "document_number", {.label = "证件号码", .personal = true, .max_length = 30}),
      field<&AssignDuty::override_reason>("override_reason",
                                          {.label = "破例理由", .max_length = 500}),
  });
  return fields;
}
std::span<const record::Field> ReleaseDuty::fields() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&ReleaseDuty::duty>(
          "duty", {.label = "任教与考核", .target = "training.duty", .required = true}),
  });
  return fields;
}
std::span<const record::Field> Escalate::fields() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&Escalate::branch>("branch", traits::society),
  });
  return fields;
}

}  // namespace boai::training

#include "domains/plan/records/objection.hpp"

namespace boai::plan {

using record::field;

namespace {
constexpr record::Traits objection_plan = {.label = "规划", .required = true, .max_length = 40};
constexpr record::Traits objection_indicator = {
    .label = "指标", .required = true, .indexed = true, .max_length = 10};
constexpr record::Traits objection_society = {
    .label = "组织", .target = "network.society", .required = true, .indexed = true};
constexpr record::Traits objection_period = {.label = "期间", .required = true, .max_length = 7};
constexpr record::Traits objection_kind = {
    .label = "类别", .codes = "objection_kind", .required = true};
constexpr record::Traits claimed_value = {.label = "主张数值", .max_length = 20};
constexpr record::Traits claimed_part = {.label = "主张分子", .min = 0, .max = 1'000'000'000'000};
constexpr record::Traits claimed_base = {.label = "主张分母", .min = 1, .max = 1'000'000'000'000};
constexpr record::Traits objection_text = {
    .label = "异议或说明", .required = true, .max_length = 500};
}  // namespace

const record::Type& Objection::type() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&Objection::plan>("plan", objection_plan),
      field<&Objection::indicator>("indicator", objection_indicator),
      field<&Objection::branch>("branch", objection_society),
      field<&Objection::period>("period", objection_period),
      field<&Objection::kind>("kind", objection_kind),
      field<&Objection::shown>("shown", {.label = "当时显示", .derived = true, .max_length = 30}),
      field<&Objection::claimed>("claimed", claimed_value),
      field<&Objection::numerator>("numerator", claimed_part),
      field<&Objection::denominator>("denominator", claimed_base),
      field<&Objection::text>("text", objection_text),
      field<&Objection::document>("document", {.label = "依据文件"}),
      field<&Objection::account>("account", {.label = "提出人", .derived = true}),
      field<&Objection::day>("day", {.label = "提出日", .derived = true}),
      field<&Objection::deadline>("deadline", {.label = "答复期限", .derived = true}),
      field<&Objection::state>(
          "state", {.label = "状态", .codes = "objection_state", .indexed = true, .derived = true}),
      field<&Objection::answer>("answer", {.label = "答复", .derived = true, .max_length = 500}),
  });
  static const record::Type type{.name = "plan.objection",
                                 .label = "指标异议",
                                 .scope = record::Scope::branch,
                                 .right = "plan.read",
                                 .sort = "-id",
                                 .fields = fields,
                                 .title = "indicator"};
  return type;
}

std::span<const record::Field> Object::fields() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&Object::branch>("branch", objection_society),
      field<&Object::plan>("plan", objection_plan),
      field<&Object::indicator>("indicator", objection_indicator),
      field<&Object::period>("period", objection_period),
      field<&Object::kind>("kind", objection_kind),
      field<&Object::claimed>("claimed", claimed_value),
      field<&Object::numerator>("numerator", claimed_part),
      field<&Object::denominator>("denominator", claimed_base),
      field<&Object::text>("text", objection_text),
      field<&Object::document>("document", {.label = "依据文件"}),
  });
  return fields;
}
std::span<const record::Field> WithdrawObjection::fields() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&WithdrawObjection::objection>(
          "objection", {.label = "指标异议", .target = "plan.objection", .required = true}),
  });
  return fields;
}

}  // namespace boai::plan

#include "domains/plan/records.hpp"

namespace boai::plan {

using record::field;
using Traits = record::Traits;

namespace {
constexpr Traits plan_code = {
    .label = "规划", .required = true, .natural_key = true, .max_length = 40};
constexpr Traits indicator_code = {
    .label = "指标", .required = true, .natural_key = true, .indexed = true, .max_length = 10};
constexpr Traits society = {.label = "组织",
                            .target = "network.society",
                            .required = true,
                            .natural_key = true,
                            .indexed = true};
constexpr Traits decimal_value = {.label = "数值", .required = true, .max_length = 20};
constexpr Traits document_name = {.label = "依据文件", .required = true};
constexpr Traits change_reason = {.label = "变动理由", .max_length = 500};
constexpr Traits count_of = {.label = "分子", .min = 0, .max = 1'000'000'000'000};
constexpr Traits base_of = {.label = "分母", .min = 1, .max = 1'000'000'000'000};
}  // namespace

const record::Type& Figure::type() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&Figure::plan>("plan", plan_code),
      field<&Figure::indicator>("indicator", indicator_code),
      field<&Figure::branch>("branch", society),
      field<&Figure::period>(
          "period", {.label = "期间", .required = true, .natural_key = true, .max_length = 7}),
      field<&Figure::value>("value", decimal_value),
      field<&Figure::numerator>("numerator", count_of),
      field<&Figure::denominator>("denominator", base_of),
      field<&Figure::document>("document", document_name),
      field<&Figure::reporter>("reporter", {.label = "填报人", .derived = true}),
      field<&Figure::note>("note", {.label = "说明", .max_length = 500}),
      field<&Figure::reason>("reason", change_reason),
      field<&Figure::returned_reason>("returned_reason",
                                      {.label = "退回理由", .derived = true, .max_length = 500}),
      field<&Figure::state>("state", {.label = "状态", .codes = "figure_state", .derived = true}),
  });
  static const record::Type type{.name = "plan.figure",
                                 .label = "指标数据",
                                 .scope = record::Scope::branch,
                                 .right = "plan.read",
                                 .sort = "-id",
                                 .fields = fields,
                                 .title = "indicator",
                                 .import_command = "plan.report_figure"};
  return type;
}

const record::Type& Opening::type() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&Opening::series>(
          "series", {.label = "序列", .required = true, .natural_key = true, .indexed = true}),
      field<&Opening::branch>("branch", society),
      field<&Opening::day>("day", {.label = "月份首日", .required = true, .natural_key = true}),
      field<&Opening::value>("value", {.label = "期初数", .required = true}),
      field<&Opening::document>("document", document_name),
      field<&Opening::reporter>("reporter", {.label = "填报人", .required = true}),
      field<&Opening::place>("place", {.label = "位置", .indexed = true, .derived = true}),
  });
  static const record::Type type{.name = "plan.opening",
                                 .label = "期初数",
                                 .scope = record::Scope::branch,
                                 .right = "plan.read",
                                 .sort = "-id",
                                 .fields = fields,
                                 .import_command = "plan.enter_opening"};
  return type;
}

const record::Type& Target::type() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&Target::plan>("plan", plan_code),
      field<&Target::indicator>("indicator", indicator_code),
      field<&Target::branch>("branch", society),
      field<&Target::year>(
          "year",
          {.label = "年度", .required = true, .natural_key = true, .min = 2000, .max = 2100}),
      field<&Target::value>("value", decimal_value),
      field<&Target::reason>("reason", {.label = "理由"}),
  });
  static const record::Type type{.name = "plan.target",
                                 .label = "指标目标",
                                 .scope = record::Scope::branch,
                                 .right = "plan.read",
                                 .sort = "-id",
                                 .fields = fields,
                                 .import_command = "plan.set_target"};
  return type;
}

const record::Type& Note::type() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&Note::plan>("plan", plan_code),
      field<&Note::indicator>("indicator", indicator_code),
      field<&Note::branch>("branch", society),
      field<&Note::text>("text", {.label = "备注", .required = true, .max_length = 1000}),
      field<&Note::author>("author", {.label = "作者"}),
      field<&Note::day>("day", {.label = "日期"}),
  });
  static const record::Type type{.name = "plan.note",
                                 .label = "指标备注",
                                 .scope = record::Scope::branch,
                                 .right = "plan.read",
                                 .sort = "-id",
                                 .fields = fields};
  return type;
}

std::span<const record::Field> ReportFigure::fields() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&ReportFigure::branch>("branch", society),
      field<&ReportFigure::plan>("plan", plan_code),
      field<&ReportFigure::indicator>("indicator", indicator_code),
      field<&ReportFigure::period>("period", {.label = "期间", .required = true, .max_length = 7}),
      field<&ReportFigure::value>("value", decimal_value),
      field<&ReportFigure::numerator>("numerator", count_of),
      field<&ReportFigure::denominator>("denominator", base_of),
      field<&ReportFigure::document>("document", document_name),
      field<&ReportFigure::note>("note", {.label = "说明", .max_length = 500}),
      field<&ReportFigure::reason>("reason", change_reason),
  });
  return fields;
}
std::span<const record::Field> LockFigure::fields() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&LockFigure::figure>("figure",
                                 {.label = "指标数据", .target = "plan.figure", .required = true}),
  });
  return fields;
}
std::span<const record::Field> LockPeriod::fields() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&LockPeriod::branch>("branch", society),
      field<&LockPeriod::plan>("plan", plan_code),
      field<&LockPeriod::period>("period", {.label = "期间", .required = true, .max_length = 7}),
  });
  return fields;
}
std::span<const record::Field> UnlockFigure::fields() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&UnlockFigure::figure>(
          "figure", {.label = "指标数据", .target = "plan.figure", .required = true}),
      field<&UnlockFigure::reason>("reason",
                                   {.label = "解锁理由", .required = true, .max_length = 500}),
  });
  return fields;
}
std::span<const record::Field> EnterOpening::fields() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&EnterOpening::branch>("branch", society),
      field<&EnterOpening::series>("series", {.label = "序列", .required = true}),
      field<&EnterOpening::day>("day", {.label = "月份首日", .required = true}),
      field<&EnterOpening::value>("value", {.label = "期初数", .required = true}),
      field<&EnterOpening::document>("document", document_name),
      field<&EnterOpening::reporter>("reporter", {.label = "填报人", .required = true}),
  });
  return fields;
}
std::span<const record::Field> SetTarget::fields() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&SetTarget::branch>("branch", society),
      field<&SetTarget::plan>("plan", plan_code),
      field<&SetTarget::indicator>("indicator", indicator_code),
      field<&SetTarget::year>("year",
                              {.label = "年度", .required = true, .min = 2000, .max = 2100}),
      field<&SetTarget::value>("value", decimal_value),
      field<&SetTarget::reason>("reason", {.label = "理由"}),
  });
  return fields;
}
std::span<const record::Field> NoteIndicator::fields() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&NoteIndicator::branch>("branch", society),
      field<&NoteIndicator::plan>("plan", plan_code),
      field<&NoteIndicator::indicator>("indicator", indicator_code),
      field<&NoteIndicator::text>("text", {.label = "备注", .required = true, .max_length = 1000}),
  });
  return fields;
}

}  // namespace boai::plan

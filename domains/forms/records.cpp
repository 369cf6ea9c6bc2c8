#include "domains/forms/records.hpp"

namespace boai::forms {

using record::field;
using Traits = record::Traits;

namespace {
constexpr Traits society = {
    .label = "填报单位", .target = "network.society", .required = true, .indexed = true};
constexpr Traits form_code = {.label = "表", .required = true, .indexed = true, .max_length = 40};
constexpr Traits period_text = {.label = "期间", .required = true, .max_length = 7};
constexpr Traits return_ref = {
    .label = "上报表", .target = "forms.return", .required = true, .indexed = true};
constexpr Traits cell_code = {.label = "格", .required = true, .max_length = 20};
constexpr Traits cell_value = {.label = "数值", .max_length = 200};
constexpr Traits cell_reason = {.label = "理由", .max_length = 300};
}  // namespace

const record::Type& Return::type() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&Return::branch>("branch", society),
      field<&Return::form>("form", form_code),
      field<&Return::form_version>("form_version", {.label = "表版本", .derived = true}),
      field<&Return::period>("period", period_text),
      field<&Return::title>("title", {.label = "标题", .derived = true}),
      field<&Return::state>(
          "state", {.label = "状态", .codes = "return_state", .indexed = true, .derived = true}),
      field<&Return::reporter>("reporter", {.label = "填报人", .derived = true}),
      field<&Return::signed_on>("signed_on", {.label = "报出日", .derived = true}),
      field<&Return::prefilled>("prefilled", {.label = "系统取数格数", .derived = true}),
      field<&Return::typed>("typed", {.label = "手填格数", .derived = true}),
      field<&Return::minutes>("minutes", {.label = "用时（分）", .derived = true}),
      field<&Return::confirmed_on>("confirmed_on", {.label = "确认日", .derived = true}),
      field<&Return::digest>("digest", {.label = "冻结摘要", .derived = true}),
      field<&Return::receipt>("receipt", {.label = "上级回执号", .derived = true}),
      field<&Return::submitted_on>("submitted_on", {.label = "报送日", .derived = true}),
      field<&Return::reason>("reason", {.label = "退回理由", .derived = true, .max_length = 500}),
  });
  static const record::Type type{.name = "forms.return",
                                 .label = "上报表",
                                 .scope = record::Scope::branch,
                                 .right = "forms.read",
                                 .sort = "-id",
                                 .fields = fields,
                                 .title = "title"};
  return type;
}

const record::Type& Cell::type() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&Cell::form_return>("form_return", return_ref),
      field<&Cell::branch>("branch", society),
      field<&Cell::cell>("cell", cell_code),
      field<&Cell::value>("value", cell_value),
      field<&Cell::source>("source", {.label = "来源", .codes = "cell_source"}),
      field<&Cell::reason>("reason", cell_reason),
      field<&Cell::typed_by>("typed_by", {.label = "填写人"}),
  });
  static const record::Type type{.name = "forms.cell",
                                 .label = "上报表格",
                                 .scope = record::Scope::branch,
                                 .right = "forms.read",
                                 .sort = "id",
                                 .fields = fields};
  return type;
}

std::span<const record::Field> Begin::fields() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&Begin::branch>("branch", society),
      field<&Begin::form>("form", form_code),
      field<&Begin::period>("period", period_text),
  });
  return fields;
}
std::span<const record::Field> Refresh::fields() {
  static constexpr auto fields =
      std::to_array<record::Field>({field<&Refresh::form_return>("form_return", return_ref)});
  return fields;
}
std::span<const record::Field> Fill::fields() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&Fill::form_return>("form_return", return_ref),
      field<&Fill::cell>("cell", cell_code),
      field<&Fill::value>("value", cell_value),
      field<&Fill::reason>("reason", cell_reason),
  });
  return fields;
}
std::span<const record::Field> Sign::fields() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&Sign::form_return>("form_return", return_ref),
      field<&Sign::minutes>("minutes", {.label = "用时（分）", .min = 0, .max = 100'000}),
  });
  return fields;
}
std::span<const record::Field> Submit::fields() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&Submit::form_return>("form_return", return_ref),
      field<&Submit::receipt>("receipt",
                              {.label = "上级回执号", .required = true, .max_length = 60}),
      field<&Submit::day>("day", {.label = "报送日", .required = true}),
  });
  return fields;
}

}  // namespace boai::forms

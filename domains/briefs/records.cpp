#include "domains/briefs/records.hpp"

namespace boai::briefs {

using record::field;
using Traits = record::Traits;

namespace {
constexpr Traits society = {
    .label = "组织", .target = "network.society", .required = true, .indexed = true};
constexpr Traits title_of = {.label = "标题", .required = true, .max_length = 80};
constexpr Traits plan_of = {.label = "规划", .required = true, .max_length = 40};
constexpr Traits region_of = {.label = "地区", .required = true, .max_length = 12};
constexpr Traits year_of = {.label = "年度", .required = true, .min = 2000, .max = 2100};
constexpr Traits month_of = {.label = "月份", .min = 0, .max = 12};
constexpr Traits as_of_day = {.label = "截至日期"};
constexpr Traits templates_of = {.label = "模板", .required = true, .max_length = 200};
constexpr Traits summary_of = {.label = "要点", .max_length = 1000};
constexpr Traits reasons_of = {.label = "原因分析", .max_length = 1000};
constexpr Traits requests_of = {.label = "请求事项", .max_length = 1000};
constexpr Traits the_brief = {
    .label = "简报", .target = "briefs.brief", .required = true, .indexed = true};
constexpr Traits printed_value = {.label = "数值", .derived = true, .max_length = 30};
}  // namespace

const record::Type& Template::type() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&Template::branch>("branch", society),
      field<&Template::code>("code", {.label = "模板代码",
                                      .required = true,
                                      .natural_key = true,
                                      .indexed = true,
                                      .max_length = 40}),
      field<&Template::name>("name", {.label = "名称", .required = true, .max_length = 60}),
      field<&Template::name_en>("name_en", {.label = "英文名称", .max_length = 80}),
      field<&Template::format>("format", {.label = "格式", .codes = "paper_kind", .derived = true}),
      field<&Template::edition>("edition", {.label = "版次", .natural_key = true, .derived = true}),
      field<&Template::sha256>("sha256", {.label = "校验值", .derived = true}),
      field<&Template::bytes>("bytes", {.label = "大小", .unit = "byte", .derived = true}),
      field<&Template::needs>("needs", {.label = "所需数据", .derived = true, .max_length = 4000}),
      field<&Template::state>("state",
                              {.label = "状态", .codes = "template_state", .derived = true}),
      field<&Template::account>("account", {.label = "上传账号", .derived = true}),
      field<&Template::at>("at", {.label = "时间", .derived = true}),
  });
  static const record::Type type{.name = "briefs.template",
                                 .label = "简报模板",
                                 .scope = record::Scope::branch,
                                 .right = "briefs.read",
                                 .sort = "-id",
                                 .fields = fields,
                                 .title = "name"};
  return type;
}

const record::Type& Brief::type() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&Brief::branch>("branch", society),
      field<&Brief::title>("title", title_of),
      field<&Brief::plan>("plan", plan_of),
      field<&Brief::region>("region", region_of),
      field<&Brief::region_name>("region_name", {.label = "地区名称", .derived = true}),
      field<&Brief::year>("year", year_of),
      field<&Brief::month>("month", month_of),
      field<&Brief::as_of>("as_of", as_of_day),
      field<&Brief::templates>("templates", templates_of),
      field<&Brief::summary>("summary", summary_of),
      field<&Brief::reasons>("reasons", reasons_of),
      field<&Brief::requests>("requests", requests_of),
      field<&Brief::state>(
          "state", {.label = "状态", .codes = "brief_state", .indexed = true, .derived = true}),
      field<&Brief::step>("step", {.label = "审批环节", .derived = true}),
      field<&Brief::author>("author", {.label = "起草人", .derived = true}),
      field<&Brief::figures_at>("figures_at", {.label = "取数时间", .derived = true}),
      field<&Brief::documents>("documents", {.label = "文件", .derived = true, .max_length = 2000}),
      field<&Brief::approved_by>("approved_by", {.label = "批准人", .derived = true}),
      field<&Brief::approved_at>("approved_at", {.label = "批准时间", .derived = true}),
      field<&Brief::returned_reason>("returned_reason",
                                     {.label = "退回理由", .derived = true, .max_length = 500}),
  });
  static const record::Type type{.name = "briefs.brief",
                                 .label = "简报",
                                 .scope = record::Scope::branch,
                                 .right = "briefs.read",
                                 .sort = "-id",
                                 .fields = fields,
                                 .title = "title"};
  return type;
}

const record::Type& Figure::type() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&Figure::brief>("brief", the_brief),
      field<&Figure::branch>("branch", society),
      field<&Figure::number>("number", {.label = "编号", .derived = true}),
      field<&Figure::purpose>("purpose",
                              {.label = "用途", .codes = "brief_purpose", .derived = true}),
      field<&Figure::indicator>("indicator", {.label = "指标", .derived = true}),
      field<&Figure::name>("name", {.label = "指标名称", .derived = true}),
      field<&Figure::name_en>("name_en", {.label = "指标英文名称", .derived = true}),
      field<&Figure::unit>("unit", {.label = "单位", .derived = true}),
      field<&Figure::tier>("tier", {.label = "层级", .derived = true}),
      field<&Figure::region>("region", {.label = "地区", .derived = true}),
      field<&Figure::region_name>("region_name", {.label = "地区名称", .derived = true}),
      field<&Figure::year>("year", {.label = "年度", .derived = true}),
      field<&Figure::month>("month", {.label = "月份", .derived = true}),
      field<&Figure::as_of>("as_of", {.label = "截至日期", .derived = true}),
      field<&Figure::value>("value", printed_value),
      field<&Figure::target>("target", {.label = "目标", .derived = true, .max_length = 30}),
      field<&Figure::expected>("expected", {.label = "应达", .derived = true, .max_length = 30}),
      field<&Figure::forecast>("forecast", {.label = "预计", .derived = true, .max_length = 30}),
      field<&Figure::chance>("chance", {.label = "达标概率", .derived = true, .max_length = 10}),
      field<&Figure::status>("status", {.label = "进度", .derived = true}),
      field<&Figure::numerator>("numerator", {.label = "分子", .derived = true}),
      field<&Figure::denominator>("denominator", {.label = "分母", .derived = true}),
      field<&Figure::formula>("formula", {.label = "算法", .derived = true, .max_length = 400}),
      field<&Figure::formula_en>("formula_en",
                                 {.label = "算法英文", .derived = true, .max_length = 600}),
  });
  static const record::Type type{.name = "briefs.figure",
                                 .label = "简报数据",
                                 .scope = record::Scope::branch,
                                 .right = "briefs.read",
                                 .sort = "id",
                                 .fields = fields,
                                 .title = "name"};
  return type;
}

std::span<const record::Field> Draft::fields() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&Draft::branch>("branch", society),
      field<&Draft::title>("title", title_of),
      field<&Draft::plan>("plan", plan_of),
      field<&Draft::region>("region", region_of),
      field<&Draft::year>("year", year_of),
      field<&Draft::month>("month", month_of),
      field<&Draft::as_of>("as_of", as_of_day),
      field<&Draft::templates>("templates", templates_of),
  });
  return fields;
}
std::span<const record::Field> Edit::fields() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&Edit::brief>("brief", the_brief),
      field<&Edit::title>("title", title_of),
      field<&Edit::summary>("summary", summary_of),
      field<&Edit::reasons>("reasons", reasons_of),
      field<&Edit::requests>("requests", requests_of),
  });
  return fields;
}
std::span<const record::Field> Refresh::fields() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&Refresh::brief>("brief", the_brief),
      field<&Refresh::as_of>("as_of", as_of_day),
  });
  return fields;
}
std::span<const record::Field> Submit::fields() {
  static constexpr auto fields =
      std::to_array<record::Field>({field<&Submit::brief>("brief", the_brief)});
  return fields;
}
std::span<const record::Field> Retire::fields() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&Retire::template_>(
          "template", {.label = "简报模板", .target = "briefs.template", .required = true}),
  });
  return fields;
}

}  // namespace boai::briefs

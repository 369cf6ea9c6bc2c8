#include "domains/evaluation/records.hpp"

namespace boai::evaluation {

using record::field;
using Traits = record::Traits;

namespace {
constexpr Traits society = {
    .label = "组织", .target = "network.society", .required = true, .indexed = true};
constexpr Traits plan_of = {.label = "规划", .required = true, .max_length = 40};
constexpr Traits kind_of = {.label = "评估类型", .codes = "evaluation_kind", .required = true};
constexpr Traits year_of = {.label = "年度", .required = true, .min = 2000, .max = 2100};
constexpr Traits as_of_day = {.label = "数据截至", .required = true};
constexpr Traits title_of = {.label = "标题", .max_length = 100};
constexpr Traits evaluation_of = {
    .label = "评估", .target = "evaluation.evaluation", .required = true, .indexed = true};
constexpr Traits indicator_of = {.label = "指标", .indexed = true, .max_length = 10};
constexpr Traits department_of = {.label = "责任部门", .codes = "department"};
constexpr Traits remark_of = {.label = "部门说明", .max_length = 1000};
constexpr Traits proof = {.label = "佐证", .max_length = 500};
constexpr Traits finding_text = {.label = "问题", .required = true, .max_length = 1000};
constexpr Traits deadline_of = {.label = "整改期限", .required = true};
}  // namespace

const record::Type& Evaluation::type() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&Evaluation::branch>("branch", society),
      field<&Evaluation::plan>("plan", plan_of),
      field<&Evaluation::kind>("kind", kind_of),
      field<&Evaluation::year>("year", year_of),
      field<&Evaluation::as_of>("as_of", as_of_day),
      field<&Evaluation::title>("title", title_of),
      field<&Evaluation::formula>("formula", {.label = "评分办法", .derived = true}),
      field<&Evaluation::state>("state",
                                {.label = "状态", .codes = "evaluation_state", .derived = true}),
      field<&Evaluation::total>("total", {.label = "总分", .derived = true}),
      field<&Evaluation::grade>("grade", {.label = "等次", .derived = true}),
      field<&Evaluation::veto>("veto", {.label = "否决指标", .derived = true}),
      field<&Evaluation::account>("account", {.label = "经办人", .derived = true}),
      field<&Evaluation::signed_on>("signed_on", {.label = "签署完成日", .derived = true}),
      field<&Evaluation::digest>("digest", {.label = "冻结摘要", .derived = true}),
      field<&Evaluation::reason>("reason",
                                 {.label = "退回理由", .derived = true, .max_length = 500}),
  });
  static const record::Type type{.name = "evaluation.evaluation",
                                 .label = "规划评估",
                                 .scope = record::Scope::branch,
                                 .right = "evaluation.read",
                                 .sort = "-id",
                                 .fields = fields,
                                 .title = "title"};
  return type;
}

const record::Type& Row::type() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&Row::evaluation>("evaluation", evaluation_of),
      field<&Row::branch>("branch", society),
      field<&Row::indicator>("indicator", indicator_of),
      field<&Row::name>("name", {.label = "指标名称", .derived = true}),
      field<&Row::tier>("tier", {.label = "层级", .derived = true}),
      field<&Row::unit>("unit", {.label = "单位", .derived = true}),
      field<&Row::value>("value", {.label = "完成值", .derived = true}),
      field<&Row::target>("target", {.label = "目标值", .derived = true}),
      field<&Row::completion>("completion", {.label = "完成率", .derived = true}),
      field<&Row::status>("status", {.label = "状态", .derived = true}),
      field<&Row::weight>("weight", {.label = "权重", .derived = true}),
      field<&Row::points>("points", {.label = "得分", .derived = true}),
      field<&Row::veto>("veto", {.label = "触发否决", .derived = true}),
      field<&Row::department>("department", department_of),
      field<&Row::remark>("remark", remark_of),
      field<&Row::evidence>("evidence", proof),
      field<&Row::remarked_by>("remarked_by", {.label = "说明人", .derived = true}),
  });
  static const record::Type type{.name = "evaluation.row",
                                 .label = "评估指标",
                                 .scope = record::Scope::branch,
                                 .right = "evaluation.read",
                                 .sort = "id",
                                 .fields = fields,
                                 .title = "name"};
  return type;
}

const record::Type& Signature::type() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&Signature::evaluation>("evaluation", evaluation_of),
      field<&Signature::branch>("branch", society),
      field<&Signature::post>("post", {.label = "岗位", .derived = true}),
      field<&Signature::account>("account", {.label = "签署人", .derived = true}),
      field<&Signature::day>("day", {.label = "签署日", .derived = true}),
      field<&Signature::remark>("remark", {.label = "意见", .derived = true, .max_length = 500}),
      field<&Signature::on_paper>("on_paper", {.label = "纸质签署", .derived = true}),
      field<&Signature::stands>("stands", {.label = "有效", .derived = true}),
  });
  static const record::Type type{.name = "evaluation.signature",
                                 .label = "评估签署",
                                 .scope = record::Scope::branch,
                                 .right = "evaluation.read",
                                 .sort = "id",
                                 .fields = fields};
  return type;
}

const record::Type& Finding::type() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&Finding::evaluation>("evaluation", evaluation_of),
      field<&Finding::branch>("branch", society),
      field<&Finding::issuer>("issuer", {.label = "交办组织", .target = "network.society"}),
      field<&Finding::indicator>("indicator", indicator_of),
      field<&Finding::department>("department", department_of),
      field<&Finding::text>("text", finding_text),
      field<&Finding::deadline>("deadline", deadline_of),
      field<&Finding::state>(
          "state", {.label = "状态", .codes = "finding_state", .indexed = true, .derived = true}),
      field<&Finding::answer>("answer", {.label = "整改情况", .derived = true, .max_length = 1000}),
      field<&Finding::evidence>("evidence", {.label = "佐证", .derived = true}),
      field<&Finding::closed_on>("closed_on", {.label = "销号日", .derived = true}),
      field<&Finding::reason>("reason", {.label = "退回理由", .derived = true, .max_length = 500}),
  });
  static const record::Type type{.name = "evaluation.finding",
                                 .label = "问责清单",
                                 .scope = record::Scope::branch,
                                 .right = "evaluation.read",
                                 .sort = "deadline",
                                 .fields = fields,
                                 .title = "text"};
  return type;
}

std::span<const record::Field> Open::fields() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&Open::branch>("branch", society),
      field<&Open::plan>("plan", plan_of),
      field<&Open::kind>("kind", kind_of),
      field<&Open::year>("year", year_of),
      field<&Open::as_of>("as_of", as_of_day),
      field<&Open::title>("title", title_of),
  });
  return fields;
}
std::span<const record::Field> Remark::fields() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&Remark::row>("row",
                          {.label = "评估指标", .target = "evaluation.row", .required = true}),
      field<&Remark::department>("department",
                                 {.label = "责任部门", .codes = "department", .required = true}),
      field<&Remark::remark>("remark", {.label = "部门说明", .required = true, .max_length = 1000}),
      field<&Remark::evidence>("evidence", proof),
  });
  return fields;
}
std::span<const record::Field> Submit::fields() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&Submit::evaluation>(
          "evaluation", {.label = "评估", .target = "evaluation.evaluation", .required = true}),
  });
  return fields;
}
std::span<const record::Field> Find::fields() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&Find::evaluation>("evaluation", evaluation_of),
      field<&Find::responsible>(
          "responsible", {.label = "责任组织", .target = "network.society", .required = true}),
      field<&Find::indicator>("indicator", indicator_of),
      field<&Find::department>("department", department_of),
      field<&Find::text>("text", finding_text),
      field<&Find::deadline>("deadline", deadline_of),
  });
  return fields;
}
std::span<const record::Field> Answer::fields() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&Answer::finding>(
          "finding", {.label = "问责事项", .target = "evaluation.finding", .required = true}),
      field<&Answer::answer>("answer", {.label = "整改情况", .required = true, .max_length = 1000}),
      field<&Answer::evidence>("evidence", {.label = "佐证", .required = true}),
  });
  return fields;
}

}  // namespace boai::evaluation

#include "domains/plan/records/release.hpp"

namespace boai::plan {

using record::field;

namespace {
constexpr record::Traits release_plan = {
    .label = "规划", .required = true, .indexed = true, .max_length = 40};
constexpr record::Traits release_society = {
    .label = "组织", .target = "network.society", .required = true, .indexed = true};
constexpr record::Traits release_year = {
    .label = "年度", .required = true, .min = 2000, .max = 2100};
constexpr record::Traits release_title = {.label = "标题", .required = true, .max_length = 80};
constexpr record::Traits release_summary = {.label = "文字说明", .max_length = 2000};
constexpr record::Traits release_rows = {.label = "指标", .max_length = 2000};
}  // namespace

const record::Type& Release::type() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&Release::plan>("plan", release_plan),
      field<&Release::branch>("branch", release_society),
      field<&Release::year>("year", release_year),
      field<&Release::as_of>("as_of", {.label = "数据截至", .required = true}),
      field<&Release::title>("title", release_title),
      field<&Release::summary>("summary", release_summary),
      field<&Release::indicators>("indicators", release_rows),
      field<&Release::frozen>("frozen",
                              {.label = "冻结数据", .derived = true, .max_length = 400'000}),
      field<&Release::account>("account", {.label = "拟稿人", .derived = true}),
      field<&Release::published_on>("published_on", {.label = "公开日期", .derived = true}),
      field<&Release::state>(
          "state", {.label = "状态", .codes = "release_state", .indexed = true, .derived = true}),
      field<&Release::reason>("reason", {.label = "理由", .derived = true, .max_length = 500}),
  });
  static const record::Type type{.name = "plan.release",
                                 .label = "规划进展公开",
                                 .scope = record::Scope::branch,
                                 .right = "plan.read",
                                 .sort = "-id",
                                 .fields = fields,
                                 .title = "title"};
  return type;
}

std::span<const record::Field> ProposeRelease::fields() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&ProposeRelease::branch>("branch", release_society),
      field<&ProposeRelease::plan>("plan", release_plan),
      field<&ProposeRelease::year>("year", release_year),
      field<&ProposeRelease::as_of>("as_of", {.label = "数据截至", .required = true}),
      field<&ProposeRelease::title>("title", release_title),
      field<&ProposeRelease::summary>("summary", release_summary),
      field<&ProposeRelease::indicators>("indicators", release_rows),
  });
  return fields;
}
std::span<const record::Field> WithdrawRelease::fields() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&WithdrawRelease::release>(
          "release", {.label = "规划进展公开", .target = "plan.release", .required = true}),
      field<&WithdrawRelease::reason>("reason",
                                      {.label = "理由", .required = true, .max_length = 500}),
  });
  return fields;
}

}  // namespace boai::plan

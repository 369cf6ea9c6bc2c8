#include "domains/plan/records/split.hpp"

namespace boai::plan {

using record::field;
using Traits = record::Traits;

namespace {
constexpr Traits split_plan = {.label = "规划", .required = true, .max_length = 40};
constexpr Traits split_indicator = {
    .label = "指标", .required = true, .indexed = true, .max_length = 10};
constexpr Traits split_society = {
    .label = "组织", .target = "network.society", .required = true, .indexed = true};
constexpr Traits split_year = {.label = "年度", .min = 0, .max = 2100};
constexpr Traits split_author = {.label = "经办", .derived = true};
constexpr Traits split_day = {.label = "日期", .derived = true};
constexpr Traits split_axes = {.label = "分解到", .required = true, .max_length = 40};
constexpr Traits split_depth = {.label = "层级", .codes = "split_depth", .max_length = 10};
constexpr Traits split_method = {.label = "方法", .codes = "split_method", .max_length = 20};
constexpr Traits split_curve = {.label = "年度曲线", .codes = "split_curve", .max_length = 20};
constexpr Traits split_reserve = {.label = "预留", .max_length = 20};
constexpr Traits split_reserve_name = {.label = "预留名称", .max_length = 60};
constexpr Traits split_reason = {.label = "理由", .max_length = 500};
constexpr Traits split_weights = {.label = "权重", .max_length = 6000};
}  // namespace

const record::Type& Split::type() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&Split::plan>("plan", split_plan),
      field<&Split::indicator>("indicator", split_indicator),
      field<&Split::branch>("branch", split_society),
      field<&Split::axes>("axes", split_axes),
      field<&Split::depth>("depth", split_depth),
      field<&Split::method>("method", split_method),
      field<&Split::curve>("curve", split_curve),
      field<&Split::total>("total", {.label = "总目标", .required = true, .max_length = 20}),
      field<&Split::reserve>("reserve", split_reserve),
      field<&Split::reserve_name>("reserve_name", split_reserve_name),
      field<&Split::weights>("weights", split_weights),
      field<&Split::reason>("reason", split_reason),
      field<&Split::revises>("revises", {.label = "修订自", .target = "plan.split"}),
      field<&Split::state>("state", {.label = "状态", .codes = "split_state", .derived = true}),
      field<&Split::author>("author", split_author),
      field<&Split::day>("day", split_day),
  });
  static const record::Type type{.name = "plan.split",
                                 .label = "目标分解",
                                 .scope = record::Scope::branch,
                                 .right = "plan.read",
                                 .sort = "-id",
                                 .fields = fields,
                                 .title = "indicator"};
  return type;
}

const record::Type& Share::type() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&Share::split>(
          "split",
          {.label = "分解方案", .target = "plan.split", .required = true, .indexed = true}),
      field<&Share::plan>("plan", split_plan),
      field<&Share::indicator>("indicator", split_indicator),
      field<&Share::branch>("branch", split_society),
      field<&Share::year>("year", split_year),
      field<&Share::department>("department", {.label = "部门", .codes = "department"}),
      field<&Share::kind>("kind", {.label = "类别", .codes = "share_kind", .required = true}),
      field<&Share::value>("value", {.label = "目标值", .required = true, .max_length = 20}),
  });
  static const record::Type type{.name = "plan.share",
                                 .label = "分解目标",
                                 .scope = record::Scope::branch,
                                 .right = "plan.read",
                                 .sort = "-id",
                                 .fields = fields,
                                 .title = "indicator"};
  return type;
}

const record::Type& YearLock::type() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&YearLock::plan>(
          "plan", {.label = "规划", .required = true, .natural_key = true, .max_length = 40}),
      field<&YearLock::branch>("branch", {.label = "组织",
                                          .target = "network.society",
                                          .required = true,
                                          .natural_key = true,
                                          .indexed = true}),
      field<&YearLock::year>("year", split_year),
      field<&YearLock::reason>("reason", split_reason),
      field<&YearLock::author>("author", split_author),
      field<&YearLock::day>("day", split_day),
  });
  static const record::Type type{.name = "plan.year_lock",
                                 .label = "年度目标锁定",
                                 .scope = record::Scope::branch,
                                 .right = "plan.read",
                                 .sort = "-id",
                                 .fields = fields};
  return type;
}

const record::Type& OwnTarget::type() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&OwnTarget::plan>(
          "plan", {.label = "规划", .required = true, .natural_key = true, .max_length = 40}),
      field<&OwnTarget::indicator>("indicator", {.label = "指标",
                                                 .required = true,
                                                 .natural_key = true,
                                                 .indexed = true,
                                                 .max_length = 10}),
      field<&OwnTarget::branch>("branch", {.label = "组织",
                                           .target = "network.society",
                                           .required = true,
                                           .natural_key = true,
                                           .indexed = true}),
      field<&OwnTarget::year>("year",
                              {.label = "年度", .natural_key = true, .min = 0, .max = 2100}),
      field<&OwnTarget::value>("value", {.label = "自定目标", .required = true, .max_length = 20}),
      field<&OwnTarget::document>("document", {.label = "本级规划文件", .required = true}),
      field<&OwnTarget::reason>("reason", split_reason),
      field<&OwnTarget::author>("author", split_author),
      field<&OwnTarget::day>("day", split_day),
  });
  static const record::Type type{.name = "plan.own_target",
                                 .label = "自定目标",
                                 .scope = record::Scope::branch,
                                 .right = "plan.read",
                                 .sort = "-id",
                                 .fields = fields,
                                 .title = "indicator",
                                 .import_command = "plan.set_own_target"};
  return type;
}

std::span<const record::Field> SplitTarget::fields() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&SplitTarget::branch>("branch", split_society),
      field<&SplitTarget::plan>("plan", split_plan),
      field<&SplitTarget::indicator>("indicator", split_indicator),
      field<&SplitTarget::axes>("axes", split_axes),
      field<&SplitTarget::depth>("depth", split_depth),
      field<&SplitTarget::method>("method", split_method),
      field<&SplitTarget::curve>("curve", split_curve),
      field<&SplitTarget::total>("total", {.label = "总目标", .max_length = 20}),
      field<&SplitTarget::reserve>("reserve", split_reserve),
      field<&SplitTarget::reserve_name>("reserve_name", split_reserve_name),
      field<&SplitTarget::weights>("weights", split_weights),
      field<&SplitTarget::departments>("departments", {.label = "部门权重", .max_length = 1000}),
      field<&SplitTarget::cells>("cells", {.label = "手工分解", .max_length = 400'000}),
      field<&SplitTarget::reason>("reason", split_reason),
      field<&SplitTarget::basis>("basis", {.label = "依据版本", .max_length = 60}),
  });
  return fields;
}
std::span<const record::Field> LockYear::fields() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&LockYear::branch>("branch", split_society),
      field<&LockYear::plan>("plan", split_plan),
      field<&LockYear::year>("year", {.label = "年度", .required = true, .min = 2000, .max = 2100}),
      field<&LockYear::reason>("reason", split_reason),
  });
  return fields;
}
std::span<const record::Field> SetOwnTarget::fields() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&SetOwnTarget::branch>("branch", split_society),
      field<&SetOwnTarget::plan>("plan", split_plan),
      field<&SetOwnTarget::indicator>("indicator", split_indicator),
      field<&SetOwnTarget::year>("year", split_year),
      field<&SetOwnTarget::value>("value",
                                  {.label = "自定目标", .required = true, .max_length = 20}),
      field<&SetOwnTarget::document>("document", {.label = "本级规划文件", .required = true}),
      field<&SetOwnTarget::reason>("reason", split_reason),
  });
  return fields;
}

}  // namespace boai::plan

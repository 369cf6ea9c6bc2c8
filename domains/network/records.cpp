#include "domains/network/records.hpp"

namespace boai::network {

using record::field;

const record::Type& Region::type() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&Region::code>("code", {.label = "代码",
                                    .required = true,
                                    .natural_key = true,
                                    .indexed = true,
                                    .max_length = 12}),
      field<&Region::name>("name", {.label = "名称", .required = true, .max_length = 60}),
      field<&Region::name_en>("name_en", {.label = "英文名", .max_length = 80}),
      field<&Region::level>("level", {.label = "层级", .codes = "region_level", .required = true}),
      field<&Region::kind>("kind", {.label = "类别", .codes = "region_kind"}),
      field<&Region::parent>("parent", {.label = "上级代码", .indexed = true}),
      field<&Region::host>("host", {.label = "所属地代码"}),
      field<&Region::in_coverage>("in_coverage", {.label = "计入覆盖率"}),
      field<&Region::since>("since", {.label = "启用"}),
      field<&Region::until>("until", {.label = "停用"}),
      field<&Region::successor>("successor", {.label = "承继代码"}),
      field<&Region::longitude>("longitude", {.label = "经度", .unit = "degree_wgs84"}),
      field<&Region::latitude>("latitude", {.label = "纬度", .unit = "degree_wgs84"}),
  });
  static const record::Type type{.name = "network.region",
                                 .label = "行政区划",
                                 .scope = record::Scope::open,
                                 .right = "network.read",
                                 .sort = "code",
                                 .fields = fields,
                                 .title = "name",
                                 .import_command = "network.add_region"};
  return type;
}

const record::Type& Population::type() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&Population::region>(
          "region", {.label = "区划代码", .required = true, .natural_key = true, .indexed = true}),
      field<&Population::year>(
          "year",
          {.label = "年度", .required = true, .natural_key = true, .min = 1949, .max = 2100}),
      field<&Population::series>(
          "series",
          {.label = "口径", .codes = "population_series", .required = true, .natural_key = true}),
      field<&Population::persons>(
          "persons",
          {.label = "人数", .unit = "person", .required = true, .min = 0, .max = 2'000'000'000}),
      field<&Population::source>("source", {.label = "来源"}),
  });
  static const record::Type type{.name = "network.population",
                                 .label = "人口",
                                 .scope = record::Scope::open,
                                 .right = "network.read",
                                 .sort = "-year",
                                 .fields = fields,
                                 .import_command = "network.record_population"};
  return type;
}

const record::Type& Placement::type() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&Placement::branch>(
          "branch",
          {.label = "组织", .target = "network.society", .required = true, .indexed = true}),
      field<&Placement::parent>("parent",
                                {.label = "上级", .target = "network.society", .required = true}),
      field<&Placement::since>("since", {.label = "起", .required = true}),
      field<&Placement::until>("until", {.label = "止"}),
  });
  static const record::Type type{.name = "network.placement",
                                 .label = "隶属变动",
                                 .scope = record::Scope::branch,
                                 .right = "network.read",
                                 .sort = "since",
                                 .fields = fields};
  return type;
}

const record::Type& Succession::type() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&Succession::branch>(
          "branch",
          {.label = "原组织", .target = "network.society", .required = true, .indexed = true}),
      field<&Succession::successor>(
          "successor",
          {.label = "承继组织", .target = "network.society", .required = true, .indexed = true}),
      field<&Succession::kind>("kind",
                               {.label = "方式", .codes = "succession_kind", .required = true}),
      field<&Succession::day>("day", {.label = "日期", .required = true}),
  });
  static const record::Type type{.name = "network.succession",
                                 .label = "组织承继",
                                 .scope = record::Scope::branch,
                                 .right = "network.read",
                                 .sort = "-id",
                                 .fields = fields};
  return type;
}

std::span<const record::Field> AddRegion::fields() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&AddRegion::branch>(
          "branch", {.label = "维护组织", .target = "network.society", .required = true}),
      field<&AddRegion::code>("code", {.label = "代码", .required = true, .max_length = 12}),
      field<&AddRegion::name>("name", {.label = "名称", .required = true, .max_length = 60}),
      field<&AddRegion::name_en>("name_en", {.label = "英文名", .max_length = 80}),
      field<&AddRegion::level>("level",
                               {.label = "层级", .codes = "region_level", .required = true}),
      field<&AddRegion::kind>("kind", {.label = "类别", .codes = "region_kind"}),
      field<&AddRegion::parent>("parent", {.label = "上级代码"}),
      field<&AddRegion::host>("host", {.label = "所属地代码"}),
      field<&AddRegion::in_coverage>("in_coverage", {.label = "计入覆盖率"}),
      field<&AddRegion::since>("since", {.label = "启用"}),
      field<&AddRegion::until>("until", {.label = "停用"}),
      field<&AddRegion::successor>("successor", {.label = "承继代码"}),
      field<&AddRegion::longitude>("longitude", {.label = "经度"}),
      field<&AddRegion::latitude>("latitude", {.label = "纬度"}),
  });
  return fields;
}

std::span<const record::Field> RecordPopulation::fields() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&RecordPopulation::branch>(
          "branch", {.label = "维护组织", .target = "network.society", .required = true}),
      field<&RecordPopulation::region>("region", {.label = "区划代码", .required = true}),
      field<&RecordPopulation::year>("year",
                                     {.label = "年度", .required = true, .min = 1949, .max = 2100}),
      field<&RecordPopulation::series>(
          "series", {.label = "口径", .codes = "population_series", .required = true}),
      field<&RecordPopulation::persons>(
          "persons",
          {.label = "人数", .unit = "person", .required = true, .min = 0, .max = 2'000'000'000}),
      field<&RecordPopulation::source>("source", {.label = "来源"}),
  });
  return fields;
}

std::span<const record::Field> OpenSociety::fields() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&OpenSociety::parent>("parent",
                                  {.label = "上级", .target = "network.society", .required = true}),
      field<&OpenSociety::code>("code", {.label = "代码", .required = true, .max_length = 30}),
      field<&OpenSociety::name>("name", {.label = "名称", .required = true, .max_length = 100}),
      field<&OpenSociety::level>("level",
                                 {.label = "层级", .codes = "society_level", .required = true}),
      field<&OpenSociety::kind>("kind",
                                {.label = "类型", .codes = "society_kind", .required = true}),
      field<&OpenSociety::region>("region", {.label = "区划代码", .required = true}),
      field<&OpenSociety::since>("since", {.label = "成立日期", .required = true}),
  });
  return fields;
}

std::span<const record::Field> RenameSociety::fields() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&RenameSociety::society>(
          "society", {.label = "组织", .target = "network.society", .required = true}),
      field<&RenameSociety::name>("name", {.label = "新名称", .required = true, .max_length = 100}),
  });
  return fields;
}

std::span<const record::Field> CloseSociety::fields() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&CloseSociety::society>(
          "society", {.label = "组织", .target = "network.society", .required = true}),
      field<&CloseSociety::until>("until", {.label = "最后一日", .required = true}),
      field<&CloseSociety::successor>("successor",
                                      {.label = "承继组织", .target = "network.society"}),
  });
  return fields;
}

std::span<const record::Field> MoveSociety::fields() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&MoveSociety::society>(
          "society", {.label = "组织", .target = "network.society", .required = true}),
      field<&MoveSociety::parent>(
          "parent", {.label = "新上级", .target = "network.society", .required = true}),
      field<&MoveSociety::since>("since", {.label = "划转日期", .required = true}),
  });
  return fields;
}

std::span<const record::Field> MergeSociety::fields() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&MergeSociety::society>(
          "society", {.label = "组织", .target = "network.society", .required = true}),
      field<&MergeSociety::successor>(
          "successor", {.label = "并入组织", .target = "network.society", .required = true}),
      field<&MergeSociety::until>("until", {.label = "最后一日", .required = true}),
  });
  return fields;
}

std::span<const record::Field> SplitSociety::fields() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&SplitSociety::society>(
          "society", {.label = "原组织", .target = "network.society", .required = true}),
      field<&SplitSociety::code>("code", {.label = "新代码", .required = true, .max_length = 30}),
      field<&SplitSociety::name>("name", {.label = "新名称", .required = true, .max_length = 100}),
      field<&SplitSociety::region>("region", {.label = "区划代码", .required = true}),
      field<&SplitSociety::since>("since", {.label = "成立日期", .required = true}),
  });
  return fields;
}

}  // namespace boai::network

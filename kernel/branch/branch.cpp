#include "kernel/branch/branch.hpp"

#include <charconv>

namespace boai::branch {

using record::field;

const record::Type& Branch::type() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&Branch::code>("code", {.label = "代码",
                                    .required = true,
                                    .natural_key = true,
                                    .indexed = true,
                                    .max_length = 30}),
      field<&Branch::name>("name", {.label = "名称", .required = true, .max_length = 100}),
      field<&Branch::level>(
          "level", {.label = "层级", .codes = "society_level", .required = true, .indexed = true}),
      field<&Branch::kind>("kind", {.label = "类型", .codes = "society_kind", .required = true}),
      field<&Branch::parent>("parent",
                             {.label = "上级", .target = "network.society", .indexed = true}),
      field<&Branch::region>("region", {.label = "区划代码", .required = true, .indexed = true}),
      field<&Branch::path>("path",
                           {.label = "路径", .indexed = true, .derived = true, .max_length = 300}),
      field<&Branch::state>("state", {.label = "状态", .codes = "society_state", .derived = true}),
      field<&Branch::since>("since", {.label = "成立日期", .required = true}),
      field<&Branch::until>("until", {.label = "终止日期", .derived = true}),
      field<&Branch::successor>(
          "successor", {.label = "承继组织", .target = "network.society", .derived = true}),
  });
  static const record::Type type{.name = "network.society",
                                 .label = "红十字会组织",
                                 .scope = record::Scope::self,
                                 .right = "network.read",
                                 .sort = "code",
                                 .fields = fields,
                                 .title = "name",
                                 .import_command = "network.open_society"};
  return type;
}

std::vector<std::int64_t> ancestors_of(std::string_view path) {
  std::vector<std::int64_t> ids;
  std::int64_t id = 0;
  for (char letter : path) {
    if (letter == '/') {
      if (id != 0) ids.push_back(id);
      id = 0;
    } else {
      id = id * 10 + (letter - '0');
    }
  }
  return ids;
}

}  // namespace boai::branch

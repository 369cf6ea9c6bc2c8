// The import as a record, and how it is taken back.
#include "kernel/exchange/export.hpp"
#include "kernel/exchange/import.hpp"

namespace boai::exchange {

using record::Field;
using record::field;

const record::Type& Import::type() {
  static constexpr auto fields = std::to_array<Field>({
      field<&Import::branch>(
          "branch",
          {.label = "组织", .target = "network.society", .required = true, .indexed = true}),
      field<&Import::record_type>("record_type", {.label = "数据类型", .required = true}),
      field<&Import::file>("file", {.label = "文件"}),
      field<&Import::batch>("batch", {.label = "批次"}),
      field<&Import::account>("account", {.label = "导入人"}),
      field<&Import::state>("state", {.label = "状态", .codes = "import_state"}),
      field<&Import::rows>("rows", {.label = "行数"}),
      field<&Import::created>("created", {.label = "新增"}),
      field<&Import::changed>("changed", {.label = "更新"}),
      field<&Import::unchanged>("unchanged", {.label = "未变"}),
      field<&Import::refused>("refused", {.label = "退回"}),
      field<&Import::day>("day", {.label = "日期"}),
  });
  static const record::Type type{.name = "exchange.import",
                                 .label = "导入批次",
                                 .scope = record::Scope::branch,
                                 .right = "exchange.import",
                                 .sort = "-id",
                                 .fields = fields};
  return type;
}

std::span<const Field> Withdraw::fields() {
  static constexpr auto fields = std::to_array<Field>({
      field<&Withdraw::import>(
          "import", {.label = "导入批次", .target = "exchange.import", .required = true}),
  });
  return fields;
}

Result<Import> handle(unit::Context& context, Import import, const Withdraw&) {
  if (import.state == "withdrawn") return conflict("exchange.withdrawn", "import");
  if (import.changed > 0) return conflict("exchange.changed_existing", "import");
  const record::Type* type = nullptr;
  std::vector<std::int64_t> ids;
  store::Connection& connection = context.batch().connection();
  store::Value values[] = {import.batch, import.record_type};
  TRY(connection.each("SELECT record FROM journal WHERE command_id = ? AND type = ? ORDER BY seq",
                      values, [&](const store::RowView& row) {
                        ids.push_back(row.number(0));
                        return true;
                      }));
  type = context.house().types.find(import.record_type);
  if (type == nullptr) return internal("exchange.type", import.record_type);
  for (std::int64_t id : ids) {
    record::Row row = TRY(context.load_row(*type, id));
    if (row.version != 1) return conflict("exchange.stood_upon", "import", std::to_string(id));
    TRY(context.remove_row(*type, id));
  }
  import.state = "withdrawn";
  TRY(context.save(import));
  return import;
}

void register_in(record::Registry& types, command::Registry& commands) {
  types.add(Import::type());
  types.add(Export::type());
  commands.add(command::make<Withdraw>("exchange.withdraw", "撤回导入", "exchange.import"));
}

}  // namespace boai::exchange

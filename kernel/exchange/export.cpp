#include "kernel/exchange/export.hpp"

#include "base/crypto/digest.hpp"

namespace boai::exchange {

using record::Field;
using record::field;
using record::Kind;

const record::Type& Export::type() {
  static constexpr auto fields = std::to_array<Field>({
      field<&Export::branch>(
          "branch",
          {.label = "组织", .target = "network.society", .required = true, .indexed = true}),
      field<&Export::record_type>("record_type", {.label = "数据类型", .required = true}),
      field<&Export::format>("format", {.label = "格式"}),
      field<&Export::filters>("filters", {.label = "筛选", .max_length = 2000}),
      field<&Export::rows>("rows", {.label = "行数"}),
      field<&Export::account>("account", {.label = "导出人"}),
      field<&Export::at>("at", {.label = "时间"}),
  });
  static const record::Type type{.name = "exchange.export",
                                 .label = "导出记录",
                                 .scope = record::Scope::branch,
                                 .right = "exchange.export",
                                 .sort = "-id",
                                 .fields = fields};
  return type;
}

Result<std::int64_t> branch_of_act(const unit::House& house, const rights::Principal& who,
                                   std::string_view right) {
  for (const rights::Grant& grant : who.grants) {
    const rights::Role* role = house.roles.find(grant.role);
    if (role != nullptr && role->rights.contains(right)) return grant.branch;
  }
  return forbidden("rights.not_held", {}, std::string(right));
}

namespace {

// Code and name of every society, because an id means nothing outside.
using Societies = std::unordered_map<std::int64_t, std::string>;

Result<Societies> read_societies(store::Connection& connection) {
  Societies societies;
  TRY(connection.each(
      "SELECT id, code, name FROM network_society", {}, [&](const store::RowView& row) {
        societies[row.number(0)] = std::string(row.text(1)) + " " + std::string(row.text(2));
        return true;
      }));
  return societies;
}

std::string in_shanghai(Instant instant) {
  constexpr std::int64_t eight_hours = 8LL * 3600 * 1000;
  std::string text = to_text(Instant{instant.milliseconds + eight_hours});
  return text.substr(0, 10) + " " + text.substr(11, 8);
}

class ListRows {
 public:
  ListRows(const unit::House& house, const Outgoing& order, Societies societies)
      : house_(house), order_(order), societies_(std::move(societies)) {}

  std::vector<Cell> header() const {
    std::vector<Cell> cells = {{order_.labels ? "编号" : "id"}};
    for (const Field& each : order_.type->fields) {
      if (each.traits.secret) continue;
      cells.push_back({std::string(order_.labels ? each.traits.label : each.name)});
    }
    return cells;
  }

  const std::vector<Cell>& cells(const record::Row& row) {
    cells_.assign(1, {std::to_string(row.id)});
    for (std::size_t index = 0; index < order_.type->fields.size(); ++index) {
      const Field& each = order_.type->fields[index];
      if (!each.traits.secret) cells_.push_back(cell(each, row.values[index]));
    }
    return cells_;
  }

 private:
  Cell cell(const Field& of, const record::Value& value) const {
    std::string text = record::to_text(of, value);
    if (of.traits.personal) return {lists::masked(text)};
    if (order_.labels) text = in_words(of, value, std::move(text));
    bool number = of.kind == Kind::integer || of.kind == Kind::money;
    if (number && of.traits.target.empty()) return {std::move(text), Cell::Kind::number};
    return {std::move(text), of.kind == Kind::day ? Cell::Kind::day : Cell::Kind::text};
  }

  std::string in_words(const Field& of, const record::Value& value, std::string text) const {
    if (text.empty()) return text;
    if (of.kind == Kind::boolean) return text == "true" ? "是" : "否";
    if (of.kind == Kind::instant) return in_shanghai({store::number_of(value)});
    if (of.traits.target == "network.society") {
      auto found = societies_.find(store::number_of(value));
      return found == societies_.end() ? text : found->second;
    }
    if (of.traits.codes.empty()) return text;
    std::string words;
    for (std::string_view each : record::codes_in(of, text)) {
      const unit::Code* code = house_.code(of.traits.codes, each);
      words += (words.empty() ? "" : "、") + (code ? code->name : std::string(each));
    }
    return words;
  }

  const unit::House& house_;
  const Outgoing& order_;
  Societies societies_;
  std::vector<Cell> cells_;
};

Result<std::int64_t> write_rows(store::Connection& connection, const unit::House& house,
                                const Outgoing& order, const std::string& path) {
  auto sheet = TRY(new_sheet(order.format, path, order.marked));
  ListRows table(house, order, TRY(read_societies(connection)));
  TRY(sheet->row(table.header()));
  std::int64_t limit = order.format == "xlsx" ? xlsx_rows_max : csv_rows_max;
  std::int64_t rows = 0;
  Outcome put = Done{};
  TRY(lists::each(connection, house, *order.type, order.who, order.filters, "exchange.export",
                  [&](const record::Row& row) {
                    if (++rows > limit) return false;
                    put = sheet->row(table.cells(row));
                    return put.ok();
                  }));
  TRY(std::move(put));
  if (rows > limit) {
    return invalid("export.too_many_rows", "format", std::to_string(limit));
  }
  TRY(sheet->close());
  return rows;
}

std::string text_of(const lists::Parameters& filters) {
  std::string text;
  for (const auto& [name, value] : filters) {
    bool about_the_file = name == "format" || name == "labels";
    if (!about_the_file) text += (text.empty() ? "" : "&") + name + "=" + value;
  }
  constexpr std::size_t filters_max = 600;  // bytes; a field holds 2000 characters
  if (text.size() <= filters_max) return text;
  std::size_t cut = filters_max;
  while ((static_cast<unsigned char>(text[cut]) & 0xc0) == 0x80) --cut;  // a whole character
  return text.substr(0, cut) + "...";
}

}  // namespace

Result<Exported> run_export(unit::Writer& writer, store::Connection& connection,
                            const unit::House& house, const Outgoing& order) {
  Exported done{.file = TRY(UnnamedFile::create(order.folder))};
  std::int64_t at = TRY(branch_of_act(house, order.who, "exchange.export"));
  if (rights::reach_of(house.roles, order.who, order.type->right).none()) {
    return forbidden("rights.not_held", {}, std::string(order.type->right));
  }
  TRY(connection.begin_read());
  auto written = write_rows(connection, house, order, done.file->path());
  TRY(connection.rollback());
  done.rows = TRY(std::move(written));
  TRY(writer.run([&](unit::Batch& batch) -> Outcome {
    Export act{.branch = {at},
               .record_type = std::string(order.type->name),
               .format = order.format,
               .filters = text_of(order.filters),
               .rows = done.rows,
               .account = order.who.name,
               .at = batch.now()};
    unit::Context context(batch, order.who);
    TRY(context.save(act));
    TRY(batch.accept(context.changes(), order.who, crypto::uuid4(), "exchange.export"));
    done.id = act.id.number;
    return Done{};
  }));
  return done;
}

}  // namespace boai::exchange

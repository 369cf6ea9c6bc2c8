#include "kernel/ledger/records.hpp"

#include <array>

namespace boai::ledger {

using record::field;

const record::Type& EntryRecord::type() {
  static constexpr auto fields = std::to_array<record::Field>({
      field<&EntryRecord::seq>("seq", {.label = "序号", .required = true}),
      field<&EntryRecord::branch>("branch", {.label = "组织", .target = "network.society"}),
      field<&EntryRecord::book>("book", {.label = "账簿", .required = true}),
      field<&EntryRecord::number>("number", {.label = "编号", .required = true}),
      field<&EntryRecord::kind>("kind",
                                {.label = "类别", .codes = "ledger_kind", .required = true}),
      field<&EntryRecord::day>("day", {.label = "发生日期"}),
      field<&EntryRecord::at>("at", {.label = "记账时间", .required = true}),
      field<&EntryRecord::unit>("unit", {.label = "单位"}),
      field<&EntryRecord::amount>("amount", {.label = "数量（最小单位）"}),
      field<&EntryRecord::tags>("tags", {.label = "限定或用途", .max_length = 7000}),
      field<&EntryRecord::fund>("fund", {.label = "基金", .max_length = 7000}),
      field<&EntryRecord::place>("place", {.label = "仓库"}),
      field<&EntryRecord::purpose>("purpose", {.label = "支出类别"}),
      field<&EntryRecord::channel>("channel", {.label = "渠道"}),
      field<&EntryRecord::campaign>("campaign", {.label = "募捐活动"}),
      field<&EntryRecord::agreement>("agreement", {.label = "捐赠协议"}),
      field<&EntryRecord::payer>("payer", {.label = "费用承担"}),
      field<&EntryRecord::lot>("lot", {.label = "所成批次"}),
      field<&EntryRecord::lots>("lots", {.label = "批次数"}),
      field<&EntryRecord::subject>("subject", {.label = "所涉批次"}),
      field<&EntryRecord::reverses>("reverses", {.label = "冲销分录"}),
      field<&EntryRecord::reason>("reason", {.label = "理由"}),
      field<&EntryRecord::second>("second", {.label = "复核人"}),
      field<&EntryRecord::imported>("imported", {.label = "历史导入"}),
      field<&EntryRecord::hash>("hash", {.label = "校验值"}),
      field<&EntryRecord::input>("input", {.label = "原始输入", .max_length = 1'000'000}),
  });
  static const record::Type type{.name = "ledger.entry",
                                 .label = "捐赠台账分录",
                                 .scope = record::Scope::branch,
                                 .right = "ledger.read",
                                 .sort = "-id",
                                 .fields = fields,
                                 .title = "number"};
  return type;
}

void register_in(record::Registry& types, measures::Book& book) {
  using measures::Kind;
  const record::Type* entry = &EntryRecord::type();
  types.add(*entry);
  auto flow = [&](const char* code, const char* label, const char* kind, bool money) {
    measures::Measure measure{.code = code,
                              .label = label,
                              .kind = Kind::flow,
                              .type = entry,
                              .day = "day",
                              .where = {{"kind", kind}}};
    if (money) measure.amount = "amount";
    if (money) measure.where.push_back({"unit", "CNY"});
    book.measures.push_back(std::move(measure));
  };
  flow("ledger.gifts", "捐赠笔数", "gift", false);
  flow("ledger.gift_fen", "捐赠款（分）", "gift", true);
  flow("ledger.micro_fen", "小额捐赠款（分）", "micro", true);
  flow("ledger.use_fen", "捐赠款支出（分）", "use", true);
}

const char* const entry_columns =
    "e.seq, e.number, e.book, e.kind, e.day, e.at, e.unit, e.amount, e.tags, e.fund, e.place, "
    "e.purpose, e.channel, e.campaign, e.agreement, e.payer, e.lot, e.lots, e.subject, e.reverses, "
    "e.reason, e.second, e.imported, e.input, e.hash";

namespace {

record::Value word(const std::string& text) {
  return text.empty() ? record::Value() : record::Value(text);
}
record::Value count(std::int64_t number) {
  return number == 0 ? record::Value() : record::Value(number);
}

}  // namespace

record::Row row_of(const Entry& entry, std::int64_t id, std::int64_t branch) {
  record::Row row{id, 1, {}};
  row.values.reserve(EntryRecord::type().fields.size());
  auto& to = row.values;
  to.emplace_back(entry.seq);
  to.push_back(count(branch));
  to.emplace_back(entry.book);
  to.emplace_back(entry.id);
  to.emplace_back(std::string(name_of(entry.kind)));
  to.push_back(count(entry.day.number()));
  to.emplace_back(entry.at.milliseconds);
  to.push_back(word(entry.unit));
  to.push_back(count(entry.amount));
  to.push_back(word(joined(entry.tags)));
  for (const std::string* each : {&entry.fund, &entry.place, &entry.purpose, &entry.channel,
                                  &entry.campaign, &entry.agreement, &entry.payer}) {
    to.push_back(word(*each));
  }
  for (std::int64_t each : {entry.lot, entry.lots, entry.subject, entry.reverses}) {
    to.push_back(count(each));
  }
  to.push_back(word(entry.reason));
  to.push_back(word(entry.second));
  to.push_back(count(entry.imported ? 1 : 0));
  to.push_back(word(entry.hash));
  to.push_back(word(entry.input));
  return row;
}

Entry entry_from(const store::RowView& row, int column) {
  auto text = [&] { return std::string(row.text(column++)); };
  auto number = [&] { return row.null(column) ? (++column, 0) : row.number(column++); };
  Entry entry;
  entry.seq = number();
  entry.id = text();
  entry.book = text();
  entry.kind = kind_of(text()).value_or(Kind::gift);
  entry.day = Day::from_number(number()).value_or(Day{});
  entry.at.milliseconds = number();
  entry.unit = text();
  entry.amount = number();
  entry.tags = parted(text());
  for (std::string* each : {&entry.fund, &entry.place, &entry.purpose, &entry.channel,
                            &entry.campaign, &entry.agreement, &entry.payer}) {
    *each = text();
  }
  for (std::int64_t* each : {&entry.lot, &entry.lots, &entry.subject, &entry.reverses}) {
    *each = number();
  }
  entry.reason = text();
  entry.second = text();
  entry.imported = number() != 0;
  entry.input = text();
  entry.hash = text();
  return entry;
}

}  // namespace boai::ledger

// 导出一份名单: what leaves, for whom, and what the journal says about it.
#include "kernel/exchange/export.hpp"

#include "kernel/exchange/template.hpp"
#include "tests/stories/office.hpp"

namespace boai::story {

class Takeout : public Office {
 protected:
  Result<exchange::Exported> take(const std::string& who, const std::string& type,
                                  const std::string& format, lists::Parameters filters = {},
                                  bool labels = false) {
    auto reader = app_->readers->borrow();
    auto viewer = rights::principal_of(**reader, who, app_->today());
    return exchange::run_export(*app_->writer, **reader, *app_->house,
                                {.type = app_->house->types.find(type),
                                 .filters = std::move(filters),
                                 .format = format,
                                 .labels = labels,
                                 .who = *viewer,
                                 .folder = data_});
  }
  static std::vector<exchange::Row> read(exchange::UnnamedFile& file) {
    std::vector<exchange::Row> all;
    auto rows = exchange::open_rows(file.path());
    EXPECT_TRUE(rows.ok()) << rows.error().code;
    for (exchange::Row row; rows.ok();) {
      auto more = (*rows)->next(row);
      EXPECT_TRUE(more.ok()) << more.error().code;
      if (!more.ok() || !*more) break;
      all.push_back(row);
    }
    return all;
  }
};

TEST_F(Takeout, HoldsTheListsRowsAndNoOthers) {
  act("xuanwu", "training.certify", certificate("320102", "E-1", "张小三", "11010519491231002X"));
  act("gulou_xuzhou", "training.certify",
      certificate("320302", "E-2", "张小三", "11010519491231002X", "2026-10-01"));
  for (const char* format : {"csv", "xlsx"}) {
    SCOPED_TRACE(format);
    auto mine = take("xuanwu", "training.certificate", format);
    ASSERT_TRUE(mine.ok()) << mine.error().code;
    EXPECT_EQ(mine->rows, 1);
    auto rows = read(*mine->file);
    ASSERT_EQ(rows.size(), 2U);
    EXPECT_EQ(rows[0].cells[3], "number");
    EXPECT_EQ(rows[1].cells[3], "E-1");
    auto filtered = take("planner", "training.certificate", format, {{"day.to", "2026-10-31"}});
    ASSERT_TRUE(filtered.ok());
    EXPECT_EQ(read(*filtered->file)[1].cells[3], "E-2");
  }
  auto words = take("xuanwu", "training.certificate", "xlsx", {}, true);
  auto rows = read(*words->file);
  EXPECT_EQ(rows[0].cells[1], "发证组织");
  EXPECT_TRUE(rows[1].cells[1].starts_with("320102 ")) << rows[1].cells[1];
  EXPECT_EQ(rows[1].cells[4], "红十字救护员");
  EXPECT_EQ(rows[1].cells[7], "2026-11-20");
}

TEST_F(Takeout, KeepsPersonalFieldsMaskedAndSecretsInside) {
  act("xuanwu", "training.certify", certificate("320102", "E-1", "张小三", "11010519491231002X"));
  auto people = take("xuanwu", "people.person", "csv");
  ASSERT_TRUE(people.ok());
  auto rows = read(*people->file);
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_EQ(rows[1].cells[1], "张**");
  for (const auto& row : rows) {
    for (const auto& cell : row.cells) EXPECT_EQ(cell.find("aes256gcm"), std::string::npos);
  }
}

TEST_F(Takeout, IsAnActInTheJournal) {
  auto before = verified().rows;
  auto done = take("nanjing", "training.certificate", "csv", {{"day.from", "2026-01-01"}});
  ASSERT_TRUE(done.ok()) << done.error().code;
  EXPECT_EQ(verified().rows, before + 1);
  auto acts = seen_by("planner", "exchange.export");
  ASSERT_EQ(acts.size(), 1U);
  EXPECT_EQ(acts[0].at("account").as_string(), "nanjing");
  EXPECT_EQ(acts[0].at("filters").as_string(), "day.from=2026-01-01");
  EXPECT_EQ(acts[0].at("rows").as_int64(), 0);
  EXPECT_EQ(seen_by("gulou_xuzhou", "exchange.export").size(), 0U) << "another county's act";
}

TEST_F(Takeout, IsRefusedWithAReason) {
  rights::Role reader{"reader", "只读", "Reader", {{"training.read", rights::Span::below}}};
  app_->house->roles.roles.push_back(reader);
  app_->house->codes["role"].push_back({"reader", "只读", "Reader", {}});
  good(app::first_account(*app_, "guest", "guest", "", "reader", at("32")));
  struct Row {
    std::string who, type, format;
    lists::Parameters filters;
    std::string answer;
  };
  for (const Row& row : std::vector<Row>{
           {"guest", "training.certificate", "csv", {}, "rights.not_held"},
           {"xuanwu", "identity.account", "csv", {}, "rights.not_held"},
           {"xuanwu", "training.certificate", "pdf", {}, "export.format"},
           {"xuanwu", "training.certificate", "csv", {{"colour", "red"}}, "list.unknown_field"},
           {"xuanwu", "people.person", "csv", {{"name", "张小三"}}, "list.unknown_field"},
       }) {
    SCOPED_TRACE(row.who + " " + row.type + " " + row.format);
    EXPECT_EQ(answer_of(take(row.who, row.type, row.format, row.filters)), row.answer);
  }
  EXPECT_EQ(seen_by("planner", "exchange.export").size(), 0U) << "what did not happen";
}

TEST_F(Takeout, OfATemplateFilledInImportsAsItIs) {
  const record::Type* type = app_->house->types.find("training.certificate");
  const command::Type* command = app_->commands.find(type->import_command);
  for (const char* format : {"csv", "xlsx"}) {
    SCOPED_TRACE(format);
    std::string path = data_ + "/template." + format;
    ASSERT_TRUE(exchange::write_template(*command, *app_->house, format, path).ok());
    auto preview = import("xuanwu", path, true);
    ASSERT_TRUE(preview.ok()) << preview.error().code;
    EXPECT_EQ(preview->tally.rows, 0) << "nothing in it is taken for a row";
    for (const auto& column : preview->columns) EXPECT_NE(column.field, "") << column.header;
  }
}

}  // namespace boai::story

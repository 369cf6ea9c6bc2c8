// 一份名单导入两次: files of the office, good and bad.
#include "tests/stories/office.hpp"

namespace boai::story {

using Lists = Office;

constexpr const char* header = "组织代码,证书编号,姓名,证件号码,课程,五进场所,职业,发证日期\r\n";
constexpr const char* good_row =
    "320102,JS-1,张小三,11010519491231002X,红十字救护员,进学校,教职工,2026/11/20\r\n";

TEST_F(Lists, SentTwiceChangeNothingTheSecondTime) {
  std::string path = file("a.csv", std::string("\xef\xbb\xbf") + header + good_row);
  auto preview = import("xuanwu", path, true);
  ASSERT_TRUE(preview.ok()) << preview.error().code;
  EXPECT_EQ(preview->tally.created, 1);
  EXPECT_EQ(seen_by("xuanwu", "training.certificate").size(), 0U) << "a preview writes nothing";
  auto first = import("xuanwu", path);
  ASSERT_TRUE(first.ok()) << first.error().code;
  EXPECT_EQ(first->tally.created, 1);
  std::int64_t rows = verified().rows;
  auto second = import("xuanwu", path);
  ASSERT_TRUE(second.ok());
  EXPECT_EQ(second->tally.unchanged, 1);
  EXPECT_EQ(second->tally.created + second->tally.changed, 0);
  EXPECT_EQ(verified().rows, rows + 2) << "only the import itself is journalled, begun and done";
  EXPECT_EQ(difference(), 0);
}

TEST_F(Lists, TellEachBadRowWithColumnAndCode) {
  struct Row {
    std::string row;
    std::string column;
    std::string code;
  };
  std::vector<Row> rows = {
      {"320102,B-1,李四,110105194912310021,红十字救护员,进学校,教职工,2026-11-20", "证件号码",
       "people.document_check_digit"},
      {"999999,B-2,李四,11010519491231002X,红十字救护员,进学校,教职工,2026-11-20", "组织代码",
       "import.unknown_society"},
      {"320102,B-3,李四,11010519491231002X,红十字救护员,进学校,教职工,2026年13月1日", "发证日期",
       "field.not_a_day"},
      {"320102,B-4,李四,11010519491231002X,=1+1,进学校,教职工,2026-11-20", "课程", "sheet.formula"},
      {"320102,,李四,11010519491231002X,红十字救护员,进学校,教职工,2026-11-20", "证书编号",
       "field.required"},
      {"320302,B-6,李四,11010519491231002X,红十字救护员,进学校,教职工,2026-11-20", "",
       "rights.not_here"},
      {"320102,B-7,李四,11010519491231002X,红十字救护员,进学校,教职工,2026-11-20,多,余", "",
       "sheet.ragged"},
      {"320102,B-8,李四1,11010519491231002X,红十字救护员,进学校,教职工,2026-11-20", "姓名",
       "people.name"},
  };
  std::string text = header;
  for (const Row& row : rows) text += row.row + "\n";
  auto report = import("xuanwu", file("bad.csv", text + good_row));
  ASSERT_TRUE(report.ok()) << report.error().code;
  EXPECT_EQ(report->tally.created, 1) << "the good row is taken all the same";
  ASSERT_EQ(report->tally.refused, static_cast<std::int64_t>(rows.size()));
  for (std::size_t index = 0; index < rows.size(); ++index) {
    SCOPED_TRACE(rows[index].row);
    EXPECT_EQ(report->faults[index].row, static_cast<std::int64_t>(index) + 2);
    EXPECT_EQ(report->faults[index].code, rows[index].code);
    EXPECT_EQ(report->faults[index].column, rows[index].column);
  }
  EXPECT_NE(refused().find("B-2"), std::string::npos) << "the refused rows come back";
  EXPECT_EQ(difference(), 0);
}

TEST_F(Lists, OfAnyShapeNeverCrashOrHalfImport) {
  struct Row {
    std::string text;
    std::string answer;
  };
  for (const Row& row : std::vector<Row>{
           {"", "sheet.empty"},
           {"nothing,of,ours\n1,2,3\n", "import.column_missing"},
           {std::string(header) + "\"320102,JS-1", "sheet.quote"},
           {std::string("PK\x03\x04 not a zip", 15), "sheet.not_a_sheet"},
           {std::string("\xd0\xcf\x11\xe0 old", 8), "sheet.old_xls"},
           {std::string("a\0b", 3), "sheet.not_a_sheet"},
           {std::string(header) + good_row + "\"320102,JS-2", "sheet.quote"},
           {"姓名,姓名,组织代码,证书编号,证件号码,课程,发证日期\n", "import.column_twice"},
       }) {
    SCOPED_TRACE(row.answer);
    EXPECT_EQ(answer_of(import("xuanwu", file("odd.csv", row.text))), row.answer);
  }
  EXPECT_EQ(seen_by("planner", "training.certificate").size(), 0U);
}

TEST_F(Lists, InTheOldEncodingAreRead) {
  // "姓名" and the rest in GB18030, as an old spreadsheet saves it.
  std::string utf8 = std::string(header) + good_row;
  std::string path = file("utf8.csv", utf8);
  std::string command = "iconv -f UTF-8 -t GB18030 " + path + " > " + data_ + "/gb.csv";
  ASSERT_EQ(std::system(command.c_str()), 0);
  auto report = import("xuanwu", data_ + "/gb.csv");
  ASSERT_TRUE(report.ok()) << report.error().code;
  EXPECT_EQ(report->tally.created, 1);
}

TEST_F(Lists, SayOneThingOfOneRecord) {
  std::string row = "320102,D-1,张小三,11010519491231002X,红十字救护员,进学校,教职工,2026/11/20\n";
  std::string other = row;
  other.replace(other.find("进学校"), 9, "进社区");
  std::string path = file("twice.csv", header + row + row + other);
  for (int time = 0; time < 2; ++time) {
    SCOPED_TRACE(time);
    auto report = import("xuanwu", path);
    ASSERT_TRUE(report.ok());
    EXPECT_EQ(report->tally.created, time == 0 ? 1 : 0);
    EXPECT_EQ(report->tally.unchanged, time == 0 ? 1 : 2) << "the same row twice is one";
    EXPECT_EQ(report->tally.changed, 0) << "the last row does not win in silence";
    ASSERT_EQ(report->faults.size(), 1U);
    EXPECT_EQ(report->faults[0].code, "import.duplicate");
    EXPECT_EQ(report->faults[0].row, 4);
  }
  auto preview = import("xuanwu", path, true);
  EXPECT_EQ(preview->tally.unchanged, 2);
  EXPECT_EQ(preview->tally.refused, 1);
}

TEST_F(Lists, ComeBackMendedAsTheyWentOut) {
  std::string bad =
      "320102,M-1,=张三,11010519491231002X,红十字救护员,进学校,教职工,2026/11/20\n"
      "320102,M-2,李四,110105194912310021,红十字救护员,进月球,教职工,明天\n";
  auto first = import("xuanwu", file("bad.csv", header + bad));
  ASSERT_TRUE(first.ok());
  EXPECT_EQ(first->tally.refused, 2);
  EXPECT_EQ(first->faults.size(), 3U) << "all faults of a row are told at once";
  std::string text = refused();
  EXPECT_NE(text.find("行,错误列,代码,说明"), std::string::npos);
  EXPECT_NE(text.find("'=张三"), std::string::npos) << "no formula on the way out";
  auto again = import("xuanwu", file("again.csv", text));
  ASSERT_TRUE(again.ok()) << again.error().code << again.error().detail;
  EXPECT_EQ(again->tally.refused, 2) << "as it is it is refused for the same reasons";
  EXPECT_EQ(again->faults[0].code, "sheet.formula");
  for (auto [from, to] : std::vector<std::pair<std::string, std::string>>{
           {"'=张三", "张小三"},
           {"110105194912310021", "11010519491231002X"},
           {"李四", "张小三"},
           {"进月球", "进学校"},
           {"明天", "2026年11月20日"}}) {
    text.replace(text.find(from), from.size(), to);
  }
  auto mended = import("xuanwu", file("mended.csv", text));
  EXPECT_EQ(mended->tally.created, 2) << (mended->faults.empty() ? "" : mended->faults[0].code);
}

TEST_F(Lists, AreSealedWhereTheyAreRefused) {
  std::string bad = "320102,S-1,张小三,110105194912310021,红十字救护员,进学校,教职工,2026/11/20\n";
  auto report = import("xuanwu", file("bad.csv", header + bad));
  std::ifstream sealed(data_ + "/refused.csv");
  std::string all((std::istreambuf_iterator<char>(sealed)), {});
  EXPECT_FALSE(all.empty());
  EXPECT_EQ(all.find("110105"), std::string::npos);
  auto reader = app_->readers->borrow();
  for (const char* table : {"journal", "journal_personal", "exchange_import"}) {
    std::string sql = std::string("SELECT count(*) FROM ") + table;
    if (std::string_view(table) == "journal") sql += " WHERE changes LIKE '%110105194912310021%'";
    if (std::string_view(table) == "journal_personal")
      sql += " WHERE content LIKE '%110105194912310021%'";
    if (std::string_view(table) == "exchange_import") sql += " WHERE file LIKE '%110105%'";
    EXPECT_EQ((*reader)->number(sql).value(), 0) << table;
  }
  for (const auto& fault : report->faults) {
    EXPECT_EQ(fault.detail.find("110105"), std::string::npos) << fault.detail;
  }
}

TEST_F(Lists, AreUnderstoodWithTitlesOtherWordsAndAnyWayOfWriting) {
  std::string text =
      "玄武区红十字会救护员名单,,,,,\n,,,,,\n"
      "单位代码,证书号,持证人姓名,身份证号码（必填）,培训课程,取证日期,备注\n"
      "320102,W-1,　张小三 ,11010519491231002x,First-aider,46346,随便\n"
      "\"320102 玄武区红十字会\",W-2,张小三,11010519491231002X,first_aider,2026年11月20日 08:30,\n";
  auto preview = import("xuanwu", file("other.csv", text), true);
  ASSERT_TRUE(preview.ok()) << preview.error().code << preview.error().detail;
  EXPECT_EQ(preview->header_row, 3);
  EXPECT_EQ(preview->columns[1].field, "number");
  EXPECT_EQ(preview->columns[6].field, "") << "a column of no field is left out";
  auto report = import("xuanwu", file("other.csv", text));
  EXPECT_EQ(report->tally.created, 2) << (report->faults.empty() ? "" : report->faults[0].code);
  for (const auto& row : seen_by("xuanwu", "training.certificate")) {
    EXPECT_EQ(row.at("day").as_string(), "2026-11-20");
  }
}

TEST_F(Lists, FollowTheSendersMapping) {
  std::string text = "a,b,c,d,e,f\n320102,X-1,张小三,11010519491231002X,first_aider,2026-11-20\n";
  EXPECT_EQ(answer_of(import("xuanwu", file("x.csv", text))), "import.column_missing");
  struct Row {
    std::string mapping, answer;
  };
  for (
      const Row& row : std::vector<Row>{
          {R"({"a":"branch","b":"number","c":"name","d":"document_number","e":"course","f":"day"})",
           "ok"},
          {"a=branch,b=number,c=name,d=document_number,e=course,f=day", "ok"},
          {"a=branch,b=number,c=name,d=document_number,e=course,g=day", "import.mapping_column"},
          {"a=branch,b=number,c=name,d=document_number,e=course,f=month", "import.mapping_field"},
          {"a=branch,b=number,c=name,d=document_number,e=course,f=course", "import.mapping_twice"},
          {"a=branch", "import.column_missing"},
          {"a", "import.mapping"},
          {"{\"a\":[[[[[[1]]]]]]}", "import.mapping"},
          {"{\"a\":" + std::string(60'000, '['), "import.mapping"},
          {"{\"a\":1}", "import.mapping"},
      }) {
    SCOPED_TRACE(row.mapping.substr(0, 80));
    adjust_ = [&](exchange::Order& order) { order.mapping = row.mapping; };
    EXPECT_EQ(answer_of(import("xuanwu", file("x.csv", text), true)), row.answer);
  }
}

TEST_F(Lists, AsAWholeAreTakenWholeOrNotAtAll) {
  adjust_ = [](exchange::Order& order) { order.chunk = 0; };
  std::string bad = "320102,F-9,李四,110105194912310021,红十字救护员,进学校,教职工,2026-11-20\n";
  auto refused_file = import("xuanwu", file("mixed.csv", header + std::string(good_row) + bad));
  ASSERT_TRUE(refused_file.ok());
  EXPECT_EQ(refused_file->state, "refused");
  EXPECT_EQ(refused_file->stopped->code, "import.rows_refused");
  EXPECT_EQ(refused_file->tally.created, 0);
  EXPECT_EQ(refused_file->tally.refused, 1);
  EXPECT_EQ(seen_by("xuanwu", "training.certificate").size(), 0U);
  EXPECT_EQ(difference(), 0);
  auto good_file = import("xuanwu", file("good.csv", header + std::string(good_row)));
  EXPECT_EQ(good_file->state, "done");
  EXPECT_EQ(good_file->tally.created, 1);
  EXPECT_FALSE(verified().broken.has_value());
  EXPECT_EQ(difference(), 0);
}

TEST_F(Lists, StoppedInTheMiddleSayWhatStands) {
  std::atomic<bool> stop{false};
  adjust_ = [&](exchange::Order& order) {
    order.chunk = 2;
    order.cancel = &stop;
    order.progress = [&](std::int64_t done, std::int64_t) { stop = done >= 2; };
  };
  std::string text = header;
  for (int number = 0; number < 6; ++number) {
    text += "320102,C-" + std::to_string(number) +
            ",张小三,11010519491231002X,红十字救护员,进学校,教职工,2026-11-20\n";
  }
  auto report = import("xuanwu", file("six.csv", text));
  ASSERT_TRUE(report.ok());
  EXPECT_EQ(report->state, "cancelled");
  EXPECT_EQ(report->tally.created, 2);
  auto kept = seen_by("xuanwu", "exchange.import");
  EXPECT_EQ(kept.at(0).at("state").as_string(), "cancelled");
  EXPECT_EQ(kept.at(0).at("created").as_int64(), 2);
  adjust_ = nullptr;
  auto again = import("xuanwu", file("six.csv", text));
  EXPECT_EQ(again->tally.unchanged, 2) << "sent again it goes on where it stood";
  EXPECT_EQ(again->tally.created, 4);
}

TEST_F(Lists, WhoseProcessDiedAreInterrupted) {
  adjust_ = [](exchange::Order& order) { order.batch = "11111111-1111-4111-8111-111111111111"; };
  auto report = import("xuanwu", file("a.csv", header + std::string(good_row)));
  good(app_->writer->run([&](unit::Batch& batch) -> Outcome {
    rights::Principal service{
        .account = 0, .name = "boai", .os_user = {}, .grants = {}, .service = true};
    unit::Context context(batch, service);
    auto kept = TRY(context.load(Id<exchange::Import>{report->import}));
    kept.state = "running";  // as kill -9 leaves it
    TRY(context.save(kept));
    return batch.accept(context.changes(), service, crypto::uuid4(), "test");
  }));
  good(exchange::mark_interrupted(*app_->writer, "11111111-1111-4111-8111-111111111111"));
  auto kept = seen_by("xuanwu", "exchange.import");
  EXPECT_EQ(kept.at(0).at("state").as_string(), "interrupted");
  EXPECT_EQ(kept.at(0).at("created").as_int64(), 1) << "its numbers are what was committed";
  EXPECT_FALSE(verified().broken.has_value());
}

TEST_F(Lists, AreTakenBackWholeWhileNothingStandsOnThem) {
  auto report = import("xuanwu", file("a.csv", std::string(header) + good_row));
  ASSERT_TRUE(report.ok());
  std::string id = std::to_string(report->import);
  EXPECT_EQ(act("gulou_xuzhou", "exchange.withdraw", {{"import", id}}), "rights.not_here");
  EXPECT_EQ(act("xuanwu", "exchange.withdraw", {{"import", id}}), "ok");
  EXPECT_EQ(seen_by("xuanwu", "training.certificate").size(), 0U);
  EXPECT_TRUE(indicator("FA-06", "32").at("value").is_null());
  EXPECT_EQ(act("xuanwu", "exchange.withdraw", {{"import", id}}), "exchange.withdrawn");
  EXPECT_EQ(difference(), 0);
  EXPECT_FALSE(verified().broken.has_value());
}

}  // namespace boai::story

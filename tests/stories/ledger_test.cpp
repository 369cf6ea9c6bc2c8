// The gift ledger in the store: a random society's events through it, against the ledger in memory;
// what is sent again; what the log is told; what nobody may change.
#include "engines/ledger/tests/society.hpp"
#include "engines/merkle/statement.hpp"
#include "kernel/disclosure/outbox.hpp"
#include "kernel/ledger/books.hpp"
#include "kernel/ledger/channel.hpp"
#include "kernel/ledger/chart_file.hpp"
#include "kernel/ledger/checking.hpp"
#include "kernel/ledger/reading.hpp"
#include "kernel/ledger/telling.hpp"
#include "tests/stories/office.hpp"

namespace boai::story {

using namespace ledger;

class Treasury : public Office {
 protected:
  void SetUp() override {
    Office::SetUp();
    auto charts = read_charts(app_->pack() + "/ledger");
    ASSERT_TRUE(charts.ok()) << charts.error().field << charts.error().detail;
    charts_ = *charts;
    who_.name = "treasurer";
  }

  static Event event(const std::string& text) {
    auto made = event_of_text("{" + text + "}");
    EXPECT_TRUE(made.ok()) << text << made.error().field;
    return made.ok() ? *made : Event{};
  }
  std::string post(const Event& event) {
    Outcome done = app_->writer->run([&](unit::Batch& batch) -> Outcome {
      last_ = TRY(Books::of(batch, charts_).post(event, who_));
      return Done{};
    });
    return done.ok() ? "ok" : done.error().code;
  }
  std::string post(const std::string& text) { return post(event(text)); }

  std::int64_t count(const std::string& sql) {
    auto reader = app_->readers->borrow();
    auto number = (*reader)->number(sql);
    EXPECT_TRUE(number.ok()) << number.error().detail;
    return number.ok() ? *number : -1;
  }
  void sound() {
    auto reader = app_->readers->borrow();
    auto checked = check(**reader, charts_, true);
    ASSERT_TRUE(checked.ok()) << checked.error().code << checked.error().detail;
    for (const Break& each : checked->breaks) {
      ADD_FAILURE() << each.which << " " << each.book << " " << each.what;
    }
    EXPECT_EQ(difference(), 0);
    EXPECT_FALSE(verified().broken.has_value());
  }

  // What a stranger adds up from the leaves, by fund and unit, against the books.
  void told_as_it_is() {
    auto reader = app_->readers->borrow();
    auto rows = disclosure::rows_after(**reader, 0, 1'000'000);
    ASSERT_TRUE(rows.ok()) << rows.error().detail;
    merkle::Adding adding;
    for (const auto& row : *rows) {
      auto added = adding.add(static_cast<std::uint64_t>(row.seq - 1), row.leaf);
      ASSERT_TRUE(added.ok()) << row.seq << added.error().code << added.error().detail;
    }
    std::map<std::array<std::string, 3>, std::int64_t> held;
    good((*reader)->each(
        "SELECT s.book, s.fund, s.unit, sum(l.remaining) FROM ledger_lot l JOIN "
        "ledger_shelf s ON s.number = l.shelf GROUP BY s.book, s.fund, s.unit",
        {}, [&](const store::RowView& row) {
          held[{code_of(row.text(0)), code_of(row.text(1)), code_of(row.text(2))}] += row.number(3);
          return true;
        }));
    for (const std::string& book : adding.books()) {
      auto statement = adding.statement(book, app_->today(), rows->size());
      ASSERT_TRUE(statement.ok()) << statement.error().code;
      for (const merkle::Line& line : statement->lines()) {
        EXPECT_EQ(line.closing, (held[{book, line.fund, line.unit}]))
            << book << " " << line.fund << " " << line.unit;
      }
    }
  }

  Profiles charts_;
  rights::Principal who_;
  Posted last_;
};

TEST_F(Treasury, ARandomSocietyInTheStoreIsTheSameAsInMemory) {
  std::uint64_t seed = 20261124;
  std::cout << "seed " << seed << "\n";
  Society society(seed);
  Memory memory(charts_);
  Now now{app_->clock->now(), app_->today()};
  constexpr int batches = 24, in_one = 25;
  for (int batch = 0; batch < batches; ++batch) {
    good(app_->writer->run_alone([&](unit::Batch& one) -> Outcome {
      for (int step = 0; step < in_one; ++step) {
        society.moment();
        Event next = society.next(batch * in_one + step);
        if (next.until) next.until = Instant{now.at.milliseconds + 1000};
        std::string text = text_of(next);
        auto wanted = memory.apply(next, now, {text, hash_of(text)});
        auto got = Books::of(one, charts_).post(next, who_);
        bool reused = answer_of(got) == "ledger.id_reused" || (got.ok() && got->again);
        std::string answer = reused ? "ledger.duplicate" : answer_of(got);
        EXPECT_EQ(answer, answer_of(wanted)) << step << text;
        if (wanted.ok()) society.remember(next);
      }
      return Done{};
    }));
    if (HasFailure()) return;
  }
  EXPECT_EQ(count("SELECT count(*) FROM ledger_edge"), std::ssize(memory.books().new_edges()));
  std::int64_t edges = count("SELECT count(*) FROM ledger_edge");
  EXPECT_GT(edges, 50);
  sound();
  told_as_it_is();
}

TEST_F(Treasury, TheSameIdIsAnsweredAsTheFirstTimeOrRefused) {
  const std::string gift = R"("op":"donate","id":"g1","book":"32","amt":500,"restrict":["flood"])";
  EXPECT_EQ(post(gift), "ok");
  std::int64_t seq = last_.seq, rows = count("SELECT count(*) FROM journal");
  EXPECT_EQ(post(gift), "ok");
  EXPECT_TRUE(last_.again);
  EXPECT_EQ(last_.seq, seq);
  EXPECT_EQ(post(R"("op":"donate","id":"g1","book":"32","amt":501,"restrict":["flood"])"),
            "ledger.id_reused");
  const std::string chain = R"("op":"linked","events":[
      {"op":"donate","id":"c1","book":"32","amt":5,"restrict":[]},
      {"op":"spend","id":"c2","book":"32","amt":5,"tags":[],"date":"2026-11-23"}])";
  EXPECT_EQ(post(chain), "ok");
  EXPECT_EQ(post(chain), "ok");
  EXPECT_TRUE(last_.again);
  EXPECT_EQ(count("SELECT count(*) FROM ledger_entry"), 3);
  EXPECT_EQ(count("SELECT count(*) FROM journal"), rows + 2);
  sound();
}

TEST_F(Treasury, AGiftCountsInItsSocietysFiguresInTheSameCommit) {
  EXPECT_EQ(post(R"("op":"donate","id":"g","book":"320102","amt":700,"restrict":[])"), "ok");
  auto reader = app_->readers->borrow();
  auto value = measures::value_of(
      **reader, {.series = "ledger.gift_fen", .from = 20261101, .to = 20261130}, at("32"));
  EXPECT_EQ(*value, 700);
  sound();
}

TEST_F(Treasury, ARefundOfSpentMoneyCorrectsWhatTheLogWasTold) {
  for (const char* text : {
           R"("op":"donate","id":"a","book":"32","amt":100,"restrict":["flood"])",
           R"("op":"spend","id":"s1","book":"32","amt":60,"tags":["flood"],"date":"2026-11-20")",
           R"("op":"spend","id":"s2","book":"32","amt":40,"tags":["flood"],"date":"2026-11-21")",
           R"("op":"donate","id":"b","book":"32","amt":100,"restrict":[])",
           R"("op":"refund","id":"r","book":"32","donation":"a","amt":50)",
           R"("op":"refund","id":"r2","book":"32","donation":"a","amt":20)",
           R"("op":"reverse_use","book":"32","spend":"s1")",
       }) {
    EXPECT_EQ(post(text), "ok") << text;
  }
  EXPECT_EQ(count("SELECT count(*) FROM ledger_edge WHERE kind = 'reback'"), 3);
  EXPECT_EQ(count("SELECT count(*) FROM disclosure_text"), 2);
  auto reader = app_->readers->borrow();
  auto told = trace(**reader, {.book = "32", .name = "a"});
  EXPECT_EQ(told->at("gift").at("remaining"), 30);
  EXPECT_EQ(told->at("uses").as_array().size(), 0U);
  sound();
  told_as_it_is();
}

TEST_F(Treasury, NobodyChangesWhatIsEntered) {
  EXPECT_EQ(post(R"("op":"donate","id":"g","book":"32","amt":700,"restrict":[])"), "ok");
  EXPECT_EQ(post(R"("op":"spend","id":"s","book":"32","amt":1,"tags":[],"date":"2026-11-23")"),
            "ok");
  auto connection = store::open(app_->settings.address);
  for (const char* sql : {"UPDATE ledger_entry SET amount = 1", "DELETE FROM ledger_entry",
                          "UPDATE ledger_posting SET amount = 1", "DELETE FROM ledger_posting",
                          "UPDATE ledger_edge SET amount = 2", "DELETE FROM ledger_edge"}) {
    EXPECT_FALSE((*connection)->run(sql).ok()) << sql;
  }
  for (const char* table : {"ledger_entry", "ledger_posting", "ledger_edge"}) {
    // SQLite does not know the word, which is a refusal too.
    EXPECT_FALSE((*connection)->run(std::string("TRUNCATE ") + table).ok()) << table;
  }
  sound();
}

// Somebody who may write to the database itself takes the guards off and changes rows, and puts the
// sums in order that he knows of. Each is found by the pass over everything.
TEST_F(Treasury, WhatIsChangedBehindTheLedgersBackIsFound) {
  for (const char* text : {
           R"("op":"donate","id":"a","book":"32","amt":100,"restrict":["flood"])",
           R"("op":"donate","id":"b","book":"32","amt":70,"restrict":[])",
           R"("op":"donate","id":"q","book":"32","amt":9,"restrict":[],"unit":"SKU:quilt")",
           R"("op":"spend","id":"s","book":"32","amt":60,"tags":["flood"],"date":"2026-11-20")",
           R"("op":"reserve","id":"r","book":"32","amt":10,"tags":[],"date":"2026-11-20",
              "until":"2026-12-01T00:00:00.000Z")",
           R"("op":"close","id":"c","book":"32","date":"2026-10-31")",
       }) {
    EXPECT_EQ(post(text), "ok") << text;
  }
  sound();
  auto connection = *store::open(app_->settings.address);
  bool sqlite = connection->dialect() == store::Dialect::sqlite;
  std::string guards_off;
  for (const std::string table : {"ledger_entry", "ledger_posting", "ledger_edge"}) {
    guards_off += sqlite ? "DROP TRIGGER " + table + "_kept; DROP TRIGGER " + table + "_stays;"
                         : "ALTER TABLE " + table + " DISABLE TRIGGER USER;";
  }
  struct Row {
    const char *which, *sql;
  };
  for (const Row& row : std::vector<Row>{
           {"I1", "UPDATE ledger_posting SET amount = amount + 1 WHERE entry = 1 AND amount > 0"},
           {"I1", "UPDATE ledger_account SET posted = posted + 1 WHERE path = 'assets/bank'"},
           {"I2", "UPDATE ledger_account SET pending_credit = 999 WHERE path = 'assets/bank'"},
           {"I3", "UPDATE ledger_lot SET remaining = remaining - 1 WHERE number = 2"},
           {"I3", "UPDATE ledger_lot SET held = remaining + 1 WHERE number = 2"},
           {"I4", "UPDATE ledger_edge SET amount = 59"},
           {"I4", "UPDATE ledger_entry SET amount = 61 WHERE number = 's'"},
           {"I5", "UPDATE ledger_entry SET tags = 'school' WHERE number = 's'"},
           {"I5", "UPDATE ledger_shelf SET tags = 'school' WHERE fund = 'flood'"},
           {"I6", "UPDATE ledger_shelf SET fund = 'school' WHERE fund = 'flood'"},
           {"I7", ""},
           {"I8", "UPDATE ledger_shelf SET place = 'north' WHERE place <> ''"},
           {"seq", "DELETE FROM ledger_lot WHERE number = 3"},
           {"seq", "DELETE FROM ledger_entry WHERE number = 'q'"},
           // What every sum of ours agrees with, and only the replay sees.
           {"I9", "UPDATE ledger_entry SET amount = 101 WHERE number = 'a'"},
           {"I9", "UPDATE ledger_entry SET fund = 'school' WHERE number = 'a'"},
           {"I9", "UPDATE ledger_entry SET hash = 'sha256:00' WHERE number = 'a'"},
           {"I9", "UPDATE ledger_lot SET expires = 20261231 WHERE number = 1"},
           {"I9", "UPDATE ledger_lot SET age_day = 20200101 WHERE number = 1"},
           {"I9", "UPDATE ledger_posting SET entry = 2 WHERE entry = 1"},
           {"I9",
            "DELETE FROM ledger_entry WHERE number = 'c'; UPDATE ledger_head SET entries = 5"},
           {"I9", "DELETE FROM ledger_pending"},
           {"I9", "UPDATE ledger_book SET closed_through = 20250101"},
           {"I9", "UPDATE ledger_account SET bound = 0 WHERE path = 'assets/bank'"},
       }) {
    SCOPED_TRACE(row.sql);
    good(connection->begin_write());
    good(connection->script(guards_off + row.sql));
    auto checked = check(*connection, charts_, true);
    good(connection->rollback());
    ASSERT_TRUE(checked.ok()) << checked.error().code << checked.error().detail;
    std::set<std::string> which;
    for (const Break& each : checked->breaks) which.insert(each.which);
    EXPECT_TRUE(which.contains(row.which)) << testing::PrintToString(which);
  }
  sound();
}

TEST_F(Treasury, ABrokenInvariantIsFoundAndStopsItsBook) {
  EXPECT_EQ(post(R"("op":"donate","id":"g","book":"32","amt":700,"restrict":[])"), "ok");
  EXPECT_EQ(post(R"("op":"donate","id":"g","book":"3201","amt":700,"restrict":[])"), "ok");
  auto connection = store::open(app_->settings.address);
  good((*connection)->run("UPDATE ledger_lot SET remaining = 699 WHERE number = 1"));
  auto checked = check(**connection, charts_, true);
  std::set<std::string> which;
  for (const Break& each : checked->breaks) which.insert(each.which);
  EXPECT_EQ(which, (std::set<std::string>{"I3", "I6", "I9"}));
  Checked own = *checked;
  std::erase_if(own.breaks, [](const Break& each) { return each.book.empty(); });
  good(stop_or_go(**connection, own));
  EXPECT_EQ(post(R"("op":"donate","id":"h","book":"32","amt":1,"restrict":[])"), "ledger.stopped");
  EXPECT_EQ(post(R"("op":"donate","id":"h","book":"3201","amt":1,"restrict":[])"), "ok");
  good((*connection)->run("UPDATE ledger_lot SET remaining = 700 WHERE number = 1"));
  good(stop_or_go(**connection, *check(**connection, charts_, true)));
  EXPECT_EQ(post(R"("op":"donate","id":"h","book":"32","amt":1,"restrict":[])"), "ok");
}

TEST_F(Treasury, AChannelsFileSentAgainAddsNothing) {
  std::string text = "line,amt,date,restrict,campaign,hour\n";
  for (int line = 1; line <= 300; ++line) {
    text += std::to_string(line) + "," + std::to_string(line * 7) +
            ",2026-11-20,flood;aid,99,2026-11-20T0" + std::to_string(line % 3) + "\n";
  }
  std::string first = file("day.csv", text), turned = "line,amt,date,restrict,campaign,hour\n";
  for (std::size_t end = text.size() - 1; end > 40;) {
    std::size_t begin = text.rfind('\n', end - 1) + 1;
    turned += text.substr(begin, end - begin) + "\n";
    end = begin - 1;
  }
  auto receive_it = [&](const std::string& path) {
    auto done = receive(*app_->writer, charts_, {path, "day.csv", "w", "32"}, who_);
    EXPECT_TRUE(done.ok()) << done.error().code;
    return done.ok() ? *done : Received{};
  };
  Received once = receive_it(first);
  EXPECT_EQ(once.added, 300);
  std::int64_t journal = count("SELECT count(*) FROM journal");
  std::int64_t outbox = count("SELECT count(*) FROM disclosure_outbox");
  Received again = receive_it(first);
  EXPECT_EQ(again.known, 300);
  EXPECT_EQ(receive_it(file("turned.csv", turned)).known, 300);
  EXPECT_EQ(receive_it(file("changed.csv", "line,amt,date\n5,36,2026-11-20\n")).refused, 1);
  EXPECT_EQ(count("SELECT count(*) FROM journal"), journal);
  EXPECT_EQ(count("SELECT count(*) FROM disclosure_outbox"), outbox);
  // Below ten yuan they share the lot of their hour.
  EXPECT_EQ(count("SELECT count(*) FROM ledger_lot"), 3 + 300 - 142);
  sound();
  told_as_it_is();
}

TEST_F(Treasury, AGiftIsFollowedThroughRedesignationAndTransferToItsUses) {
  EXPECT_EQ(post(R"("op":"donate","id":"g","book":"32","amt":100,"restrict":["flood"])"), "ok");
  EXPECT_EQ(post(R"("op":"fee","id":"f","book":"32","donation":"g","amt":5,"payer":"lot",
                    "date":"2026-11-23")"),
            "ok");
  EXPECT_EQ(post(R"("op":"transfer","id":"t","book":"32","amt":60,"tags":["flood"],"to":"3201",
                    "date":"2026-11-23")"),
            "ok");
  EXPECT_EQ(post(R"("op":"settle","id":"c","book":"32","amt":60,"to":"3201","date":"2026-11-23")"),
            "ok");
  EXPECT_EQ(post(R"("op":"spend","id":"u","book":"3201","amt":40,"tags":["flood"],
                    "purpose":"relief","date":"2026-11-23")"),
            "ok");
  auto reader = app_->readers->borrow();
  auto told = trace(**reader, {.book = "32", .name = "g"});
  ASSERT_TRUE(told.ok()) << told.error().code;
  EXPECT_EQ(told->at("gift").at("net"), 95);
  EXPECT_EQ(told->at("children").at(0).at("uses").at(0).at("id"), "u");
  auto back = trace(**reader, {.book = {}, .name = "u", .of_use = true});
  ASSERT_TRUE(back.ok()) << back.error().code;
  EXPECT_EQ(back->at("gifts").at(0).at("gift"), "g");
  auto balance =
      balances(**reader, {.book = "3201", .fund = "flood", .on = *Day::of(2026, 11, 23)});
  EXPECT_EQ(balance->at("funds").at(0).at("remaining"), 20);
  sound();
  told_as_it_is();
}

}  // namespace boai::story

// `boai ledger replay` against the reference scenarios, and files that are none.
#include "engines/ledger/replay.hpp"

#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <fstream>
#include <sstream>

#include "base/tests/tree.hpp"
#include "engines/ledger/tests/chart.hpp"

namespace boai::ledger {

namespace json = boost::json;

TEST(TheReferenceScenarios, AreReplayedToTheLetter) {
  std::ifstream file(in_tree("engines/ledger/tests/trace-scenarios.json"));
  std::stringstream text;
  text << file.rdbuf();
  auto wanted = json::parse(text.str()).at("scenarios").as_array();
  auto answer = replay(text.str(), charts());
  ASSERT_TRUE(answer.ok()) << answer.error().code << answer.error().field;
  auto got = json::parse(*answer).at("scenarios").as_array();
  ASSERT_EQ(got.size(), wanted.size());
  ASSERT_GE(wanted.size(), 8U);
  for (std::size_t at = 0; at < wanted.size(); ++at) {
    SCOPED_TRACE(std::string(wanted[at].at("name").as_string()));
    for (const char* part : {"name", "results", "edges", "remaining"}) {
      EXPECT_EQ(got[at].at(part), wanted[at].at(part)) << part;
    }
  }
}

std::string in_scenario(const std::string& events) {
  return R"({"scenarios":[{"name":"n","events":[)" + events + "]}]}";
}

TEST(AFile, ThatIsNoScenarioIsRefusedWithItsPlace) {
  struct Row {
    std::string text, code, place;
  };
  const std::string one = "scenarios[0].events[0]";
  for (const Row& row : std::vector<Row>{
           {"", "ledger.not_json", "file"},
           {"{", "ledger.not_json", "file"},
           {"[]", "ledger.form", "scenarios"},
           {R"({"scenarios":[7]})", "ledger.form", "scenarios[0]"},
           {R"({"scenarios":[{"name":"n"}]})", "ledger.form", "scenarios[0].events"},
           {in_scenario("3"), "ledger.form", one},
           {in_scenario(R"({"op":"give"})"), "ledger.form", one + ".op"},
           {in_scenario(R"({"op":"donate","id":"d","amt":1.5})"), "ledger.form", one + ".amt"},
           {in_scenario(R"({"op":"donate","id":"d","amt":100.0})"), "ledger.form", one + ".amt"},
           {in_scenario(R"({"op":"donate","id":"d","amt":-1})"), "ledger.form", one + ".amt"},
           {in_scenario(R"({"op":"donate","id":"d","amt":0})"), "ledger.form", one + ".amt"},
           {in_scenario(R"({"op":"donate","id":"d","amt":"5"})"), "ledger.form", one + ".amt"},
           {in_scenario(R"({"op":"donate","id":"d"})"), "ledger.form", one + ".amt"},
           {in_scenario(R"({"op":"donate","id":"d","amt":9223372036854775808})"), "ledger.form",
            one + ".amt"},
           {in_scenario(R"({"op":"donate","id":"d","amt":9223372036854775807,"restrict":[]})"),
            "ledger.overflow", one + ".amt"},
           {in_scenario(R"({"op":"donate","id":"","amt":1})"), "ledger.form", one + ".id"},
           {in_scenario(R"({"op":"donate","id":"d","amt":1})"), "ledger.form", one + ".restrict"},
           {in_scenario(R"({"op":"redesignate","id":"d","lot":"x","amt":1})"), "ledger.form",
            one + ".restrict"},
           {in_scenario(R"({"op":"donate","id":"d","amt":1,"restrict":"flood"})"), "ledger.form",
            one + ".restrict"},
           {in_scenario(R"({"op":"donate","id":"d","amt":1,"restrict":[],"expiry":"2026-02-30"})"),
            "ledger.form", one + ".expiry"},
           {in_scenario(R"({"op":"spend","id":"s","amt":1,"tags":[],"date":"2026-02-30"})"),
            "ledger.form", one + ".date"},
           {in_scenario(R"({"op":"spend","id":"s","amt":1,"tags":[]})"), "ledger.form",
            one + ".date"},
           {in_scenario(
                R"({"op":"fee","id":"f","donation":"d","amt":1,"payer":"me","date":"2026-02-01"})"),
            "ledger.form", one + ".payer"},
       }) {
    SCOPED_TRACE(row.text);
    auto answer = replay(row.text, charts());
    ASSERT_FALSE(answer.ok());
    EXPECT_EQ(answer.error().code, row.code);
    EXPECT_EQ(answer.error().field, row.place);
  }
}

TEST(AReplay, AnswersEachEventInTheContractsWords) {
  struct Row {
    std::string event, answer;
  };
  std::vector<Row> rows{
      {R"({"op":"donate","id":"d1","amt":100,"restrict":["flood"],"expiry":"2026-11-30"})", "ok"},
      {R"({"op":"donate","id":"d2","amt":50,"restrict":[]})", "ok"},
      {R"({"op":"spend","id":"s0","amt":101,"tags":["flood"],"date":"2026-12-01"})",
       "rejected: insufficient"},
      {R"({"op":"spend","id":"s1","amt":120,"tags":["flood"],"date":"2026-11-30"})", "ok"},
      {R"({"op":"spend","id":"s1","amt":1,"tags":["flood"],"date":"2026-11-30"})",
       "rejected: duplicate"},
      {R"({"op":"donate","id":"s1","amt":1,"restrict":[]})", "rejected: duplicate"},
      {R"({"op":"fee","id":"f1","donation":"d9","amt":1,"payer":"lot","date":"2026-11-30"})",
       "rejected: unknown"},
      {R"({"op":"fee","id":"f1","donation":"d1","amt":1,"payer":"lot","date":"2026-11-30"})",
       "rejected: insufficient"},
      {R"({"op":"fee","id":"f1","donation":"d1","amt":10,"payer":"pool","date":"2026-11-30"})",
       "ok"},
      {R"({"op":"refund","id":"r1","donation":"d1","amt":101})", "rejected: exceeds refundable"},
      {R"({"op":"refund","id":"r1","donation":"d1","amt":100})", "rejected: insufficient"},
      {R"({"op":"refund","id":"r1","donation":"d1","amt":20})", "ok"},
      {R"({"op":"refund","id":"r2","donation":"d9","amt":20})", "rejected: unknown"},
      {R"({"op":"reverse_use","spend":"s1"})", "ok"},
      {R"({"op":"reverse_use","spend":"s1"})", "rejected: closed"},
      {R"({"op":"reverse_use","spend":"f1"})", "rejected: unknown"},
      {R"({"op":"redesignate","id":"n1","lot":"d2","amt":41,"restrict":["school"]})",
       "rejected: insufficient"},
      {R"({"op":"redesignate","id":"n1","lot":"d2","amt":40,"restrict":["school"]})", "ok"},
      {R"({"op":"close","id":"c1","date":"2026-11-30"})", "ok"},
      {R"({"op":"spend","id":"s3","amt":1,"tags":["school"],"date":"2026-11-30"})",
       "rejected: closed"},
      {R"({"op":"spend","id":"s3","amt":1,"tags":["school"],"date":"2026-12-01"})", "ok"},
      {R"({"op":"donate","id":"d3","amt":1,"restrict":[]})", "ok"}};
  std::string events;
  json::array wanted;
  for (const Row& row : rows) {
    events += (events.empty() ? "" : ",") + row.event;
    wanted.emplace_back(row.answer);
  }
  auto answer = replay(in_scenario(events), charts());
  ASSERT_TRUE(answer.ok()) << answer.error().code << answer.error().field;
  json::value got = json::parse(*answer).at("scenarios").at(0);
  for (std::size_t at = 0; at < rows.size(); ++at) {
    EXPECT_EQ(got.at("results").at(at), wanted[at]) << rows[at].event;
  }
  EXPECT_EQ(got.at("remaining").at("d1"), 80);
  EXPECT_EQ(got.at("remaining").at("d2"), 0);
}

TEST(AnEvent, IsTheSameAfterItsOwnText) {
  for (
      const char* text : {
          R"({"op":"donate","id":"d","amt":1,"restrict":["b","a"],"expiry":"2026-12-31","named":true})",
          R"({"op":"kit","id":"k","amt":2,"into":"SKU:kit","parts":{"SKU:a":3},"tags":[],"date":"2026-01-02"})",
          R"({"op":"reserve","id":"r","amt":2,"tags":["x"],"date":"2026-01-02","until":"2026-01-03T00:00:00.000Z"})",
          R"({"op":"linked","events":[{"op":"reverse_use","spend":"s"}]})",
      }) {
    auto event = event_of(json::parse(text), "e");
    ASSERT_TRUE(event.ok()) << event.error().field;
    auto again = event_of_text(text_of(*event));
    ASSERT_TRUE(again.ok()) << text_of(*event);
    EXPECT_EQ(text_of(*again), text_of(*event));
  }
}

}  // namespace boai::ledger

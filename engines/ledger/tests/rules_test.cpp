// Rules one by one, as tables and short stories: what the reference scenarios do not say.
#include <gtest/gtest.h>

#include <boost/json.hpp>

#include "engines/ledger/tests/chart.hpp"

namespace boai::ledger {

namespace {

// Events as JSON, one after the other; the answer is "ok" or the code.
class Desk : public testing::Test {
 protected:
  std::string say(const std::string& text) {
    auto event = event_of(boost::json::parse("{" + text + "}"), "event");
    if (!event.ok()) return event.error().code + " " + event.error().field;
    last_ = memory_.apply(*event, now_);
    return answer_of(last_);
  }
  struct Row {
    std::string event, answer;
  };
  void told(const std::vector<Row>& rows) {
    for (const Row& row : rows) EXPECT_EQ(say(row.event), row.answer) << row.event;
  }
  std::int64_t left(const std::string& name, const std::string& book = "") {
    auto number = lot_number(memory_.books(), book, name);
    return number.ok() && *number > 0 ? memory_.books().lots().at(*number).remaining : -1;
  }
  std::int64_t balance(const std::string& path, const std::string& unit = "CNY",
                       const std::string& book = "") {
    auto account = memory_.books().account(book, path, unit);
    return account.ok() && *account ? (*account)->posted : 0;
  }
  void at(const char* instant) {
    now_.at = *parse_instant(instant);
    now_.today = day_in_shanghai(now_.at);
  }

  void SetUp() override { at("2026-11-24T02:00:00.000Z"); }

  Memory memory_{charts()};
  Now now_;
  Result<std::int64_t> last_{std::int64_t{0}};
};

TEST_F(Desk, ARefusalSaysWhichLotsWouldHaveCoveredItAndWhyTheyMayNot) {
  told({{R"("op":"donate","id":"flood","amt":50,"restrict":["flood"])", "ok"},
        {R"("op":"donate","id":"old","amt":20,"restrict":[],"expiry":"2026-11-01")", "ok"},
        {R"("op":"donate","id":"hers","amt":9,"restrict":[],"named":true)", "ok"},
        {R"("op":"donate","id":"free","amt":5,"restrict":[])", "ok"},
        {R"("op":"spend","id":"s","amt":80,"tags":["aid"],"date":"2026-11-24")",
         "ledger.insufficient"}});
  EXPECT_EQ(last_.error().detail, "75");
  std::map<std::string, std::string> why;
  for (const FieldFault& fault : last_.error().fields) {
    why[fault.field] = fault.code + " " + fault.detail;
  }
  EXPECT_EQ(why, (std::map<std::string, std::string>{{"flood", "ledger.lot_restricted 50"},
                                                     {"hers", "ledger.lot_named 9"},
                                                     {"old", "ledger.lot_expired 20"}}));
}

TEST_F(Desk, AnotherChoiceOfLotsNeedsAReasonAndASecondPersonUnlessTheAgreementNamesThem) {
  told({{R"("op":"donate","id":"a","amt":10,"restrict":[])", "ok"},
        {R"("op":"donate","id":"b","amt":10,"restrict":[])", "ok"},
        {R"("op":"donate","id":"hers","amt":10,"restrict":[],"named":true)", "ok"},
        {R"("op":"spend","id":"s1","amt":5,"tags":[],"date":"2026-11-24","lots":["b"])",
         "ledger.override"},
        {R"("op":"spend","id":"s1","amt":5,"tags":[],"date":"2026-11-24","lots":["b"],
            "reason":"board 12","second":"lead")",
         "ok"},
        {R"("op":"spend","id":"s2","amt":10,"tags":[],"date":"2026-11-24","lots":["hers"])", "ok"},
        {R"("op":"spend","id":"s3","amt":1,"tags":[],"date":"2026-11-24","lots":["nobody"])",
         "ledger.unknown"}});
  EXPECT_EQ(left("a"), 10);
  EXPECT_EQ(left("b"), 5);
}

TEST_F(Desk, AgencyMoneyIsALiabilityAndNeverIncome) {
  told({{R"("op":"donate","id":"m","amt":70,"restrict":[],"agency":true)", "ok"},
        {R"("op":"spend","id":"s","amt":1,"tags":[],"date":"2026-11-24")", "ledger.insufficient"},
        {R"("op":"spend","id":"s","amt":30,"tags":[],"date":"2026-11-24","lots":["m"])", "ok"},
        {R"("op":"refund","id":"r","donation":"m","amt":40)", "ok"}});
  EXPECT_EQ(balance("income/unrestricted/unrestricted"), 0);
  EXPECT_EQ(balance("agency/unrestricted"), 0);
  EXPECT_EQ(balance("assets/agency"), 0);
}

TEST_F(Desk, APledgeIsNoMoneyUntilTheChannelSaysSo) {
  const std::string pledge =
      R"("op":"pledge","amt":100,"restrict":["flood"],"channel":"w","until":"2026-11-24T03:00:00.000Z")";
  told({{pledge + R"(,"id":"p1")", "ok"},
        {pledge + R"(,"id":"p2")", "ok"},
        {pledge + R"(,"id":"p3")", "ok"},
        {R"("op":"spend","id":"s","amt":1,"tags":["flood"],"date":"2026-11-24")",
         "ledger.insufficient"},
        {R"("op":"post","id":"g1","pending":"p1","amt":101)", "ledger.insufficient"},
        {R"("op":"post","id":"g1","pending":"p1","amt":60)", "ok"},
        {R"("op":"post","id":"g2","pending":"p1")", "ledger.closed"},
        {R"("op":"void","id":"v2","pending":"p2")", "ok"},
        {R"("op":"post","id":"g2","pending":"p2")", "ledger.closed"},
        {R"("op":"expire","id":"x3","pending":"p3")", "ledger.not_expired"},
        {R"("op":"post","id":"g9","pending":"p9")", "ledger.unknown"}});
  at("2026-11-24T03:00:00.000Z");
  told({{R"("op":"post","id":"g3","pending":"p3")", "ledger.expired"},
        {R"("op":"expire","id":"x3","pending":"p3")", "ok"}});
  EXPECT_EQ(left("g1"), 60);
  auto account = memory_.books().account("", "assets/clearing/w", "CNY");
  EXPECT_EQ((*account)->posted, 60);
  EXPECT_EQ((*account)->pending_debit, 0);
}

TEST_F(Desk, MoneyStillAtTheChannelCannotBePaidOut) {
  told({{R"("op":"donate","id":"d","amt":100,"restrict":[],"channel":"w")", "ok"},
        {R"("op":"spend","id":"s","amt":60,"tags":[],"date":"2026-11-24")", "ledger.bound"},
        {R"("op":"settle","id":"t","amt":101,"channel":"w","date":"2026-11-24")", "ledger.bound"},
        {R"("op":"settle","id":"t","amt":100,"channel":"w","date":"2026-11-24")", "ok"},
        {R"("op":"reserve","id":"r","amt":60,"tags":[],"date":"2026-11-24",
            "until":"2026-11-25T00:00:00.000Z")",
         "ok"},
        {R"("op":"spend","id":"s","amt":60,"tags":[],"date":"2026-11-24")", "ledger.insufficient"},
        {R"("op":"post","id":"u","pending":"r","amt":50)", "ok"},
        {R"("op":"spend","id":"s","amt":50,"tags":[],"date":"2026-11-24")", "ok"},
        {R"("op":"reverse_use","spend":"u")", "ok"}});
  EXPECT_EQ(left("d"), 50);
}

TEST_F(Desk, AChainIsTakenWholeOrNotAtAll) {
  EXPECT_EQ(say(R"("op":"linked","events":[
      {"op":"donate","id":"a","amt":10,"restrict":[]},
      {"op":"spend","id":"b","amt":11,"tags":[],"date":"2026-11-24"}])"),
            "ledger.insufficient");
  EXPECT_EQ(last_.error().field, "events[1].amt");
  EXPECT_EQ(left("a"), -1);
  EXPECT_EQ(memory_.books().head()->entries, 0);
  EXPECT_EQ(say(R"("op":"linked","events":[
      {"op":"donate","id":"a","amt":10,"restrict":[]},
      {"op":"spend","id":"b","amt":10,"tags":[],"date":"2026-11-24"}])"),
            "ok");
  EXPECT_EQ(left("a"), 0);
}

TEST_F(Desk, APeriodClosesWithItsCarryAndReopensByAnEntryOfItsOwn) {
  told({{R"("op":"donate","id":"a","amt":10,"restrict":["flood"],"date":"2025-12-01")", "ok"},
        {R"("op":"spend","id":"s","amt":4,"tags":["flood"],"date":"2025-12-02")", "ok"},
        {R"("op":"close","id":"c","date":"2025-12-31","carry":true)", "ok"},
        {R"("op":"donate","id":"b","amt":10,"restrict":[],"date":"2025-12-31")", "ledger.closed"},
        {R"("op":"close","id":"c2","date":"2025-11-30")", "ledger.closed"}});
  EXPECT_EQ(balance("income/restricted/flood"), 0);
  EXPECT_EQ(balance("net/restricted/flood"), -6);
  told(
      {{R"("op":"reopen","id":"o","date":"2025-11-30","reason":"late file","second":"lead")", "ok"},
       {R"("op":"donate","id":"b","amt":10,"restrict":[],"date":"2025-12-31")", "ok"}});
  EXPECT_EQ(balance("income/restricted/flood"), -10);
  EXPECT_EQ(balance("net/restricted/flood"), 0);
}

TEST_F(Desk, FeesStayUnderTheShareTheAgreementAllows) {
  told({{R"("op":"donate","id":"a","amt":1000,"restrict":[],"agreement":"A","cap":50)", "ok"},
        {R"("op":"fee","id":"f1","donation":"a","amt":51,"payer":"lot","date":"2026-11-24")",
         "ledger.cap"},
        {R"("op":"fee","id":"f1","donation":"a","amt":50,"payer":"lot","date":"2026-11-24")", "ok"},
        {R"("op":"fee","id":"f2","donation":"a","amt":1,"payer":"lot","date":"2026-11-24")",
         "ledger.cap"},
        {R"("op":"reverse_fee","id":"x","fee":"f1")", "ok"},
        {R"("op":"fee","id":"f2","donation":"a","amt":1,"payer":"channel","date":"2026-11-24")",
         "ok"}});
  EXPECT_EQ(left("a"), 1000);
}

TEST_F(Desk, ARefundKnowsTheReceiptAndWhatOthersBore) {
  told(
      {{R"("op":"donate","id":"pool","amt":1000,"restrict":[])", "ok"},
       {R"("op":"donate","id":"a","amt":100,"restrict":["flood"])", "ok"},
       {R"("op":"fee","id":"f","donation":"a","amt":6,"payer":"pool","date":"2026-11-24")", "ok"},
       {R"("op":"refund","id":"r","donation":"a","amt":100,"receipt_open":true)", "ledger.receipt"},
       {R"("op":"spend","id":"s","amt":80,"tags":["flood"],"date":"2026-11-24")", "ok"},
       {R"("op":"refund","id":"r","donation":"a","amt":101)", "ledger.exceeds_refundable"},
       {R"("op":"refund","id":"r","donation":"a","amt":100)", "ok"}});
  EXPECT_EQ(left("pool"), 914);
}

TEST_F(Desk, ARefundIsBackedByWhatWasUsableOnTheDayOfTheUse) {
  told({{R"("op":"donate","id":"d1","amt":10,"restrict":[])", "ok"},
        {R"("op":"spend","id":"s1","amt":10,"tags":["aid"],"date":"2026-04-11")", "ok"},
        {R"("op":"donate","id":"d2","amt":10,"restrict":[],"expiry":"2026-04-10")", "ok"},
        {R"("op":"refund","id":"r1","donation":"d1","amt":10)", "ledger.insufficient"},
        {R"("op":"donate","id":"d3","amt":10,"restrict":[],"expiry":"2026-04-11")", "ok"},
        {R"("op":"refund","id":"r1","donation":"d1","amt":10)", "ok"}});
  EXPECT_EQ(left("d2"), 10);
  EXPECT_EQ(left("d3"), 0);
}

TEST_F(Desk, ARefundRefusedTellsTheWholeShortfallOverAllItsUses) {
  told({{R"("op":"donate","id":"d1","amt":100,"restrict":[])", "ok"},
        {R"("op":"spend","id":"s1","amt":60,"tags":["aid"],"date":"2026-04-01")", "ok"},
        {R"("op":"spend","id":"s2","amt":40,"tags":["aid"],"date":"2026-04-02")", "ok"},
        {R"("op":"donate","id":"d2","amt":15,"restrict":["aid"])", "ok"},
        {R"("op":"refund","id":"r1","donation":"d1","amt":90)", "ledger.insufficient"}});
  EXPECT_EQ(last_.error().detail, "75");
  EXPECT_EQ(left("d2"), 15);
}

TEST_F(Desk, ALotMovesBetweenBooksAndWhatOneOwesTheOtherMayAsk) {
  told({{R"("op":"donate","book":"32","id":"d","amt":100,"restrict":["flood"])", "ok"},
        {R"("op":"transfer","book":"32","id":"t","amt":70,"tags":["flood"],"date":"2026-11-24",
            "to":"3201")",
         "ok"},
        {R"("op":"spend","book":"3201","id":"s","amt":70,"tags":["flood"],"date":"2026-11-24")",
         "ledger.bound"}});
  EXPECT_EQ(balance("due/to/3201", "CNY", "32") + balance("due/from/32", "CNY", "3201"), 0);
  told(
      {{R"("op":"settle","book":"32","id":"c","amt":70,"to":"3201","date":"2026-11-24")", "ok"},
       {R"("op":"spend","book":"3201","id":"s","amt":60,"tags":["flood"],"date":"2026-11-24")",
        "ok"},
       {R"("op":"redesignate","book":"3201","id":"n","lot":"t@32","amt":10,"restrict":[])", "ok"}});
  EXPECT_EQ(left("t@32", "3201"), 0);
  EXPECT_EQ(balance("due/to/3201", "CNY", "32"), 0);
}

TEST_F(Desk, KitsTakeExactlyTheirPartsAndAreBoundAsTheirMostBoundPart) {
  told({{R"("op":"donate","id":"m","amt":10,"restrict":["flood"],"unit":"SKU:mask","value":1000,
            "basis":"invoice","expiry":"2027-01-31")",
         "ok"},
        {R"("op":"donate","id":"s","amt":7,"restrict":[],"unit":"SKU:soap","value":70,
            "basis":"market","expiry":"2027-03-31")",
         "ok"},
        {R"("op":"kit","id":"k","amt":6,"into":"SKU:kit","parts":{"SKU:mask":2,"SKU:soap":1},
            "tags":["flood"],"date":"2026-11-24")",
         "ledger.insufficient"},
        {R"("op":"kit","id":"k","amt":5,"into":"SKU:kit","parts":{"SKU:mask":2,"SKU:soap":1},
            "tags":["flood"],"date":"2026-11-24")",
         "ok"},
        {R"("op":"spend","id":"u","amt":1,"tags":["aid"],"unit":"SKU:kit","date":"2026-11-24")",
         "ledger.insufficient"},
        {R"("op":"spend","id":"u","amt":1,"tags":["flood"],"unit":"SKU:kit","date":"2027-02-01")",
         "ledger.insufficient"},
        {R"("op":"spend","id":"u","amt":2,"tags":["flood"],"unit":"SKU:kit","date":"2027-01-31")",
         "ok"},
        {R"("op":"loss","id":"l","lot":"k","amt":1,"date":"2026-11-24","reason":"wet",
            "second":"lead")",
         "ok"}});
  EXPECT_EQ(left("m"), 0);
  EXPECT_EQ(left("s"), 2);
  EXPECT_EQ(left("k"), 2);
  EXPECT_EQ(balance("assets/worth/depot", "VALUE:CNY"), 20 + 420);
}

TEST_F(Desk, HoursAreNeverMoney) {
  told({{R"("op":"donate","id":"h","amt":8,"restrict":[],"unit":"HOUR")", "ok"},
        {R"("op":"spend","id":"s","amt":1,"tags":[],"date":"2026-11-24")", "ledger.insufficient"},
        {R"("op":"spend","id":"s","amt":8,"tags":[],"unit":"HOUR","date":"2026-11-24")", "ok"},
        {R"("op":"loss","id":"l","lot":"h","amt":1,"date":"2026-11-24","reason":"x","second":"y")",
         "ledger.unit"}});
}

TEST_F(Desk, SmallGiftsShareTheLotOfTheirHour) {
  const std::string micro =
      R"("op":"micro","campaign":"99","channel":"w","restrict":["flood"],"date":"2026-11-24")";
  told({{micro + R"(,"id":"m1","amt":100,"hour":"2026-11-24T09")", "ok"},
        {micro + R"(,"id":"m2","amt":250,"hour":"2026-11-24T09")", "ok"},
        {micro + R"(,"id":"m3","amt":10,"hour":"2026-11-24T10")", "ok"},
        {micro + R"(,"id":"m2","amt":250,"hour":"2026-11-24T09")", "ledger.duplicate"},
        {micro + R"(,"id":"m4","amt":1000,"hour":"2026-11-24T09")", "ledger.not_micro"},
        {R"("op":"refund","id":"r","donation":"m1","amt":101)", "ledger.exceeds_refundable"},
        {R"("op":"settle","id":"t","amt":360,"channel":"w","date":"2026-11-24")", "ok"},
        {R"("op":"refund","id":"r","donation":"m1","amt":100)", "ok"},
        {R"("op":"refund","id":"r2","donation":"m1","amt":100)", "ledger.exceeds_refundable"}});
  EXPECT_EQ(left("micro/99/w/2026-11-24T09/flood"), 250);
  EXPECT_EQ(memory_.books().lots().size(), 2U);
}

TEST_F(Desk, ImportedHistoryKeepsItsOwnTimeAndAge) {
  told({{R"("op":"donate","id":"new","amt":10,"restrict":[],"date":"2026-11-24")", "ok"},
        {R"("op":"donate","id":"old","amt":10,"restrict":[],"date":"2024-05-06","imported":true)",
         "ok"},
        {R"("op":"donate","id":"x","amt":1,"restrict":[],"date":"2027-01-01","imported":true)",
         "ledger.imported_future"},
        {R"("op":"spend","id":"s","amt":10,"tags":[],"date":"2026-11-24")", "ok"}});
  EXPECT_EQ(left("old"), 0);
  EXPECT_EQ(left("new"), 10);
}

}  // namespace

}  // namespace boai::ledger

// What is asked of the ledger: one event, read from and written as JSON by one table of fields. The
// canonical text is what is kept, hashed and replayed.
#pragma once

#include <boost/json/fwd.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "base/day.hpp"
#include "base/instant.hpp"
#include "base/result.hpp"
#include "engines/ledger/model.hpp"

namespace boai::ledger {

enum class Op {
  donate,
  micro,
  spend,
  fee,
  refund,
  reverse_use,
  reverse_fee,
  redesignate,
  transfer,
  settle,
  kit,
  loss,
  pledge,
  reserve,
  post,
  void_,
  expire,
  close,
  reopen,
  linked,  // all of its events, or none
};

struct Component {
  std::string unit;
  std::int64_t per = 0;  // pieces in one kit
};

struct Event {
  Op op = Op::donate;
  std::string id, book;
  std::int64_t amount = 0;
  std::string unit = "CNY";
  Tags tags;  // restrictions of what is given, or what a use is for
  Day date;
  Day expiry;           // of a lot: usable through this day
  std::string about;    // the gift, lot, use, fee, pledge or reservation
  std::string payer;    // of a fee: lot, pool, or channel, who waives it
  std::string fund;     // "" by restrictions
  std::string place;    // depot of goods
  std::string purpose;  // of a use, for the chart
  std::string channel, campaign, agreement;
  std::int64_t cap = -1;  // fees' share of the agreement, permille
  std::string to;         // the other book
  std::string into;       // the kit's unit
  std::vector<Component> parts;
  std::string hour;               // of a micro gift: 2026-11-24T09
  std::int64_t value = -1;        // fen
  std::string basis;              // invoice, market, appraisal
  std::vector<std::string> lots;  // specific identification
  std::string reason, second;
  Instant until;
  bool named = false, agency = false, imported = false, carry = false;
  bool receipt_open = false;  // the receipt of a refund is not yet 冲红
  std::vector<Event> linked;
};

std::string_view name_of(Op op);

constexpr std::size_t id_max = 200;       // bytes
constexpr std::size_t tags_max = 32;      // of one lot or use
constexpr std::size_t linked_max = 1000;  // events in a chain
constexpr std::size_t parts_max = 200;

// A word names something: not empty, not endless, nothing invisible in it.
bool is_word(std::string_view text);

// Code: ledger.form, field: `place`.field
Result<Event> event_of(const boost::json::value& json, const std::string& place);
// Fields in the table's order, those of the default left out: equal events have equal texts.
std::string text_of(const Event& event);
Result<Event> event_of_text(std::string_view text);

}  // namespace boai::ledger

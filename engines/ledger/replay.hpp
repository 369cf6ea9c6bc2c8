// Scenarios of events as JSON, replayed: what black-box tests and auditors feed the ledger.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "engines/ledger/ledger.hpp"

namespace boai::ledger {

// One scenario as the file has it, and what it comes to.
struct Scenario {
  std::string name;
  std::vector<Event> events;
};
// Codes: ledger.not_json, ledger.form (field: the place, e.g. scenarios[0].events[3].amt).
Result<std::vector<Scenario>> scenarios_of(std::string_view text);

// "ok", "rejected: insufficient", …
std::string word_of(const Error& error);
// An event that no ledger can take, whatever stood in it before: the file is at fault.
bool is_form(const Error& error);

struct Told {
  std::vector<std::string> results;
  struct Row {
    std::string kind, lot, ref;
    std::int64_t amount = 0;
  };
  std::vector<Row> edges;
  std::map<std::string, std::int64_t> remaining;
};
std::string text_of(const std::vector<Scenario>& scenarios, const std::vector<Told>& told);

// {"scenarios":[{"name","events":[{"op",…}]}]} → {"scenarios":[{"name","results","edges",
// "remaining"}]}
Result<std::string> replay(std::string_view text, const Profiles& profiles);

}  // namespace boai::ledger

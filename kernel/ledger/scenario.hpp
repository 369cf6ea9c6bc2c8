// Scenarios of `boai ledger replay` through the store: the whole file in one transaction, each
// scenario in a book of its own; the same file again writes nothing and gives the first answers.
#pragma once

#include <set>

#include "engines/ledger/replay.hpp"
#include "kernel/unit/writer.hpp"

namespace boai::ledger {

// The book asked for, else the scenario's name.
std::string book_of(const Scenario& scenario, const std::string& asked);

// Every book the events write in, each once: an event may name its own, and a transfer names two.
// Codes: ledger.form for a scenario that names none.
Result<std::set<std::string>> books_of(const std::vector<Scenario>& scenarios,
                                       const std::string& asked);

// Results only. Codes: those of forms, with the event's place; nothing is written then.
Result<std::vector<Told>> replay_into(unit::Writer& writer, const Profiles& profiles,
                                      const std::vector<Scenario>& scenarios,
                                      const std::string& asked_book, const rights::Principal& who);

// Edges and remaining lots of the book, as the store has them now.
Outcome read_back(store::Connection& connection, const std::string& book, Told& told);

}  // namespace boai::ledger

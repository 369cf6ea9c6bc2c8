#include "engines/ledger/replay.hpp"

#include <boost/json.hpp>

namespace boai::ledger {

namespace json = boost::json;

namespace {

constexpr std::size_t scenarios_max = 100'000;

Result<Scenario> scenario_of(const json::value& value, const std::string& place) {
  auto* object = value.if_object();
  if (object == nullptr) return invalid("ledger.form", place, "a scenario is an object");
  auto* events = object->if_contains("events");
  if (events == nullptr || !events->is_array()) return invalid("ledger.form", place + ".events");
  Scenario scenario;
  if (auto* name = object->if_contains("name")) {
    if (!name->is_string()) return invalid("ledger.form", place + ".name");
    scenario.name = std::string(name->get_string());
  }
  for (std::size_t at = 0; at < events->get_array().size(); ++at) {
    std::string here = place + ".events[" + std::to_string(at) + "]";
    scenario.events.push_back(TRY(event_of(events->get_array()[at], here)));
  }
  return scenario;
}

// Every lot of every book of this scenario's ledger.
Result<Told> told_by(Memory& memory) {
  Told told;
  Draft& books = memory.books();
  for (const Edge& edge : books.new_edges()) {
    auto lot = TRY(books.lot(edge.lot));
    auto ref = TRY(books.entry(edge.ref));
    told.edges.push_back({std::string(name_of(edge.kind)), lot->id, ref->id, edge.amount});
  }
  for (const auto& [number, lot] : books.lots()) told.remaining[lot.id] = lot.remaining;
  return told;
}

Result<Told> replayed(const Scenario& scenario, const Profiles& profiles,
                      const std::string& place) {
  Memory memory(profiles);
  std::vector<std::string> results;
  for (const Event& event : scenario.events) {
    auto done = memory.apply(event);
    if (!done.ok() && is_form(done.error())) {
      Error error = std::move(done).error();
      error.field = place + ".events[" + std::to_string(results.size()) + "]." + error.field;
      return error;
    }
    results.push_back(done.ok() ? "ok" : word_of(done.error()));
  }
  Told told = TRY(told_by(memory));
  told.results = std::move(results);
  return told;
}

}  // namespace

bool is_form(const Error& error) {
  return error.fault == Fault::invalid || error.fault == Fault::internal;
}

std::string word_of(const Error& error) {
  const std::string& code = error.code;
  std::string word = code.substr(code.find('.') + 1);
  for (char& letter : word) letter = letter == '_' ? ' ' : letter;
  return "rejected: " + word;
}

Result<std::vector<Scenario>> scenarios_of(std::string_view text) {
  boost::system::error_code fault;
  json::value root = json::parse(text, fault);
  if (fault) return invalid("ledger.not_json", "file", fault.message());
  auto* object = root.if_object();
  auto* list = object ? object->if_contains("scenarios") : nullptr;
  bool good = list != nullptr && list->is_array() && list->get_array().size() <= scenarios_max;
  if (!good) return invalid("ledger.form", "scenarios");
  std::vector<Scenario> scenarios;
  for (std::size_t at = 0; at < list->get_array().size(); ++at) {
    std::string place = "scenarios[" + std::to_string(at) + "]";
    scenarios.push_back(TRY(scenario_of(list->get_array()[at], place)));
  }
  return scenarios;
}

std::string text_of(const std::vector<Scenario>& scenarios, const std::vector<Told>& told) {
  json::array answers;
  for (std::size_t at = 0; at < scenarios.size(); ++at) {
    json::array results(told[at].results.begin(), told[at].results.end());
    json::array edges;
    for (const Told::Row& row : told[at].edges) {
      edges.push_back(json::object{
          {"kind", row.kind}, {"lot", row.lot}, {"ref", row.ref}, {"amt", row.amount}});
    }
    json::object remaining;
    for (const auto& [lot, amount] : told[at].remaining) remaining[lot] = amount;
    answers.push_back(json::object{{"name", scenarios[at].name},
                                   {"results", std::move(results)},
                                   {"edges", std::move(edges)},
                                   {"remaining", std::move(remaining)}});
  }
  return json::serialize(json::object{{"scenarios", std::move(answers)}});
}

Result<std::string> replay(std::string_view text, const Profiles& profiles) {
  auto scenarios = TRY(scenarios_of(text));
  std::vector<Told> told;
  for (std::size_t at = 0; at < scenarios.size(); ++at) {
    std::string place = "scenarios[" + std::to_string(at) + "]";
    told.push_back(TRY(replayed(scenarios[at], profiles, place)));
  }
  return text_of(scenarios, told);
}

}  // namespace boai::ledger

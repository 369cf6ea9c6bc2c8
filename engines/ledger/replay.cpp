#include "engines/ledger/replay.hpp"

#include <boost/json.hpp>

#include "engines/ledger/ledger.hpp"

namespace boai::ledger {

namespace json = boost::json;

namespace {

constexpr std::size_t scenarios_max = 100'000;

// Reads one event's fields; the first fault is kept with its place.
class Fields {
 public:
  Fields(const json::object& event, std::string place) : event_(event), place_(std::move(place)) {}

  std::string text(const char* name, const char* otherwise = nullptr) {
    auto* value = event_.if_contains(name);
    if (value == nullptr && otherwise != nullptr) return otherwise;
    if (value == nullptr || !value->is_string() || value->get_string().empty()) return fault(name);
    return std::string(value->get_string());
  }
  std::int64_t amount() {
    auto* value = event_.if_contains("amt");
    if (value != nullptr && value->is_int64()) return value->get_int64();
    fault("amt");
    return 0;
  }
  Tags tags(const char* name) {
    Tags tags;
    auto* value = event_.if_contains(name);
    if (value == nullptr) return tags;
    if (!value->is_array()) fault(name);
    if (!value->is_array()) return tags;
    for (const json::value& tag : value->get_array()) {
      if (tag.is_string()) {
        tags.emplace(tag.get_string());
      } else {
        fault(name);
      }
    }
    return tags;
  }
  Day day(const char* name, bool required) {
    auto* value = event_.if_contains(name);
    if (value == nullptr || value->is_null()) {
      if (required) fault(name);
      return {};
    }
    auto day =
        value->is_string() ? Day::parse(std::string_view(value->get_string())) : std::nullopt;
    if (!day) fault(name);
    return day.value_or(Day{});
  }
  std::string fault(const char* name) {
    if (!wrong_) wrong_ = invalid("ledger.form", place_ + "." + name);
    return {};
  }
  const std::optional<Error>& wrong() const { return wrong_; }

 private:
  const json::object& event_;
  std::string place_;
  std::optional<Error> wrong_;
};

// An event that was read wholly is applied; one that was not is the file's fault, not the ledger's.
template <typename Event>
Result<Outcome> applied(Ledger& ledger, const Fields& fields, const Event& event) {
  if (fields.wrong()) return *fields.wrong();
  return ledger.apply(event);
}

Result<Outcome> apply(Ledger& ledger, const json::object& event, const std::string& place) {
  Fields fields(event, place);
  std::string op = fields.text("op");
  if (op == "donate") {
    Donate donate{fields.text("id"), fields.amount(), fields.tags("restrict"),
                  fields.day("expiry", false), fields.text("unit", "CNY")};
    return applied(ledger, fields, donate);
  }
  if (op == "spend") {
    Spend spend{fields.text("id"), fields.amount(), fields.tags("tags"), fields.day("date", true),
                fields.text("unit", "CNY")};
    return applied(ledger, fields, spend);
  }
  if (op == "fee") {
    std::string payer = fields.text("payer", "lot");
    if (payer != "lot" && payer != "pool") fields.fault("payer");
    Fee fee{fields.text("id"), fields.text("donation"), fields.amount(), payer == "pool",
            fields.day("date", true)};
    return applied(ledger, fields, fee);
  }
  if (op == "refund") {
    Refund refund{fields.text("id"), fields.text("donation"), fields.amount()};
    return applied(ledger, fields, refund);
  }
  if (op == "reverse_use") return applied(ledger, fields, ReverseUse{fields.text("spend")});
  if (op == "redesignate") {
    Redesignate redesignate{fields.text("id"), fields.text("lot"), fields.amount(),
                            fields.tags("restrict")};
    return applied(ledger, fields, redesignate);
  }
  fields.fault("op");
  return *fields.wrong();
}

std::string word_of(const Outcome& outcome) {
  if (outcome.ok()) return "ok";
  const std::string& code = outcome.error().code;
  if (code == "ledger.exceeds_refundable") return "rejected: exceeds refundable";
  return "rejected: " + code.substr(code.find('.') + 1);
}

Result<json::object> scenario(const json::value& value, const std::string& place) {
  auto* object = value.if_object();
  auto* events = object ? object->if_contains("events") : nullptr;
  if (events == nullptr || !events->is_array()) return invalid("ledger.form", place + ".events");
  Ledger ledger;
  json::array results;
  std::size_t number = 0;
  for (const json::value& event : events->get_array()) {
    std::string here = place + ".events[" + std::to_string(number++) + "]";
    if (!event.is_object()) return invalid("ledger.form", here);
    results.push_back(json::value(word_of(TRY(apply(ledger, event.get_object(), here)))));
  }
  json::array edges;
  for (const Edge& edge : ledger.edges()) {
    edges.push_back(json::object{
        {"kind", name_of(edge.kind)}, {"lot", edge.lot}, {"ref", edge.ref}, {"amt", edge.amount}});
  }
  json::object remaining;
  for (const auto& [lot, amount] : ledger.remaining()) remaining[lot] = amount;
  auto* name = object->if_contains("name");
  return json::object{{"name", name && name->is_string() ? *name : json::value("")},
                      {"results", std::move(results)},
                      {"edges", std::move(edges)},
                      {"remaining", std::move(remaining)}};
}

}  // namespace

Result<std::string> replay(std::string_view text) {
  boost::system::error_code fault;
  json::value root = json::parse(text, fault);
  if (fault) return invalid("ledger.not_json", "file", fault.message());
  auto* object = root.if_object();
  auto* scenarios = object ? object->if_contains("scenarios") : nullptr;
  bool good = scenarios != nullptr && scenarios->is_array() &&
              scenarios->get_array().size() <= scenarios_max;
  if (!good) return invalid("ledger.form", "scenarios");
  json::array answers;
  for (std::size_t at = 0; at < scenarios->get_array().size(); ++at) {
    std::string place = "scenarios[" + std::to_string(at) + "]";
    answers.push_back(TRY(scenario(scenarios->get_array()[at], place)));
  }
  return json::serialize(json::object{{"scenarios", std::move(answers)}});
}

}  // namespace boai::ledger

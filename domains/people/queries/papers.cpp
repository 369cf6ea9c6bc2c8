#include "domains/people/queries/papers.hpp"

#include "base/crypto/seal.hpp"
#include "domains/people/port.hpp"
#include "domains/people/rules.hpp"
#include "kernel/lists/lists.hpp"

namespace boai::people {

namespace json = boost::json;

namespace {

Result<std::string> opened(const unit::House& house, const std::string& sealed,
                           std::string_view place) {
  if (sealed.empty()) return std::string();
  return house.keys->open(sealed, place);
}

json::value or_null(std::string text) {
  return text.empty() ? json::value() : json::value(std::move(text));
}

}  // namespace

std::string columns_of(const record::Type& type) {
  std::string text;
  for (const std::string& column : type.columns()) text += (text.empty() ? "" : ", ") + column;
  return text;
}

Result<json::object> papers_of(const unit::House& house, const Person& person, bool clear) {
  std::string number = TRY(opened(house, person.document, document_place));
  std::string phone = TRY(opened(house, person.phone, phone_place));
  Day born = person.birthday ? person.birthday : birthday_in(person.document_kind, number);
  bool gone = person.state == "minimised";
  if (gone) number.clear();
  json::object papers{{"id", std::to_string(person.id.number)},
                      {"name", clear || gone ? person.name : lists::masked(person.name)},
                      {"document_kind", person.document_kind}};
  papers["document"] = or_null(clear || number.empty() ? number : masked_number(number));
  papers["phone"] = or_null(clear || phone.empty() ? phone : masked_phone(phone));
  papers["birthday"] = born && clear ? json::value(to_text(born)) : json::value();
  papers["state"] = person.state.empty() ? "active" : person.state;
  return papers;
}

Result<json::object> side_of(store::Connection& connection, const unit::House& house,
                             const rights::Principal& viewer, std::int64_t person) {
  json::object whole = TRY(card(connection, house, viewer, person));
  json::object records;
  for (const auto& each : whole.at("records").as_object()) {
    records[each.key()] = each.value().as_array().size();
  }
  return json::object{{"person", std::move(whole["person"])},
                      {"relations", std::move(whole["relations"])},
                      {"consents", whole["consents"].as_array().size()},
                      {"records", std::move(records)},
                      {"linked", std::move(whole["linked"])}};
}

}  // namespace boai::people

// How a person is reached: phone, account, and whether she agrees to it.
#include "domains/people/port.hpp"
#include "domains/people/records.hpp"

namespace boai::people {

namespace {

constexpr const char* sql_contact =
    "SELECT p.id, coalesce(p.merged_into, 0), p.state, p.document_kind, p.phone, "
    "coalesce(a.account, '') FROM people_person p "
    "LEFT JOIN identity_account a ON a.id = p.account AND a.state = 'active' WHERE p.id = ?";
constexpr const char* sql_last_word =
    "SELECT withdrawn FROM people_consent WHERE person = ? AND use = ? ORDER BY id DESC LIMIT 1";

bool stands(std::string_view state) { return state.empty() || state == "active"; }

}  // namespace

Result<Contact> contact_of(unit::Context& context, Id<Person> id, std::string_view use) {
  Person person = TRY(context.load(id));
  while (person.merged_into) person = TRY(context.load(person.merged_into));
  Contact contact{.person = person.id,
                  .active = stands(person.state),
                  .agrees = TRY(agrees(context, person.id, use)),
                  .document_kind = person.document_kind,
                  .account = {},
                  .phone = person.phone};
  if (!person.account) return contact;
  auto account = TRY(context.load(person.account));
  if (account.state == "active") contact.account = account.account;
  return contact;
}

namespace {

struct Stored {
  Contact contact;
  std::int64_t merged_into = 0;
  std::string phone;  // sealed
};

Result<Stored> stored_contact(store::Connection& connection, std::int64_t person) {
  Stored stored;
  store::Value values[] = {person};
  TRY(connection.each(sql_contact, values, [&](const store::RowView& row) {
    stored.contact.person = {row.number(0)};
    stored.merged_into = row.number(1);
    stored.contact.active = stands(row.text(2));
    stored.contact.document_kind = row.text(3);
    stored.phone = row.text(4);
    stored.contact.account = row.text(5);
    return false;
  }));
  if (!stored.contact.person) return not_found("people.person.not_found");
  return stored;
}

}  // namespace

Result<Contact> contact_now(store::Connection& connection, const unit::House& house, Id<Person> id,
                            std::string_view use) {
  Stored stored = TRY(stored_contact(connection, id.number));
  while (stored.merged_into != 0) stored = TRY(stored_contact(connection, stored.merged_into));
  Contact& contact = stored.contact;
  store::Value asked[] = {contact.person.number, std::string(use)};
  TRY(connection.each(sql_last_word, asked, [&](const store::RowView& row) {
    contact.agrees = row.null(0);
    return false;
  }));
  if (!stored.phone.empty()) contact.phone = TRY(house.keys->open(stored.phone, phone_place));
  return contact;
}

}  // namespace boai::people
